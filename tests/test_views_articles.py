"""The article index drawn: heat map, picture, cards and tables hold what the answer holds."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from test_articles import TEXTS, of_body

from pipeline.collection import Collection
from pipeline.records import LANGS, Lang
from pipeline.records.articles import ArticleAnswer, ArticleCount, ClauseEdge
from pipeline.strings import Strings
from pipeline.views.articles import (
    SLANTED,
    WIDEST,
    clauses_table,
    counts_frame,
    edge_cards,
    edges_frame,
    heat_map,
    instrument_name,
)
from pipeline.views.drawing import svg_bytes
from pipeline.views.graphs import KINDS, MOST, picture_of

SAY = Strings("en")
CORRESPONDS = ClauseEdge("UNTOC:21", "UNCAC:47", "same", 0.99, "Transfer", "<b>Transfer</b>")


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    index = of_body("CTOC-WG.3", tmp_path_factory.mktemp("drawn"), TEXTS)
    with Collection.open(index) as collection:
        yield collection


@pytest.fixture
def answer(held: Collection) -> ArticleAnswer:
    return replace(held.articles("21"), clauses=(CORRESPONDS,))


def values(spec: str) -> list[dict[str, object]]:
    """Every row of values in a chart, whichever layer holds it."""
    found: list[dict[str, object]] = []

    def walk(node: object) -> None:
        if isinstance(node, dict):
            if isinstance(node.get("values"), list):
                found.extend(node["values"])
            for child in node.values():
                walk(child)
        elif isinstance(node, list):
            for child in node:
                walk(child)

    walk(json.loads(spec))
    return found


def test_labels_of_the_heat_map_stand_at_their_own_row_and_column(held: Collection) -> None:
    spec = json.loads(heat_map(held.article_index(), SAY).to_json())
    axes = [layer["encoding"][side]["axis"] for layer in spec["layer"] for side in ("x", "y")]
    assert {axis["labelFlush"] for axis in axes} == {False}


def test_the_heat_map_has_a_cell_for_each_count(held: Collection) -> None:
    counts = held.article_index("UNTOC")
    cells = [row for row in values(heat_map(counts, SAY).to_json()) if "article" in row]
    assert {(c["article"], c["session"], c["count"]) for c in cells} == {
        (c.provision, f"{c.body} {c.session}", c.cites + c.heading) for c in counts
    }
    assert len(counts_frame(counts, SAY)) == len(counts)


@pytest.mark.parametrize(("sessions", "width", "angle"), [(8, 8 * 93, 0), (20, 20 * SLANTED, -45)])
def test_many_sessions_slant_so_that_the_heat_map_fits_a_narrow_window(
    sessions: int, width: int, angle: int
) -> None:
    counts = [
        ArticleCount("UNTOC", "21", "ECOSOC", f"{2001 + n}", f"{2001 + n}-07-01", 1, 0)
        for n in range(sessions)
    ]
    spec = json.loads(heat_map(counts, SAY).to_json())
    assert spec["width"] == width <= WIDEST
    assert {layer["encoding"]["x"]["axis"]["labelAngle"] for layer in spec["layer"]} == {angle}


def test_the_picture_joins_each_article_and_document_once_by_the_strongest_tie(
    answer: ArticleAnswer,
) -> None:
    links = [row for row in values(picture_of(answer, SAY).to_json()) if "kind" in row]
    names = {SAY(f"articles.kind.{kind}") for kind in KINDS}
    assert {str(row["kind"]) for row in links} <= names
    ends = [(row["from"], str(row["to"]).split("  ")[0]) for row in links]
    assert sorted(ends) == [
        ("UNCAC:47", "UNTOC:21"),
        ("UNTOC:21", "CTOC/COP/WG.3/2031/2"),
    ]
    tie = next(row for row in links if row["from"] == "UNTOC:21")
    assert tie["kind"] == SAY("articles.kind.cites")


@pytest.mark.parametrize("lang", LANGS)
def test_the_picture_is_drawn_without_a_network(answer: ArticleAnswer, lang: Lang) -> None:
    drawn = svg_bytes(picture_of(answer, Strings(lang))).decode()
    assert "CTOC/COP/WG.3/2031/2" in drawn
    assert Strings(lang)("articles.kind.clause") in drawn


def test_a_picture_of_clauses_alone_and_one_of_too_many_documents(answer: ArticleAnswer) -> None:
    assert svg_bytes(picture_of(replace(answer, edges=()), SAY))
    edge = answer.edges[0]
    many = tuple(
        replace(
            edge,
            passage=replace(edge.passage, document=replace(edge.passage.document, symbol=f"T/{n}")),
        )
        for n in range(MOST + 3)
    )
    spec = picture_of(replace(answer, edges=many), SAY).to_json()
    links = [row for row in values(spec) if row.get("from") == "UNTOC:21"]
    assert len(links) == MOST
    assert SAY("articles.left_out", n=3, shown=MOST) in spec


def test_cards_and_tables_show_the_words_escaped(answer: ArticleAnswer) -> None:
    paragraph = replace(answer.edges[0].passage.paragraph, text="<i>article 21</i>")
    edge = replace(
        answer.edges[0],
        passage=replace(answer.edges[0].passage, paragraph=paragraph),
        start=3,
        end=13,
        words="article 21",
    )
    card = edge_cards([edge], SAY)
    assert '&lt;i&gt;<mark class="hit">article 21</mark>&lt;/i&gt;' in card
    assert "<b>" not in clauses_table([CORRESPONDS], SAY)
    frame = edges_frame(answer.edges, SAY)
    assert len(frame) == len(answer.edges)
    assert list(frame[SAY("column.provision")]) == [e.key for e in answer.edges]


def test_an_instrument_has_its_name_in_either_language() -> None:
    assert instrument_name("UNTOC", Strings("zh")) == "联合国打击跨国有组织犯罪公约"
    assert instrument_name("UNTOC", SAY).startswith("United Nations Convention against")
    assert instrument_name("NOWHERE", SAY) == "NOWHERE"
