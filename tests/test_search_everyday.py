"""Everyday words are looked up by what the texts call the same thing."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from fake_encoder import FakeEncoder
from small_index import Text, build

from pipeline import lexicon
from pipeline.records import LANGS, Lang
from pipeline.search import Searcher
from pipeline.search.concepts import concepts
from pipeline.search.everyday import officially, without_everyday
from pipeline.store.reading import Store, open_store

EN = (
    "1. The ordinary costs of a request shall be borne by the requested State.\n\n"
    "2. Every person detained shall have access to legal counsel.\n\n"
    "3. The garden was full of pale flowers.\n\n"
    "4. A committee shall review the rules each year."
)
ZH = (
    "1. 请求的费用应当由被请求国承担。\n\n2. 每个被拘留的人都应当能够会见律师。\n\n"
    "3. 花园里开满了浅色的花。\n\n4. 委员会应当每年审查规则。"
)
TEXTS = (Text("T/RES/5/1", "en", EN), Text("T/RES/5/1", "zh", ZH))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    index, _ = build(tmp_path, TEXTS)
    opened = open_store(index)
    yield opened
    opened.close()


def test_the_table_is_well_formed() -> None:
    rows = lexicon.rows("everyday")
    assert {row["use"] for row in rows} == {"beside", "instead", "official"}
    assert {row["lang"] for row in rows} == set(LANGS)
    assert all(row["form"] and row["form"] == row["form"].strip() for row in rows)
    held: dict[str, set[tuple[str, bool]]] = defaultdict(set)
    for row in rows:
        held[row["code"]].add((row["lang"], row["use"] == "official"))
    four = {(lang, official) for lang in LANGS for official in (True, False)}
    assert {code for code, sides in held.items() if sides != four} == set()
    assert len(held) >= 250
    spoken = [(row["lang"], row["form"].casefold()) for row in rows if row["use"] != "official"]
    assert len(spoken) == len(set(spoken)), "an everyday form stands for one concept"
    official = [(r["code"], r["lang"], r["form"]) for r in rows if r["use"] == "official"]
    assert len(official) == len(set(official))
    assert max(map([pair[:2] for pair in official].count, {p[:2] for p in official})) <= 4


def test_no_everyday_form_is_a_term_as_well() -> None:
    terms = {(row["lang"], row["form"].casefold()) for row in lexicon.rows("terms")}
    spoken = {
        (row["lang"], row["form"].casefold())
        for row in lexicon.rows("everyday")
        if row["use"] != "official"
    }
    assert spoken & terms == set()


@pytest.mark.parametrize("lang", LANGS)
def test_every_everyday_form_is_found_and_leads_to_both_languages(lang: Lang) -> None:
    for row in lexicon.rows("everyday"):
        if row["lang"] == lang and row["use"] != "official":
            (found,) = concepts(row["form"], lang)
            assert found.everyday == row["use"], row
            assert all(found.forms(other) for other in LANGS), row
            assert found.expansions[0].source == f"everyday:{row['code']}"


def test_everyday_words_give_way_to_the_official_wording() -> None:
    query = "Who pays for the attorney?"
    named = concepts(query, "en")
    assert [query[c.start : c.end] for c in named] == ["Who pays for", "attorney"]
    assert without_everyday(query, named) == " ,  the  , ?"
    assert officially(query, "en", named) == "costs the legal counsel?"
    plain = "legal counsel"
    assert officially(plain, "en", concepts(plain, "en")) == plain
    assert officially("谁出钱", "zh", concepts("谁出钱", "zh")) == "费用"


@pytest.mark.parametrize(
    ("query", "label"),
    [("who foots the bill", "1."), ("attorney", "2."), ("谁掏钱", "1."), ("辩护律师", "2.")],
)
def test_what_the_texts_call_otherwise_is_found(store: Store, query: str, label: str) -> None:
    found = Searcher(store, FakeEncoder).search(query, k=4)
    for lang, matches in (("en", found.en), ("zh", found.zh)):
        why = {m.paragraph.label: m.why for m in matches}
        assert matches[0].paragraph.label == label, (lang, why)
        assert any(reason.startswith("terms ") for reason in why[label])
    assert {e.source.split(":")[0] for e in found.expansions} == {"everyday"}
    marked = [m.paragraph.text[a:b] for m in found.en[:1] for a, b in m.spans]
    assert set(marked) <= {"costs", "legal counsel"} and marked


def test_without_expansion_nothing_else_is_looked_up(store: Store) -> None:
    found = Searcher(store, FakeEncoder).search("attorney", k=4, expand=False)
    assert found.expansions == ()
    assert not any(w.startswith(("words", "terms")) for m in found.en for w in m.why)


def test_an_everyday_word_whose_stem_is_another_words_is_not_looked_up(tmp_path: Path) -> None:
    body = "1. States shall inform the secretariat.\n\n2. Persons supplying information are heard."
    index, _ = build(tmp_path, (Text("T/RES/6/1", "en", body),))
    opened = open_store(index)
    found = Searcher(opened, FakeEncoder).search("informer", k=2)
    why = {m.paragraph.label: m.why for m in found.en}
    assert not any(reason.startswith("words") for reason in why.get("1.", ()))
    assert any(reason.startswith("words") for reason in why["2."])
    opened.close()


def test_an_everyday_word_is_not_read_across_the_words_of_a_query() -> None:
    assert [c.everyday for c in concepts("保护线人", "zh")] == ["beside"]
    assert not any(c.everyday for c in concepts("一线人员培训", "zh"))
