"""Rows side by side in a real browser: the map at the edge, the keys, the links of rows, the marks."""

from collections.abc import Iterator

import pytest
from browsing import WAIT_MS, Visit, check_fonts, chromium, launched, path_of, served, window

from pipeline.encode import load_encoder
from pipeline.ingest import ingest
from pipeline.places import sample_corpus

pytestmark = pytest.mark.browser
pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

CONVENTION = "MCC/CONF/2014/8"
IN_SIGHT = """key => {
    const row = document.querySelector(`table.parallel tr[data-words="${key}"]`);
    const box = row && row.getBoundingClientRect();
    return !!box && row.classList.contains("here") && box.top > 0 && box.top < innerHeight;
}"""
HERE = "document.querySelector('table.parallel tr.here')?.dataset.words"


@pytest.fixture(scope="module")
def visit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    """One window for all of these, on a fresh index of the sample corpus."""
    check_fonts()
    chromium()
    index = tmp_path_factory.mktemp("index")
    ingest([sample_corpus()], index, load_encoder(), workers=0)
    log = tmp_path_factory.mktemp("log") / "server.log"
    with (
        served(index, log) as address,
        launched() as browser,
        window(browser, address) as opened,
    ):
        yield opened


def show(visit: Visit, **query: str) -> None:
    """The rows of the convention, with the map that serves them."""
    visit.open(path_of("compare", lang="en", symbol=CONVENTION, **query))
    ready = "document.querySelector('.textmap > .window')?.style.height"
    visit.page.wait_for_function(ready, timeout=WAIT_MS)


def keys_of_ticks(visit: Visit, kinds: str) -> list[str]:
    found = visit.page.eval_on_selector_all(
        f".textmap > i:is({kinds})", "ticks => ticks.map(tick => tick.dataset.row)"
    )
    return list(map(str, found))


def wait_for_row(visit: Visit, key: str) -> None:
    visit.page.wait_for_function(IN_SIGHT, arg=key, timeout=WAIT_MS)


def test_keys_and_buttons_lead_from_difference_to_difference(visit: Visit) -> None:
    show(visit)
    standing = keys_of_ticks(visit, ".differs, .one-sided, .moved")
    assert len(standing) == 2
    visit.page.keyboard.press("n")
    wait_for_row(visit, standing[0])
    visit.page.locator("nav.edge > button.step").last.click()
    wait_for_row(visit, standing[1])
    visit.page.keyboard.press("p")
    wait_for_row(visit, standing[0])
    visit.page.get_by_role("combobox").first.focus()
    visit.page.keyboard.press("n")
    assert visit.page.evaluate(HERE) == standing[0], "a key that is typed leads nowhere"


def test_a_click_on_the_map_shows_the_row(visit: Visit) -> None:
    show(visit)
    key = keys_of_ticks(visit, ".text")[-3]
    box = visit.page.locator(f".textmap > i[data-row='{key}']").bounding_box()
    assert box
    # a tick is thinner than a pixel may be; its neighbours are in sight with it
    visit.page.mouse.click(box["x"] + 2, box["y"] + box["height"] / 2)
    visit.page.wait_for_function(f"{HERE} !== undefined", timeout=WAIT_MS)
    met = visit.page.evaluate(HERE)
    assert met in keys_of_ticks(visit, "*")[-12:]
    wait_for_row(visit, met)
    top = "parseFloat(document.querySelector('.textmap > .window').style.top)"
    visit.page.wait_for_function(f"{top} > 300", timeout=WAIT_MS)


def test_the_number_of_a_row_is_a_link_that_opens_it(visit: Visit) -> None:
    show(visit, marks="term")
    link = visit.page.locator("table.parallel a.row-at").nth(150)
    key, href = (link.get_attribute(name) for name in ("data-row", "href"))
    assert key
    assert href
    link.click()
    visit.page.wait_for_url("**at=en**", timeout=WAIT_MS)
    assert "marks=term" in visit.page.url, "the rest of the address stays"
    wait_for_row(visit, key)
    visit.page.goto(f"{visit.address}/{href}")
    wait_for_row(visit, key)


def test_a_row_of_a_filtered_list_is_shown_in_the_whole_text(visit: Visit) -> None:
    show(visit, show="differs")
    link = visit.page.locator("table.parallel a.row-at").last
    key = link.get_attribute("data-row")
    assert key
    link.click()
    visit.page.wait_for_function("!location.search.includes('show=')", timeout=WAIT_MS)
    wait_for_row(visit, key)
    assert "at=en" in visit.page.url
    visit.settle()
    assert visit.page.locator("table.parallel tbody tr").count() > 100


def test_the_legend_switches_marks(visit: Visit) -> None:
    show(visit)
    assert visit.page.locator("td.side .seen.modal").count() > 20
    assert visit.page.locator("td.side .seen.term").count() == 0
    visit.page.get_by_role("button", name="defined terms").click()
    visit.page.wait_for_selector("td.side .seen.term", timeout=WAIT_MS)
    visit.page.wait_for_url("**marks=**", timeout=WAIT_MS)
    pressed = visit.page.get_by_role("button", name="defined terms")
    assert pressed.get_attribute("aria-pressed") == "true"
