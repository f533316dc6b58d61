"""The text itself as HTML: every paragraph in order and word for word, alone or beside the other
language."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.cite import citation
from pipeline.reading import Reading
from pipeline.records import Bead, Paragraph
from pipeline.records.articles import Pointer
from pipeline.strings import Strings
from pipeline.views.addresses import address_of, document_address, link
from pipeline.views.cards import copy_buttons
from pipeline.views.document.notes import Called, by_paragraph, calls_of
from pipeline.views.document.outline import outline
from pipeline.views.document.words import Anchor, Call, Hit, words
from pipeline.views.markup import tag, text
from pipeline.views.names import name_of, short_name

_SIGNPOSTS = frozenset({"title", "chapter", "section", "heading", "annex", "article"})
_APPARATUS = frozenset({"masthead", "formula", "footnote", "signature"})
_HANGING = frozenset({"operative", "paragraph", "item", "subitem"})
_DEEPEST = 4
_IN_PART = 24
"""Paragraphs of a part at least: the browser lays out the parts that are near the window."""
_LINE_PX, _CHARACTERS = 27, {"zh": 42, "en": 84}
"""Height of a line and characters in it, of a text that stands alone; an estimate until a part is
laid out."""
PREFIXES: tuple[str, str] = ("p", "o")
"""Of the ids of paragraphs: of the text that is read, and of that beside it."""


@dataclass(frozen=True, slots=True)
class _Side:
    """A text as it is drawn: ``prefix`` begins the ids of its paragraphs, the rest is by ordinal of
    the paragraph; ``back`` are the notes by their own."""

    reading: Reading
    prefix: str
    pointers: Mapping[int, list[Pointer]]
    calls: Mapping[int, tuple[Called, ...]]
    back: Mapping[int, Called]
    cited: Mapping[int, tuple[str, int]]
    hits: Mapping[int, tuple[Hit, ...]]


def _side(reading: Reading, prefix: str, hits: Mapping[int, tuple[Hit, ...]]) -> _Side:
    pointers: dict[int, list[Pointer]] = {}
    for pointer in reading.pointers:
        pointers.setdefault(pointer.ordinal, []).append(pointer)
    called = calls_of(reading.document, reading.paragraphs)
    return _Side(
        reading,
        prefix,
        pointers,
        by_paragraph(called),
        {one.note: one for one in called},
        {a.ordinal: (a.key, a.cited) for a in reading.articles if a.cited},
        hits,
    )


def text_of(
    reading: Reading, say: Strings, hits: Mapping[int, tuple[Hit, ...]], at: int = -1
) -> str:
    """The paragraphs of a text; ``at`` is the ordinal of the one to be marked."""
    side = _side(reading, PREFIXES[0], hits)
    parts = (
        _part([_paragraph(side, p, say, at) for p in part], _height(part, 1))
        for part in _parts(reading.paragraphs)
    )
    return tag("div", "".join(parts) + _tools(say), f"edition {reading.heading.lang}")


def texts_beside(
    reading: Reading,
    other: Reading,
    beads: Iterable[Bead],
    say: Strings,
    hits: Mapping[int, tuple[Hit, ...]],
    at: int = -1,
) -> str:
    """Both languages of a text, a row for each of ``beads``; ``reading`` stands on the left."""
    sides = _side(reading, PREFIXES[0], hits), _side(other, PREFIXES[1], {})
    lang = reading.heading.lang
    rows: list[str] = []
    held: list[Paragraph] = []
    parts = []
    for bead in beads:
        own, across = (bead.zh, bead.en) if lang == "zh" else (bead.en, bead.zh)
        cells = _cell(sides[0], own, say, at) + _cell(sides[1], across, say, -1)
        rows.append(tag("div", cells, "pair" if own and across else "pair one-sided"))
        held += [reading.paragraphs[i] for i in own] or [other.paragraphs[i] for i in across]
        if len(rows) >= _IN_PART:
            parts.append(_part(rows, _height(held, 2)))
            rows, held = [], []
    parts.append(_part(rows, _height(held, 2)))
    head = "".join(tag("div", text(say(f"language.{side.reading.heading.lang}"))) for side in sides)
    return tag("div", tag("div", head, "pair heads") + "".join(parts) + _tools(say), "edition both")


def _tools(say: Strings) -> str:
    """The buttons that copy a citation or a passage: once for all paragraphs, to which the script
    of the page moves them in turn."""
    return tag("div", copy_buttons(say), "tools")


def _cell(side: _Side, ordinals: Sequence[int], say: Strings, at: int) -> str:
    lang = side.reading.heading.lang
    if not ordinals:
        return tag("div", text(say(f"compare.absent.{lang}")), "absent", say.lang)
    found = (_paragraph(side, side.reading.paragraphs[i], say, at) for i in ordinals)
    return tag("div", "".join(found), f"side {lang}")


def _part(pieces: Sequence[str], height: int) -> str:
    return tag("section", "".join(pieces), style=f"contain-intrinsic-size: auto {height}px")


def _parts(paragraphs: Sequence[Paragraph]) -> list[list[Paragraph]]:
    """``paragraphs`` in parts that begin at an entry of the contents, where one comes soon enough,
    so that a heading stays with its text."""
    begins = {entry.ordinal for entry in outline(paragraphs)}
    found: list[list[Paragraph]] = [[]]
    for paragraph in paragraphs:
        size = len(found[-1])
        if size >= 3 * _IN_PART or (size >= _IN_PART and paragraph.ordinal in begins):
            found.append([])
        found[-1].append(paragraph)
    return found


def _height(paragraphs: Iterable[Paragraph], columns: int) -> int:
    """Of a part, in pixels, before it is laid out."""
    lines = sum(1 + columns * len(p.text) // _CHARACTERS[p.lang] for p in paragraphs)
    return _LINE_PX * max(1, lines)


def _paragraph(side: _Side, paragraph: Paragraph, say: Strings, at: int) -> str:
    lang, ordinal = paragraph.lang, paragraph.ordinal
    kind = "text"
    if paragraph.role in _SIGNPOSTS:
        kind = "signpost"
    elif paragraph.role in _APPARATUS:
        kind = "apparatus"
    shown = words(
        paragraph.text,
        lang,
        _anchors(side, paragraph, say),
        _drawn_calls(side, ordinal, say),
        side.hits.get(ordinal, ()),
        _hanging(paragraph),
    )
    own = link(
        say("document.place"),
        document_address(paragraph.symbol, say, lang, paragraph),
        "copy own",
        say("document.place.help"),
    )
    more = _cited(side, ordinal, say) + _back(side, ordinal, say)
    classes = f"para {kind} {paragraph.role} d{depth_of(paragraph)}"
    if ordinal == at:
        classes += " here"
    return tag(
        "div",
        shown + more + own,
        classes,
        id=f"{side.prefix}{ordinal}",
        data_cite=citation(paragraph, lang),
        data_lang=lang,
    )


def _hanging(paragraph: Paragraph) -> int:
    """Characters of the printed number and the space behind it; 0 where the text has none."""
    label, content = paragraph.label, paragraph.text
    if not label or paragraph.role not in _HANGING or not content.startswith(label):
        return 0
    return len(content) - len(content[len(label) :].lstrip())


def depth_of(paragraph: Paragraph) -> int:
    """How far a paragraph is indented: 0 for a numbered one, 1 for an item below it or in an
    article that numbers no paragraphs."""
    inner = [
        part
        for part in paragraph.number
        if len(part.partition(".")[0]) == len(part) and part not in {"annex", "appendix", "title"}
    ]
    inner = [part for part in inner if not (len(part) == 1 and part.isupper())]
    if not inner or paragraph.role in _SIGNPOSTS | _APPARATUS:
        return 0
    return min(len(inner) - (1 if inner[0][:1].isdigit() else 0), _DEEPEST)


def _anchors(side: _Side, paragraph: Paragraph, say: Strings) -> list[Anchor]:
    """What the words lead to: citations, and the signs of notes; of two that overlap the first."""
    found = [_pointed(side, pointer, say) for pointer in side.pointers.get(paragraph.ordinal, ())]
    found += [
        Anchor(
            one.at,
            one.at + one.length,
            f"#{side.prefix}{one.note}",
            say("document.note", marker=one.marker),
            "call",
            f"{side.prefix}c{one.note}",
        )
        for one in side.calls.get(paragraph.ordinal, ())
        if one.length
    ]
    kept: list[Anchor] = []
    for anchor in sorted(found, key=lambda a: a.start):
        if not kept or anchor.start >= kept[-1].end:
            kept.append(anchor)
    return kept


def _pointed(side: _Side, pointer: Pointer, say: Strings) -> Anchor:
    span = pointer.start, pointer.end
    own = side.reading.heading
    name = target_name(pointer, say)
    if not pointer.symbol:
        address = address_of("articles", say, key=pointer.key)
        return Anchor(*span, address, say("document.not_held", name=name), "stub")
    if (pointer.symbol, pointer.lang) == (own.symbol, own.lang):
        return Anchor(*span, f"#{side.prefix}{int(pointer.at.partition(':')[0])}", name, "to")
    address = address_of("document", say, symbol=pointer.symbol, text=pointer.lang, at=pointer.at)
    return Anchor(*span, address, name, "to")


def target_name(pointer: Pointer, say: Strings) -> str:
    """What a pointer leads to, in words."""
    if not pointer.is_provision:
        return pointer.symbol or pointer.key
    if ":" not in pointer.key:
        return short_name(pointer.key, say)
    return name_of("article", pointer.key, say)


def _drawn_calls(side: _Side, ordinal: int, say: Strings) -> list[Call]:
    return [
        Call(
            one.at,
            one.marker or "*",
            f"#{side.prefix}{one.note}",
            say("document.note", marker=one.marker),
            f"{side.prefix}c{one.note}",
        )
        for one in side.calls.get(ordinal, ())
        if not one.length
    ]


def _back(side: _Side, ordinal: int, say: Strings) -> str:
    """Of a note: its sign where the words have none, and the way back to where it is called, or
    that nothing says where that is."""
    one = side.back.get(ordinal)
    if one is None:
        return ""
    if one.by < 0:
        return tag("span", text(say("document.uncalled", marker=one.marker)), "note-of", say.lang)
    said = say("document.back", marker=one.marker)
    return link(text(f"↑ {one.marker}"), f"#{side.prefix}c{one.note}", "note-of", said)


def _cited(side: _Side, ordinal: int, say: Strings) -> str:
    """At the line that opens an article: how many passages cite it, as a link to them."""
    key, count = side.cited.get(ordinal, ("", 0))
    if not key:
        return ""
    said = say("document.cited", n=f"{count:,}")
    return link(text(said), address_of("articles", say, key=key), "cited-by")
