"""Files to documents ready for the store, in a pool of processes where there are many.

Reading, segmenting and tokenising take most of the time of an ingest and need no index, so other
processes do them while this one encodes and writes. Results come in the order of the files.
"""

import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, fields
from itertools import chain, islice
from multiprocessing import get_context, parent_process

from pipeline.closed import shut
from pipeline.errors import InputError
from pipeline.readers import read_bytes
from pipeline.recommend import recommendations
from pipeline.records import Given, Refusal
from pipeline.segment import remarks, segment
from pipeline.store.originals import packed
from pipeline.store.writing import Prepared, twin_number
from pipeline.text.citations import provisions, read_citations, references
from pipeline.text.passage import wording
from pipeline.text.tokenise import grams, marks, words

FEW = 64
"""Up to this many files are read in this process: starting others takes longer."""
_CHUNK_FILES = 16
_CHUNK_BYTES = 1 << 20
_PRIORITY = 10
"""Of an ingest, where 0 is ordinary and 19 the last (POSIX)."""
_AHEAD = 3
"""Chunks for each process that wait or are being worked on; bounds the memory."""


@dataclass(frozen=True, slots=True)
class Task:
    """A file's name, bytes and metadata from outside it."""

    path: str
    content: bytes
    given: Given


def merged(first: Given, second: Given) -> Given:
    """The values of ``first``, and those of ``second`` where ``first`` has none."""
    values = {f.name: getattr(first, f.name) or getattr(second, f.name) for f in fields(Given)}
    return Given(**values)


def prepare(task: Task) -> Prepared | Refusal:
    """Read, segment and tokenise one file; a Refusal where it cannot be taken in."""
    try:
        document = read_bytes(task.path, task.content, task.given)
        paragraphs = segment(document)
        if not paragraphs:
            return Refusal(task.path, "no paragraph in the text")
        read = read_citations(document, paragraphs)
        chinese = document.lang == "zh"
        return Prepared(
            document,
            task.given,
            paragraphs,
            tuple(" ".join(words(p.text, p.lang)) for p in paragraphs),
            tuple(" ".join(grams(p.text)) if chinese else "" for p in paragraphs),
            tuple(" ".join(marks(p.text)) for p in paragraphs),
            tuple(twin_number(wording(p)) for p in paragraphs),
            recommendations(document, paragraphs, read.cited),
            remarks(document, paragraphs),
            references(paragraphs, read),
            provisions(paragraphs, read),
            packed(task.content),
        )
    except InputError as error:
        return Refusal(task.path, error.reason)
    except Exception as error:  # one file that trips a rule must not stop five thousand others
        # its message may repeat words of the text, which no log is to hold
        return Refusal(task.path, f"could not be read ({type(error).__name__})")


def prepare_all(tasks: Iterable[Task], workers: int | None = None) -> Iterator[Prepared | Refusal]:
    """``prepare`` each task, in order; ``workers`` other processes help (None: one for each of at
    most four processors) unless there are ``FEW`` tasks or ``workers`` is 0."""
    stream = iter(tasks)
    helpers = min(4, os.cpu_count() or 1) if workers is None else workers
    first = list(islice(stream, FEW + 1)) if helpers else []
    if len(first) <= FEW:
        yield from map(prepare, chain(first, stream))
        return
    yield from _in_processes(_chunks(chain(first, stream)), helpers)


def _in_processes(chunks: Iterator[list[Task]], workers: int) -> Iterator[Prepared | Refusal]:
    waiting: deque[tuple[list[Task], Future[list[Prepared | Refusal]]]] = deque()
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_as_helper)
    try:
        for chunk in chunks:
            try:
                with _uninterrupted():
                    future = pool.submit(_prepare_chunk, chunk)
                waiting.append((chunk, future))
            except BrokenProcessPool:
                yield from _results(waiting)
                yield from map(prepare, chunk)
                continue
            if len(waiting) > _AHEAD * workers:
                yield from _result(*waiting.popleft())
        yield from _results(waiting)
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Hold an interrupt from the keyboard back for a moment, so that a process started meanwhile
    does not get it before it has said that it does not care; this one gets it afterwards."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _results(
    waiting: deque[tuple[list[Task], Future[list[Prepared | Refusal]]]],
) -> Iterator[Prepared | Refusal]:
    while waiting:
        yield from _result(*waiting.popleft())


def _result(
    chunk: list[Task], future: Future[list[Prepared | Refusal]]
) -> Iterable[Prepared | Refusal]:
    """What a process made of ``chunk``; made here where the processes cannot run or were killed,
    as in a program that starts an ingest without the guard that ``multiprocessing`` asks for."""
    try:
        return future.result()
    except BrokenProcessPool:
        return map(prepare, chunk)


def _prepare_chunk(chunk: list[Task]) -> list[Prepared | Refusal]:
    return [prepare(task) for task in chunk]


def _chunks(tasks: Iterable[Task]) -> Iterator[list[Task]]:
    chunk: list[Task] = []
    size = 0
    for task in tasks:
        chunk.append(task)
        size += len(task.content)
        if len(chunk) >= _CHUNK_FILES or size >= _CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def give_way() -> None:
    """Let other processes of the machine go first from now on: whoever searches waits for an
    answer, an ingest does not. Called again it does nothing; on Windows it does nothing at all."""
    if hasattr(os, "setpriority"):
        held = os.getpriority(os.PRIO_PROCESS, 0)
        os.setpriority(os.PRIO_PROCESS, 0, max(held, _PRIORITY))


def _as_helper() -> None:
    """Leave an interrupt from the keyboard to the process that started this one, reach no other
    machine, and end with that process even when it is killed, for which nobody else cares."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    give_way()
    shut()
    parent = parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
