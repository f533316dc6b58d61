"""Two versions side by side in a real browser: when the rows come, and how they scroll."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from evaluation.browser.chromium import chromium, opened, settled, visitor
from evaluation.browser.server import Served, served

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page

_ROW = "table.parallel tbody tr"
SLOW_MS = 50
"""A frame longer than this is seen as a stutter."""
_STEP = 120
"""Pixels that are scrolled in each frame: 7,200 a second, a window of 900 in an eighth of one."""
_SCROLL = """async step => {
    const main = document.querySelector("[data-testid=stMain]");
    main.scrollTo(0, 0);
    await new Promise(go => setTimeout(go, 500));
    const frames = [];
    let last = performance.now();
    for (let still = 0, at = -1; still < 3; ) {
        await new Promise(requestAnimationFrame);
        const now = performance.now();
        frames.push(now - last);
        last = now;
        main.scrollTo(0, main.scrollTop + step);
        still = main.scrollTop === at ? still + 1 : 0;
        at = main.scrollTop;
    }
    return frames;
}"""
_WEIGHT = """() => [...document.querySelectorAll("table.parallel")]
    .reduce((sum, table) => sum + table.outerHTML.length, 0)"""


@dataclass(frozen=True, slots=True)
class Opened:
    """A comparison that was opened: ``first`` and ``whole``, milliseconds until the first row was
    to be seen and until the page had drawn all ``rows``; ``processor``, seconds of processor of the
    server for it; ``weight``, characters of their HTML; ``frames``, milliseconds between the frames
    while the page was scrolled from end to end."""

    symbol: str
    first: float
    whole: float
    processor: float
    rows: int
    weight: int
    frames: tuple[float, ...]

    @property
    def slow(self) -> int:
        """Frames that took longer than ``SLOW_MS``."""
        return sum(frame > SLOW_MS for frame in self.frames)


async def openings(
    index: Path, symbols: tuple[str, ...], runs: int, tell: Callable[[Opened], None]
) -> None:
    """Tell of each text of ``symbols``, opened ``runs`` times, each time by a new visitor; the
    server has shown another text before."""
    with served(index) as server:
        async with chromium() as browser:
            async with visitor(browser) as page:
                await opened(page, f"{server.address}/compare?lang=en", _ROW)
                await settled(page)
            for symbol in symbols:
                for _ in range(runs):
                    tell(await _opened(browser, server, symbol))


async def _opened(browser: "Browser", server: Served, symbol: str) -> Opened:
    query = urlencode({"lang": "en", "symbol": symbol, "show": "all"})
    before = server.processor()
    async with visitor(browser) as page:
        first = await opened(page, f"{server.address}/compare?{query}", _ROW)
        whole = await _drawn(page)
        used = server.processor() - before
        frames = await page.evaluate(_SCROLL, _STEP)
        return Opened(
            symbol,
            first,
            whole,
            used,
            await page.locator(_ROW).count(),
            int(await page.evaluate(_WEIGHT)),
            tuple(map(float, frames)),
        )


async def _drawn(page: "Page") -> float:
    """Milliseconds since the page was asked for until its foot stands below the rows."""
    await page.wait_for_selector("footer.foot")
    await settled(page)
    return float(await page.evaluate("performance.now()"))
