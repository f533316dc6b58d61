"""One concept: its forms in columns, their counts by year, and the passages of a chosen form."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from pipeline.collection import Collection
from pipeline.errors import TongwenError
from pipeline.preparation import Preparation
from pipeline.records import LANGS, Lang
from pipeline.records.terms import FormUse, Term, TermLens, TermPassages
from pipeline.strings import Strings
from pipeline.terms.forms import form_key
from pipeline.views.drawing import (
    DARK,
    LIGHT,
    SELECTION,
    can_draw_files,
    png_bytes,
    svg_bytes,
)
from pipeline.views.files import csv_bytes, xlsx_bytes
from pipeline.views.markup import tag, text
from pipeline.views.terms.cards import term_card
from pipeline.views.terms.charts import by_year, is_dated, is_wide, lens_chart, year_chart
from pipeline.views.terms.forms import (
    ASKS_FORM,
    ASKS_SENSE,
    UNTOLD,
    bodies_table,
    code_of,
    lens_columns,
    sense_name,
    senses_of,
    senses_table,
    suggestions,
    term_title,
)
from pipeline.views.terms.tables import counts_frame, passages_frame
from ui import address, frame
from ui.parts.downloads import draw_downloads
from ui.parts.paging import first_page, page_of
from ui.terms.terming import lens_of, matchers_of, passages_of

if TYPE_CHECKING:
    import pandas as pd

EXAMPLES = (
    *("transfer-of-sentenced", "central-authority", "mutual-legal-assistance"),
    *("joint-investigations", "transnational-organized-crime"),
)
"""Concepts of the table to begin with."""
SUGGESTED = 12
ROWS = 20


def fields() -> tuple[address.Field, ...]:
    """What the address holds of this view."""
    return tuple(address.Field(name) for name in ("q", "form", "year", "sense"))


def draw(page: str, held: Collection, say: Strings) -> None:
    """Ask for a concept and draw it."""
    st.text_input(
        say("terms.term"),
        placeholder=say("terms.term_hint"),
        key=address.key(page, "q"),
        on_change=lambda: forget(page),
    )
    words = str(st.session_state[address.key(page, "q")]).strip()
    listed = Preparation(held).terms(words)
    if not words:
        frame.notice("terms.welcome", n=f"{len(listed):,}")
        _suggest([term for term in listed if term.code in EXAMPLES], "terms.examples", say)
        return
    try:
        with st.spinner(say("terms.looking", n=f"{held.manifest.documents:,}")):
            lens = lens_of(held, words)
    except TongwenError as error:
        frame.refused(error)
        _suggest(listed[:SUGGESTED], "terms.suggested", say)
        return
    near = [term for term in (*lens.also, *listed) if term.code != lens.term.code]
    _suggest(list(dict.fromkeys(near))[:SUGGESTED], "terms.near", say)
    _draw_lens(page, held, lens, words, say)


def forget(page: str) -> None:
    """Another concept is asked for: of the last one nothing stays chosen."""
    for name in ("form", "year", "sense"):
        st.session_state[address.key(page, name)] = ""
    first_page(page)


def take(page: str, what: str, value: str) -> None:
    """What a button asks for: another form, or a sense of the one shown; a second time, no sense
    any more."""
    if what == ASKS_FORM:
        st.session_state[address.key(page, "form")] = value
        _other_form(page)
    elif what == ASKS_SENSE:
        key = address.key(page, "sense")
        st.session_state[key] = "" if st.session_state[key] == value else value
        first_page(page)


def _suggest(terms: Sequence[Term], key: str, say: Strings) -> None:
    if terms:
        title = tag("p", text(say(key)), "remark", say.lang)
        st.html(title + suggestions(terms, say))


def _draw_lens(page: str, held: Collection, lens: TermLens, words: str, say: Strings) -> None:
    used = sorted(
        (use for use in lens.forms if use.occurrences), key=lambda use: use.form.lang != say.lang
    )
    chosen = _chosen(page, used, words, say)
    code = tag("span", text(lens.term.code or say("terms.not_listed")), "bodies")
    st.html(tag("h2", text(term_title(lens.term, say)) + code, "term-title", say.lang))
    st.html(lens_columns(lens, chosen.form if chosen else None, say))
    _draw_charts(page, lens, say)
    if used:
        st.html(tag("h2", say("terms.by_body"), "side-title", say.lang))
        st.html(bodies_table(used, say))
    makers = {
        "csv": lambda: csv_bytes(counts_frame(lens, say)),
        "xlsx": lambda: xlsx_bytes(counts_frame(lens, say), "terms"),
    }
    if can_draw_files() and is_dated(lens.forms):
        makers["svg"] = lambda: svg_bytes(lens_chart(lens, say))
        makers["png"] = lambda: png_bytes(lens_chart(lens, say))
    draw_downloads(f"term-{words}", makers, say, f"{page}.counts")
    if chosen is None:
        frame.notice("terms.nowhere")
        return
    _draw_passages(page, held, lens, used, chosen, say)


def _chosen(page: str, used: Sequence[FormUse], words: str, say: Strings) -> FormUse | None:
    """The form whose passages are shown: the one asked for, else the one that was typed, else the
    most used of the interface language; None where none stands in the texts."""
    key = address.key(page, "form")
    asked = next((use for use in used if code_of(use.form) == st.session_state[key]), None)
    typed = next((use for use in used if form_key(use.form.form) == form_key(words)), None)
    own = next((use for use in used if use.form.lang == say.lang), None)
    found = asked or typed or own or next(iter(used), None)
    st.session_state[key] = code_of(found.form) if found else ""
    return found


def _draw_charts(page: str, lens: TermLens, say: Strings) -> None:
    ink = DARK if st.context.theme.type == "dark" else LIGHT
    langs: tuple[Lang, ...] = LANGS if say.lang == "zh" else LANGS[::-1]
    sides = [(lang, uses) for lang in langs if is_dated(uses := lens.named(lang))]
    if not sides:
        return
    st.html(tag("h2", say("terms.by_year"), "side-title", say.lang))
    for column, (lang, uses) in zip(st.columns(2, gap="large"), sides, strict=False):
        key = f"{page}.chart.{lang}"
        column.altair_chart(
            year_chart(uses, say, ink, selectable=True),
            key=key,
            on_select=lambda key=key, lang=lang: _take_bar(page, key, lang),
            selection_mode=SELECTION,
            width="stretch" if is_wide(uses) else "content",
        )
    undated = sum(by_year(use).get("", 0) for use in lens.forms)
    if undated:
        st.html(tag("p", text(say("terms.undated", n=f"{undated:,}")), "remark", say.lang))


def _take_bar(page: str, key: str, lang: Lang) -> None:
    """A click on a bar asks for the passages of its form and year; a second one takes it back."""
    picked = (st.session_state[key].selection.get(SELECTION) or [{}])[0]
    if form := picked.get("form"):
        st.session_state[address.key(page, "form")] = f"{lang} {form}"
    st.session_state[address.key(page, "year")] = str(picked.get("year", ""))
    st.session_state[address.key(page, "sense")] = ""
    first_page(page)


def _draw_passages(
    page: str,
    held: Collection,
    lens: TermLens,
    used: Sequence[FormUse],
    use: FormUse,
    say: Strings,
) -> None:
    st.html(tag("h2", text(say("terms.passages", form=use.form.form)), "side-title", say.lang))
    year, sense = _draw_choice(page, used, use, say)
    told = None if not sense else sense.replace(UNTOLD, "")

    def passages(start: int) -> TermPassages:
        return passages_of(held, lens.term, use.form, year, told, start, ROWS)

    found = passages(0)
    counted = say("terms.found", n=f"{found.passages:,}", different=f"{found.different:,}")
    st.html(tag("p", text(counted), "summary", say.lang))
    part = page_of(page, range(found.different), say, ROWS)
    shown = passages(part[0]).shown if part and part[0] else found.shown
    matchers = matchers_of(lens.term)
    st.html("".join(term_card(one, matchers, say) for one in shown))

    def whole() -> "pd.DataFrame":
        prepared = Preparation(held)
        every = prepared.term_passages(lens.term, use.form, year, told, most=found.different)
        return passages_frame(use.form, every.shown, say)

    makers = {
        "csv": lambda: csv_bytes(whole()),
        "xlsx": lambda: xlsx_bytes(whole(), "passages"),
    }
    draw_downloads(f"passages-{use.form.form}", makers, say, f"{page}.passages")


def _draw_choice(page: str, used: Sequence[FormUse], use: FormUse, say: Strings) -> tuple[str, str]:
    """The form, the year and, where the form has several, the sense; the last two as chosen."""
    left, middle, right = st.columns([2, 1, 1], gap="medium")
    names = {code_of(one.form): one.form.form for one in used}
    left.selectbox(
        say("column.form"),
        list(names),
        format_func=lambda code: names[code],
        key=address.key(page, "form"),
        on_change=lambda: _other_form(page),
    )
    years = [year for year in by_year(use) if year][::-1]
    senses = senses_of(use.counts)
    codes = [code or UNTOLD for code in senses]
    for name, offered in (("year", years), ("sense", codes)):
        if st.session_state[address.key(page, name)] not in offered:
            st.session_state[address.key(page, name)] = ""
    if len(years) > 1:
        middle.selectbox(
            say("column.year"),
            ["", *years],
            format_func=lambda code: code or say("filter.all"),
            key=address.key(page, "year"),
            on_change=lambda: first_page(page),
        )
    sense = str(st.session_state[address.key(page, "sense")])
    if senses:
        right.selectbox(
            say("column.term_sense"),
            ["", *codes],
            format_func=lambda code: (
                sense_name(code.replace(UNTOLD, ""), say) if code else say("filter.all")
            ),
            key=address.key(page, "sense"),
            on_change=lambda: first_page(page),
        )
        st.html(senses_table(use, sense, say))
    return str(st.session_state[address.key(page, "year")]), sense


def _other_form(page: str) -> None:
    for name in ("year", "sense"):
        st.session_state[address.key(page, name)] = ""
    first_page(page)
