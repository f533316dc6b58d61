"""Faults in the numbers of a text: gaps, numbers that come twice, fragments out of order.

Siblings are the numbers with one path above them. A list that starts again at 1, in another annex
or in a rule that is quoted, is a list of its own, and the one before it may go on after it. What
stands out of line within a list is found by its longest ascending chain: the numbers off the
chain are out of order, those that no number fills are gaps.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.records import Document, Paragraph, Remark, RemarkKind
from pipeline.text.normalise import is_complete
from pipeline.text.numbering import SUFFIXES, component, letter_number, roman_number

_SUFFIX = re.compile(rf"(?:{'|'.join(SUFFIXES)})$")
_SIGNPOST = re.compile(r"((?:art|ch|part|annex|appendix|sec)\.)(.+)")
_ABOVE = re.compile(r"[a-z]+[.-]|annex$|appendix$|[A-Z]$")
"""Parts of a path that are no numbers of paragraphs."""
_WORDS = 60
"""How many characters a remark quotes."""


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A paragraph among its siblings: ``value`` is its number, ``depth`` how it is written (-1 for
    articles, chapters and annexes, -2 for sections by letters); ``lead`` stands before it in the
    last part of the path (``art.``, the ``2.`` of 2.1); ``goes_on`` says that it is the next
    number after the item before it, be that in another list: letters may run on."""

    paragraph: Paragraph
    value: int
    depth: int
    is_later: bool
    lead: str = ""
    goes_on: bool = False

    def path_of(self, value: int) -> tuple[str, ...]:
        """The path that a sibling with ``value`` would have."""
        return (*self.paragraph.number[:-1], self.lead + _figure(self, value))


@dataclass(slots=True)
class _List:
    members: list[_Numbered] = field(default_factory=list)

    @property
    def last(self) -> int:
        return self.members[-1].value


def remarks(document: Document, paragraphs: Sequence[Paragraph]) -> tuple[Remark, ...]:
    """What is wrong with the numbers of ``paragraphs``, in the order of the text; often ().

    ``gap``: numbers are missing before the paragraph at ``start``; ``detail`` is the number as the
    path writes it (``"7"``, ``"c"``) or the first and last of several (``"7-9"``). A list of items
    that does not begin with its first is a gap too; paragraphs, articles and chapters may begin
    anywhere, since a document may be an excerpt or an addendum. ``repeated-number`` and
    ``out-of-order``: ``detail`` is the number printed. ``text`` is how the paragraph begins.
    """
    families: dict[tuple[str, ...], list[_Numbered]] = defaultdict(list)
    held = {p.number[:k] for p in paragraphs for k in range(1, len(p.number) + 1)}
    latest: dict[int, int] = {}
    titles: dict[int, int] = {}  # (b) Staff goes on from (a) Costs over the paragraphs between
    for paragraph in paragraphs:
        if (found := _numbered(paragraph)) is not None:
            if found.depth == 0:
                latest.clear()
            title = not is_complete(paragraph.text)
            before = {latest.get(found.depth, 0), titles.get(found.depth, 0) if title else 0}
            goes_on = found.depth > 0 and found.value - 1 in before
            latest[found.depth] = found.value
            if title:
                titles[found.depth] = found.value
            family = families[(*paragraph.number[:-1], "", found.lead)]
            family.append(replace(found, goes_on=goes_on))
    out = [r for family in families.values() for one in _lists(family) for r in _faults(one, held)]
    return tuple(sorted(out, key=lambda r: r.start))


def _numbered(paragraph: Paragraph) -> _Numbered | None:
    """What a paragraph counts as, None where it has no number of its own."""
    if not paragraph.number or paragraph.role in {"footnote", "preambular", "heading"}:
        return None
    last = paragraph.number[-1]
    is_later = bool(_SUFFIX.search(last))
    figure = _SUFFIX.sub("", last)
    if signpost := _SIGNPOST.fullmatch(figure):
        lead, inside = signpost.groups()
        if inside.isdigit():
            return _Numbered(paragraph, int(inside), -1, is_later, lead)
        value = letter_number(inside)
        return _Numbered(paragraph, value, -2, is_later, lead) if value else None
    if "." in figure:
        lead, _, inside = figure.rpartition(".")
        return _Numbered(paragraph, int(inside), 0, False, f"{lead}.") if inside.isdigit() else None
    own = [p for p in paragraph.number if not _ABOVE.match(p)]
    depth = len(own) - 1 + (0 if own and own[0][:1].isdigit() else 1)
    value = _value(figure, depth)
    return _Numbered(paragraph, value, depth, is_later) if value else None


def _value(figure: str, depth: int) -> int:
    if figure.isdigit():
        return int(figure)
    return roman_number(figure) if depth == 2 else letter_number(figure)


def _lists(family: Sequence[_Numbered]) -> list[list[_Numbered]]:
    """``family`` as lists that each count on; a list may be interrupted by another. Numbers
    put in later (3 *bis*) are in no list."""
    opened = [_List()]
    done: list[_List] = []
    for one in (o for o in family if not o.is_later):
        waiting = enumerate(reversed(opened))
        back = next((k for k, lst in waiting if lst.members and one.value == lst.last + 1), None)
        if back is not None:
            done += opened[len(opened) - back :]
            opened = opened[: len(opened) - back]
        elif one.value == 1 and opened[-1].members:
            opened.append(_List())
        opened[-1].members.append(one)
    return [lst.members for lst in (*done, *opened) if lst.members]


def _faults(members: Sequence[_Numbered], held: set[tuple[str, ...]]) -> list[Remark]:
    """``held`` are the paths that are there, be it only above those of other paragraphs."""
    chain = _chain([m.value for m in members])
    on_chain = set(chain)
    out: list[Remark] = []
    for k, one in enumerate(members):
        if k in on_chain:
            continue
        repeated = any(members[j].value == one.value for j in chain)
        if repeated or one.value < members[chain[-1]].value:
            kind: RemarkKind = "repeated-number" if repeated else "out-of-order"
            out.append(_remark(kind, one, _figure(one, one.value)))
    if not _is_excerpt([members[k] for k in chain]):
        first = members[chain[0]]
        before = first.value - 1 if first.depth < 1 or first.goes_on else 0
        for k in chain:
            one = members[k]
            missing = [v for v in range(before + 1, one.value) if one.path_of(v) not in held]
            if missing:
                names = dict.fromkeys(_figure(one, v) for v in (missing[0], missing[-1]))
                out.append(_remark("gap", one, "-".join(names)))
            before = one.value
    return out


def _is_excerpt(chain: Sequence[_Numbered]) -> bool:
    """Articles of which more are missing than there are: notes on some, or amendments to them."""
    span = chain[-1].value - chain[0].value + 1
    return chain[0].depth < 0 and span > 2 * len(chain)


def _chain(values: Sequence[int]) -> list[int]:
    """The places of a longest strictly ascending run through ``values``."""
    tails: list[int] = []
    places: list[int] = []
    above: list[int] = []
    for k, value in enumerate(values):
        at = bisect_left(tails, value)
        above.append(places[at - 1] if at else -1)
        tails[at : at + 1] = [value]
        places[at : at + 1] = [k]
    out, k = [], places[-1]
    while k >= 0:
        out.append(k)
        k = above[k]
    return out[::-1]


def _figure(one: _Numbered, value: int) -> str:
    """``value`` as the path writes it for siblings of ``one``."""
    if one.depth == -2:
        return component(1, value).upper()
    return component(max(one.depth, 0), value)


def _remark(kind: RemarkKind, one: _Numbered, detail: str) -> Remark:
    paragraph = one.paragraph
    return Remark(kind, paragraph.text[:_WORDS], start=paragraph.start, detail=detail)
