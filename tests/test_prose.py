"""Prose that follows no form of the United Nations: interviews, web pages, columns out of order."""

import pytest

from build import document, paragraphs
from pipeline.records import Document
from pipeline.text.speech import asks, is_question, speaker
from shared import shared


def marks(read: Document) -> list[str]:
    return [r.text[:12] for r in read.remarks if r.kind == "out-of-order"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("张三：我同意。", "张三"),
        ("**李四光:**岩石不会说话。", "李四光"),
        ("问：什么是陨石？", "问"),
        ("Q: What is a meteorite?", "Q"),
        ("Dr. Jane Moor: It fell at night.", "Dr. Jane Moor"),
        ("Moor:", "Moor"),
        ("其中：甲、乙", ""),
        ("Note: figures are rounded.", ""),
        ("Article 5: Scope", ""),
        ("第一条：宗旨", ""),
        ("所涉及的主要问题如下所列：", ""),
        ("It was late: nobody came.", ""),
    ],
)
def test_speakers(text: str, name: str) -> None:
    if name == "" and text.startswith("It was"):
        assert len(speaker(text)) <= len("It was late")
        return
    assert speaker(text) == name


def test_questions() -> None:
    assert asks("问题一：谁来保管？") and asks("Q1: Who keeps it?") and asks("问：谁")
    assert is_question("谁来保管陨石？") and is_question("Who keeps the meteorite?")
    assert not is_question(
        "The keeper asked who it was? Nobody knew, and so it remained for years."
    )


INTERVIEW = """\
# Keeping the sky

## Question one:

### Who keeps what falls?

**Moor:** A stone that falls on a field belongs, in the first place, to nobody at all, and the law of

the land decides who may keep it.

**Ames:** I would put it differently, since the finder has duties of his own towards the museum of the place, towards the owner of the field and, in the end, towards everyone who looks at the sky, and may

## From the editor

We asked two keepers what they thought of the new rules. They answered at once.

## Question two:

### What should change?

**Moor:** The register should be kept by one office only, which is the practice of our neighbours.
"""


def test_an_interview_in_english() -> None:
    read = document(INTERVIEW)
    assert read.title == "Keeping the sky"
    found = paragraphs(INTERVIEW)
    assert [p.text for p in found if p.role == "heading"] == [
        "Question one:",
        "Who keeps what falls?",
        "From the editor",
        "Question two:",
        "What should change?",
    ]
    spoken = [p.text for p in found if p.role == "text"]
    assert spoken[0].startswith("Moor: A stone that falls on a field belongs")
    assert spoken[0].endswith("the law of the land decides who may keep it.")
    assert marks(read) == ["From the edi"]


COLUMNS = """\
观星台的管理人员介绍了登记办法的要点，说明了登记办法由观星台统一掌握，并说明了观星台

星台统一掌握名录，并逐年公布名录。各地观星台应当配合，各地观星台统一掌握本地的情况，不得拖延。

在这个问题上的分工。第二，观星台统一掌握的名录每年更新一次，观星台统一掌握的经费也每年更新一次。

张三：我没有别的意见，登记办法应当尽快实施，各地都在等待这个办法。
"""


def test_a_fragment_that_cannot_go_on_is_named_and_left_where_it_is() -> None:
    read = document(COLUMNS)
    assert marks(read) == ["星台统一掌握名录，并逐年", "在这个问题上的分工。第二"]
    for remark in read.remarks:
        assert read.text[remark.start :].startswith(remark.text)
    assert [read.text[b.start : b.end][:3] for b in read.blocks[1:]] == [
        "星台统",
        "在这个",
        "张三：",
    ]


def test_a_column_break_inside_a_sentence_is_joined() -> None:
    read = document(
        "王五：登记办法有三个要点：第一，名录由观星台掌握；第二，名录每年更新一次；第三，各地观星台应当依法履\n\n"
        "行职责，并把登记的结果报给中心，由中心统一公布，供各地查阅。\n\n赵六：我没有别的意见。\n"
    )
    assert "应当依法履行职责，并把" in read.text
    assert marks(read) == []


PAGE = """\
Office of Falling Stones
Background
The office was opened in 1998, after three stones had fallen in one year on the same village.
History
It moved twice, and since 2006 it has stood beside the old bridge of Aldermere.
Last updated: 3 March 2037
Contents
Background
History
References
"""


def test_the_contents_list_of_a_web_page_is_set_apart() -> None:
    read = document(PAGE)
    assert [(r.kind, r.text) for r in read.remarks] == [
        ("contents", "Contents\nBackground\nHistory\nReferences")
    ]
    assert read.text.endswith("Last updated: 3 March 2037")
    assert [p.text for p in paragraphs(PAGE) if p.role == "heading"][:2] == [
        "Background",
        "History",
    ]


def test_the_navigation_of_an_html_page_is_set_apart() -> None:
    read = document(
        "<html><body><nav><a>Home</a> <a>Stones</a></nav><h1>Stones</h1><p>They fall.</p></body></html>",
        name="page.html",
    )
    assert [(r.kind, r.text) for r in read.remarks] == [("contents", "Home\nStones")]
    assert read.text == "Stones\nThey fall."


def test_a_numbered_text_is_not_searched_for_fragments() -> None:
    read = document(
        "1. The Working Group met and recalled that it had been asked to consider the matter of\n\n"
        "2. Speakers agreed.\n\n3. It adopted the report.\n"
    )
    assert marks(read) == []


@pytest.mark.shared
def test_the_two_seeds_of_prose() -> None:
    """Read by hand: in the interview three fragments are out of order, on the page none."""
    folder = shared("texts/seeds")
    name = "prosecutors-roundtable-mla.zh.txt"
    interview = document((folder / name).read_text(encoding="utf-8"), name)
    starts = [r.text[:5] for r in interview.remarks if r.kind == "out-of-order"]
    assert starts == ["编者按", "系机关和主", "在该问题上"]
    name = "jlg-law-enforcement-cooperation.zh.txt"
    page = document((folder / name).read_text(encoding="utf-8"), name)
    assert [r.kind for r in page.remarks] == ["contents"]
    assert page.remarks[0].text.count("\n") == 4
