"""The Corpus page in a real browser: files dropped on it, seen by others, found, compared, deleted."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browsing import WAIT_MS, Visit, check_fonts, chromium, launched, path_of, served, window

from pipeline.collection import Collection
from pipeline.encode import load_encoder
from pipeline.ingest import ingest
from pipeline.places import sample_corpus
from pipeline.strings import Strings

pytestmark = pytest.mark.browser
pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytest.importorskip("reportlab", reason="reportlab is not installed")

from docx_files import docx, p  # noqa: E402
from pdf_pages import Words, pdf  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator

SYMBOL = "MCC/COP/RES/9/7"
HOSTILE = "=1+1 <img src=x onerror=alert(1)>.docx"
SENTENCES = ("1. Recalls the convention;", "2. Requests a report on lunar dust in parachutes.")
AKN = """<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">
<statement name="resolution"><meta><identification source="#X"><FRBRExpression>
<FRBRlanguage language="{lang}"/></FRBRExpression></identification></meta>
<coverPage><p class="upperRight"><docNumber refersTo="#symbol">A/RES/85/7</docNumber></p></coverPage>
<mainBody><paragraph><num>1.</num><content><p>{words}</p></content></paragraph></mainBody>
</statement></akomaNtoso>"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("index")
    ingest([sample_corpus()], made, load_encoder(), workers=0)
    return made


@pytest.fixture(scope="module")
def address(index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    check_fonts()
    chromium()
    with served(index, tmp_path_factory.mktemp("log") / "server.log") as found:
        yield found


@pytest.fixture(scope="module")
def browser(address: str) -> Iterator["Browser"]:
    with launched() as opened:
        yield opened


@pytest.fixture(scope="module")
def visit(browser: "Browser", address: str) -> Iterator[Visit]:
    """One window for all of these, which follow one another."""
    with window(browser, address) as opened:
        yield opened


def files() -> list[tuple[str, bytes]]:
    """A Word file with a name that programs obey, a PDF, an archive of a pair in XML, two that
    cannot be read."""
    pair = io.BytesIO()
    with zipfile.ZipFile(pair, "w") as archive:
        for lang, words in (("eng", "Notes the return of rockets."), ("zho", "注意到火箭的返回。")):
            archive.writestr(f"A_RES_85_7.{lang}.xml", AKN.format(lang=lang, words=words))
    page = [Words(72, 700, "MCC/COP/RES/9/8"), Words(72, 660, "1. Notes the orbit of lamps.")]
    return [
        (HOSTILE, docx(p(SYMBOL) + "".join(map(p, SENTENCES)))),
        ("paper.pdf", pdf([page])),
        ("决议.zip", pair.getvalue()),
        ("locked.pdf", pdf([page], password="secret")),
        ("tool.exe", b"MZ\x00\x00"),
    ]


def drop(visit: Visit, given: list[tuple[str, bytes]]) -> None:
    """Let files fall on the place for them, as a hand does that drags them there."""
    place = visit.page.locator("[data-testid=stFileUploaderDropzone]")
    place.wait_for(timeout=WAIT_MS)
    carried = visit.page.evaluate_handle(
        """files => {
            const carried = new DataTransfer();
            for (const [name, bytes] of files)
                carried.items.add(new File([new Uint8Array(bytes)], name));
            return carried;
        }""",
        [[name, list(content)] for name, content in given],
    )
    for event in ("dragenter", "dragover", "drop"):
        place.dispatch_event(event, {"dataTransfer": carried})


def pressed(visit: Visit, key: str) -> "Locator":
    return visit.page.locator(f".st-key-corpus-{key} button").first


def report(visit: Visit) -> str:
    visit.page.locator(".st-key-work-done").wait_for(timeout=WAIT_MS)
    visit.settle()
    return visit.page.locator(".st-key-work-done").inner_text()


def test_files_that_are_dropped_are_taken_in_and_told_to_everybody(
    visit: Visit, browser: "Browser", address: str, index: Path
) -> None:
    visit.open(path_of("corpus", lang="zh", view="add"))
    say = Strings("zh")
    zone = visit.page.locator("[data-testid=stFileUploaderDropzone]")
    words = zone.evaluate(
        """zone => ["button p", "[data-testid=stFileUploaderDropzoneInstructions]"].map(
            what => getComputedStyle(zone.querySelector(what), "::after").content)"""
    )
    assert words == [f'"{say("upload.button")}"', f'"{say("upload.here", size="50 MB")}"']
    drop(visit, files())
    visit.page.get_by_role("button", name=say("taking.take", n=5)).click()
    with window(browser, address) as other:
        other.open(path_of("corpus", lang="en"))
        assert "4 added, 0 replaced, 0 unchanged, 2 refused" in report(other)
    told = report(visit)
    visit.picture("corpus-report-zh")
    assert HOSTILE in told
    assert "tool.exe" in told
    assert "locked.pdf" in told
    assert say("advice.password") in told
    with Collection.open(index) as held:
        paths = {f"{h.symbol} {h.lang}": h.path for h in held.documents()}
    assert paths[f"{SYMBOL} en"] == HOSTILE
    assert paths["A/RES/85/7 zh"] == "决议.zip!A_RES_85_7.zho.xml"
    assert visit.page.locator("[data-testid=stFileChip]").count() == 0


def test_what_was_taken_in_is_read_compared_and_found(visit: Visit) -> None:
    row = visit.page.locator(".st-key-work-done tr", has_text="A/RES/85/7").first
    row.get_by_role("link", name=Strings("zh")("page.compare")).click()
    visit.page.wait_for_selector("table.parallel", timeout=WAIT_MS)
    visit.settle()
    assert "Notes the return of rockets." in visit.page.locator("table.parallel").inner_text()
    visit.open(path_of("search", lang="en", q='"lunar dust in parachutes"'))
    card = visit.page.locator("article.card").first
    assert SYMBOL in card.inner_text()


def test_a_text_is_deleted_after_a_question(visit: Visit, index: Path) -> None:
    say = Strings("en")
    visit.open(path_of("corpus", lang="en", view="texts", find=SYMBOL))
    line = visit.page.locator("table.texts tbody tr")
    assert line.count() == 1
    assert visit.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    visit.page.get_by_text(say("removing.title"), exact=True).click()
    choose = visit.page.get_by_label(say("removing.choose"))
    option = visit.page.get_by_role("option", name=SYMBOL)
    panel = "el => el.closest('details').getAnimations({subtree: true}).length === 0"
    for _ in range(30):  # a list that is opened while the panel still opens is closed again
        visit.page.wait_for_timeout(300)
        if choose.evaluate(panel):
            choose.click()
            visit.page.wait_for_timeout(300)
        if option.count():
            break
    option.click()
    visit.page.keyboard.press("Escape")
    visit.settle()
    pressed(visit, "remove").click()
    dialog = visit.page.get_by_role("dialog")
    dialog.wait_for(timeout=WAIT_MS)
    assert SYMBOL in dialog.inner_text()
    dialog.get_by_text(say("removing.sure", n=1)).click()
    dialog.get_by_role("button", name=say("removing.remove", n=1)).click()
    done = visit.page.get_by_text(say("removing.done", n=1))
    done.wait_for(timeout=WAIT_MS)
    visit.settle()
    assert line.count() == 0
    with Collection.open(index) as held:
        assert SYMBOL not in {h.symbol for h in held.documents()}
