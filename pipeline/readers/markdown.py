"""Markdown (CommonMark with tables): blocks to lines, with the numbers as they were written.

UN texts are put into Markdown with marks of their own in front, as in ``- (a) …``: the dash is the
format's, the letter the text's. Whether a line break within a paragraph is one of the text or only
of the typing is told by the width of the lines: where any line is longer than a screen, nobody
wrapped them and every break counts.
"""

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from pipeline.errors import Empty
from pipeline.readers.html import lines_of_fragment
from pipeline.readers.plain import from_lines
from pipeline.records import Document, Given
from pipeline.text.lines import Line
from pipeline.text.normalise import columns, is_complete, join, squeeze
from pipeline.text.numbering import marker

_SCREEN = 132
_SHORT = 40
"""Columns: a longer line than the first is a paragraph; a shorter one than the second, ended by a
line break, is a line of its own such as those of a masthead."""

_SUP = re.compile(r"<sup>\s*(\d+)\s*</sup>", re.I)
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_HARD = "\n"
_SOFT = "\r"


def read_markdown(name: str, text: str, given: Given, sha256: str) -> Document:
    """Read the decoded ``text``; metadata is found as in plain text. Raises ``Empty``."""
    parser = MarkdownIt("commonmark").enable("table").disable("code")
    text = _SUP.sub(lambda m: m.group(1).translate(_SUPERSCRIPT), text)
    wrapped = max(map(columns, text.splitlines()), default=0) <= _SCREEN
    lines = tuple(_lines(parser.parse(text), wrapped))
    if not lines:
        raise Empty(name, "no text in it")
    return from_lines(name, lines, given, sha256)


def _lines(tokens: Sequence[Token], wrapped: bool) -> Iterator[Line]:
    level = 0
    number = ""
    row: list[str] | None = None
    numbers = _item_numbers(tokens)
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            level = int(token.tag[1])
        elif token.type == "heading_close":
            level = 0
        elif token.type == "list_item_open":
            number = numbers.get(index, "")
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            if any(row):
                yield Line("\t".join(row).strip("\t"))
            row = None
        elif token.type == "inline":
            words = _inline(token)
            if row is not None:
                row.append(squeeze(words))
                continue
            for line in _split(words, wrapped and not level):
                yield _numbered(number, line, level)
                number = ""
        elif token.type == "fence":
            yield from (Line(t) for p in token.content.splitlines() if (t := squeeze(p)))
        elif token.type == "html_block":
            yield from lines_of_fragment(token.content)


def _item_numbers(tokens: Sequence[Token]) -> dict[int, str]:
    """The number written before each item of an ordered list, by the index of its token. A list
    whose items all bear the same number, which CommonMark allows, is counted on from it."""
    numbers: dict[int, str] = {}
    open_lists: list[list[int]] = []
    for index, token in enumerate(tokens):
        if token.type in {"ordered_list_open", "bullet_list_open"}:
            open_lists.append([])
        elif token.type == "list_item_open" and token.info:
            open_lists[-1].append(index)
            numbers[index] = f"{token.info}{token.markup}"
        elif token.type in {"ordered_list_close", "bullet_list_close"}:
            items = open_lists.pop()
            if len(items) > 1 and len({numbers[i] for i in items}) == 1:
                first = int(tokens[items[0]].info)
                for count, i in enumerate(items):
                    numbers[i] = f"{first + count}{tokens[i].markup}"
    return numbers


def _inline(token: Token) -> str:
    """The words of a run of inline content; hard and soft breaks told apart."""
    pieces = []
    for child in token.children or ():
        if child.type == "softbreak":
            pieces.append(_SOFT)
        elif child.type == "hardbreak" or (
            child.type == "html_inline" and child.content.lower().startswith("<br")
        ):
            pieces.append(_HARD)
        elif child.type in {"text", "code_inline"} or child.type == "image":
            pieces.append(child.content)
    return "".join(pieces)


def _split(words: str, wrapped: bool) -> list[str]:
    """The lines that the text itself has."""
    lines: list[str] = []
    for hard in words.split(_HARD):
        last = ""
        for typed in map(squeeze, hard.split(_SOFT)):
            if last and typed and wrapped and _goes_on(last, typed):
                lines[-1] = join(lines[-1], typed)
            elif typed:
                lines.append(typed)
            last = typed
    return lines


def _goes_on(line: str, following: str) -> bool:
    """Whether ``following`` was typed on a new line only because ``line`` was full."""
    new_item = marker(following) is not None and (is_complete(line) or line[-1] in ",，、")
    return columns(line) >= _SHORT and not new_item


def _numbered(number: str, line: str, level: int) -> Line:
    mark = marker(line)
    if number and mark is None:
        return Line(squeeze(f"{number} {line}"), level)
    return Line(line, level, is_note=mark is not None and mark.style == "note")
