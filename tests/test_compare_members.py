"""Members of enumerations that one side lacks; the words are those of the shipped table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build import paragraph
from pipeline.compare.members import compare_members
from pipeline.compare.sides import Side, side
from pipeline.text.equivalents import english_words, equivalents, known_words


def sides(zh: str, en: str) -> tuple[Side, Side]:
    return side([paragraph(zh, "zh")], "zh"), side([paragraph(en, "en")], "en")


def lacking(zh: str, en: str) -> tuple[list[str], list[str]]:
    one, other = sides(zh, en)
    found = compare_members(one, other)
    return (
        [zh[m.start : m.end].strip() for m in found.zh],
        [en[m.start : m.end].strip() for m in found.en],
    )


ZH = "各国应合作打击海盗、恐怖主义、腐败和洗钱行为"
EN = "States shall cooperate against piracy, terrorism, corruption and money-laundering"


@pytest.mark.parametrize(
    ("zh", "en", "expected"),
    [
        (ZH, EN, ([], [])),
        (ZH.replace("恐怖主义、", ""), EN, ([], ["terrorism"])),
        (ZH.replace("腐败", "").replace("、和", "和"), EN, ([], ["corruption"])),
        (ZH, EN.replace(" terrorism,", ""), (["恐怖主义"], [])),
        ("恐怖主义、海盗、腐败和洗钱", EN, ([], [])),
        (ZH.replace("恐怖主义、", "") + "，并打击恐怖主义", EN, ([], [])),
        ("各国应合作打击犯罪", "States shall cooperate, as appropriate, against crime", ([], [])),
        ("", "", ([], [])),
    ],
)
def test_a_member_without_room_on_the_other_side(
    zh: str, en: str, expected: tuple[list[str], list[str]]
) -> None:
    assert lacking(zh, en) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Policies, boxes and lists", ["policy", "box", "and", "list"]),
        ("Processes; watches; status", ["process", "watch", "status"]),
        ("Gender-based abuses", ["gender-based", "abuse"]),
        ("of it", []),
    ],
)
def test_words_in_the_singular(text: str, words: list[str]) -> None:
    assert list(english_words(text)) == words


def test_the_longest_chinese_word_is_known() -> None:
    assert "恐怖主义" in known_words("打击恐怖主义行为", "zh")
    assert known_words("", "zh") == set()


def test_every_row_has_an_answer_and_a_surprise() -> None:
    rows = [*equivalents("zh").values(), *equivalents("en").values()]
    assert rows
    assert all(all(r.answers) and r.surprise >= 0 for r in rows)


@given(
    st.text("海盗恐怖主义、和，。 ,;", max_size=40),
    st.text("piracy and terrorism,;. ", max_size=60),
)
def test_what_lacks_is_a_part_of_its_side(zh: str, en: str) -> None:
    one, other = sides(zh, en)
    found = compare_members(one, other)
    assert all(0 <= m.start < m.end <= len(one.text) for m in found.zh)
    assert all(0 <= m.start < m.end <= len(other.text) for m in found.en)
