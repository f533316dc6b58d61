"""The trace of a passage as every command prints it: one shape, whatever the answer."""

from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.records import Heading, Paragraph
from pipeline.records.trace import TRACE_FIELDS, Trace
from pipeline.tracing import Span, Traces

TRACE = "trace"
"""The key of a passage's own trace; that of another passage in the same row ends so."""
ACROSS = "counterpart_traces"
"""The key of the traces of the aligned paragraphs in the other language."""
_SHOWN = ("path", "sha256", "start", "end", "ordinal", "encoder", "rules", "generation", "program")


def trace_columns(name: str = TRACE) -> tuple[str, ...]:
    """The columns of a table for the trace under the key ``name``: ``trace_sha256``."""
    return tuple(f"{name}_{field}" for field in _SHOWN)


TRACE_COLUMNS = (*trace_columns(), ACROSS)
"""What a table holds of a passage and of its counterparts, after all else."""


def trace_row(trace: Trace) -> dict[str, Any]:
    """A trace as an object of JSON."""
    return {name: getattr(trace, name) for name in TRACE_FIELDS}


def traced(
    traces: Traces,
    paragraph: Paragraph,
    document: Heading | None = None,
    *,
    span: Span | None = None,
    across: Iterable[Paragraph] | None = None,
) -> dict[str, Any]:
    """The trace of ``paragraph`` under the key of every command, with those of ``across``, its
    counterparts, where a row has any to tell of."""
    row: dict[str, Any] = {TRACE: trace_row(traces.of(paragraph, document, span))}
    if across is not None:
        row[ACROSS] = [trace_row(traces.of(p)) for p in across]
    return row


def cell_of(row: Mapping[str, Any], column: str) -> Any:
    """The value of ``column`` in ``row``: of a trace its field, of several a line of path, hash and
    offsets each."""
    if column in row:
        value = row[column]
        if column.endswith(ACROSS) and isinstance(value, list):
            return [f"{t['path']} {t['sha256']} {t['start']}-{t['end']}" for t in value]
        return value
    name, found, field = column.rpartition(f"{TRACE}_")
    held = row.get(f"{name}{TRACE}") if found else None
    return held.get(field) if held else None
