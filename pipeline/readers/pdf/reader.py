"""PDF files to documents."""

from pipeline.errors import Empty
from pipeline.readers.pdf.assembly import Assembled, assemble
from pipeline.readers.pdf.legible import check_legible
from pipeline.readers.pdf.opening import read_pages
from pipeline.readers.pdf.scans import Inserted, read_scanned_pages, read_whole_scan
from pipeline.readers.plain import from_lines
from pipeline.records import Document, Given
from pipeline.text.lines import Line


def read_pdf(name: str, content: bytes, given: Given, sha256: str) -> Document:
    """Read the PDF ``content``, named ``name``: paragraphs whole over columns and pages, rows of
    tables with their cells joined by tabs, footnotes after the line that calls them; running heads,
    page numbers and contents as remarks. Metadata is found as in plain text.

    Scanned pages are read by character recognition where the extra ``ocr`` is installed. Raises
    ``Empty``, ``Binary``, ``Encrypted``, and ``Unreadable`` for a file that is broken, too long, a
    scan that cannot be read, or set in fonts without a Unicode map.
    """
    pages = read_pages(name, content)
    whole = read_whole_scan(name, content, pages, given.lang)
    if whole is not None:
        return from_lines(
            name, whole.lines, given, sha256, remarks=whole.remarks, confidence=whole.confidence
        )
    check_legible(name, pages)
    found = assemble(pages)
    scanned = read_scanned_pages(name, content, pages, given.lang)
    lines = _with_scans(found, scanned.inserted)
    if not lines:
        raise Empty(name, "no text in it")
    return from_lines(
        name,
        lines,
        given,
        sha256,
        remarks=(*found.remarks, *scanned.remarks),
        confidence=scanned.confidence,
    )


def _with_scans(found: Assembled, scans: tuple[Inserted, ...]) -> tuple[Line, ...]:
    """The recognised lines before the first line that begins on a later page."""
    if not scans:
        return found.lines
    out: list[Line] = []
    waiting = list(scans)
    for line, page in zip(found.lines, found.pages, strict=True):
        while waiting and waiting[0].first < page:
            out += waiting.pop(0).lines
        out.append(line)
    for scan in waiting:
        out += scan.lines
    return tuple(out)
