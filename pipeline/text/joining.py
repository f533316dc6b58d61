"""Whether a physical line goes on with the one before it, for text that was wrapped or cut.

``OpenLine`` keeps what the decision needs of a growing line, so that a text of one endless
paragraph takes no longer than another.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

from pipeline.text.normalise import HAN, columns, is_complete, join
from pipeline.text.numbering import marker
from pipeline.text.openings import opens
from pipeline.text.speech import asks, is_question, speaker

_BULLET = re.compile(r"^[-*•·◇◆○●■□]\s*\S")
_BEFORE_NUMBER = re.compile(r"(?:第|[Aa]rticles?|[Pp]aragraphs?|and|to|年|月|项目)\s*$")
"""A wrapped line may begin with a cited number; the words before it tell."""

_BODY_STYLES = frozenset({"arabic-dot", "paren-letter", "paren-roman", "paren-han"})
_ATTRIBUTED = re.compile(
    rf"[—–]{{1,2}}\s?(?:[{HAN}·]{{2,6}}|[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+){{0,3}})$"
)
"""A quotation ends with the name of who said it."""

_INNER_STOP = re.compile(r"[。；：！？;:!?]|,.*,")
_OPEN_HAN = re.compile(f"[{HAN}]$")
_TAIL = 80
_GRAM = 3
_SEEN = 3
_LONG = 40
"""Columns below which an unnumbered line without a stop may be a heading."""


@dataclass(frozen=True, slots=True)
class Raw:
    """A physical line without its blanks: ``width`` in columns as typed, ``blanks`` the blank lines
    above it, ``cut`` that page furniture stood above it, ``level`` its depth as a heading."""

    text: str
    width: int
    blanks: int = 0
    cut: bool = False
    level: int = 0
    indented: bool = False
    is_note: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """``wrap`` is the wrap width in columns, 0 where a line is a paragraph; ``spaced`` says that
    blank lines stand after nearly every line, and so tell nothing."""

    wrap: int
    spaced: bool


class OpenLine:
    """A logical line that more physical lines may join."""

    __slots__ = ("_pieces", "columns", "first", "last", "length", "stopped", "tabbed")

    def __init__(self, first: Raw) -> None:
        self.first = self.last = first
        self._pieces = [first.text]
        self.columns = columns(first.text)
        self.length = len(first.text)
        self.tabbed = "\t" in first.text
        self.stopped = bool(_INNER_STOP.search(first.text))

    def add(self, raw: Raw) -> None:
        """Join ``raw`` to the line."""
        self.last = raw
        self._pieces.append(raw.text)
        self.columns += columns(raw.text)
        self.length += len(raw.text)
        self.stopped = self.stopped or bool(_INNER_STOP.search(raw.text))

    @property
    def tail(self) -> str:
        """The last characters, enough to tell whether a sentence ends."""
        return "".join(self._pieces[-3:])[-_TAIL:]

    def words(self) -> str:
        """The whole line. Joined pairwise, halves with halves, since each joining copies."""
        pieces = self._pieces
        while len(pieces) > 1:
            pieces = [reduce(join, pieces[i : i + 16]) for i in range(0, len(pieces), 16)]
        return pieces[0]


def continues(line: OpenLine, raw: Raw, layout: Layout, torn: bool) -> bool:
    """Whether ``raw`` goes on with the sentence that ``line`` began; ``torn`` says that a footnote
    stands between the two."""
    if raw.level or line.first.level or line.tabbed or "\t" in raw.text:
        return False
    complete = is_ended(line.tail)
    if _BULLET.match(raw.text) or ((complete or raw.blanks) and _speaks(raw.text)):
        return False
    full = layout.wrap > 0 and _is_full(line.last, raw, layout.wrap)
    if marker(raw.text):
        return full and bool(_BEFORE_NUMBER.search(line.tail))
    if full and (layout.spaced or raw.blanks == 0):
        return not (complete and raw.indented)
    if complete:
        return False
    if layout.wrap and raw.blanks == 0 and not raw.indented:
        return line.last.width > 0.7 * layout.wrap
    if layout.spaced and raw.blanks == 0 and line.columns > 60:
        return not _begins_a_sentence(raw)
    short = layout.wrap > 0 and not full
    # A short line of wrapped text ends its paragraph: there blank lines alone tear nothing.
    return _is_cut(line, raw, torn or raw.cut or (raw.blanks >= 2 and not short))


def _speaks(text: str) -> bool:
    return bool(speaker(text)) or asks(text)


def is_ended(text: str) -> bool:
    """Whether ``text`` ends as a sentence, a list item or an attributed quotation does."""
    return is_complete(text) or bool(_ATTRIBUTED.search(text))


class Precedents:
    """What stands before the words that open a line wherever else in the text they occur.

    Where three characters follow one and the same character at least three times, and never
    another, a line that opens with them cannot go on from a line that ends otherwise.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._before: dict[str, Counter[str]] | None = None

    def contradict(self, last: str, text: str) -> bool:
        """Whether ``text`` cannot go on from ``last``, as far as the rest of the text tells."""
        if self._before is None:
            self._before = _preceding(self._texts)
        seen = self._before.get(text[:_GRAM], Counter())
        return sum(seen.values()) >= _SEEN and len(seen) == 1 and last[-1:] not in seen


def _preceding(texts: Sequence[str]) -> dict[str, Counter[str]]:
    wanted = {text[:_GRAM] for text in texts}
    found: dict[str, Counter[str]] = {}
    for text in texts:
        for i in range(1, len(text) - _GRAM + 1):
            gram = text[i : i + _GRAM]
            if gram in wanted:
                found.setdefault(gram, Counter())[text[i - 1]] += 1
    return found


def torn_prose(line: OpenLine, raw: Raw, precedents: Precedents) -> bool:
    """Whether a blank line stands inside a sentence of prose: a column or page ended in the middle
    of it. ``line`` has a stop inside, so is no heading, and none at its end; in English a small
    letter goes on."""
    if raw.level or line.first.level or line.tabbed or "\t" in raw.text or not line.stopped:
        return False
    if line.length < _LONG or len(raw.text) < _LONG // 2 or is_ended(line.tail):
        return False
    if marker(raw.text) or _BULLET.match(raw.text) or _speaks(raw.text) or is_question(raw.text):
        return False
    if line.tail[-1:].isascii() and raw.text[0].isascii():
        return raw.text[0].islower() and (line.tail[-1].isalnum() or line.tail[-1] == "-")
    if not (_OPEN_HAN.search(line.tail) and _OPEN_HAN.match(raw.text[0])):
        return False
    return not precedents.contradict(line.tail, raw.text)


def note_continues(note: OpenLine, raw: Raw, layout: Layout) -> bool:
    """Whether ``raw`` goes on with a footnote that was wrapped."""
    if raw.blanks or raw.cut or raw.is_note or raw.level or not layout.wrap or marker(raw.text):
        return False
    return _is_full(note.last, raw, layout.wrap)


def _is_cut(line: OpenLine, raw: Raw, torn: bool) -> bool:
    """Whether a page end cut ``line`` in mid-sentence and ``raw`` is the rest of it.

    A numbered paragraph may not stop without a stop. A line without a number may be a heading or
    a preambular paragraph, so that it must be torn visibly, be long, and end in no comma.
    """
    if _begins_a_sentence(raw) and not raw.cut:
        return False
    numbered = marker(line.first.text)
    if numbered and numbered.style in _BODY_STYLES:
        # An item of a preamble ends in a comma too; then the next preambular paragraph follows.
        preambular = line.tail[-1] in "，," and opens(raw.text, "zh", "preambular")
        return torn or (line.columns >= _LONG and not preambular)
    return torn and line.length > _LONG and line.tail[-1] not in "，,、"


def _begins_a_sentence(raw: Raw) -> bool:
    """In English a capital tells; Chinese has none."""
    return raw.text[0].isascii() and raw.text[0].isupper()


def _is_full(previous: Raw, raw: Raw, wrap: int) -> bool:
    """Whether the first word of ``raw`` would not have fitted on the line before it.

    Chinese lines end up to six columns early, since no line may begin with a comma or a full stop.
    """
    first = re.match(r"[A-Za-z0-9’'(/.,;:-]{1,60}|.", raw.text)
    word = columns(first.group()) if first else 1
    slack = 6 if columns(raw.text[0]) == 2 else 2
    return previous.width + word + slack >= wrap
