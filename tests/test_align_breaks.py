"""Lines that break off, headings glued to a paragraph, lists printed on: what each line ends with,
and which beads come of it on vectors made by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from build import paragraph
from pipeline.align import Vectors, align
from pipeline.align.breaks import ending, is_unfinished, marks, without_furniture
from pipeline.align.features import make_figures, make_sides
from pipeline.align.gains import gains
from pipeline.align.pair import make_pair
from pipeline.align.weights import weights
from pipeline.records import Bead, Lang, Role


def unit(*rows: list[float]) -> Vectors:
    table = np.array(rows, dtype=np.float32)
    return table / np.linalg.norm(table, axis=1, keepdims=True)


def shape(beads: tuple[Bead, ...]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(b.zh, b.en) for b in beads]


def test_the_mark_at_the_end_is_the_same_in_both_languages() -> None:
    for chinese, english in (
        ("鱼；", "fish;"),
        ("鱼。”", "fish.”"),
        ("鱼：", "fish:"),
        ("鱼", "fish"),
    ):
        assert ending(chinese) == ending(english)
    assert ending("fish; and") == ending("fish;") == ending("鱼；或") == ending("鱼；以及")
    assert ending("fish and") == ending("fish") == ending("") == 0


def test_page_and_job_numbers_after_the_end_are_no_words() -> None:
    assert without_furniture("The master keeps a log; 14 19-88213") == "The master keeps a log;"
    assert without_furniture("船长应保存日志。7") == "船长应保存日志。"
    assert without_furniture("See E/2031/7/Add.2") == "See E/2031/7/Add.2"
    assert without_furniture("Fish in 2031") == "Fish in 2031"


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("in accordance with article 4 of", "en", True),
        ("Inspect vessels; and", "en", False),
        ("Ports and", "en", True),
        ("Ports", "en", False),
        ("", "en", False),
        ("根据本公约第", "zh", True),
        ("港口检查", "zh", False),
        ("", "zh", False),
    ],
)
def test_a_line_that_cannot_end_there(text: str, lang: Lang, expected: bool) -> None:
    assert is_unfinished(text, lang) is expected


def test_marks_of_a_list_printed_on_are_those_of_its_lines() -> None:
    whole = "船长应：㈠ 保存日志；㈡ 检查渔网；并㈢ 公布配额。"
    lines = ("The master shall:", "Keep the log;", "Inspect the nets; and", "Publish quotas.")
    assert marks(whole, "zh") == sum(marks(line, "en") for line in lines)
    assert marks("Nets. Ports", "en") == marks("Nets.", "en") + marks("Ports", "en")
    assert marks("See No. 5 and art. 3.", "en") == marks("Fish.", "en")
    assert marks("See: a. Fish", "en") == marks("鱼：", "zh") + marks("鱼", "zh")


def test_a_last_piece_without_a_mark_is_a_line_of_its_own() -> None:
    for whole, lines, lang in (
        ("Keep the log; Port inspection", ("Keep the log;", "Port inspection"), "en"),
        ("Acting under the Code, Fisheries", ("Acting under the Code,", "Fisheries"), "en"),
        ("Keep the log; II. Ports", ("Keep the log;", "Ports"), "en"),
        ("保存日志；港口检查", ("保存日志；", "港口检查"), "zh"),
    ):
        lang_of: Lang = "zh" if lang == "zh" else "en"
        assert marks(whole, lang_of) == sum(marks(line, lang_of) for line in lines)
    assert marks("Keep the log; inspect nets", "en") == marks("Ports", "en")


@given(st.lists(st.sampled_from(["Keep the log.", "Inspect the nets?", "Ports"]), max_size=6))
def test_marks_add_up_over_lines_written_on(lines: list[str]) -> None:
    ended = [line for line in lines if line != "Ports"]
    assert marks(" ".join(["Begin.", *ended]), "en") == sum(
        marks(line, "en") for line in ("Begin.", *ended)
    )


def test_a_heading_glued_to_the_end_is_joined_to_its_counterpart() -> None:
    zh = [paragraph(f"{'渔船应' * 18}。第四节港口检查", "zh", role="paragraph")]
    en: list[tuple[str, Role]] = [("Vessels shall " * 16 + "report.", "paragraph")]
    en.append(("Port inspection", "heading"))
    rows = unit([1, 0.3], [1, 0.05], [0.35, 1])
    sides = [paragraph(text, role=role, ordinal=k) for k, (text, role) in enumerate(en)]
    assert shape(align(zh, sides, rows[:1], rows[1:])) == [((0,), (0, 1))]


def test_a_line_broken_after_a_comma_or_a_preposition_is_joined() -> None:
    for first, second in (
        ("Vessels shall carry a log as set out in Part IX,", "section 5, of the Code."),
        ("Vessels shall carry a log as set out in annex III of", "Code 5 on the keeping of logs."),
    ):
        zh = [paragraph("渔船应按照守则第九部分第五节的规定携带航海日志。", "zh")]
        en = [paragraph(first), paragraph(second, ordinal=1)]
        rows = unit([1, 0.2], [1, 0.1], [0, 1])
        assert shape(align(zh, en, rows[:1], rows[1:])) == [((0,), (0, 1))]


def test_a_number_alone_in_a_line_opens_the_line_after_it() -> None:
    words = "渔船应携带航海日志并出示；"
    zh = [paragraph(words, "zh"), paragraph("2.", "zh", label="2."), paragraph(words, "zh")]
    en = [paragraph("Vessels shall carry and show a log;")]
    left = np.array([[1, 0], [0, 0], [1, 0]], dtype=np.float32)
    sides = make_sides(zh, en, left, left[:1], hide_numbers=True)
    pair = make_pair(*sides, make_figures(*sides), weights())
    of_two = gains(pair, range(3), range(1))[1, 0, :, 0]
    assert of_two[1] - of_two[0] >= weights().with_bare
