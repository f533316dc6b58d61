"""Two wordings of one language: chosen, and drawn with every word taken out, put in and moved."""

from collections.abc import Sequence

import streamlit as st

from pipeline.collection import Collection
from pipeline.records import Heading
from pipeline.strings import Strings
from pipeline.views.comparing.comparisons import revised_frame
from pipeline.views.comparing.outgoing import revised_lines
from pipeline.views.comparing.redline import (
    FATES,
    LAYOUTS,
    Layout,
    Revised,
    redline_table,
    revised_rows,
)
from pipeline.views.files import csv_bytes, html_bytes
from pipeline.views.markup import tag
from ui import address, frame
from ui.comparing import texts
from ui.parts import choosing
from ui.parts.downloads import draw_downloads
from ui.parts.paging import first_page, page_of

SHOWN = ("differs", "all", *FATES[1:])


def fields(headings: Sequence[Heading]) -> tuple[address.Field, ...]:
    """What the address holds of this way to compare."""
    held = choosing.texts(headings)
    return (
        address.Field("from", texts.FROM[0], options=texts.FROM),
        address.Field("old", options=held),
        address.Field("new", options=held),
        address.Field("fate", SHOWN[0], options=SHOWN),
        address.Field("layout", LAYOUTS[0], options=LAYOUTS),
    )


def draw(page: str, held: Collection, headings: Sequence[Heading], say: Strings) -> None:
    """Choose two wordings and draw them; raises TongwenError for what cannot be compared."""
    chosen = texts.choose_two(page, held, headings, say, ("old", "new"), "redline")
    if chosen is None:
        return
    (old_name, old), (new_name, new) = chosen
    made = texts.revised(held, old, new)
    rows = revised_rows(made.revisions, made.beads, made.old, made.new)
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        shown = _shown(page, rows, say)
        layout = choosing.segmented(
            page,
            "layout",
            LAYOUTS,
            say("redline.layout"),
            lambda code: say(f"redline.layout.{code}"),
        )
        part = page_of(page, shown, say)
    way: Layout = "inline" if layout == "inline" else "beside"
    _draw_legend(say)
    if not shown:
        frame.notice("redline.no_rows" if rows else "compare.no_rows")
        return
    st.html(redline_table(part, say, way))
    title = f"{old_name} – {new_name}"
    draw_downloads(
        title,
        {
            "html": lambda: html_bytes(redline_table(shown, say, way), title, say.lang),
            "csv": lambda: csv_bytes(revised_frame(shown, say)),
            "jsonl": lambda: revised_lines(shown),
        },
        say,
    )


def _shown(page: str, rows: Sequence[Revised], say: Strings) -> tuple[Revised, ...]:
    counts = {fate: sum(row.fate == fate for row in rows) for fate in FATES}
    counts_shown = {"all": len(rows), "differs": len(rows) - counts["same"]}
    counts_shown |= {str(fate): count for fate, count in counts.items()}
    now = st.session_state[address.key(page, "fate")]
    wanted = choosing.segmented(
        page,
        "fate",
        [code for code in SHOWN if counts_shown[code] or code in (*SHOWN[:2], now)],
        say("compare.show"),
        lambda code: say(f"redline.show.{code}", count=counts_shown[code]),
        lambda: first_page(page),
    )
    if wanted == "all":
        return tuple(rows)
    return tuple(r for r in rows if (r.fate != "same" if wanted == "differs" else r.fate == wanted))


def _draw_legend(say: Strings) -> None:
    keys = (
        tag("del", say("legend.deleted"))
        + tag("ins", say("legend.inserted"))
        + tag("ins", say("legend.words_moved"), "moved")
        + tag("span", say("legend.renumbering"), "key quiet")
    )
    st.html(tag("p", keys, "legend redline", say.lang))
