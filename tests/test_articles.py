"""The article graph: what concerns a provision, which clauses correspond, what recalls what."""

from collections.abc import Iterator
from pathlib import Path

import networkx
import pytest
from fake_encoder import FakeEncoder
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from small_index import Text, build, write_corpus

from build import document
from pipeline.articles import graphml_bytes
from pipeline.articles.asked import Asked, article_of, covers, read_key
from pipeline.articles.edges import natural_provision
from pipeline.collection import Collection
from pipeline.errors import UnknownProvision, UnknownSymbol
from pipeline.ingest import ingest
from pipeline.records import Lang
from pipeline.records.articles import ArticleGraph, GraphLink, GraphNode
from pipeline.segment import segment
from pipeline.text.citations import provisions, read_citations, references

CRIME = "United Nations Convention against Transnational Organized Crime"
REPORT_EN = (
    "1. The Group recalled resolution 5/8.\n\n"
    f"2. States should name a contact under article 18, paragraph 13, of the {CRIME}.\n\n"
    f"3. Paragraphs 4 to 5 of article 18 of the {CRIME} allow information to be sent unasked.\n\n"
    "4. Article 10 of the Criminal Law of the People's Republic of China was explained.\n\n"
    "Transfer of criminal proceedings (article 21)\n\n"
    "5. Speakers told of delays.\n\n"
    "6. Proceedings should be moved early, under article 21."
)
REPORT_ZH = (
    "1. 工作组回顾第5/8号决议。\n\n"
    "2. 各国应按照《联合国打击跨国有组织犯罪公约》第十八条第十三款指定联络点。\n\n"
    "3. 《联合国打击跨国有组织犯罪公约》第十八条第四至五款允许主动提供资料。\n\n"
    "4. 有人介绍了刑法第10条。\n\n"
    "刑事诉讼的移交（第21条）\n\n"
    "5. 发言者谈到延误。\n\n"
    "6. 应当依照第21条尽早移交诉讼。"
)
LATER_EN = (
    f"1. States shall extradite under article 16 of the {CRIME}.\n\n"
    "2. Requests for extradition should be answered within a month.\n\n"
    "3. Article 46 of the United Nations Convention against Corruption was named as well."
)
TEXTS = (
    Text("CTOC/COP/WG.3/2031/2", "en", REPORT_EN, "2031-03-04", "2031"),
    Text("CTOC/COP/WG.3/2031/2", "zh", REPORT_ZH, "2031-03-04", "2031"),
    Text("CTOC/COP/WG.3/2032/5", "en", LATER_EN, "2032-03-04", "2032"),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return of_body("CTOC-WG.3", tmp_path_factory.mktemp("articles"), TEXTS)


def of_body(body: str, folder: Path, texts: tuple[Text, ...]) -> Path:
    """An index of ``texts``, all of them documents of ``body``."""
    listed = write_corpus(folder / "corpus", texts) / "corpus.toml"
    lines = listed.read_text(encoding="utf-8").replace('body = "T"', f'body = "{body}"')
    listed.write_text(lines, encoding="utf-8")
    ingest([folder / "corpus"], folder / "index", FakeEncoder(), workers=0)
    return folder / "index"


@pytest.fixture
def held(index: Path) -> Iterator[Collection]:
    with Collection.open(index) as collection:
        yield collection


def ties(held: Collection, key: str, lang: Lang | None = None) -> list[tuple[str, str, str]]:
    """Kind, provision and number of the passages that concern ``key``."""
    return [
        (e.kind, e.key, "/".join(e.passage.paragraph.number))
        for e in held.articles(key, lang).edges
    ]


# what is asked for --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ("18(13)", ["18(13)"]),
        (" 18 (13) ", ["18(13)"]),
        ("１８（１３）", ["18(13)"]),
        ("untoc:18", ["UNTOC:18"]),
        ("UNTOC", ["UNTOC"]),
        ("第18条第13款", ["18(13)"]),
        ("第十八条第四至五款", ["18(4)", "18(5)"]),
        ("article 18, paragraph 13", ["18(13)"]),
        ("paragraphs 4 to 5 of article 18", ["18(4)", "18(5)"]),
        (f"article 18 of the {CRIME}", ["UNTOC:18"]),
        ("《联合国反腐败公约》第四十六条", ["UNCAC:46"]),
        ("article 18 of the Convention", ["18"]),
        ("8bis", ["8bis"]),
    ],
)
def test_a_provision_is_asked_for_in_any_form(words: str, keys: list[str]) -> None:
    assert [asked.key for asked in read_key(words)] == keys


@pytest.mark.parametrize("words", ["", "hello", "resolution 55/25", "刑法第10条", "A/RES/55/25"])
def test_what_names_no_provision_is_refused_in_one_line(words: str) -> None:
    with pytest.raises(UnknownProvision) as refused:
        read_key(words)
    assert "\n" not in str(refused.value)


def test_an_article_covers_what_lies_below_it_and_no_other() -> None:
    assert covers("18", "18(13)(a)")
    assert covers("18(1)", "18(1)(b)")
    assert covers("", "18")
    assert not covers("18", "18bis")
    assert not covers("18(1)", "18(13)")
    assert not covers("18(13)", "18")
    assert Asked("UNTOC", "18").holds("UNTOC", "18(3)")
    assert not Asked("UNTOC", "18").holds("UNCAC", "18(3)")


@given(st.lists(st.integers(1, 99), min_size=1, max_size=4))
def test_provisions_are_sorted_as_they_stand_in_their_text(numbers: list[int]) -> None:
    made = [str(n) for n in numbers] + [f"{n}({m})" for n in numbers for m in (2, 10)]
    ordered = sorted(made, key=natural_provision)
    assert [int(article_of(p)) for p in ordered] == sorted(int(article_of(p)) for p in made)


# ties ---------------------------------------------------------------------------------------------


def test_a_passage_that_cites_a_paragraph_is_found_by_it_and_by_its_article(
    held: Collection,
) -> None:
    assert ties(held, "18(13)", "en") == [("cites", "UNTOC:18(13)", "2")]
    assert ties(held, "18", "en") == [
        ("cites", "UNTOC:18(4)", "3"),
        ("cites", "UNTOC:18(5)", "3"),
        ("cites", "UNTOC:18(13)", "2"),
    ]


def test_a_range_holds_each_of_its_paragraphs(held: Collection) -> None:
    for key in ("18(4)", "18(5)"):
        assert ties(held, key, "zh") == [("cites", f"UNTOC:{key}", "3")]
        assert held.articles(key, "zh").edges[0].words == "第十八条第四至五款"


def test_what_only_the_heading_cites_is_a_weaker_tie(held: Collection) -> None:
    for lang in ("en", "zh"):
        found = [t for t in ties(held, "21", lang) if t[0] != "content"]  # type: ignore[arg-type]
        assert found == [("cites", "UNTOC:21", "6"), ("heading", "UNTOC:21", "5")]
    edge = next(e for e in held.articles("21", "en").edges if e.kind == "heading")
    assert edge.words == "Transfer of criminal proceedings (article 21)"
    assert (edge.start, edge.end) == (-1, -1)


def test_without_a_language_a_passage_comes_once_with_its_counterpart(held: Collection) -> None:
    (edge,) = held.articles("18(13)").edges
    assert edge.passage.paragraph.lang == "en"
    assert [p.lang for p in edge.counterpart] == ["zh"]
    text = edge.passage.paragraph.text
    assert text[edge.start : edge.end] == edge.words == "article 18, paragraph 13"


def test_what_a_passage_asks_comes_with_it(tmp_path: Path) -> None:
    text = f"Recommendations\n\nThe Group agreed on the following recommendations:\n\n(a) States should apply article 18 of the {CRIME};\n\n(b) The Secretariat should report."
    index, _ = build(tmp_path, (Text("CTOC/COP/WG.3/2033/1", "en", text),))
    with Collection.open(index) as held:
        (edge,) = [e for e in held.articles("UNTOC:18").edges if e.kind == "cites"]
    assert edge.recommendation is not None
    assert edge.recommendation.paragraph == edge.passage.paragraph


def test_no_edge_leads_to_a_states_own_law(held: Collection) -> None:
    assert not [c for c in held.article_index() if c.instrument not in {"UNTOC", "UNCAC"}]
    with pytest.raises(UnknownProvision):
        held.articles("刑法第10条")
    with pytest.raises(UnknownProvision, match="10"):
        held.articles("10")


def test_the_title_of_an_article_is_a_tie_by_content_alone(held: Collection) -> None:
    assert ties(held, "UNTOC:16", "en") == [
        ("cites", "UNTOC:16", "1"),
        ("content", "UNTOC:16", "2"),
    ]
    edge = held.articles("UNTOC:16", "en").edges[1]
    assert edge.words == "extradition"
    assert edge.cosine is None
    # The organ is that of the parties to the other convention, and no passage cites it beside.
    assert "content" not in {kind for kind, _, _ in ties(held, "UNCAC:46")}


def test_articles_of_several_instruments_come_apart(tmp_path: Path) -> None:
    text = f"1. Article 5 of the {CRIME} and article 5 of the United Nations Convention against Corruption differ.\n\n2. Article 5 of the {CRIME} came first."
    index, _ = build(tmp_path, (Text("T/1", "en", text),))
    with Collection.open(index) as held:
        answer = held.articles("5")
    assert answer.keys == ("UNTOC:5", "UNCAC:5")
    assert [e.key for e in answer.edges] == ["UNCAC:5", "UNTOC:5", "UNTOC:5"]


# counts -------------------------------------------------------------------------------------------


def test_passages_are_counted_by_article_and_session_in_one_language(held: Collection) -> None:
    counts = {
        (c.instrument, c.provision, c.session): (c.cites, c.heading) for c in held.article_index()
    }
    assert counts == {
        ("UNTOC", "16", "2032"): (1, 0),
        ("UNTOC", "18", "2031"): (2, 0),
        ("UNTOC", "21", "2031"): (1, 1),
        ("UNCAC", "46", "2032"): (1, 0),
    }
    assert {c.instrument for c in held.article_index("UNCAC")} == {"UNCAC"}
    assert {c.opened for c in held.article_index("UNCAC")} == {"2032-03-04"}


# instruments held ---------------------------------------------------------------------------------


def test_the_paragraphs_of_an_instrument_know_their_provision() -> None:
    text = f"{CRIME}\n\nArticle 1\n\nPurpose\n\n1. States shall meet.\n\n2. They shall:\n\n(a) Talk;\n\n(b) Write, as paragraph 1 of this article says.\n\nArticle 2\n\nTerms\n\nWords mean what they mean."
    source = document(text, symbol="T/2", lang="en")
    paragraphs = segment(source)
    read = read_citations(source, paragraphs)
    found = {paragraphs[p.ordinal].text: p.provision for p in provisions(paragraphs, read)}
    assert found["1. States shall meet."] == "1(1)"
    assert found["(a) Talk;"] == "1(2)(a)"
    assert found["Words mean what they mean."] == "2"
    assert {p.instrument for p in provisions(paragraphs, read)} == {"UNTOC"}
    assert [r.key for r in references(paragraphs, read)] == ["UNTOC:1(1)"]


# the chain of resolutions -------------------------------------------------------------------------

RELATIONS: tuple[tuple[str, Lang, dict[str, str]], ...] = (
    ("Recalling its resolutions 55/25 of 15 November 2000 and 58/4,", "en", {"55/25": "recalls", "58/4": "recalls"}),
    ("Recalling resolution 70/1, and reaffirming resolution 71/1,", "en", {"70/1": "recalls", "71/1": "reaffirms"}),
    ("3. Requests a report pursuant to resolutions 70/1, 71/2 and 72/3;", "en", {"70/1": "pursuant", "71/2": "pursuant", "72/3": "pursuant"}),
    ("4. Stresses the implementation of resolution 70/1;", "en", {"70/1": "implements"}),
    ("5. Also takes note of resolution 70/1;", "en", {"70/1": "takes-note"}),
    ("6. Requests the Secretariat to print resolution 70/1;", "en", {"70/1": ""}),
    ("回顾其第55/25号和第58/4号决议，", "zh", {"55/25": "recalls", "58/4": "recalls"}),
    ("又回顾大会题为“执行《公约》”的第70/1号决议，还重申第71/1号决议，", "zh", {"70/1": "recalls", "71/1": "reaffirms"}),
    ("3. 请秘书处根据大会第70/1号、第71/2号决议提出报告；", "zh", {"70/1": "pursuant", "71/2": "pursuant"}),
    ("2. 还核可第70/1号决议；", "zh", {"70/1": "endorses"}),
    ("3. 关切第70/1号和第71/2号决议的执行情况；", "zh", {"70/1": "implements", "71/2": "implements"}),
    ("又回顾其关于执行《行动计划》的2017年7月6日第70/1号决议，", "zh", {"70/1": "recalls"}),
    ("3. Asks all to comply with paragraph 3 of resolution 70/1 and paragraph 4 of resolution 71/2;", "en", {"70/1": "pursuant", "71/2": "pursuant"}),
    ("2. 请秘书处分发第70/1号决议；", "zh", {"70/1": ""}),
)  # fmt: skip


@pytest.mark.parametrize(("text", "lang", "wanted"), RELATIONS)
def test_what_a_text_does_with_a_resolution_is_read_from_the_words_before_it(
    text: str, lang: Lang, wanted: dict[str, str]
) -> None:
    source = document(text, symbol="A/RES/79/1", lang=lang)
    paragraphs = segment(source)
    found = references(paragraphs, read_citations(source, paragraphs))
    assert {r.provision: r.relation for r in found} == wanted


CHAIN = (
    Text("A/RES/80/1", "en", "The General Assembly,\n\nRecalling its resolution 79/5 and its resolution 55/25,\n\n1. Decides to meet, pursuant to its resolution 79/5.", "2025-10-01", "80"),
    Text("A/RES/79/5", "en", "The General Assembly,\n\nReaffirming its resolution 55/25,\n\n1. Decides to rest.", "2024-10-01", "79"),
)  # fmt: skip


def test_a_document_named_is_held_or_a_stub(tmp_path: Path) -> None:
    with Collection.open(of_body("GA", tmp_path, CHAIN)) as held:
        named = [(e.target, e.relation, e.held) for e in held.recalled("A/RES/80/1")]
        naming = [(e.symbol, e.relation) for e in held.recalling("A/RES/55/25")]
        with pytest.raises(UnknownSymbol):
            held.recalled("A/RES/1/1")
        assert held.recalling("A/RES/1/1") == ()
    assert named == [
        ("A/RES/79/5", "recalls", "A/RES/79/5"),
        ("A/RES/55/25", "recalls", ""),
        ("A/RES/79/5", "pursuant", "A/RES/79/5"),
    ]
    assert naming == [("A/RES/79/5", "reaffirms"), ("A/RES/80/1", "recalls")]


# the graph as a file ------------------------------------------------------------------------------

NAMESPACE = "{http://graphml.graphdrawing.org/xmlns}"


def assert_sound(content: bytes) -> None:
    """What the schema of GraphML asks: ids of keys and nodes are unique, data name declared keys of
    their own kind, links have their ends."""
    root = etree.fromstring(content)
    assert root.tag == f"{NAMESPACE}graphml"
    keys = {k.get("id"): k.get("for") for k in root.findall(f"{NAMESPACE}key")}
    assert len(keys) == len(root.findall(f"{NAMESPACE}key"))
    (graph,) = root.findall(f"{NAMESPACE}graph")
    assert graph.get("edgedefault") == "directed"
    nodes = [node.get("id") for node in graph.findall(f"{NAMESPACE}node")]
    assert len(set(nodes)) == len(nodes)
    for link in graph.findall(f"{NAMESPACE}edge"):
        assert {link.get("source"), link.get("target")} <= set(nodes)
    for kind in ("node", "edge"):
        for element in graph.findall(f"{NAMESPACE}{kind}"):
            assert all(keys[d.get("key")] == kind for d in element.findall(f"{NAMESPACE}data"))


def test_the_graph_opens_again_with_its_words(held: Collection, tmp_path: Path) -> None:
    content = graphml_bytes(held.article_graph("21", None, "zh"))
    assert_sound(content)
    path = tmp_path / "graph.graphml"
    path.write_bytes(content)
    graph = networkx.read_graphml(path)
    assert graph.nodes["UNTOC:21"]["kind"] == "provision"
    kinds = {(d["kind"], d["words"]) for _, _, d in graph.edges(data=True)}
    assert ("cites", "第21条") in kinds
    stubs = [n for n, d in graph.nodes(data=True) if d["kind"] == "stub"]
    assert stubs == ["CTOC-COP:RES:5/8"]
    passage = next(d for _, d in graph.nodes(data=True) if d["kind"] == "passage")
    assert passage["label"].startswith("CTOC/COP/WG.3/2031/2，第")


names = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1, max_size=8)


@given(st.lists(names, min_size=1, max_size=5, unique=True), names)
def test_any_words_make_a_sound_file(ids: list[str], words: str) -> None:
    nodes = tuple(GraphNode(f"n{i}", "passage", name, words) for i, name in enumerate(ids))
    links = tuple(GraphLink("n0", node.id, "cites", words=words, weight=0.5) for node in nodes)
    assert_sound(graphml_bytes(ArticleGraph(nodes, links)))


# the seeds ----------------------------------------------------------------------------------------


@pytest.mark.shared
def test_the_seeds_give_what_a_reader_finds_in_them() -> None:
    from evaluation.articles import places
    from shared import shared

    found = places(shared("texts/seeds"))
    assert [place for place in found if not place.is_right] == []
    assert len(found) == 6
