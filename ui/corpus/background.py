"""Work on the index that goes on in a thread of the server while pages come and go: one at a time,
seen by every visitor, with what came of the last one.

The thread is none of a page's run: whoever leaves the page or closes the window stops nothing. A
server that is ended meanwhile leaves the index as it was; the work that was staged waits, and the
next one carries it on.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from pipeline.errors import Busy, TongwenError
from pipeline.ingest import IngestReport, Progress
from pipeline.records import Heading
from ui.keep import kept

Kind: TypeAlias = Literal["taking", "removing"]
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Running:
    """Work under way: since when (a monotonic clock), on how many files or texts (0 where nobody
    knows), how far it is, and whether somebody asked for its end."""

    kind: Kind
    of: int
    began: float
    step: Progress | None = None
    stopping: bool = False

    @property
    def seconds(self) -> float:
        """How long it has been going on."""
        return time.monotonic() - self.began


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of work: the report of an ingest, the texts removed with their paragraphs, or why
    it could not be done; ``untouched`` names the files that were left when it was stopped."""

    report: IngestReport | None = None
    removed: tuple[tuple[Heading, int], ...] = ()
    error: TongwenError | None = None
    untouched: tuple[str, ...] = ()


Work: TypeAlias = Callable[["Bench"], Outcome]


class Bench:
    """Where work on one index is done; shared by all visitors and all threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: Running | None = None
        self._last: Outcome | None = None
        self._number = 0

    @property
    def running(self) -> Running | None:
        """The work under way, None where there is none."""
        return self._running

    @property
    def last(self) -> tuple[int, Outcome] | None:
        """What came of the last work, and its number; None before any was done."""
        return (self._number, self._last) if self._last else None

    def start(self, kind: Kind, of: int, work: Work) -> None:
        """Do ``work`` in a thread; Busy where other work is under way."""
        with self._lock:
            if self._running:
                raise Busy(f"{self._running.kind} is under way; try again when it is done")
            self._running = Running(kind, of, time.monotonic())
        threading.Thread(target=self._do, args=(work,), name=f"tongwen-{kind}", daemon=True).start()

    def tell(self, step: Progress) -> None:
        """Note how far the work is."""
        with self._lock:
            if self._running:
                self._running = replace(self._running, step=step)

    def stop(self) -> None:
        """Ask the work to take up nothing more; what it has begun is finished."""
        with self._lock:
            if self._running:
                self._running = replace(self._running, stopping=True)

    @property
    def stopping(self) -> bool:
        """Whether the end of the work was asked for."""
        return bool(self._running and self._running.stopping)

    def _do(self, work: Work) -> None:
        try:
            outcome = work(self)
        except TongwenError as error:
            outcome = Outcome(error=error)
        except Exception as error:  # a thread has nobody else to tell it
            _LOG.exception("work on the index failed")
            outcome = Outcome(error=TongwenError(f"it failed ({type(error).__name__})"))
        with self._lock:
            self._last, self._running = outcome, None
            self._number += 1


@kept()
def bench(folder: str) -> Bench:
    """The bench of the index in ``folder``."""
    return Bench()
