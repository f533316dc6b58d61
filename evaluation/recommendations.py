"""Recommendations measured twice: against rows read by hand, and one language against the other.

The second needs no reading: where both languages of a resolution are held, the same operative
paragraph should come out with the same kind, strength and addressees. What differs is an error of
the rules in one language or a difference between the versions.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.inputs import documents_in, table_rows
from pipeline.cite import label_of
from pipeline.readers import read_bytes
from pipeline.recommend import recommendations
from pipeline.records import Given, Lang, Recommendation
from pipeline.segment import segment

FIELDS = ("kind", "addressees", "strength", "articles")
SPOKEN = (*FIELDS, "verb_class", "modifiers", "subset", "hedges", "due", "duty")
"""Fields that both languages of a paragraph should agree in."""


@dataclass(frozen=True, slots=True)
class GoldFigures:
    """``found`` of ``rows`` rows, and for each field how many of the rows are right."""

    rows: int
    found: int
    right: Mapping[str, int]
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Operative paragraphs held in both languages, and how many agree in each field."""

    paragraphs: int
    agree: Mapping[str, int]


def against_gold(gold: Path, texts: Mapping[str, Path]) -> GoldFigures:
    """Compare with ``gold`` (columns document, part, label, kind, addressees, strength, articles);
    ``texts`` maps its document names to files. Raises ``Unreadable`` for a file without them."""
    rows = table_rows(gold, {"document", "part", "label", *FIELDS})
    held = {name: _by_place(path) for name, path in texts.items()}
    right: Counter[str] = Counter()
    wrong = []
    found = 0
    for row in (r for r in rows if r["document"] in held):
        match = held[row["document"]].get((row["part"], row["label"]))
        if match is None:
            wrong.append(f"{row['document']} {row['label']}: not found")
            continue
        found += 1
        for field in FIELDS:
            read, wanted = _value(match, field), frozenset(filter(None, row[field].split(";")))
            right[field] += read == wanted
            if read != wanted:
                wrong.append(f"{row['document']} {row['label']}: {field} {sorted(read)}")
    total = sum(r["document"] in held for r in rows)
    return GoldFigures(total, found, dict(right), tuple(wrong))


def agreement(paths: Sequence[Path]) -> Agreement:
    """Compare the two languages of every resolution in ``paths``, paragraph by paragraph."""
    held: dict[tuple[str, str], dict[tuple[str, ...], Recommendation]] = {}
    for document, found in registers(paths):
        held[document] = {r.paragraph.number: r for r in found if r.paragraph.role == "operative"}
    agree: Counter[str] = Counter()
    paragraphs = 0
    for (symbol, lang), chinese in held.items():
        english = held.get((symbol, "en"), {}) if lang == "zh" else {}
        for number, first in chinese.items():
            if number and number in english:
                paragraphs += 1
                second = english[number]
                agree.update(f for f in SPOKEN if _value(first, f) == _value(second, f))
    return Agreement(paragraphs, dict(agree))


def registers(
    paths: Sequence[Path], lang: Lang | None = None, symbols: Collection[str] = ()
) -> Iterator[tuple[tuple[str, Lang], tuple[Recommendation, ...]]]:
    """Symbol and language of each document in ``paths`` with its recommendations; only those in
    ``lang`` and among ``symbols`` where these are given."""
    for document in documents_in(paths):
        if lang in (None, document.lang) and (not symbols or document.symbol in symbols):
            key = document.symbol, document.lang
            yield key, recommendations(document, segment(document))


def _by_place(path: Path) -> dict[tuple[str, str], Recommendation]:
    document = read_bytes(path.name, path.read_bytes(), Given())
    found = recommendations(document, segment(document))
    return {(r.paragraph.part, label_of(r.paragraph)): r for r in found}


def _value(found: Recommendation, field: str) -> frozenset[str]:
    value = getattr(found, field)
    return frozenset(value if isinstance(value, tuple) else filter(None, [value]))
