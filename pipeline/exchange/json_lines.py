"""Records as lines of JSON, Chinese left as it is."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_OBEYED = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Signs that JSON may hold as they are, but that a terminal obeys, that turn the direction of
writing, that end a line for some programs, or that are half a character, which no UTF-8 holds."""


def json_lines(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Each row as one line of JSON; what a program would obey is written as an escape of JSON,
    which reads back as it was."""
    for row in rows:
        line = json.dumps(row, ensure_ascii=False)
        yield _OBEYED.sub(lambda sign: f"\\u{ord(sign[0]):04x}", line)


def json_bytes(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """``json_lines`` as a file in UTF-8."""
    return "".join(f"{line}\n" for line in json_lines(rows)).encode()
