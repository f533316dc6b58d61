"""The page of one text in a real browser: it opens at the place of its address, and every way
within it leads back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import WAIT_MS, Visit, check_fonts, chromium, launched, served, window

from pipeline.collection import Collection
from pipeline.encode import load_encoder
from pipeline.ingest import ingest
from pipeline.places import sample_corpus
from pipeline.views.addresses import at

pytestmark = pytest.mark.browser
sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
SYMBOL = "MCC/CONF/2014/8"
HEAD = 110
"""Pixels from the top of the window within which the line stands that was opened."""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    chromium()
    check_fonts()
    folder = tmp_path_factory.mktemp("document") / "index"
    ingest([sample_corpus()], folder, load_encoder(), workers=0)
    return folder


@pytest.fixture(scope="module")
def visit(index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    with (
        served(index, tmp_path_factory.mktemp("log") / "server.log") as address,
        launched() as browser,
        window(browser, address) as visit,
    ):
        yield visit


def stands_at(visit: Visit, name: str) -> None:
    """Wait until the element of that id stands below the head of the window."""
    inside = f"0 <= t && t < {HEAD}"
    visit.page.wait_for_function(
        f"id => {{ const e = document.getElementById(id);"
        f" const t = e && e.getBoundingClientRect().top; return e && {inside}; }}",
        arg=name,
        timeout=WAIT_MS,
    )


def test_a_place_opens_and_every_way_leads_back(visit: Visit, index: Path) -> None:
    with Collection.open(index) as held:
        paragraphs = held.paragraphs(SYMBOL, "en")
    wanted = next(p for p in paragraphs if p.ordinal > 150 and p.role == "paragraph")
    visit.open(f"/document?lang=en&symbol={SYMBOL}&text=en&at={at(wanted)}")
    stands_at(visit, f"p{wanted.ordinal}")
    here = visit.page.locator(".edition .para.here")
    assert here.locator("> .passage").inner_text().split() == wanted.text.split()
    entry = visit.page.locator("nav.toc a[data-of]").nth(2)
    first = entry.get_attribute("data-of")
    assert first
    entry.click()
    stands_at(visit, first)
    visit.page.wait_for_selector(f"nav.toc a[data-of={first}][aria-current]", timeout=WAIT_MS)
    visit.page.locator("nav.toc a[data-of]").nth(5).click()
    visit.page.go_back()
    stands_at(visit, first)
    visit.picture("document-en")


def test_a_passage_its_citation_and_its_address_are_copied(visit: Visit) -> None:
    visit.open(f"/document?lang=zh&symbol={SYMBOL}&text=zh")
    para = visit.page.locator(".edition .para.paragraph").first
    para.locator("a.own").focus()
    para.locator("button[data-copy=passage]").click()
    para.locator("button.copy.done").wait_for(timeout=WAIT_MS)
    copied = visit.page.evaluate("navigator.clipboard.readText()")
    words = para.locator("> .passage").evaluate("passage => passage.textContent")
    assert copied == f"{words}\n（{para.get_attribute('data-cite')}）"
    para.locator("a.own").click()
    para.locator("a.own.done").wait_for(timeout=WAIT_MS)
    address = visit.page.evaluate("navigator.clipboard.readText()")
    visit.page.goto("about:blank")
    visit.page.goto(address)
    visit.page.wait_for_selector(".edition .para.here", timeout=WAIT_MS)
    visit.settle()
    shown = visit.page.locator(".edition .para.here > .passage")
    assert shown.evaluate("passage => passage.textContent") == words
    visit.picture("document-zh")


def test_the_words_found_are_stepped_through_beside_the_other_language(visit: Visit) -> None:
    visit.open(f"/document?lang=en&symbol={SYMBOL}&text=en&other=1&find=requesting State")
    bar = visit.page.locator(".find-bar")
    total = visit.page.locator("mark[id^=hit]").count()
    assert f"1 / {total}" in bar.inner_text()
    for _ in range(2):
        bar.get_by_role("button").last.click()
    assert f"3 / {total}" in bar.inner_text()
    assert visit.page.locator("mark.now").get_attribute("id") == "hit3"
    bar.get_by_role("button").first.click()
    assert f"2 / {total}" in bar.inner_text()
    assert visit.page.locator(".edition .pair .side.zh").count() > 0
    visit.picture("document-both")
