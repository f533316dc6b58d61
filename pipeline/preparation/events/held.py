"""Events of a text that is held, each with the same passage in the other language."""

from collections import defaultdict
from dataclasses import replace

from pipeline.errors import UnknownSymbol
from pipeline.preparation.events import events_of
from pipeline.records import Lang, Paragraph
from pipeline.records.events import Event
from pipeline.state import State


def events_held(state: State, symbol: str, lang: Lang | None = None) -> tuple[Event, ...]:
    """What ``events_of`` finds in the text of ``symbol``, in ``lang``, else in English where it is
    held so. Raises UnknownSymbol where it is not held, or not in ``lang``."""
    store = state.store
    held = {h.lang: h for h in store.headings().values() if h.symbol == symbol}
    heading = held.get(lang) if lang else held.get("en") or held.get("zh")
    if heading is None:
        which = f" in {lang}" if lang and held else ""
        raise UnknownSymbol(f"{symbol}: no such document{which} in {store.folder}")
    others = _counterparts(state, symbol, heading.lang)
    found = events_of(heading, store.paragraphs(symbol, heading.lang))
    return tuple(
        replace(event, counterpart=others.get(event.passage.paragraph.ordinal, ()))
        for event in found
    )


def _counterparts(state: State, symbol: str, lang: Lang) -> dict[int, tuple[Paragraph, ...]]:
    """For each ordinal of the text in ``lang`` the aligned paragraphs of the other language."""
    other: Lang = "en" if lang == "zh" else "zh"
    paragraphs = {p.ordinal: p for p in state.store.paragraphs(symbol, other)}
    found: dict[int, tuple[Paragraph, ...]] = defaultdict(tuple)
    for bead in state.store.beads(symbol):
        own, theirs = (bead.zh, bead.en) if lang == "zh" else (bead.en, bead.zh)
        for ordinal in own:
            found[ordinal] += tuple(paragraphs[o] for o in theirs if o in paragraphs)
    return found
