"""Readers fed with files spoilt at random: nothing but the project's own errors may come out."""

import signal
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from types import FrameType

from evaluation.mutants import mutant
from evaluation.seeds import seeds
from pipeline.errors import InputError
from pipeline.readers import read_bytes, walk
from pipeline.recommend import recommendations
from pipeline.records import Refusal
from pipeline.segment import remarks, segment

SLOW = 10
SLOW_OUTSIDE = 40
"""Seconds after which a spoilt small file counts as a fault; programs outside end themselves."""
OUTSIDE = (".png", ".rtf", ".doc")
SHARES = {
    ".txt": 20.0,
    ".md": 12.0,
    ".html": 16.0,
    ".xml": 14.0,
    ".docx": 14.0,
    ".pdf": 14.0,
    ".zip": 3.0,
    ".tar": 2.0,
    ".tar.gz": 1.0,
    "corpus.toml": 3.0,
    ".png": 0.4,
    ".rtf": 0.3,
    ".doc": 0.3,
}
"""In percent: formats that a program outside reads take a second a file."""


@dataclass(slots=True)
class Fed:
    """What became of the files of one format: ``read``, ``refused`` and ``faults`` count them;
    ``slowest`` is in seconds."""

    read: int = 0
    refused: int = 0
    faults: int = 0
    slowest: float = 0.0

    @property
    def inputs(self) -> int:
        return self.read + self.refused + self.faults


@dataclass(slots=True)
class Fuzzed:
    """The counts by format, and where faults were raised, with the seed of the first of each."""

    by_format: dict[str, Fed] = field(default_factory=dict)
    places: Counter[str] = field(default_factory=Counter)
    first: dict[str, str] = field(default_factory=dict)


def fuzz(inputs: int, seed: int = 0, formats: tuple[str, ...] = ()) -> Fuzzed:
    """Feed ``inputs`` files, shared among the formats by ``SHARES`` or evenly among ``formats``."""
    found = Fuzzed()
    shares = dict.fromkeys(formats, 1.0) or SHARES
    whole = sum(shares.values())
    with tempfile.TemporaryDirectory() as folder:
        for suffix, share in shares.items():
            fed = found.by_format.setdefault(suffix, Fed())
            for number in range(round(inputs * share / whole)):
                _feed(suffix, f"{seed}-{suffix}-{number}", Path(folder), fed, found)
    return found


def spoilt(suffix: str, seed: str) -> bytes:
    """The file of that format and seed, the same every time."""
    random = Random(seed)
    held = seeds()
    others = tuple(one for files in held.values() for one in files)
    return mutant(random.choice(held[suffix]), others, random)


def feed(suffix: str, content: bytes, folder: Path) -> bool:
    """Read one file as an ingest does; whether there was a text in it. Raises what is no
    ``InputError``."""
    try:
        if suffix == "corpus.toml" or suffix.startswith((".zip", ".tar")):
            return _walked(suffix, content, folder)
        document = read_bytes(f"a{suffix}", content)
        paragraphs = segment(document)
        remarks(document, paragraphs)
        recommendations(document, paragraphs)
        for p in paragraphs:
            if document.text[p.start : p.end] != p.text:
                raise AssertionError(f"paragraph {p.ordinal} is not its stretch of the text")
        document.text.encode("utf-8")
    except InputError as error:
        if "\n" in str(error):
            raise AssertionError(f"a refusal of several lines: {error!s}") from error
        return False
    return True


def _walked(suffix: str, content: bytes, folder: Path) -> bool:
    name = suffix if suffix == "corpus.toml" else f"a{suffix}"
    path = folder / name
    path.write_bytes(content)
    (folder / "a.txt").write_bytes(b"1. The Group met.")
    start = folder if suffix == "corpus.toml" else path
    texts = 0
    for file in walk([start]):
        if not isinstance(file, Refusal):
            texts += feed(file.suffix, file.content, folder)
    return texts > 0


def _feed(suffix: str, seed: str, folder: Path, fed: Fed, found: Fuzzed) -> None:
    content = spoilt(suffix, seed)
    began = time.perf_counter()
    try:
        with _ended_after(SLOW_OUTSIDE if suffix in OUTSIDE else SLOW):
            if feed(suffix, content, folder):
                fed.read += 1
            else:
                fed.refused += 1
    except Exception as error:
        fed.faults += 1
        place = _place(error)
        found.places[place] += 1
        found.first.setdefault(place, seed)
    finally:
        for path in folder.iterdir():
            path.unlink()
    fed.slowest = max(fed.slowest, time.perf_counter() - began)


@contextmanager
def _ended_after(seconds: int) -> Iterator[None]:
    """Raise ``TimeoutError`` in what takes longer, where the system has alarms."""

    def ring(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"longer than {seconds} seconds")

    if not hasattr(signal, "SIGALRM"):
        yield
        return
    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _place(error: Exception) -> str:
    """Kind of the error, and the last place in the library that it passed."""
    frames = traceback.extract_tb(error.__traceback__)
    inside = [frame for frame in frames if "/pipeline/" in frame.filename.replace("\\", "/")]
    at = inside[-1] if inside else frames[-1]
    line = " ".join(str(error).split())[:120]
    return f"{type(error).__name__} in {Path(at.filename).name}:{at.lineno} {at.name}: {line}"
