"""Every wait of a first visit: how long each view takes, and what the page says meanwhile."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from evaluation.browser.chromium import chromium, settled, visitor
from evaluation.browser.server import served, warmed
from evaluation.browser.speed import FOOT

VIEWS = (
    "?",
    "?q=mutual legal assistance",
    "?q=司法协助",
    "compare?symbol=A/RES/76/258",
    "compare?way=clauses&first=untoc-and-protocols en&second=uncac en",
    "compare?way=wordings&old=A/RES/77/248 en&new=A/RES/78/69 en",
    "document?symbol=A/RES/79/243",
    "articles?key=UNTOC:18",
    "trends?",
    "trends?by=addressee",
    "trends?by=article",
    "trends?by=concept",
    "trends?by=novelty",
    "recommendations?",
    "recommendations?strength=urges",
    "recommendations?view=lineage",
    "recommendations?view=requests",
    "terms?q=mutual legal assistance",
    "terms?view=variance&q=mutual legal assistance",
    "terms?view=check&symbol=A/RES/79/243",
    "terms?view=table",
    "preparation?q=States parties shall consider using video link",
    "preparation?view=briefing&subject=mutual legal assistance",
    "preparation?view=matrix&subject=mutual legal assistance",
    "preparation?view=basis&measure=mutual-legal-assistance",
    "practice?about=video",
    "practice?view=networks",
    "practice?view=events",
    "corpus?",
    "corpus?view=files",
    "corpus?view=gaps",
    "review?",
    "help?",
)
_LONGEST_MS = 600_000
_NOTE = """
(() => {
  const at = { silent: 0, lines: [] };
  window.tongwenWaits = at;
  let since = null;
  const step = () => {
    const app = document.querySelector("[data-testid=stApp]");
    const runs = app && app.dataset.testScriptState === "running";
    const line = document.querySelector("[data-testid=stSpinner], [data-testid=stProgress]");
    const now = performance.now();
    if (line && !at.lines.includes(line.textContent)) at.lines.push(line.textContent);
    if (runs && !line) since = since ?? now;
    else since = null;
    if (since !== null) at.silent = Math.max(at.silent, now - since);
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})();
"""


@dataclass(frozen=True, slots=True)
class Wait:
    """A view opened once: milliseconds until it was drawn whole, those of the longest stretch in
    which the server worked and the page said nothing of it, seconds of processor of the server, and
    what the page said."""

    path: str
    whole: float
    silent: float
    processor: float
    lines: tuple[str, ...]


async def waits(index: Path, tell: Callable[[Wait], None]) -> float:
    """Serve ``index``, let the server warm up, open every view as a new visitor and ``tell`` how
    long it took; megabytes of the server in the end."""
    with served(index) as app:
        await warmed(app)
        async with chromium() as browser:
            for path in VIEWS:
                async with visitor(browser) as page:
                    page.set_default_timeout(_LONGEST_MS)
                    await page.add_init_script(_NOTE)
                    before = app.processor()
                    await page.goto(f"{app.address}/{path}&lang=en")
                    await page.wait_for_selector(FOOT)
                    await settled(page)
                    whole = float(await page.evaluate("performance.now()"))
                    found = await page.evaluate("tongwenWaits")
                    used = app.processor() - before
                tell(Wait(path, whole, float(found["silent"]), used, tuple(found["lines"])))
        return app.memory()
