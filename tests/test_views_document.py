"""The page of one text as pure HTML: every word, every note, every place."""

from html import unescape
from re import findall, search, sub

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.collection import Holding
from pipeline.reading import Reading
from pipeline.records import Bead, Document, Footnote, Heading, Paragraph, Role, Source
from pipeline.records.articles import HeldArticle, Pointer
from pipeline.strings import Strings
from pipeline.views.document.body import depth_of, target_name, text_of, texts_beside
from pipeline.views.document.choices import beginnings, found_list
from pipeline.views.document.finding import hits_in, near_symbols, symbol_meant, texts_named
from pipeline.views.document.head import concepts_line, head
from pipeline.views.document.notes import calls_of, sign_at
from pipeline.views.document.outgoing import text_frame
from pipeline.views.document.outline import Entry, contents, outline
from pipeline.views.document.words import Anchor, Call, Hit, words

EN, ZH = Strings("en"), Strings("zh")
HOSTILE = "<script>alert(1)</script> & \"quoted\" 'too'"


def paragraph(
    ordinal: int,
    text: str,
    role: Role = "text",
    number: tuple[str, ...] = (),
    label: str = "",
    start: int = 0,
    lang: str = "en",
) -> Paragraph:
    return Paragraph(
        "T/1",
        lang,
        ordinal,
        role,
        number,
        label,
        "",
        "",
        start,
        start + len(text),
        text,  # type: ignore[arg-type]
    )


def reading(*given: tuple[str, Role, tuple[str, ...], str], lang: str = "en") -> Reading:
    """A text of paragraphs given as words, role, number path and label."""
    paragraphs, at = [], 0
    for ordinal, (text, role, number, label) in enumerate(given):
        paragraphs.append(paragraph(ordinal, text, role, number, label, at, lang))
        at += len(text) + 1
    content = "\n".join(p.text for p in paragraphs)
    document = Document("T/1", lang, "A title", content, (), Source("t.txt", "0" * 64))  # type: ignore[arg-type]
    return Reading(Heading.of(document, len(paragraphs)), document, tuple(paragraphs), (), (), 0)


def shown(html: str) -> list[str]:
    """The words of every passage, in order."""
    return [
        unescape(sub(r"<[^>]*>", "", found))
        for found in findall(r'<div class="passage"[^>]*>(.*?)</div>', html)
    ]


spans = st.lists(st.integers(0, 30), min_size=0, max_size=8).map(
    lambda cuts: [
        (a, b) for a, b in zip(sorted(cuts)[::2], sorted(cuts)[1::2], strict=False) if a < b
    ]
)


@given(
    st.text("ab<&\"' 中、", min_size=30, max_size=30), spans, spans,
    st.lists(st.integers(0, 30), max_size=3), st.integers(0, 5),
)  # fmt: skip
def test_words_stay_what_they_are_whatever_lies_over_them(
    content: str,
    linked: list[tuple[int, int]],
    found: list[tuple[int, int]],
    called: list[int],
    hanging: int,
) -> None:
    drawn = words(
        content,
        "en",
        [Anchor(a, b, "#p1", "there") for a, b in linked],
        [Call(at, "1", "#p2", "Note 1", "pc2") for at in called],
        [Hit(a, b, k) for k, (a, b) in enumerate(found, 1)],
        hanging,
    )
    assert shown(drawn) == [content]
    assert drawn.count("<a ") == drawn.count("</a>")
    open_links = 0
    for piece in findall(r"<a |</a>", drawn):
        open_links += 1 if piece == "<a " else -1
        assert open_links in (0, 1)
    assert len(findall(r'class="call"', drawn)) == len(called)


def test_links_hits_and_signs_stand_where_they_belong() -> None:
    drawn = words(
        "1. See article 18 there.", "en",
        [Anchor(7, 17, "document?symbol=x&at=1", "article 18")],
        [Call(17, "3", "#p9", "Note 3", "pc9")],
        [Hit(3, 10, 1)],
        3,
    )  # fmt: skip
    assert drawn == (
        '<div class="passage" lang="en"><span class="n">1. </span>'
        '<mark class="hit" id="hit1">See </mark>'
        '<a href="document?symbol=x&amp;at=1" target="_self" title="article 18">'
        '<mark class="hit">art</mark>icle 18</a>'
        '<a class="call" id="pc9" href="#p9" target="_self" title="Note 3" aria-label="Note 3"'
        ' data-sign="3"></a> there.</div>'
    )


def test_every_paragraph_is_there_in_order_and_escaped() -> None:
    one = reading(
        ("A title", "title", (), ""),
        ("1. First.", "paragraph", ("1",), "1."),
        ("(a) Item.", "item", ("1", "a"), "(a)"),
        (HOSTILE, "text", (), ""),
    )
    drawn = text_of(one, EN, {}, at=2)
    assert shown(drawn) == [p.text for p in one.paragraphs]
    assert "<script" not in drawn
    assert findall(r'<div class="para [^"]*" id="(\w+)"', drawn) == ["p0", "p1", "p2", "p3"]
    assert 'class="para text item d1 here" id="p2"' in drawn
    assert 'data-cite="T/1, para. 1 (a)"' in drawn
    assert "at=2%3A1%2Fa" in drawn


@pytest.mark.parametrize(
    ("number", "role", "depth"),
    [
        (("1",), "operative", 0),
        (("3", "a"), "item", 1),
        (("3", "a", "i"), "subitem", 2),
        (("annex", "art.1", "a"), "item", 1),
        (("annex.2", "art.18", "3", "a"), "item", 1),
        (("annex", "art.1", "text.1"), "text", 0),
        (("ch.1", "sec.A"), "section", 0),
        (("A", "5", "b"), "item", 1),
    ],
)
def test_an_item_is_indented_by_its_number_path(
    number: tuple[str, ...], role: Role, depth: int
) -> None:
    assert depth_of(paragraph(0, "x", role, number)) == depth


def test_the_contents_nest_and_take_titles_from_the_line_below() -> None:
    one = reading(
        ("I. Opening", "chapter", ("ch.1",), "I."),
        ("A. Of lamps", "section", ("ch.1", "sec.A"), "A."),
        ("Lamps in general", "heading", (), ""),
        ("1. Lamps.", "paragraph", ("1",), "1."),
        ("Annex", "annex", ("annex",), "Annex"),
        ("Rules of the house", "heading", ("annex", "title"), ""),
        ("Article 1. Lamps", "article", ("annex", "art.1"), "Article 1"),
        ("Article 2.", "article", ("annex", "art.2"), "Article 2"),
        ("Shades", "heading", ("annex", "art.2", "title"), ""),
    )
    entries = outline(one.paragraphs)
    assert entries == (
        Entry(0, 0, "I.", "Opening"),
        Entry(1, 1, "A.", "Of lamps"),
        Entry(2, 2, "", "Lamps in general"),
        Entry(4, 0, "Annex", "Rules of the house"),
        Entry(6, 1, "Article 1", "Lamps"),
        Entry(7, 1, "Article 2", "Shades"),
    )
    drawn = contents(entries, (HeldArticle(6, "X:1", 3),), EN)
    assert findall(r'href="(#p\d+)"', drawn) == ["#p0", "#p1", "#p2", "#p4", "#p6", "#p7"]
    assert findall(r'title="([^"]*)">3<', drawn) == ["cited in 3 passages"]
    assert contents(entries[:1], (), EN) == ""


def test_a_note_is_called_where_the_file_says_and_nowhere_else() -> None:
    texts = ("Lamps¹ burn.", "Shades shade.", "¹ On lamps.", "On shades.", "Of nobody.")
    paragraphs, at = [], 0
    for ordinal, text in enumerate(texts):
        role: Role = "footnote" if ordinal > 1 else "text"
        paragraphs.append(paragraph(ordinal, text, role, start=at))
        at += len(text) + 1
    starts = [p.start for p in paragraphs]
    notes = (
        Footnote("1", starts[2], starts[2] + 11, 5),
        Footnote("2", starts[3], starts[3] + 10, starts[1] + 6),
        Footnote("3", starts[4], starts[4] + 10, -1),
    )
    document = Document("T/1", "en", "", "\n".join(texts), (), Source("t", ""), footnotes=notes)
    called = calls_of(document, paragraphs)
    assert [(c.note, c.by, c.at, c.length) for c in called] == [
        (2, 0, 5, 1),
        (3, 1, 6, 0),
        (4, -1, -1, 0),
    ]
    one = Reading(Heading.of(document, 5), document, tuple(paragraphs), (), (), 0)
    drawn = text_of(one, EN, {})
    assert shown(drawn) == list(texts)
    assert '<a id="pc2" class="call" href="#p2"' in drawn
    assert 'Shades<a class="call" id="pc3" href="#p3"' in drawn
    assert findall(r'class="note-of" href="([^"]*)"', drawn) == ["#pc2", "#pc3"]
    assert EN("document.uncalled", marker="3") in unescape(drawn)


@pytest.mark.parametrize(
    ("words_", "sign"),
    [("¹项目", "¹"), ("¹² and", "¹²"), ("**", "**"), ("a", ""), ("", ""), ("Recalling", "")],
)
def test_the_sign_of_a_note(words_: str, sign: str) -> None:
    assert sign_at(words_) == sign


def test_words_lead_to_what_they_name() -> None:
    one = reading(("See article 3 and resolution 5/1 and article 9.", "text", (), ""))
    led = (
        Pointer(0, 4, 13, "LAMPS:3", "T/1", "en", "0:art.3", True),
        Pointer(0, 18, 32, "T/RES/5/1", "T/RES/5/1", "en", "7:2", False),
        Pointer(0, 37, 46, "OTHER:9", "", "en", "", True),
    )
    drawn = text_of(Reading(one.heading, one.document, one.paragraphs, led, (), 0), EN, {})
    assert shown(drawn) == [one.paragraphs[0].text]
    assert findall(r'<a class="(\w+)" href="([^"]*)"', unescape(drawn))[:3] == [
        ("to", "#p0"),
        ("to", "document?lang=en&symbol=T%2FRES%2F5%2F1&text=en&at=7%3A2"),
        ("stub", "articles?lang=en&key=OTHER%3A9"),
    ]
    assert target_name(led[1], EN) == "T/RES/5/1"


def test_both_languages_stand_row_by_row() -> None:
    en = reading(("One.", "text", (), ""), ("Two.", "text", (), ""))
    zh = reading(("一。", "text", (), ""), lang="zh")
    beads = [Bead((0,), (0,), "number", None), Bead((), (1,), "none", None)]
    drawn = texts_beside(en, zh, beads, EN, {})
    assert shown(drawn) == ["One.", "一。", "Two."]
    assert findall(r'class="para [^"]*" id="(\w+)"', drawn) == ["p0", "o0", "p1"]
    assert EN("compare.absent.zh") in unescape(drawn)


def test_words_are_found_whatever_case_and_space() -> None:
    paragraphs = [paragraph(0, "The Lamp  shade; the lamp\nshade."), paragraph(1, "应当  提供")]
    assert hits_in(paragraphs, "lamp shade") == {0: (Hit(4, 15, 1), Hit(21, 31, 2))}
    assert hits_in(paragraphs, "应当 提供") == {1: (Hit(0, 6, 1),)}
    assert hits_in(paragraphs, "  ") == hits_in(paragraphs, "t") == {}
    assert hits_in(paragraphs, "(") == {}


def holding(symbol: str, title: str, date: str = "", kind: str = "") -> Holding:
    document = Document(symbol, "en", title, "x", (), Source("t", ""), date=date, kind=kind)
    return Holding(symbol, None, Heading.of(document, 1))


HELD = (
    holding("T/RES/9", "On lamps", "2001-01-01"),
    holding("T/RES/10", "On shades and lamps", "2002-01-01", "treaty"),
    holding("X/T/RES", "Nothing", "2000-01-01"),
)


def test_texts_are_found_by_symbol_before_title() -> None:
    assert [h.symbol for h in texts_named(HELD, "t/res")] == ["T/RES/10", "T/RES/9", "X/T/RES"]
    assert [h.symbol for h in texts_named(HELD, "lamps SHADES")] == ["T/RES/10"]
    assert texts_named(HELD, " ") == ()
    assert symbol_meant(HELD, " t/res/9 ") == "T/RES/9"
    assert symbol_meant(HELD, "T/RES/8") == ""
    assert [h.symbol for h in near_symbols(HELD, "T/RES/11")] == ["T/RES/10", "T/RES/9"]
    assert near_symbols(HELD, "nothing") == ()


def test_lists_name_each_text_as_a_link() -> None:
    drawn = beginnings(HELD, EN)
    firsts = findall(r'<ul class="texts"><li><a class="cite" href="([^"]*)"', drawn)
    assert ["T%2FRES%2F10" in one for one in firsts] == [True, True, False]
    assert search(r"2 texts found", found_list(HELD[:2], EN))


def test_the_head_escapes_and_leaves_out_what_is_not_known() -> None:
    drawn = head(holding("T/1", HOSTILE), holding("T/1", HOSTILE).en, "", False, EN)  # type: ignore[arg-type]
    assert "<script" not in drawn
    assert EN("column.session") not in drawn
    assert EN("document.recommendations") not in drawn
    assert concepts_line((), EN) == ""


def test_the_table_has_every_paragraph_with_its_notes() -> None:
    one = reading(("A.", "text", (), ""), ("=1+1", "text", (), ""))
    frame = text_frame(one, EN)
    assert list(frame[EN("document.column.text")]) == ["A.", "=1+1"]
