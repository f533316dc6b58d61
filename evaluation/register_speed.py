"""How long the register of a body of texts takes: processor time of one core, reading apart."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import InputError
from pipeline.readers import read_bytes, walk
from pipeline.recommend import recommendations
from pipeline.records import Refusal
from pipeline.segment import segment
from pipeline.text.citations import document_citations


@dataclass(frozen=True, slots=True)
class SpeedFigures:
    """``rows`` recommendations and conclusions of ``documents``; seconds of one core for reading
    and segmenting, for citations, and for the fields of the register."""

    documents: int
    rows: int
    reading: float
    citations: float
    fields: float


def measure(paths: Sequence[Path]) -> SpeedFigures:
    """Read every file of ``paths`` and its register; files in other languages are left out."""
    documents = rows = 0
    spent = [0.0, 0.0, 0.0]
    for file in walk(paths):
        if isinstance(file, Refusal):
            continue
        began = time.process_time()
        try:
            document = read_bytes(file.name, file.content, file.given)
        except InputError:
            continue
        paragraphs = segment(document)
        read = time.process_time()
        cited = document_citations(document, paragraphs)
        resolved = time.process_time()
        rows += len(recommendations(document, paragraphs, cited))
        done = time.process_time()
        documents += 1
        for n, seconds in enumerate((read - began, resolved - read, done - resolved)):
            spent[n] += seconds
    return SpeedFigures(documents, rows, *spent)
