"""A real Chromium, driven by Playwright, with what is measured in its pages."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import TongwenError

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, Page

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"
"""The app once it has drawn everything."""
WAIT_MS = 120_000
_WATCH = Path(__file__).with_name("watch.js")


@asynccontextmanager
async def chromium() -> AsyncIterator["Browser"]:
    """A browser without a window, until the block ends. Raises TongwenError where there is none."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next(filter(None, map(shutil.which, names)), None)
    if path is None:
        raise TongwenError("no Chromium: install the system's package, such as chromium")
    try:
        from playwright.async_api import async_playwright
    except ImportError:
        raise TongwenError("playwright is not installed: pip install playwright") from None
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=path, args=list(FLAGS))
        try:
            yield browser
        finally:
            await browser.close()


@asynccontextmanager
async def visitor(browser: "Browser", locale: str = "en-GB") -> AsyncIterator["Page"]:
    """An empty page of a visitor with a cache, cookies and a session of their own."""
    context: BrowserContext = await browser.new_context(
        viewport={"width": 1280, "height": 900}, locale=locale
    )
    await context.add_init_script(path=_WATCH)
    try:
        page = await context.new_page()
        page.set_default_timeout(WAIT_MS)
        yield page
    finally:
        await context.close()


async def opened(page: "Page", url: str, selector: str) -> float:
    """Milliseconds from the begin of the navigation to ``url`` until something of ``selector`` is
    to be seen."""
    await page.goto(url, wait_until="commit")
    return float(await page.evaluate("selector => tongwenFirst(selector)", selector))


async def watch(page: "Page", selector: str) -> None:
    """Begin to wait for the key or the press whose effect on ``selector`` is measured."""
    await page.evaluate("selector => tongwenNext(selector)", selector)


async def took(page: "Page") -> float:
    """Milliseconds from that key or press until ``selector`` showed something else."""
    await page.wait_for_function("'tongwenTook' in window")
    return float(await page.evaluate("tongwenTook"))


async def settled(page: "Page") -> None:
    """Return when the app has drawn everything."""
    await page.wait_for_selector(IDLE)
