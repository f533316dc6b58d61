"""The pages of a scan as grey images, one in memory at a time."""

import struct
import warnings
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from pipeline.errors import Encrypted, Unreadable
from pipeline.readers.ocr.engine import Image

if TYPE_CHECKING:
    import PIL.Image

MOST_PAGES = 400
"""Some twenty minutes on two processors; a longer scan is refused rather than begun."""
_MOST_PIXELS = 60_000_000
"""An A3 page at 400 pixels an inch has 31 million."""
_DPI = 300
"""What Tesseract is made for."""
_LEAST_DPI = 120
_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    struct.error,
)
"""What Pillow raises for images that are damaged."""


def page_images(name: str, content: bytes) -> Iterator[Image]:
    """The pages of a PDF, or of a PNG, JPEG or TIFF image.

    Raises ``Unreadable`` for what is none of these, is damaged, too large or has too many pages,
    and ``Encrypted`` for a PDF with a password.
    """
    if content.startswith(b"%PDF-"):
        yield from _of_pdf(name, content)
    else:
        yield from _of_image(name, content)


def _of_pdf(name: str, content: bytes) -> Iterator[Image]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Encrypted(name, "a PDF file with a password; save it without one") from None
        raise Unreadable(name, f"a damaged PDF file ({error})") from None
    try:
        _check_pages(name, len(document))
        for number in range(len(document)):
            try:
                page = document[number]
                width, height = page.get_size()
                dpi = _fitting(name, number + 1, width / 72, height / 72)
                bitmap = page.render(scale=dpi / 72, grayscale=True)
            except pypdfium2.PdfiumError as error:
                reason = f"page {number + 1} of the PDF file is damaged ({error})"
                raise Unreadable(name, reason) from None
            yield Image(bitmap.width, bitmap.height, dpi, _rows(bitmap))
            bitmap.close()
            page.close()
    finally:
        document.close()


def _rows(bitmap: "pypdfium2.PdfBitmap") -> bytes:  # type: ignore[name-defined]  # noqa: F821
    """The grey values without the bytes that fill up each row of PDFium's."""
    raw = bytes(bitmap.buffer)
    if bitmap.stride == bitmap.width:
        return raw[: bitmap.width * bitmap.height]
    starts = range(0, bitmap.stride * bitmap.height, bitmap.stride)
    return b"".join(raw[start : start + bitmap.width] for start in starts)


def _fitting(name: str, number: int, width: float, height: float) -> int:
    """The pixels an inch at which a page of so many inches is not too large."""
    area = max(width * height, 0.01)
    dpi = min(_DPI, int((_MOST_PIXELS / area) ** 0.5))
    if dpi < _LEAST_DPI:
        size = f"{width:.0f} by {height:.0f} inches"
        raise Unreadable(name, f"page {number} is too large to be recognised ({size})")
    return dpi


def _of_image(name: str, content: bytes) -> Iterator[Image]:
    import PIL.Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of Pillow, about what is odd and can be read
        try:
            image = PIL.Image.open(BytesIO(content), formats=("PNG", "JPEG", "TIFF"))
        except PIL.Image.DecompressionBombError:
            raise Unreadable(name, "an image too large to be recognised") from None
        except _BROKEN:
            reason = "no image, or a damaged one; PNG, JPEG and TIFF are read"
            raise Unreadable(name, reason) from None
        number = 1
        yield _grey(name, image, number)
        while image.format == "TIFF" and _seek(name, image, number):
            number += 1
            _check_pages(name, number)
            yield _grey(name, image, number)


def _seek(name: str, image: "PIL.Image.Image", number: int) -> bool:
    """Whether there is a page after page ``number``, which ``image`` then shows."""
    try:
        image.seek(number)
    except EOFError:
        return False
    except _BROKEN:
        raise Unreadable(name, f"page {number + 1} of the image is damaged") from None
    return True


def _grey(name: str, image: "PIL.Image.Image", number: int) -> Image:
    import PIL.Image

    width, height = image.size
    if width * height > _MOST_PIXELS:
        reason = f"an image of {width:,} by {height:,} pixels; the limit is {_MOST_PIXELS:,} in all"
        raise Unreadable(name, reason)
    try:
        dpi = round(float(image.info.get("dpi", (0, 0))[0]))
        # What is transparent would turn black, as the words are.
        paper = PIL.Image.new("L", image.size, 255)
        plain = image.convert("LA") if image.mode in ("RGBA", "LA", "P", "PA") else None
        paper.paste(image.convert("L") if plain is None else plain.getchannel(0), None,
                    None if plain is None else plain.getchannel(1))  # fmt: skip
        grey = paper.tobytes()
    except PIL.Image.DecompressionBombError:
        raise Unreadable(name, "an image too large to be recognised") from None
    except _BROKEN:
        raise Unreadable(name, f"page {number} of the image is damaged") from None
    return Image(width, height, dpi if 70 <= dpi <= 1200 else _DPI, grey)


def _check_pages(name: str, pages: int) -> None:
    if pages > MOST_PAGES:
        raise Unreadable(
            name, f"a scan of more than {MOST_PAGES} pages; divide it to have it recognised"
        )
