"""Records as JSON objects and as lines for a terminal."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.cite import place_of
from pipeline.records import Paragraph

_OBEYED = re.compile("[\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Of those that a terminal obeys, those that JSON may hold as they are."""


def json_lines(rows: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    """Each row as one line of JSON, Chinese left as it is; what a terminal would obey is written as
    an escape of JSON, which reads back as it was."""
    return (
        _OBEYED.sub(lambda m: f"\\u{ord(m[0]):04x}", json.dumps(row, ensure_ascii=False))
        for row in rows
    )


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
