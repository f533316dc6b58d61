"""PDF with a text layer: what the geometry of pages says of paragraphs, notes, tables, columns."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pdf_pages import HEIGHT, SONG, Line, Words, blank, depth, filled, packed, pdf, scan
from pipeline.errors import Binary, Empty, Encrypted, InputError, Unreadable
from pipeline.readers import read_bytes
from pipeline.readers.pdf.hyphens import Vocabulary
from pipeline.readers.pdf.legible import check_legible
from pipeline.readers.pdf.opening import MOST_PAGES
from pipeline.readers.pdf.shapes import Page, Run
from pipeline.records import Document
from shared import shared

FIRST = (
    "The harbour council met in the old customs house to consider how the lights along the mole "
    "should be kept burning through the winter, and who should pay for the oil that they need."
)
SECOND = (
    "It agreed that every ship above a certain length should give one barrel in spring, and that "
    "the pilots should keep a book of what was given and of what was burnt in each night."
)


def blocks(content: bytes) -> list[str]:
    document = read_bytes("a.pdf", content)
    return [document.text[b.start : b.end] for b in document.blocks]


def taken(document: Document) -> list[tuple[str, str, int]]:
    return [(r.kind, r.text, r.page) for r in document.remarks]


def _page(
    *paragraphs: str, number: str = "", first: float = 24, y: float = 700
) -> list[Words | Line]:
    out: list[Words | Line] = []
    for text in paragraphs:
        out += (words := filled(text, x=120, y=y, width=360, first=first))
        y = depth(words) - 20
    if number:
        out.append(Words(300, 40, number))
    return out


def test_paragraphs_come_back_as_they_went_in() -> None:
    assert blocks(pdf([_page(FIRST, SECOND)])) == [FIRST, SECOND]


def test_blocks_without_indent_are_told_by_their_spacing() -> None:
    assert blocks(pdf([_page(FIRST, SECOND, first=0)])) == [FIRST, SECOND]


def test_a_paragraph_cut_by_a_page_end_is_whole_again() -> None:
    words = filled(SECOND, x=120, y=76, width=360, first=24)
    above = [w for w in words if w.y > 60]
    below = [Words(w.x, w.y + 700 - 52, w.text) for w in words if w.y <= 60]
    pages = [
        [*_page(FIRST), *above, Words(300, 30, "1")],
        [*below, Words(300, 30, "2")],
    ]
    document = read_bytes("a.pdf", pdf(pages))
    assert document.text == f"{FIRST}\n{SECOND}"
    assert taken(document) == [("page-number", "1", 1), ("page-number", "2", 2)]


def test_what_every_page_repeats_is_a_remark_and_the_rest_stays() -> None:
    head = [Words(72, 760, "Report of the harbour council", 8)]
    pages = [
        [*head, *_page(f"{n}. {FIRST}"), Words(72, 30, f"{n}/7"), Words(480, 30, "V.20-02530")]
        for n in range(1, 8)
    ]
    pages[0] += [Words(72, 18, "V.20-02530 (E) 080620"), Words(300, 18, "*2002530*")]
    document = read_bytes("a.pdf", pdf(pages))
    assert document.text.split("\n") == [f"{n}. {FIRST}" for n in range(1, 8)]
    assert taken(document)[:5] == [
        ("running-head", "Report of the harbour council", 1),
        ("page-number", "1/7", 1),
        ("job-number", "V.20-02530", 1),
        ("job-number", "V.20-02530 (E) 080620", 1),
        ("bar-code", "*2002530*", 1),
    ]


def test_a_note_stands_after_the_paragraph_that_calls_it_and_interrupts_none() -> None:
    last = filled(SECOND, x=120, y=112, width=360)
    cut = [w for w in last if w.y > 90]
    rest = [Words(w.x, w.y + 600, w.text) for w in last if w.y <= 90]
    called = filled(FIRST, x=120, y=700, width=360)
    sign = Words(called[-1].x + 26, called[-1].y + 4, "1", 6)
    foot = [Line(120, 200, 72), Words(120, 62, "1", 5), Words(124, 59, "Kept in the tower,", 8)]
    pages = [
        [*called, sign, *cut, *foot],
        [*rest, Line(120, 200, 72), Words(120, 59, "room four.", 8)],
    ]
    document = read_bytes("a.pdf", pdf(pages))
    assert document.text.split("\n") == [f"{FIRST}¹", SECOND, "¹ Kept in the tower, room four."]
    note = document.footnotes[0]
    assert (note.marker, document.text[note.anchor]) == ("1", "¹")


def test_two_columns_are_read_one_after_the_other() -> None:
    left = filled(f"{FIRST} {SECOND}", x=72, y=700, width=200, first=20)
    right = filled(f"{SECOND} {FIRST}", x=320, y=700, width=200, first=20)
    title = [Words(240, 740, "On lights and oil", 14)]
    assert blocks(pdf([[*title, *left, *right]])) == [
        "On lights and oil",
        f"{FIRST} {SECOND}",
        f"{SECOND} {FIRST}",
    ]


def test_a_table_is_rows_of_cells_and_a_wrapped_cell_is_one() -> None:
    rows = [
        (640, [(72, "Item"), (300, "Barrels"), (400, "Nights")]),
        (618, [(72, "Lights on the mole, at"), (300, "12"), (400, "90")]),
        (608, [(76, "its two ends")]),
        (590, [(72, "Bell"), (300, "–"), (400, "14")]),
    ]
    cells = [Words(x, y, text, 8.5) for y, row in rows for x, text in row]
    rules = [Line(72, 460, y) for y in (655, 632, 580)]
    content = pdf([[*_page(FIRST), *cells, *rules, *filled(SECOND, x=120, y=540, width=360)]])
    assert blocks(content) == [
        FIRST,
        "Item\tBarrels\tNights",
        "Lights on the mole, at its two ends\t12\t90",
        "Bell\t–\t14",
        SECOND,
    ]


def test_contents_with_dots_are_remarks() -> None:
    entries = [("I. Lights", 700, "2"), ("II. Oil", 680, "3"), ("III. Bells", 660, "5")]
    page: list[Words | Line] = [Words(72, 730, "Contents", 14)]
    for text, y, number in entries:
        page += [Words(72, y, text), Words(150, y, "." * 60), Words(480, y, number)]
    document = read_bytes("a.pdf", pdf([page, _page(FIRST)]))
    assert document.text == FIRST
    assert [kind for kind, *_ in taken(document)] == ["contents"] * 4


@pytest.mark.parametrize(
    ("gap", "text"),
    [(0.4, "faci" + "litate trade"), (1.5, "facilitate trade"), (2.6, "faci litate trade")],
)
def test_a_gap_between_two_runs_is_a_space_only_where_it_is_wide(gap: float, text: str) -> None:
    width = sum({"f": 333, "a": 444, "c": 444, "i": 278}[c] for c in "faci") / 100
    assert blocks(
        pdf([[Words(72, 700, "faci"), Words(72 + width + gap, 700, "litate trade")]])
    ) == [text]


def test_no_space_between_chinese_characters_and_figures_that_the_page_does_not_show() -> None:
    words = [
        Words(100, 700, "会议于", 10.5, SONG),
        Words(134.1, 700, "2020", 10.5, SONG),
        Words(158, 700, "年举行，共有", 10.5, SONG),
        Words(223.6, 700, "7", 10.5, SONG),
        Words(231.5, 700, "人出席。", 10.5, SONG),
    ]
    assert blocks(pdf([words])) == ["会议于2020年举行，共有7人出席。"]


def test_chinese_rows_join_without_a_space() -> None:
    text = "港口委员会在旧海关大楼开会，审议冬季期间防波堤上的灯火如何维持，以及由谁支付所需灯油的费用。"
    rows = [text[i : i + 18] for i in range(0, len(text), 18)]
    words = [Words(100, 700 - 16 * n, row, 10.5, SONG) for n, row in enumerate(rows)]
    assert blocks(pdf([words])) == [text]


def test_a_heading_is_not_joined_to_the_paragraph_below_it() -> None:
    page = [Words(120, 730, "A. Lights", 12, "Times-Bold"), *_page(FIRST, y=706)]
    document = read_bytes("a.pdf", pdf([page]))
    assert [(b.kind, b.level) for b in document.blocks][1:] == [("text", 0)]
    assert document.blocks[0].level == 2


def test_text_that_runs_up_the_page_is_read_upright() -> None:
    words = filled(FIRST, x=100, y=500, width=400)
    assert blocks(pdf([words], turn=90)) == [FIRST]


def test_a_word_is_mended_only_where_the_document_shows_that_it_is_one() -> None:
    words = Vocabulary(["the trans-", "national crime is transnational", "a law-making body"])
    assert words.join("of trans-", "national crime") == "of transnational crime"
    assert words.join("a law-", "making body") == "a law-making body"
    assert words.join("an open-", "ended group") == "an open-ended group"
    assert words.join("short-", "and long-term") == "short- and long-term"
    assert words.join("2018–", "2028") == "2018–2028"
    assert words.join("开会审议", "灯火") == "开会审议灯火"


@pytest.mark.parametrize(
    ("content", "error", "says"),
    [
        (b"", Empty, "no"),
        (b"harbour lights", Binary, "not"),
        (pdf([[Words(72, 700, FIRST)]])[:-900], Unreadable, "cut off"),
        (pdf([[Words(72, 700, FIRST)]], password="lamp"), Encrypted, "password"),
        (pdf([[]]), Empty, "no text"),
        (blank(MOST_PAGES + 1), Unreadable, "3,001 pages; at most 3,000"),
        (b"%PDF-1.4\nnothing\nstartxref\n0\n%%EOF\n", Unreadable, "broken PDF"),
        (packed(30_000_000, layers=1), Unreadable, "unpacks to more than 24 MB"),
        (packed(30_000_000, layers=2), Unreadable, "unpacks to more than 24 MB"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(
    content: bytes, error: type[InputError], says: str
) -> None:
    with pytest.raises(error, match=says) as caught:
        read_bytes("a.pdf", content)
    assert "\n" not in str(caught.value)


def test_a_scan_is_refused_or_read_but_never_empty() -> None:
    with pytest.raises((Empty, Unreadable), match=r"scan|tongwen\[ocr\]"):
        read_bytes("a.pdf", scan())


def test_a_scanned_page_among_others_is_told() -> None:
    document = read_bytes("a.pdf", scan("The lamps are lit.", "The oil is paid for."))
    assert document.text.split("\n") == ["The lamps are lit.", "The oil is paid for."]
    assert [(r.kind, r.page, r.detail) for r in document.remarks] == [("low-confidence", 1, "0")]


def _set(text: str, unmapped: int = 0) -> Page:
    run = Run(text, 72, 500, 700, 10, bold=False, italic=False, order=0)
    return Page(1, 612, HEIGHT, (run,), (), unmapped=unmapped)


@pytest.mark.parametrize(
    "text",
    [
        FIRST * 4,
        "港口委员会审议冬季期间防波堤上的灯火。" * 20,
        "14 207 (3.6) – 22 915 " * 40,
        "Ωμέγα " * 60,
    ],
)
def test_ordinary_pages_are_legible(text: str) -> None:
    check_legible("a.pdf", [_set(text)])


@pytest.mark.parametrize(
    ("text", "unmapped"),
    [
        (FIRST * 4, 600),
        ("\ue000\ue001\ue002" * 60, 0),
        ("ࡦӌӤऐᬣሀ" * 40, 0),
        ("".join(chr(0x4E00 + 37 * n) for n in range(400)), 0),
        ("WKHQ PRVW VKLSV PHW WKHP " * 80, 0),
    ],
)
def test_a_page_of_shapes_without_characters_is_refused(text: str, unmapped: int) -> None:
    with pytest.raises(Unreadable, match="without a Unicode map on page 1 of 1"):
        check_legible("a.pdf", [_set(text, unmapped)])


_WORD = st.sampled_from((FIRST + SECOND).lower().replace(",", "").replace(".", "").split())
_SENTENCE = st.lists(_WORD, min_size=25, max_size=60).map(lambda w: " ".join(w).capitalize() + ".")


@settings(max_examples=25, deadline=None)
@given(st.lists(_SENTENCE, min_size=1, max_size=4), st.sampled_from([0, 24]))
def test_any_paragraphs_come_back_as_they_went_in(texts: list[str], first: float) -> None:
    assert blocks(pdf([_page(*texts, first=first)])) == texts


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_file_is_refused_or_read(data: st.DataObject) -> None:
    content = bytearray(pdf([_page(FIRST)]))
    for _ in range(data.draw(st.integers(1, 12))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(InputError):
        read_bytes("a.pdf", bytes(content))


@pytest.mark.shared
@pytest.mark.parametrize("name", ["A_80_604_Add.6", "A_81_6 (SECT. 25)"])
def test_a_document_is_the_same_as_pdf_and_as_docx(name: str) -> None:
    from evaluation.documents import compare

    folder = shared("texts/documents")
    pair = compare(folder / f"{name}.docx", folder / f"{name}.pdf")
    assert pair.share >= 0.97
    assert pair.share_with_path >= 0.97


@pytest.mark.shared
def test_the_treaty_without_a_unicode_map_is_refused() -> None:
    path = shared("texts/treaties/bbnj-agreement.zh.pdf")
    with pytest.raises(Unreadable, match="without a Unicode map on 59 pages"):
        read_bytes(path.name, path.read_bytes())


@pytest.mark.shared
def test_columns_of_a_chinese_page_are_read_in_order() -> None:
    path = shared("texts/documents/two-column-header-footer.zh.pdf")
    document = read_bytes(path.name, path.read_bytes())
    assert [len(document.text[b.start : b.end]) > 60 for b in document.blocks[2:]] == [True] * 7
    assert [r.kind for r in document.remarks] == ["running-head", "page-number"] * 2


@pytest.mark.shared
def test_every_article_of_the_convention_and_its_protocols_opens_a_line() -> None:
    path = shared("texts/treaties/untoc-and-protocols.en.pdf")
    document = read_bytes(path.name, path.read_bytes())
    lines = [document.text[b.start : b.end] for b in document.blocks]
    counts = [int(t.split(".")[0].split()[1]) for t in lines if t.startswith("Article ")]
    assert counts == [*range(1, 42), *range(1, 21), *range(1, 26), *range(1, 22)]
