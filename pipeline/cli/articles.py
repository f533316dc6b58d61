"""The command ``articles``: what concerns a provision, and the list of provisions with counts."""

from collections.abc import Iterable, Mapping, Sequence
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
    print_json,
    print_lines,
    tell,
)
from pipeline.cli.tabular import print_csv
from pipeline.cli.tracing import TRACE_COLUMNS, traced
from pipeline.errors import InputError, TongwenError

if TYPE_CHECKING:
    from pipeline.collection import Collection
    from pipeline.records import Lang
    from pipeline.records.articles import ArticleAnswer, ArticleCount, RecallEdge
    from pipeline.tracing import Traces

_COLUMNS = (
    "kind",
    "key",
    "symbol",
    "session",
    "date",
    "lang",
    "citation",
    "words",
    "reason",
    "cosine",
    "strength",
    "addressees",
    "text",
    "counterpart",
    *TRACE_COLUMNS,
)
_COUNTED = ("instrument", "provision", "body", "session", "opened", "cites", "heading")
_NAMED = ("symbol", "relation", "target", "held", "words", "citation", *TRACE_COLUMNS)


def articles(
    key: Annotated[
        str, typer.Argument(help="18(13), UNTOC:18, 第十八条; without it, all with counts.")
    ] = "",
    lang: Annotated[Language | None, typer.Option(help="Passages of one language.")] = None,
    recalled: Annotated[str, typer.Option(help="A text: what it names, and what names it.")] = "",
    graphml: Annotated[Path | None, typer.Option(help="Write the graph to this file.")] = None,
    picture: Annotated[Path | None, typer.Option(help="Draw it: .svg or .png.")] = None,
    index: Index = DEFAULT_INDEX,
    as_csv: Annotated[bool, typer.Option("--csv", help="Comma-separated, with a head.")] = False,
    as_json: AsJson = False,
) -> None:
    """Say which passages concern a provision, by citation, by heading, by content."""
    from pipeline.collection import Collection
    from pipeline.tracing import traces_of_index

    one_form(json=as_json, csv=as_csv)
    if key and recalled:
        raise typer.BadParameter(f"ask for the provision {key} or, with --recalled, for a text")
    if picture and picture.suffix.lower() not in {".svg", ".png"}:
        raise InputError(str(picture), "a picture is written as .svg or .png")
    if (graphml or picture) and not key:
        raise TongwenError("--graphml and --picture draw one provision; name it")
    language: Lang | None = lang.value if lang else None
    with Collection.open(index) as held:
        if recalled:
            _print_recalled(held, recalled, as_json, as_csv)
            return
        if not key:
            _print(map(_count_row, held.article_index()), _COUNTED, as_json, as_csv, _count_line)
            return
        answer = held.articles(key, language)
        if graphml:
            from pipeline.articles import graphml_bytes
            from pipeline.exchange.whole import write_whole

            graph = held.article_graph(key, language, language or "en")
            write_whole(graphml, graphml_bytes(graph))
        if picture:
            _draw(answer, picture, language or "en")
        traces = traces_of_index(held)
    _print_answer(answer, traces, as_json, as_csv)


def _draw(answer: "ArticleAnswer", path: Path, lang: Any) -> None:
    from pipeline.exchange.whole import write_whole
    from pipeline.strings import Strings
    from pipeline.views.drawing import can_draw_files, png_bytes, svg_bytes
    from pipeline.views.graphs import picture_of

    if not can_draw_files():
        raise InputError(str(path), "pictures need vl-convert-python, which is not installed")
    chart = picture_of(answer, Strings(lang))
    write_whole(path, svg_bytes(chart) if path.suffix.lower() == ".svg" else png_bytes(chart))


def _print_answer(answer: "ArticleAnswer", traces: "Traces", as_json: bool, as_csv: bool) -> None:
    rows = [_edge_row(edge, traces) for edge in answer.edges]
    if as_json or as_csv:
        clauses = [] if as_csv else [_clause_row(clause) for clause in answer.clauses]
        _print([*rows, *clauses], _COLUMNS, as_json, as_csv, _edge_line)
        return
    print_lines(_edge_line(row) for row in rows)
    print_lines(_clause_line(_clause_row(clause)) for clause in answer.clauses)
    kinds = {
        kind: sum(row["kind"] == kind for row in rows) for kind in ("cites", "heading", "content")
    }
    counted = ", ".join(f"{n} by {kind}" for kind, n in kinds.items() if n) or "no passage"
    tell(f"{', '.join(answer.keys)}: {counted}; {len(answer.clauses)} articles correspond")


def _print_recalled(held: "Collection", symbol: str, as_json: bool, as_csv: bool) -> None:
    from pipeline.errors import UnknownSymbol
    from pipeline.tracing import traces_of_index

    naming = held.recalling(symbol)
    try:
        named = held.recalled(symbol)
    except UnknownSymbol:
        if not naming:
            raise
        named = ()
    traces = traces_of_index(held)
    rows = (_recall_row(edge, traces) for edge in (*named, *naming))
    _print(rows, _NAMED, as_json, as_csv, _recall_line)


def _print(
    rows: Iterable[Mapping[str, Any]],
    columns: Sequence[str],
    as_json: bool,
    as_csv: bool,
    line: Any,
) -> None:
    if as_json:
        print_json(rows)
    elif as_csv:
        print_csv(columns, rows)
    else:
        print_lines(map(line, rows))


def _edge_row(edge: Any, traces: "Traces") -> dict[str, Any]:
    paragraph, document = edge.passage.paragraph, edge.passage.document
    asked = edge.recommendation
    return {
        "kind": edge.kind,
        "key": edge.key,
        "symbol": document.symbol,
        "session": document.session,
        "date": document.date,
        "lang": paragraph.lang,
        "citation": citation(paragraph, paragraph.lang),
        "words": edge.words,
        "start": edge.start,
        "end": edge.end,
        "reason": edge.reason,
        "cosine": None if edge.cosine is None else round(edge.cosine, 4),
        "strength": asked.strength if asked else "",
        "addressees": list(asked.addressees) if asked else [],
        "text": paragraph.text,
        "counterpart": "\n".join(p.text for p in edge.counterpart),
        **traced(traces, paragraph, document, across=edge.counterpart),
    }


def _edge_line(row: Mapping[str, Any]) -> str:
    near = "" if row["cosine"] is None else f"  {row['cosine']:.2f}"
    said = f"  “{row['words']}”" if row["words"] else ""
    head = f"[{row['kind']}]  {row['key']}  {row['citation']}{said}{near}"
    return f"{head}\n   {row['text']}" + (
        f"\n   {row['counterpart']}" if row["counterpart"] else ""
    )


def _clause_row(clause: Any) -> dict[str, Any]:
    return {
        "kind": "clause",
        "key": clause.first,
        "other": clause.second,
        "relation": clause.relation,
        "similarity": round(clause.similarity, 4),
        "title": clause.first_title,
        "other_title": clause.second_title,
    }


def _clause_line(row: Mapping[str, Any]) -> str:
    tie = f"{row['relation']}  {row['similarity']:.2f}  {row['other_title']}"
    return f"[clause]  {row['key']} — {row['other']}  {tie}".rstrip()


def _count_row(count: "ArticleCount") -> dict[str, Any]:
    return {name: getattr(count, name) for name in _COUNTED}


def _count_line(row: Mapping[str, Any]) -> str:
    session = " ".join(filter(None, (row["body"], row["session"])))
    below = f", {row['heading']} by heading" if row["heading"] else ""
    return f"{row['instrument']}:{row['provision']:<8} {session:<14} {row['cites']}{below}"


def _recall_row(edge: "RecallEdge", traces: "Traces") -> dict[str, Any]:
    paragraph = edge.passage.paragraph
    return {
        "symbol": edge.symbol,
        "relation": edge.relation,
        "target": edge.target,
        "held": edge.held,
        "words": edge.words,
        "citation": citation(paragraph, paragraph.lang),
        "text": paragraph.text,
        **traced(traces, paragraph, edge.passage.document),
    }


def _recall_line(row: Mapping[str, Any]) -> str:
    held = "" if row["held"] else "  (not held)"
    return (
        f"{row['symbol']}  {row['relation'] or 'names'}  {row['target']}{held}  {row['citation']}"
    )
