"""The register on the command line: recommendations of files or of an index, with their fields."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cite import label_of
from pipeline.cli.options import AsJson, Language, Many, one_form, print_lines, tell
from pipeline.cli.tabular import AsCsv, Xlsx, is_printed
from pipeline.cli.tracing import TRACE_COLUMNS, traced
from pipeline.errors import TongwenError

if TYPE_CHECKING:
    from pipeline.recommend import Fault, Ladder
    from pipeline.records.lineage import Entry
    from pipeline.tracing import Traces

COLUMNS = (
    *("symbol", "lang", "body", "session", "date", "status", "agenda", "part", "heading", "label"),
    *("number", "kind", "addressees", "subset", "strength", "is_resolved", "lead_verb"),
    *("verb_class", "modifiers", "hedges", "asked", "duty", "due", "articles", "topics", "rules"),
    *("text", "counterpart"),
    *TRACE_COLUMNS,
)

_NAMES = {
    "body": "body",
    "session": "session",
    "addressees": "addressee",
    "strength": "strength",
    "topics": "topic",
}
"""What the filter on a column is called."""


LadderFile = Annotated[
    Path | None, typer.Option("--ladder", help="CSV file of code and rank, 1 the strongest.")
]


def recommendations(
    files: Annotated[list[Path] | None, typer.Argument(metavar="FILE...")] = None,
    index: Annotated[Path | None, typer.Option("--index", help="Folder of an index.")] = None,
    lang: Annotated[Language | None, typer.Option(help="One language only.")] = None,
    body: Annotated[Many, typer.Option(help="Code of a body, such as GA.")] = None,
    session: Annotated[Many, typer.Option()] = None,
    addressee: Annotated[Many, typer.Option(help="Code, such as states.")] = None,
    strength: Annotated[Many, typer.Option(help="Code, such as urges.")] = None,
    article: Annotated[Many, typer.Option(help="Such as 18(13), or 18 with all below it.")] = None,
    topic: Annotated[Many, typer.Option(help="Code of a topic.")] = None,
    ladder: LadderFile = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    xlsx: Xlsx = None,
) -> None:
    """Print the recommendations and conclusions of FILES, or of an index, with their fields."""
    from pipeline.recommend import built_in, read_ladder, table_faults

    one_form(json=as_json, csv=as_csv, xlsx=xlsx)
    if bool(files) == bool(index):
        raise typer.BadParameter("name files, or an index with --index")
    own = read_ladder(ladder) if ladder else None
    found, faults, traces = _of_index(index, own) if index else _of_files(files or [], own)
    _tell([*table_faults(), *(own or built_in()).faults, *faults])
    wanted = {
        "lang": [lang.value] if lang else [],
        "body": body,
        "session": session,
        "addressees": addressee,
        "strength": strength,
        "topics": topic,
    }
    every = [row_of(entry, traces) for entry in found]
    _require_known(every, wanted)
    rows = [
        row
        for row in every
        if all(_holds(row[key], codes) for key, codes in wanted.items() if codes)
        and (not article or any(_is_below(p, a) for p in row["articles"] for a in article))
    ]
    if not is_printed("recommendations", COLUMNS, rows, as_json=as_json, as_csv=as_csv, xlsx=xlsx):
        print_lines(map(_line, rows))
        tell(f"{len(rows)} of {len(every)} recommendations and conclusions")


def row_of(entry: "Entry", traces: "Traces") -> dict[str, Any]:
    """A row of the register: lists stay lists, ``asked`` is quoted."""
    document, r = entry.document, entry.recommendation
    p, across = r.paragraph, (entry.counterpart.paragraph,) if entry.counterpart else ()
    return {
        "symbol": p.symbol,
        "lang": p.lang,
        "body": document.body,
        "session": document.session,
        "date": document.date,
        "status": document.status,
        "agenda": document.agenda,
        "part": p.part,
        "heading": p.heading,
        "label": label_of(p),
        "number": list(p.number),
        "kind": r.kind,
        "addressees": list(r.addressees),
        "subset": r.subset,
        "strength": r.strength,
        "is_resolved": r.is_resolved,
        "lead_verb": r.lead_verb,
        "verb_class": r.verb_class,
        "modifiers": list(r.modifiers),
        "hedges": list(r.hedges),
        "asked": p.text[slice(*r.asked)],
        "duty": r.duty,
        "due": r.due,
        "articles": list(r.articles),
        "topics": list(r.topics),
        "rules": list(r.rules),
        "text": p.text,
        "counterpart": entry.counterpart.paragraph.text if entry.counterpart else "",
        **traced(traces, p, document, across=across),
    }


def _of_index(
    folder: Path, ladder: "Ladder | None"
) -> tuple[list["Entry"], Sequence["Fault"], "Traces"]:
    from pipeline.collection import Collection
    from pipeline.recommend import session_faults
    from pipeline.records import LANGS
    from pipeline.tracing import traces_of_index

    with Collection.open(folder) as held:
        found = [entry for lang in LANGS for entry in held.register(lang)]
        faults = (*held.ladder().faults, *session_faults(held.documents()))
        traces = traces_of_index(held)
    return list(_ranked(found, ladder)), faults, traces


def _of_files(
    files: Sequence[Path], ladder: "Ladder | None"
) -> tuple[list["Entry"], Sequence["Fault"], "Traces"]:
    from pipeline.cli.texts import read_paragraphs
    from pipeline.lineage import entries
    from pipeline.recommend import Fault, session_faults
    from pipeline.recommend import recommendations as read
    from pipeline.records import LANGS, Heading
    from pipeline.rules import rules_version
    from pipeline.tracing import Traces

    register = []
    headings: list[Heading] = []
    faults: list[Fault] = []
    for document, paragraphs in read_paragraphs(files):
        heading = Heading.of(document, len(paragraphs), rules_version())
        headings.append(heading)
        register += [(heading, found) for found in read(document, paragraphs)]
        if document.kind == "resolution" and all(p.role != "operative" for p in paragraphs):
            faults.append(Fault("no-operative", document.symbol, document.lang))
    found = [entry for lang in LANGS for entry in entries(register, lang)]
    traces = Traces(headings)
    return list(_ranked(found, ladder)), (*session_faults(headings), *faults), traces


def _ranked(found: Iterable["Entry"], ladder: "Ladder | None") -> Iterator["Entry"]:
    from dataclasses import replace

    from pipeline.recommend import by_ladder

    for entry in found:
        if ladder is None:
            yield entry
        else:
            yield replace(entry, recommendation=by_ladder(entry.recommendation, ladder))


def _tell(faults: Iterable["Fault"]) -> None:
    for fault in dict.fromkeys(faults):
        tell(fault.line)


def _require_known(
    rows: Sequence[Mapping[str, Any]], wanted: Mapping[str, Sequence[str] | None]
) -> None:
    """Raises TongwenError for a code asked for that no table and none of ``rows`` has."""
    from pipeline import lexicon
    from pipeline.recommend import built_in

    tables = {
        "addressees": {row["code"] for row in lexicon.rows("addressee_names")},
        "strength": set(built_in().codes),
        "topics": {row["code"] for row in lexicon.rows("topics")},
    }
    for field, codes in wanted.items():
        if field == "lang" or not codes:
            continue
        known = tables.get(field, set()) | {code for row in rows for code in _codes(row[field])}
        missing = sorted(set(codes) - known)
        if missing:
            there = ", ".join(sorted(filter(None, known))) or "none"
            raise TongwenError(f"{missing[0]}: no such {_NAMES[field]}; there are {there}")


def _codes(value: object) -> Sequence[str]:
    return value if isinstance(value, list) else [str(value)]


def _holds(value: object, codes: Sequence[str]) -> bool:
    return bool(set(_codes(value)) & set(codes))


def _is_below(provision: str, article: str) -> bool:
    """Whether ``18(13)`` is article ``18``, or is ``18(13)`` itself."""
    return provision == article or provision.startswith(f"{article}(")


def _line(row: dict[str, Any]) -> str:
    head = f"{row['part']} {row['label']}".strip()
    status = f" [{row['status']}]" if row["status"] == "draft" else ""
    doubtful = "" if row["is_resolved"] else "?"
    asked = f"{row['strength'] or '—'}{doubtful} → {';'.join(row['addressees']) or '—'}"
    return f"{head:<12} {row['kind'] + status:<15} {asked:<34} {row['text']}"
