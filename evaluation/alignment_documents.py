"""Alignment of published documents, from files: with the numbers hidden, F1 against the numbers;
with the numbers shown, how many equal number paths are linked.

Gold are pairs of paragraphs of one role whose printed number path stands once on each side and is
the same, and preambular paragraphs by their place where both sides have as many. Footnotes are left
out of the gold and counted apart: they are numbered in the order in which each language calls them,
which within a sentence is not the same, so that an equal number may be another note.
"""

import os
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from evaluation.alignment import vectors
from evaluation.reading_ahead import ReadText, read_texts
from pipeline.align import Vectors, align
from pipeline.encode import Encoder
from pipeline.readers import RawFile, walk
from pipeline.records import Bead, Paragraph
from pipeline.text.passage import wording


@dataclass(frozen=True, slots=True)
class Version:
    """Both languages of one symbol, segmented and encoded."""

    symbol: str
    zh: tuple[Paragraph, ...]
    en: tuple[Paragraph, ...]
    zh_vectors: Vectors
    en_vectors: Vectors


@dataclass(frozen=True, slots=True)
class DocumentFigures:
    """Sums over ``documents`` pairs of files; pairs of paragraphs as in ``AlignmentFigures``.
    ``paths`` counts equal printed paths but for footnotes, ``linked`` those in one bead, ``notes``
    and ``notes_linked`` the same of footnotes; ``seconds`` run from the files to the beads, ``cpu``
    is the processor time of all processes."""

    documents: int
    paragraphs: int
    one_sided: int
    gold: int
    found: int
    right: int
    paths: int
    linked: int
    notes: int
    notes_linked: int
    seconds: float
    cpu: float
    wrong: tuple[str, ...]

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 0 where there is nothing."""
        return 2 * self.right / (self.found + self.gold) if self.found + self.gold else 0.0


def read_versions(
    paths: Sequence[Path], encoder: Encoder, limit: int | None = None, workers: int = 0
) -> Iterator[Version]:
    """Texts held in both languages, in the order in which the second one is met; files that cannot
    be read are passed over. ``workers`` other processes read the files."""
    waiting: dict[str, ReadText] = {}
    made = 0
    files = (file for file in walk(paths) if isinstance(file, RawFile))
    with closing(read_texts(files, workers)) as texts:
        for text in texts:
            if made == limit:
                return
            first = waiting.pop(text.symbol, None)
            if first is None or not first.paragraphs or first.lang == text.lang:
                waiting[text.symbol] = text
                continue
            zh, en = (first, text) if text.lang == "en" else (text, first)
            rows = vectors((*zh.paragraphs, *en.paragraphs), encoder)
            made += 1
            size = len(zh.paragraphs)
            yield Version(text.symbol, zh.paragraphs, en.paragraphs, rows[:size], rows[size:])


def measure_documents(
    paths: Sequence[Path],
    encoder: Encoder,
    hide_numbers: bool,
    limit: int | None = None,
    workers: int = 0,
) -> DocumentFigures:
    """Align every text of ``paths`` that is there in both languages."""
    began, cpu = time.perf_counter(), _processor()
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    for version in read_versions(paths, encoder, limit, workers):
        zh, en = (_shown(side, hide_numbers) for side in (version.zh, version.en))
        beads = align(zh, en, version.zh_vectors, version.en_vectors, hide_numbers)
        counts.update(count_pairs(version, beads, wrong))
    return DocumentFigures(
        documents=counts["documents"],
        paragraphs=counts["paragraphs"],
        one_sided=counts["one_sided"],
        gold=counts["gold"],
        found=counts["found"],
        right=counts["right"],
        paths=counts["paths"],
        linked=counts["linked"],
        notes=counts["notes"],
        notes_linked=counts["notes_linked"],
        seconds=time.perf_counter() - began,
        cpu=_processor() - cpu,
        wrong=tuple(wrong),
    )


def numbered_pairs(
    zh: Sequence[Paragraph], en: Sequence[Paragraph]
) -> tuple[frozenset[tuple[int, int]], frozenset[tuple[int, int]]]:
    """Pairs with the same printed path, found once on each side; and those of them that are gold,
    together with preambular paragraphs by place."""
    once = [Counter(p.number for p in side if p.number) for side in (zh, en)]
    places = {p.number: i for i, p in enumerate(zh) if once[0][p.number] == 1}
    same = [(places[p.number], j) for j, p in enumerate(en) if _is_once(p, places, once[1])]
    printed = frozenset((i, j) for i, j in same if zh[i].label and en[j].label)
    preambles = [sum(p.role == "preambular" for p in side) for side in (zh, en)]
    gold = {(i, j) for i, j in printed if zh[i].role == en[j].role != "footnote"}
    if preambles[0] == preambles[1]:
        gold |= {(i, j) for i, j in same if zh[i].role == en[j].role == "preambular"}
    return printed, frozenset(gold)


def _is_once(
    paragraph: Paragraph, places: dict[tuple[str, ...], int], once: Counter[tuple[str, ...]]
) -> bool:
    return paragraph.number in places and once[paragraph.number] == 1


def _shown(side: Sequence[Paragraph], hide_numbers: bool) -> Sequence[Paragraph]:
    """The paragraphs as they are, or without their printed numbers and paths."""
    if not hide_numbers:
        return side
    return [replace(p, number=(), label="", text=wording(p)) for p in side]


def count_pairs(version: Version, beads: Sequence[Bead], wrong: list[str]) -> dict[str, int]:
    """The counts of ``DocumentFigures`` for one text; what is wrong is added to ``wrong``."""
    printed, gold = numbered_pairs(version.zh, version.en)
    pairs = {(i, j) for bead in beads for i in bead.zh for j in bead.en}
    zh, en = {i for i, _ in gold}, {j for _, j in gold}
    found = {(i, j) for i, j in pairs if i in zh or j in en}
    notes = frozenset((i, j) for i, j in printed if version.zh[i].role == "footnote")
    missed = printed - pairs
    for sign, some in (
        ("-", gold - found),
        ("+", found - gold),
        ("path", missed - notes),
        ("note", missed & notes),
    ):
        for i, j in sorted(some):
            texts = f"{version.zh[i].text[:30]} | {version.en[j].text[:60]}"
            wrong.append(f"{version.symbol} {sign} {i}-{j} {texts}")
    return {
        "documents": 1,
        "paragraphs": len(version.zh) + len(version.en),
        "one_sided": sum(bead.cosine is None for bead in beads),
        "gold": len(gold),
        "found": len(found),
        "right": len(found & gold),
        "paths": len(printed - notes),
        "linked": len((printed - notes) & pairs),
        "notes": len(notes),
        "notes_linked": len(notes & pairs),
    }


def _processor() -> float:
    """Seconds of processor time of this process and of those that it has waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
