"""A number opens a paragraph only where it fits the numbers around it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build import paragraphs
from pipeline.records import Block, Document, Paragraph, Source
from pipeline.segment import segment
from pipeline.segment.sequence import fits, is_torn


def segmented(*lines: str, lang: str = "en") -> tuple[Paragraph, ...]:
    """The paragraphs of a text whose lines are the blocks, past any reader."""
    blocks, start = [], 0
    for line in lines:
        blocks.append(Block(start, start + len(line)))
        start += len(line) + 1
    source = Source("t.txt", "")
    return segment(Document("T/1", lang, "", "\n".join(lines), tuple(blocks), source))  # type: ignore[arg-type]


def paths(found: tuple[Paragraph, ...], *roles: str) -> list[str]:
    return ["/".join(p.number) for p in found if not roles or p.role in roles]


@pytest.mark.parametrize(
    ("value", "last", "ahead", "wanted"),
    [
        (1, 7, [], True),  # a new list
        (8, 7, [], True),  # the next one
        (7, 7, [8], True),  # printed twice
        (16, 3, [4, 5, 6], False),  # the one that is due comes after all
        (16, 3, [4, 5, 15, 16, 17], False),  # and so does this one
        (5, 3, [4, 6], True),  # early: two paragraphs changed places
        (9, 7, [10, 11], True),  # a gap, confirmed by what follows
        (9, 7, [], True),  # a gap at the end
        (16, 7, [], False),  # too far, and nothing confirms it
        (30, 7, [31, 32], True),  # far, and confirmed
        (4, 8, [9], False),  # a figure in prose
        (12, 0, [], True),  # the text begins in the middle
    ],
)
def test_fits(value: int, last: int, ahead: list[int], wanted: bool) -> None:
    assert fits(value, last, ahead) is wanted


def test_a_number_that_was_passed_over_may_come_late() -> None:
    assert fits(4, 5, [6], {4})
    assert not fits(3, 5, [6], {4})


def test_a_torn_sentence_goes_on_with_any_number_but_the_next() -> None:
    assert not fits(9, 7, [10], torn=True)
    assert fits(8, 7, [], torn=True)
    assert is_torn("The Group recalled what had been agreed upon by the Conference in paragraph")
    assert not is_torn("The Group recalled what had been agreed upon by the Conference.")
    assert not is_torn("Opening of the session")


@given(st.integers(0, 50), st.lists(st.integers(1, 60), max_size=8))
def test_the_next_number_always_fits(last: int, ahead: list[int]) -> None:
    assert fits(last + 1, last, ahead)
    assert fits(1, last, ahead)


def test_a_wrapped_figure_opens_no_paragraph() -> None:
    found = segmented(
        "1. The Group met.",
        "2. The Group recalled what the Conference had decided earlier in its report, paragraph",
        "16. The Conference had then asked for a list.",
        "3. The Group agreed.",
    )
    assert paths(found) == ["1", "2", "", "3"]


def test_a_citation_at_the_start_of_a_line_opens_no_article() -> None:
    found = segmented(
        "Article 1",
        "Scope",
        "Article 2 of this Convention applies.",
        "Article 18 of the Convention on Comets",
        "Article 7",
        "The rest is left out.",
    )
    assert paths(found, "article") == ["art.1", "art.7"]
    chinese = segmented("第一条", "第二条还规定了期限。", "第二条", "适用本公约。", lang="zh")
    assert paths(chinese, "article") == ["art.1", "art.2"]


def test_numbers_put_in_later_do_not_end_the_sequence() -> None:
    english = segmented(
        "Article 5", "1. First.", "1 bis. Later.", "(a) One;", "(a bis) Between;", "2. Last.",
        "Article 5 bis", "Words.", "Article 6", "Words.",
    )  # fmt: skip
    chinese = segmented(
        "第五条", "一、首先。", "一之二、后来。", "㈠ 其一；", "(a bis) 其间；", "二、最后。",
        "第五条之二", "文字。", "第六条", "文字。", lang="zh",
    )  # fmt: skip
    wanted = ["art.5", "art.5/1", "art.5/1bis", "art.5/1bis/a", "art.5/2"]
    assert [p for p in paths(english) if "abis" not in p][:5] == wanted
    assert paths(english)[-4:] == ["art.5bis", "art.5bis/text.1", "art.6", "art.6/text.1"]
    assert paths(chinese)[-4:] == paths(english)[-4:]
    assert "art.5/1bis/abis" in paths(english)


def test_numbers_in_parts_are_paragraphs_of_their_own() -> None:
    source = (
        "Annex I",
        "1.1 The contractor shall report.", "(a) Every year;", "1.2 It shall keep books.",
        "2.1 The contract ends.",
    )  # fmt: skip
    assert paths(segmented(*source)) == [
        "annex.1", "annex.1/1.1", "annex.1/1.1/a", "annex.1/1.2", "annex.1/2.1",
    ]  # fmt: skip
    assert paths(segmented("1. Costs.", "3.5 亿元用于陨石。", lang="zh")) == ["1", ""]


def test_parts_contain_chapters_and_chapters_sections() -> None:
    found = segmented(
        "Part I", "General", "Chapter I", "Rules", "Section 1. Scope", "1. One.",
        "Part II", "Special", "Chapter I", "Comets", "1. One again.",
    )  # fmt: skip
    assert paths(found, "chapter", "section", "paragraph") == [
        "part.1", "part.1/ch.1", "part.1/ch.1/sec.1", "1",
        "part.2", "part.2/ch.1", "part.2/ch.1/1",
    ]  # fmt: skip


def test_an_agenda_below_a_paragraph_does_not_end_it() -> None:
    source = "4. The Group adopted its agenda:\n\n1. Opening.\n\n2. Comets.\n\n5. It then rose.\n"
    before = "1. A.\n\n2. B.\n\n3. C.\n\n"
    found = paragraphs(before + source)
    assert paths(found) == ["1", "2", "3", "4", "4/a", "4/b", "5"]


def test_a_second_list_in_an_article_hangs_on_its_own_paragraph() -> None:
    found = segmented(
        "Article 4", "The owner shall:", "(a) Report;", "(b) Wait;",
        "The State shall:", "(a) Answer;", "(b) Pay.",
    )  # fmt: skip
    assert paths(found, "item") == ["art.4/a", "art.4/b", "art.4/text.2/a", "art.4/text.2/b"]


def test_a_list_in_the_preamble_hangs_on_its_paragraph() -> None:
    found = segmented(
        "The Conference of the Parties,", "Recalling that it had asked for:", "(a) Lists,",
        "(b) Maps,", "Noting both,", "1. Decides to wait;",
    )  # fmt: skip
    assert paths(found) == ["", "pp.1", "pp.1/a", "pp.1/b", "pp.2", "1"]


def test_a_letter_in_the_place_of_the_figure_one() -> None:
    found = segmented("Article 35", "l. States shall try.", "2. They may arbitrate.")
    assert paths(found) == ["art.35", "art.35/1", "art.35/2"]


def test_a_clause_numbers_a_paragraph_of_an_article() -> None:
    found = segmented(
        "第三条", "第一款 登记机关应当登记。", "第二款 登记免费。", "第三条第二款的规定不变。",
        lang="zh",
    )  # fmt: skip
    assert paths(found) == ["art.3", "art.3/1", "art.3/2", "art.3/text.1"]


def test_an_article_with_its_sentence_on_the_line_is_a_paragraph_to_be_found() -> None:
    sentence = "第一条 为了加强对陨石和其他天外物体的登记和管理，保护科学研究，促进国际合作，保障各方权益，制定本法。"
    found = segmented(sentence, "第二条 略。", lang="zh")
    assert [(p.role, p.number) for p in found] == [
        ("paragraph", ("art.1",)),
        ("article", ("art.2",)),
    ]


def test_closing_words_between_items_of_an_article_are_no_heading() -> None:
    found = segmented(
        "第十一条", "一、应规定为犯罪：", "㈠ 制作下列物品：", "1. 设备；或", "2. 口令，",
        "并意图用于实施犯罪", "㈡ 持有此类物品。", lang="zh",
    )  # fmt: skip
    assert [p.role for p in found][-2:] == ["text", "item"]


def test_names_one_a_line_are_a_list_and_no_headings() -> None:
    names = [f"Observatory of {place}" for place in ("Lund", "Bern", "Oslo", "Graz", "Turku")]
    found = segmented(
        "1. The Group invited:", "List of observatories", *names, "Others", "2. It rose."
    )
    assert [p.role for p in found] == [
        "paragraph", "heading", "text", "text", "text", "text", "heading", "heading", "paragraph",
    ]  # fmt: skip
    alone = segmented("1. The Group invited:", "List of observatories", *names)
    assert [p.role for p in alone][1:] == ["heading", *["text"] * 5]
