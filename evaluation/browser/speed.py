"""How long one visitor waits for each thing the app is asked for, by the browser's own clock."""

import statistics
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from evaluation.browser.chromium import chromium, opened, settled, took, visitor, watch
from evaluation.browser.server import Served, served, warmed
from pipeline.records import LANGS, Lang

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page

CARDS = "article.card"
ROWS = "table.parallel tbody tr"
CHART = "[data-testid=stVegaLiteChart]"
FOOT = "footer.foot"
"""What a page draws last."""
LONG = ("A/RES/76/258", "A/RES/74/19", "A/RES/78/69", "A/RES/75/239", "A/RES/76/72", "A/RES/77/248")
"""Texts of 612, 612, 624, 627, 652 and 663 paragraphs."""
LONGER = "A/RES/79/243"
"""Of 713 paragraphs."""


@dataclass(frozen=True, slots=True)
class Waited:
    """One thing asked for: the milliseconds of the first time in the life of the server, the median
    of the ``runs`` times after it and the longest of these, and the bar, None where there is
    none."""

    what: str
    first: float
    median: float
    longest: float
    runs: int
    bar: float | None


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the browser fetches when a visitor opens the app: with an empty cache, and again."""

    requests: int
    megabytes: float
    again_requests: int
    again_megabytes: float


@dataclass(frozen=True, slots=True)
class Opening:
    """A page of the app, and what of it is to be seen first."""

    name: str
    path: str
    selector: str


OPENINGS = (
    Opening("search", "?", "[data-testid=stMain] .lead"),
    Opening("search with its hits", "?q=extradition of nationals", CARDS),
    Opening("compare", "compare?symbol=A/RES/78/1", ROWS),
    Opening("document", "document?symbol=A/RES/78/1", ".edition .para"),
    Opening("review", "review?", FOOT),
    Opening("recommendations", "recommendations?", "[data-testid=stMain] table"),
    Opening("articles", "articles?", FOOT),
    Opening("trends, to its counts", "trends?", "[data-testid=stMain] table.counts"),
    Opening("trends, to its chart", "trends?", CHART),
    Opening("terms", "terms?", FOOT),
    Opening("preparation", "preparation?", FOOT),
    Opening("practice", "practice?", FOOT),
    Opening("corpus", "corpus?", FOOT),
)
PAINT, HITS, COMPARED, TREND = 2500.0, 700.0, 2000.0, 700.0
"""Bars in milliseconds."""


async def speeds(
    index: Path, runs: int, only: Sequence[str], tell: Callable[[Waited], None]
) -> Loaded:
    """Serve ``index``, ask for everything whose name holds a word of ``only`` (all where there is
    none) once and then ``runs`` times, each time as a new visitor, and ``tell`` what each took, as
    soon as it is known."""

    def is_wanted(what: str) -> bool:
        return not only or any(word in what for word in only)

    with served(index) as app:
        await warmed(app)
        async with chromium() as browser:
            for opening in OPENINGS:
                for lang in LANGS:
                    what = f"open {opening.name} ({lang})"
                    if is_wanted(what):
                        measured = await _page(browser, app, opening, lang, runs)
                        tell(_waited(what, measured, PAINT))
            for what, bar, act in _ACTS:
                if is_wanted(what):
                    measured = [await act(browser, app, run) for run in range(runs + 1)]
                    tell(_waited(what, measured, bar))
            return await _loaded(browser, app)


async def _page(
    browser: "Browser", app: Served, opening: Opening, lang: Lang, runs: int
) -> list[float]:
    """A page opened by its address: from the navigation until it shows something of its own."""
    measured: list[float] = []
    url = f"{app.address}/{opening.path}&lang={lang}"
    for _ in range(runs + 1):
        async with visitor(browser) as page:
            measured.append(await opened(page, url, opening.selector))
    return measured


async def _search(browser: "Browser", app: Served, run: int) -> float:
    """A query typed into the open page: from Enter until hits are drawn."""
    query = _QUERIES[run % len(_QUERIES)]
    async with visitor(browser) as page:
        await page.goto(f"{app.address}/?lang=en")
        await page.wait_for_selector(FOOT)
        await settled(page)
        box = page.locator("[data-testid=stMain] input[type=text]").first
        await box.fill(query)
        await watch(page, CARDS)
        await box.press("Enter")
        return await took(page)


async def _search_again(browser: "Browser", app: Served, run: int) -> float:
    """Another query typed where there are hits already."""
    async with visitor(browser) as page:
        await _hits(page, app)
        box = page.locator("[data-testid=stMain] input[type=text]").first
        await box.fill(_QUERIES[(run + 1) % len(_QUERIES)])
        await watch(page, CARDS)
        await box.press("Enter")
        return await took(page)


async def _filter(browser: "Browser", app: Served, run: int) -> float:
    """Hits in other languages switched off: from the press until the others are drawn."""
    async with visitor(browser) as page:
        await _hits(page, app)
        fold = page.locator("[data-testid=stCheckbox] label").first
        await watch(page, CARDS)
        await fold.click()
        return await took(page)


async def _hits(page: "Page", app: Served) -> None:
    await page.goto(f"{app.address}/?lang=en&q=assets of the offence shall be returned")
    await page.wait_for_selector(CARDS)
    await settled(page)


async def _card(browser: "Browser", app: Served, run: int) -> float:
    """The citation of a hit pressed: until the text it stands in is drawn."""
    async with visitor(browser) as page:
        await _hits(page, app)
        cite = page.locator(f"{CARDS} a[href^=document]").first
        return await _followed(page, cite.click, ".edition .para")


async def _to_trends(browser: "Browser", app: Served, run: int) -> float:
    """Trends pressed in the navigation: until the chart is drawn."""
    async with visitor(browser) as page:
        await _hits(page, app)
        link = page.get_by_role("link", name="Trends", exact=True).first
        await watch(page, CHART)
        await link.click()
        return await took(page)


async def _followed(page: "Page", press: Callable[[], Awaitable[None]], selector: str) -> float:
    """Milliseconds from a press on a link to another page until ``selector`` is to be seen, also
    where the browser loads the app anew on the way."""
    started = float(await page.evaluate("Date.now()"))
    await press()
    await page.wait_for_url("**/document?**")
    await page.wait_for_selector(selector)
    await page.evaluate("() => new Promise(requestAnimationFrame)")
    return float(await page.evaluate("Date.now()")) - started


async def _trend(browser: "Browser", app: Served, run: int) -> float:
    """Another measure chosen: from the press until its chart is drawn."""
    async with visitor(browser) as page:
        await page.goto(f"{app.address}/trends?lang=en")
        await page.wait_for_selector(FOOT)
        await settled(page)
        await watch(page, CHART)
        await page.get_by_text("Addressee", exact=True).first.click()
        return await took(page)


async def _compare(browser: "Browser", app: Served, symbol: str) -> float:
    async with visitor(browser) as page:
        await page.goto(f"{app.address}/compare?lang=en&symbol=A/RES/78/1")
        await page.wait_for_selector(ROWS)
        await settled(page)
        box = page.locator("[data-testid=stMain] [data-testid=stSelectbox] input").first
        await box.click()
        await box.fill(symbol)
        await watch(page, ROWS)
        await box.press("Enter")
        return await took(page)


async def _long(browser: "Browser", app: Served, run: int) -> float:
    """A text that nobody compared since the server began, while there are such."""
    return await _compare(browser, app, LONG[run % len(LONG)])


async def _longer(browser: "Browser", app: Served, run: int) -> float:
    return await _compare(browser, app, LONGER)


_QUERIES = (
    "joint investigation teams",
    "video link testimony of a witness",
    "保护举报人和证人",
    "transfer of sentenced persons",
    "追回资产",
    "technical assistance to developing countries",
)
_ACTS: Sequence[tuple[str, float | None, Callable[["Browser", Served, int], Awaitable[float]]]] = (
    ("a query and Enter, to the hits", HITS, _search),
    ("another query, to its hits", HITS, _search_again),
    ("a switch of the search, to its hits", HITS, _filter),
    ("a citation pressed, to the text", None, _card),
    ("from search to trends by the navigation", None, _to_trends),
    ("another measure, to its chart", TREND, _trend),
    ("a text of 600 paragraphs compared, each for the first time", COMPARED, _long),
    (f"{LONGER} (713 paragraphs) compared", COMPARED, _longer),
)


def _waited(what: str, measured: Sequence[float], bar: float | None) -> Waited:
    first, *later = measured
    rest = later or [first]
    return Waited(what, first, statistics.median(rest), max(rest), len(later), bar)


async def _loaded(browser: "Browser", app: Served) -> Loaded:
    """What a first visit and a second one fetch."""
    counts: list[tuple[int, float]] = []
    async with visitor(browser) as page:
        session = await page.context.new_cdp_session(page)
        sizes: list[float] = []
        session.on("Network.loadingFinished", lambda told: sizes.append(told["encodedDataLength"]))
        await session.send("Network.enable")
        for _ in range(2):
            sizes.clear()
            await page.goto(f"{app.address}/?lang=en")
            await page.wait_for_selector(FOOT)
            await settled(page)
            counts.append((len(sizes), sum(sizes) / 1e6))
    (first, size), (again, again_size) = counts
    return Loaded(first, size, again, again_size)
