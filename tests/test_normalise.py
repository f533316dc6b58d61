import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.normalise import (
    columns,
    detect_lang,
    fold,
    is_complete,
    join,
    squeeze,
    without_note_marks,
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("（ＵＮＯＤＣ），　第１８条", "(unodc), 第18条"),
        ("States  Parties\n shall", "states parties shall"),
        ("工作组 的 报告", "工作组的报告"),
        ("第 18 条", "第 18 条"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_squeeze_keeps_the_space_between_han_and_latin() -> None:
    assert squeeze("由 UNODC 主办 ，\n 并通过") == "由 UNODC 主办，并通过"


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("评估相关请求是", "否适当", "评估相关请求是否适当"),
        ("the States", "Parties", "the States Parties"),
        ("第", "18 条", "第18 条"),
        ("cross-", "border", "cross-border"),
        ("", "alone", "alone"),
    ],
)
def test_join(first: str, second: str, whole: str) -> None:
    assert join(first, second) == whole


@pytest.mark.parametrize(
    ("text", "complete"),
    [
        ("通过了报告。", True),
        ("the report.", True),
        ("the report.¹", True),
        ("（见附件。）", True),
        ("回顾其决议，", False),
        ("国际合作", False),
        ("a list:", True),
    ],
)
def test_is_complete(text: str, complete: bool) -> None:
    assert is_complete(text) is complete


def test_a_chinese_text_full_of_foreign_names_is_chinese() -> None:
    assert (
        detect_lang("Wilson Merino Sánchez（厄瓜多尔）主持了关于这一议程项目的讨论并作了发言")
        == "zh"
    )
    assert detect_lang("The term 中央机关 stands for central authority in Chinese.") == "en"


def test_marks_that_call_footnotes_are_no_words() -> None:
    assert without_note_marks("《公约》¹总体¹²范围") == "《公约》总体范围"


def test_columns_count_wide_characters_twice() -> None:
    assert columns("第18条") == 6


@given(st.text())
def test_fold_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)
