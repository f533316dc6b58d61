"""Commands on recommendations through the sessions: their lineage, and what is still asked for."""

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
from pipeline.cli.tracing import TRACE, trace_columns, trace_row, traced
from pipeline.errors import UnknownSymbol

if TYPE_CHECKING:
    from pipeline.collection import Collection
    from pipeline.records import Lang
    from pipeline.records.lineage import Entry, LineageLink, Request
    from pipeline.tracing import Traces

_SIDE = ("symbol", "session", "status", "citation", "strength", "text")
_LINK = (
    *("verdict", "rule", "evidence", "similarity"),
    *(f"{side}_{key}" for side in ("earlier", "later") for key in _SIDE),
    *(key for side in ("earlier", "later") for key in trace_columns(f"{side}_{TRACE}")),
)
_REQUEST = (
    *("citation", "session", "status", "addressees", "verb", "act", "due", "state", "text"),
    *("answered_by", "answer", "why"),
    *trace_columns(),
    *trace_columns("answer_trace"),
)


def lineage(
    symbol: Annotated[str, typer.Argument(help="One text; without it, all.")] = "",
    lang: Annotated[Language, typer.Option(help="Language the texts are compared in.")] = (
        Language.en
    ),
    index: Index = DEFAULT_INDEX,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    xlsx: Xlsx = None,
) -> None:
    """Say what became of each recommendation from session to session, with both texts."""
    from pipeline.collection import Collection
    from pipeline.tracing import traces_of_index

    one_form(json=as_json, csv=as_csv, xlsx=xlsx)
    with Collection.open(index) as held:
        _require(held, symbol, lang.value, index)
        traces = traces_of_index(held)
        rows = [
            _link_row(link, traces)
            for link in held.lineage(lang.value).links
            if symbol in {"", _symbol(link.earlier), _symbol(link.later)}
        ]
    if is_printed(
        *("lineage", _LINK, rows),
        as_json=as_json,
        as_csv=as_csv,
        xlsx=xlsx,
        flat=[_flat(row) for row in rows],
    ):
        return
    for row in rows:
        print_lines(_link_lines(row))
    tell(f"{len(rows)} links")


def requests(
    symbol: Annotated[str, typer.Argument(help="One text; without it, all.")] = "",
    only_open: Annotated[bool, typer.Option("--open", help="Those not answered.")] = False,
    lang: Annotated[Language, typer.Option(help="Language of the texts.")] = Language.en,
    index: Index = DEFAULT_INDEX,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    xlsx: Xlsx = None,
) -> None:
    """List who was asked to do what by when, and the later paragraph that answers it."""
    from pipeline.collection import Collection
    from pipeline.tracing import traces_of_index

    one_form(json=as_json, csv=as_csv, xlsx=xlsx)
    with Collection.open(index) as held:
        _require(held, symbol, lang.value, index)
        traces = traces_of_index(held)
        rows = [
            _request_row(request, traces)
            for request in held.requests(lang.value)
            if symbol in {"", request.entry.document.symbol}
            and not (only_open and request.answered_by)
        ]
    if is_printed("requests", _REQUEST, rows, as_json=as_json, as_csv=as_csv, xlsx=xlsx):
        return
    for row in rows:
        answer = f"\n   {row['answered_by']}: {row['answer']}" if row["answered_by"] else ""
        due = f", {row['due']}" if row["due"] else ""
        print_lines([f"{row['citation']}  [{row['state']}{due}]\n   {row['text']}{answer}"])
    tell(f"{len(rows)} requests")


def _require(held: "Collection", symbol: str, lang: "Lang", index: Path) -> None:
    """Raises UnknownSymbol for a ``symbol`` of which no text in ``lang`` is held; "" is all."""
    if symbol and (symbol, lang) not in {(h.symbol, h.lang) for h in held.documents()}:
        raise UnknownSymbol(f"{symbol}: no such document in {lang} in {index}")


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """A link with both sides as columns of their own."""
    out = {key: value for key, value in row.items() if key not in {"earlier", "later"}}
    for side in ("earlier", "later"):
        out |= {f"{side}_{key}": value for key, value in (row[side] or {}).items()}
    return out


def _symbol(entry: "Entry | None") -> str | None:
    return entry.document.symbol if entry else None


def _side(entry: "Entry | None", traces: "Traces") -> dict[str, Any] | None:
    if entry is None:
        return None
    paragraph = entry.recommendation.paragraph
    return {
        "symbol": entry.document.symbol,
        "session": entry.document.session,
        "status": entry.document.status,
        "citation": citation(paragraph, paragraph.lang),
        "strength": entry.recommendation.strength,
        "text": paragraph.text,
        **traced(traces, paragraph, entry.document),
    }


def _link_row(link: "LineageLink", traces: "Traces") -> dict[str, Any]:
    return {
        "verdict": link.verdict,
        "rule": link.rule,
        "evidence": link.evidence,
        "similarity": round(link.similarity, 4),
        "earlier": _side(link.earlier, traces),
        "later": _side(link.later, traces),
    }


def _link_lines(row: dict[str, Any]) -> list[str]:
    lines = [f"[{row['verdict']}]  {row['rule']}"]
    for side in ("earlier", "later"):
        if row[side]:
            lines.append(f"   {row[side]['session']}  {row[side]['citation']}: {row[side]['text']}")
    return lines


def _request_row(request: "Request", traces: "Traces") -> dict[str, Any]:
    paragraph = request.entry.recommendation.paragraph
    answer = request.answered_by
    return {
        "citation": citation(paragraph, paragraph.lang),
        "session": request.entry.document.session,
        "status": request.entry.document.status,
        "addressees": list(request.addressees),
        "verb": request.verb,
        "act": request.act,
        "due": request.due,
        "state": request.state,
        "text": paragraph.text,
        "answered_by": citation(answer.paragraph, answer.paragraph.lang) if answer else "",
        "answer": answer.paragraph.text if answer else "",
        "why": request.why,
        **traced(traces, paragraph, request.entry.document),
        "answer_trace": (
            trace_row(traces.of(answer.paragraph, answer.document)) if answer else None
        ),
    }
