"""The first page before a query: three things to try, each one click, and how to ask."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from pipeline.collection import Collection
from pipeline.places import sample_corpus
from pipeline.records import Heading
from pipeline.strings import Strings
from pipeline.views.addresses import address_of, compare_address
from pipeline.views.markup import tag
from pipeline.views.names import name_of
from pipeline.views.welcome import Step, own_texts, queries, steps
from ui.search.examples import examples, longest
from ui.visitors import access

_FOLLOWED = 300
"""Documents up to which the lineage of a resolution is there at once; of more a trend is shown."""


def draw(held: Collection, say: Strings) -> None:
    """Draw what there is to begin with."""
    headings = held.documents()
    st.html(tag("p", say("search.welcome"), "lead", say.lang))
    if offered := _offered(held, headings, say):
        st.html(steps(offered, say))
    if _is_sample(headings) and access.may("review"):
        st.html(own_texts(address_of("corpus", say, view="add"), say))
    st.html(tag("p", say("search.how"), "hint", say.lang))
    if asked := examples(held):
        found = [Step(e.kind, e.query, address_of("search", say, q=e.query)) for e in asked]
        st.html(queries(found, say))


def _offered(held: Collection, headings: Sequence[Heading], say: Strings) -> tuple[Step, ...]:
    """To search, to compare, to follow; those that the texts held allow."""
    found: list[Step] = []
    if query := next((e.query for e in examples(held) if e.kind in _kinds(say)), ""):
        found.append(Step("search", query, address_of("search", say, q=query)))
    symbol = longest(held)
    if len({h.lang for h in headings if h.symbol == symbol}) == 2:
        title = next(h.title for h in headings if h.symbol == symbol and h.lang == say.lang)
        found.append(Step("compare", title or symbol, compare_address(symbol, say)))
    return (*found, *_course(headings, say))


def _kinds(say: Strings) -> tuple[str, ...]:
    return ("term",) if say.lang == "zh" else ("words",)


def _course(headings: Sequence[Heading], say: Strings) -> tuple[Step, ...]:
    """What became of the recommendations of the newest resolution held, or how those of the body
    with the most sessions moved; () where there is neither."""
    resolutions = [h for h in headings if "/RES/" in h.symbol]
    if resolutions and len({h.symbol for h in headings}) <= _FOLLOWED:
        newest = max(resolutions, key=lambda h: (h.date, h.symbol, h.lang == say.lang))
        address = address_of("recommendations", say, view="lineage", of=newest.symbol)
        return (Step("lineage", newest.symbol, address),)
    sessions = Counter(body for body, session in {(h.body, h.session) for h in headings} if session)
    bodies = [code for code, count in sessions.most_common(1) if code and count > 1]
    return tuple(
        Step("trends", name_of("body", code, say), address_of("trends", say, body=code))
        for code in bodies
    )


def _is_sample(headings: Sequence[Heading]) -> bool:
    """Whether nothing is held but texts of the sample corpus."""
    folder = sample_corpus()
    names = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    return bool(headings) and all(h.path.rpartition("/")[2] in names for h in headings)
