"""Tesseract as a program: one page image in, words with their places and confidence out."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec

from pipeline.errors import Unreadable

PROGRAM = "tesseract"
LANGUAGES = ("chi_sim", "eng")
SECONDS = 60
"""Longest wait for one page; an ordinary one takes two to five seconds."""
_WORD_LEVEL = "5"


@dataclass(frozen=True, slots=True)
class Image:
    """One page as grey values, row by row from the top, one byte each; ``dpi`` pixels an inch."""

    width: int
    height: int
    dpi: int
    grey: bytes


@dataclass(frozen=True, slots=True)
class Word:
    """A word as recognised: ``confidence`` in [0, 100], its box in pixels from the upper left
    corner, and the numbers of the block, paragraph and line that it stands in."""

    text: str
    confidence: float
    left: int
    top: int
    right: int
    bottom: int
    block: int
    paragraph: int
    line: int


@cache
def available() -> str:
    """``""`` where scans can be read here, else why not, naming what to install."""
    wanted = (
        "install Tesseract with chi_sim and eng (Debian: tesseract-ocr and tesseract-ocr-chi-sim)"
    )
    if find_spec("PIL") is None:
        return "pip install 'tongwen[ocr]' to read scans"
    if shutil.which(PROGRAM) is None:
        return f"{wanted} to read scans"
    try:
        run = subprocess.run(
            [PROGRAM, "--list-langs"], capture_output=True, timeout=SECONDS, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return f"Tesseract does not start; {wanted} to read scans"
    held = run.stdout.decode("utf-8", "replace").split()
    missing = [language for language in LANGUAGES if language not in held]
    return f"Tesseract is without {' and '.join(missing)}; {wanted}" if missing else ""


def recognise(name: str, image: Image, languages: str, page: int) -> tuple[Word, ...]:
    """The words of ``image``, page ``page`` of the file ``name``, in reading order; ``languages``
    as Tesseract names them, joined by ``+``.

    Raises ``Unreadable`` where Tesseract fails or takes longer than ``SECONDS``.
    """
    command = [PROGRAM, "stdin", "stdout", "-l", languages, "--dpi", str(image.dpi)]
    content = b"P5 %d %d 255\n" % (image.width, image.height) + image.grey
    # Tesseract's own threads take twice the processor time to save a fifth of the wait.
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        run = subprocess.run(
            [*command, "--psm", "3", "tsv"],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired:
        reason = f"page {page} of the scan was not recognised within {SECONDS} seconds"
        raise Unreadable(name, reason) from None
    except OSError as error:
        raise Unreadable(name, f"Tesseract does not start ({error.strerror})") from None
    if run.returncode:
        told = " ".join(run.stderr.decode("utf-8", "replace").split())
        raise Unreadable(name, f"Tesseract failed on page {page} of the scan ({told[:200]})")
    return _words(run.stdout.decode("utf-8", "replace"))


def _words(table: str) -> tuple[Word, ...]:
    """The words of Tesseract's table: level, page, block, paragraph, line, word, left, top, width,
    height, confidence, text."""
    found = []
    for row in table.split("\n")[1:]:
        cells = row.rstrip("\r").split("\t", 11)
        if len(cells) < 12 or cells[0] != _WORD_LEVEL or not cells[11].strip():
            continue
        block, paragraph, line, _, left, top, width, height = map(int, cells[2:10])
        box = (left, top, left + width, top + height)
        confidence = min(100.0, max(0.0, float(cells[10])))
        found.append(Word(cells[11].strip(), confidence, *box, block, paragraph, line))
    return tuple(found)
