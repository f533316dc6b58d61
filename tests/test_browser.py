"""The app in a real browser: every page in both languages, no error on the console, no request to
any other machine."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browsing import WAIT_MS, Visit, check_fonts, chromium, launched, path_of, served, window

from pipeline.encode import load_encoder
from pipeline.ingest import ingest
from pipeline.places import sample_corpus
from pipeline.strings import Strings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

PAGES = (
    "search",
    "compare",
    "document",
    "review",
    "recommendations",
    "articles",
    "trends",
    "terms",
    "preparation",
    "practice",
    "corpus",
    "help",
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app served on a free port of this machine, on a fresh index of the sample corpus."""
    check_fonts()
    chromium()
    index = tmp_path_factory.mktemp("index")
    ingest([sample_corpus()], index, load_encoder(), workers=0)
    with served(index, tmp_path_factory.mktemp("log") / "server.log") as at:
        yield at


@pytest.fixture(scope="module")
def browser(address: str) -> Iterator["Browser"]:
    with launched() as opened:
        yield opened


@pytest.fixture
def visit(browser: "Browser", address: str) -> Iterator[Visit]:
    """A fresh window; what went wrong in it fails the test at its end."""
    with window(browser, address) as opened:
        yield opened


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_drawn_in_both_languages(visit: Visit, page: str, lang: str) -> None:
    say = Strings(lang)  # type: ignore[arg-type]
    query = {"q": "引渡"} if page == "search" else {}
    visit.open(path_of(page, lang=lang, **query))
    assert visit.page.inner_text("h1.page-title") == say(f"page.{page}")
    assert say("foot.local") in visit.page.inner_text("footer.foot")
    assert visit.page.locator("[data-testid=stException]").count() == 0
    wide = visit.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, "the page is wider than the window"
    visit.picture(f"{page}-{lang}")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_pictures_of_the_readme_are_of_the_pages(visit: Visit, lang: str) -> None:
    """Taken again where ``TONGWEN_README`` is set; they stand in ``docs/screenshots``."""
    views = {
        "search": {"q": "extradition"},
        "compare": {"symbol": "MCC/CONF/2014/8", "show": "differs"},
        "trends": {},
    }
    for page, query in views.items():
        visit.open(path_of(page, lang=lang, **query))
        if page == "trends":
            visit.page.wait_for_selector("[data-testid=stVegaLiteChart] svg", timeout=WAIT_MS)
        taken = visit.page.screenshot()
        assert len(taken) < 300_000
        if os.environ.get("TONGWEN_README"):
            kept = Path(__file__).resolve().parent.parent / "docs" / "screenshots"
            kept.mkdir(exist_ok=True)
            (kept / f"{page}-{lang}.png").write_bytes(taken)


def test_the_browser_says_which_language_to_begin_with(browser: "Browser", address: str) -> None:
    for locale, title in (("zh-CN", "检索"), ("en-GB", "Search"), ("fr-FR", "Search")):
        context = browser.new_context(locale=locale)
        visit = Visit(context.new_page(), address)
        visit.open("/")
        assert visit.page.inner_text("h1.page-title") == title
        context.close()


def test_enter_searches_and_the_address_opens_the_same_hits(visit: Visit) -> None:
    visit.open(path_of("search", lang="en"))
    box = visit.page.locator("input[type=text]").first
    box.fill("return of celestial objects")
    box.press("Enter")
    visit.page.wait_for_selector("article.card", timeout=WAIT_MS)
    visit.settle()
    cited = visit.page.locator("article.card").evaluate_all("all => all.map(a => a.dataset.cite)")
    assert "q=return" in visit.page.url
    link = visit.page.url
    visit.page.goto("about:blank")
    visit.page.goto(link)
    visit.page.wait_for_selector("article.card", timeout=WAIT_MS)
    visit.settle()
    again = visit.page.locator("article.card").evaluate_all("all => all.map(a => a.dataset.cite)")
    assert again == cited


def test_search_is_switched_by_the_keyboard_and_fits_a_telephone(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 390, "height": 844})
    visit.open(path_of("search", lang="zh", q="引渡"))
    wide = visit.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, "the page is wider than the window"
    assert visit.page.locator("article.card").first.bounding_box()["y"] < 844  # type: ignore[index]
    assert visit.page.locator(".expanded bdi[lang=en]").count() > 0
    visit.picture("search-390")
    visit.page.get_by_role("switch", name=Strings("zh")("search.expand")).focus()
    visit.page.keyboard.press("Space")
    visit.page.wait_for_url("**expand=0**", timeout=WAIT_MS)
    visit.settle()
    assert visit.page.locator(".expanded").count() == 0


def test_pages_change_by_the_navigation_and_keep_the_language(visit: Visit) -> None:
    visit.open(path_of("search", lang="zh", q="引渡"))
    for page in ("compare", "review", "recommendations", "trends", "corpus", "search"):
        title = Strings("zh")(f"page.{page}")
        visit.page.get_by_role("link", name=title, exact=True).first.click()
        visit.page.wait_for_selector(f"h1.page-title:has-text('{title}')", timeout=WAIT_MS)
        visit.settle()
    visit.page.wait_for_selector("article.card", timeout=WAIT_MS)
    assert "q=" in visit.page.url
    assert "lang=zh" in visit.page.url


def test_the_back_button_leads_back(visit: Visit) -> None:
    visit.open(path_of("search", lang="en", q="extradition"))
    visit.page.get_by_role("link", name="Trends", exact=True).first.click()
    visit.page.wait_for_selector("h1.page-title:has-text('Trends')", timeout=WAIT_MS)
    visit.settle()
    visit.page.get_by_text("Addressee", exact=True).first.click()
    visit.page.wait_for_url("**by=addressee**", timeout=WAIT_MS)
    visit.settle()
    visit.page.go_back()
    visit.page.wait_for_selector("h1.page-title:has-text('Trends')", timeout=WAIT_MS)
    visit.settle()
    visit.page.go_back()
    visit.page.wait_for_selector("article.card", timeout=WAIT_MS)


def test_a_citation_and_a_passage_are_copied(visit: Visit) -> None:
    visit.open(path_of("search", lang="en", q='"State of find"'))
    first = visit.page.locator("article.card").first
    cite = first.get_attribute("data-cite")
    first.locator("> header button[data-copy=cite]").click()
    visit.page.wait_for_selector("button.copy.done", timeout=WAIT_MS)
    assert visit.page.evaluate("navigator.clipboard.readText()") == cite
    visit.page.wait_for_selector("button.copy.done", state="detached", timeout=WAIT_MS)
    first.locator("> header button[data-copy=passage]").click()
    visit.page.wait_for_selector("button.copy.done", timeout=WAIT_MS)
    passage = first.locator("> .passage").inner_text()
    assert visit.page.evaluate("navigator.clipboard.readText()") == f"{passage}\n({cite})"


def test_a_hit_leads_to_its_text_in_both_languages(visit: Visit) -> None:
    visit.open(path_of("search", lang="en", q="MCC/CONF/2014/8"))
    visit.page.locator("article.card a.copy").first.click()
    visit.page.wait_for_selector("table.parallel", timeout=WAIT_MS)
    visit.settle()
    assert visit.page.locator("table.parallel tbody tr").count() == 251


def test_a_file_is_downloaded(visit: Visit) -> None:
    visit.open(path_of("compare", lang="en", symbol="MCC/CONF/2014/8", show="differs"))
    assert visit.page.locator("mark.finding:visible").count() >= 2
    with visit.page.expect_download(timeout=WAIT_MS) as started:
        visit.page.get_by_role("button", name="CSV").click()
    content = Path(started.value.path()).read_text(encoding="utf-8-sig")
    assert started.value.suggested_filename == "tongwen-MCC_CONF_2014_8.csv"
    assert "within 90 days" in content
    assert "60日" in content


MARKED = "[...(CSS.highlights.get('tongwen-words') || [])].map(range => range.toString())"


def test_words_that_correspond_are_marked_under_the_pointer_and_when_selected(
    visit: Visit,
) -> None:
    visit.open(path_of("compare", lang="en", symbol="MCC/CONF/2014/8", show="differs"))
    words = visit.page.locator("table.parallel td.side.en .passage").first
    place = words.evaluate(
        """passage => {
            const walker = document.createTreeWalker(passage, NodeFilter.SHOW_TEXT);
            let text = walker.nextNode();
            while (!text.data.includes("request ")) text = walker.nextNode();
            const at = text.data.indexOf("request ");
            const range = new Range();
            range.setStart(text, at);
            range.setEnd(text, at + 7);
            const box = range.getBoundingClientRect();
            return [box.x + box.width / 2, box.y + box.height / 2];
        }"""
    )
    visit.page.mouse.move(place[0], place[1] + 200)
    visit.page.mouse.move(*place)
    visit.page.wait_for_function(f"{MARKED}.length > 1", timeout=WAIT_MS)
    assert "request" in visit.page.evaluate(MARKED)
    visit.page.mouse.move(place[0], place[1] + 300)
    visit.page.wait_for_function(f"{MARKED}.length === 0", timeout=WAIT_MS)
    visit.page.evaluate(
        """() => {
            const passage = document.querySelector("table.parallel td.side.zh .passage");
            const walker = document.createTreeWalker(passage, NodeFilter.SHOW_TEXT);
            let text = walker.nextNode();
            while (text.length < 8) text = walker.nextNode();
            document.getSelection().setBaseAndExtent(text, 2, text, 8);
        }"""
    )
    visit.page.wait_for_function(f"{MARKED}.some(word => /[a-z]/.test(word))", timeout=WAIT_MS)


def test_a_row_is_judged_in_its_dialog(visit: Visit) -> None:
    visit.open(path_of("compare", lang="en", symbol="MCC/CONF/2014/8", show="one-sided"))
    row = visit.page.locator("table.parallel tbody tr").first
    row.hover()
    row.locator("button[data-ask]").click()
    dialog = visit.page.locator("[role=dialog]")
    dialog.wait_for(timeout=WAIT_MS)
    box = dialog.get_by_label("Reviewer")
    box.fill("Li <b>")
    box.press("Tab")
    visit.settle()
    dialog.get_by_role("button", name="Accept", exact=True).click()
    dialog.wait_for(state="detached", timeout=WAIT_MS)
    line = visit.page.locator("table.parallel .judged-line").first
    line.wait_for(timeout=WAIT_MS)
    assert "accepted by Li <b>" in line.inner_text()
    visit.settle()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("wide", [1280, 1920])
@pytest.mark.parametrize("way", ["clauses", "wordings"])
def test_each_way_to_compare_is_drawn_and_fits(
    visit: Visit, way: str, wide: int, lang: str
) -> None:
    names = ("first", "second") if way == "clauses" else ("old", "new")
    texts = dict(
        zip(names, (f"MCC/COP/WG.1/2021/6 {lang}", f"MCC/COP/WG.1/2022/3 {lang}"), strict=True)
    )
    visit.page.set_viewport_size({"width": wide, "height": 900})
    visit.open(path_of("compare", lang=lang, way=way, **texts))
    visit.page.wait_for_selector("table.clauses, table.redline", timeout=WAIT_MS)
    across = visit.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert across <= 0, "the page is wider than the window"
    assert visit.page.locator("[data-testid=stException]").count() == 0
    visit.picture(f"compare-{way}-{lang}-{wide}")


def test_a_pair_of_clauses_opens_from_the_list_and_from_the_map(visit: Visit) -> None:
    texts = {"first": "MCC/CONF/2014/8 en", "second": "MCC/CONF/2014/8 zh"}
    visit.open(path_of("compare", lang="en", way="clauses", **texts))
    visit.page.locator("button.opens").first.click()
    visit.page.wait_for_selector("table.pair", timeout=WAIT_MS)
    visit.page.wait_for_url("**pair=**", timeout=WAIT_MS)
    visit.settle()
    before = visit.page.url
    visit.page.get_by_text("similarity map", exact=True).click()
    chart = "[data-testid=stVegaLiteChart] :is(canvas, svg)"
    visit.page.wait_for_selector(chart, timeout=WAIT_MS)
    visit.settle()
    box = visit.page.locator(chart).first.bounding_box()
    assert box
    visit.page.mouse.click(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.5)
    visit.page.wait_for_function(
        "old => new URL(location).searchParams.get('pair') !== new URL(old).searchParams.get('pair')",
        arg=before,
        timeout=WAIT_MS,
    )
    visit.settle()


def test_a_click_on_a_bar_lists_its_recommendations(visit: Visit) -> None:
    visit.open(path_of("trends", lang="en"))
    bar = "[data-testid=stVegaLiteChart] path[aria-roledescription=bar]"
    visit.page.wait_for_selector(bar, timeout=WAIT_MS)
    before = visit.page.locator("table.recommendations tbody tr").count()
    visit.page.locator(bar).first.click(position={"x": 4, "y": 4})
    visit.page.wait_for_url("**session=**", timeout=WAIT_MS)
    visit.settle()
    assert 0 < visit.page.locator("table.recommendations tbody tr").count() < before


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("wide", [390, 1280])
@pytest.mark.parametrize("view", ["register", "lineage", "requests"])
def test_each_view_of_recommendations_is_drawn_and_fits(
    visit: Visit, view: str, wide: int, lang: str
) -> None:
    visit.page.set_viewport_size({"width": wide, "height": 900})
    visit.open(path_of("recommendations", lang=lang, view=view))
    visit.page.wait_for_selector("table.register, table.lineage", timeout=WAIT_MS)
    across = visit.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert across <= 0, "the page is wider than the window"
    assert visit.page.locator("[data-testid=stException]").count() == 0
    visit.picture(f"recommendations-{view}-{lang}-{wide}")


def test_the_history_of_a_row_opens_and_the_back_button_leads_to_the_register(
    visit: Visit,
) -> None:
    visit.open(path_of("recommendations", lang="en", strength="urges"))
    row = visit.page.locator("table.register tbody tr").first
    cite = row.locator("td.side.en").get_attribute("data-cite")
    row.locator("details.rules summary").click()
    assert row.locator("details.rules code").first.is_visible()
    row.get_by_role("button", name="history").click()
    visit.page.wait_for_url("**view=lineage**", timeout=WAIT_MS)
    visit.page.wait_for_selector("table.lineage td.chosen", timeout=WAIT_MS)
    visit.settle()
    assert visit.page.locator("table.lineage td.chosen").first.get_attribute("data-cite") == cite
    visit.page.go_back()
    visit.page.wait_for_selector("table.register", timeout=WAIT_MS)
    visit.settle()
    assert "strength=urges" in visit.page.url


def test_a_long_paragraph_opens_into_its_sentences(visit: Visit) -> None:
    visit.open(path_of("compare", lang="en", symbol="MCC/CONF/2014/8"))
    button = visit.page.locator("button.sentences").first
    assert button.get_attribute("aria-expanded") == "false"
    button.focus()
    button.press("Enter")
    visit.page.wait_for_selector("tr.sentence", timeout=WAIT_MS)
    visit.settle()
    assert visit.page.locator("tr.sentence").count() > 1
    assert visit.page.locator("button.sentences[aria-expanded=true]").count() == 1
    assert "open=" in visit.page.url
