"""A text checked against the table of terms: one that is held, or files."""

from collections import Counter
from collections.abc import Sequence
from typing import get_args

import streamlit as st

from pipeline.collection import Collection
from pipeline.preparation import Preparation
from pipeline.readers import read_bytes
from pipeline.readers.formats import SUFFIXES
from pipeline.records import Given
from pipeline.records.terms import AlertKind, Term, TermAlert
from pipeline.strings import Strings
from pipeline.terms.consistency import Others
from pipeline.text.symbols import natural
from pipeline.views.files import csv_bytes, xlsx_bytes
from pipeline.views.markup import tag
from pipeline.views.terms.cards import alert_card
from pipeline.views.terms.tables import alerts_frame
from ui import address, frame
from ui.keep import in_visit
from ui.parts import choosing
from ui.parts.choosing import File
from ui.parts.downloads import draw_downloads
from ui.parts.paging import first_page, page_of
from ui.terms.terming import across_of, alerts_of, beside, matchers_of, stamp_of

SOURCES = ("held", "files")
KINDS: tuple[AlertKind, ...] = get_args(AlertKind)
ROWS = 50
_FILES = 2
"""A text in one language, or in both."""


def fields() -> tuple[address.Field, ...]:
    """What the address holds of this view."""
    return (
        address.Field("from", SOURCES[0], options=SOURCES),
        address.Field("symbol"),
        address.Field("kind", options=("", *KINDS)),
    )


def draw(page: str, held: Collection, say: Strings) -> None:
    """Choose a text and draw what needs care in it; raises TongwenError for a file that cannot be
    read and for a symbol that is not held."""
    left, right = st.columns([2, 4], vertical_alignment="bottom", gap="medium")
    with left:
        source = choosing.segmented(
            page,
            "from",
            SOURCES,
            say("terms.check.source"),
            lambda code: say(f"terms.check.from.{code}"),
            lambda: first_page(page),
        )
    with right:
        if source == "held":
            symbol = _choose_symbol(page, held, say)
        else:
            files = _choose_files(page, say)
    terms = f"{len(Preparation(held).terms()):,}"
    if source == "held":
        if not symbol:
            frame.notice("terms.check.choose")
            return
        with st.spinner(say("terms.check.reading", text=symbol, n=terms)):
            found, others = alerts_of(held, symbol), across_of(held, symbol)
        _draw_alerts(page, held, symbol, found, others, say)
    elif files:
        title = say("list.comma").join(file.name for file in files)
        with st.spinner(say("terms.check.reading", text=title, n=terms)):
            found = in_visit("alerts", (stamp_of(held), *files), lambda: _of_files(held, files))
        _draw_alerts(page, held, title, found, {}, say)


def _choose_symbol(page: str, held: Collection, say: Strings) -> str:
    titles = {h.symbol: h.title for h in held.documents() if h.lang != say.lang}
    titles |= {h.symbol: h.title for h in held.documents() if h.lang == say.lang}
    key = address.key(page, "symbol")
    asked = str(st.session_state[key])
    offered = ["", *sorted(titles, key=natural)]
    st.selectbox(
        say("terms.check.symbol"),
        offered if asked in offered else [*offered, asked],
        format_func=lambda code: (
            f"{code}  {titles.get(code, '')}" if code else say("compare.choose")
        ),
        key=key,
        on_change=lambda: first_page(page),
    )
    return str(st.session_state[key])


def _choose_files(page: str, say: Strings) -> tuple[File, ...]:
    """A file, or two, in the order in which they were given; () while there is none, or more."""
    given = st.file_uploader(
        say("terms.check.files"),
        type=sorted(suffix.removeprefix(".") for suffix in SUFFIXES),
        accept_multiple_files=True,
        key=f"{page}.files",
    )
    if not 1 <= len(given) <= _FILES:
        frame.notice("terms.check.give")
        return ()
    return tuple(File(f.name, f.getvalue()) for f in given)


def _of_files(held: Collection, files: Sequence[File]) -> tuple[TermAlert, ...]:
    first, *rest = (read_bytes(f.name, f.content, Given()) for f in files)
    return Preparation(held).check_documents(first, *rest)


def _draw_alerts(
    page: str,
    held: Collection,
    title: str,
    found: Sequence[TermAlert],
    others: Others,
    say: Strings,
) -> None:
    if not found:
        frame.notice("terms.check.nothing", text=title)
        return
    counts = Counter(alert.kind for alert in found)
    key = address.key(page, "kind")
    if st.session_state[key] not in counts:
        st.session_state[key] = ""
    kind = choosing.segmented(
        page,
        "kind",
        ["", *(kind for kind in KINDS if kind in counts)],
        say("terms.check.kind"),
        lambda code: say(
            "compare.rule",
            rule=say(f"alert.{code}") if code else say("filter.all"),
            count=counts[code] if code else len(found),  # type: ignore[index]
        ),
        lambda: first_page(page),
    )
    shown = [alert for alert in found if not kind or alert.kind == kind]
    st.html(tag("p", say("terms.check.remark"), "remark", say.lang))
    part = page_of(page, shown, say, ROWS)
    terms = {term.code: matchers_of(term) for term in _terms_of(held, part)}
    st.html("".join(alert_card(a, beside(others, a), terms[a.form.code], say) for a in part))
    makers = {
        "csv": lambda: csv_bytes(alerts_frame(shown, say)),
        "xlsx": lambda: xlsx_bytes(alerts_frame(shown, say), "alerts"),
    }
    draw_downloads(f"alerts-{title}", makers, say, f"{page}.alerts")


def _terms_of(held: Collection, alerts: Sequence[TermAlert]) -> list[Term]:
    codes = {alert.form.code for alert in alerts}
    return [term for term in Preparation(held).terms() if term.code in codes]
