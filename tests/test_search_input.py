"""Queries that nobody should have to think of: an answer or one clear line, never anything else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fake_encoder import FakeEncoder
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_index import TEXTS, build, write_corpus

from pipeline.encode import load_encoder
from pipeline.errors import TongwenError
from pipeline.ingest import ingest
from pipeline.search import Searcher
from pipeline.search.query import LONGEST, read_question
from pipeline.store.reading import open_store


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("input"), TEXTS)[0]


@pytest.fixture(scope="module")
def searcher(index: Path) -> Iterator[Searcher]:
    store = open_store(index)
    yield Searcher(store, FakeEncoder)
    store.close()


@pytest.mark.parametrize(
    "query", ["", " \t\n", "？！…", '""', "“”「」", "¹²", "\x00\x01", "\ud800", "*", "()", "---"]
)
def test_a_query_without_letters_is_empty(searcher: Searcher, query: str) -> None:
    with pytest.raises(TongwenError, match="the query is empty") as refusal:
        searcher.search(query)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    "query",
    [
        "запрос о взаимной правовой помощи",
        "طلب المساعدة القانونية المتبادلة",
        "犯罪人の引渡しについて",
        "범죄인 인도",
        "αμοιβαία δικαστική συνδρομή",
    ],
)
def test_a_query_in_another_script_is_told_so(searcher: Searcher, query: str) -> None:
    with pytest.raises(TongwenError, match="neither Chinese nor English") as refusal:
        searcher.search(query)
    assert "\n" not in str(refusal.value)
    quoted = searcher.search(f'"{query}"')
    assert not any(m.why[0] == "exact" for m in (*quoted.zh, *quoted.en))


def test_french_and_lone_foreign_letters_are_answered(searcher: Searcher) -> None:
    assert searcher.search("l'entraide judiciaire la plus large").en
    assert searcher.search("exposure of 5 μg to β radiation").en


@pytest.mark.parametrize(
    "query",
    [
        "NEAR(secretariat report, 2)",
        "secretariat AND NOT report",
        "OR",
        "AND OR NOT",
        "words : secretariat",
        "marks:report -secretariat ^shall",
        '"secretariat',
        '"" secretariat',
        "secretariat*",
        "'); DROP TABLE paragraphs; --",
        '{words grams} : "report" + "shall"',
        "secretariat\x00report",
        "secretariat\ud83d report",
        "%_\\",
        "a" * 5000,
    ],
)
def test_operators_of_the_full_text_are_words(searcher: Searcher, query: str) -> None:
    try:
        found = searcher.search(query)
    except TongwenError as refusal:
        assert "the query is empty" in str(refusal)
        return
    assert found.en
    if "secretariat" in query:
        assert "secretariat" in found.en[0].paragraph.text


def test_what_is_quoted_is_found_as_it_stands(searcher: Searcher) -> None:
    assert searcher.search('"NEAR(report"').en == ()
    assert len(searcher.search('"article 18, paragraph 13"').en) == 1
    assert searcher.search('"report to the Conference*"').en == ()


def test_only_words_that_ask(searcher: Searcher) -> None:
    assert searcher.search("the of and").en
    assert searcher.search("的 和").zh


def test_long_queries(searcher: Searcher) -> None:
    with pytest.raises(TongwenError, match="100,000 characters: at most 20,000") as refusal:
        searcher.search("shall " * 16_666 + "also")
    assert "\n" not in str(refusal.value)
    assert searcher.search("the secretariat shall report " * (LONGEST // 29)).en
    assert searcher.search("秘书处应当报告" * (LONGEST // 7)).zh
    assert searcher.search(f'"{"secretariat " * 1500}"').en == ()
    assert searcher.search(f"“{'秘书处' * 3000}”").zh == ()
    with pytest.raises(TongwenError, match="quotes 17 phrases: at most 16"):
        searcher.search('"report" ' * 17)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.text(st.characters(), max_size=40)
    | st.text("\"'*():^-{}+NEARDO 秘书处18第条款/“”", max_size=30)
)
def test_any_text_is_answered_or_refused_in_one_line(searcher: Searcher, query: str) -> None:
    try:
        found = searcher.search(query)
    except TongwenError as refusal:
        assert "\n" not in str(refusal)
        return
    for match in (*found.zh, *found.en):
        text = match.paragraph.text
        ends = [end for span in match.spans for end in span]
        assert ends == sorted(set(ends))
        assert all(0 <= end <= len(text) for end in ends)


def test_words_are_marked_in_both_languages(tmp_path: Path) -> None:
    ingest([write_corpus(tmp_path / "corpus")], tmp_path / "index", load_encoder(), workers=0)
    store = open_store(tmp_path / "index")
    searcher = Searcher(store, load_encoder)

    def marked(query: str) -> tuple[list[str], list[str]]:
        found = searcher.search(query, k=1)
        zh, en = found.zh[0], found.en[0]
        return (
            [zh.paragraph.text[a:b] for a, b in zh.spans],
            [en.paragraph.text[a:b] for a, b in en.spans],
        )

    zh, en = marked("transfer of sentenced persons")
    assert zh[0].startswith("被判刑人")
    assert {"transfer", "sentenced", "persons"} <= set(en)
    zh, en = marked("最广泛的司法协助")
    assert "司法协助" in "".join(zh)
    assert "assistance" in " ".join(en)
    (match,) = searcher.search('"the Conference"', k=1, fold=True).en
    assert [match.paragraph.text[a:b] for a, b in match.spans] == ["the Conference"]
    assert [p.lang for p in match.counterpart] == ["zh"]
    assert len(match.counterpart_spans) == 1
    store.close()


def test_nothing_of_a_query_is_read_as_what_it_is_not() -> None:
    assert read_question("A/RES/79/243" + " " * 10).symbol == "A/RES/79/243"
    assert read_question("x" * 300).symbol == ""
    assert read_question("79/243\x00").serial == "79/243"
