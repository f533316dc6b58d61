"""Rows as they are set: marks by hand in both languages, the map of a text, sections, links."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.compare import findings
from pipeline.records import Finding, Lang, Paragraph, Role
from pipeline.strings import Strings
from pipeline.views.addresses import compare_address
from pipeline.views.comparing.map import breadth, text_map, tick_of
from pipeline.views.comparing.marks import (
    KINDS,
    NO_KINDS,
    every_choice,
    kinds_of,
    mark_switches,
    marked_passage,
    marks_of,
    turned,
    written_kinds,
)
from pipeline.views.comparing.parallel import Setting, table
from pipeline.views.comparing.rows import Row, row_at
from pipeline.views.comparing.sections import ROWS, estimate, parts, section

EN, ZH = Strings("en"), Strings("zh")
HOSTILE = '<script>alert("x")</script> <img src=x onerror=alert(1)> shall & article 9 <b>'


def paragraph(
    ordinal: int,
    text: str,
    lang: Lang = "en",
    number: tuple[str, ...] = ("3",),
    role: Role = "paragraph",
) -> Paragraph:
    label = number[-1] if number else ""
    return Paragraph("M/1", lang, ordinal, role, number, label, "", "", 0, len(text), text)


def row(ordinal: int, zh: str, en: str, why: str = "same number", found: bool = False) -> Row:
    sides = (
        (paragraph(ordinal, zh, "zh", (str(ordinal),)),) if zh else (),
        (paragraph(ordinal, en, "en", (str(ordinal),)),) if en else (),
    )
    of_row = (Finding("numbers", ("1",), ("2",), (), (), "id"),) if found else ()
    return Row(ordinal, *sides, why, 0.5, of_row)


def marked(text: str, lang: Lang, *kinds: str) -> list[tuple[str, str]]:
    """The words marked in a text, each with its kind."""
    found = marks_of([paragraph(0, text, lang)], lang, kinds_of(",".join(kinds or KINDS)))
    return [(mark.kind, text[mark.start : mark.end]) for mark in found]


# marks -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        (
            "3. States shall report under article 18, paragraph 13, within 90 days.",
            "en",
            [("modal", "shall"), ("article", "article 18, paragraph 13"), ("figure", "90")],
        ),
        (
            "3. 各国应在90日内根据第十八条第十三款提出报告。",
            "zh",
            [("modal", "应"), ("figure", "90"), ("article", "第十八条第十三款")],
        ),
        (
            "It recalled resolution 79/243 of 24 December 2024 (A/79/460).",
            "en",
            [("article", "79/243"), ("figure", "24 December 2024"), ("article", "A/79/460")],
        ),
        (
            "在2026年5月1日前，适应工作不得中断。",
            "zh",
            [("figure", "2026年5月1日"), ("modal", "不得")],
        ),
        ("May 2026 was warm, and nothing adapted.", "en", [("figure", "May 2026")]),
        ("", "en", []),
    ],
)
def test_what_the_comparison_sees_is_marked(
    text: str, lang: Lang, expected: list[tuple[str, str]]
) -> None:
    assert marked(text, lang, "modal", "article", "figure") == expected


def test_terms_are_marked_where_asked_for() -> None:
    text = "The central authority shall request mutual legal assistance."
    assert ("term", "mutual legal assistance") in marked(text, "en")
    assert marked(text, "en", "modal") == [("modal", "shall")]
    assert marked(text, "en", NO_KINDS) == []


def test_every_side_of_a_row_is_marked_in_its_own_paragraphs() -> None:
    both = [paragraph(4, "(a) States may act;"), paragraph(5, "(b) They must not wait.")]
    found = marks_of(both, "en", ("modal",))
    texts = {p.ordinal: p.text for p in both}
    said = [(m.paragraph, texts[m.paragraph][m.start : m.end]) for m in found]
    assert said[0] == (4, "may")
    assert [at for at, _ in said] == [4, 5]


def test_nothing_is_marked_within_a_finding() -> None:
    one = paragraph(0, "They shall pay 90 days after article 9.")
    drawn = marked_passage(one, "en", [(15, 22)], marks_of([one], "en", KINDS))
    assert '<mark class="finding">90 days</mark>' in drawn
    assert '<span class="seen modal">shall</span>' in drawn
    assert '<span class="seen article">article 9</span>' in drawn


words = st.text(
    st.sampled_from("应须可不得第十条款0123 年月日shalmyrtice<>&\"'\n()（）,，.。/"), max_size=60
)


@given(words, st.sampled_from(["zh", "en"]), st.integers(0, 60), st.integers(0, 60))
def test_every_word_of_a_marked_passage_stands_once(
    content: str, lang: Lang, one: int, other: int
) -> None:
    held = paragraph(0, content, lang)
    start, end = sorted((min(one, len(content)), min(other, len(content))))
    spans = [(start, end)] if start < end else []
    drawn = marked_passage(held, lang, spans, marks_of([held], lang, KINDS))
    assert html.unescape(re.sub(r"</?(?:div|mark|span)[^<>]*>", "", drawn)) == content
    assert not re.search(r"<(?!/?(?:div|mark|span)\b)", drawn)


def test_kinds_are_written_in_one_way_and_switched() -> None:
    assert len(set(every_choice())) == 2 ** len(KINDS)
    assert all(written_kinds(kinds_of(choice)) == choice for choice in every_choice())
    assert turned("modal,figure", "term") == "modal,figure,term"
    assert turned("modal", "modal") == NO_KINDS
    assert turned(NO_KINDS, "article") == "article"
    drawn = mark_switches(("modal",), EN)
    assert re.findall(r'data-ask="marks (\w+)" aria-pressed="(\w+)"', drawn) == [
        ("modal", "true"),
        ("article", "false"),
        ("figure", "false"),
        ("term", "false"),
    ]


# the map ---------------------------------------------------------------------------------------

ROWS_OF_TEXT = (
    row(0, "报告", "report"),
    row(1, "60日", "90 days", found=True),
    row(2, "", "in English alone"),
    row(3, "别处", "elsewhere", why="moved"),
    row(4, "很长" * 40, "long"),
)


def test_the_map_has_a_tick_for_each_row_in_order() -> None:
    drawn = text_map(ROWS_OF_TEXT, EN)
    ticks = re.findall(r'<i class="([^"]*)" style="flex-grow:(\d+)" data-row="(\w+)"></i>', drawn)
    assert [tick[2] for tick in ticks] == [r.key for r in ROWS_OF_TEXT]
    assert [tick[0] for tick in ticks] == ["text", "differs", "one-sided", "moved", "text"]
    assert [int(tick[1]) for tick in ticks] == [30, 30, 30, 30, 160]
    assert "5 rows, 3 of which" in drawn
    assert re.findall(r'data-step="(-?1)"', drawn) == ["-1", "1"]
    assert "共 5 行，其中 3 行" in text_map(ROWS_OF_TEXT, ZH)


def test_rows_that_are_not_drawn_are_faint_on_the_map() -> None:
    drawn = text_map(ROWS_OF_TEXT, EN, {ROWS_OF_TEXT[1].key})
    kinds = re.findall(r'<i class="([^"]*)"', drawn)
    assert kinds == ["text off", "differs", "one-sided off", "moved off", "text off"]
    heading = Row(
        0,
        (paragraph(0, "第一章", "zh", ("ch.1",), "chapter"),),
        (paragraph(0, "Chapter I", "en", ("ch.1",), "chapter"),),
        "same number",
        0.5,
    )
    assert tick_of(heading) == "heading"
    assert text_map((), EN).count("<i ") == 0


# sections and links ----------------------------------------------------------------------------


@given(st.integers(0, 3 * ROWS + 1))
def test_sections_hold_every_row_once_in_order(count: int) -> None:
    rows = [row(i, "报告", "report") for i in range(count)]
    cut = parts(rows)
    assert [r for part in cut for r in part] == rows
    assert all(0 < len(part) <= ROWS for part in cut)


def test_a_section_tells_about_how_tall_it_is() -> None:
    assert estimate(ROWS_OF_TEXT) > estimate(ROWS_OF_TEXT[:3]) > 0
    assert breadth(ROWS_OF_TEXT[4]) == 160
    first, later = (section("<table></table>", ROWS_OF_TEXT, at) for at in (True, False))
    assert 'class="rows"' in first
    assert 'class="rows later"' in later
    assert f"contain-intrinsic-size:auto {estimate(ROWS_OF_TEXT)}px" in first


def test_the_number_of_a_row_leads_to_it() -> None:
    setting = Setting((), "compare?lang=en&symbol=M%2F1", ROWS_OF_TEXT[1].key)
    drawn = table(ROWS_OF_TEXT[:3], EN, setting=setting)
    links = re.findall(r'<a class="row-at" href="([^"]*)"', drawn)
    assert links[1] == "compare?lang=en&amp;symbol=M%2F1&amp;at=en%3A1%3A1"
    assert re.findall(r'<tr class="([^"]*)"', drawn) == [
        "text",
        "text differs here",
        "text one-sided",
    ]
    assert "row-at" not in table(ROWS_OF_TEXT, EN)
    assert "show in the whole text" in table(ROWS_OF_TEXT, EN, places="place", setting=setting)


def test_a_row_is_found_by_its_name_and_by_its_paragraphs() -> None:
    assert [row_at(r.name, ROWS_OF_TEXT) for r in ROWS_OF_TEXT] == list(ROWS_OF_TEXT)
    assert row_at("zh:1:1", ROWS_OF_TEXT) is ROWS_OF_TEXT[1]
    alone = row(9, "仅中文", "")
    assert alone.name == "zh:9:9"
    for odd in ("", "en", "en:", "en:1", "en:²:1", "fr:1:1", "en:1:no such path", "zh:2:2"):
        assert row_at(odd, ROWS_OF_TEXT) is None


def test_a_paragraph_of_either_language_leads_to_its_row() -> None:
    (chinese,) = ROWS_OF_TEXT[1].zh
    assert compare_address("M/1", EN, chinese) == "compare?lang=en&symbol=M%2F1&at=zh%3A1%3A1"
    assert row_at("zh:1:1", ROWS_OF_TEXT) is ROWS_OF_TEXT[1]
    assert compare_address("M/1", ZH) == "compare?lang=zh&symbol=M%2F1"


@pytest.mark.parametrize("say", [EN, ZH])
def test_hostile_rows_stay_texts(say: Strings) -> None:
    bad = Row(
        0,
        (paragraph(0, HOSTILE * 2, "zh", (HOSTILE,)),),
        (paragraph(0, HOSTILE * 2, "en", (HOSTILE,)),),
        HOSTILE,
        0.5,
        (),
    )
    setting = Setting(KINDS, 'compare?lang=en&symbol="><script>', bad.key)
    for places in ("", "place", "citation"):
        shown = table([bad], say, places=places, setting=setting) + text_map([bad], say)
        assert "<script" not in shown
        assert "<img" not in shown
        assert '<span class="seen' in shown
        assert "<b>" not in shown


def test_a_mark_is_what_a_rule_looks_at() -> None:
    zh = [paragraph(0, "各国应在60日内报告。", "zh")]
    en = [paragraph(0, "States shall report within 90 days.")]
    (found,) = findings(zh, en)
    spans = {(s.paragraph, s.start, s.end) for s in (*found.zh_spans,)}
    marks = {(m.paragraph, m.start, m.end) for m in marks_of(zh, "zh", ("figure",))}
    assert spans == marks
