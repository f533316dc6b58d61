"""Document: one text to read, with its contents, its notes, and where its words lead."""

import streamlit as st

from pipeline.collection import Collection, Holding
from pipeline.records import LANGS, Lang
from pipeline.strings import Strings
from pipeline.views.addresses import paragraph_at
from pipeline.views.document.finding import symbol_meant
from ui import address, frame, reading

PAGE = "document"
FIELDS = (
    address.Field("symbol"),
    address.Field("text", options=LANGS),
    address.Field("at"),
    address.Field("other", default=False),
    address.Field("find"),
    address.Field("q"),
)


def show() -> None:
    """Draw the page."""
    say, held = frame.say(), frame.collection()
    address.adopt(PAGE, FIELDS)
    held_texts = reading.holdings(held)
    symbol = str(st.session_state[address.key(PAGE, "symbol")])
    by_symbol = {holding.symbol: holding for holding in held_texts}
    holding = by_symbol.get(symbol) or by_symbol.get(symbol_meant(held_texts, symbol))
    _draw_choice(held_texts, holding, say)
    if wanted := str(st.session_state[address.key(PAGE, "q")]).strip():
        reading.draw_found(held, wanted, say)
    if holding is not None:
        _draw(held, holding, say)
    elif symbol:
        reading.draw_missing(held, symbol, say)
    elif not wanted:
        reading.draw_beginning(held, say)
    address.publish(PAGE, FIELDS)


def _draw_choice(held: tuple[Holding, ...], holding: Holding | None, say: Strings) -> None:
    """The box in which a text is looked for; where one is open, also what is done with it."""
    columns = st.columns([4, 3, 4] if holding else [4, 7], vertical_alignment="bottom")
    columns[0].text_input(
        say("document.search"),
        key=address.key(PAGE, "q"),
        placeholder=say("document.search.hint"),
        on_change=lambda: _looked_for(held),
    )
    if holding is None:
        return
    columns[1].text_input(
        say("document.find"),
        key=address.key(PAGE, "find"),
        placeholder=say("document.find.hint"),
    )
    if holding.zh and holding.en:
        columns[2].toggle(say("document.beside"), key=address.key(PAGE, "other"))


def _looked_for(held: tuple[Holding, ...]) -> None:
    """What was typed is a symbol: open its text."""
    name = address.key(PAGE, "q")
    if symbol := symbol_meant(held, str(st.session_state[name])):
        st.session_state[name] = ""
        st.session_state[address.key(PAGE, "symbol")] = symbol
        for field in ("text", "at", "find"):
            st.session_state[address.key(PAGE, field)] = ""


def _draw(held: Collection, holding: Holding, say: Strings) -> None:
    """The text that is held, in the language asked for where it is held so."""
    asked = str(st.session_state[address.key(PAGE, "text")]) or say.lang
    langs = [h.lang for h in (holding.zh, holding.en) if h]
    lang = next((one for one in langs if one == asked), langs[0])
    if st.session_state[address.key(PAGE, "text")] not in ("", lang):
        frame.notice(f"document.not_in.{asked}")
    own = reading.reading_of(held, holding.symbol, lang)
    place = str(st.session_state[address.key(PAGE, "at")])
    at = paragraph_at(place, own.paragraphs)
    if place and at is None:
        frame.notice("document.no_place", place=place.partition(":")[2] or place)
    beside = bool(st.session_state[address.key(PAGE, "other")]) and len(langs) == 2
    across: Lang = "en" if lang == "zh" else "zh"
    other = reading.reading_of(held, holding.symbol, across) if beside else None
    wanted = str(st.session_state[address.key(PAGE, "find")])
    reading.draw_text(held, holding, own, other, at, wanted, say)


if __name__ == "__main__":
    show()
