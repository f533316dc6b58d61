"""Opening a PDF: what it is by its bytes, whether it is whole, and its pages."""

import re
from typing import Any

from pipeline.errors import Binary, Empty, Encrypted, Unreadable
from pipeline.readers.pdf.bombs import check_streams
from pipeline.readers.pdf.page import read_page
from pipeline.readers.pdf.shapes import Page

MOST_PAGES = 3000
"""Longer files are refused; at the speed of one core this many take about a minute."""
_HEAD = 1024
_TAIL = 4096
_SIGNATURE = b"%PDF-"
_END = (b"%%EOF", b"startxref")
_LINEARIZED = re.compile(rb"/Linearized\b[^>]{0,200}?/L\s+(\d{1,12})")
_PASSWORD = 4
"""``FPDF_ERR_PASSWORD`` of PDFium."""


def read_pages(name: str, content: bytes) -> list[Page]:
    """The pages of the PDF ``content``, each as its runs, rules and images.

    Raises ``Empty`` for zero bytes, ``Binary`` for what is no PDF, ``Encrypted``, and
    ``Unreadable`` for a truncated or broken file and for one of more than ``MOST_PAGES`` pages.
    """
    _check(name, content)
    check_streams(name, content)
    import pypdfium2
    import pypdfium2.raw as raw

    pdf = _opened(name, content, pypdfium2)
    try:
        count = len(pdf)
        if count > MOST_PAGES:
            raise Unreadable(
                name, f"{count:,} pages; at most {MOST_PAGES:,} are read: split the file"
            )
        if count == 0:
            raise Empty(name, "no pages in it")
        return [_page(name, pdf, raw, i, pypdfium2) for i in range(count)]
    finally:
        pdf.close()


def _check(name: str, content: bytes) -> None:
    if not content.strip(b"\x00 \t\r\n\f"):
        raise Empty(name, "no text in it")
    if _SIGNATURE not in content[:_HEAD]:
        raise Binary(name, "not a PDF file, though its name says so")
    tail = content.rstrip(b"\x00 \t\r\n\f")[-_TAIL:]
    declared = _LINEARIZED.search(content[:_HEAD])
    if not any(end in tail for end in _END) or (
        declared and int(declared.group(1)) > len(content) + _HEAD
    ):
        raise Unreadable(name, "the PDF is cut off: its end is missing; fetch or save it again")


def _opened(name: str, content: bytes, pypdfium2: Any) -> Any:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD:
            raise Encrypted(name, "the PDF asks for a password; save a copy without one") from None
        raise Unreadable(name, f"broken PDF ({str(error).rstrip('.')})") from None


def _page(name: str, pdf: Any, raw: Any, index: int, pypdfium2: Any) -> Page:
    try:
        page = pdf[index]
    except pypdfium2.PdfiumError:
        raise Unreadable(name, f"broken PDF (page {index + 1} cannot be loaded)") from None
    try:
        return read_page(page, raw, index + 1)
    finally:
        page.close()
