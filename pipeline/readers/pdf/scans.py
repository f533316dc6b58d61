"""Pages that are images without text: read by character recognition where it is installed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import groupby

from pipeline.errors import Empty, Unreadable
from pipeline.readers.ocr import Scan, available, read_scan
from pipeline.readers.pdf.shapes import Page
from pipeline.records import Lang, Remark
from pipeline.text.lines import Line

_PICTURED = 0.5
"""A page without words is a scan where images cover at least this share of it."""
_FEW = 12
"""A page with fewer characters than this holds no text: at most a stamp or a page number."""
_MOSTLY = 0.5
"""From this share of scanned pages on the file is a scan with a few pages of text."""


@dataclass(frozen=True, slots=True)
class Inserted:
    """Lines recognised on pages ``first`` and after, up to the next page with a text layer."""

    first: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was recognised on the scanned pages of a file that has text pages too; ``weight`` is
    the share of recognised characters' pages, ``confidence`` their mean in [0, 1] or None."""

    inserted: tuple[Inserted, ...] = ()
    remarks: tuple[Remark, ...] = ()
    confidence: float | None = None


def is_scanned(page: Page) -> bool:
    """Whether the page is an image without words."""
    words = sum(len(run.text.strip()) for run in page.runs)
    return words < _FEW and page.pictured >= _PICTURED


def read_whole_scan(
    name: str, content: bytes, pages: Sequence[Page], lang: Lang | str
) -> Scan | None:
    """The scan that the whole file is; None where most of its pages have text.

    Raises ``Empty`` for a file without words or page images, ``Unreadable`` for a scan where
    character recognition is not installed.
    """
    scanned = [p for p in pages if is_scanned(p)]
    worded = [p for p in pages if p.runs and not is_scanned(p)]
    if not scanned and not worded:
        raise Empty(name, "no text in it")
    if len(scanned) < _MOSTLY * (len(scanned) + len(worded)) or (worded and not available()):
        return None
    if reason := available():
        raise Unreadable(
            name,
            f"a scan: {len(scanned)} of {len(pages)} pages are images without a text layer; "
            f"{reason}",
        )
    return read_scan(name, content, lang)


def read_scanned_pages(
    name: str, content: bytes, pages: Sequence[Page], lang: Lang | str
) -> Recognised:
    """The scanned pages among pages with text. Where character recognition is not installed, or
    finds no word, each is a remark of confidence 0, so that nobody takes the text for whole."""
    inserted: list[Inserted] = []
    remarks: list[Remark] = []
    sums: list[tuple[float, int]] = []
    for scanned, group in groupby(pages, key=is_scanned):
        if not scanned:
            continue
        numbers = [page.number for page in group]
        scan = _recognise(name, content, numbers, lang)
        if scan is None:
            remarks += (Remark("low-confidence", "", n, detail="0") for n in numbers)
            continue
        inserted.append(Inserted(numbers[0], scan.lines))
        remarks += (replace(r, page=r.page + numbers[0] - 1) for r in scan.remarks)
        sums.append((scan.confidence, sum(len(line.text) for line in scan.lines)))
    total = sum(count for _, count in sums)
    mean = sum(confidence * count for confidence, count in sums) / total if total else None
    return Recognised(tuple(inserted), tuple(remarks), mean)


def _recognise(name: str, content: bytes, numbers: Sequence[int], lang: Lang | str) -> Scan | None:
    if available():
        return None
    import pypdfium2

    source, part = pypdfium2.PdfDocument(content), pypdfium2.PdfDocument.new()
    try:
        part.import_pages(source, [n - 1 for n in numbers])
        buffer = BytesIO()
        part.save(buffer)
    finally:
        part.close()
        source.close()
    try:
        return read_scan(name, buffer.getvalue(), lang)
    except Empty:
        return None
