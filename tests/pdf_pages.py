"""PDF files for tests, drawn word by word at given places, with invented text."""

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 612, 792
SONG = "STSong-Light"


@dataclass(frozen=True, slots=True)
class Words:
    """Words at a place: points from the left and from the foot of the page."""

    x: float
    y: float
    text: str
    size: float = 10
    font: str = "Times-Roman"


@dataclass(frozen=True, slots=True)
class Line:
    """A drawn horizontal line."""

    x0: float
    x1: float
    y: float


def pdf(pages: Sequence[Sequence[Words | Line]], *, password: str = "", turn: int = 0) -> bytes:
    """A PDF of these pages, its text turned by ``turn`` degrees against the clock."""
    if SONG not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(SONG))
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDTH, HEIGHT), encrypt=password or None)
    for page in pages:
        if turn:
            canvas.translate(WIDTH, 0)
            canvas.rotate(turn)
        for item in page:
            _draw(canvas, item)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _draw(canvas: Canvas, item: Words | Line) -> None:
    if isinstance(item, Line):
        canvas.setLineWidth(0.5)
        canvas.line(item.x0, item.y, item.x1, item.y)
        return
    canvas.setFont(item.font, item.size)
    canvas.drawString(item.x, item.y, item.text)


def scan(*texts: str) -> bytes:
    """A PDF of a page image without words, then a page for each of ``texts``."""
    from PIL import Image

    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDTH, HEIGHT))
    canvas.drawImage(ImageReader(Image.new("L", (153, 198), 230)), 0, 0, WIDTH, HEIGHT)
    canvas.showPage()
    for text in texts:
        canvas.drawString(72, 700, text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def blank(count: int) -> bytes:
    """A PDF of so many empty pages, as small as it can be."""
    kids = b" ".join(b"%d 0 R" % n for n in range(3, count + 3))
    pages = b"<< /Type /Pages /Count %d /Kids [%s] /MediaBox [0 0 9 9] >>" % (count, kids)
    return _file([pages, *[b"<< /Type /Page /Parent 2 0 R >>"] * count])


def packed(size: int, layers: int) -> bytes:
    """A PDF of one page whose content is so many spaces, packed so many times."""
    content = b" " * size
    for _ in range(layers):
        content = zlib.compress(content, 9)
    filters = b" ".join([b"/FlateDecode"] * layers)
    head = b"<< /Length %d /Filter [%s] >>" % (len(content), filters)
    pages = b"<< /Type /Pages /Count 1 /Kids [3 0 R] /MediaBox [0 0 9 9] >>"
    page = b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>"
    return _file([pages, page, head + b" stream\n" + content + b"\nendstream"])


def _file(bodies: Sequence[bytes]) -> bytes:
    """A PDF of these objects, numbered from 2, below a catalogue whose pages are the first."""
    out, places = b"%PDF-1.4\n", []
    for n, body in enumerate((b"<< /Type /Catalog /Pages 2 0 R >>", *bodies), start=1):
        places.append(len(out))
        out += b"%d 0 obj %s endobj\n" % (n, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(places) + 1
    tail = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n" % (size, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + tail + b"%%EOF\n"


def filled(
    text: str, *, x: float, y: float, width: float, size: float = 10, first: float = 0
) -> list[Words]:
    """``text`` wrapped to ``width`` from the height ``y`` down, its first row indented by
    ``first``, each row but the last stretched to the width as type-setters do."""
    rows: list[tuple[float, list[str]]] = [(x + first, [])]
    measure: Callable[[str], float] = lambda t: pdfmetrics.stringWidth(t, "Times-Roman", size)  # noqa: E731
    for word in text.split():
        left, words = rows[-1]
        if words and left + measure(" ".join((*words, word))) > x + width:
            rows.append((x, [word]))
        else:
            words.append(word)
    out: list[Words] = []
    for n, (left, words) in enumerate(rows):
        at, height = left, y - 12 * n
        gap = measure(" ")
        if n < len(rows) - 1 and len(words) > 1:
            gap = (x + width - left - sum(map(measure, words))) / (len(words) - 1)
        for word in words:
            out.append(Words(at, height, word, size))
            at += measure(word) + gap
    return out


def depth(words: Sequence[Words]) -> float:
    """The height of the lowest of ``words``."""
    return min(word.y for word in words)
