"""Compare: the Chinese and the English version of a text, row by row."""

from collections.abc import Sequence

import streamlit as st

from pipeline.collection import Collection
from pipeline.errors import TongwenError
from pipeline.records import Heading, Lang
from pipeline.strings import Strings
from pipeline.views.files import csv_bytes, file_name, html_bytes
from pipeline.views.markup import tag, text
from pipeline.views.names import rule_name
from pipeline.views.parallel import Row, table
from pipeline.views.tables import natural, rows_frame
from ui import address, frame
from ui.pairs import rows_of_documents, rows_of_files, rows_of_symbol

PAGE = "compare"
ROWS = 200  # rows of one table; a browser scrolls that many without a stutter
SOURCES = ("symbol", "two", "files")
SHOWN = ("content", "all", "differs", "one-sided")


def show() -> None:
    """Draw the page."""
    say, held = frame.say(), frame.collection()
    headings = held.documents()
    both = _both(headings)
    fields = (
        address.Field("source", SOURCES[0], options=SOURCES),
        address.Field("symbol", both[0] if both else "", options=both),
        address.Field("zh", options=_symbols(headings, "zh")),
        address.Field("en", options=_symbols(headings, "en")),
        address.Field("show", SHOWN[0], options=SHOWN),
        address.Field("page", "1"),
    )
    address.adopt(PAGE, fields)
    title, rows = _chosen(held, headings, both, say)
    if rows:
        _draw(title, rows, say)
    address.publish(PAGE, fields)


def _symbols(headings: Sequence[Heading], lang: Lang) -> list[str]:
    return sorted({h.symbol for h in headings if h.lang == lang}, key=natural)


def _both(headings: Sequence[Heading]) -> list[str]:
    """Symbols held in both languages."""
    zh, en = (set(_symbols(headings, lang)) for lang in ("zh", "en"))
    return sorted(zh & en, key=natural)


def _chosen(
    held: Collection, headings: Sequence[Heading], both: Sequence[str], say: Strings
) -> tuple[str, tuple[Row, ...]]:
    """The title of what is compared, and its rows; none while nothing is chosen."""
    left, right = st.columns([2, 4], vertical_alignment="bottom", gap="medium")
    left.segmented_control(
        say("compare.source"),
        SOURCES,
        format_func=lambda code: say(f"compare.source.{code}"),
        key=address.key(PAGE, "source"),
        required=True,
        on_change=_first_page,
    )
    source = st.session_state[address.key(PAGE, "source")]
    try:
        if source == "files":
            return _from_files(right, held, say)
        if source == "two":
            return _from_two(right, held, headings, say)
        return _from_symbol(right, held, headings, both, say)
    except TongwenError as error:
        frame.refused(error)
        return "", ()


def _from_symbol(
    place: st.delta_generator.DeltaGenerator,
    held: Collection,
    headings: Sequence[Heading],
    both: Sequence[str],
    say: Strings,
) -> tuple[str, tuple[Row, ...]]:
    if not both:
        frame.notice("compare.none_held")
        return "", ()
    titles = {h.symbol: h.title for h in headings if h.lang == say.lang}
    place.selectbox(
        say("compare.symbol"),
        both,
        format_func=lambda symbol: f"{symbol}  {titles.get(symbol, '')}",
        key=address.key(PAGE, "symbol"),
        on_change=_first_page,
    )
    symbol = st.session_state[address.key(PAGE, "symbol")]
    return symbol, rows_of_symbol(held, symbol)


def _from_two(
    place: st.delta_generator.DeltaGenerator,
    held: Collection,
    headings: Sequence[Heading],
    say: Strings,
) -> tuple[str, tuple[Row, ...]]:
    chosen = []
    langs: tuple[Lang, Lang] = ("zh", "en")
    for column, lang in zip(place.columns(2), langs, strict=True):
        titles = {h.symbol: h.title for h in headings if h.lang == lang}
        column.selectbox(
            say(f"compare.document.{lang}"),
            ["", *_symbols(headings, lang)],
            format_func=lambda s, t=titles: f"{s}  {t.get(s, '')}" if s else say("compare.choose"),
            key=address.key(PAGE, lang),
            on_change=_first_page,
        )
        chosen.append(st.session_state[address.key(PAGE, lang)])
    zh, en = chosen
    if not (zh and en):
        frame.notice("compare.choose_two")
        return "", ()
    return (zh if zh == en else f"{zh} – {en}"), rows_of_documents(held, zh, en)


def _from_files(
    place: st.delta_generator.DeltaGenerator, held: Collection, say: Strings
) -> tuple[str, tuple[Row, ...]]:
    files = place.file_uploader(
        say("compare.files"),
        type=["txt", "md", "html", "htm", "xml"],
        accept_multiple_files=True,
        key=f"{PAGE}.files",
    )
    if len(files) != 2:
        frame.notice("compare.choose_files")
        return "", ()
    first, second = files
    rows = rows_of_files(held, (first.name, first.getvalue()), (second.name, second.getvalue()))
    return f"{first.name} – {second.name}", rows


def _draw(title: str, rows: tuple[Row, ...], say: Strings) -> None:
    line = st.container(horizontal=True, vertical_alignment="center", gap="medium")
    with line:
        shown = _shown(rows, say)
        part = _page_of(shown, say)
    _draw_legend(rows, say)
    if not shown:
        frame.notice("compare.no_rows")
        return
    order: tuple[Lang, Lang] = ("zh", "en") if say.lang == "zh" else ("en", "zh")
    partial = st.session_state[address.key(PAGE, "show")] in SHOWN[2:]
    st.html(table(part, say, order, with_places=partial))
    _draw_downloads(title, shown, say, order)


def _shown(rows: tuple[Row, ...], say: Strings) -> tuple[Row, ...]:
    differing = sum(bool(row.findings) for row in rows)
    alone = sum(row.is_one_sided for row in rows)
    content = tuple(row for row in rows if row.kind != "apparatus")
    counts = (len(content), len(rows), differing, alone)
    labels = {
        code: say(f"compare.show.{code}", count=count)
        for code, count in zip(SHOWN, counts, strict=True)
    }
    st.segmented_control(
        say("compare.show"),
        SHOWN,
        format_func=lambda code: labels[code],
        key=address.key(PAGE, "show"),
        required=True,
        on_change=_first_page,
        label_visibility="collapsed",
    )
    wanted = st.session_state[address.key(PAGE, "show")]
    if wanted == "differs":
        return tuple(row for row in rows if row.findings)
    if wanted == "one-sided":
        return tuple(row for row in rows if row.is_one_sided)
    return content if wanted == "content" else rows


def _draw_legend(rows: tuple[Row, ...], say: Strings) -> None:
    rules = sorted({finding.rule for row in rows for finding in row.findings})
    pieces = [tag("span", say("legend.one_sided"), "key one-sided")]
    if rules:
        named = say(
            "legend.finding", rules=say("list.comma").join(rule_name(r, say) for r in rules)
        )
        marked = tag("mark", text(named), "finding")
        pieces.insert(0, tag("span", marked, "key"))
    pieces.append(tag("span", say("legend.cosine"), "key quiet"))
    st.html(tag("p", "".join(pieces), "legend", say.lang))


def _page_of(rows: tuple[Row, ...], say: Strings) -> tuple[Row, ...]:
    pages = max(1, -(-len(rows) // ROWS))
    name = address.key(PAGE, "page")
    asked = str(st.session_state.get(name, "1"))
    page = min(max(int(asked) if asked.isdecimal() else 1, 1), pages)
    st.session_state[name] = str(page)
    if pages > 1:
        st.segmented_control(
            say("compare.page", n=pages),
            [str(i) for i in range(1, pages + 1)],
            key=name,
            required=True,
            label_visibility="collapsed",
        )
    return rows[(page - 1) * ROWS : page * ROWS]


def _first_page() -> None:
    st.session_state[address.key(PAGE, "page")] = "1"


def _draw_downloads(
    title: str, rows: tuple[Row, ...], say: Strings, order: tuple[Lang, Lang]
) -> None:
    line = st.container(horizontal=True, gap="small")
    name = file_name("tongwen", title)
    kinds = (
        ("csv", "text/csv", lambda: csv_bytes(rows_frame(rows, say))),
        ("tsv", "text/tab-separated-values", lambda: csv_bytes(rows_frame(rows, say), "\t")),
        ("html", "text/html", lambda: html_bytes(table(rows, say, order), title, say.lang)),
    )
    for kind, mime, make in kinds:
        line.download_button(
            say(f"download.{kind}"),
            make,
            file_name=f"{name}.{kind}",
            mime=mime,
            on_click="ignore",
        )


if __name__ == "__main__":
    show()
