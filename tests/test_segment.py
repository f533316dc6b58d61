"""Segmentation: roles, number paths, headings, offsets."""

from collections import Counter
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build import document, paragraphs
from pipeline.places import sample_corpus
from pipeline.readers import read_bytes
from pipeline.records import Given, Paragraph
from pipeline.segment import segment
from shared import shared


def paths(found: tuple[Paragraph, ...], *roles: str) -> list[str]:
    return ["/".join(p.number) for p in found if p.role in roles]


TREATY_EN = """\
Convention on Meteorites

Preamble

The States Parties to this Convention,

Convinced of the need for cooperation,

Chapter I
General provisions

Article 1
Use of terms

For the purposes of this Convention:

(a) “Meteorite” means a natural object;

(b) “Fall” means an event that:

(i) Was observed; or

(ii) Was recorded;

Article 2
Scope

1. This Convention applies to meteorites.

2. Article 1 of this Convention applies to its annexes.
"""

TREATY_ZH = """\
陨石公约

序言

本公约缔约国，

深信有必要开展合作，

第一章
总则

第一条
用语

为本公约之目的：

㈠ “陨石”系指天然物体；

㈡ “坠落”系指下列事件：

1. 被观测到的；或

2. 被记录到的；

第二条
适用范围

一、本公约适用于陨石。

二、本公约第一条适用于其附件。
"""


def test_both_languages_of_a_treaty_have_the_same_paths() -> None:
    english, chinese = paragraphs(TREATY_EN), paragraphs(TREATY_ZH)
    assert [(p.role, p.number) for p in english] == [(p.role, p.number) for p in chinese]
    assert paths(chinese, "article", "paragraph", "item", "subitem") == [
        "art.1",
        "art.1/a",
        "art.1/b",
        "art.1/b/i",
        "art.1/b/ii",
        "art.2",
        "art.2/1",
        "art.2/2",
    ]
    assert paths(english, "text")[-1] == "art.1/text.1"
    assert paths(english, "preambular") == ["pp.1"]
    assert paths(english, "heading") == ["", "ch.1/title", "art.1/title", "art.2/title"]
    assert {p.heading for p in english if p.number[:1] == ("art.2",)} == {"Article 2", "Scope"}


RESOLUTION = """\
第 11/1 号决议

执行各项条款

联合国打击跨国组织犯罪公约缔约方会议，

回顾其第 2/2 号决定，

又回顾其第 3/2 号决定，

1. 核可下列建议：

(a) 第一项；

(b) 第二项；

2. 请秘书处报告。

附件一

工作组通过的建议

联合调查

(a) 鼓励缔约国；

(h) 秘书处应继续；

(i) 秘书处应编制；

特殊侦查手段

(j) 鼓励缔约国；

附件二

(a) 鼓励各国；
"""


def test_a_resolution() -> None:
    found = paragraphs(RESOLUTION)
    assert paths(found, "preambular") == ["pp.1", "pp.2"]
    assert paths(found, "operative") == ["1", "2"]
    assert paths(found, "item") == [
        "1/a", "1/b",
        "annex.1/a", "annex.1/h", "annex.1/i", "annex.1/j",
        "annex.2/a",
    ]  # fmt: skip
    assert [p.part for p in found if p.role == "annex"] == ["附件一", "附件二"]
    headed = [(p.heading, p.label) for p in found if p.part == "附件一" and p.role == "item"]
    assert headed[2:] == [("联合调查", "(i)"), ("特殊侦查手段", "(j)")]


def test_letters_and_small_roman_numerals_are_told_apart() -> None:
    source = "1. First:\n\n" + "\n\n".join(f"({c}) item;" for c in "abcdefgh")
    letters = paragraphs(source + "\n\n(i) ninth;\n\n(j) tenth;\n")
    assert paths(letters, "item")[-2:] == ["1/i", "1/j"]
    numerals = paragraphs(source + "\n\n(i) below h;\n\n(ii) second below h;\n")
    assert paths(numerals, "subitem") == ["1/h/i", "1/h/ii"]


def test_two_numbers_on_one_line() -> None:
    english = "Article 1\n\n1. First:\n\n(a) (i) One;\n\n(ii) Two;\n\n(b) Last.\n"
    chinese = "第一条\n\n一、首先：\n\n㈠ 1. 其一；\n\n2. 其二；\n\n㈡ 最后。\n"
    wanted = ["art.1/1", "art.1/1/a/i", "art.1/1/a/ii", "art.1/1/b"]
    for source in (english, chinese):
        assert paths(paragraphs(source), "paragraph", "item", "subitem") == wanted
    assert paragraphs(chinese)[2].label == "㈠ 1."


REPORT = """\
Report of the Working Group

I. Introduction

1. The Group met.

II. Recommendations

2. The Group agreed on the following recommendations:

(a) States parties should cooperate;

III. Summary

A. Extradition

3. Speakers spoke.

B. Other matters

4. Speakers spoke again.

Annex

List of documents

Symbol	Item	Title
X/1	1	Agenda
"""


def test_a_report() -> None:
    found = paragraphs(REPORT)
    assert paths(found, "chapter", "section") == [
        "ch.1",
        "ch.2",
        "ch.3",
        "ch.3/sec.A",
        "ch.3/sec.B",
    ]
    assert paths(found, "paragraph") == ["1", "2", "3", "4"]
    assert [p.part for p in found if p.role == "item"] == ["II"]
    assert [p.heading for p in found if p.role == "paragraph"] == [
        "Introduction", "Recommendations", "Extradition", "Other matters",
    ]  # fmt: skip
    assert [p.role for p in found[-4:]] == ["annex", "heading", "table", "table"]


def test_a_sentence_that_begins_with_a_citation_opens_no_article() -> None:
    found = paragraphs(TREATY_EN)
    assert paths(found, "article") == ["art.1", "art.2"]


def test_numbers_that_start_afresh_take_their_chapter_into_the_path() -> None:
    source = "I. First\n\n1. One.\n\n2. Two.\n\nII. Second\n\n1. One again.\n"
    assert paths(paragraphs(source), "paragraph") == ["1", "2", "ch.2/1"]


AKN = """<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><statement name="resolution">
<meta><identification source="#u"><FRBRExpression><FRBRlanguage language="eng"/></FRBRExpression></identification></meta>
<coverPage><p><docNumber refersTo="#symbol">A/RES/99/1</docNumber></p></coverPage>
<preface><p><docNumber>99/1.</docNumber><docTitle>Meteorites</docTitle></p></preface>
<preamble><formula name="enactingFormula"><p>The General Assembly,</p></formula>
<container eId="c1"><p>Recalling its resolution <a href="https://undocs.org/en/A/RES/98/1">98/1</a>,<authorialNote marker="1"><p>A note.</p></authorialNote></p></container></preamble>
<mainBody><paragraph eId="p1"><num>1.</num><content><p>Requests the Secretary-General to report.</p></content></paragraph></mainBody>
</statement></akomaNtoso>"""


def test_akn4un_keeps_its_identifiers_links_and_notes() -> None:
    read = document(AKN, name="r.xml")
    found = segment(read)
    by_role = {p.role: p for p in found}
    assert by_role["operative"].eid == "p1"
    assert by_role["operative"].text == "1. Requests the Secretary-General to report."
    assert by_role["preambular"].number == ("pp.1",)
    assert by_role["footnote"].number == ("fn.1",)
    assert [read.text[k.start : k.end] for k in read.links] == ["98/1"]


MARKS = [
    "1.",
    "2.",
    "(a)",
    "(b)",
    "(i)",
    "(ii)",
    "一、",
    "㈠",
    "第一条",
    "Article 2",
    "I.",
    "附件",
    "",
]


@given(
    st.lists(
        st.tuples(st.sampled_from(MARKS), st.sampled_from(["Words.", "标题", "句子；"])), min_size=1
    )
)
def test_every_block_is_one_paragraph_with_its_own_text(lines: list[tuple[str, str]]) -> None:
    read = document("\n\n".join(f"{m} {w}".strip() for m, w in lines))
    found = segment(read)
    assert [p.ordinal for p in found] == list(range(len(read.blocks)))
    assert all(read.text[p.start : p.end] == p.text for p in found)
    assert [(p.start, p.end) for p in found] == [(b.start, b.end) for b in read.blocks]


@pytest.mark.parametrize("file", sorted(sample_corpus().glob("*.en.*")), ids=lambda f: f.name)
def test_both_languages_of_the_sample_have_the_same_paths(file: object) -> None:
    from pathlib import Path

    english = Path(str(file))
    chinese = english.with_name(english.name.replace(".en.", ".zh."))
    both = [
        [p.number for p in segment(read_bytes(f.name, f.read_bytes(), Given())) if p.number]
        for f in (english, chinese)
    ]
    if english.name.startswith("convention"):
        both[0].remove(("art.22", "6"))  # stands in the English alone, on purpose
    assert both[0] == both[1]


def seed(name: str) -> tuple[Paragraph, ...]:
    file = shared(f"texts/seeds/{name}")
    return segment(read_bytes(file.name, file.read_bytes(), Given()))


@pytest.mark.shared
def test_the_report_of_2012() -> None:
    found = seed("wg-international-cooperation-2012-report.zh.txt")
    assert paths(found, "paragraph") == [str(n) for n in range(1, 44)]
    items = Counter(p.number[0] for p in found if p.role == "item")
    assert items == {"3": 6, "8": 4, "37": 6, "38": 2}
    assert len(paths(found, "chapter")) == 5
    by_number = {p.number: p.text for p in found}
    assert by_number["36",].endswith("提起诉讼。")
    assert "有效协调" in by_number["3", "c"]


@pytest.mark.shared
def test_the_draft_report_of_2017() -> None:
    found = seed("wg-international-cooperation-2017-draft-report.zh.txt")
    assert paths(found, "paragraph") == [str(n) for n in range(1, 13)]
    assert paths(found, "item") == [f"1/{c}" for c in "abcdefghij"]
    ends = {p.text[-1] for p in found if p.role in {"paragraph", "item"}}
    assert ends <= set("。：")


@pytest.mark.shared
def test_resolution_11_1() -> None:
    found = seed("cop-resolution-11-1.zh.txt")
    count = Counter(p.role for p in found)
    assert (count["preambular"], count["operative"], count["footnote"]) == (8, 2, 4)
    items = [p for p in found if p.role == "item"]
    groups = {
        part: [
            len(list(g))
            for _, g in groupby([p for p in items if p.part == part], lambda p: p.heading)
        ]
        for part in ("附件一", "附件二")
    }
    assert groups == {"附件一": [9, 7, 7, 1], "附件二": [11, 2]}
    assert [p.number[1] for p in items if p.part == "附件一"] == list("abcdefghijklmnopqrstuvwx")
    assert all(
        p.text[-1] in "，。；;：" for p in found if p.role in {"item", "preambular", "operative"}
    )
