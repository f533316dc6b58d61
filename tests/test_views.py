"""Records as HTML, frames, charts and files: nothing lost, nothing unescaped."""

import csv
import html
import io
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.records import (
    Bead,
    Finding,
    Heading,
    Lang,
    Match,
    Paragraph,
    Recommendation,
    Span,
)
from pipeline.strings import Strings
from pipeline.text.symbols import natural
from pipeline.views import cards, counts, drawing, files, markup, names, tables
from pipeline.views.comparing import comparisons, parallel, rows

EN, ZH = Strings("en"), Strings("zh")
HOSTILE = '<script>alert("x")</script> <img src=x onerror=alert(1)> & \u202e=cmd|x'


def paragraph(text: str, lang: Lang = "en", number: tuple[str, ...] = ("art.40", "3")) -> Paragraph:
    label = number[-1] if number else ""
    return Paragraph(
        "A/RES/79/243", lang, 7, "paragraph", number, label, "", "Scope", 0, len(text), text
    )


def heading(symbol: str = "A/RES/79/243", lang: Lang = "en", title: str = "Title") -> Heading:
    return Heading(symbol, lang, title, "GA", "79", "2024-12-24", "adopted", "a.xml", "0" * 64, 9)


def match(text: str = "States shall cooperate.", lang: Lang = "en", rank: int = 1) -> Match:
    return Match(paragraph(text, lang), heading(lang=lang), rank, 0.5, ("dense 1", "exact"))


def seen(markup_text: str) -> str:
    """What a reader sees of HTML: tags away, entities read."""
    return html.unescape(re.sub(r"<[^>]*>", "", markup_text))


# markup ------------------------------------------------------------------------------------


@given(st.text(max_size=60))
def test_no_text_becomes_markup(text: str) -> None:
    assert "<" not in markup.text(text).removeprefix("<bdi>").removesuffix("</bdi>")
    attribute = re.fullmatch(r'<i title="([^"]*)">x</i>', markup.tag("i", "x", title=text), re.S)
    assert attribute
    assert html.unescape(attribute[1]) == text


# cards -------------------------------------------------------------------------------------


def test_a_card_cites_in_the_language_of_the_passage() -> None:
    english, chinese = cards.card(match(), EN), cards.card(match("各国", "zh"), EN)
    assert "A/RES/79/243, art. 40(3)" in seen(english)
    assert "A/RES/79/243，第四十条第三款" in seen(chinese)
    assert 'lang="zh-Hans"' in chinese


def test_a_card_says_why_and_what_is_missing() -> None:
    shown = seen(cards.card(match(), EN))
    assert "meaning, rank 1 · exact words · cosine 0.50" in shown
    assert "No Chinese counterpart is held." in shown
    assert "未收有对应的中文段落。" in seen(cards.card(match(), ZH))


def test_a_card_holds_its_counterpart_and_a_way_to_the_whole_text() -> None:
    with_other = replace(match(), counterpart=(paragraph("各国应合作。", "zh"),))
    shown = cards.card(with_other, ZH)
    assert "各国应合作。" in shown
    assert 'href="compare?lang=zh&amp;symbol=A%2FRES%2F79%2F243"' in shown


def test_hostile_texts_stay_texts() -> None:
    bad = replace(
        match(HOSTILE), document=heading(title=HOSTILE), counterpart=(paragraph(HOSTILE, "zh"),)
    )
    shown = cards.card(bad, EN)
    assert "<script" not in shown
    assert "<img" not in shown
    assert HOSTILE in seen(shown)


# side by side --------------------------------------------------------------------------------


def two_rows() -> tuple[rows.Row, ...]:
    zh = (paragraph("三、应在60日内", "zh"),)
    en = (paragraph("3. within 90 days"), paragraph("6. insurance", number=("art.22", "6")))
    beads = (Bead((0,), (0,), "same number", 0.7), Bead((), (1,), "no counterpart", None))
    found = Finding(
        "numbers", ("60",), ("90",), (Span(zh[0].ordinal, 4, 6),), (Span(en[0].ordinal, 10, 12),)
    )
    return rows.rows_of(beads, zh, en, ((found,), ()))


def test_rows_carry_number_sides_and_findings() -> None:
    first, second = two_rows()
    assert (first.number, first.is_one_sided, second.is_one_sided) == ("3", False, True)
    assert rows.finding_lines(first, EN) == ("figures: 60 ‖ 90",)
    assert rows.finding_lines(first, ZH) == ("数字：60 ‖ 90",)


def test_beads_without_their_findings_are_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        rows.rows_of((Bead((), (0,), "", None),), (), (paragraph("x"),), ())


def test_the_table_marks_what_differs_and_shows_what_is_absent() -> None:
    shown = parallel.table(two_rows(), EN, ("zh", "en"))
    assert shown.count("<tr") == 3
    assert re.findall(r'<mark class="finding">(\d+)</mark>', shown) == ["60", "90"]
    assert "not in the Chinese" in shown
    assert shown.index("Chinese</th>") < shown.index("English</th>")
    assert "art. 22(6)" in parallel.table(two_rows(), EN, places="place")
    assert "第二十二条第六款" in parallel.table(two_rows(), ZH, places="place")


# counts --------------------------------------------------------------------------------------


def test_recommendations_are_listed_in_both_languages() -> None:
    item = Recommendation(
        paragraph("States should act"), "recommendation", ("states",), "should", "should",
        (), ("18(13)",), ("extradition",), ("verbs:en:should",),
    )  # fmt: skip
    other = {("A/RES/79/243", 7): "各国应采取行动"}
    shown = seen(counts.recommendations_table([(heading(), item)], other, ZH))
    assert "各国应采取行动" in shown
    assert "States should act" in shown
    assert "应/应当" in shown
    frame = tables.recommendations_frame([(heading(), item)], other, EN)
    assert list(frame["Chinese"]) == ["各国应采取行动"]
    assert list(frame["Articles"]) == ["18(13)"]


def test_the_ramp_goes_from_strong_to_weak() -> None:
    assert drawing.ramp(3) == ["#7a2118", "#cd8c6e", "#d6d6ce"]
    assert drawing.ramp(1) == ["#7a2118"]


# files ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1", "\n-1"])
def test_no_cell_is_a_formula(text: str) -> None:
    frame = tables.hits_frame([match(text)], EN)
    table = list(csv.reader(io.StringIO(files.csv_bytes(frame).decode("utf-8-sig"), newline="")))
    cells = dict(zip(table[0], table[1], strict=True))
    assert cells["Passage"] == f"'{text}"
    assert cells["Cosine"] == "0.5"


def test_files_hold_the_words_as_they_are() -> None:
    frame = comparisons.rows_frame(two_rows(), EN)
    table = list(
        csv.reader(io.StringIO(files.csv_bytes(frame, "\t").decode("utf-8-sig")), "excel-tab")
    )
    assert table[1][1:3] == ["三、应在60日内", "3. within 90 days"]
    page = files.html_bytes(parallel.table(two_rows(), ZH), HOSTILE, "zh").decode()
    assert "<script" not in page
    assert "三、应在" in page
    assert "http:" not in page
    assert "https:" not in page


def test_file_names_hold_no_separators() -> None:
    assert files.file_name("tongwen", "A/RES/79/243", "") == "tongwen-A_RES_79_243"
    assert "/" not in files.file_name("../../etc", "引渡 “x”")


# names -----------------------------------------------------------------------------


def test_codes_have_names_in_both_languages() -> None:
    assert names.name_of("body", "GA", ZH) == "大会"
    assert names.name_of("body", "MCC/COP", ZH) == "MCC/COP"
    assert names.name_of("addressee", "", EN) == "none named"
    assert names.reason("names 79/243", ZH) == "提及 79/243"
    assert names.reason("cites 2", EN) == "cites the provision, rank 2"
    assert names.reason("unheard 2", EN) == "unheard 2"
    assert names.reason("something new", EN) == "something new"


def test_symbols_sort_by_their_figures() -> None:
    assert sorted(["A/10", "A/9", "A/ES-2", "A/9/B"], key=natural) == [
        "A/9",
        "A/9/B",
        "A/10",
        "A/ES-2",
    ]
