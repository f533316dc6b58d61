"""Records as JSON objects and as lines for a terminal."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.cite import place_of
from pipeline.records import Paragraph


def json_lines(rows: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    """Each row as one line of JSON, Chinese left as it is."""
    return (json.dumps(row, ensure_ascii=False) for row in rows)


_PICTURES = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n"}
_PICTURES |= {0x7F: "␡", **dict.fromkeys(range(0x80, 0xA0), "�")}


def harmless(text: str) -> str:
    """``text`` with one sign in place of every character that a terminal obeys (ESC, BEL): what is
    read from a file rules no screen."""
    return text.translate(_PICTURES)


def paragraph_row(p: Paragraph) -> dict[str, Any]:
    """What ``segment --json`` prints of a paragraph."""
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
    }


def paragraph_line(p: Paragraph) -> str:
    """What ``segment`` prints of a paragraph without ``--json``."""
    return f"{p.ordinal:>5}  {p.role:<11} {place_of(p, p.lang):<28}  {p.text}"
