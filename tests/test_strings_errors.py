"""The lines of errors in Chinese: those that the program raises, with their values."""

import csv
import re
from importlib.resources import files

import pytest

from pipeline.errors import TongwenError
from pipeline.search.query import LONGEST, read_question
from pipeline.strings.errors import in_chinese


@pytest.mark.parametrize(
    ("query", "zh"),
    [
        ("", "检索词为空"),
        ("Каковы обязательства государств", "既非中文也非英文"),
        ("a" * (LONGEST + 1), "20,001 个字符，最多读取 20,000 个"),
        (" ".join(f'"clause {n}"' for n in range(17)), "17 个加引号的短语，最多查找 16 个"),
    ],
)
def test_what_a_query_is_refused_for_is_said_in_chinese(query: str, zh: str) -> None:
    with pytest.raises(TongwenError) as raised:
        read_question(query)
    assert zh in in_chinese(str(raised.value))


def test_values_are_those_of_the_line_and_braces_in_them_are_no_fields() -> None:
    assert in_chinese("{0} %s: a date is written 2012, 2012-11 or 2012-11-14").startswith(
        "{0} %s："
    )
    assert in_chinese("something else went wrong") == ""


def test_a_text_or_a_subject_that_is_not_held_is_named_in_chinese() -> None:
    assert in_chinese("A/1/2: not held") == "A/1/2：未收有该文件。"
    told = in_chinese("moon dust: nothing held is on this subject in the range asked for")
    assert told.startswith("moon dust：所选范围内")


def test_every_row_is_whole() -> None:
    table = files("pipeline.strings").joinpath("errors.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(table.splitlines()):
        fields = set(re.findall(r"{(\w+)}", row["zh"]))
        assert fields <= set(re.compile(row["pattern"]).groupindex), row
        assert row["source"].strip()
