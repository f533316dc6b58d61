"""What stands around every page: language, style, the collection, the line at the foot."""

from datetime import date
from pathlib import Path
from typing import cast

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pipeline.collection import Collection
from pipeline.errors import NoIndex, TongwenError
from pipeline.places import named_index
from pipeline.records import LANGS, Lang
from pipeline.store.manifest import MANIFEST, STAGING
from pipeline.strings import Strings
from pipeline.strings.errors import in_chinese
from pipeline.strings.help import sections
from pipeline.tracing import Traces, traces_of_index
from pipeline.views.addresses import address_of, link
from pipeline.views.markup import tag, text
from ui import address
from ui.assets import place_of, words_of
from ui.corpus import dropping
from ui.keep import kept
from ui.visitors import access

STYLES = (
    *("base", "cards", "tables", "register", "preparation"),
    *("comparing", "corpus", "document", "help", "print"),
)
"""The sheets of style, a later one going before an earlier where both speak of the same."""
_SPOKEN: dict[Lang, str] = {"zh": "zh-Hans", "en": "en"}
_MOST_NAMED, _LONGEST_NAMED = 5, 80
_SCRIPTS = ("clipboard.js", "follow.js")


def begin() -> Strings:
    """Set the page up; the strings of the language in use."""
    lang = _language()
    say = Strings(lang)
    st.set_page_config(page_title=say("app.name"), page_icon=place_of("icon.svg"), layout="wide")
    style = "\n".join(words_of(f"style/{name}.css") for name in STYLES)
    st.html(f"<style>{style}{dropping.words(say)}</style>")
    for name in _SCRIPTS:
        st.html(f"<script>{words_of(name)}</script>", unsafe_allow_javascript=True)
    spoken = f"document.documentElement.lang = '{_SPOKEN[lang]}';"  # for whoever has it read out
    st.html(f"<script>{spoken}</script>", unsafe_allow_javascript=True)
    st.logo(place_of("mark.svg"), size="small")
    return say


def say() -> Strings:
    """The strings of the language in use, for a page."""
    lang = cast(Lang, st.session_state["language"])
    try:
        held = _open(str(index_dir()))
        bodies, ladder = held.bodies(), held.ladder().codes
        traces = _traces(str(index_dir()), held.manifest.generation, held)
    except TongwenError:
        return Strings(lang)  # the page says what is wrong when it opens the collection
    names = tuple((b.code, b.name_zh if lang == "zh" else b.name_en) for b in bodies)
    return Strings(lang, names, ladder, traces.of)


def header(title: str, path: str, say: Strings) -> DeltaGenerator:
    """The title of the page at ``path``, what explains it, and what stands beside it; below it the
    place for what ``dropped`` says."""
    st.session_state[address.REFUSED] = ()  # of the run before: not every page looks for more
    left, right = st.columns([3, 2] if access.signed_in() else [5, 1], vertical_alignment="center")
    named = path or "search"
    shown = tag("h1", text(title), "page-title", say.lang)
    if named in sections():
        shown += link(text(say("help.here")), address_of("help", say, at=named), "helps")
    left.html(tag("div", shown, "heading", say.lang))
    with right:
        switches(say)
    return st.empty()


def dropped(place: DeltaGenerator, say: Strings) -> None:
    """Say at ``place`` what was asked for that the page does not have, or that was taken out since,
    so that nobody takes what is shown instead for it."""
    values = st.session_state.get(address.REFUSED, ())
    if values:
        named = say("list.comma").join(value[:_LONGEST_NAMED] for value in values[:_MOST_NAMED])
        place.html(_notice("error.address", say, values=named))


def switches(say: Strings) -> None:
    """The language switch and, where somebody signed in, their address and the way out."""
    with st.container(
        horizontal=True, horizontal_alignment="right", vertical_alignment="center", gap="small"
    ):
        if access.signed_in():
            st.html(tag("span", text(access.address()), "remark"), width="content")
            if st.button(say("access.sign_out"), key="access.sign_out", type="tertiary"):
                st.logout()
        st.segmented_control(
            say("language.choose"),
            LANGS,
            format_func=lambda lang: say(f"language.own.{lang}"),
            key="language",
            on_change=_switched,
            required=True,
            label_visibility="collapsed",
        )


def index_dir() -> Path:
    """The folder of the index to show."""
    return named_index()


def opened() -> Collection:
    """The collection, held open for all visitors, whoever asks; raises TongwenError."""
    return _open(str(index_dir()))


def collection() -> Collection:
    """The collection in its newest state; where there is none the page says so and ends."""
    try:
        access.require("read")
        held = _open(str(index_dir()))
        held.refresh()
    except NoIndex:
        begun = (index_dir() / STAGING).is_dir()
        notice("error.unfinished" if begun else "error.no_index", folder=str(index_dir()))
        if not begun:
            st.code("tongwen ingest corpora/sample --index index/sample", language=None)
        st.stop()
    except TongwenError as error:
        refused(error)
        st.stop()
    return held


def refused(error: TongwenError) -> None:
    """What cannot be done, and the line that says why."""
    strings = say()
    keys = (f"error.{kind.__name__}" for kind in type(error).__mro__)
    key = next(filter(strings.has, keys))
    what = tag("p", tag("strong", strings(key), lang=strings.lang))
    line = tag("p", text(str(error)), lang="en")
    if strings.lang == "zh" and (told := in_chinese(str(error))):
        summary = tag("summary", text(strings("error.line")))
        line = tag("p", text(told)) + tag("details", summary + line)
    st.html(tag("div", what + line, "notice", strings.lang, role="alert"))


def notice(key: str, **values: object) -> None:
    """A quiet remark of the app itself."""
    st.html(_notice(key, say(), **values))


def footer(say: Strings) -> None:
    """The line at the foot of every page: what is held, by which encoder, since when."""
    try:
        manifest, day = _open(str(index_dir())).manifest, built()
    except (TongwenError, OSError):  # also where the folder went away: the page has said so
        return
    line = say(
        "foot.index",
        documents=f"{manifest.documents:,}",
        zh=f"{manifest.paragraphs_zh:,}",
        en=f"{manifest.paragraphs_en:,}",
        encoder=manifest.encoder,
        generation=manifest.generation,
        date=day,
    )
    where = "foot.server" if access.signed_in() else "foot.local"
    st.html(tag("footer", text(line) + tag("span", say(where)), "foot", say.lang))


def built() -> str:
    """The day on which the index got its present state, ISO 8601."""
    return date.fromtimestamp((index_dir() / MANIFEST).stat().st_mtime).isoformat()


@kept()
def _open(folder: str) -> Collection:
    return Collection.open(Path(folder))


@kept(4)
def _traces(folder: str, generation: int, _held: Collection) -> Traces:
    return traces_of_index(_held)


def _notice(key: str, say: Strings, **values: object) -> str:
    return tag("div", tag("p", text(say(key, **values))), "notice", say.lang)


def _language() -> Lang:
    """The language in the address, else the one chosen before, else the browser's."""
    asked = st.query_params.get("lang")
    chosen = st.session_state.get("language")
    if asked in LANGS and st.session_state.get("address.language") != asked:
        chosen = asked
    if chosen not in LANGS:
        chosen = "zh" if (st.context.locale or "").lower().startswith("zh") else "en"
    st.session_state["language"] = chosen
    st.session_state["address.language"] = chosen
    return cast(Lang, chosen)


def _switched() -> None:
    chosen = st.session_state["language"]
    if chosen in LANGS:
        st.session_state["address.language"] = chosen
        st.query_params["lang"] = chosen
