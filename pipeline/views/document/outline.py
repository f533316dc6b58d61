"""The contents of a text: its annexes, chapters, sections, articles and headings, nested."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from pipeline.records import Paragraph
from pipeline.records.articles import HeldArticle
from pipeline.strings import Strings
from pipeline.views.markup import tag, text

_LEVELS = {"annex": 0, "chapter": 1, "section": 2, "article": 3}
_NUMERAL = re.compile(r"[IVXLC]{1,7}|[A-Z]|[一二三四五六七八九十]{1,4}")
"""A line that is nothing but the number of the heading below it."""
_BEHIND = " \u3000.．:：、—–-"
"""Signs between a number and its words."""
_LONGEST = 140
"""Characters of an entry; what is longer ends with an ellipsis, its whole stands in the text."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: the ``ordinal`` of the paragraph it leads to, its ``depth`` from 0,
    the printed ``number`` and the ``words``, one of them "" where the text has none."""

    ordinal: int
    depth: int
    number: str
    words: str


def outline(paragraphs: Sequence[Paragraph]) -> tuple[Entry, ...]:
    """The entries in order. A title that stands in the line below its number goes with it; other
    headings lie one deeper than what they stand in."""
    found: list[tuple[int, int, str, str]] = []
    last = -1
    for paragraph in paragraphs:
        if paragraph.role in _LEVELS:
            last = _LEVELS[paragraph.role]
            label, words = _parted(paragraph)
            found.append((paragraph.ordinal, last, label, words))
        elif paragraph.role == "heading":
            if _NUMERAL.fullmatch(paragraph.text.strip()):
                found.append((paragraph.ordinal, last + 1, paragraph.text.strip(), ""))
            elif found and found[-1][0] == paragraph.ordinal - 1 and not found[-1][3]:
                ordinal, level, label, _ = found[-1]
                found[-1] = (ordinal, level, label, _short(paragraph.text))
            else:
                found.append((paragraph.ordinal, last + 1, "", _short(paragraph.text)))
    return _nested(found)


def _parted(paragraph: Paragraph) -> tuple[str, str]:
    """The number as printed and the words behind it."""
    label = paragraph.label
    if label and paragraph.text.startswith(label):
        return label, _short(paragraph.text[len(label) :].lstrip(_BEHIND))
    return "", _short(paragraph.text)


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def _nested(found: Sequence[tuple[int, int, str, str]]) -> tuple[Entry, ...]:
    """Levels as depths: one deeper than the entry above it at most."""
    open_levels: list[int] = []
    entries = []
    for ordinal, level, label, words in found:
        while open_levels and open_levels[-1] >= level:
            open_levels.pop()
        entries.append(Entry(ordinal, len(open_levels), label, words))
        open_levels.append(level)
    return tuple(entries)


def contents(entries: Sequence[Entry], articles: Sequence[HeldArticle], say: Strings) -> str:
    """The entries as a navigation, each a link within the page; an article that passages held cite
    has their number beside it. "" where there are fewer than two entries."""
    if len(entries) < 2:
        return ""
    cited = {article.ordinal: article.cited for article in articles}
    rows = "".join(_row(entry, cited.get(entry.ordinal, 0), say) for entry in entries)
    head = tag("summary", text(say("document.contents")))
    whole = tag("details", head + tag("ol", rows), open="open")
    return tag("nav", whole, "toc", say.lang, aria_label=say("document.contents"))


def _row(entry: Entry, cited: int, say: Strings) -> str:
    number = tag("span", escape(entry.number), "n") if entry.number else ""
    words = tag("bdi", f"{number} {escape(entry.words)}".strip())
    count = (
        tag("span", f"{cited:,}", "figure", title=say("document.cited", n=f"{cited:,}"))
        if cited
        else ""
    )
    line = tag("a", words, href=f"#p{entry.ordinal}", data_of=f"p{entry.ordinal}") + count
    return tag("li", line, f"d{min(entry.depth, 4)}")
