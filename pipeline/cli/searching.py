"""The command ``search``: passages in both languages, for a terminal, a program or a table."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli import hits
from pipeline.cli.options import (
    DEFAULT_INDEX,
    AsJson,
    DateFrom,
    DateTo,
    EncoderName,
    Index,
    Language,
    Many,
    OfBody,
    OfSession,
    OfSymbol,
    RerankerName,
    one_form,
    print_json,
    print_lines,
    tell,
)
from pipeline.cli.tabular import AsCsv, Xlsx, print_csv, write_xlsx
from pipeline.records import Expansion
from pipeline.tracing import Traces, traces_of_index

if TYPE_CHECKING:
    from pipeline.search import SearchResult


Query = Annotated[str, typer.Argument(help="Words, a “phrase” in quotes, an article, or a symbol.")]
Expand = Annotated[bool, typer.Option(help="Look for the other names of a term as well.")]
Fold = Annotated[
    bool, typer.Option(help="One hit for a passage that recurs, with all that have it.")
]


def search(
    query: Query,
    index: Index = DEFAULT_INDEX,
    encoder: EncoderName = None,
    k: Annotated[int, typer.Option("-k", help="Hits in each language; exact ones all.", min=1)] = 5,
    lang: Annotated[Language | None, typer.Option(help="Passages of one language.")] = None,
    body: OfBody = None,
    session: OfSession = None,
    symbol: OfSymbol = None,
    role: Annotated[Many, typer.Option(help="This kind of paragraph: operative, heading.")] = None,
    date_from: DateFrom = "",
    date_to: DateTo = "",
    expand: Expand = True,
    fold: Fold = True,
    rerank: RerankerName = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    xlsx: Xlsx = None,
) -> None:
    """Find passages in both languages, by meaning and by words.

    Quotes ask for exact words; a symbol alone finds its text and what names it.
    An option that narrows may be given several times; any of its values will do.
    """
    from pipeline.collection import Collection
    from pipeline.encode import load_reranker
    from pipeline.search import Filters

    one_form(json=as_json, csv=as_csv, xlsx=xlsx)
    filters = Filters(
        lang=(lang.value,) if lang else (),
        body=tuple(body or ()),
        session=tuple(session or ()),
        symbol=tuple(symbol or ()),
        role=tuple(role or ()),  # type: ignore[arg-type]  # checked by search, which names them
        date_from=date_from,
        date_to=date_to,
    )
    model = load_reranker(rerank) if rerank else None
    with Collection.open(index, encoder) as held:
        found = held.search(query, k=k, filters=filters, expand=expand, fold=fold, reranker=model)
        traces = traces_of_index(held)
        # a match is read when it is looked at, so all is done before the index is closed
        if as_json:
            print_json(hits.match_row(m, found.expansions, traces) for m in (*found.zh, *found.en))
        elif as_csv or xlsx:
            _write(found, traces, xlsx)
        else:
            _print(found, lang.value if lang else "")


def _write(found: "SearchResult", traces: Traces, xlsx: Path | None) -> None:
    """The hits as a table, in the workbook ``xlsx`` where one is named."""
    rows = [hits.match_cells(m, found.expansions, traces) for m in (*found.zh, *found.en)]
    if xlsx:
        write_xlsx(xlsx, "search", hits.COLUMNS, rows)
        tell(f"{xlsx}: {len(rows)} rows")
    else:
        print_csv(hits.COLUMNS, rows)


def _print(found: "SearchResult", only: str) -> None:
    """The hits for a person; ``only`` is the one language asked for, "" for both."""
    if found.expansions:
        tell(f"also looked for: {_forms(found.expansions)}")
    for lang, name, side in (("zh", "中文", found.zh), ("en", "English", found.en)):
        if only in ("", lang):
            print_lines([f"── {name} ──" if side else f"── {name}: no passage found ──"])
            for match in side:
                print_lines(hits.match_lines(match, _mark()), styled=True)


def _forms(expansions: Sequence[Expansion]) -> str:
    """``zh 司法互助, 法律互助; en mutual assistance``."""
    from pipeline.views.expansions import forms_by_language

    return "; ".join(f"{lang} {', '.join(forms)}" for lang, forms in forms_by_language(expansions))


def _mark() -> hits.Mark:
    """Bold on a terminal; in a file or a pipe, and where NO_COLOR is set, the words as they are."""
    if sys.stdout.isatty() and not os.environ.get("NO_COLOR"):
        return lambda words: typer.style(words, bold=True)
    return str
