"""What a hit shows: its words marked, the other documents that have it, what else was looked up."""

import re
from dataclasses import replace
from html import unescape
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.records import LANGS, Expansion, Heading, Lang, Match, Paragraph
from pipeline.search import WHY
from pipeline.strings import Strings
from pipeline.views import cards, expansions, names, recurrences, tables

EN, ZH = Strings("en"), Strings("zh")
TEXT = "3. Harbours shall keep a log of 40 anchors."


def passage(text: str = TEXT, lang: Lang = "en", symbol: str = "H/RES/9/4") -> Paragraph:
    return Paragraph(symbol, lang, 3, "operative", ("3",), "3", "", "Logs", 0, len(text), text)


def document(symbol: str, session: str = "", date: str = "", lang: Lang = "en") -> Heading:
    title = f"Harbours {session}"
    return Heading(symbol, lang, title, "H", session, date, "adopted", "h.txt", "0" * 64, 5)


YEARLY = tuple(
    document(f"H/RES/{session}/4", str(session), f"{2010 + session}-05-01")
    for session in range(8, 1, -1)
)


def hit(
    spans: tuple[tuple[int, int], ...] = (), recurs: tuple[Heading, ...] = (), why: str = "dense 1"
) -> Match:
    held = document("H/RES/9/4", "9", "2019-05-01")
    return Match(passage(), held, 1, 0.5, (why,), spans=spans, recurs=recurs)


def seen(markup: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", markup))


def test_the_words_that_matched_are_marked_and_no_others() -> None:
    shown = cards.card(hit(((3, 11), (35, 42))), EN)
    assert re.findall(r'<mark class="hit">([^<]*)</mark>', shown) == ["Harbours", "anchors"]
    assert TEXT in seen(shown)
    assert "<mark" not in cards.card(hit(), EN)


def test_the_counterpart_is_marked_as_well() -> None:
    other = passage("3. 港口应记录40个锚。", "zh")
    beside = replace(hit(((3, 11),)), counterpart=(other, other), counterpart_spans=(((3, 5),), ()))
    shown = cards.card(beside, EN)
    assert re.findall(r'<mark class="hit">([^<]*)</mark>', shown) == ["Harbours", "港口"]
    assert seen(shown).count(other.text) == 2
    assert seen(cards.card(replace(beside, counterpart_spans=()), EN)).count(other.text) == 2


@given(st.text(max_size=60), st.sets(st.integers(0, 60), max_size=8))
def test_marks_leave_the_passage_word_for_word(text: str, cuts: set[int]) -> None:
    ends = sorted(cut for cut in cuts if cut <= len(text))
    spans = tuple(zip(ends[::2], ends[1::2], strict=False))
    found = replace(hit(spans), paragraph=passage(text))
    assert re.sub(r"\s", "", text) in re.sub(r"\s", "", seen(cards.card(found, EN)))


def test_the_other_documents_are_listed_with_session_and_year() -> None:
    shown = cards.card(hit(recurs=YEARLY), EN)
    assert "also in 7 other documents" in seen(shown)
    item = r"<li><a [^>]*><bdi>([^<]*)</bdi></a> <span[^>]*><bdi>([^<]*)</bdi></span>"
    listed = re.findall(item, shown)
    assert listed[0] == ("H/RES/8/4", "8 · 2018")
    assert [symbol for symbol, _ in listed] == [other.symbol for other in YEARLY]
    before, _, folded = shown.partition("<details>")
    assert (before.count("<li>"), folded.count("<li>")) == (cards.SHOWN, 3)
    assert "<summary><bdi>3 more, 2012–2014</bdi></summary>" in folded
    assert "另有 3 份、2012–2014" in seen(cards.card(hit(recurs=YEARLY), ZH))


def test_a_passage_of_one_document_lists_no_other() -> None:
    assert "recurs" not in cards.card(hit(), EN)
    assert "also in 1 other document" in seen(cards.card(hit(recurs=YEARLY[:1]), EN))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", WHY)
def test_every_reason_of_a_match_has_words_in_both_languages(name: str, lang: Lang) -> None:
    say = Strings(lang)
    value = {"exact": "", "symbol": "", "names": " H/RES/1"}.get(name, " 3")
    words = names.reason(name + value, say)
    assert say.has(f"why.{name}")
    assert value.strip() in words
    assert words in seen(cards.card(hit(why=name + value), say))


def test_a_card_names_the_rankings_that_tell_most() -> None:
    reasons = ("exact", "dense 40", "words 2", "terms 7", "aligned 1", "names 79/243")
    assert cards.telling(reasons) == ("exact", "words 2", "terms 7", "aligned 1", "names 79/243")
    assert cards.telling(reasons[:2]) == reasons[:2]
    assert cards.telling(()) == ()


def test_citations_and_other_documents_open_to_be_read() -> None:
    shown = cards.card(hit(recurs=YEARLY[:2]), EN)
    other = YEARLY[0]
    assert f'href="document?lang=en&amp;symbol=H%2FRES%2F8%2F4&amp;text={other.lang}"' in shown
    own = hit().paragraph
    name = f"symbol={quote(own.symbol, safe='')}&amp;text={own.lang}&amp;at={own.ordinal}%3A"
    assert f'<a class="cite" href="document?lang=en&amp;{name}' in shown


def test_hostile_titles_and_symbols_stay_texts() -> None:
    bad = document('<b onclick="x">', "<i>", '">')
    shown = cards.card(hit(recurs=(bad,)), EN)
    assert "<b" not in shown.replace("<bdi", "").replace("<button", "")
    assert "<i>" not in shown
    line = expansions.expansion_line([Expansion('"><u>', "en", ("<s>x",), "terms:y")], EN)
    assert "<u>" not in line
    assert "<s>" not in line


def test_sessions_and_years_are_said_once() -> None:
    assert recurrences.session_and_year(document("S/RES/1", "2024", "2024-02-09")) == "2024"
    assert recurrences.session_and_year(document("H/1", "", "2012")) == "2012"
    assert recurrences.session_and_year(document("H/1")) == ""
    assert recurrences.years(YEARLY) == "2012–2018"
    assert recurrences.years((YEARLY[0], document("H/1"))) == "2018"
    assert recurrences.years(()) == ""


LOOKED_UP = (
    Expansion("harbour dues", "en", ("port charges", "mooring fees"), "terms:dues"),
    Expansion("harbour dues", "zh", ("港口费", "系泊费"), "terms:dues"),
    Expansion("log", "en", ("mooring fees", "record"), "terms:log"),
)


def test_what_was_looked_up_as_well_is_said_by_language() -> None:
    line = expansions.expansion_line(LOOKED_UP, EN)
    assert seen(line) == (
        "Also looked for Chinese 港口费 · 系泊费 English port charges · mooring fees · record"
    )
    assert '<bdi class="form" title="harbour dues" lang="zh-Hans">港口费</bdi>' in line
    assert line.startswith('<p class="summary expanded" lang="en">')
    assert seen(expansions.expansion_line(LOOKED_UP[:1], ZH)) == (
        "另查 英文 port charges · mooring fees"
    )
    assert expansions.expansion_line((), EN) == ""


def test_a_file_of_hits_names_words_years_and_documents() -> None:
    frame = tables.hits_frame([hit(((3, 11), (35, 42)), YEARLY[:2])], EN)
    (row,) = frame.to_dict("records")
    assert (row["Symbol"], row["Place"], row["Session"]) == ("H/RES/9/4", "para. 3", "9")
    assert row["Date"] == "2019-05-01"
    assert row["Why"] == "meaning, rank 1"
    assert row["Words that matched"] == "Harbours; anchors"
    assert row["Also in"] == "H/RES/8/4; H/RES/7/4"
    assert row["Their sessions and years"] == "8 · 2018; 7 · 2017"
