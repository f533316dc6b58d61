"""Corpus: what is held and what is missing, and where files are taken in and texts taken out."""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from pipeline.collection import Collection
from pipeline.strings import Strings
from pipeline.views.markup import tag, text
from ui import address, frame
from ui.comparing.pairs import state_of
from ui.corpus import holdings, remarked, taking
from ui.keep import kept
from ui.parts import choosing
from ui.parts.paging import first_page
from ui.visitors import access

PAGE = "corpus"
VIEWS = ("sessions", "texts", "gaps", "files", "add")
_UNITS = ("kB", "MB", "GB")


def show() -> None:
    """Draw the page."""
    say, held = frame.say(), frame.collection()
    fields = _fields(held)
    address.adopt(PAGE, fields)
    st.html(_facts(held, say))
    taking.draw_work(held, say)
    view = choosing.segmented(
        PAGE,
        "view",
        [view for view in VIEWS if view != "add" or access.may("review")],
        say("corpus.view"),
        lambda code: say(f"corpus.view.{code}"),
        lambda: first_page(PAGE),
    )
    if view == "sessions":
        holdings.draw_sessions(held, say)
    elif view == "texts":
        holdings.draw_texts(held, say)
    elif view == "gaps":
        holdings.draw_gaps(held, say)
    elif view == "files":
        remarked.draw_files(held, say)
    else:
        taking.draw_taking(held, say)
    address.publish(PAGE, fields)


def _fields(held: Collection) -> Sequence[address.Field]:
    return (
        address.Field("view", VIEWS[0], options=VIEWS),
        *holdings.fields(holdings.stock_of(held)),
        *remarked.fields(held.remark_counts()),
    )


def _facts(held: Collection, say: Strings) -> str:
    """What the index is: how much it holds, by which encoder, since when, where, how large."""
    manifest = held.manifest
    headings = held.documents()
    zh, en = (sum(heading.lang == lang for heading in headings) for lang in ("zh", "en"))
    paragraphs = (manifest.paragraphs_zh, manifest.paragraphs_en)
    size, folder = _size(str(frame.index_dir()), state_of(held)), frame.index_dir()
    facts = (
        ("corpus.documents", _by_language(zh, en, say)),
        ("corpus.paragraphs", _by_language(*paragraphs, say)),
        ("corpus.encoder", f"{manifest.encoder} · {manifest.dimensions}"),
        ("corpus.windowed", f"{manifest.windowed:,}"),
        ("corpus.generation", f"{manifest.generation} · {frame.built()}"),
        ("corpus.folder", f"{folder} · {_in_units(size)}"),
    )
    pairs = "".join(
        tag("div", tag("dt", say(key)) + tag("dd", text(value))) for key, value in facts
    )
    return tag("dl", pairs, "facts corpus", say.lang)


def _by_language(zh: int, en: int, say: Strings) -> str:
    return say("corpus.by_language", zh=f"{zh:,}", en=f"{en:,}")


@kept(2)
def _size(folder: str, state: str) -> int:
    """Bytes of the folder of an index; what goes away meanwhile does not count."""
    total = 0
    for path in Path(folder).rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except OSError:
            continue
    return total


def _in_units(size: int) -> str:
    """Bytes in thousands of thousands, as disks are sold."""
    value = float(size)
    for unit in _UNITS:
        value /= 1000
        if value < 1000 or unit == _UNITS[-1]:
            break
    return f"{value:.3g} {unit}" if value < 1000 else f"{value:,.0f} {unit}"


if __name__ == "__main__":
    show()
