"""The command ``networks``: bodies, networks and tools that the texts name, and where."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
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
from pipeline.cli.tracing import TRACE_COLUMNS, trace_columns, traced
from pipeline.errors import TongwenError
from pipeline.records.networks import (
    NetworkCandidate,
    NetworkCount,
    NetworkMention,
    NetworkTimeline,
)

if TYPE_CHECKING:
    from pipeline.tracing import Traces

_COUNTED = ("code", "kind", "name_en", "name_zh", "body", "session", "opened", "passages")
_NAMED = (
    "code",
    "date",
    "symbol",
    "session",
    "lang",
    "citation",
    "names",
    "counterpart_names",
    "text",
    "counterpart",
    *TRACE_COLUMNS,
)
_OFFERED = ("name", "lang", "passages", "citation", "text", *trace_columns())
_Row = Mapping[str, Any]


def networks(
    name: Annotated[
        str, typer.Argument(help="A name, an abbreviation or a code; without it, all with counts.")
    ] = "",
    lang: Annotated[Language | None, typer.Option(help="Passages of one language.")] = None,
    candidates: Annotated[
        bool, typer.Option("--candidates", help="Names that look like a network's, not listed.")
    ] = False,
    index: Index = DEFAULT_INDEX,
    xlsx: Xlsx = None,
    as_csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """Say which bodies, networks, programmes and tools are named where, by date."""
    from pipeline.collection import Collection
    from pipeline.preparation import Preparation
    from pipeline.tracing import traces_of_index

    one_form(json=as_json, csv=as_csv, xlsx=xlsx)
    if name and candidates:
        raise TongwenError(f"ask for the network {name} or, with --candidates, for new names")
    with Collection.open(index) as held:
        preparation, traces = Preparation(held), traces_of_index(held)
        if name:
            timeline = preparation.network(name, lang.value if lang else None)
            rows, columns, lines = _timeline(timeline, traces)
        elif candidates:
            offered = [c for c in preparation.network_candidates() if lang in (None, c.lang)]
            rows, columns = [_offered(one, traces) for one in offered], _OFFERED
            lines = [f"{row['passages']:>5}  {row['name']}  {row['citation']}" for row in rows]
        else:
            counted = preparation.networks()
            rows, columns = [_counted(one) for one in counted], _COUNTED  # one a session
            lines = list(_totals(counted))
    if not is_printed("networks", columns, rows, as_json=as_json, as_csv=as_csv, xlsx=xlsx):
        print_lines(lines)
        tell(f"{len(rows)} rows")


def _timeline(
    found: NetworkTimeline, traces: "Traces"
) -> tuple[list[_Row], Sequence[str], list[str]]:
    rows: list[_Row] = [_mention(found, mention, traces) for mention in found.mentions]
    used = [
        f"[{count.name.lang}]  {count.passages:>5}  {count.first or '—'}  {count.last or '—'}"
        f"  {count.name.name}"
        for count in found.names
    ]
    return rows, _NAMED, [*used, *map(_mention_line, rows)]


def _mention(found: NetworkTimeline, mention: NetworkMention, traces: "Traces") -> dict[str, Any]:
    paragraph, document = mention.passage.paragraph, mention.passage.document
    return {
        "code": found.network.code,
        "date": document.date,
        "symbol": document.symbol,
        "session": document.session,
        "lang": paragraph.lang,
        "citation": citation(paragraph, paragraph.lang),
        "names": list(mention.names),
        "spans": [list(span) for span in mention.spans],
        "counterpart_names": list(mention.counterpart_names),
        "text": paragraph.text,
        "counterpart": "\n".join(p.text for p in mention.counterpart),
        **traced(traces, paragraph, document, across=mention.counterpart),
    }


def _mention_line(row: _Row) -> str:
    names = " = ".join("; ".join(row[n]) for n in ("names", "counterpart_names") if row[n])
    head = f"{row['date'] or '—'}  {row['citation']}  {names}"
    return f"{head}\n   {row['text']}" + (
        f"\n   {row['counterpart']}" if row["counterpart"] else ""
    )


def _counted(count: NetworkCount) -> dict[str, Any]:
    network = count.network
    return {
        "code": network.code,
        "kind": network.kind,
        "name_en": network.title("en"),
        "name_zh": network.title("zh"),
        "body": count.body,
        "session": count.session,
        "opened": count.opened,
        "passages": count.passages,
    }


def _totals(counted: Sequence[NetworkCount]) -> Iterable[str]:
    """A line for each network with its passages, in all and by body and session."""
    for network, found in groupby(counted, key=lambda count: count.network):
        rows = list(found)
        total = sum(row.passages for row in rows)
        name = " = ".join(dict.fromkeys((network.title("en"), network.title("zh"))))
        sessions = (f"{row.body} {row.session}".strip() or "—" for row in rows)
        counts = ", ".join(f"{s}: {row.passages}" for s, row in zip(sessions, rows, strict=True))
        yield f"{total:>6}  {network.code}  {network.kind}  {name}\n        {counts}"


def _offered(candidate: NetworkCandidate, traces: "Traces") -> dict[str, Any]:
    paragraph = candidate.example.paragraph
    return {
        "name": candidate.name,
        "lang": candidate.lang,
        "passages": candidate.passages,
        "citation": citation(paragraph, paragraph.lang),
        "text": paragraph.text,
        **traced(traces, paragraph, candidate.example.document),
    }
