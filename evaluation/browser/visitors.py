"""Many visitors at once, each in a window of their own, who search, read a while, search again."""

import asyncio
import csv
import random
import statistics
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from evaluation.browser.chromium import chromium, settled, took, visitor, watch
from evaluation.browser.server import Served, served, warmed
from evaluation.browser.speed import CARDS, FOOT
from pipeline.records import LANGS, Lang

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page

_NEEDS = Path(__file__).parent.parent / "gold" / "needs.csv"
_THINKS = (4.0, 10.0)
"""Seconds that a visitor reads before the next query: least and most."""
_WIDE = (
    "compare?symbol=A/RES/76/258",
    "trends?",
    "trends?by=addressee",
    "recommendations?",
    "?q=extradition of nationals",
)
"""What the visitors whose memory is measured open, one after another."""
_ANSWER = f"{CARDS}, [data-testid=stMain] .notice"


@dataclass(frozen=True, slots=True)
class Memory:
    """Megabytes of the server (PSS) when so many visitors had opened pages; ``opened`` says
    which."""

    visitors: int
    opened: str
    megabytes: float


@dataclass(frozen=True, slots=True)
class Crowd:
    """What came of a crowd: milliseconds from Enter to hits over all searches, errors by their
    words, and seconds of processor that the server used of those that passed."""

    visitors: int
    searches: int
    median: float
    p95: float
    longest: float
    errors: tuple[str, ...]
    processor: float
    seconds: float
    memory: tuple[Memory, ...]


async def crowd(index: Path, visitors: int, seconds: float, seed: int = 7) -> Crowd:
    """Serve ``index``; weigh it for one visitor and for five who open every heavy page; then let
    ``visitors`` search for ``seconds``, each with queries of their own, in either language."""
    with served(index) as app:
        await warmed(app)
        async with chromium() as browser:
            memory = [await _weighed(browser, app, number) for number in (1, 5)]
            async with _windows(browser, app, visitors) as pages:
                before = app.processor()
                until = asyncio.get_running_loop().time() + seconds
                results = await asyncio.gather(
                    *(_searching(page, random.Random(seed + n), until)
                      for n, page in enumerate(pages))
                )  # fmt: skip
                memory.append(Memory(visitors, "search", app.memory()))
                used = app.processor() - before
        times = sorted(time for found, _ in results for time in found)
        errors = (*(word for _, wrong in results for word in wrong), *app.complaints())
    cuts = statistics.quantiles(times, n=20) if len(times) > 1 else [*times] * 19
    return Crowd(
        visitors, len(times), statistics.median(times), cuts[18], times[-1], errors, used, seconds,
        tuple(memory),
    )  # fmt: skip


async def _weighed(browser: "Browser", app: Served, number: int) -> Memory:
    """The memory once ``number`` visitors at once have each opened everything in ``_WIDE``."""
    async with _windows(browser, app, number) as pages:
        for path in _WIDE:
            await asyncio.gather(*(_open(page, f"{app.address}/{path}&lang=en") for page in pages))
        return Memory(number, "compare, trends, recommendations, search", app.memory())


async def _open(page: "Page", url: str) -> None:
    await page.goto(url)
    await page.wait_for_selector(FOOT)
    await settled(page)


@asynccontextmanager
async def _windows(browser: "Browser", app: Served, number: int) -> AsyncIterator[Sequence["Page"]]:
    """Windows of visitors, half of them in Chinese, with the app open in each."""
    async with AsyncExitStack() as open_until:
        pages = []
        for n in range(number):
            lang = LANGS[n % 2]
            locale = "zh-CN" if lang == "zh" else "en-GB"
            page = await open_until.enter_async_context(visitor(browser, locale))
            await _open(page, f"{app.address}/?lang={lang}")
            pages.append(page)
        yield pages


async def _searching(
    page: "Page", chance: random.Random, until: float
) -> tuple[list[float], list[str]]:
    """Search and read by turns until the moment ``until``: the milliseconds of each search, and
    what went wrong."""
    from playwright.async_api import Error

    times: list[float] = []
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(f"exception in the page: {error}"))
    queries = _queries(chance)
    clock = asyncio.get_running_loop()
    await asyncio.sleep(chance.uniform(0, _THINKS[1]))
    while clock.time() < until:
        box = page.locator("[data-testid=stMain] input[type=text]").first
        try:
            await box.fill(next(queries))
            await watch(page, _ANSWER)
            await box.press("Enter")
            times.append(await took(page))
            await settled(page)
            if await page.locator("[data-testid=stException], .notice[role=alert]").count():
                wrong.append("an error is shown in place of hits")
        except Error as error:
            wrong.append(error.message.splitlines()[0])
        await asyncio.sleep(chance.uniform(*_THINKS))
    return times, wrong


def _queries(chance: random.Random) -> Iterator[str]:
    """The judged needs in an order of chance, now in Chinese and now in English, for ever."""
    with _NEEDS.open(encoding="utf-8", newline="") as lines:
        needs = list(csv.DictReader(lines))
    while True:
        for need in chance.sample(needs, len(needs)):
            lang: Lang = chance.choice(LANGS)
            yield need[lang]
