"""The command ``practices``: passages on good practices and lessons learned, by provision."""

from collections import Counter
from collections.abc import Mapping
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
from pipeline.records.practices import Practice

if TYPE_CHECKING:
    from pipeline.tracing import Traces

_COLUMNS = (
    "sense",
    "provisions",
    "date",
    "symbol",
    "session",
    "lang",
    "citation",
    "cues",
    "under",
    "rule",
    "text",
    "counterpart",
    *TRACE_COLUMNS,
)


def practices(
    about: Annotated[
        str,
        typer.Argument(
            metavar="[ARTICLE|SUBJECT]", help="18(13), UNTOC:18, or words; without it, all."
        ),
    ] = "",
    lang: Annotated[Language | None, typer.Option(help="Passages of one language.")] = None,
    index: Index = DEFAULT_INDEX,
    xlsx: Xlsx = None,
    as_csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """List passages on good practices and lessons learned, with the provisions they concern."""
    from pipeline.collection import Collection
    from pipeline.preparation import Preparation
    from pipeline.tracing import traces_of_index

    one_form(json=as_json, csv=as_csv, xlsx=xlsx)
    with Collection.open(index) as held:
        found = Preparation(held).practices(about, lang.value if lang else None)
        traces = traces_of_index(held)
    rows = [_row(practice, traces) for practice in found]
    if is_printed("practices", _COLUMNS, rows, as_json=as_json, as_csv=as_csv, xlsx=xlsx):
        return
    print_lines(map(_line, rows))
    senses = Counter(row["sense"] for row in rows)
    counted = ", ".join(f"{n} {sense}" for sense, n in senses.most_common())
    tell(f"{len(rows)} passages: {counted or 'none'}")


def _row(practice: Practice, traces: "Traces") -> dict[str, Any]:
    paragraph, document = practice.passage.paragraph, practice.passage.document
    return {
        "sense": practice.sense,
        "provisions": [f"{one.key} ({one.tie})" for one in practice.provisions],
        "date": document.date,
        "symbol": document.symbol,
        "session": document.session,
        "lang": paragraph.lang,
        "citation": citation(paragraph, paragraph.lang),
        "cues": [paragraph.text[start:end] for start, end in practice.cues],
        "spans": [list(span) for span in practice.cues],
        "under": practice.under,
        "rule": practice.rule,
        "text": paragraph.text,
        "counterpart": "\n".join(p.text for p in practice.counterpart),
        **traced(traces, paragraph, document, across=practice.counterpart),
    }


def _line(row: Mapping[str, Any]) -> str:
    said = f"“{row['under']}”" if row["under"] else ", ".join(f"“{cue}”" for cue in row["cues"])
    concerns = "  ".join(row["provisions"])
    head = "  ".join(filter(None, (f"[{row['sense']}]", row["citation"], said, concerns)))
    return f"{head}\n   {row['text']}" + (
        f"\n   {row['counterpart']}" if row["counterpart"] else ""
    )
