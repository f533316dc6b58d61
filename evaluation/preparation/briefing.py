"""Briefing packs on a whole index: their time, whether every quotation is found where it is said to
stand, and whether a part of a register is linked as the whole is."""

import csv
import hashlib
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipeline.collection import Collection
from pipeline.preparation import Preparation
from pipeline.preparation.briefing.register import Part, recommending
from pipeline.records import LANGS, Lang, Paragraph
from pipeline.records.lineage import Entry, LineageLink
from pipeline.records.preparation import Briefing

SUBJECTS = ("transfer of sentenced persons", "cybercrime")
"""Those that the time is measured on; ``smuggling of migrants`` is judged too, and no rule was
written on it."""
GOLD = Path(__file__).parent.parent / "gold" / "briefing.csv"
_NEAREST = 20
"""Recommendations that are linked together, as those on one subject are."""


@dataclass(frozen=True, slots=True)
class PackFigures:
    """One pack: ``seconds`` and ``processor`` seconds of the command in a process of its own, the
    slower of two runs; ``same_bytes`` whether both wrote the same file; ``quoted`` passages, of
    which ``found`` stand word for word where the pack says; ``right`` of ``judged`` recommendations
    listed were judged to be on the subject."""

    subject: str
    lang: Lang
    seconds: float
    processor: float
    same_bytes: bool
    recommendations: int
    quoted: int
    found: int
    right: int
    judged: int


@dataclass(frozen=True, slots=True)
class PartFigures:
    """Of ``entries`` those whose links to earlier, to later ones and whose chains are the same in a
    part of the register as in all of it."""

    entries: int
    before: int
    after: int
    chains: int


def packs(index: Path, subjects: Sequence[str]) -> Iterator[PackFigures]:
    """The figures of the pack on each of ``subjects`` in each language."""
    judged = _judged()
    with Collection.open(index) as held:
        for subject in subjects:
            for lang in LANGS:
                runs = [_run(index, subject, lang) for _ in range(2)]
                made = Preparation(held).briefing(subject, lang)
                quotations = list(quoted(made))
                rows = [
                    judged[key]
                    for r in made.recommendations
                    if (key := (subject, _place(r.entry))) in judged
                ]
                yield PackFigures(
                    subject,
                    lang,
                    max(seconds for seconds, _, _ in runs),
                    max(processor for _, processor, _ in runs),
                    runs[0][2] == runs[1][2],
                    len(made.recommendations),
                    len(quotations),
                    sum(_stands(held, p) for p in quotations),
                    sum(rows),
                    len(rows),
                )


def quoted(made: Briefing) -> Iterator[Paragraph]:
    """Every paragraph of which words stand in a pack."""
    entries: list[Entry | None] = [r.entry for r in made.recommendations]
    entries += [request.entry for request in made.requests]
    for provision in made.provisions:
        yield from (*provision.zh, *provision.en)
    for row in made.recommendations:
        yield from (passage.paragraph for passage in row.endorsed_by)
        for link in row.chain:
            entries += [link.earlier, link.later]
    for entry in entries:
        if entry is not None:
            yield entry.recommendation.paragraph
            if entry.counterpart:
                yield entry.counterpart.paragraph
    for wording in made.agreed:
        yield from (wording.passage.paragraph, *wording.counterpart)
    yield from (alert.passage.paragraph for alert in made.alerts)


def _stands(held: Collection, quotation: Paragraph) -> bool:
    """Whether the text of the document as its reader gave it has the words there, in a paragraph
    of that number."""
    document = held.document(quotation.symbol, quotation.lang)
    numbers = {p.start: p.number for p in held.paragraphs(quotation.symbol, quotation.lang)}
    return (
        document is not None
        and document.text[quotation.start : quotation.end] == quotation.text
        and numbers.get(quotation.start) == quotation.number
    )


def _run(index: Path, subject: str, lang: Lang) -> tuple[float, float, str]:
    """Seconds, processor seconds and the sum of the file that the command writes."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "pack.docx"
        began, before = time.perf_counter(), os.times()
        subprocess.run(
            [
                *(sys.executable, "-m", "pipeline.cli", "briefing", subject, "--lang", lang),
                *("--index", str(index), "--out", str(out)),
            ],
            check=True,
            capture_output=True,
        )
        seconds, after = time.perf_counter() - began, os.times()
        processor = sum(after[2:4]) - sum(before[2:4])
        return seconds, processor, hashlib.sha256(out.read_bytes()).hexdigest()


def _judged() -> dict[tuple[str, str], bool]:
    """By subject and place whether a recommendation is on the subject, as read by hand."""
    with GOLD.open(encoding="utf-8", newline="") as table:
        return {
            (row["subject"], f"{row['symbol']} {row['number']}"): row["on_subject"] == "yes"
            for row in csv.DictReader(table)
        }


def _place(entry: Entry) -> str:
    return f"{entry.document.symbol} {'/'.join(entry.recommendation.paragraph.number)}"


def parts(index: Path, lang: Lang, least: int, seed: int) -> PartFigures:
    """How the links of at least ``least`` recommendations, drawn with their nearest, agree with
    those of the whole register."""
    draw = random.Random(seed)
    count = before = after = chains = 0
    with Collection.open(index) as held:
        whole, every = held.lineage(lang), recommending(held.state, lang)
        asking = np.flatnonzero(every.asks)
        while count < least:
            cosines = every.vectors[asking] @ every.vectors[draw.choice(asking.tolist())]
            near = asking[np.argsort(-cosines, kind="stable")[:_NEAREST]]
            part = Part(held.state, lang, every.ids[near].tolist())
            for entry in part.chosen():
                count += 1
                before += _ends(part.lineage.of(entry)) == _ends(whole.of(entry))
                after += _ends(part.lineage.after(entry)) == _ends(whole.after(entry))
                chains += _ends(part.lineage.chain_of(entry)) == _ends(whole.chain_of(entry))
    return PartFigures(count, before, after, chains)


def _ends(links: Sequence[LineageLink]) -> set[tuple[object, ...]]:
    return {
        (link.earlier and link.earlier.key, link.later and link.later.key, link.verdict)
        for link in links
    }
