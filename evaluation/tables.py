"""The counted columns of the tables that the checks read, made again from aligned beads.

``names``, ``terms`` and ``hedges``: a form asks for an answer where beads that hold it hardly ever
lack one. Only *asks* and *answers* (for hedges *states*) are counted; *never*, *vague* and *beside*
are set by hand and stay. ``lengths``: the usual ratio of the lengths of the two sides.
``equivalents`` are learned in the module of that name.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from evaluation.findings import TwoSided
from pipeline import lexicon
from pipeline.compare.length import lengths
from pipeline.compare.named import asked
from pipeline.compare.sides import Side, side
from pipeline.records import Lang

Sides: TypeAlias = tuple[Side, Side]
"""The Chinese and the English side of a bead."""


@dataclass(frozen=True, slots=True)
class Bar:
    """When a form asks: at most ``share`` of the beads that hold it lack an answer, and none where
    fewer than ``many`` hold it; ``least`` beads must. ``silent`` is the use of one that does not
    ask."""

    share: float
    many: int
    least: int
    silent: str


BARS = {
    "names": Bar(0.006, 15, 0, "answers"),
    "terms": Bar(0.006, 15, 0, "answers"),
    "hedges": Bar(0.02, 3, 3, "states"),
}
_COUNTED = frozenset({"asks", "answers", "states"})
_EDGES = (4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256)
_QUANTILE = 0.0008
_WIDER = 1.15


@dataclass(frozen=True, slots=True)
class Use:
    """Beads that hold a form, and those of them without an answer on the other side."""

    seen: int
    lacking: int


def distinct(beads: Iterable[TwoSided]) -> tuple[Sides, ...]:
    """The sides of ``beads``, each pair of wordings once, so that what recurs every year counts
    once."""
    out: dict[tuple[str, str], Sides] = {}
    for bead in beads:
        zh, en = side(bead.zh, "zh"), side(bead.en, "en")
        if zh.text and en.text:
            out.setdefault((zh.text, en.text), (zh, en))
    return tuple(out.values())


def count_uses(name: str, sides: Sequence[Sides]) -> dict[tuple[str, Lang, str], Use]:
    """By code, language and form: how many beads hold it, and how many lack an answer."""
    seen: Counter[tuple[str, Lang, str]] = Counter()
    lacking: Counter[tuple[str, Lang, str]] = Counter()
    for zh, en in sides:
        for own, other in ((zh, en), (en, zh)):
            for one in {(a.code, a.form, a.is_answered) for a in asked(name, own, other)}:
                key = (one[0], own.lang, one[1])
                seen[key] += 1
                lacking[key] += not one[2]
    return {key: Use(n, lacking[key]) for key, n in seen.items()}


def counted_table(name: str, sides: Sequence[Sides]) -> str:
    """``lexicon/<name>.csv`` with its counted uses made again, as CSV."""
    uses = count_uses(name, sides)
    rows = []
    for row in lexicon.rows(name):
        lang: Lang = "zh" if row["lang"] == "zh" else "en"
        if row["use"] in _COUNTED:
            found = uses.get((row["code"], lang, row["form"]), Use(0, 0))
            asks = _asks(BARS[name], found, lang, row["form"])
            row = {**row, "use": "asks" if asks else BARS[name].silent}
        rows.append(row)
    return as_csv(rows)


def _asks(bar: Bar, use: Use, lang: Lang, form: str) -> bool:
    if use.seen < bar.least:
        return False
    if use.seen >= bar.many:
        return use.lacking <= bar.share * use.seen
    is_long = len(form) >= 4 if lang == "zh" else " " in form
    return use.lacking == 0 and (use.seen > 0 or is_long)


def lengths_table(sides: Sequence[Sides]) -> str:
    """``lexicon/lengths.csv`` made again: for English sides from so many words on, the quantiles of
    Chinese units for each word, widened."""
    found = np.array([lengths(zh, en) for zh, en in sides])
    source = lexicon.rows("lengths")[0]["source"]
    rows = []
    for first, after in zip(_EDGES, (*_EDGES[1:], np.inf), strict=True):
        held = found[(found[:, 1] >= first) & (found[:, 1] < after)]
        if len(held):
            least, most = np.quantile(held[:, 0] / held[:, 1], [_QUANTILE, 1 - _QUANTILE])
            bounds = {"least": f"{least / _WIDER:.2f}", "most": f"{most * _WIDER:.2f}"}
            rows.append({"words": str(first), **bounds, "seen": str(len(held)), "source": source})
    return as_csv(rows)


def as_csv(rows: Sequence[dict[str, str]]) -> str:
    """``rows`` as CSV, the columns of the first at its head."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]) if rows else [], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
