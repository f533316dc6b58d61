"""What is remarked on the numbers of a text, and what is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build import document
from pipeline.segment import remarks, segment


def told(text: str) -> list[tuple[str, str, str]]:
    """Kind, detail and first words of each remark on ``text``."""
    read = document(text)
    found = remarks(read, segment(read))
    assert all(read.text[r.start :].startswith(r.text) for r in found)
    return [(r.kind, r.detail, r.text.split(maxsplit=1)[0]) for r in found]


def lines(*numbers: str) -> str:
    return "\n\n".join(f"{n} Words of a sentence." for n in numbers) + "\n"


def test_a_missing_paragraph() -> None:
    assert told(lines("1.", "2.", "4.", "5.")) == [("gap", "3", "4.")]
    assert told(lines("1.", "2.", "6.", "7.")) == [("gap", "3-5", "6.")]


def test_a_missing_item_and_the_beginning_of_a_list() -> None:
    assert told(lines("1.", "(a)", "(c)", "2.", "(b)", "(c)")) == [
        ("gap", "b", "(c)"),
        ("gap", "a", "(b)"),
    ]


def test_a_number_that_comes_twice() -> None:
    assert told(lines("1.", "2.", "2.", "4.")) == [
        ("repeated-number", "2", "2."),
        ("gap", "3", "4."),
    ]


def test_a_fragment_out_of_order() -> None:
    assert told(lines("1.", "2.", "3.", "5.", "4.", "6.", "7.")) == [("out-of-order", "5", "5.")]


def test_missing_articles_chapters_and_annexes() -> None:
    source = "Article 1\n\nWords.\n\nArticle 2\n\nWords.\n\nArticle 4\n\nWords.\n"
    assert told(source) == [("gap", "3", "Article")]
    assert told("I. First\n\n1. A.\n\nIII. Third\n\n2. B.\n") == [("gap", "2", "III.")]


def test_numbers_left_out_on_purpose_are_reported() -> None:
    assert told(lines("1.", "2.") + "\n[deleted]\n\n" + lines("4.")) == [("gap", "3", "4.")]


@pytest.mark.parametrize(
    "text",
    [
        lines("1.", "2.", "3."),
        lines("12.", "13.", "14."),  # an addendum
        lines("1.", "1 bis.", "1 ter.", "2."),
        lines("1.", "(a)", "(b)", "2.", "(a)", "(b)"),
        lines("1.", "(a)", "(b)") + "\nOther matters\n\n" + lines("(c)", "(d)"),
        "I. First\n\n" + lines("1.", "2.") + "\nII. Second\n\n" + lines("1.", "2."),
        lines("1.", "2.") + "\nAnnex I\n\nRules\n\n" + lines("1.") + "\nAnnex II\n\n" + lines("1."),
        "Article 1\n\n" + lines("1.", "2.") + "\nArticle 2\n\n" + lines("1."),
        "Article 16\n\nWords.\n\nArticle 31\n\nWords.\n",  # notes on some articles
        lines("1.", "(a) (i)", "(ii)", "(b)"),
        lines(*(f"({c})" for c in "abcdefghijklmnopqrstuvwxyz"), "(aa)", "(bb)"),
        lines("4.1", "4.2", "5.1", "5.2"),
        lines("1.", "(i)", "(a)", "(b)", "(ii)", "(c)", "(d)", "2."),
        lines("1.", "a.", "i.", "ii.", "iii.", "b.", "i.", "ii."),
    ],
)
def test_no_false_alarm(text: str) -> None:
    assert told(text) == []


def test_letters_beyond_z_and_small_roman_numerals() -> None:
    letters = [f"({c}{c})" for c in "abcdefghij"]
    assert told(lines(*(f"({c})" for c in "abcdefghijklmnopqrstuvwxyz"), *letters)) == []


@given(st.integers(2, 12), st.integers(1, 11))
def test_one_missing_number_is_one_gap(count: int, missing: int) -> None:
    numbers = [f"{n}." for n in range(1, count + 2) if n != missing or missing > count]
    wanted = [("gap", str(missing), f"{missing + 1}.")] if 1 < missing <= count else []
    assert told(lines(*numbers)) == wanted


def test_lettered_titles_go_on_over_the_paragraphs_between_them() -> None:
    titles = "1. Words.\n\n(a) Costs\n\n2. Words.\n\n3. Words.\n\n(b) Staff\n\n4. Words.\n\n"
    assert told(titles) == []
    assert told(titles + "(d) Travel\n\n5. Words.\n") == [("gap", "a-c", "(d)")]
