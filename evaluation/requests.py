"""Open requests measured against requests read by hand.

The rows of ``gold/requests.csv`` are 100 operative paragraphs that ask somebody to do something by
a time, drawn at random from the General Assembly, no two of one series of resolutions: 40 of
sessions 74 and 75 (``development``) to write rules by, 60 of 76 to 78 (``held-out``) only to
measure. For each the later resolutions held were read, to session 79: ``answer`` is the first that
receives what was asked for, ``answer_number`` its paragraphs that do, none where nothing held does.
``due`` holds every time set; any one of them will do. One reader.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.inputs import table_rows
from evaluation.register import FieldFigures, Place
from pipeline.records import Paragraph
from pipeline.records.lineage import Request

GOLD = Path(__file__).parent / "gold" / "requests.csv"
FIELDS = ("addressees", "duty", "due")
_COLUMNS = {"split", "symbol", "number", *FIELDS, "answer", "answer_number"}


@dataclass(frozen=True, slots=True)
class Row:
    """One request read by hand; ``answers`` are the paragraphs that answer it, () for none."""

    split: str
    place: Place
    fields: Mapping[str, frozenset[str]]
    answers: frozenset[Place]


@dataclass(frozen=True, slots=True)
class RequestFigures:
    """Figures over ``rows`` requests, ``missing`` of which are not found to be requests.

    ``fields`` as of the register; ``answers`` counts paragraphs that answer, ``documents`` the
    documents that they stand in; ``wrong`` says place, what was wanted and what was found.
    """

    rows: int
    missing: int
    fields: Mapping[str, FieldFigures]
    answers: FieldFigures
    documents: FieldFigures
    wrong: tuple[str, ...]


def gold_rows(path: Path = GOLD) -> tuple[Row, ...]:
    """The rows of ``path``; raises ``Unreadable`` for a file without the columns."""
    return tuple(
        Row(
            r["split"],
            (r["symbol"], r["number"]),
            {f: frozenset(filter(None, r[f].split(";"))) for f in FIELDS},
            frozenset((r["answer"], n) for n in r["answer_number"].split(";") if n),
        )
        for r in table_rows(path, _COLUMNS)
    )


def against_gold(found: Iterable[Request], rows: Sequence[Row]) -> RequestFigures:
    """Compare ``found`` with ``rows``; a paragraph that is not among them has no value."""
    held = {_place(r.entry.document.symbol, r.entry.recommendation.paragraph): r for r in found}
    count: Counter[tuple[str, str]] = Counter()
    wrong: list[str] = []
    for row in rows:
        request = held.get(row.place)
        if request is None:
            wrong.append(f"{' '.join(row.place)}: no request")
        for name, said, wanted in _compared(request, row):
            count[name, "right"] += len(said & wanted)
            count[name, "found"] += len(said)
            count[name, "wanted"] += len(wanted)
            count[name, "rows"] += said == wanted
            if said != wanted:
                read = (" ".join(sorted(v)) or "—" for v in (wanted, said))
                wrong.append(f"{' '.join(row.place)}: {name} wanted {', found '.join(read)}")
    return RequestFigures(
        len(rows),
        sum(row.place not in held for row in rows),
        {field: _figures(count, field) for field in FIELDS},
        _figures(count, "answer"),
        _figures(count, "document"),
        tuple(wrong),
    )


def _compared(
    request: Request | None, row: Row
) -> Iterator[tuple[str, frozenset[str], frozenset[str]]]:
    """Each field with the values found and those wanted; of several times set or paragraphs that
    answer the one that was found is wanted."""
    said = dict.fromkeys((*FIELDS, "answer", "document"), frozenset[str]())
    if request is not None:
        said["addressees"] = frozenset(request.addressees)
        said["duty"] = frozenset(filter(None, [request.act]))
        said["due"] = frozenset(filter(None, [request.due]))
    if request is not None and request.answered_by is not None:
        passage = request.answered_by
        said["answer"] = frozenset({" ".join(_place(passage.document.symbol, passage.paragraph))})
        said["document"] = frozenset({passage.document.symbol})
    answers = frozenset(" ".join(place) for place in row.answers)
    documents = frozenset(symbol for symbol, _ in row.answers)
    yield "addressees", said["addressees"], row.fields["addressees"]
    yield "duty", said["duty"], row.fields["duty"]
    for name, wanted in (("due", row.fields["due"]), ("answer", answers), ("document", documents)):
        yield name, said[name], said[name] & wanted or frozenset(sorted(wanted)[:1])


def _place(symbol: str, paragraph: Paragraph) -> Place:
    return symbol, ".".join(paragraph.number)


def _figures(count: Counter[tuple[str, str]], name: str) -> FieldFigures:
    return FieldFigures(*(count[name, part] for part in ("right", "found", "wanted", "rows")))
