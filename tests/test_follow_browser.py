"""Links between the pages in a real browser: followed without loading the app anew, with the
address, the way back and new windows as the browser has them."""

from collections.abc import Iterator

import pytest
from browsing import WAIT_MS, Visit, check_fonts, chromium, launched, path_of, served, window

from pipeline.encode import load_encoder
from pipeline.ingest import ingest
from pipeline.places import sample_corpus

pytestmark = pytest.mark.browser
pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

TOP = "document.querySelector('[data-testid=stMain]').scrollTop"
COMPARE = "article.card a[href^=compare]"
ROWS = "table.parallel tbody tr"


@pytest.fixture(scope="module")
def visit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    check_fonts()
    chromium()
    index = tmp_path_factory.mktemp("index")
    ingest([sample_corpus()], index, load_encoder(), workers=0)
    log = tmp_path_factory.mktemp("log") / "server.log"
    with served(index, log) as address, launched() as browser, window(browser, address) as opened:
        yield opened


def begin(visit: Visit) -> None:
    """Hits on the screen, and a mark that a page loaded anew would not have."""
    visit.open(path_of("search", lang="en", q="extradition"))
    visit.page.wait_for_selector(COMPARE, timeout=WAIT_MS)
    visit.settle()
    visit.page.evaluate("window.stays = true")


def test_a_link_leads_to_another_page_and_back_within_the_app(visit: Visit) -> None:
    begin(visit)
    visit.page.evaluate(f"{TOP} = 240")
    link = visit.page.locator(COMPARE).nth(1)
    wanted = str(link.evaluate("link => link.href"))
    link.evaluate("link => link.click()")
    visit.page.wait_for_selector(ROWS, timeout=WAIT_MS)
    visit.settle()
    assert visit.page.url == wanted
    assert visit.page.inner_text("h1.page-title") == "Compare"
    assert visit.page.evaluate(TOP) == 0
    visit.page.go_back()
    visit.page.wait_for_selector(COMPARE, timeout=WAIT_MS)
    visit.page.wait_for_function(f"{TOP} === 240", timeout=WAIT_MS)
    assert "q=extradition" in visit.page.url
    visit.page.go_forward()
    visit.page.wait_for_selector(ROWS, timeout=WAIT_MS)
    visit.settle()
    assert visit.page.url == wanted
    assert visit.page.evaluate("window.stays") is True


def test_a_press_with_a_key_held_opens_another_window(visit: Visit) -> None:
    begin(visit)
    link = visit.page.locator(COMPARE).nth(1)
    wanted = str(link.evaluate("link => link.href"))
    with visit.page.context.expect_page(timeout=WAIT_MS) as opened:
        link.click(modifiers=["ControlOrMeta"])
    opened.value.wait_for_selector(ROWS, timeout=WAIT_MS)
    assert opened.value.url == wanted
    assert "q=extradition" in visit.page.url
    opened.value.close()


def test_a_link_that_leads_to_no_page_is_left_to_the_browser(visit: Visit) -> None:
    begin(visit)
    taken = visit.page.evaluate(
        """() => {
            const here = location.origin + location.pathname;
            const of = (href, target) => {
                const link = document.createElement("a");
                link.href = href;
                link.target = target;
                document.body.append(link);
                const press = new MouseEvent("click", { bubbles: true, cancelable: true });
                addEventListener("click", (event) => {
                    link.taken = event.defaultPrevented;
                    event.preventDefault();
                }, { once: true });
                link.dispatchEvent(press);
                link.remove();
                return link.taken;
            };
            return [
                of("https://elsewhere.example/compare?lang=en", ""),
                of(here + "media/file.csv?lang=en", ""),
                of(here + "compare", ""),
                of(here + "compare?lang=en#here", ""),
                of(here + "compare?lang=en", "_blank"),
                of(here + "corpus?lang=en", ""),
            ];
        }"""
    )
    assert taken == [False, False, False, False, False, True]
    visit.page.wait_for_selector("h1.page-title:has-text('Corpus')", timeout=WAIT_MS)
    visit.settle()
