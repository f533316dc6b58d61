"""How a command ends when it cannot go on: one line for what the system refuses, and what is asked
of it from outside (Ctrl-C, a closed terminal, a shutdown) obeyed in order."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import TextIO

OUTPUT = "standard output"
"""What an error names that has no file."""
_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")
"""SIGHUP is that of a terminal that closes; Windows has none."""


@contextmanager
def interruptible() -> Iterator[list[int]]:
    """The signals that came while this lasts, in order. The first ends what runs as Ctrl-C does, so
    that files are closed and other processes ended; the second ends the process at once, which
    loses nothing that was committed. One that the caller has ignored (``nohup``) stays ignored."""
    came: list[int] = []

    def end(number: int, frame: FrameType | None) -> None:
        came.append(number)
        if len(came) > 1:
            os._exit(128 + number)
        raise KeyboardInterrupt

    former = {
        number: signal.signal(number, end)
        for number in (getattr(signal, name) for name in _SIGNALS if hasattr(signal, name))
        if signal.getsignal(number) in {signal.SIG_DFL, signal.default_int_handler}
    }
    try:
        yield came
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)


def made_sound() -> None:
    """Give the process the streams that the shell closed (``>&-``), and both UTF-8."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a name may be no UTF-8
            # lines end alike on every system
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def printed(stream: TextIO) -> OSError | None:
    """Write out what waits in ``stream``; the error where it takes no more. What waits is then
    given up, which Python would else try again, and complain about, at the very end."""
    try:
        stream.flush()
    except OSError as error:
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        return error
    return None


def last_line(error: Exception) -> str | None:
    """The line for an error of the system that nobody turned into one before; None for a fault of
    the program, whose trace says more than any line."""
    from pipeline.store.disk import refusal_of

    if isinstance(error, MemoryError):
        return "not enough memory; nothing that is held has changed"
    if isinstance(error, ImportError):
        return f"a part of the program cannot be loaded: {error}"
    is_printing = isinstance(error, OSError) and error.filename == OUTPUT
    if not is_printing and (refusal := refusal_of(error)):
        return str(refusal)
    if isinstance(error, OSError):
        name = f"{error.filename}: " if error.filename else ""
        return f"{name}{error.strerror or error}"
    return None
