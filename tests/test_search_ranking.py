"""Rankings by themselves and together, other forms of concepts, provisions, recurrences."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from fake_encoder import FakeEncoder
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from small_index import TEXTS, Text, build

from evaluation.search.distractors import distractors
from pipeline import lexicon
from pipeline.records import LANGS, Lang, Match
from pipeline.search import WHY, Searcher
from pipeline.search.cited import Asked, asks_alone, provisions_asked
from pipeline.search.concepts import concepts
from pipeline.search.covering import Covering, Group, best_rows, word_groups
from pipeline.search.fusion import fuse, total_of, weight
from pipeline.search.postings import Postings
from pipeline.search.translated import other_groups
from pipeline.store.fulltext import FullText, Term
from pipeline.store.reading import Store, open_store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    index, _ = build(tmp_path_factory.mktemp("ranking"))
    with_texts = open_store(index)
    yield with_texts
    with_texts.close()


def floats(*values: float) -> NDArray[np.float32]:
    return np.array(values, dtype=np.float32)


def test_rankings_are_weighed_and_added_as_worked_by_hand() -> None:
    rankings = {"dense": floats(0.5, 0.2, 0.4, 0.3), "words": floats(0, 0.6, 0, 0.1)}
    by_words = weight("own", "words")
    fused = fuse(np.array([7, 8, 9, 8]), rankings, "own")
    values = {7: 0.5, 8: 0.3 + by_words * 0.6, 9: 0.4}  # of equal keys the greatest counts
    assert [one.key for one in fused] == sorted(values, key=lambda key: -values[key])
    assert {one.key: one.value for one in fused} == pytest.approx(values)
    assert {one.key: one.why for one in fused} == {
        7: ("dense 1",),
        8: ("dense 3", "words 1"),
        9: ("dense 2",),
    }
    assert {one.key: one.cosine for one in fused} == pytest.approx({7: 0.5, 8: 0.3, 9: 0.4})
    assert fuse(np.empty(0, dtype=np.int64), {"dense": floats()}, "own") == []


@given(st.lists(st.tuples(st.integers(0, 9), st.floats(0, 1, width=32)), max_size=20))
def test_fusion_loses_nothing_and_is_in_order(found: list[tuple[int, float]]) -> None:
    keys = np.array([key for key, _ in found], dtype=np.int64)
    rankings = {"dense": floats(*(value for _, value in found))}
    fused = fuse(keys, rankings, "other")
    assert sorted(one.key for one in fused) == sorted(set(keys.tolist()))
    assert [one.value for one in fused] == sorted((one.value for one in fused), reverse=True)
    assert total_of(rankings, "other") == pytest.approx(
        rankings["dense"] * weight("other", "dense")
    )


def test_every_ranking_that_is_weighed_is_a_reason() -> None:
    rows = lexicon.rows("ranking_weights")
    assert {row["ranking"] for row in rows} <= {*WHY, "crowded"}, "what takes off is no reason"
    assert {row["side"] for row in rows} == {"own", "other"}
    assert all(0 <= float(row["weight"]) <= 3 for row in rows)


def test_a_share_is_what_a_passage_holds_of_all_that_is_asked_for(store: Store) -> None:
    ids = np.ascontiguousarray(store.rows["en"]["id"])
    postings = Postings(FullText(store, "en"), ids)
    everything = np.ones(len(ids), dtype=np.bool_)

    def values(*groups: Group) -> list[float]:
        return [float(v) for v in Covering(postings, len(ids), groups).values(everything)]

    def word(form: str) -> Group:
        return Group(((Term("words", form), 1.0),))

    assert values(word("sentenced")) == [0, 1, 0, 0, 0]
    # five passages; "shall" stands in four, "sentenced" in one: ln(1 + 1.5/4.5), ln(1 + 4.5/1.5)
    often, once = np.log(1 + 1.5 / 4.5), np.log(1 + 4.5 / 1.5)
    share = often / (often + once)
    assert values(word("shall"), word("sentenced")) == pytest.approx([share, 1, share, 0, share])
    either = Group(((Term("words", "sentenced"), 0.5), (Term("words", "recalled"), 1.0)))
    assert values(either) == [0, 0.5, 0, 1, 0]
    assert best_rows(floats(0, 0.5, 0, 1, 0.5), 2).tolist() in ([3, 1], [3, 4])
    assert values(word("moon")) == [0] * 5


def test_words_that_only_ask_are_left_out() -> None:
    def tokens(query: str) -> set[str]:
        return {term.token for group in word_groups(query, "en") for term, _ in group.terms}

    assert tokens("Which provisions let a witness testify?") == {"witness", "testify"}
    assert tokens("which of the") == {"which", "of", "the"}, "they are all there is"
    assert "79/243" in tokens("what does resolution 79/243 say")


def test_the_concepts_of_a_query_and_their_other_forms() -> None:
    (found,) = concepts("grounds to refuse Mutual Legal Assistance requests", "en")
    assert "司法协助" in found.forms("zh")
    others = ("mutual assistance in criminal matters", "judicial assistance")
    assert found.forms("en") == others
    assert found.expansions[0].term == "Mutual Legal Assistance"
    assert found.expansions[0].source == "terms:mutual-legal-assistance"
    (chinese,) = concepts("拒绝司法协助的理由", "zh")
    assert chinese.forms("en") == ("mutual legal assistance", *others)
    assert {"法律互助", "司法互助"} <= set(chinese.forms("zh"))
    assert concepts("nothing of the kind", "en") == concepts("", "zh") == ()


def test_provisions_that_a_query_names() -> None:
    assert provisions_asked("article 18, paragraph 13", "en") == (Asked("", "18(13)"),)
    named = provisions_asked("第十八条第13款《联合国打击跨国有组织犯罪公约》", "zh")
    assert [asked.provision for asked in named] == ["18(13)"]
    assert provisions_asked("18 States in 2024", "en") == ()


def test_a_query_that_names_a_provision_and_nothing_else() -> None:
    def alone(query: str, lang: Lang) -> bool:
        return asks_alone(query, lang, provisions_asked(query, lang))

    assert alone("article 18, paragraph 13", "en")
    assert alone("which is article 18 UNTOC", "en")
    assert alone("第十八条第13款", "zh")
    assert not alone("costs under article 18", "en")
    assert not alone("extradition", "en")


def test_passages_that_concern_a_provision_come_first(store: Store) -> None:
    searcher = Searcher(store, FakeEncoder)
    for query in ("article 18, paragraph 13", "第18条第13款"):
        found = searcher.search(query, k=2)
        for first in (found.zh[0], found.en[0]):
            assert first.paragraph.label == "2."
            assert "cites 1" in first.why
            (span,) = first.spans
            words = first.paragraph.text[slice(*span)]
            assert words in {"article 18, paragraph 13", "第18条第13款"}


def test_words_are_looked_up_in_the_other_language() -> None:
    def tokens(query: str, lang: str) -> set[str]:
        groups = other_groups(query, "zh" if lang == "zh" else "en")
        return {term.token for group in groups for term, _ in group.terms}

    assert "绑架" in tokens("abduction of children", "en")
    assert "interpol" in tokens("INTERPOL 红色通报", "zh")
    assert "79/243" in tokens("第79/243号决议的执行", "zh")


class Backwards:
    """Finds the shortest passage the nearest."""

    name = "backwards"

    def relevance(self, query: str, passages: Sequence[str]) -> NDArray[np.float32]:
        return floats(*(-len(passage) for passage in passages))


def test_a_reranker_orders_what_is_found_behind_exact_matches(store: Store) -> None:
    searcher = Searcher(store, FakeEncoder)
    found = searcher.search("secretariat shall report", k=3, reranker=Backwards()).en
    lengths = [len(m.paragraph.text) for m in found]
    assert lengths == sorted(lengths)
    assert [m.why[-1] for m in found] == ["reranked 1", "reranked 2", "reranked 3"]
    exact = searcher.search("移管", k=3, reranker=Backwards()).zh
    assert exact[0].why[0] == "exact"
    assert [m.why[-1] for m in exact[1:]] == ["reranked 1", "reranked 2"]


def test_what_was_looked_up_beside_the_query_is_told_and_can_be_left_out(store: Store) -> None:
    searcher = Searcher(store, FakeEncoder)
    told = searcher.search("mutual legal assistance")
    asked = "mutual legal assistance"
    assert [(e.term, e.lang) for e in told.expansions] == [(asked, "zh"), (asked, "en")]
    zh = {m.paragraph.label: m.why for m in told.zh if m.paragraph.symbol == "T/RES/1/1"}
    assert any(why.startswith("terms ") for why in zh["1."])
    silent = searcher.search("mutual legal assistance", expand=False)
    assert silent.expansions == ()
    assert not any(why.startswith("terms") for m in (*silent.zh, *silent.en) for why in m.why)


def test_of_recurrences_the_one_that_has_the_figures_is_shown(tmp_path: Path) -> None:
    yearly = [
        Text(f"T/RES/{n}/1", "en", f"1. Requests a report at session {n} on the oceans and the sea.",
             f"20{n}-01-01", str(n))
        for n in range(11, 15)
    ]  # fmt: skip
    index, _ = build(tmp_path, tuple(yearly))
    searcher = Searcher(open_store(index), FakeEncoder)
    (newest,) = searcher.search("report on the oceans").en
    assert newest.paragraph.symbol == "T/RES/14/1"
    assert [h.symbol for h in newest.recurs] == ["T/RES/13/1", "T/RES/12/1", "T/RES/11/1"]
    (fitting,) = searcher.search("report at session 12 on the oceans").en
    assert fitting.paragraph.symbol == "T/RES/12/1"
    assert [h.symbol for h in fitting.recurs] == ["T/RES/14/1", "T/RES/13/1", "T/RES/11/1"]
    every = searcher.search('"oceans and the sea"').en
    assert len(every) == 4


def places(match: Match) -> tuple[object, ...]:
    """All of a match but where its files lie."""
    recurs = tuple(heading.symbol for heading in match.recurs)
    return match.paragraph, match.rank, match.cosine, match.why, match.spans, recurs


@pytest.mark.parametrize("query", ["widest measure of assistance", "最广泛的司法协助"])
def test_many_more_texts_of_the_querys_language_leave_the_others_alone(
    tmp_path: Path, query: str
) -> None:
    own = "zh" if query[0] > "z" else "en"
    words = {
        "en": "{n}. Urges all States to render the widest possible assistance and measure {n}.",
        "zh": "{n}. 敦促各国提供最广泛的援助和第{n}项司法协助措施。",
    }
    more = tuple(
        Text(f"X/{n}/1", own, words[own].format(n=n), "2024-01-01", "9") for n in range(1, 60)
    )
    (first := tmp_path / "first").mkdir()
    few, _ = build(first, TEXTS)
    many, _ = build(tmp_path, (*TEXTS, *more))
    other = next(lang for lang in LANGS if lang != own)
    before, after = (
        getattr(Searcher(open_store(index), FakeEncoder).search(query, k=3), other)
        for index in (few, many)
    )
    assert [places(m) for m in after] == [places(m) for m in before]
    assert any("aligned 1" in m.why for m in before)


def test_distractors_are_counted(tmp_path: Path) -> None:
    index, _ = build(tmp_path, TEXTS)
    needs = tmp_path / "needs.csv"
    needs.write_text(
        "zh,en\n移管,legal assistance\n最广泛的司法协助,transfer of persons\n", "utf-8"
    )
    found = distractors(index, needs, "en", FakeEncoder(), times=4)
    assert (found.lang, found.queries, found.held, found.added) == ("en", 2, 5, 20)
    assert found.same == 2
    assert found.kept == found.hits > 0
