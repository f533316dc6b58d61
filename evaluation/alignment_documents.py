"""Alignment of published documents, from files: with the numbers hidden, F1 against the numbers;
with the numbers shown, how many equal number paths are linked.

Gold are pairs of paragraphs of one role whose printed number path stands once on each side and is
the same, and preambular paragraphs by their place where both sides have as many. Footnotes are left
out of the gold: the mark-up often numbers them differently in the two languages.
"""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evaluation.alignment import vectors
from pipeline.align import Vectors, align
from pipeline.encode import Encoder
from pipeline.errors import InputError
from pipeline.readers import RawFile, read_bytes, walk
from pipeline.records import Bead, Paragraph
from pipeline.segment import segment
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
    ``paths`` counts equal printed paths, ``linked`` those in one bead; ``seconds`` run from the
    files to the beads, ``cpu`` is processor time."""

    documents: int
    paragraphs: int
    one_sided: int
    gold: int
    found: int
    right: int
    paths: int
    linked: int
    seconds: float
    cpu: float
    wrong: tuple[str, ...]

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 0 where there is nothing."""
        return 2 * self.right / (self.found + self.gold) if self.found + self.gold else 0.0


def read_versions(
    paths: Sequence[Path], encoder: Encoder, limit: int | None = None
) -> Iterator[Version]:
    """Texts held in both languages, in the order in which the second one is met; files that cannot
    be read are passed over."""
    waiting: dict[str, tuple[Paragraph, ...]] = {}
    made = 0
    for file in walk(paths):
        if made == limit:
            return
        if not isinstance(file, RawFile):
            continue
        try:
            document = read_bytes(file.name, file.content, file.given)
        except InputError:
            continue
        first, second = waiting.get(document.symbol), segment(document)
        if not first or not second or first[0].lang == document.lang:
            waiting[document.symbol] = second
            continue
        del waiting[document.symbol]
        zh, en = (first, second) if document.lang == "en" else (second, first)
        rows = vectors((*zh, *en), encoder)
        made += 1
        yield Version(document.symbol, zh, en, rows[: len(zh)], rows[len(zh) :])


def measure_documents(
    paths: Sequence[Path], encoder: Encoder, hide_numbers: bool, limit: int | None = None
) -> DocumentFigures:
    """Align every text of ``paths`` that is there in both languages."""
    began, cpu = time.perf_counter(), time.process_time()
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    for version in read_versions(paths, encoder, limit):
        zh, en = (_shown(side, hide_numbers) for side in (version.zh, version.en))
        beads = align(zh, en, version.zh_vectors, version.en_vectors, hide_numbers)
        counts.update(_counts(version, beads, wrong))
    return DocumentFigures(
        documents=counts["documents"],
        paragraphs=counts["paragraphs"],
        one_sided=counts["one_sided"],
        gold=counts["gold"],
        found=counts["found"],
        right=counts["right"],
        paths=counts["paths"],
        linked=counts["linked"],
        seconds=time.perf_counter() - began,
        cpu=time.process_time() - cpu,
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


def _counts(version: Version, beads: Sequence[Bead], wrong: list[str]) -> dict[str, int]:
    printed, gold = numbered_pairs(version.zh, version.en)
    pairs = {(i, j) for bead in beads for i in bead.zh for j in bead.en}
    zh, en = {i for i, _ in gold}, {j for _, j in gold}
    found = {(i, j) for i, j in pairs if i in zh or j in en}
    for sign, some in (("-", gold - found), ("+", found - gold), ("path", printed - pairs)):
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
        "paths": len(printed),
        "linked": len(printed & pairs),
    }
