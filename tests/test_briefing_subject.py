"""What a briefing is asked for, and whether a passage names it; on invented texts."""

from pathlib import Path

import pytest
from fake_encoder import FakeEncoder
from hypothesis import given
from hypothesis import strategies as st
from small_index import Text, build

from pipeline.collection import Collection
from pipeline.errors import TongwenError, UnknownProvision
from pipeline.preparation.briefing.gathering import Gathering
from pipeline.preparation.briefing.naming import names_loosely, spellings
from pipeline.preparation.briefing.subject import LONGEST, Form, read_subject
from pipeline.terms.table import table_of

TERMS = table_of(None)
TRANSFER = Form("en", "transfer of sentenced persons", True)
EN = (
    "1. Encourages States to conclude arrangements on the transfer of sentenced persons.\n\n"
    "2. Urges States to feed sentenced persons well.\n\n"
    "3. Invites States to see that persons sentenced abroad are transferred home.\n\n"
    "4. Calls upon States to paint their lighthouses."
)
ZH = (
    "1. 鼓励各国就移管被判刑人缔结安排。\n\n2. 敦促各国为被判刑人提供良好膳食。\n\n"
    "3. 邀请各国确保在国外获刑者移送回国。\n\n4. 促请各国粉刷灯塔。"
)


def test_a_title_of_an_article_brings_the_article_and_both_languages() -> None:
    found = read_subject("Transfer of Sentenced Persons", TERMS)
    assert (found.lang, found.provisions, found.facets) == ("en", (), ())
    assert found.articles == ("UNTOC:17", "UNCAC:45")
    words = {form.words for form in found.forms}
    assert {"被判刑人员的移交", "被判刑人的移管"} <= words
    other = read_subject("被判刑人员的移交", TERMS)
    assert (other.lang, other.articles) == ("zh", found.articles)
    assert "transfer of sentenced persons" in {form.words for form in other.forms}


def test_an_agenda_item_by_another_name_is_the_same_subject() -> None:
    agenda = "use of information and communications technologies for criminal purposes"
    one, other = read_subject("cybercrime", TERMS), read_subject(agenda, TERMS)
    assert {f.words.casefold() for f in one.forms} == {f.words.casefold() for f in other.forms}


@pytest.mark.parametrize(
    ("words", "key"), [("UNTOC:17", "UNTOC:17"), ("第十七条", "17"), ("18 (13)", "18(13)")]
)
def test_a_provision_is_read_as_one(words: str, key: str) -> None:
    (asked,) = read_subject(words, TERMS).provisions
    assert asked.key == key


def test_several_concepts_are_facets_and_words_no_table_has_are_one_whole() -> None:
    found = read_subject("extradition in cybercrime", TERMS)
    assert [facet.is_told for facet in found.facets[:2]] == [True, True]
    alone = read_subject("lighthouse keepers", TERMS)
    assert alone.whole is not None
    assert [form.words for form in alone.whole.forms] == ["lighthouse keepers"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("  ", "the subject is empty"),
        ("?!", "the subject is empty"),
        ("a" * (LONGEST + 1), "at most 300"),
        ("A/RES/79/243", "the symbol of a document"),
        ("киберпреступность", "neither Chinese nor English"),
    ],
)
def test_what_is_no_subject_is_refused_in_one_line(words: str, said: str) -> None:
    with pytest.raises(TongwenError, match=said) as told:
        read_subject(words, TERMS)
    assert "\n" not in str(told.value)


def test_a_provision_of_a_states_own_law_is_refused() -> None:
    with pytest.raises(UnknownProvision):
        read_subject("《中华人民共和国刑法》第十条", TERMS)


def test_spellings_are_singular_and_plural() -> None:
    assert spellings(Form("en", "liaison magistrate")) == (
        "liaison magistrate",
        "liaison magistrates",
    )
    assert spellings(Form("en", "central authority"))[1] == "central authorities"
    assert spellings(Form("en", "central authorities"))[1] == "central authority"
    assert spellings(Form("en", "business")) == ("business",)
    assert spellings(Form("zh", "引渡")) == ("引渡",)


@pytest.mark.parametrize(
    ("text", "form", "is_named"),
    [
        ("Persons sentenced abroad may be transferred home.", TRANSFER, True),
        ("Transfers of sentenced prisoners.", TRANSFER, False),
        (
            "The transfer of funds to the Programme was welcomed by all delegations, and several"
            " recalled persons who had been sentenced.",
            TRANSFER,
            False,
        ),
        ("酌情促进移交被判刑人员回国", Form("zh", "被判刑人员的移交"), True),
        ("移交证据，并照顾被判刑人员", Form("zh", "被判刑人员的移交"), False),
        ("网络的犯罪", Form("zh", "网络犯罪"), False),
    ],
)
def test_words_in_another_order_name_a_form_where_they_stand_together(
    text: str, form: Form, is_named: bool
) -> None:
    assert names_loosely(text, form) is is_named


@given(st.permutations(["transfer", "of", "sentenced", "persons"]), st.integers(0, 4))
def test_any_order_with_few_words_between_names_the_form(order: list[str], more: int) -> None:
    text = " ".join(["The", *order[:2], *["very"] * more, *order[2:], "is agreed."])
    assert names_loosely(text, TRANSFER)


def test_a_form_of_wider_meaning_counts_where_its_counterpart_confirms_it(tmp_path: Path) -> None:
    texts = (Text("T/RES/1/1", "zh", ZH), Text("T/RES/1/1", "en", EN))
    index, _ = build(tmp_path, texts)
    terms = tmp_path / "terms.csv"
    rows = "prisoners,en,transfer of sentenced persons\nprisoners,zh,被判刑人\n"
    terms.write_text("code,lang,form\n" + rows, encoding="utf-8")
    with Collection.open(index, FakeEncoder()) as held:
        store = held.state.store
        subject = read_subject("transfer of sentenced persons", table_of(tmp_path))
        found = Gathering(store).of(subject).passages
        named = {(p.lang, p.number[-1]) for p in store.paragraphs_by_id(found).values()}
    assert named == {("en", "1"), ("en", "3"), ("zh", "1")}
