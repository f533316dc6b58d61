"""The app as it is served to a browser of this machine, and a window that notes what goes wrong."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.parse import quote, urlsplit
from urllib.request import urlopen

import pytest

from pipeline.places import app_file

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
OWN_HOSTS = frozenset({"127.0.0.1", "localhost"})
PROBES = ("/_stcore/health", "/_stcore/host-config")
"""Streamlit looks for its server below the path of a page first, which the browser reports as 404
on the console; nothing else may be reported."""
SCREENSHOTS = "TONGWEN_SCREENSHOTS"
"""Environment variable naming a folder that keeps a picture of each page."""
WAIT_MS = 30_000


def chromium() -> str:
    """The browser, or a skip with the reason."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    pytest.skip("no Chromium: install the system's package, such as chromium")


def check_fonts() -> None:
    """Skip without Chinese fonts, since every character would be a box."""
    lister = shutil.which("fc-list")
    listed = (
        subprocess.run([lister, ":lang=zh"], capture_output=True, check=True) if lister else None
    )
    if listed is not None and not listed.stdout.strip():
        pytest.skip("no Chinese font: install one, such as fonts-noto-cjk")


@contextmanager
def served(index: Path, log: Path, more: Mapping[str, str] | None = None) -> Iterator[str]:
    """The address of the app, served on a free port of this machine, on ``index``; what the server
    says goes to ``log``. ``more`` are further variables of its environment."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(app_file())]
    with log.open("wb") as out:
        server = subprocess.Popen(
            [*command, "--server.port", str(port)],
            env={**os.environ, "TONGWEN_INDEX": str(index), **(more or {})},
            cwd=app_file().parent,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_for(f"http://127.0.0.1:{port}/_stcore/health", server, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.kill()
            server.wait(timeout=20)


def wait_for(url: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    """Return when ``url`` answers; fail with the server's own words when it ends or never does."""
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        try:
            with urlopen(url, timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"the app did not start: {log.read_text(encoding='utf-8', errors='replace')}")


@dataclass
class Visit:
    """A browser window and what went wrong in it."""

    page: "Page"
    address: str
    wrong: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Note errors on the console, exceptions, and requests to other machines."""
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.wrong.append(f"exception: {error}"))
        self.page.on("request", lambda request: self._request(request.url))
        self.page.on("websocket", lambda found: self._request(found.url))

    def _console(self, message: "ConsoleMessage") -> None:
        if message.type == "error" and not message.location["url"].endswith(PROBES):
            self.wrong.append(f"console: {message.text} {message.location['url']}")

    def _request(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"data", "blob"} and parts.hostname not in OWN_HOSTS:
            self.wrong.append(f"request: {url}")

    def open(self, path: str) -> None:
        """Open a page and wait until it is drawn to its foot."""
        self.page.goto(self.address + path)
        self.page.wait_for_selector("footer.foot", timeout=WAIT_MS)
        self.settle()

    def settle(self) -> None:
        """Wait until the app has answered, stopped drawing, and listens to buttons in tables."""
        idle = "[data-testid=stApp][data-test-script-state=notRunning]"
        self.page.wait_for_selector(idle, timeout=WAIT_MS)
        asks = "document.querySelector('button[data-ask]')"
        listens = f"!{asks} || 'asking' in document.documentElement.dataset"
        self.page.wait_for_function(listens, timeout=WAIT_MS)

    def picture(self, name: str) -> None:
        """Keep a picture where a folder for them is named."""
        if folder := os.environ.get(SCREENSHOTS):
            Path(folder).mkdir(parents=True, exist_ok=True)
            loading = "document.querySelector('[data-testid=stSkeleton]')"
            self.page.wait_for_function(f"!{loading}", timeout=WAIT_MS)
            self.page.screenshot(path=Path(folder) / f"{name}.png")


@contextmanager
def launched() -> Iterator["Browser"]:
    """The browser, closed in the end."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        yield opened
        opened.close()


@contextmanager
def window(browser: "Browser", address: str, width: int = 1280, **more: str) -> Iterator[Visit]:
    """A fresh window; what went wrong in it fails the test at its end."""
    size = {"width": width, "height": 800}
    context = browser.new_context(**{"viewport": size, "locale": "en-GB", **more})
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    visit = Visit(context.new_page(), address)
    visit.watch()
    yield visit
    context.close()
    assert visit.wrong == []


def path_of(page: str, **query: str) -> str:
    pairs = "&".join(f"{name}={quote(value)}" for name, value in query.items())
    return f"/{'' if page == 'search' else page}?{pairs}"
