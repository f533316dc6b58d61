import dataclasses
from contextlib import closing
from pathlib import Path

import pytest
from fake_encoder import FakeEncoder
from small_index import TEXTS, Text, build

from pipeline.errors import TongwenError, UnknownSymbol
from pipeline.records import Match
from pipeline.search import Filters, Searcher
from pipeline.search.query import read_question, serial_of, stem_of, tight_symbol
from pipeline.store.reading import open_store

MORE = (
    *TEXTS,
    Text("A/RES/79/243", "zh", "1. 决定通过公约。\n\n2. 请秘书长报告。", "2024-12-24", "79"),
    Text("A/RES/79/243", "en", "1. Decides to adopt.\n\n2. Requests a report.", "2024-12-24", "79"),
    Text("T/RES/3/1 A-C", "en", "1. Recalls resolution 2482 (2019).", "", "3"),
)


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    index, report = build(tmp_path_factory.mktemp("search"), MORE)
    assert report.added == 7
    return Searcher(open_store(index), FakeEncoder)


def places(matches: tuple[Match, ...]) -> list[tuple[str, str]]:
    return [(m.paragraph.symbol, m.paragraph.label) for m in matches]


def test_queries_are_read() -> None:
    assert read_question("a / res/79/ 243").symbol == "A/RES/79/243"
    assert read_question("Ａ/ＲＥＳ/79/243").symbol == "A/RES/79/243"
    assert read_question("s/res/2482(2019)").symbol == "S/RES/2482 (2019)"
    for query in ("79/243", "resolution 79/243", "第79/243号决议", "第 79/243 号"):
        assert read_question(query).serial == "79/243"
    assert read_question("第79/243号决议的执行").serial == ""
    assert read_question("移管").term == "移管"
    assert read_question("被判刑人员的移管").term == ""
    assert read_question("“移管”和「引渡」").phrases == ("移管", "引渡")
    assert read_question('"legal assistance" for States').text == "legal assistance for States"
    assert read_question("INTERPOL 红色通报").lang == "zh"
    assert read_question('one " alone').phrases == ()


def test_symbols_are_spelt_one_way() -> None:
    assert tight_symbol("ctoc/cop/wg.3 /2012/5") == "CTOC/COP/WG.3/2012/5"
    assert serial_of("S/RES/2482 (2019)") == "2482 (2019)"
    assert serial_of("A/RES/79/259 A-C") == "79/259"
    assert serial_of("CTOC/COP/WG.3/2012/5") == ""
    assert stem_of("A/DEC/76/402 B") == "A/DEC/76/402"


@pytest.mark.parametrize("query", ["", "   ", "？！", '""'])
def test_an_empty_query_is_refused_in_one_line(searcher: Searcher, query: str) -> None:
    with pytest.raises(TongwenError, match="the query is empty"):
        searcher.search(query)


def test_a_query_finds_passages_in_both_languages(searcher: Searcher) -> None:
    found = searcher.search("被判刑人员的移管")
    first = found.zh[0]
    assert (first.paragraph.symbol, first.paragraph.label, first.rank) == ("T/RES/1/1", "2.", 1)
    assert {why.split()[0] for why in first.why} == {"dense", "words", "phrase"}
    assert first.cosine is not None
    assert 0 < first.cosine <= 1
    assert [p.text[:15] for p in first.counterpart] == ["2. The transfer"]
    why = {place: m.why for m in found.en for place in places((m,))}
    assert "aligned 1" in why["T/RES/1/1", "2."]
    assert [m.rank for m in found.zh] == list(range(1, len(found.zh) + 1))


def test_an_english_query_finds_the_chinese_counterpart(searcher: Searcher) -> None:
    found = searcher.search("widest measure of legal assistance")
    assert places(found.en)[0] == ("T/RES/1/1", "1.")
    assert "aligned 1" in next(m.why for m in found.zh if places((m,)) == [("T/RES/1/1", "1.")])


def test_words_are_found_in_any_form_of_the_word(searcher: Searcher) -> None:
    hits = {place: m.why for m in searcher.search("assist").en for place in places((m,))}
    assert any(why.startswith("words") for why in hits["T/RES/1/1", "1."])


@pytest.mark.parametrize("query", ["A/RES/79/243", "a/res/ 79/243", "79/243", "第79/243号决议"])
def test_a_symbol_gives_its_text_and_who_names_it(searcher: Searcher, query: str) -> None:
    found = searcher.search(query, k=1)
    for matches in (found.zh, found.en):
        assert places(matches) == [
            *(("A/RES/79/243", "1."), ("A/RES/79/243", "2."), ("T/WG/2021/2", "1."))
        ]
        assert [m.why for m in matches] == [("symbol",), ("symbol",), ("names 79/243",)]
        assert all(m.cosine is None for m in matches)


def test_a_symbol_without_the_letters_of_its_texts(searcher: Searcher) -> None:
    assert places(searcher.search("T/RES/3/1").en) == [("T/RES/3/1 A-C", "1.")]
    assert places(searcher.search("t/res/3/1 a-c").en) == [("T/RES/3/1 A-C", "1.")]


def test_a_symbol_that_is_only_named(searcher: Searcher) -> None:
    found = searcher.search("S/RES/2482 (2019)")
    assert places(found.en) == [("T/RES/3/1 A-C", "1.")]
    assert found.en[0].why == ("names 2482 (2019)",)
    assert found.zh == ()


@pytest.mark.parametrize("query", ["A/RES/1/999", "1/999"])
def test_a_symbol_that_nobody_knows(searcher: Searcher, query: str) -> None:
    with pytest.raises(UnknownSymbol, match="1/999: no document of that symbol is held"):
        searcher.search(query)


def test_a_phrase_gives_every_passage_that_contains_it_and_no_other(searcher: Searcher) -> None:
    every = searcher.search('"conference of the  PARTIES"', k=1)
    assert places(every.en) == [("T/WG/2021/2", "2."), ("T/RES/1/1", "3.")]
    found = searcher.search('"conference of the  PARTIES"', k=1, fold=True)
    assert places(found.en) == [("T/WG/2021/2", "2.")]
    assert found.en[0].why[0] == "exact"
    assert [heading.symbol for heading in found.en[0].recurs] == ["T/RES/1/1"]
    assert all(not m.recurs for m in every.en)
    assert len(found.zh) == 1
    assert searcher.search('"conference of parties"').en == ()
    assert [m.paragraph.label for m in searcher.search('"3. The secretariat"').en] == ["3."]
    both = searcher.search('"secretariat" "report"', k=1, fold=True).en
    assert places(both) == [("T/WG/2021/2", "2.")]
    assert places(searcher.search("“缔约方会议”", k=1, fold=True).zh) == [("T/WG/2021/2", "2.")]


def test_a_short_chinese_term_gives_every_exact_match_first(searcher: Searcher) -> None:
    found = searcher.search("应当", k=1)
    assert {m.why[0] for m in found.zh} == {"exact"}
    assert len(found.zh) == 4
    folded = searcher.search("应当", k=1, fold=True)
    assert len(folded.zh) == 3, "two of the four passages are twins"
    more = searcher.search("缔约方", k=4, fold=True)
    assert [m.why[0] == "exact" for m in more.zh] == [True, False, False, False]
    assert len(more.en) == 4


def test_twins_are_one_hit_and_the_newest_of_them(searcher: Searcher) -> None:
    found = searcher.search("秘书处向缔约方会议报告")
    texts = [m.paragraph.text.partition(" ")[2] for m in found.zh]
    assert len(texts) == len(set(texts))
    first = found.zh[0]
    assert (first.document.date, first.paragraph.label) == ("2021-05-06", "2.")
    assert [heading.symbol for heading in first.recurs] == ["T/RES/1/1"]


def test_filters(searcher: Searcher) -> None:
    def symbols(filters: Filters) -> set[str]:
        found = searcher.search("秘书处报告", filters=filters)
        return {m.paragraph.symbol for m in (*found.zh, *found.en)}

    everything = {"T/RES/1/1", "T/WG/2021/2", "A/RES/79/243", "T/RES/3/1 A-C"}
    assert symbols(Filters()) == symbols(Filters(body=("T",))) == everything
    assert symbols(Filters(body=("U",))) == set()
    assert symbols(Filters(session=("2", "79"))) == {"T/WG/2021/2", "A/RES/79/243"}
    assert symbols(Filters(symbol=("t/res/1/1",))) == {"T/RES/1/1"}
    assert symbols(Filters(date_from="2020")) == {"T/WG/2021/2", "A/RES/79/243"}
    assert symbols(Filters(date_to="2021-05")) == {"T/RES/1/1", "T/WG/2021/2"}
    assert symbols(Filters(date_from="2019-05-06", date_to="2019-05-06")) == {"T/RES/1/1"}
    assert symbols(Filters(role=("annex",))) == set()
    only = searcher.search("秘书处报告", filters=Filters(lang=("en",)))
    assert only.zh == ()
    assert only.en
    assert searcher.search("秘书处报告", langs=("zh",)).en == ()


def test_filters_choose_among_twins(searcher: Searcher) -> None:
    found = searcher.search("“秘书处”", filters=Filters(date_to="2020"))
    assert places(found.zh) == [("T/RES/1/1", "3.")]
    assert found.zh[0].recurs == ()


def test_filters_that_cannot_be(searcher: Searcher) -> None:
    with pytest.raises(UnknownSymbol, match="A/1: no document"):
        searcher.search("报告", filters=Filters(symbol=("a/1",)))
    with pytest.raises(TongwenError, match="recital: no such role; there are masthead, title"):
        searcher.search("报告", filters=Filters(role=("recital",)))  # type: ignore[arg-type]


def test_a_text_that_recurs_does_not_fill_the_list(tmp_path: Path) -> None:
    recurring = tuple(
        Text(f"T/RES/{n}/1", "en", f"1. Decides to remain seized of the matter.\n\n2. Item {n}.")
        for n in range(1, 260)
    )
    index, _ = build(tmp_path, recurring)
    found = Searcher(open_store(index), FakeEncoder).search("remain seized of the matter", k=5)
    assert len(found.en) == 5
    assert len(found.en[0].recurs) == 258
    assert len({m.paragraph.text for m in found.en}) == 5


def test_headings_are_found_when_their_role_is_asked_for(tmp_path: Path) -> None:
    text = dataclasses.replace(TEXTS[1], body="I. General provisions\n\n1. States shall cooperate.")
    index, _ = build(tmp_path, (text,))
    searcher = Searcher(open_store(index), FakeEncoder)
    assert [m.paragraph.role for m in searcher.search("provisions").en] == ["paragraph"]
    found = searcher.search("provisions", filters=Filters(role=("chapter",)))
    assert [m.paragraph.role for m in found.en] == ["chapter"]


def test_an_index_of_one_language(tmp_path: Path) -> None:
    index, _ = build(tmp_path, (TEXTS[1],))
    searcher = Searcher(open_store(index), FakeEncoder)
    assert searcher.search("司法协助").zh == ()
    assert len(searcher.search("legal assistance").en) == 3


def test_exact_matches_stand_in_headings_too(tmp_path: Path) -> None:
    text = "关于法律援助的报告\n\n一. 法律援助\n\n1. 工作组讨论了这一事项。\n"
    index, _ = build(tmp_path, [Text("T/WG/2022/1", "zh", text, "2022-05-06", "9")])
    with closing(open_store(index)) as store:
        found = Searcher(store, FakeEncoder).search("法律援助", k=1)
        assert {m.paragraph.role for m in found.zh if m.why[0] == "exact"} == {"title", "chapter"}
        asked = Searcher(store, FakeEncoder).search(
            "法律援助", k=1, filters=Filters(role=("paragraph",))
        )
        assert all(m.why[0] != "exact" for m in asked.zh)


@pytest.mark.parametrize("date", ["May", "2021-13", "2021-02-40", "21"])
def test_a_date_that_is_none_is_refused(searcher: Searcher, date: str) -> None:
    for filters in (Filters(date_from=date), Filters(date_to=date)):
        with pytest.raises(TongwenError, match=f"{date}: a date is written"):
            searcher.search("秘书处", filters=filters)
