"""Seconds that the page of recommendations takes on an index, from what it computes to its HTML and
its files."""

import time
from collections.abc import Callable, Iterator, Sized
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from pipeline.collection import Collection
from pipeline.records import Lang
from pipeline.strings import Strings
from pipeline.views.files import csv_bytes, xlsx_bytes
from pipeline.views.register.choices import CHOICES, Wanted, matching, offered
from pipeline.views.register.frames import links_frame, register_frame, requests_frame
from pipeline.views.register.lineages import links_table
from pipeline.views.register.requests import requests_table
from pipeline.views.register.rows import register_table

_T = TypeVar("_T", bound=Sized)
_ROWS = 50
"""Rows that the page draws at once."""


@dataclass(frozen=True, slots=True)
class Step:
    """What was done, over how many rows, in how many seconds of the clock and of the processor."""

    name: str
    rows: int
    seconds: float
    processor: float


def page_times(index: Path, lang: Lang) -> Iterator[Step]:
    """The steps of the page in the order in which a visitor meets them, each done once."""
    say = Strings(lang)
    with Collection.open(index) as held:
        held.encoder()
        entries, step = _timed("register read", lambda: held.register(lang))
        yield step
        yield _timed("codes counted", lambda: [offered(entries, c) for c in CHOICES])[1]
        words = Wanted(words="report", strength=("requests",))
        yield _timed("rows chosen by strength and word", lambda: matching(entries, words))[1]
        part = entries[:_ROWS]
        yield _timed("page of rows drawn", lambda: register_table(part, {}, say), len(part))[1]
        found, step = _timed("lineage", lambda: held.lineage(lang).links)
        yield step
        links = [link for link in found if link.earlier and link.later][:_ROWS]
        yield _timed("page of links drawn", lambda: links_table(links, say), len(links))[1]
        asked, step = _timed("requests", lambda: held.requests(lang))
        yield step
        shown = asked[:_ROWS]
        yield _timed("page of requests drawn", lambda: requests_table(shown, {}, say), len(shown))[
            1
        ]
        kin = entries[len(entries) // 2]
        yield _timed("like content of one row", lambda: held.kin(kin), len(entries))[1]
        for name, frame in (
            ("register", lambda: register_frame(entries, {}, say)),
            ("links", lambda: links_frame(found, say)),
            ("requests", lambda: requests_frame(asked, {}, say)),
        ):
            made, step = _timed(f"table of {name}", frame)
            yield step
            yield _timed(f"{name} as CSV", partial(csv_bytes, made), len(made))[1]
            yield _timed(f"{name} as Excel", partial(xlsx_bytes, made, "t"), len(made))[1]


def _timed(name: str, call: Callable[[], _T], rows: int | None = None) -> tuple[_T, Step]:
    clock, processor = time.perf_counter(), time.process_time()
    found = call()
    clock, processor = time.perf_counter() - clock, time.process_time() - processor
    return found, Step(name, len(found) if rows is None else rows, clock, processor)
