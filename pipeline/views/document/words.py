"""The words of a paragraph with what lies over them: links, marked hits, calls of notes, a number
that hangs."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from pipeline.records import Lang
from pipeline.views.markup import Span, tag


@dataclass(frozen=True, slots=True)
class Anchor:
    """The words from ``start`` to ``end`` lead to ``address``; ``title`` says where that is,
    ``classes`` how the link looks, ``id`` is where links to it lead."""

    start: int
    end: int
    address: str
    title: str
    classes: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """A note is called at offset ``at``, where no sign stands in the text: ``sign`` is drawn there
    and is no part of the words. ``id`` and ``address`` as of ``Anchor``."""

    at: int
    sign: str
    address: str
    title: str
    id: str


@dataclass(frozen=True, slots=True)
class Hit:
    """Words that were looked for; hits are counted from 1."""

    start: int
    end: int
    number: int


def words(
    content: str,
    lang: Lang,
    anchors: Sequence[Anchor] = (),
    calls: Sequence[Call] = (),
    hits: Sequence[Hit] = (),
    hanging: int = 0,
) -> str:
    """``content`` word for word, escaped, in an element ``.passage``.

    ``anchors`` and ``hits`` are each in order, without overlap, within the text; an anchor may lie
    over part of a hit. The first ``hanging`` characters are the printed number.
    """
    first = tag("span", escape(content[:hanging]), "n") if hanging else ""
    edges = {hanging, len(content)}
    for start, end in [*((a.start, a.end) for a in anchors), *((h.start, h.end) for h in hits)]:
        edges |= {max(start, hanging), max(end, hanging)}
    edges |= {max(call.at, hanging) for call in calls}
    cuts = sorted(edges)
    pieces = [first, *_calls(calls, hanging, at_most=True)]
    opened: Anchor | None = None
    for start, end in pairwise(cuts):
        over = next((a for a in anchors if a.start <= start and end <= a.end), None)
        if over is not opened:
            pieces.append("</a>" if opened else "")
            pieces.append(_opening(over) if over else "")
            opened = over
        pieces.append(_piece(content[start:end], _hit_over(hits, (start, end)), start))
        if called := _calls(calls, end):
            pieces += ["</a>" if opened else "", *called]
            opened = None
    pieces.append("</a>" if opened else "")
    return tag("div", "".join(pieces), "passage", lang)


def _opening(anchor: Anchor) -> str:
    """The start of a link."""
    named = f' id="{escape(anchor.id)}"' if anchor.id else ""
    classes = f' class="{escape(anchor.classes)}"' if anchor.classes else ""
    return (
        f'<a{named}{classes} href="{escape(anchor.address)}" target="_self"'
        f' title="{escape(anchor.title)}">'
    )


def _calls(calls: Sequence[Call], at: int, at_most: bool = False) -> list[str]:
    """The signs of the notes called at ``at``, or up to it. The sheet draws them of an attribute:
    whoever copies the words copies the words alone."""
    return [
        tag(
            "a",
            "",
            "call",
            id=call.id,
            href=call.address,
            target="_self",
            title=call.title,
            aria_label=call.title,
            data_sign=call.sign,
        )
        for call in calls
        if call.at == at or (at_most and call.at < at)
    ]


def _hit_over(hits: Sequence[Hit], span: Span) -> Hit | None:
    return next((h for h in hits if h.start <= span[0] and span[1] <= h.end), None)


def _piece(content: str, hit: Hit | None, start: int) -> str:
    """Words between two edges; of a hit that a link cuts, the first piece bears its number."""
    if hit is None or not content:
        return escape(content)
    if start != hit.start:
        return tag("mark", escape(content), "hit")
    return tag("mark", escape(content), "hit", id=f"hit{hit.number}")
