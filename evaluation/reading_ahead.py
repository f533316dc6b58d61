"""Files read and segmented in other processes while this one encodes and aligns, as ingest does."""

from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context

from pipeline.errors import InputError
from pipeline.readers import RawFile, read_bytes
from pipeline.records import Lang, Paragraph
from pipeline.segment import segment

_CHUNK = 16
"""Files given to a process at a time."""
_AHEAD = 3
"""Chunks for each process that wait or are being worked on; bounds the memory."""


@dataclass(frozen=True, slots=True)
class ReadText:
    """One language of a symbol, segmented."""

    symbol: str
    lang: Lang
    paragraphs: tuple[Paragraph, ...]


def read_texts(files: Iterable[RawFile], workers: int) -> Generator[ReadText, None, None]:
    """The texts of ``files`` in their order, read by ``workers`` other processes (0: by this one);
    files that cannot be read are passed over."""
    if not workers:
        for file in files:
            yield from _read([file])
        return
    stream = iter(files)
    chunks = iter(lambda: list(islice(stream, _CHUNK)), [])
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        waiting = deque(pool.submit(_read, chunk) for chunk in islice(chunks, _AHEAD * workers))
        while waiting:
            found = waiting.popleft().result()
            waiting.extend(pool.submit(_read, chunk) for chunk in islice(chunks, 1))
            yield from found


def _read(files: list[RawFile]) -> list[ReadText]:
    out = []
    for file in files:
        try:
            document = read_bytes(file.name, file.content, file.given)
        except InputError:
            continue
        out.append(ReadText(document.symbol, document.lang, segment(document)))
    return out
