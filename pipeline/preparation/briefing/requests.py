"""Requests on a subject that nothing held answers."""

from collections.abc import Sequence

from pipeline.lineage import requests
from pipeline.preparation.briefing.register import Part
from pipeline.records import Heading
from pipeline.records.lineage import Entry, Passage, Request, RequestState
from pipeline.search.query import serial_of
from pipeline.state import State
from pipeline.store.fulltext import FullText

MOST = 100
"""Requests of one briefing."""
_ORDER: tuple[RequestState, ...] = ("open", "unchecked", "not due", "undated")


def unanswered(state: State, part: Part, asked: Sequence[Entry]) -> tuple[Request, ...]:
    """The requests among ``asked``, entries of ``part``, that no text held answers: those whose
    time has come first, then by date, the newest first."""
    keys = {entry.key for entry in asked}
    passages = _may_answer(state, part, asked)
    held = [h for h in state.store.headings().values() if h.lang == part.lang]
    found = requests(part.entries, part.lineage, passages, held)
    left = [r for r in found if r.entry.key in keys and r.state != "answered"]
    left.sort(key=lambda r: r.entry.key)
    left.sort(key=lambda r: r.entry.document.date, reverse=True)
    return tuple(sorted(left, key=lambda r: _ORDER.index(r.state)))


def _may_answer(state: State, part: Part, asked: Sequence[Entry]) -> list[Passage]:
    """The preambular paragraphs of the texts that may go on from those that ask, and every
    paragraph that names one of these."""
    store = state.store
    by_key: dict[str, Heading] = {e.document.symbol: e.document for e in part.entries}
    out = [
        Passage(heading, paragraph)
        for symbol, heading in by_key.items()
        for paragraph in store.paragraphs(symbol, part.lang)
        if paragraph.role == "preambular"
    ]
    text = FullText(store, part.lang)
    numbers = dict.fromkeys(filter(None, (serial_of(e.document.symbol) for e in asked)))
    named = dict.fromkeys(key for number in numbers for key in text.naming(number).tolist())
    headings = {h.symbol: h for h in store.headings().values() if h.lang == part.lang}
    for paragraph in store.paragraphs_by_id(named).values():
        if paragraph.role in {"preambular", "operative"} and paragraph.symbol not in by_key:
            out.append(Passage(headings[paragraph.symbol], paragraph))
    return out
