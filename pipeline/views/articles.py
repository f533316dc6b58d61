"""The article index on the screen and in files: counts as a heat map, passages as cards, rows."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from pipeline import lexicon
from pipeline.articles.edges import natural_provision
from pipeline.cite import citation
from pipeline.records import Paragraph
from pipeline.records.articles import ArticleCount, ArticleEdge, ClauseEdge, RecallEdge
from pipeline.strings import Strings
from pipeline.views.addresses import document_address, link
from pipeline.views.cards import cite_link, copy_buttons, document_link
from pipeline.views.drawing import FONT, PRINT, Ink, hexadecimal
from pipeline.views.markup import passage, tag, text
from pipeline.views.names import name_of
from pipeline.views.tables import frame_of
from pipeline.views.tracing import source, with_sources

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

SELECTION = "chosen"
"""The name under which a click on a cell is told."""

WIDEST = 1080
"""Pixels of a heat map beside its rows' names that a window 1,280 pixels wide holds; a wider one
would push the names of the rows out of sight."""

SLANTED = 44
"""Pixels of a column whose name slants: room for a count of four figures."""

WIDEST = 1080
"""Pixels of a heat map beside its rows' names that a window 1,280 pixels wide holds; a wider one
would push the names of the rows out of sight."""

SLANTED = 44
"""Pixels of a column whose name slants: room for a count of four figures."""


def instrument_name(code: str, say: Strings) -> str:
    """The name of an instrument in the interface language, else in the other, else its code."""
    listed = (row for row in reversed(lexicon.rows("instruments")) if row["code"] == code)
    names = {row["lang"]: row["name"] for row in listed}
    return names.get(say.lang) or names.get("zh" if say.lang == "en" else "en", code)


def heat_map(
    counts: Sequence[ArticleCount], say: Strings, ink: Ink = PRINT, selectable: bool = False
) -> "alt.LayerChart":
    """The counts of one instrument: articles as rows, sessions as columns, in a cell how many
    passages cite the article, those that only a heading ties to it among them.

    With ``selectable`` a click on a cell tells its article as ``SELECTION``.
    """
    import altair as alt

    base, columns, rows = _grid(counts, say)
    most = max([2, *(c.cites + c.heading for c in counts)])
    ramp = [hexadecimal(colour) for colour in (ink.weak, ink.middle, ink.strong)]
    shade = alt.Scale(type="log", domain=[1, most], range=ramp)
    squares = base.mark_rect(stroke=ink.paper, strokeWidth=1.2, cursor="pointer").encode(
        color=alt.Color("count:Q", scale=shade, legend=None)
    )
    if selectable:
        squares = squares.add_params(alt.selection_point(name=SELECTION, fields=["article"]))
    strong = f"log(datum.count) >= {1 - ink.turn} * log({most})"
    figures = base.mark_text(fontSize=11).encode(
        text="count:Q",
        color=alt.condition(strong, alt.value(ink.on_strong), alt.value(ink.on_weak)),
    )
    chart = alt.layer(squares, figures).properties(
        width=max(90, (SLANTED if _slants(columns) else _upright(columns)) * len(columns)),
        height=max(40, 20 * len(rows)),
    )
    return chart.configure(font=FONT, background=ink.paper).configure_view(stroke=None)


def _grid(counts: Sequence[ArticleCount], say: Strings) -> "tuple[alt.Chart, list[str], list[str]]":
    """A chart with the two axes and no marks yet, its columns and its rows."""
    import altair as alt

    opened = {_session(c): (c.opened, _session(c)) for c in counts}
    columns = sorted(opened, key=opened.__getitem__)
    rows = sorted({c.provision for c in counts}, key=natural_provision)
    cells = [
        {
            "article": c.provision,
            "session": _session(c),
            "count": c.cites + c.heading,
            "cites": c.cites,
            "heading": c.heading,
        }
        for c in counts
    ]
    article, session = say("articles.article"), say("trends.session")
    bare = {"ticks": False, "domain": False, "labelOverlap": False, "labelFlush": False}
    turned = {"labelAngle": -45, "labelAlign": "left"} if _slants(columns) else {"labelAngle": 0}
    across = alt.Axis(orient="top", **turned, **bare)
    down = alt.Axis(titleAngle=0, titleAlign="right", **bare)
    base = alt.Chart(alt.Data(values=cells)).encode(
        x=alt.X("session:N", sort=columns, title=session, axis=across),
        y=alt.Y("article:N", sort=rows, title=article, axis=down),
        tooltip=[
            alt.Tooltip("article:N", title=article),
            alt.Tooltip("session:N", title=session),
            alt.Tooltip("cites:Q", title=say("articles.kind.cites")),
            alt.Tooltip("heading:Q", title=say("articles.kind.heading")),
        ],
    )
    return base, columns, rows


def _upright(columns: Sequence[str]) -> int:
    """Pixels of a column whose name stands level above it."""
    return 16 + 7 * max(map(len, columns), default=0)


def _slants(columns: Sequence[str]) -> bool:
    """Whether the names of the sessions have to slant for the map to fit a narrow window."""
    return _upright(columns) * len(columns) > WIDEST


def _session(count: ArticleCount) -> str:
    return " ".join(filter(None, (count.body, count.session))) or "—"


def counts_frame(counts: Iterable[ArticleCount], say: Strings) -> "pd.DataFrame":
    """One row an article and session: instrument, article, body, session, counts by kind."""
    records = [
        (
            *(c.instrument, c.provision, name_of("body", c.body, say), c.session),
            *(c.opened, c.cites, c.heading),
        )
        for c in counts
    ]
    keys = ("instrument", "article", "body", "session", "opened", "cites", "by_heading")
    return frame_of(records, keys, say)


def edges_frame(edges: Iterable[ArticleEdge], say: Strings) -> "pd.DataFrame":
    """One row a passage and provision, in both languages where both are held."""
    found = list(edges)
    records = []
    for edge in found:
        paragraph, document, asked = (
            edge.passage.paragraph,
            edge.passage.document,
            edge.recommendation,
        )
        sides = {paragraph.lang: paragraph.text}
        for other in edge.counterpart:
            sides[other.lang] = "\n".join(filter(None, (sides.get(other.lang, ""), other.text)))
        records.append(
            (
                edge.key,
                say(f"articles.kind.{edge.kind}"),
                citation(paragraph, say.lang),
                document.body,
                document.session,
                document.date,
                edge.words,
                edge.cosine,
                name_of("strength", asked.strength, say) if asked else "",
                "; ".join(name_of("addressee", a, say) for a in asked.addressees) if asked else "",
                sides.get("zh", ""),
                sides.get("en", ""),
            )
        )
    keys = (
        *("provision", "tie", "citation", "body", "session", "date", "words", "cosine"),
        *("strength", "addressee", "zh", "en"),
    )
    return with_sources(frame_of(records, keys, say), found, say)


def edge_cards(edges: Iterable[ArticleEdge], say: Strings) -> str:
    """Each passage as a card: its citation, how it is tied, the words, the other language."""
    return "".join(_card(edge, say) for edge in edges)


def _card(edge: ArticleEdge, say: Strings) -> str:
    paragraph, document = edge.passage.paragraph, edge.passage.document
    cited = citation(paragraph, paragraph.lang)
    head = tag(
        "header",
        tag("span", text(edge.key), "provision") + cite_link(paragraph, say) + copy_buttons(say),
        "card-head",
    )
    when = [say("card.session", session=document.session)] if document.session else []
    when += [document.date] if document.date else []
    line = tag("span", text(document.title), "title", document.lang, title=document.title)
    line += tag("span", text(" · ".join(when)), "when")
    spans = [(edge.start, edge.end)] if edge.start >= 0 else []
    return tag(
        "article",
        head
        + tag("div", line, "card-document")
        + passage(paragraph.text, paragraph.lang, spans)
        + tag("div", text(_why(edge, say)), "why")
        + source([paragraph], say)
        + "".join(_counterpart(other, say) for other in edge.counterpart),
        f"card {edge.kind}",
        data_cite=cited,
        data_lang=paragraph.lang,
    )


def _why(edge: ArticleEdge, say: Strings) -> str:
    said = [say(f"articles.why.{edge.kind}")]
    if edge.kind == "heading":
        said.append(say("articles.why.heading_words", words=edge.words))
    elif edge.cosine is not None:
        said.append(say("card.cosine", cosine=f"{edge.cosine:.2f}"))
    elif edge.words:
        said.append(say("articles.why.words", words=edge.words))
    asked = edge.recommendation
    if asked and asked.strength:
        said.append(name_of("strength", asked.strength, say))
        said += [name_of("addressee", code, say) for code in asked.addressees]
    return " · ".join(said)


def _counterpart(other: Paragraph, say: Strings) -> str:
    cited = citation(other, other.lang)
    line = cite_link(other, say) + copy_buttons(say)
    return tag(
        "div",
        tag("div", line, "card-head") + passage(other.text, other.lang) + source([other], say),
        "counterpart",
        data_cite=cited,
        data_lang=other.lang,
    )


def recalls_table(edges: Iterable[RecallEdge], naming: bool, say: Strings) -> str:
    """One row a document and relation: what a text names or, where ``naming``, what names it, and
    the words, with the place where they stand."""
    columns = ("symbol", "relation_words", "words", "citation")
    head = "".join(tag("th", say(f"column.{key}"), scope="col") for key in columns)
    body = ""
    for edge in edges:
        paragraph = edge.passage.paragraph
        shown = edge.symbol if naming else edge.held or edge.target
        held = edge.symbol if naming else edge.held
        cell = document_link(held, say) if held else text(shown)
        if edge.is_stub and not naming:
            cell += tag("span", f" · {say('articles.not_held')}", "why")
        cells = tag("td", cell)
        cells += tag("td", say(f"relation.{edge.relation or 'none'}"))
        cells += tag("td", text(edge.words), lang=paragraph.lang)
        leads = document_address(paragraph.symbol, say, paragraph=paragraph)
        cells += tag("td", link(text(citation(paragraph, say.lang)), leads))
        body += tag("tr", cells)
    return tag("table", tag("thead", tag("tr", head)) + tag("tbody", body), "held", say.lang)


def clauses_table(clauses: Sequence[ClauseEdge], say: Strings) -> str:
    """The articles of other instruments that correspond, each with what it is to the one asked."""
    columns = ("provision", "corresponding", "relation", "cosine")
    head = "".join(tag("th", say(f"column.{key}"), scope="col") for key in columns)
    body = ""
    for clause in clauses:
        cells = tag("td", text(f"{clause.first} {clause.first_title}"))
        name = instrument_name(clause.second.partition(":")[0], say)
        cells += tag("td", text(f"{clause.second} {clause.second_title} ({name})"))
        cells += tag("td", say(f"clauses.{clause.relation}"))
        cells += tag("td", f"{clause.similarity:.2f}", "figure")
        body += tag("tr", cells)
    return tag("table", tag("thead", tag("tr", head)) + tag("tbody", body), "held", say.lang)
