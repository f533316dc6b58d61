"""Locks between processes: files held by SQLite's own locks, on every system; they end with the
process."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from pipeline.errors import Busy

_LOOK_AGAIN = 0.05
"""Seconds between two looks at a lock that another process holds."""


@contextmanager
def locked(path: Path, busy: str, wait: float = 0.0) -> Iterator[None]:
    """Hold the lock file at ``path``, which is made where it is missing, for as long as it lasts.

    Where another process holds it longer than ``wait`` seconds, raises Busy with the line
    ``busy``.
    """
    until = time.monotonic() + wait
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as lock:
        while not _taken(lock):
            if time.monotonic() >= until:
                raise Busy(busy)
            time.sleep(_LOOK_AGAIN)
        yield


def _taken(lock: sqlite3.Connection) -> bool:
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        if "locked" not in str(error):
            raise
        return False
    return True
