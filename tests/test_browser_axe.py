"""Accessibility: axe-core finds nothing serious on any page, in both languages and both themes."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browsing import WAIT_MS, Visit, check_fonts, chromium, launched, path_of, served, window

from pipeline.encode import load_encoder
from pipeline.ingest import ingest
from pipeline.places import sample_corpus
from pipeline.records import LANGS, Lang
from pipeline.strings import Strings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
axe = pytest.importorskip(
    "axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed"
)

CONVENTION, LATEST = "MCC/CONF/2014/8", "MCC/COP/WG.1/2022/3"
PAGES: dict[str, dict[str, str]] = {
    "search": {"q": "extradition", "in": "zh"},
    "compare": {"symbol": CONVENTION, "show": "differs"},
    "document": {"symbol": LATEST},
    "recommendations": {"strength": "urges"},
    "trends": {"by": "addressee"},
    "articles": {"key": "METEORITES:11"},
    "terms": {"q": "State of find"},
    "preparation": {"view": "briefing", "subject": "mutual legal assistance"},
    "practice": {"view": "networks"},
    "corpus": {},
    "review": {"symbol": LATEST},
    "help": {},
}
"""A view of each page with much on it."""
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")
TOLD = {"zh": "zh-Hans", "en": "en"}
GRAVE = frozenset({"serious", "critical"})


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app on an index of the sample corpus."""
    check_fonts()
    chromium()
    index = tmp_path_factory.mktemp("index")
    ingest([sample_corpus()], index, load_encoder(), workers=0)
    with served(index, tmp_path_factory.mktemp("log") / "server.log") as url:
        yield url


@pytest.fixture(scope="module")
def browser(address: str) -> "Iterator[Browser]":
    with launched() as opened:
        yield opened


@pytest.fixture(scope="module")
def visit(browser: "Browser", address: str) -> Iterator[Visit]:
    with window(browser, address) as visit:
        yield visit


def found(visit: Visit, scheme: str) -> list[str]:
    """What axe-core calls serious or critical, a line for each element."""
    visit.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    visit.page.wait_for_timeout(300)  # the theme's colours fade into each other
    options = {"runOnly": list(RULES), "resultTypes": ["violations"]}
    violations = axe.Axe().run(visit.page, options=options).response["violations"]
    return [
        f"{scheme}: {told['id']} {node['html'][:200]} {node['failureSummary']}"
        for told in violations
        if told["impact"] in GRAVE
        for node in told["nodes"]
    ]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("lang", LANGS)
def test_nothing_serious_is_found_and_headings_and_language_are_told(
    visit: Visit, page: str, lang: Lang
) -> None:
    visit.open(path_of(page, lang=lang, **PAGES[page]))
    assert found(visit, "light") + found(visit, "dark") == []
    levels = visit.page.locator("main :is(h1, h2, h3, h4)").evaluate_all(
        "all => all.map(heading => +heading.tagName[1])"
    )
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(b <= a + 1 for a, b in pairwise(levels)), levels
    assert visit.page.locator("main").count() == 1
    assert visit.page.evaluate("document.documentElement.lang") == TOLD[lang]


def test_the_keyboard_reaches_everything_and_its_place_is_seen(visit: Visit) -> None:
    visit.open(path_of("search", lang="en", q="extradition"))
    seen: list[str] = []
    for _ in range(45):
        visit.page.keyboard.press("Tab")
        told = visit.page.evaluate(
            """() => {
                const at = document.activeElement;
                const style = getComputedStyle(at);
                const marked = style.outlineStyle !== 'none' || style.boxShadow !== 'none';
                // a box to type in shows it by its frame, and main only takes the skip link's leap
                const own = marked || ['INPUT', 'TEXTAREA', 'MAIN', 'BODY'].includes(at.tagName);
                const name = at.getAttribute('aria-label') || at.textContent.trim();
                return (own ? '' : 'unseen ') + at.tagName + ' ' + name.slice(0, 40);
            }"""
        )
        seen.append(told)
    assert not [place for place in seen if place.startswith("unseen")]
    say = Strings("en")
    order = [
        next((n for n, place in enumerate(seen) if words in place), -1)
        for words in (say("page.compare"), say("help.here"), say("search.query"), "MCC/")
    ]
    assert -1 not in order and order == sorted(order), seen


def test_a_section_of_the_help_is_come_to_by_its_address(visit: Visit) -> None:
    visit.open(path_of("help", lang="en", at="trends"))
    visit.page.wait_for_function(
        "document.activeElement && document.activeElement.id === 'help-trends'", timeout=WAIT_MS
    )
    top = visit.page.locator("#help-trends").evaluate("e => e.getBoundingClientRect().top")
    assert 0 <= top < 200


def test_what_is_printed_is_the_text_without_controls(visit: Visit, tmp_path: Path) -> None:
    visit.open(path_of("compare", lang="en", symbol=CONVENTION))
    visit.page.emulate_media(media="print")
    try:
        for control in ("[data-testid=stHeader]", "[data-baseweb=select]", "button[data-copy]"):
            shown = visit.page.locator(control).evaluate_all(
                "all => all.filter(e => e.checkVisibility()).length"
            )
            assert shown == 0, control
        assert visit.page.locator("table.parallel tbody tr").first.is_visible()
        assert (
            visit.page.locator("main").evaluate("e => getComputedStyle(e).overflowY") == "visible"
        )
    finally:
        visit.page.emulate_media(media="screen")
