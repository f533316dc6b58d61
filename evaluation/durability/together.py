"""Readers at work while a writer changes the index under them.

The writer takes in the same texts over and over, each time with another figure in every paragraph,
so that a passage tells by itself which state it is from: an answer whose passages do not all carry
one figure is torn. Readers ask at the pace of people.
"""

import random
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.collection import Collection
from pipeline.encode import BUILT_IN, load_encoder
from pipeline.ingest import give_way, ingest
from pipeline.records import Match

_FIGURE = re.compile(r"(?:文本|text )(\d+)")
PAUSE = 0.25
"""Seconds that a reader waits between two questions."""
_QUESTIONS = (
    "司法协助", "引渡请求", "缔约国应当合作", "返还资产", "第三次会议", "秘书处提交报告",
    "mutual legal assistance", "extradition requests", "States shall cooperate",
    "return of assets", "report of the secretariat", "joint investigations", "article 18",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Read:
    """What one reader saw: milliseconds of each answer, how many states it saw, what was wrong."""

    milliseconds: tuple[float, ...]
    states: int
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Together:
    """All readers: 95th percentiles without and with the writer, in milliseconds; how often the
    writer changed the index, how many answers were given, what was wrong."""

    quiet: float
    busy: float
    median_quiet: float
    median_busy: float
    changes: int
    answers: int
    states: int
    faults: tuple[str, ...]


def together(folder: Path, readers: int, minutes: float, pairs: int) -> Together:
    """``readers`` read an index of ``pairs`` texts in both languages, first alone for a fifth of
    the time, then for ``minutes`` beside a writer."""
    corpus, index = folder / "corpus", folder / "index"
    write_texts(corpus, pairs, 1)
    ingest([corpus], index, load_encoder(BUILT_IN))
    quiet = _read(index, readers, minutes * 12)
    context = get_context("spawn")
    stop = context.Event()
    told = context.SimpleQueue()
    writer = context.Process(target=_write, args=(corpus, index, pairs, stop, told))
    writer.start()
    busy = _read(index, readers, minutes * 60)
    stop.set()
    changes, fault = told.get()
    writer.join()
    faults = [f for read in (*quiet, *busy) for f in read.faults] + ([fault] if fault else [])
    times = [[ms for read in reads for ms in read.milliseconds] for reads in (quiet, busy)]
    (quiet95, busy95), (quiet50, busy50) = (
        [float(np.percentile(each, share)) for each in times] for share in (95, 50)
    )
    return Together(
        quiet95,
        busy95,
        quiet50,
        busy50,
        changes,
        sum(map(len, times)),
        max(read.states for read in busy),
        tuple(faults),
    )


def write_texts(corpus: Path, pairs: int, figure: int) -> None:
    """Resolutions in both languages in which every paragraph carries ``figure``."""
    corpus.mkdir(exist_ok=True)
    for number in range(1, pairs + 1):
        for lang, lines in (("zh", _CHINESE), ("en", _ENGLISH)):
            text = "\n\n".join(
                f"{n}. {line.format(n=number, of=figure)}" for n, line in enumerate(lines, 1)
            )
            (corpus / f"t{number}.{lang}.txt").write_text(text, encoding="utf-8")
    rows = (
        f'[[files]]\npath = "t{n}.{lang}.txt"\nsymbol = "T/RES/{n}/1"\nlang = "{lang}"\n'
        f'body = "T"\nsession = "{n}"\ndate = "2020-01-01"\ntitle = "T"\n'
        for n in range(1, pairs + 1)
        for lang in ("zh", "en")
    )
    (corpus / "corpus.toml").write_text("\n".join(rows), encoding="utf-8")


_CHINESE = (
    "缔约国应当就第{n}类请求彼此提供司法协助（文本{of}）；",
    "请秘书处就第{n}次会议的引渡请求提交报告（文本{of}）；",
    "敦促会员国在返还资产方面开展合作，包括设立第{n}个联合侦查组（文本{of}）。",
)
_ENGLISH = (
    "States parties shall afford one another legal assistance in requests of kind {n} (text {of});",
    "Requests the secretariat to report on extradition requests at meeting {n} (text {of});",
    "Urges Member States to cooperate in the return of assets, with joint team {n} (text {of}).",
)


def _write(corpus: Path, index: Path, pairs: int, stop: Event, told: Any) -> None:
    give_way()  # as the command does
    encoder = load_encoder(BUILT_IN)
    figure, fault = 1, ""
    try:
        while not stop.is_set():
            figure += 1
            write_texts(corpus, pairs, figure)
            report = ingest([corpus], index, encoder)
            if report.replaced != 2 * pairs:
                fault = f"text {figure}: {report.replaced} of {2 * pairs} files replaced"
    except Exception as error:  # whatever it is, it is what the run looks for
        fault = f"writer: {type(error).__name__}: {error}"
    told.put((figure - 1, fault))


def _read(index: Path, readers: int, seconds: float) -> Sequence[Read]:
    context = get_context("spawn")
    queue = context.SimpleQueue()
    processes = [
        context.Process(target=_reader, args=(index, seconds, seed, queue))
        for seed in range(readers)
    ]
    for process in processes:
        process.start()
    found = [queue.get() for _ in processes]
    for process in processes:
        process.join()
    return found


def _reader(index: Path, seconds: float, seed: int, queue: Any) -> None:
    drawn = random.Random(seed)
    times: list[float] = []
    faults: list[str] = []
    states: set[int] = set()
    try:
        with Collection.open(index) as held:
            held.search(_QUESTIONS[0])
            until = time.monotonic() + seconds
            while time.monotonic() < until:
                question = drawn.choice(_QUESTIONS)
                began = time.perf_counter()
                held.refresh()
                found = held.search(question, k=10)
                matches = [*found.zh, *found.en]
                times.append(1000 * (time.perf_counter() - began))
                states.add(held.manifest.generation)
                faults += torn(question, matches)
                time.sleep(drawn.uniform(0, 2 * PAUSE))
    except Exception as error:  # whatever it is, it is what the run looks for
        faults.append(f"reader: {type(error).__name__}: {error}")
    queue.put(Read(tuple(times), len(states), tuple(faults[:10])))


def torn(question: str, matches: Sequence[Match]) -> list[str]:
    """Whether the passages of one answer, with their counterparts, are of more than one state."""
    passages = [p for m in matches for p in (m.paragraph, *m.counterpart)]
    figures = {found[1] for p in passages if (found := _FIGURE.search(p.text))}
    return [f"{question}: passages of texts {sorted(figures)}"] if len(figures) > 1 else []
