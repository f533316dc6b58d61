"""A scan to logical lines: pages recognised in order, what is uncertain told."""

import os
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby

from pipeline.errors import Empty, Unreadable
from pipeline.readers.ocr.engine import Image, Word, available, recognise
from pipeline.readers.ocr.images import page_images
from pipeline.readers.ocr.leaves import Leaf, text_of
from pipeline.records import Lang, Remark
from pipeline.text.lines import Line
from pipeline.text.normalise import detect_lang

UNCERTAIN = 60.0
"""Words of less than this confidence, in percent, become remarks: on rendered pages of UN texts
half of them and more are wrong."""
_MODELS = {"zh": "chi_sim", "en": "eng"}
"""Tesseract's model of each language. The Chinese one knows Latin letters too; asked for both,
Tesseract takes whole rows of small Chinese type for English."""
_ENOUGH_LETTERS = 60
"""Letters from which the language of a page can be told."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What was recognised: ``remarks`` are the uncertain words with their page, ``confidence`` is
    the mean over all characters in [0, 1]."""

    lines: tuple[Line, ...]
    remarks: tuple[Remark, ...]
    confidence: float


def read_scan(name: str, content: bytes, lang: Lang | str = "") -> Scan:
    """Recognise the pages of a PDF or image of the name ``name``; the first page with letters on it
    tells the language where ``lang`` is ``""``.

    Raises ``Unreadable`` where Tesseract is not installed, for images that are damaged or too
    large, and for pages that take too long; ``Empty`` where no word is found.
    """
    # The reader of PDF files imports this module.
    from pipeline.readers.ocr.layout import pages_of
    from pipeline.readers.pdf.assembly import assemble

    if reason := available():
        raise Unreadable(name, f"a scan without text; {reason}")
    recognised = list(_recognised(name, content, lang))
    words = [word for page in recognised for word in page.words]
    if not words:
        raise Empty(name, "no word recognised in the scan")
    found = assemble(pages_of(recognised))
    weight = sum(len(word.text) for word in words)
    confidence = sum(word.confidence * len(word.text) for word in words) / weight / 100
    uncertain = (remark for page in recognised for remark in _uncertain(page))
    return Scan(found.lines, (*found.remarks, *uncertain), confidence)


def _recognised(name: str, content: bytes, lang: Lang | str) -> Iterator[Leaf]:
    """Each page, several pages at once; the language is known before they are."""
    images = enumerate(page_images(name, content), start=1)
    at_once = min(4, os.cpu_count() or 1)
    waiting: deque[Future[Leaf]] = deque()
    with ThreadPoolExecutor(at_once) as pool:
        try:
            for number, image in images:
                if lang:
                    waiting.append(pool.submit(_read, name, image, number, lang))
                    if len(waiting) > at_once:
                        yield waiting.popleft().result()
                    continue
                page = _read(name, image, number, "zh")
                lang = _language(page.words)
                yield _read(name, image, number, "en") if lang == "en" else page
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


def _read(name: str, image: Image, number: int, lang: Lang | str) -> Leaf:
    words = recognise(name, image, _MODELS[lang], number)
    return Leaf(number, words, image.width, image.height, image.dpi)


def _language(words: Sequence[Word]) -> Lang | str:
    """The language of a page read as Chinese, ``""`` where it has too few letters to tell."""
    letters = "".join(word.text for word in words)
    return detect_lang(letters) if sum(map(str.isalpha, letters)) >= _ENOUGH_LETTERS else ""


def _uncertain(page: Leaf) -> Iterator[Remark]:
    """Words of low confidence that have letters or figures; neighbours in one row as one, with the
    lowest confidence of them in percent."""
    rows = groupby(page.words, key=lambda w: (w.confidence < UNCERTAIN, w.block, w.line))
    for key, run in rows:
        found = list(run)
        text = text_of(found)
        if key[0] and any(c.isalnum() for c in text):
            lowest = min(word.confidence for word in found)
            yield Remark("low-confidence", text, page.number, detail=f"{lowest:.0f}")
