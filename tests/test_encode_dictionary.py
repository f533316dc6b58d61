"""Dictionaries as training pairs, and which paragraphs count as counterparts."""

import gzip
from pathlib import Path

import pytest

from pipeline.encode.training.counterparts import counterparts, fits
from pipeline.encode.training.dictionary import Pair, read_dictionary, read_entries
from pipeline.errors import Empty, InputError, Unreadable, WrongEncoding
from pipeline.records import Lang, Paragraph, Role
from pipeline.text.passage import wording

CEDICT = """\
# a comment
條約 条约 [tiao2 yue1] /treaty; pact/CL:個|个[ge4]/
盟約 盟约 [meng2 yue1] /(written) covenant (between states)/see 條約|条约[tiao2 yue1]/
批 批 [pi1] /to ratify/(bound form) [old] slips/
"""


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_cedict_glosses_lose_brackets_references_and_measure_words(tmp_path: Path) -> None:
    assert read_dictionary(write(tmp_path / "cedict.txt", CEDICT)) == (
        Pair("treaty", "条约"),
        Pair("pact", "条约"),
        Pair("covenant", "盟约"),
        Pair("to ratify", "批"),
        Pair("slips", "批"),
    )


def test_a_gzipped_dictionary_is_the_same(tmp_path: Path) -> None:
    packed = tmp_path / "cedict.txt.gz"
    packed.write_bytes(gzip.compress(CEDICT.encode()))
    assert read_dictionary(packed) == read_dictionary(write(tmp_path / "cedict.txt", CEDICT))


def test_tables_and_tabbed_lines(tmp_path: Path) -> None:
    table = write(tmp_path / "t.csv", "identifier,en,zh,related\n7,ASYLUM,庇护,1;2\n8,NAMELESS,,\n")
    lines = write(tmp_path / "t.tsv", "asylum\t庇护\n\nhigh seas\t公海\n")
    assert read_dictionary(table) == (Pair("ASYLUM", "庇护"),)
    assert read_dictionary(lines) == (Pair("asylum", "庇护"), Pair("high seas", "公海"))
    assert len(read_entries([table, lines])) == 3
    assert read_entries([table, lines, lines]) == read_entries([lines, table])


@pytest.mark.parametrize(
    ("name", "content", "kind", "words_of_it"),
    [
        ("a.csv", b"identifier,english\n1,x\n", InputError, r"\['en', 'zh'\]"),
        ("a.tsv", b"one cell\n", InputError, "line 1"),
        ("a.txt", b"no entry\n", Empty, "no dictionary entry"),
        ("a.docx", b"x", InputError, "a dictionary ends in"),
        ("a.tsv", "庇护".encode("gb18030"), WrongEncoding, "UTF-8"),
        ("a.txt.gz", b"not gzip", Unreadable, "a.txt.gz"),
    ],
)
def test_bad_dictionaries_are_named(
    tmp_path: Path, name: str, content: bytes, kind: type[InputError], words_of_it: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(kind, match=words_of_it) as caught:
        read_dictionary(tmp_path / name)
    assert name in str(caught.value)


def paragraph(
    lang: Lang, ordinal: int, text: str, eid: str = "", label: str = "", role: Role = "operative"
) -> Paragraph:
    number = (label.strip(".()"),) if label else ()
    whole = f"{label} {text}".strip()
    return Paragraph(
        "A/RES/1/1", lang, ordinal, role, number, label, "", "", 0, len(whole), whole, eid
    )


def test_words_are_the_text_without_number_and_note_marks() -> None:
    assert wording(paragraph("en", 0, "Takes note¹² of\nthe report;", label="3.")) == (
        "Takes note of the report;"
    )
    assert wording(paragraph("zh", 0, "注意到报告³；")) == "注意到报告；"


def test_counterparts_stand_at_one_place_or_bear_one_number() -> None:
    en = [
        paragraph("en", 0, "Recalling", "c_2", role="preambular"),
        paragraph("en", 1, "Decides", "para_3", "1."),
        paragraph("en", 2, "Requests", "para_4", "2."),
        paragraph("en", 3, "first of two", "para_5"),
        paragraph("en", 4, "second of two", "para_5"),
        paragraph("en", 5, "a heading", "h_1", role="heading"),
        paragraph("en", 6, "Encourages", "para_9", "9."),
    ]
    zh = [
        paragraph("zh", 0, "回顾", "c_2", role="preambular"),
        # the mark-up of this side is shifted by one: the numbers tell
        paragraph("zh", 1, "决定", "para_4", "1."),
        paragraph("zh", 2, "请", "para_5", "2."),
        paragraph("zh", 3, "标题", "h_1", role="heading"),
        paragraph("zh", 4, "鼓励", "para_9"),
    ]
    found = [(left.ordinal, right.ordinal) for left, right in counterparts(en, zh)]
    assert found == [(0, 0), (1, 1), (2, 2), (6, 4)]


@pytest.mark.parametrize(
    ("en", "zh", "expected"),
    [
        ("Takes note of the report;", "注意到该报告；", True),
        ("Recalls its resolution 75/234 of 2020;", "回顾其2020年第75/234号决议；", True),
        ("Recalls its resolution 75/234 of 2020;", "回顾其2017年第72/105号决议；", False),
        ("Yes.", "请秘书长在下届会议上提交一份关于引渡的报告，并通报所需经费情况；", False),
        ("Requests the Secretary-General to report on this at the next session " * 3, "请", False),
        ("12 345", "第三段", False),
        ("Kenyan Youth Network", "Kenyan Youth Network", False),
        ("Hours 时数 worked", "工作时数", False),
    ],
)
def test_what_cannot_be_a_pair(en: str, zh: str, expected: bool) -> None:
    assert fits(Pair(en, zh)) is expected
