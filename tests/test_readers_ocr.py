"""Scans: what Tesseract's table says, where the words lie, and pages that are images."""

import io
import struct
import zlib
from pathlib import Path

import pytest
from fake_encoder import FakeEncoder

from pipeline.collection import Collection
from pipeline.errors import Empty, InputError, Unreadable
from pipeline.ingest import ingest
from pipeline.readers import read_bytes
from pipeline.readers.ocr import available, engine, images, read_scan, scan
from pipeline.readers.ocr.engine import Image, Word
from pipeline.readers.ocr.images import page_images
from pipeline.readers.ocr.layout import pages_of
from pipeline.readers.ocr.leaves import Leaf, text_of
from pipeline.segment import segment

pytest.importorskip("PIL", reason="the extra ocr is not installed")

HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
TABLE = HEAD + (
    "4\t1\t1\t1\t1\t0\t100\t200\t400\t40\t-1\t\n"
    "5\t1\t1\t1\t1\t1\t100\t200\t70\t40\t96.5\t缔约\n"
    "5\t1\t1\t1\t1\t2\t171\t200\t30\t40\t41.2\t国\n"
    "5\t1\t1\t1\t1\t3\t205\t200\t9\t40\t95\t \n"
    "5\t1\t1\t2\t1\t1\t100\t260\t90\t40\t-1\tStates\n"
    "5\t1\t1\t2\t1\t2\t200\t260\t90\t40\t104\tshall\n"
)


def words(*texts: str, block: int = 1, top: int = 100, height: int = 38) -> tuple[Word, ...]:
    """One row of words, 20 pixels wide for each character, 12 apart."""
    out, left = [], 300
    for text in texts:
        right = left + 20 * len(text)
        out.append(Word(text, 90.0, left, top, right, top + height, block, 1, 1))
        left = right + 12
    return tuple(out)


def test_the_table_of_tesseract_is_read_row_by_row() -> None:
    found = engine._words(TABLE)
    assert [word.text for word in found] == ["缔约", "国", "States", "shall"]
    assert [word.confidence for word in found] == [96.5, 41.2, 0.0, 100.0]
    assert (found[0].left, found[0].top, found[0].right, found[0].bottom) == (100, 200, 170, 240)
    assert [(word.block, word.paragraph, word.line) for word in found[1:3]] == [
        (1, 1, 1),
        (1, 2, 1),
    ]


def test_chinese_words_of_a_row_stand_together_and_english_ones_apart() -> None:
    assert text_of(engine._words(TABLE)[:2]) == "缔约国"
    assert text_of(engine._words(TABLE)[2:]) == "States shall"


def test_words_become_runs_in_points_cut_at_wide_gaps() -> None:
    row = words("one", "two")
    far = Word("3", 90.0, 1200, 100, 1220, 138, 1, 1, 1)
    (page,) = pages_of([Leaf(1, (*row, far), 2480, 3508, 300)])
    assert (round(page.width), round(page.height)) == (595, 842)
    assert [run.text for run in page.runs] == ["one two", "3"]
    assert page.runs[0].x0 == 300 * 72 / 300
    assert page.runs[0].y == (3508 - 138) * 72 / 300


def test_rows_of_about_one_height_are_of_one_size() -> None:
    rows = [words("row", block=n, top=100 * n, height=h) for n, h in enumerate((38, 34, 38, 90), 1)]
    (page,) = pages_of([Leaf(1, tuple(w for row in rows for w in row), 2480, 3508, 300)])
    sizes = [round(run.size, 1) for run in page.runs]
    assert sizes[:3] == [sizes[0]] * 3
    assert sizes[3] > 2 * sizes[0]


def test_uncertain_words_are_remarks_with_their_page_and_percent() -> None:
    low = Word("colour", 31.6, 0, 0, 9, 9, 1, 1, 1)
    lower = Word("bar", 12.2, 10, 0, 19, 9, 1, 1, 1)
    comma = Word(",", 5.0, 30, 0, 39, 9, 1, 1, 2)
    leaf = Leaf(4, (*words("sure"), low, lower, comma), 100, 100, 300)
    (remark,) = scan._uncertain(leaf)
    assert (remark.kind, remark.text, remark.page, remark.detail) == (
        "low-confidence", "colour bar", 4, "12",
    )  # fmt: skip


def png(width: int, height: int) -> bytes:
    """The head of a PNG image of that size, without its points."""
    head = b"IHDR" + struct.pack(">2I5B", width, height, 8, 0, 0, 0, 0)
    chunks = ((13, head), (0, b"IDAT"))
    packed = (struct.pack(">I", n) + c + struct.pack(">I", zlib.crc32(c)) for n, c in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (png(20_000, 20_000), "too large"),
        (png(9_000, 9_000), "9,000 by 9,000 pixels"),
        (png(90, 90), "damaged"),
        (b"\x89PNG\r\n\x1a\n", "no image, or a damaged one"),
        (b"II*\x00\xff\xff\xff\x7f", "no image|damaged"),
        (b"%PDF-1.7 nothing", "damaged PDF"),
    ],
)
def test_images_that_cannot_be_recognised(content: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        list(page_images("a.png", content))


def drawn(*lines: str, size: int = 42) -> "list[object]":
    """A page of A4 at 300 pixels an inch with those lines, in Pillow's own type."""
    import PIL.Image
    import PIL.ImageDraw
    import PIL.ImageFont

    page = PIL.Image.new("L", (2480, 3508), 255)
    pen = PIL.ImageDraw.Draw(page)
    for n, line in enumerate(lines):
        pen.text((300, 300 + 70 * n), line, fill=0, font=PIL.ImageFont.load_default(size))
    return [page]


def saved(pages: "list[object]", kind: str) -> bytes:
    out = io.BytesIO()
    more = {} if kind == "TIFF" else {"resolution": 300}
    many = {"save_all": True, "append_images": pages[1:]} if len(pages) > 1 else {}
    pages[0].save(out, kind, dpi=(300, 300), **more, **many)  # type: ignore[attr-defined]
    return out.getvalue()


def test_a_page_of_any_size_and_each_page_of_a_file_is_rendered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for kind in ("PDF", "TIFF"):
        pages = drawn("One.") + drawn("Two.")  # anew, since saving leaves its settings in an image
        found = list(page_images("a", saved(pages, kind)))
        assert [(abs(p.width - 2480) < 3, abs(p.height - 3508) < 3, p.dpi) for p in found] == [
            (True, True, 300)
        ] * 2
        assert all(len(p.grey) == p.width * p.height for p in found)
        assert all(min(p.grey) < 64 and max(p.grey) == 255 for p in found)
    monkeypatch.setattr(images, "MOST_PAGES", 1)
    for kind in ("PDF", "TIFF"):
        pages = drawn("One.") + drawn("Two.")
        with pytest.raises(Unreadable, match="more than 1 pages"):
            list(page_images("a", saved(pages, kind)))


def test_without_tesseract_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "PROGRAM", "no-such-program")
    available.cache_clear()
    try:
        assert "chi_sim and eng" in available()
        with pytest.raises(Unreadable, match="a scan without text; install Tesseract"):
            read_bytes("a.png", saved(drawn("Words."), "PNG"))
    finally:
        available.cache_clear()


NEEDED = pytest.mark.skipif(bool(available()), reason=available() or "Tesseract is here")
LINES = (
    "1. The Group met and decided that the finds should be",
    "returned to the State in which they had been made.",
    "2. The Group left.",
)


@NEEDED
@pytest.mark.parametrize(("kind", "suffix"), [("PDF", ".pdf"), ("PNG", ".png"), ("TIFF", ".tif")])
def test_a_scan_is_read_with_its_confidence(kind: str, suffix: str) -> None:
    document = read_bytes(f"a{suffix}", saved(drawn(*LINES), kind))
    assert document.confidence is not None
    assert 0.8 < document.confidence <= 1
    assert document.lang == "en"
    assert [p.text for p in segment(document)] == [f"{LINES[0]} {LINES[1]}", LINES[2]]


@NEEDED
def test_a_page_without_words_is_empty() -> None:
    with pytest.raises(Empty, match="no word"):
        read_scan("a.png", saved(drawn(), "PNG"))


@NEEDED
def test_a_page_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "SECONDS", 0.001)
    with pytest.raises(Unreadable, match="page 1 of the scan was not recognised within"):
        read_scan("a.png", saved(drawn(*LINES), "PNG"))


@NEEDED
def test_what_tesseract_refuses_is_one_line() -> None:
    with pytest.raises(InputError) as caught:
        engine.recognise("a.png", Image(40, 30, 300, bytes(3)), "eng", 1)
    assert "\n" not in str(caught.value)


@NEEDED
def test_the_confidence_of_a_scan_is_told_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(saved(drawn(*LINES), "PNG"))
    report = ingest([path], tmp_path / "index", FakeEncoder(), workers=0)
    (recognised,) = report.recognised
    assert (recognised.path, recognised.lang) == (path.as_posix(), "en")
    with Collection.open(tmp_path / "index", FakeEncoder()) as held:
        (heading,) = held.documents()
        assert heading.confidence == recognised.confidence
        document = held.document(heading.symbol, "en")
        assert document is not None
        assert document.confidence == heading.confidence
