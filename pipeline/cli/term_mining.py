"""The command ``terms mine``: pairs of terms that correspond in the texts held, to be confirmed."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cite import citation
from pipeline.cli.options import (
    DEFAULT_INDEX,
    AsJson,
    DateFrom,
    DateTo,
    Index,
    OfBody,
    OfSymbol,
    one_form,
    print_lines,
    tell,
)
from pipeline.cli.tabular import AsCsv, Xlsx, is_printed
from pipeline.cli.tracing import trace_columns, trace_row

if TYPE_CHECKING:
    from pipeline.terms.mining import MinedPair
    from pipeline.tracing import Traces

COLUMNS = (
    *("zh", "en", "together", "zh_passages", "en_passages", "dice", "likelihood", "cosine"),
    *("usual", "known", "symbol", "zh_citation", "zh_text", "en_citation", "en_text"),
    *trace_columns("zh_trace"),
    *trace_columns("en_trace"),
)


def mine(
    index: Index = DEFAULT_INDEX,
    date_from: DateFrom = "",
    date_to: DateTo = "",
    body: OfBody = None,
    symbol: OfSymbol = None,
    least: Annotated[int, typer.Option(help="Passages that have both forms.", min=2)] = 3,
    new: Annotated[bool, typer.Option("--new", help="Without what the table has already.")] = False,
    k: Annotated[int, typer.Option("-k", "--k", help="As many as this; 0 for all.", min=0)] = 0,
    xlsx: Xlsx = None,
    as_csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """Mine pairs of a Chinese and an English term from corresponding passages, new ones first."""
    from pipeline.collection import Collection
    from pipeline.preparation import Preparation
    from pipeline.search import Filters
    from pipeline.tracing import traces_of_index

    one_form(json=as_json, csv=as_csv, xlsx=xlsx)
    chosen = Filters(
        body=tuple(body or ()), symbol=tuple(symbol or ()), date_from=date_from, date_to=date_to
    )
    with Collection.open(index) as held:
        found, traces = Preparation(held).mined_terms(chosen, least), traces_of_index(held)
    wanted = [pair for pair in found if not (new and pair.known)]
    rows = [_row(pair, traces) for pair in wanted[: k or None]]
    if not is_printed("terms", COLUMNS, rows, as_json=as_json, as_csv=as_csv, xlsx=xlsx):
        print_lines(map(_line, rows))
    known = sum(bool(pair.known) for pair in found)
    tell(f"{len(found)} pairs, {known} of them in the table of terms")


def _row(pair: "MinedPair", traces: "Traces") -> dict[str, Any]:
    zh, en = pair.zh_example.paragraph, pair.en_example.paragraph
    return {
        "zh": pair.zh,
        "en": pair.en,
        "together": pair.together,
        "zh_passages": pair.zh_passages,
        "en_passages": pair.en_passages,
        "dice": round(pair.dice, 4),
        "likelihood": round(pair.likelihood, 1),
        "cosine": round(pair.cosine, 4),
        "usual": int(pair.is_usual),
        "known": list(pair.known),
        "symbol": zh.symbol,
        "zh_citation": citation(zh, "zh"),
        "zh_text": zh.text,
        "en_citation": citation(en, "en"),
        "en_text": en.text,
        "zh_trace": trace_row(traces.of(zh, pair.zh_example.document)),
        "en_trace": trace_row(traces.of(en, pair.en_example.document)),
    }


def _line(row: Mapping[str, Any]) -> str:
    counts = f"{row['together']} of {row['zh_passages']} and {row['en_passages']}"
    known = f"  [{', '.join(row['known'])}]" if row["known"] else ""
    head = f"{row['zh']}  {row['en']}  {counts}  {row['dice']:.2f}{known}"
    zh, en = (f"{row[f'{lang}_citation']}  {row[f'{lang}_text']}" for lang in ("zh", "en"))
    return f"{head}\n   {zh}\n   {en}"
