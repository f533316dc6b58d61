"""What the first visitors would wait for, done by the server while it waits for them.

The lineage of the register is left out: on hundreds of thousands of passages it takes a minute of
a processor and a third of the memory, and few visits ask for it; the page says what is being done.
"""

import importlib
import os
import pkgutil
import threading
import time

from pipeline.collection import Collection
from pipeline.errors import TongwenError
from pipeline.records import LANGS

_LIBRARIES = ("pandas", "altair", "scipy.stats", "networkx", "rapidfuzz")
"""What the pages import where they first use it."""
_GENTLE = 5
"""How far the thread stands behind those that answer visitors, of 19."""
_SERVES_WITHIN = 60.0
"""Seconds after which a server that does not run yet is waited for no longer."""


def begin() -> threading.Thread:
    """Start to warm up in a thread of its own, which ends by itself, also where there is no index
    or one that cannot be read: a page says so when it is opened."""
    thread = threading.Thread(target=_wait, name="warming", daemon=True)
    thread.start()
    return thread


def _wait() -> None:
    if hasattr(os, "setpriority"):  # on Linux a thread has a priority of its own
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _GENTLE)
    from streamlit import runtime

    until = time.monotonic() + _SERVES_WITHIN
    while not runtime.exists():
        if time.monotonic() > until:
            return
        time.sleep(0.1)
    from ui import frame

    try:
        warm(frame.opened())
    except TongwenError:
        return


def warm(held: Collection) -> None:
    """Search once in each language, then count the register; the order is that of the pages asked
    for most."""
    headings = held.documents()
    for lang in LANGS:  # for the words of a title of each language
        held.search(next((h.title for h in headings if h.lang == lang and h.title), lang))
    for heading in headings[:1]:  # what names one text is found among what names any
        held.recalling(heading.symbol)
        held.concepts(heading.symbol)
    from ui import pages

    own = (f"ui.pages.{found.name}" for found in pkgutil.iter_modules(pages.__path__))
    for name in (*_LIBRARIES, *own):
        importlib.import_module(name)
    from ui.register.recommended import offered_of
    from ui.trends.counting import points_of, tendencies_of

    points = points_of(held, "strength")
    for body in dict.fromkeys(point.body for point in points):
        tendencies_of(held, "strength", body)
    held.trend_background("article")
    held.article_index()
    for lang in LANGS:
        offered_of(held, lang)
