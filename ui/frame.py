"""What stands around every page: language, style, the collection, the line at the foot."""

from datetime import date
from pathlib import Path
from typing import cast

import streamlit as st

from pipeline.collection import Collection
from pipeline.errors import NoIndex, TongwenError
from pipeline.places import named_index
from pipeline.records import LANGS, Lang
from pipeline.store.manifest import MANIFEST
from pipeline.strings import Strings
from pipeline.tracing import Traces, traces_of_index
from pipeline.views.markup import tag, text
from ui import access
from ui.keep import kept

_HERE = Path(__file__).resolve().parent


def begin() -> Strings:
    """Set the page up; the strings of the language in use."""
    lang = _language()
    say = Strings(lang)
    st.set_page_config(page_title=say("app.name"), page_icon=str(_HERE / "icon.svg"), layout="wide")
    style = (_HERE / "style.css").read_text(encoding="utf-8")
    script = (_HERE / "clipboard.js").read_text(encoding="utf-8")
    st.html(f"<style>{style}</style>")
    st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)
    st.logo(str(_HERE / "mark.svg"), size="small")
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


def header(title: str, say: Strings) -> None:
    """The title of the page, and what stands beside it."""
    left, right = st.columns([3, 2] if access.signed_in() else [5, 1], vertical_alignment="center")
    left.html(tag("h1", text(title), "page-title", say.lang))
    with right:
        switches(say)


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


def collection() -> Collection:
    """The collection in its newest state; where there is none the page says so and ends."""
    try:
        access.require("read")
        held = _open(str(index_dir()))
        held.refresh()
    except NoIndex:
        st.html(_notice("error.no_index", say(), folder=str(index_dir())))
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
    st.html(tag("div", what + tag("p", text(str(error)), lang="en"), "notice", role="alert"))


def notice(key: str, **values: object) -> None:
    """A quiet remark of the app itself."""
    st.html(_notice(key, say(), **values))


def footer(say: Strings) -> None:
    """The line at the foot of every page: what is held, by which encoder, since when."""
    try:
        manifest = _open(str(index_dir())).manifest
    except TongwenError:
        return
    line = say(
        "foot.index",
        documents=f"{manifest.documents:,}",
        zh=f"{manifest.paragraphs_zh:,}",
        en=f"{manifest.paragraphs_en:,}",
        encoder=manifest.encoder,
        generation=manifest.generation,
        date=_built(),
    )
    where = "foot.server" if access.signed_in() else "foot.local"
    st.html(tag("footer", text(line) + tag("span", say(where)), "foot", say.lang))


def _built() -> str:
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
