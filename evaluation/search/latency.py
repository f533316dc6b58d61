"""How long a search takes on an index: warm in this process, and cold from the command line.

Queries are made from the index itself, so that they ask for what is there: passages cut to the
length of a question, headings, Chinese terms of two to six characters, phrases in quotes, symbols.
"""

import json
import random
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from evaluation.memory import own_memory
from pipeline.collection import Collection
from pipeline.records import CONTENT_ROLES, LANGS, Lang, Paragraph
from pipeline.text.normalise import HAN
from pipeline.text.passage import wording

_SHORTEST = 40
"""Characters beyond which a passage is long enough for a question to be cut out of it."""
_PROGRAM = """
import atexit, json, os, sys
from evaluation.memory import own_memory

def tell():
    spent = os.times()
    print(json.dumps([spent.user + spent.system, own_memory("VmHWM")]), file=sys.stderr)

atexit.register(tell)
from pipeline.cli import main
main()
"""
"""The command line, which says at its end what it took: seconds of processor time, megabytes."""


@dataclass(frozen=True, slots=True)
class Latency:
    """Times of one kind of query in milliseconds: the median and the 95th percentile."""

    kind: str
    queries: int
    p50: float
    p95: float
    longest: float


@dataclass(frozen=True, slots=True)
class Cold:
    """One query answered by a new process: its seconds by the clock and of processor time, and the
    most memory that was resident, in megabytes (0 where the system does not tell)."""

    seconds: float
    processor: float
    memory: float


@dataclass(frozen=True, slots=True)
class LatencyReport:
    """``all`` covers the queries of all kinds; ``cold`` is the run of the median time of several;
    ``memory`` the megabytes resident in this process once all queries were answered."""

    encoder: str
    paragraphs: int
    kinds: tuple[Latency, ...]
    all: Latency
    cold: Cold
    memory: float


def latency(index: Path, queries: int = 60, cold_runs: int = 5, seed: int = 7) -> LatencyReport:
    """Measure the index in ``index`` with ``queries`` queries of each kind.

    Every query is asked once, after a few others have warmed the process up.
    """
    with Collection.open(index) as collection:
        asked = sample_queries(collection, queries, seed)
        for kind in asked.values():
            collection.search(kind[0])
        times = {
            kind: [_milliseconds(collection, query) for query in several[1:]]
            for kind, several in asked.items()
        }
        paragraphs, encoder = collection.manifest.paragraphs, collection.manifest.encoder
        memory = own_memory()
    first = next(iter(asked.values()))
    cold = sorted((_cold(index, query) for query in first[:cold_runs]), key=lambda c: c.seconds)
    return LatencyReport(
        encoder,
        paragraphs,
        tuple(_summary(kind, measured) for kind, measured in times.items()),
        _summary("all", [value for measured in times.values() for value in measured]),
        cold[len(cold) // 2],
        memory,
    )


def sample_queries(collection: Collection, number: int, seed: int) -> dict[str, list[str]]:
    """``number`` and one queries of each kind, the same ones for the same index and seed; of a
    language without passages long enough there are none."""
    chance = random.Random(seed)
    headings = collection.documents()
    found: dict[str, list[str]] = {}
    for lang in LANGS:
        pool = [heading.symbol for heading in headings if heading.lang == lang]
        drawn = chance.choices(pool, k=20 * number) if pool else []
        passages = (p for symbol in drawn for p in _one_passage(collection, symbol, lang, chance))
        texts = [wording(passage) for passage in islice(passages, number + 1)]
        if len(texts) <= number:
            continue
        found[f"words {lang}"] = [_question(text, lang, chance) for text in texts]
        found[f"phrase {lang}"] = [f'"{_question(text, lang, chance, 0.5)}"' for text in texts]
        if lang == "zh":
            found["term zh"] = [_term(text, chance) for text in texts]
    found["symbol"] = [chance.choice(headings).symbol for _ in range(number + 1)]
    return found


def _one_passage(
    collection: Collection, symbol: str, lang: Lang, chance: random.Random
) -> list[Paragraph]:
    """A passage of that document that is long enough to be asked for, or none."""
    paragraphs = collection.paragraphs(symbol, lang)
    held = [p for p in paragraphs if p.role in CONTENT_ROLES and len(p.text) > _SHORTEST]
    return chance.sample(held, min(1, len(held)))


def _question(text: str, lang: str, chance: random.Random, share: float = 1.0) -> str:
    """A stretch of ``text`` as long as a question: 4 to 12 words, or 8 to 24 characters."""
    pieces: Sequence[str] = text if lang == "zh" else text.split()
    wanted = round((chance.randint(8, 24) if lang == "zh" else chance.randint(4, 12)) * share)
    start = chance.randrange(max(1, len(pieces) - wanted))
    stretch = pieces[start : start + wanted]
    cut = "".join(stretch) if lang == "zh" else " ".join(stretch)
    return re.sub('[“”"「」『』]', "", cut).strip() or text[:8]


def _term(text: str, chance: random.Random) -> str:
    """Two to six Han characters in a row."""
    runs = re.findall(f"[{HAN}]{{6,}}", text) or ["人权理事会"]
    run, length = chance.choice(runs), chance.randint(2, 6)
    start = chance.randrange(max(1, len(run) - length))
    return str(run[start : start + length])


def _milliseconds(collection: Collection, query: str) -> float:
    began = time.perf_counter()
    collection.search(query)
    return (time.perf_counter() - began) * 1000


def _cold(index: Path, query: str) -> Cold:
    command = [sys.executable, "-c", _PROGRAM, "search", query, "--index", str(index), "--json"]
    began = time.perf_counter()
    run = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8")
    seconds = time.perf_counter() - began
    processor, memory = json.loads(run.stderr.splitlines()[-1])
    return Cold(seconds, processor, memory)


def _summary(kind: str, times: Sequence[float]) -> Latency:
    ordered = sorted(times)
    last = len(ordered) - 1
    return Latency(
        kind, len(ordered), ordered[last // 2], ordered[round(last * 0.95)], ordered[last]
    )
