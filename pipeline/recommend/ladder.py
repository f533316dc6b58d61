"""The ladder of strengths: which of two verbs is the stronger. It is this project's, not the UN's.

The ladder of ``lexicon/strengths.csv`` holds unless a user has one of their own: a CSV file with
the columns ``code`` and ``rank``, 1 the strongest, ``ladder.csv`` in the folder of an index.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from pipeline import lexicon
from pipeline.errors import Unreadable
from pipeline.recommend.faults import Fault, contradictions
from pipeline.recommend.tables import every_verb
from pipeline.records import LANGS, Recommendation

LADDER_FILE = "ladder.csv"
UNRESOLVED = frozenset({"应", "应当"})
"""Verbs that stand for *shall* and *should* alike."""


@dataclass(frozen=True, slots=True)
class Ladder:
    """Codes of strengths, the strongest first, with what is wrong in the file they come from."""

    codes: tuple[str, ...]
    faults: tuple[Fault, ...] = ()

    def rank(self, strength: str) -> int:
        """Place of ``strength``, 1 the strongest; raises KeyError for one that is not on it."""
        if strength not in self.codes:
            raise KeyError(strength)
        return self.codes.index(strength) + 1

    def strongest(self, strengths: Iterable[str]) -> str:
        """The one of ``strengths`` that stands highest; "" for none."""
        return min((s for s in strengths if s in self.codes), key=self.rank, default="")


@cache
def built_in() -> Ladder:
    """The ladder of ``lexicon/strengths.csv``."""
    return _ladder("lexicon/strengths.csv", lexicon.rows("strengths"))


def read_ladder(file: Path) -> Ladder:
    """The ladder in ``file``. A code given twice keeps its first rank, and codes that it leaves out
    stand below the others in the order of the built-in ladder: both are among its faults. Raises
    ``Unreadable`` for a file without the columns, with an unknown code or a rank that is no number.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as table:
            rows = list(csv.DictReader(table))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Unreadable(str(file), f"no ladder can be read: {reason}") from None
    if not rows or not {"code", "rank"} <= set(rows[0]):
        raise Unreadable(str(file), "a ladder has the columns code and rank")
    for row in rows:
        if row["code"] not in built_in().codes:
            raise Unreadable(str(file), f"{row['code']}: no such strength")
        if not (row["rank"] or "").isdigit():
            raise Unreadable(str(file), f"{row['code']}: its rank is {row['rank'] or 'missing'}")
    return _ladder(str(file), rows)


def ladder_of(index: Path, file: Path | None = None) -> Ladder:
    """The ladder in ``file``, else the one kept in the folder ``index``, else the built-in one."""
    own = file or index / LADDER_FILE
    return read_ladder(own) if file or own.is_file() else built_in()


def by_ladder(found: Recommendation, ladder: Ladder) -> Recommendation:
    """``found`` with the strength that stands highest on ``ladder`` among those of its verbs."""
    verbs = {
        rule.removeprefix("lead_verb="): rule
        for rule in found.rules
        if rule.startswith("lead_verb=")
    }
    strengths = {_strengths()[name]: name for name in reversed(verbs) if name in _strengths()}
    strongest = ladder.strongest(strengths)
    if not strongest or strongest == found.strength or found.strength not in strengths:
        return found
    kept = tuple(rule for rule in found.rules if not rule.startswith("strength="))
    name = strengths[strongest]
    is_resolved = name.split(":")[2] not in UNRESOLVED
    return replace(
        found, strength=strongest, rules=(f"strength={name}", *kept), is_resolved=is_resolved
    )


@cache
def _strengths() -> dict[str, str]:
    """The strength of each row of ``lexicon/verbs.csv`` that has one, by its name."""
    return {v.rule: v.strength for lang in LANGS for v in every_verb(lang) if v.strength}


def _ladder(name: str, rows: Sequence[Mapping[str, str]]) -> Ladder:
    ranks: dict[str, int] = {}
    for row in rows:
        ranks.setdefault(row["code"], int(row["rank"]))
    codes = sorted(ranks, key=lambda code: ranks[code])
    faults = list(contradictions(name, rows, ("code",), "rank"))
    if name != "lexicon/strengths.csv":
        left_out = [code for code in built_in().codes if code not in ranks]
        if left_out:
            faults.append(Fault("left-out", name, ", ".join(left_out)))
        codes += left_out
    return Ladder(tuple(codes), tuple(faults))
