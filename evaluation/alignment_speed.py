"""How long one long text takes to align, and how much memory the process has needed by then."""

import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from evaluation.alignment_documents import numbered_pairs, read_versions
from pipeline.align import align
from pipeline.encode import Encoder
from pipeline.errors import Empty
from pipeline.records import Paragraph


@dataclass(frozen=True, slots=True)
class LongText:
    """``zh`` against ``en`` paragraphs, aligned in ``seconds``, ``cpu`` of them
    processor time; ``megabytes`` is the largest the
    process has been, texts and vectors included."""

    zh: int
    en: int
    seconds: float
    cpu: float
    megabytes: float
    one_sided: int
    paths: int
    linked: int


def measure_long(
    paths: Sequence[Path], encoder: Encoder, paragraphs: int, hide_numbers: bool
) -> LongText:
    """Texts of ``paths`` one after the other as one text of about ``paragraphs`` paragraphs in each
    language, the numbers of each text below its place. Raises ``Empty`` where there is none."""
    zh: list[Paragraph] = []
    en: list[Paragraph] = []
    tables: tuple[list[np.ndarray], list[np.ndarray]] = ([], [])
    for number, version in enumerate(read_versions(paths, encoder)):
        zh += (_below(p, number) for p in version.zh)
        en += (_below(p, number) for p in version.en)
        tables[0].append(version.zh_vectors)
        tables[1].append(version.en_vectors)
        if min(len(zh), len(en)) >= paragraphs:
            break
    if not zh:
        raise Empty(", ".join(map(str, paths)), "no text in both languages")
    zh, en = zh[:paragraphs], en[:paragraphs]
    left, right = (np.concatenate(rows)[:paragraphs] for rows in tables)
    began, cpu = time.perf_counter(), time.process_time()
    beads = align(zh, en, left, right, hide_numbers)
    seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    printed, _ = numbered_pairs(zh, en)
    pairs = {(i, j) for bead in beads for i in bead.zh for j in bead.en}
    one_sided = sum(bead.cosine is None for bead in beads)
    return LongText(
        len(zh), len(en), seconds, cpu, _megabytes(), one_sided, len(printed), len(printed & pairs)
    )


def _below(paragraph: Paragraph, number: int) -> Paragraph:
    path = (f"text-{number}", *paragraph.number) if paragraph.number else ()
    return replace(paragraph, number=path)


def _megabytes() -> float:
    """The largest the process has been; Linux counts kilobytes, macOS bytes."""
    largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return largest / (1e6 if sys.platform == "darwin" else 1e3)
