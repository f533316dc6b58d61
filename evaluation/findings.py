"""The checks between the versions of a bead, against errors planted in aligned beads.

A planted error counts as found when the bead has a finding that the untouched bead does not have.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import process_time

from evaluation.inputs import documents_in
from evaluation.planting import PLANTS, Paragraphs, Plant, planted
from pipeline.compare import findings
from pipeline.compare.usage import Usage, usage
from pipeline.encode import Encoder
from pipeline.errors import Unreadable
from pipeline.readers.builder import DocumentBuilder
from pipeline.records import CONTENT_ROLES, Document, Finding, Lang
from pipeline.side_by_side import align_documents

ITEM = "item of a list"


@dataclass(frozen=True, slots=True)
class TwoSided:
    """A bead with words on both sides, and how the whole English text uses modals."""

    zh: Paragraphs
    en: Paragraphs
    usage: Usage | None = None


@dataclass(frozen=True, slots=True)
class Planted:
    """``found`` of ``planted`` errors of a kind, ``by_rule`` of them by the rule meant for it."""

    kind: str
    lang: Lang
    planted: int
    found: int
    by_rule: int
    missed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FindingFigures:
    """What was measured: planted errors, and findings of each rule in ``beads`` untouched ones."""

    beads: int
    marked: int
    per_thousand: float
    counts: tuple[tuple[str, int], ...]
    planted: tuple[Planted, ...]
    untouched: tuple[tuple[TwoSided, Finding], ...]


def read_beads(paths: Sequence[Path], encoder: Encoder) -> tuple[TwoSided, ...]:
    """The content beads of all texts that ``paths`` hold in both languages, aligned now.

    A file of article pairs (``.jsonl``) is read as one text in each language. Raises Unreadable
    where there is no pair.
    """
    out = [bead for zh, en in _pairs(paths) for bead in _beads(zh, en, encoder)]
    if not out:
        raise Unreadable(", ".join(map(str, paths)), "holds no text in both languages")
    return tuple(out)


def _pairs(paths: Sequence[Path]) -> Iterator[tuple[Document, Document]]:
    articles = [path for path in paths if path.suffix == ".jsonl"]
    yield from (_articles(path) for path in articles)
    waiting: dict[tuple[str, Lang], Document] = {}
    others = [path for path in paths if path.suffix != ".jsonl"]
    for document in documents_in(others) if others else ():
        across: Lang = "en" if document.lang == "zh" else "zh"
        other = waiting.pop((document.symbol, across), None)
        if other is None:
            waiting[document.symbol, document.lang] = document
        else:
            yield (document, other) if document.lang == "zh" else (other, document)


def _articles(path: Path) -> tuple[Document, Document]:
    sides: list[Document] = []
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    langs: tuple[Lang, Lang] = ("zh", "en")
    for lang in langs:
        builder = DocumentBuilder()
        for row in rows:
            for line in row[lang].split("\n"):
                if line.strip():
                    builder.add(" ".join(line.split()))
        sides.append(builder.document(path.stem, "", lang=lang))
    return sides[0], sides[1]


def _beads(zh: Document, en: Document, encoder: Encoder) -> Iterator[TwoSided]:
    aligned = align_documents(zh, en, encoder)
    whole = usage(aligned.en)
    for bead in aligned.beads:
        left = tuple(aligned.zh[i] for i in bead.zh)
        right = tuple(aligned.en[i] for i in bead.en)
        if left and right and {left[0].role, right[0].role} <= CONTENT_ROLES:
            yield TwoSided(left, right, whole)


def measure_findings(
    beads: Sequence[TwoSided], seed: int = 1, each: int = 150, shown: int = 40
) -> FindingFigures:
    """Findings of the untouched beads, and ``each`` errors of every kind and language found."""
    start = process_time()
    untouched = [findings(bead.zh, bead.en, bead.usage) for bead in beads]
    seconds = process_time() - start
    counts = Counter(f.rule for found in untouched for f in found)
    random = Random(seed)
    order = list(range(len(beads)))
    random.shuffle(order)
    rows = [_measure(plant, beads, untouched, order, random, each) for plant in PLANTS]
    rows += _dropped_items(beads, random, each)
    marked = [(beads[i], f) for i in order for f in untouched[i]]
    return FindingFigures(
        beads=len(beads),
        marked=sum(map(bool, untouched)),
        per_thousand=1000 * seconds / max(1, len(beads)),
        counts=tuple(counts.most_common()),
        planted=tuple(rows),
        untouched=tuple(marked[:shown]),
    )


def _measure(
    plant: Plant,
    beads: Sequence[TwoSided],
    untouched: Sequence[tuple[Finding, ...]],
    order: Sequence[int],
    random: Random,
    each: int,
) -> Planted:
    made = found = by_rule = 0
    missed: list[str] = []
    for i in order:
        bead = beads[i]
        changed = planted(plant, bead.zh if plant.lang == "zh" else bead.en, random)
        if changed is None:
            continue
        zh, en = (changed, bead.en) if plant.lang == "zh" else (bead.zh, changed)
        new = _new(findings(zh, en, bead.usage), untouched[i])
        made, found = made + 1, found + bool(new)
        by_rule += any(f.rule == plant.rule for f in new)
        if not new:
            missed.append(" ‖ ".join("".join(p.text for p in s) for s in (zh, en)))
        if made == each:
            break
    return Planted(plant.kind, plant.lang, made, found, by_rule, tuple(missed))


def _new(now: Sequence[Finding], before: Sequence[Finding]) -> list[Finding]:
    known = {f.id for f in before}
    return [f for f in now if f.id not in known]


def _dropped_items(beads: Sequence[TwoSided], random: Random, each: int) -> list[Planted]:
    """Lists of three items and more, taken as one bead each with one item dropped on a side."""
    lists = [group for group in _lists(beads) if len(group) >= 3]
    random.shuffle(lists)
    out = []
    langs: tuple[Lang, Lang] = ("zh", "en")
    for lang in langs:
        found = by_rule = 0
        missed = []
        for group in lists[:each]:
            zh = tuple(p for bead in group for p in bead.zh)
            en = tuple(p for bead in group for p in bead.en)
            before = findings(zh, en)
            gone = random.randrange(len(group))
            kept = [b for i, b in enumerate(group) if i != gone]
            if lang == "zh":
                zh = tuple(p for bead in kept for p in bead.zh)
            else:
                en = tuple(p for bead in kept for p in bead.en)
            new = _new(findings(zh, en), before)
            found += bool(new)
            by_rule += any(f.rule == "items" for f in new)
            if not new:
                missed.append(group[gone].en[0].text)
        out.append(Planted(ITEM, lang, len(lists[:each]), found, by_rule, tuple(missed)))
    return out


def _lists(beads: Sequence[TwoSided]) -> Iterator[list[TwoSided]]:
    """Beads whose paragraphs are items below one number path."""
    groups: defaultdict[tuple[str, tuple[str, ...]], list[TwoSided]] = defaultdict(list)
    for bead in beads:
        first = bead.en[0]
        if first.role in {"item", "subitem"} and bead.zh[0].role == first.role and first.number:
            groups[first.symbol, first.number[:-1]].append(bead)
    yield from groups.values()
