"""Words of many senses told by their objects: sentences made up, senses read by hand."""

import csv
from collections import Counter

import pytest

from evaluation.terms.senses import GOLD, Judged, right_by
from pipeline.lexicon import rows
from pipeline.records import Lang
from pipeline.strings import Strings
from pipeline.terms.senses import sense, senses


def told(text: str, word: str, lang: Lang, above: str = "") -> str:
    start = text.index(word)
    found = sense(text, start, start + len(word), lang, above)
    if found is None:
        return ""
    assert text[found.start : found.end] in {found.words, word}
    return found.code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("甲国应当考虑移交被判刑人员。", "sentenced-persons"),
        ("关于被判刑人员的移交，各国可以缔约。", "sentenced-persons"),
        ("甲国把嫌疑人移交乙国当局。", "fugitives"),
        ("各国在逮捕和移交方面合作。", "fugitives"),
        ("允许引渡或移交本国人的国家。", "fugitives"),
        ("两国可以相互移交刑事诉讼。", "proceedings"),
        ("刑事诉讼移交请求应当附有译文。", "proceedings"),
        ("请求国收到了乙国移交的物证。", "evidence"),
        ("将没收的财产移交给原所有人。", "assets"),
        ("油灯厂及时移交资料。", "information"),
        ("逐步将安全责任移交给守灯人。", "functions"),
        ("安全责任由第一队移交给第二队。", "functions"),
        ("将儿童移交给儿童保护机构。", "children"),
        ("秘书长将有关指控移交会员国。", "cases"),
        ("不得销售、供应或移交这些武器。", "items"),
        ("向管理局移交行使权力所必需的一切数据。", "information"),
        ("将被判处监禁的人移交其本国服刑。", "sentenced-persons"),
        ("必须追究其责任，移交司法。", "fugitives"),
        ("实施移交剩余土地方案。", "assets"),
        ("停止驱逐或移交岛上居民。", "population"),
        ("该人被移交后，应当予以羁押。", "persons-in-custody"),
        ("移交有助于合作。", ""),
    ],
)
def test_what_is_handed_over_tells_the_sense(text: str, code: str) -> None:
    assert told(text, "移交", "zh") == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The two States may transfer sentenced persons.", "sentenced-persons"),
        ("The transfer to its country of persons sentenced there.", "sentenced-persons"),
        ("In cases where such transfer serves the administration of justice.", ""),
        ("The State from which the person was transferred shall pay.", "persons-in-custody"),
        ("Prevent the supply, sale or transfer to the island by its nationals.", "items"),
        ("The sale or transfer of land is recorded.", "assets"),
        ("Condemns the forcible transfer of the islanders from their land.", "population"),
        ("Data transferred to the Authority are kept.", "information"),
        ("The transfer of authority to the keepers.", "functions"),
        ("Taxes are lost by transfer pricing of revenue.", ""),
    ],
)
def test_what_is_transferred_tells_the_sense(text: str, code: str) -> None:
    word = "transferred" if "transferred" in text else "transfer"
    assert told(text, word, "en") == code


def test_a_heading_tells_what_the_words_do_not() -> None:
    text = "移交有助于合作。"
    assert told(text, "移交", "zh", "被判刑人员的移交") == "sentenced-persons"
    assert told("两国移交证据。", "移交", "zh", "被判刑人员的移交") == "evidence"


def test_a_word_that_the_table_does_not_have_has_no_sense() -> None:
    assert told("各国应当点亮油灯。", "点亮", "zh") == ""


def test_every_sense_has_a_name_in_both_languages() -> None:
    for code in senses():
        assert Strings("en").has(f"sense.{code}")
        assert Strings("zh")(f"sense.{code}")


def test_every_rule_names_its_source_and_holds_its_word() -> None:
    for row in rows("senses"):
        assert row["source"]
        assert row["place"] in {"around", "object", "context"}
        assert ("~" in row["words"]) == (row["place"] == "around")


def test_the_judgements_are_of_senses_of_the_table_each_place_once() -> None:
    with GOLD.open(encoding="utf-8", newline="") as table:
        found = list(csv.DictReader(table))
    assert {one for row in found for one in row["sense"].split(";")} <= {*senses(), "other"}
    places = {(row["symbol"], row["lang"], row["word"], row["nth"]) for row in found}
    assert len(places) == len(found)
    assert Counter(row["set"] for row in found) == {
        "reports": 31,
        "resolutions": 100,
        "others": 108,
        "english-1": 100,
        "english-2": 100,
        "english-3": 100,
    }


def test_what_is_right_is_counted_by_set_and_sense() -> None:
    found = [
        Judged("T/1", "1", 1, "a", "assets", "assets", "油灯"),
        Judged("T/1", "1", 2, "a", "assets", "", ""),
        Judged("T/1", "2", 3, "b", "cases", "cases", "案件"),
        Judged("T/1", "2", 4, "c", "cases;assets", "assets", "土地"),
        Judged("T/1", "2", 5, "c", "other", "", ""),
    ]
    assert list(right_by(found)) == [
        ("a", "", 1, 2),
        ("a", "assets", 1, 2),
        ("b", "", 1, 1),
        ("b", "cases", 1, 1),
        ("c", "", 2, 2),
        ("c", "cases;assets", 1, 1),
        ("c", "other", 1, 1),
    ]
