"""How many traces of an index lead back to the words, in the files read from the disk anew."""

import hashlib
import random
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.collection import Collection
from pipeline.readers import read_bytes, walk
from pipeline.records import Document, Given, Heading, Refusal
from pipeline.tracing import traces_of_index


@dataclass(frozen=True, slots=True)
class Followed:
    """Documents drawn, those whose file was found with the same hash, their passages, those whose
    trace leads to their words; microseconds that a trace takes to make, and the last document of
    which one led elsewhere, "" for none."""

    documents: int
    same_file: int
    passages: int
    same_words: int
    microseconds: float
    astray: str


def followed(held: Collection, count: int, seed: int = 7) -> Followed:
    """Follow every trace of ``count`` documents of an index, drawn with ``seed``."""
    traces, every = traces_of_index(held), held.documents()
    drawn = random.Random(seed).sample(every, min(count, len(every)))
    same_file = passages = same_words = 0
    spent, astray = 0.0, ""
    for heading, sha256, document in _reread(drawn):
        paragraphs = held.paragraphs(heading.symbol, heading.lang)
        begun = time.perf_counter()
        made = [traces.of(paragraph) for paragraph in paragraphs]
        spent += time.perf_counter() - begun
        same_file += all(trace.sha256 == sha256 for trace in made)
        right = sum(
            document.text[t.start : t.end] == p.text for t, p in zip(made, paragraphs, strict=True)
        )
        passages += len(paragraphs)
        same_words += right
        if right < len(paragraphs):
            astray = heading.path
    each = 1e6 * spent / passages if passages else 0.0
    return Followed(len(drawn), same_file, passages, same_words, each, astray)


def _reread(drawn: Sequence[Heading]) -> Iterator[tuple[Heading, str, Document]]:
    """Each document with the hash of its file as it is now, and as its reader gives it now; one
    whose file is no longer there is left out."""
    wanted: dict[str, dict[str, Heading]] = defaultdict(dict)
    for heading in drawn:
        wanted[heading.path.partition("!")[0]][heading.path] = heading
    for container, headings in wanted.items():
        if not Path(container).exists():
            continue
        for file in walk([Path(container)]):
            if isinstance(file, Refusal) or file.name not in headings:
                continue
            heading = headings[file.name]
            given = Given(symbol=heading.symbol, lang=heading.lang)
            document = read_bytes(file.name, file.content, given)
            yield heading, hashlib.sha256(file.content).hexdigest(), document
