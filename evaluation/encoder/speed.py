"""How fast an encoder is: paragraphs a second, the wait for the first vector, and what it costs to
compare the figures, dates and citations of the nearest passages."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from evaluation.encoder.second_look import counted
from pipeline.encode import Encoder
from pipeline.search.signals import signals
from pipeline.text.normalise import detect_lang

COMPARED = 30
"""Passages whose signals are compared at once, as many as ``retrieval --signals`` does."""

PROGRAM = """
import sys
from pipeline.encode import load_encoder
load_encoder(sys.argv[1]).encode(["缔约国 States Parties"])
"""


@dataclass(frozen=True, slots=True)
class Speed:
    """``paragraphs`` encoded in ``seconds``; ``start`` is the median of the seconds that a new
    process took until it had its first vector and had ended; ``compared_ms`` the median of the
    milliseconds of processor time that ``COMPARED`` of the texts take to be read for signals and
    put into order."""

    encoder: str
    paragraphs: int
    seconds: float
    start: float
    compared_ms: float

    @property
    def per_second(self) -> float:
        return self.paragraphs / self.seconds


def measure_speed(texts: Sequence[str], encoder: Encoder, name: str, runs: int = 5) -> Speed:
    """Encode all texts with a warm encoder, best of ``runs``; ``name`` loads it afresh."""
    encoder.encode(texts[:256])
    seconds = min(_seconds_to_encode(texts, encoder) for _ in range(runs))
    starts = sorted(_seconds_to_start(name) for _ in range(runs))
    groups = [texts[at : at + COMPARED] for at in range(0, len(texts), COMPARED)]
    compared = median(_seconds_to_compare(group) for group in groups)
    return Speed(encoder.name, len(texts), seconds, starts[runs // 2], 1000 * compared)


def keep_to_one_core() -> None:
    """Bind this process and those it starts to one core, where the system can do that."""
    os.environ["RAYON_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def _seconds_to_encode(texts: Sequence[str], encoder: Encoder) -> float:
    began = time.perf_counter()
    encoder.encode(texts)
    return time.perf_counter() - began


def _seconds_to_compare(texts: Sequence[str]) -> float:
    began = time.process_time()
    read = [signals(text, detect_lang(text)) for text in texts]
    counted(read[0], np.zeros(len(read), dtype=np.float32), read)
    return time.process_time() - began


def _seconds_to_start(name: str) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", PROGRAM, name], check=True)
    return time.perf_counter() - began
