import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.tokenise import (
    _DICTIONARY_TOTAL,
    BREAK,
    contains,
    grams,
    marks,
    phrase_key,
    words,
)

TEXT = (
    "重申大会关于打击跨国有组织犯罪公约的决议，请秘书长在资源允许的情况下酌情向会员国提供技术援助，"
    "并鼓励各缔约国考虑缔结移管被判刑人员的双边条约"
)
HAN = st.text(alphabet="缔约国应当移管被判刑人员", max_size=12)
MIXED = st.text(alphabet="缔约国应当第条1283，。” aB/-", max_size=24)


def consecutive(part: list[str], whole: list[str]) -> bool:
    return any(whole[i : i + len(part)] == part for i in range(len(whole) - len(part) + 1))


def test_chinese_words_are_those_of_the_whole_dictionary(tmp_path: Path) -> None:
    import jieba

    whole = jieba.Tokenizer()
    whole.tmp_dir = str(tmp_path)
    runs = re.findall("[\u4e00-\u9fff]+", TEXT)
    expected = [word for run in runs for word in whole.cut_for_search(run, HMM=False)]
    assert words(TEXT, "zh") == expected
    assert whole.total == _DICTIONARY_TOTAL


def test_a_long_chinese_word_comes_after_the_shorter_ones_in_it() -> None:
    assert words("秘书长", "zh") == ["秘书", "秘书长"]


def test_english_words_are_small_and_without_possessive() -> None:
    assert words("The State’s co-operation, States' E-mail 2,000", "en") == [
        *("the", "state", "co", "operation", "states", "e", "mail", "2", "000")
    ]


def test_words_of_nothing() -> None:
    assert words("", "zh") == words("……—", "en") == grams("") == marks("") == []


def test_symbols_and_numbers_of_resolutions_are_marks() -> None:
    assert marks("resolution A/RES/79/243 of 24 December") == ["a/res/79/243", "79/243"]
    assert marks("第79/243号决议") == ["79/243"]
    assert marks("S/RES/2482 (2019)") == ["s/res/2482(2019)", "2482(2019)"]
    assert marks("第2482（2019）号决议和 ES-11/1") == ["2482(2019)", "es-11/1"]
    assert marks("CTOC/COP/WG.3/2012/5") == ["ctoc/cop/wg.3/2012/5"]
    assert marks("and/or, 24 hours, 3 (a)") == []


def test_a_chinese_citation_is_a_mark_in_arabic_figures() -> None:
    expected = ["第18条", "第18条第13款"]
    assert (
        marks("第18条第13款")
        == marks("第 18 条，第 13 款")
        == marks("第十八条第十三款")
        == expected
    )


def test_grams_are_pairs_and_punctuation_breaks_them() -> None:
    assert grams("移管，被判") == ["移管", BREAK, "被判"]
    assert grams("第 18 条") == ["第18", "18条"]
    assert grams("决议。”") == ["决议", BREAK]
    assert grams("条") == []


@given(HAN, HAN, HAN)
def test_grams_of_a_part_are_consecutive_in_the_whole(before: str, part: str, after: str) -> None:
    assert consecutive(grams(part), grams(before + part + after))


@given(MIXED, HAN)
def test_grams_find_a_chinese_string_where_it_is_and_nowhere_else(text: str, part: str) -> None:
    if len(part) >= 2:
        held = part in text.replace(" ", "")
        assert consecutive(grams(part), grams(text)) == held


def test_phrase_key_folds_width_case_quotes_and_notes() -> None:
    assert phrase_key("《公约》¹ 第 18 条") == "《公约》第18条"
    assert phrase_key("Ａrticle  18\n(13), “the Convention”") == 'article 18(13), "the convention"'


def test_a_figure_must_match_whole() -> None:
    assert contains("第18条", "18条")
    assert not contains("第18条", "8条")
    assert contains("article 18(1) and 8(1)", "8(1)")
    assert not contains("article 18", "8")
    assert contains("states parties", "states")
    assert not contains("interstates", "states")
    assert not contains("anything", "")
