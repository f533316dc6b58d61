"""Words that programs obey, shown as words by every page in a real browser.

The index holds them in bodies, titles, footnotes, file names, terms, judgements and a matrix, and
one text is a million letters without a space.
"""

import json
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browsing import WAIT_MS, Visit, check_fonts, chromium, launched, path_of, served, window
from every_export import HOSTILE, PAGES
from hostile_words import SOME, WORDS, hostile_index

from docx_files import Parts, call, docx, note, p
from pipeline.encode import load_encoder
from pipeline.ingest import ingest
from pipeline.places import app_file
from ui.address import LONGEST

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

LONG_TEXT, NOTED = "T/RES/9/3", "T/RES/9/4"
MILLION = 1_000_000
MADE_OF_WORDS = """own => {
    const found = [];
    const main = document.querySelector("[data-testid=stMain]");
    for (const element of main.querySelectorAll("script, iframe, object, embed, form:not(.vega-bindings), base, meta")) {
        if (!own.includes(element.textContent.trim())) found.push(element.outerHTML.slice(0, 200));
    }
    for (const element of main.querySelectorAll("img, a[href]")) {
        const to = element.getAttribute("src") || element.getAttribute("href") || "";
        if (/^javascript:/i.test(to) || to.includes("127.0.0.1:9") || to === "x") {
            found.push(element.outerHTML.slice(0, 200));
        }
    }
    for (const element of main.querySelectorAll("*")) {
        for (const name of element.getAttributeNames()) {
            if (name.startsWith("on")) found.push(element.outerHTML.slice(0, 200));
        }
    }
    return found;
}"""
"""Elements that nothing but the words of a text can have asked for; ``own`` are the app's scripts."""
OWN = ["document.documentElement.lang = 'en';", "document.documentElement.lang = 'zh-Hans';"]
OWN += [
    path.read_text(encoding="utf-8").strip() for path in app_file().parent.glob("ui/assets/*.js")
]
TURNING = """() => {
    const found = [];
    const walker = document.createTreeWalker(
        document.querySelector("[data-testid=stMain]"), NodeFilter.SHOW_TEXT);
    const apart = new Set(["isolate", "isolate-override", "plaintext"]);
    while (walker.nextNode()) {
        const node = walker.currentNode;
        if (!/[\\u202a-\\u202e\\u2066-\\u2069]/.test(node.data)) continue;
        let element = node.parentElement;
        while (!apart.has(getComputedStyle(element).unicodeBidi)
               && getComputedStyle(element).display.startsWith("inline")) {
            element = element.parentElement;
        }
        if (!element.textContent.trim().startsWith(node.data.trim().slice(0, 20))
            && !element.matches(".passage")) {
            found.push(element.outerHTML.slice(0, 300));
        }
    }
    return found;
}"""
"""Words with signs that turn the direction, where other words of the page stand in their line."""
ACROSS = "document.documentElement.scrollWidth - window.innerWidth"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    index = hostile_index(folder)
    more = folder / "more <b>=1+1 ![a](b)"
    more.mkdir()
    words = escape(" ".join(WORDS))
    body = p(f"1. States should ({words}) ") + f"<w:p>{call(1)}</w:p>" + p("2. It should end.")
    listed = ""
    for symbol, lang, content in (
        (LONG_TEXT, "en", f"1. States should {'x' * MILLION}\n\n2. It ended.".encode()),
        (LONG_TEXT, "zh", f"1. 各国应{'灯' * 10_000}\n\n2. 结束。".encode()),
        (NOTED, "en", docx(body, Parts(footnotes=note(1, f"={words}")))),
    ):
        name = (
            f"{symbol.replace('/', '_')} =1+1 ![a](b) {lang}.{'docx' if symbol == NOTED else 'txt'}"
        )
        (more / name).write_bytes(content)
        fields = {
            "path": name,
            "symbol": symbol,
            "lang": lang,
            "title": f"={' '.join(WORDS)}",
            "body": "T",
        }
        listed += "[[files]]\n" + "".join(
            f"{k} = {json.dumps(v, ensure_ascii=False)}\n" for k, v in fields.items()
        )
    (more / "corpus.toml").write_text(listed, encoding="utf-8")
    taken = ingest([more], index, load_encoder(), workers=0)
    assert taken.added == 3, taken.refused
    return index


@pytest.fixture(scope="module")
def address(index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    check_fonts()
    chromium()
    with served(index, tmp_path_factory.mktemp("log") / "server.log") as at:
        yield at


@pytest.fixture(scope="module")
def browser(address: str) -> Iterator["Browser"]:
    with launched() as opened:
        yield opened


@pytest.fixture(scope="module")
def visit(browser: "Browser", address: str) -> Iterator[Visit]:
    """One window for all pages; a dialog that opens is a script that ran."""
    with window(browser, address) as opened:
        opened.page.on("dialog", lambda dialog: opened.wrong.append(f"dialog: {dialog.message}"))
        yield opened


def check(visit: Visit) -> None:
    """Nothing runs, nothing is made of words, nothing is wider than the window, nothing turns."""
    assert visit.page.locator("[data-testid=stException]").count() == 0
    assert visit.page.evaluate(MADE_OF_WORDS, OWN) == []
    assert visit.page.evaluate(TURNING) == []
    assert visit.page.evaluate(ACROSS) <= 0, "the page is wider than the window"
    assert visit.wrong == []


VIEWS = (
    *PAGES,
    ("search", {"q": SOME}),
    ("search", {"q": '"SUM"', "k": "100"}),
    ("search", {"q": "x" * 2000}),
    ("search", {"q": "States should", "symbol": LONG_TEXT}),
    ("document", {"symbol": HOSTILE, "text": "zh", "other": "1"}),
    ("document", {"symbol": NOTED, "text": "en"}),
    ("document", {"symbol": LONG_TEXT, "text": "en"}),
    ("document", {"symbol": LONG_TEXT, "text": "zh", "other": "1"}),
    ("document", {"symbol": SOME, "at": SOME}),
    ("document", {"find": SOME}),
    ("document", {"symbol": HOSTILE, "q": "SUM"}),
    ("help", {}),
    ("trends", {"value": SOME, "session": SOME}),
    ("review", {"symbol": LONG_TEXT}),
    ("compare", {"symbol": LONG_TEXT, "show": "all"}),
    ("recommendations", {"words": SOME}),
    ("recommendations", {"view": "requests", "words": SOME}),
    ("articles", {"key": SOME}),
    ("terms", {"q": SOME}),
    ("terms", {"view": "variance", "q": SOME}),
    ("terms", {"view": "table", "q": SOME}),
    ("terms", {"view": "check", "symbol": SOME}),
    ("preparation", {"view": "agreed", "draft": SOME}),
    ("preparation", {"view": "briefing", "subject": SOME}),
    ("preparation", {"view": "matrix", "subject": SOME}),
    ("practice", {"about": SOME}),
    ("practice", {"view": "networks", "network": SOME}),
    ("corpus", {"find": SOME}),
    ("corpus", {"view": "files", "of": f"{NOTED} en"}),
)  # fmt: skip


@pytest.mark.parametrize("at", range(len(VIEWS)), ids=lambda at: f"{at}-{VIEWS[at][0]}")
def test_hostile_words_are_words_on_every_page(visit: Visit, at: int) -> None:
    page, fields = VIEWS[at]
    lang = ("en", "zh")[at % 2]
    visit.open(path_of(page, lang=lang, **{k: str(v) for k, v in fields.items()}))
    check(visit)
    visit.picture(f"hostile-{at}-{page}")


def test_a_million_letters_in_the_box_are_refused_in_a_line(visit: Visit) -> None:
    visit.open(path_of("search", lang="en"))
    box = visit.page.locator("input[type=text]").first
    box.evaluate(
        """(box, many) => {
            const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
            set.call(box, "x".repeat(many));
            box.dispatchEvent(new Event("input", {bubbles: true}));
        }""",
        MILLION,
    )
    box.press("Enter")
    visit.page.wait_for_selector(".notice[role=alert]", timeout=WAIT_MS)
    visit.settle()
    assert "at most 20,000 are read" in visit.page.inner_text(".notice[role=alert]")
    assert len(visit.page.url) < LONGEST + 100
    check(visit)


def test_a_file_of_a_hostile_name_is_taken_in_or_refused_by_that_name(visit: Visit) -> None:
    visit.open(path_of("corpus", lang="en", view="add"))
    given = [
        {"name": "=1+1 <img src=x onerror=alert(1)> [a](javascript:alert(1)).txt",
         "mimeType": "text/plain", "buffer": b"T/RES/9/5\n\n1. It <b>=1+1</b> began.\n\n2. It ended."},
        {"name": "@SUM(1+1) <script>alert(1)<\u2044script>.txt", "mimeType": "text/plain",
         "buffer": b"\x00"},
    ]  # fmt: skip
    visit.page.locator("input[data-testid=stFileUploaderDropzoneInput]").set_input_files(given)
    visit.page.locator(".st-key-corpus-take button").click()
    visit.page.wait_for_selector(".st-key-work-done", timeout=4 * WAIT_MS)
    visit.settle()
    words = visit.page.inner_text(".st-key-work-done")
    assert all(one["name"] in words for one in given), words
    check(visit)
    visit.picture("hostile-upload")
