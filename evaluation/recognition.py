"""Character recognition against the text layer of the same pages, drawn as images."""

import re
import time
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from io import BytesIO
from pathlib import Path

import numpy as np

from pipeline.readers import read_bytes
from pipeline.records import Document
from pipeline.segment import segment

DPI = 300


@dataclass(frozen=True, slots=True)
class Recognition:
    """``wrong`` of ``characters`` (insertions, deletions, substitutions; white space left out,
    width folded); ``alike`` of ``paragraphs`` came out as of the text layer but for at most a
    tenth of their characters, and so many number ``paths``; ``seconds`` for the scan alone."""

    file: str
    lang: str
    pages: int
    characters: int
    wrong: int
    paragraphs: int
    alike: int
    paths: int
    uncertain: int
    confidence: float
    seconds: float


def measure_recognition(path: Path, first: int = 1, last: int = 9999) -> Recognition:
    """Read pages ``first`` to ``last`` of a PDF by their text and as images."""
    layer, scan, pages = _both(path, first, last)
    printed = read_bytes("pages.pdf", layer)
    began = time.perf_counter()
    recognised = read_bytes("pages.pdf", scan)
    seconds = time.perf_counter() - began
    one, other = _paragraphs(printed), _paragraphs(recognised)
    gold, found = "".join(one), "".join(other)
    paths = [[p.number for p in segment(document)] for document in (printed, recognised)]
    return Recognition(
        path.name,
        printed.lang,
        pages,
        len(gold),
        distance(gold, found),
        len(one),
        _alike(one, other),
        _common(*paths),
        sum(remark.kind == "low-confidence" for remark in recognised.remarks),
        recognised.confidence or 0.0,
        seconds,
    )


def distance(one: str, other: str) -> int:
    """The least number of characters to insert, delete or change that makes one of the other."""
    a = np.array([ord(c) for c in one], dtype=np.int32)
    b = np.array([ord(c) for c in other], dtype=np.int32)
    steps = np.arange(len(b) + 1)
    row = steps.copy()
    for i, character in enumerate(a, 1):
        changed = row[:-1] + (b != character)
        best = np.concatenate(([i], np.minimum(row[1:] + 1, changed)))
        row = np.minimum.accumulate(best - steps) + steps
    return int(row[-1])


def _both(path: Path, first: int, last: int) -> tuple[bytes, bytes, int]:
    """Those pages as a PDF with text, and as one of images alone; how many they are."""
    import pypdfium2

    source, part = pypdfium2.PdfDocument(path), pypdfium2.PdfDocument.new()
    chosen = list(range(first - 1, min(last, len(source))))
    part.import_pages(source, chosen)
    layer, scan = BytesIO(), BytesIO()
    part.save(layer)
    images = [source[i].render(scale=DPI / 72, grayscale=True).to_pil() for i in chosen]
    images[0].save(scan, "PDF", save_all=True, append_images=images[1:], resolution=DPI)
    return layer.getvalue(), scan.getvalue(), len(chosen)


def _paragraphs(document: Document) -> list[str]:
    folded = (unicodedata.normalize("NFKC", p.text) for p in segment(document))
    return [re.sub(r"\s+", "", text) for text in folded]


def _alike(one: list[str], other: list[str]) -> int:
    left = list(other)
    count = 0
    for text in one:
        for candidate in left:
            longer = max(len(text), len(candidate))
            if abs(len(text) - len(candidate)) <= longer / 10 >= distance(text, candidate):
                left.remove(candidate)
                count += 1
                break
    return count


def _common(one: list[tuple[str, ...]], other: list[tuple[str, ...]]) -> int:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks())
