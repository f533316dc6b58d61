"""Records as JSON objects and as lines for a terminal."""

from typing import Any

from pipeline.cite import place_of
from pipeline.cli.tracing import traced
from pipeline.exchange.json_lines import json_lines as json_lines
from pipeline.records import Paragraph
from pipeline.tracing import Traces

_PICTURES = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n"}
_PICTURES |= {0x7F: "␡", **dict.fromkeys(range(0x80, 0xA0), "�")}
_PICTURES |= dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), "�")
_LONGEST = 1_000
_KEPT = (600, 300)
"""Characters of a longer line that are told, from its start and from its end."""


def harmless(text: str) -> str:
    """``text`` with one sign in place of every character that a terminal obeys (ESC, BEL, those
    that turn a line round): what is read from a file rules no screen."""
    return text.translate(_PICTURES)


def told(text: str) -> str:
    """``text`` as one harmless line of bounded length: a refusal names what it was given, which may
    be a whole book."""
    line = harmless(" ".join(text.split()))
    if len(line) <= _LONGEST:
        return line
    return f"{line[: _KEPT[0]]} … {line[-_KEPT[1] :]}"


def paragraph_row(p: Paragraph, traces: Traces) -> dict[str, Any]:
    """What ``segment --json`` prints of a paragraph of the texts of ``traces``."""
    return {
        "symbol": p.symbol,
        "lang": p.lang,
        "ordinal": p.ordinal,
        "role": p.role,
        "number": list(p.number),
        "label": p.label,
        "part": p.part,
        "heading": p.heading,
        "start": p.start,
        "end": p.end,
        "text": p.text,
        "eid": p.eid,
        **traced(traces, p),
    }


def paragraph_line(p: Paragraph) -> str:
    """What ``segment`` prints of a paragraph without ``--json``."""
    return f"{p.ordinal:>5}  {p.role:<11} {place_of(p, p.lang):<28}  {p.text}"
