"""The command ``events``: what a text says happened on which day."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cite import citation
from pipeline.cli.options import (
    DEFAULT_INDEX,
    AsJson,
    Index,
    Language,
    one_form,
    print_lines,
    tell,
)
from pipeline.cli.tabular import AsCsv, Xlsx, is_printed
from pipeline.cli.tracing import TRACE_COLUMNS, traced
from pipeline.records.events import Event

if TYPE_CHECKING:
    from pipeline.tracing import Traces

_COLUMNS = (
    "first",
    "last",
    "kind",
    "place",
    "name",
    "number",
    "symbol",
    "lang",
    "citation",
    "rule",
    "words",
    "text",
    "counterpart",
    *TRACE_COLUMNS,
)


def events(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A symbol, or a file.")],
    lang: Annotated[Language | None, typer.Option(help="The text in this language.")] = None,
    index: Index = DEFAULT_INDEX,
    xlsx: Xlsx = None,
    as_csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """List the meetings, visits, signatures and the like that a text names with a date."""
    one_form(json=as_json, csv=as_csv, xlsx=xlsx)
    found, traces = _found(text, lang.value if lang else None, index)
    rows = [_row(event, traces) for event in found]
    if is_printed("events", _COLUMNS, rows, as_json=as_json, as_csv=as_csv, xlsx=xlsx):
        return
    print_lines(map(_line, rows))
    tell(f"{text}: {len(rows)} dated events")


def _found(text: str, lang: Any, index: Path) -> tuple[tuple[Event, ...], "Traces"]:
    """The events of a file, where there is one of that name, else of a text of the index, and the
    traces of either."""
    from pipeline.tracing import traces_of_files, traces_of_index

    if Path(text).is_file():
        from pipeline.cli.texts import read_paragraphs
        from pipeline.preparation.events import events_of
        from pipeline.records import Heading

        read = tuple(read_paragraphs([Path(text)]))
        found = tuple(
            event
            for document, paragraphs in read
            if lang in {None, document.lang}
            for event in events_of(Heading.of(document, len(paragraphs)), paragraphs)
        )
        return found, traces_of_files(document for document, _ in read)
    from pipeline.collection import Collection
    from pipeline.preparation import Preparation

    with Collection.open(index) as held:
        return Preparation(held).events(text, lang), traces_of_index(held)


def _row(event: Event, traces: "Traces") -> dict[str, Any]:
    paragraph, document = event.passage.paragraph, event.passage.document
    return {
        "first": event.first,
        "last": event.last,
        "kind": event.kind,
        "place": event.place,
        "name": event.name,
        "number": event.number or None,
        "symbol": document.symbol,
        "lang": paragraph.lang,
        "citation": citation(paragraph, paragraph.lang),
        "rule": event.rule,
        "start": event.start,
        "end": event.end,
        "words": paragraph.text[event.start : event.end],
        "text": paragraph.text,
        "counterpart": "\n".join(p.text for p in event.counterpart),
        **traced(traces, paragraph, document, across=event.counterpart),
    }


def _line(row: Mapping[str, Any]) -> str:
    days = row["first"] if row["first"] == row["last"] else f"{row['first']} – {row['last']}"
    told = "" if row["rule"] == "own" else f"  ({row['rule']})"
    parts = (days, row["kind"], row["place"], row["name"])
    return f"{'  '.join(filter(None, parts))}{told}\n   {row['citation']}  {row['words']}"
