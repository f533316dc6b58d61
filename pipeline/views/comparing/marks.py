"""What the comparison looks at in a passage, marked in it: modals, provisions, figures, terms."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import combinations
from typing import Literal, TypeAlias, get_args

from pipeline.compare.citations import citation_mentions
from pipeline.compare.dates import date_mentions
from pipeline.compare.modals import modals
from pipeline.compare.named import term_mentions
from pipeline.compare.numbers import figure_mentions
from pipeline.compare.sides import Mention, Side, side
from pipeline.compare.symbols import symbol_mentions
from pipeline.records import Lang, Paragraph
from pipeline.strings import Strings
from pipeline.views.markup import Span, tag, text

MarkKind: TypeAlias = Literal["modal", "article", "figure", "term"]
"""A modal; a provision, resolution or symbol that is cited; a figure or date; a defined term."""
KINDS: tuple[MarkKind, ...] = get_args(MarkKind)
USUAL: tuple[MarkKind, ...] = ("modal", "article", "figure")
"""What is marked unless somebody chooses: terms stand so thick that they would drown the rest."""
NO_KINDS = "none"
"""How the address says that nothing is marked."""
ASKS = "marks"
"""What a button of the legend asks for, before its kind."""
_FIRST: tuple[MarkKind, ...] = ("article", "figure", "term", "modal")
"""Of two that overlap the one named earlier is marked: the 18 of article 18 is no figure."""
_KEPT = 6000
"""Sides whose marks are kept: both sides of some four texts of 700 rows."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark of ``kind`` at ``text[start:end]`` of the paragraph with that ordinal."""

    kind: MarkKind
    paragraph: int
    start: int
    end: int


def kinds_of(written: str) -> tuple[MarkKind, ...]:
    """The kinds that a list such as ``modal,term`` names, in the order of ``KINDS``."""
    named = written.split(",")
    return tuple(kind for kind in KINDS if kind in named)


def written_kinds(kinds: Iterable[str]) -> str:
    """The kinds as the address holds them; ``NO_KINDS`` for none."""
    return ",".join(kind for kind in KINDS if kind in set(kinds)) or NO_KINDS


def every_choice() -> tuple[str, ...]:
    """All that ``written_kinds`` may write."""
    sets = (c for n in range(len(KINDS) + 1) for c in combinations(KINDS, n))
    return tuple(map(written_kinds, sets))


def turned(written: str, kind: str) -> str:
    """The list ``written`` with ``kind`` switched on where it is off, and off where it is on."""
    return written_kinds({*kinds_of(written)} ^ {kind})


def marks_of(
    paragraphs: Sequence[Paragraph], lang: Lang, kinds: Sequence[MarkKind]
) -> tuple[Mark, ...]:
    """What of ``kinds`` the comparison sees in one side of a row, by its own rules: in order, none
    overlapping another."""
    if not kinds:
        return ()
    return tuple(mark for mark in _marks(tuple(paragraphs), lang) if mark.kind in kinds)


@lru_cache(maxsize=_KEPT)
def _marks(paragraphs: tuple[Paragraph, ...], lang: Lang) -> tuple[Mark, ...]:
    """Marks of every kind, so that a switch computes nothing anew."""
    whole = side(paragraphs, lang)
    taken: list[Mark] = []
    for kind in _FIRST:
        found = [
            Mark(kind, span.paragraph, span.start, span.end)
            for span in whole.spans(_SEEN[kind](whole))
        ]
        for mark in sorted(found, key=lambda m: (m.paragraph, m.start, -m.end)):
            if not any(_overlap(mark, other) for other in taken):
                taken.append(mark)
    return tuple(sorted(taken, key=lambda m: (m.paragraph, m.start)))


def _overlap(one: Mark, other: Mark) -> bool:
    return one.paragraph == other.paragraph and one.start < other.end and other.start < one.end


def _modal_mentions(side: Side) -> Sequence[Mention]:
    return [Mention(m.kind, m.start, m.end) for m in modals(side.text, side.lang)]


_SEEN: dict[MarkKind, Callable[[Side], Sequence[Mention]]] = {
    "modal": _modal_mentions,
    "article": lambda side: (*citation_mentions(side), *symbol_mentions(side)),
    "figure": lambda side: (*figure_mentions(side), *date_mentions(side)),
    "term": term_mentions,
}


def marked_passage(
    paragraph: Paragraph, lang: Lang, findings: Sequence[Span], marks: Sequence[Mark]
) -> str:
    """A passage word for word, escaped, with the ``findings`` of it and between them its ``marks``;
    findings are in order, without overlap. Within a finding nothing else is marked."""
    content = paragraph.text
    own = [m for m in marks if m.paragraph == paragraph.ordinal]
    pieces: list[str] = []
    done = 0
    for start, end in findings:
        pieces.append(_quiet(content, done, start, own))
        pieces.append(f'<mark class="finding">{escape(content[start:end])}</mark>')
        done = end
    pieces.append(_quiet(content, done, len(content), own))
    return tag("div", "".join(pieces), "passage", lang)


def _quiet(content: str, first: int, last: int, marks: Sequence[Mark]) -> str:
    """``content[first:last]`` with the marks in it."""
    pieces: list[str] = []
    done = first
    for mark in marks:
        start, end = max(mark.start, first), min(mark.end, last)
        if start < end:
            pieces.append(escape(content[done:start]))
            pieces.append(f'<span class="seen {mark.kind}">{escape(content[start:end])}</span>')
            done = end
    return "".join(pieces) + escape(content[done:last])


def mark_switches(kinds: Sequence[MarkKind], say: Strings) -> str:
    """The legend of the marks, each key a button that switches its kind and shows how it looks."""
    drawn = "".join(
        tag(
            "button",
            tag("span", text(say(f"marks.{kind}")), f"seen {kind}"),
            "key switch",
            type="button",
            data_ask=f"{ASKS} {kind}",
            aria_pressed="true" if kind in kinds else "false",
        )
        for kind in KINDS
    )
    return tag("span", text(say("marks.marked")), "of") + drawn
