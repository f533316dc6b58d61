"""A draft clause as it is pasted, and wordings that are one."""

import pytest

from build import paragraph
from pipeline.errors import TongwenError
from pipeline.lineage.words import words_of
from pipeline.preparation.agreed.draft import clauses, is_clause
from pipeline.preparation.agreed.recurring import wording_key


@pytest.mark.parametrize(
    ("draft", "read"),
    [
        (
            "(a) [Urges][Calls upon] States to keep lamps lit; and",
            "Urges Calls upon States to keep",
        ),
        ("3. 请[各国][会员国]保存“灯具”记录；", "请各国会员国保存灯具记录"),
        ("㈠ 灯塔应当常亮；以及", "灯塔应当常亮"),
        ("Article 18 applies to lamps.", "Article 18 applies to lamps."),
        ("lamps", "lamps"),
    ],
)
def test_numbers_brackets_and_joints_are_no_words(draft: str, read: str) -> None:
    (clause,) = clauses(draft)
    assert clause.text.startswith(read)
    assert not set("[]“”；;") & set(clause.text)


def test_a_draft_of_several_sentences_is_asked_whole_and_in_parts() -> None:
    one = "States parties shall keep every lamp of the coast lit through the night."
    two = "(a) They shall report each failure of a lamp to the Lamp Office in Aldermere;"
    short = "It is so."
    whole, *parts = clauses(f"{one} {short}\n{two}")
    assert whole.text.startswith(one)
    assert [p.text for p in parts] == [one, two.removeprefix("(a) ").rstrip(";")]


def test_most_parts_are_the_longest_in_their_order() -> None:
    made = [
        f"States shall keep the lamps of the {'outer ' * n}harbour lit at night." for n in range(9)
    ]
    _, *parts = clauses(" ".join(made))
    assert [p.text for p in parts] == made[4:]


@pytest.mark.parametrize(
    "draft", ["", "  \n", "[ ] ； …", "A/RES/79/243", "第79/243号决议", "灯" * 20_001]
)
def test_what_is_no_clause_is_refused_in_one_line(draft: str) -> None:
    with pytest.raises(TongwenError) as refused:
        clauses(draft)
    assert len(str(refused.value).splitlines()) == 1
    assert not is_clause(draft)


@pytest.mark.parametrize(
    ("one", "other", "lang"),
    [
        (
            "5. Requests the Secretary-General to report to it at its seventy-ninth session;",
            "12. Also requests the Secretary-General to report to it at its eightieth session.",
            "en",
        ),
        (
            "5. 请秘书长向大会第七十九届会议提出报告；",
            "八、又请秘书长向大会第八十届会议提出报告。",
            "zh",
        ),
    ],
)
def test_sessions_and_also_do_not_make_another_wording(one: str, other: str, lang: str) -> None:
    texts = [
        words_of(paragraph(text, lang, label=text[: text.index(sign) + 1]))  # type: ignore[arg-type]
        for text, sign in ((one, "."), (other, "、" if lang == "zh" else "."))
    ]
    assert wording_key(texts[0]) == wording_key(texts[1])


def test_another_word_makes_another_wording() -> None:
    one, other = (
        words_of(paragraph(f"States {verb} keep lamps", "en")) for verb in ("shall", "should")
    )
    assert wording_key(one) != wording_key(other)
