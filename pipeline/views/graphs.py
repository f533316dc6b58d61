"""What concerns a provision as a picture: articles at the left, documents by session to the right,
the kind of tie in the stroke of the line."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pipeline.records import Heading
from pipeline.records.articles import ArticleAnswer, ArticleEdge, EdgeKind
from pipeline.strings import Strings
from pipeline.text.symbols import natural
from pipeline.views.drawing import FONT, PRINT, Ink, hexadecimal

if TYPE_CHECKING:
    import altair as alt

KINDS = ("cites", "heading", "content", "clause")
_DASHES = ([1, 0], [7, 3], [2, 3], [10, 2, 2, 2])
MOST = 60
"""Documents that one picture shows; of more, those with the strongest ties and the latest."""
_OTHERS, _ARTICLES, _DOCUMENTS = 0, 1, 2
"""The columns, from the left."""
_ROW, _WIDTH, _TITLE = 20, 900, 46
"""Points between two rows, the width in points, and the characters of a title that are shown."""


@dataclass(frozen=True, slots=True)
class _Node:
    """A label at a column and a row, with what a pointer shows of it."""

    x: float
    y: float
    label: str
    more: str


def picture_of(answer: ArticleAnswer, say: Strings, ink: Ink = PRINT) -> "alt.LayerChart":
    """The picture of ``answer``: its provisions, the articles of other instruments that correspond
    at their left, and at most ``MOST`` documents at their right, session below session."""
    edges, left_out = _shown(answer.edges)
    documents, heads = _documents(edges)
    articles = _articles(answer, edges)
    columns = Counter(node.x for node in articles.values())
    height = max(_rows(documents), max(columns.values(), default=1))
    articles = {
        key: replace(node, y=(node.y + 0.5) * height / columns[node.x] - 0.5)
        for key, node in articles.items()
    }
    strongest: dict[tuple[str, str], EdgeKind] = {}
    for edge in sorted(edges, key=lambda e: KINDS.index(e.kind)):
        strongest.setdefault((edge.key, edge.passage.document.symbol), edge.kind)
    links = [
        _link(articles[key], documents[symbol], kind, say)
        for (key, symbol), kind in strongest.items()
    ] + [
        _link(articles[clause.second], articles[clause.first], "clause", say)
        for clause in answer.clauses
        if clause.first in articles
    ]
    nodes = (*articles.values(), *documents.values())
    return _drawn(nodes, heads, links, height, left_out, say, ink)


def _shown(edges: Sequence[ArticleEdge]) -> tuple[tuple[ArticleEdge, ...], int]:
    """The edges of the documents that are shown, and how many documents are left out."""
    ranked = sorted(edges, key=lambda e: e.passage.document.date, reverse=True)
    ranked.sort(key=lambda e: KINDS.index(e.kind))
    symbols = list(dict.fromkeys(e.passage.document.symbol for e in ranked))
    kept = set(symbols[:MOST])
    shown = tuple(e for e in edges if e.passage.document.symbol in kept)
    return shown, len(symbols) - len(kept)


def _articles(answer: ArticleAnswer, edges: Sequence[ArticleEdge]) -> dict[str, _Node]:
    cited = dict.fromkeys([*answer.keys, *(e.key for e in edges)])
    out = {key: _Node(_ARTICLES, n, key, key) for n, key in enumerate(sorted(cited, key=natural))}
    titles = {c.second: c.second_title for c in answer.clauses if c.second not in out}
    for n, (key, title) in enumerate(titles.items()):
        out[key] = _Node(_OTHERS, n, key, title or key)
    return out


def _documents(edges: Sequence[ArticleEdge]) -> tuple[dict[str, _Node], list[_Node]]:
    """The documents of ``edges`` by symbol, one below the other, and the heads of their sessions,
    in the order of their dates."""
    sessions: dict[str, dict[str, Heading]] = {}
    for edge in edges:
        document = edge.passage.document
        name = " ".join(filter(None, (document.body, document.session))) or "—"
        sessions.setdefault(name, {}).setdefault(document.symbol, document)
    ordered = sorted(
        sessions.items(), key=lambda item: (min(d.date for d in item[1].values()), natural(item[0]))
    )
    out: dict[str, _Node] = {}
    heads: list[_Node] = []
    row = 0.0
    for name, held in ordered:
        heads.append(_Node(_DOCUMENTS, row, name, name))
        for symbol in sorted(held, key=natural):
            row += 1
            label = f"{symbol}  {_clipped(held[symbol].title)}".strip()
            out[symbol] = _Node(_DOCUMENTS, row, label, held[symbol].title)
        row += 1.4
    return out, heads


def _rows(documents: Mapping[str, _Node]) -> float:
    return max((node.y for node in documents.values()), default=0) + 1


def _clipped(title: str) -> str:
    return title if len(title) <= _TITLE else f"{title[:_TITLE]}…"


def _link(first: _Node, second: _Node, kind: str, say: Strings) -> dict[str, Any]:
    return {
        "x": first.x,
        "y": first.y,
        "x2": second.x,
        "y2": second.y,
        "kind": say(f"articles.kind.{kind}"),
        "from": first.label,
        "to": second.label,
    }


def _drawn(
    nodes: Sequence[_Node],
    heads: Sequence[_Node],
    links: Sequence[dict[str, Any]],
    height: float,
    left_out: int,
    say: Strings,
    ink: Ink,
) -> "alt.LayerChart":
    import altair as alt

    x = alt.X("x:Q", scale=alt.Scale(domain=[-0.45, 3.1], nice=False), axis=None)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[-0.6, height], reverse=True, nice=False), axis=None)
    layers = [_lines(links, x, y, say, ink), *_labels(nodes, x, y, ink), _heads(heads, x, y, ink)]
    chart = alt.layer(*layers).properties(width=_WIDTH, height=max(120, int(_ROW * (height + 0.6))))
    if left_out:
        chart = chart.properties(title=say("articles.left_out", n=left_out, shown=MOST))
    return _set(chart, ink)


def _lines(links: Sequence[dict[str, Any]], x: Any, y: Any, say: Strings, ink: Ink) -> Any:
    import altair as alt

    names = [say(f"articles.kind.{kind}") for kind in KINDS]
    colours = [hexadecimal(c) for c in (ink.strong, ink.strong, ink.middle, ink.middle)]
    legend = alt.Legend(symbolSize=500, symbolStrokeWidth=1.6)
    dashes = alt.Scale(domain=names, range=list(_DASHES))
    return (
        alt.Chart(alt.Data(values=list(links)))
        .mark_rule(opacity=0.7)
        .encode(
            x=x,
            y=y,
            x2="x2:Q",
            y2="y2:Q",
            strokeDash=alt.StrokeDash("kind:N", scale=dashes, title=None, legend=legend),
            color=alt.Color(
                "kind:N", scale=alt.Scale(domain=names, range=colours), title=None, legend=legend
            ),
            tooltip=["from:N", "kind:N", "to:N"],
        )
    )


def _labels(nodes: Sequence[_Node], x: Any, y: Any, ink: Ink) -> list[Any]:
    """Dots and words of the nodes: at the left of an article, at the right of a document."""
    import altair as alt

    def base(kept: Sequence[_Node]) -> Any:
        return alt.Chart(_values(kept)).encode(
            x=x, y=y, text="label:N", tooltip=["label:N", "more:N"]
        )

    articles = base([n for n in nodes if n.x < _DOCUMENTS])
    documents = base([n for n in nodes if n.x == _DOCUMENTS])
    left = {"align": "right", "dx": -6, "fontSize": 11, "fontWeight": "bold", "color": ink.text}
    right = {"align": "left", "dx": 6, "fontSize": 10.5, "color": ink.text}
    return [
        base(nodes).mark_circle(size=34, opacity=1, color=hexadecimal(ink.strong)),
        articles.mark_text(**left),
        documents.mark_text(**right),
    ]


def _heads(heads: Sequence[_Node], x: Any, y: Any, ink: Ink) -> Any:
    import altair as alt

    words = {"align": "left", "dx": 6, "fontSize": 11, "fontWeight": "bold", "color": ink.text}
    return alt.Chart(_values(heads)).mark_text(**words).encode(x=x, y=y, text="label:N")


def _values(nodes: Sequence[_Node]) -> Any:
    import altair as alt

    return alt.Data(values=[{"x": n.x, "y": n.y, "label": n.label, "more": n.more} for n in nodes])


def _set(chart: Any, ink: Ink) -> "alt.LayerChart":
    return (
        chart.configure(font=FONT, background=ink.paper)
        .configure_view(stroke=None)
        .configure_legend(orient="bottom", labelColor=ink.text, labelLimit=400)
        .configure_title(color=ink.text, fontSize=11, fontWeight="normal", anchor="start")
    )
