"""The register measured field by field against operative paragraphs read by hand.

The rows of ``gold/register.csv`` are 300 operative paragraphs, some of them lettered items, drawn
at random from the General Assembly, half of them from texts on crime, drugs, terrorism and human
rights: 100 of sessions 74 to 77 (``development``) to write rules by, 200 of sessions 78 and 79
(``held-out``) only to measure. One reader labelled each with both languages side by side; where the
Chinese words by themselves say something else (邀请 where the English calls upon), the column
``zh`` holds what they say, as ``field=value``, several joined by ``|``.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.inputs import table_rows
from evaluation.recommendations import registers
from pipeline import lexicon
from pipeline.errors import Unreadable
from pipeline.records import Lang, Recommendation

GOLD = Path(__file__).parent / "gold" / "register.csv"
FIELDS = (
    "kind", "addressees", "subset", "verb_class", "modifiers", "strength", "hedges", "due",
    "duty", "articles",
)  # fmt: skip
_PLACE = ("split", "symbol", "number")
_ASKS_NOTHING = "none"

Place = tuple[str, str]
"""Symbol and number path, its parts joined by full stops."""


@dataclass(frozen=True, slots=True)
class Row:
    """One paragraph read by hand: the values of each field, () for a field that is empty."""

    split: str
    place: Place
    fields: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class FieldFigures:
    """Values of one field: ``right`` of ``found`` and of ``wanted``; ``rows_right`` counts the
    paragraphs in which the field has exactly the values wanted, be they none."""

    right: int
    found: int
    wanted: int
    rows_right: int

    @property
    def precision(self) -> float:
        """Share of the values found that are right, 1 where none is found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of the values wanted that are found, 1 where none is wanted."""
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both, 1 where none is found and none wanted."""
        both = self.found + self.wanted
        return 2 * self.right / both if both else 1.0


@dataclass(frozen=True, slots=True)
class RegisterFigures:
    """The figures of each field over ``rows`` paragraphs, ``missing`` of which the register does
    not hold; ``wrong`` says place, field, values wanted and values found."""

    rows: int
    missing: int
    fields: Mapping[str, FieldFigures]
    wrong: tuple[str, ...]


def gold_rows(lang: Lang, path: Path = GOLD) -> tuple[Row, ...]:
    """The rows of ``path`` as ``lang`` says them; raises ``Unreadable`` for a file without the
    columns, or with a field in the column ``zh`` that there is not."""
    out = []
    for row in table_rows(path, {*_PLACE, *FIELDS, "zh"}):
        values = {field: row[field] for field in FIELDS}
        if lang == "zh" and row["zh"]:
            own = dict(part.split("=", 1) for part in row["zh"].split("|"))
            if not set(own) <= set(FIELDS):
                raise Unreadable(str(path), f"{row['symbol']} {row['number']}: zh is {row['zh']}")
            values |= own
        fields = {f: frozenset(filter(None, values[f].split(";"))) for f in FIELDS}
        out.append(Row(row["split"], (row["symbol"], row["number"]), fields))
    return tuple(out)


def read_register(
    paths: Sequence[Path], lang: Lang, rows: Sequence[Row]
) -> dict[Place, Recommendation]:
    """The register of the documents that ``rows`` lie in, by place."""
    symbols = {row.place[0] for row in rows}
    held: dict[Place, Recommendation] = {}
    for (symbol, _), found in registers(paths, lang, symbols):
        for r in found:
            held.setdefault((symbol, ".".join(r.paragraph.number)), r)
    return held


def against_gold(held: Mapping[Place, Recommendation], rows: Sequence[Row]) -> RegisterFigures:
    """Compare what the register holds with ``rows``; a paragraph that it does not hold has no
    value in any field. Every field is micro-averaged over its values."""
    count: Counter[tuple[str, str]] = Counter()
    wrong = []
    for row in rows:
        match = held.get(row.place)
        if match is None:
            wrong.append(f"{' '.join(row.place)}: not in the register")
        for field in FIELDS:
            found = values(match, field) if match else frozenset()
            wanted = row.fields[field]
            if field == "articles":
                wanted = frozenset(key.split(":", 1)[-1] for key in wanted)
            count[field, "right"] += len(found & wanted)
            count[field, "found"] += len(found)
            count[field, "wanted"] += len(wanted)
            count[field, "rows"] += found == wanted
            if match and found != wanted:
                wrong.append(
                    f"{' '.join(row.place)}: {field} wanted {';'.join(sorted(wanted)) or '—'},"
                    f" found {';'.join(sorted(found)) or '—'}"
                )
    fields = {
        f: FieldFigures(count[f, "right"], count[f, "found"], count[f, "wanted"], count[f, "rows"])
        for f in FIELDS
    }
    missing = sum(row.place not in held for row in rows)
    return RegisterFigures(len(rows), missing, fields, tuple(wrong))


def values(found: Recommendation, field: str) -> frozenset[str]:
    """The values that ``found`` has in ``field``; a verb class that is no strength is ``none``."""
    value = getattr(found, field)
    out = frozenset(value if isinstance(value, tuple) else filter(None, [value]))
    if field == "verb_class":
        return out & _strengths() or frozenset({_ASKS_NOTHING})
    return out


def _strengths() -> frozenset[str]:
    return frozenset(r["code"] for r in lexicon.rows("strengths"))
