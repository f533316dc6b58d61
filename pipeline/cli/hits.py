"""Hits of a search as JSON objects, as cells of a table, and as lines for a terminal."""

from collections.abc import Callable, Sequence
from typing import Any

from pipeline.cite import citation
from pipeline.cli.output import harmless
from pipeline.cli.tracing import TRACE_COLUMNS, traced
from pipeline.records import Expansion, Heading, Match, Paragraph
from pipeline.tracing import Traces
from pipeline.views.recurrences import session_and_year, years

COLUMNS = (
    *("lang", "rank", "symbol", "number", "citation", "role", "heading", "title", "body"),
    *("session", "date", "cosine", "why", "text", "marked", "spans", "recurs", "recurs_years"),
    *("counterpart", "expansions", "start", "end", "sha256"),
    *TRACE_COLUMNS,
)
"""What a table holds of a hit."""

LISTED = 6
"""Other documents with the same passage that a line names; JSON and tables name every one."""

Mark = Callable[[str], str]
"""Makes the words that matched stand out where they are printed."""


def match_row(match: Match, expansions: Sequence[Expansion], traces: Traces) -> dict[str, Any]:
    """What ``search --json`` prints of a hit; ``spans`` count in ``text``, and ``expansions`` are
    those looked up in the language of the hit."""
    p, d = match.paragraph, match.document
    return {
        "lang": p.lang,
        "rank": match.rank,
        "symbol": p.symbol,
        "number": list(p.number),
        "citation": citation(p, p.lang),
        "role": p.role,
        "heading": p.heading,
        "title": d.title,
        "body": d.body,
        "session": d.session,
        "date": d.date,
        "cosine": None if match.cosine is None else round(match.cosine, 4),
        "why": list(match.why),
        "text": p.text,
        "spans": [list(span) for span in match.spans],
        "start": p.start,
        "end": p.end,
        "sha256": d.sha256,
        "recurs": [
            {"symbol": other.symbol, "session": other.session, "date": other.date}
            for other in match.recurs
        ],
        "counterpart": [
            {
                "lang": c.lang,
                "number": list(c.number),
                "ordinal": c.ordinal,
                "text": c.text,
                "spans": [list(span) for span in spans],
            }
            for c, spans in _beside(match)
        ],
        "expansions": [
            {"term": e.term, "forms": list(e.forms), "source": e.source}
            for e in expansions
            if e.lang == p.lang
        ],
        **traced(traces, p, d, across=match.counterpart),
    }


def match_cells(match: Match, expansions: Sequence[Expansion], traces: Traces) -> dict[str, Any]:
    """``match_row`` with every value in one cell, by the names in ``COLUMNS``."""
    text, lang = match.paragraph.text, match.paragraph.lang
    return {
        **match_row(match, expansions, traces),
        "number": "/".join(match.paragraph.number),
        "marked": [text[start:end] for start, end in match.spans],
        "spans": [f"{start}-{end}" for start, end in match.spans],
        "recurs": [other.symbol for other in match.recurs],
        "recurs_years": [session_and_year(other) for other in match.recurs],
        "counterpart": "\n".join(c.text for c in match.counterpart),
        "expansions": [form for e in expansions if e.lang == lang for form in e.forms],
    }


def match_lines(match: Match, mark: Mark) -> list[str]:
    """What ``search`` prints of a hit for a person, the words that matched by way of ``mark``."""
    p = match.paragraph
    lines = [
        harmless(f"{match.rank}. {citation(p, p.lang)}  ({', '.join(match.why)})"),
        f"   {marked(p.text, match.spans, mark)}",
    ]
    if match.recurs:
        lines.append(harmless(f"   also in {_others(match.recurs)}"))
    return lines + [f"   {c.lang}: {marked(c.text, spans, mark)}" for c, spans in _beside(match)]


def _beside(match: Match) -> tuple[tuple[Paragraph, tuple[tuple[int, int], ...]], ...]:
    """The counterparts, each with its words that are linked to the query's."""
    spans = match.counterpart_spans or ((),) * len(match.counterpart)
    return tuple(zip(match.counterpart, spans, strict=True))


def _others(documents: Sequence[Heading]) -> str:
    """``A/RES/78/223 (78 · 2023), …``, the first of them, and how many more of which years."""
    named = [
        f"{other.symbol} ({when})" if (when := session_and_year(other)) else other.symbol
        for other in documents[:LISTED]
    ]
    if rest := documents[LISTED:]:
        named.append(" ".join(filter(None, (f"{len(rest)} more", years(rest)))))
    return ", ".join(named)


def marked(text: str, spans: Sequence[tuple[int, int]], mark: Mark) -> str:
    """``text`` with each of ``spans``, ascending and without overlap, by way of ``mark``; what a
    terminal would obey (ESC, BEL) is shown as a sign."""
    text = harmless(text)  # one sign for one character: the spans hold
    pieces, done = [], 0
    for start, end in spans:
        pieces += [text[done:start], mark(text[start:end])]
        done = end
    return "".join([*pieces, text[done:]])
