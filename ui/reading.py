"""The parts of the page of one text: what is chosen, what is drawn, what stands below it."""

import hashlib

import streamlit as st

from pipeline.collection import Collection, Holding
from pipeline.reading import Reading, read_text
from pipeline.records import Lang, Paragraph
from pipeline.strings import Strings
from pipeline.views.addresses import document_address, link
from pipeline.views.comparing.outgoing import unit_bytes
from pipeline.views.comparing.rows import rows_of_reviewed
from pipeline.views.document.body import PREFIXES, text_of, texts_beside
from pipeline.views.document.choices import beginnings, found_list, near_list
from pipeline.views.document.finding import hits_in, near_symbols, texts_named
from pipeline.views.document.head import concepts_line, head, naming_list
from pipeline.views.document.outgoing import text_frame, text_html, text_word
from pipeline.views.document.outline import contents, outline
from pipeline.views.files import csv_bytes
from pipeline.views.markup import tag, text
from pipeline.views.tracing import source_of_sides
from ui import frame
from ui.assets import words_of
from ui.comparing.pairs import state_of
from ui.keep import kept
from ui.parts.downloads import draw_downloads

_NEAR = 8
"""Texts of the series of a symbol that is not held that are listed."""


def holdings(held: Collection) -> tuple[Holding, ...]:
    """Every symbol held."""
    return _holdings(state_of(held), held)


@kept(2)
def _holdings(state: str, _held: Collection) -> tuple[Holding, ...]:
    return _held.held()


def reading_of(held: Collection, symbol: str, lang: Lang) -> Reading:
    """A text in one language; UnknownSymbol where it is not held."""
    return _reading_of(state_of(held), symbol, lang, held)


@kept(16)
def _reading_of(state: str, symbol: str, lang: Lang, _held: Collection) -> Reading:
    return read_text(_held, symbol, lang)


def draw_found(held: Collection, wanted: str, say: Strings) -> None:
    """The texts whose symbol or title holds what was looked for."""
    found = texts_named(holdings(held), wanted)
    if found:
        st.html(tag("div", found_list(found, say), "found-texts"))
    else:
        frame.notice("document.found.none", words=wanted)


def draw_beginning(held: Collection, say: Strings) -> None:
    """What to begin with where no text is chosen."""
    st.html(_beginning(state_of(held), say.lang, held, say))


@kept(4)
def _beginning(state: str, lang: Lang, _held: Collection, _say: Strings) -> str:
    lead = tag("p", text(_say("document.choose")), "lead", _say.lang)
    return lead + beginnings(holdings(_held), _say)


def draw_missing(held: Collection, symbol: str, say: Strings) -> None:
    """That no text of ``symbol`` is held, the texts of its series that are, and who names it."""
    frame.notice("document.not_found", symbol=symbol)
    if near := near_symbols(holdings(held), symbol)[:_NEAR]:
        st.html(tag("div", near_list(near, say), "found-texts"))
    _draw_naming(held, symbol, say)


def draw_text(
    held: Collection,
    holding: Holding,
    reading: Reading,
    other: Reading | None,
    at: Paragraph | None,
    wanted: str,
    say: Strings,
) -> None:
    """The text with what stands around it; ``other`` is its other language, to stand beside it,
    ``at`` the place to open at, ``wanted`` the words looked for."""
    heading = reading.heading
    crossing = _other_at(held, holding, heading.lang, at, say)
    st.html(head(holding, heading, crossing, bool(reading.recommendations), say))
    concepts = st.empty()
    ordinal = at.ordinal if at else -1
    hits = hits_in(reading.paragraphs, wanted)
    visit = _visit(heading.symbol, heading.lang, str(ordinal), wanted, str(other is not None))
    if other is None:
        body = text_of(reading, say, hits, ordinal)
    else:
        beads = held.reviewed(heading.symbol).beads
        body = texts_beside(reading, other, beads, say, hits, ordinal)
    bar = _find_bar(wanted, sum(map(len, hits.values())), len(hits), say)
    left = contents(outline(reading.paragraphs), reading.articles, say)
    classes = "document" if left else "document bare"
    drawn = tag("div", left + tag("div", bar + body, "text"), classes, data_visit=visit)
    st.html(drawn)
    _open_at(visit, f"{PREFIXES[0]}{ordinal}" if at else "", bool(hits))
    _draw_foot(held, reading, other, say)
    with concepts, st.spinner(say("document.reading")):
        found = held.concepts(heading.symbol)
    if found:
        concepts.html(concepts_line(found, say))
    else:
        concepts.empty()
    _draw_naming(held, heading.symbol, say)


def _visit(*parts: str) -> str:
    """Twelve hexadecimal digits that tell one view from another."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:12]


def _find_bar(wanted: str, hits: int, paragraphs: int, say: Strings) -> str:
    """How often the words were found, and the way from one to the next."""
    if not wanted.strip():
        return ""
    if not hits:
        return tag("p", text(say("document.find.none", words=wanted)), "find-bar", say.lang)
    count = tag("span", "1", "at") + tag("span", f" / {hits:,}")
    line = tag("span", count, "figure")
    line += tag("span", text(say("document.find.in", n=f"{paragraphs:,}")))
    for step, key in (("-1", "previous"), ("1", "next")):
        said = say(f"document.find.{key}")
        line += tag("button", text(said), "copy", type="button", data_step=step)
    return tag("p", line, "find-bar", say.lang)


def _open_at(visit: str, at: str, finds: bool) -> None:
    mount = st.components.v2.component("tongwen_reading", js=words_of("reading.js"))
    mount(key="document.reading", data={"visit": visit, "at": at, "find": finds})


def _draw_foot(held: Collection, reading: Reading, other: Reading | None, say: Strings) -> None:
    """Where the text was read from, and its files."""
    lang, symbol = reading.heading.lang, reading.heading.symbol
    sides = [reading.paragraphs, other.paragraphs if other else ()]
    zh, en = sides if lang == "zh" else sides[::-1]
    if said := source_of_sides(zh, en, say):
        st.html(said)
    if other is None:
        makers = {
            "docx": lambda: text_word(reading, say),
            "html": lambda: text_html(reading, say),
            "csv": lambda: csv_bytes(text_frame(reading, say)),
        }
    else:
        makers = {
            kind: lambda kind=kind: _both(kind, held, symbol, say)  # type: ignore[misc]
            for kind in ("docx", "xlsx", "tmx")
        }
    draw_downloads(f"{symbol}-{lang}" if other is None else symbol, makers, say)


def _both(kind: str, held: Collection, symbol: str, say: Strings) -> bytes:
    """Both languages as a file, a row for each pair of paragraphs that correspond."""
    zh, en = held.paragraphs(symbol, "zh"), held.paragraphs(symbol, "en")
    after = held.reviewed(symbol)
    rows = rows_of_reviewed(after, zh, en, [()] * len(after.beads))
    return unit_bytes(kind, rows, symbol, say)  # type: ignore[arg-type]


def _draw_naming(held: Collection, symbol: str, say: Strings) -> None:
    """The texts held that name this one."""
    with st.spinner(say("document.naming")):
        found = _naming(state_of(held), symbol, say.lang, held, say)
    st.html(found)


@kept(64)
def _naming(state: str, symbol: str, lang: Lang, _held: Collection, _say: Strings) -> str:
    return tag("section", naming_list(symbol, _held.recalling(symbol), _say), "named-by")


def _other_at(
    held: Collection, holding: Holding, lang: Lang, at: Paragraph | None, say: Strings
) -> str:
    """A link to the other language of a text, at the place that corresponds to ``at``; "" where it
    is not held."""
    other: Lang = "en" if lang == "zh" else "zh"
    if not (holding.zh and holding.en):
        return ""
    place = _across(held, holding.symbol, lang, at) if at else None
    said = text(say(f"document.other_place.{other}" if place else f"document.other.{other}"))
    return link(said, document_address(holding.symbol, say, other, place))


def _across(held: Collection, symbol: str, lang: Lang, at: Paragraph) -> Paragraph | None:
    """The first paragraph of the other language that corresponds to ``at``, as people judged."""
    other: Lang = "en" if lang == "zh" else "zh"
    for bead in held.reviewed(symbol).beads:
        own, across = (bead.zh, bead.en) if lang == "zh" else (bead.en, bead.zh)
        if at.ordinal in own and across:
            return held.paragraphs(symbol, other)[across[0]]
    return None
