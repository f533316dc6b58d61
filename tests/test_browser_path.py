"""The whole path in a real browser, in both languages of the interface: files taken in, searched,
compared, judged, and taken away again, with the words that are on the screen."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browsing import WAIT_MS, Visit, check_fonts, chromium, launched, path_of, served, window

from docx_files import docx, p
from pipeline.encode import load_encoder
from pipeline.exchange import read_alignment
from pipeline.ingest import ingest
from pipeline.places import sample_corpus
from pipeline.records import Lang
from pipeline.strings import Strings
from shared import shared

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

SYMBOL = "T/PATH/2024/1"
ZH = (
    "1. 灯塔看守人应在30日内提交航海日志。",
    "2. 秘书处应当向港口会议报告。",
    "3. 各港口可以交换领航员名单。",
)
EN = (
    "1. The keeper of a lighthouse shall submit the logbook within 60 days.",
    "2. The secretariat shall report to the Conference of the Ports.",
    "3. Ports may exchange lists of pilots.",
)
LANGUAGES: tuple[Lang, Lang] = ("zh", "en")


def files_of(symbol: str) -> list[dict[str, object]]:
    """A text in Chinese as a Word file and in English as plain text."""
    word = docx("".join(p(line) for line in (symbol, *ZH)))
    plain = "\n\n".join((symbol, *EN)).encode()
    name = symbol.replace("/", "-")
    return [
        {"name": f"{name}.zh.docx", "mimeType": "application/octet-stream", "buffer": word},
        {"name": f"{name}.en.txt", "mimeType": "text/plain", "buffer": plain},
    ]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    check_fonts()
    chromium()
    index = tmp_path_factory.mktemp("index")
    ingest([sample_corpus() / "convention.en.txt"], index, load_encoder(), workers=0)
    with served(index, tmp_path_factory.mktemp("log") / "server.log") as at:
        yield at


@pytest.fixture(scope="module")
def browser(address: str) -> Iterator["Browser"]:
    with launched() as opened:
        yield opened


@pytest.fixture
def visit(browser: "Browser", address: str) -> Iterator[Visit]:
    with window(browser, address) as opened:
        yield opened


def take_in(visit: Visit, lang: Lang, files: list[dict[str, object]]) -> None:
    visit.open(path_of("corpus", lang=lang, view="add"))
    place = visit.page.locator("input[data-testid=stFileUploaderDropzoneInput]")
    place.set_input_files(files)  # type: ignore[arg-type]
    visit.page.locator(".st-key-corpus-take button").click()
    visit.page.wait_for_selector(".st-key-work-done", timeout=4 * WAIT_MS)
    visit.settle()
    visit.picture(f"path-taken-{lang}")


def downloaded(visit: Visit, name: str) -> bytes:
    with visit.page.expect_download(timeout=WAIT_MS) as started:
        visit.page.get_by_role("button", name=name, exact=True).first.click()
    return Path(started.value.path()).read_bytes()


def judge_first(visit: Visit, who: str) -> None:
    row = visit.page.locator("table.parallel tbody tr").first
    row.hover()
    row.locator("button[data-ask]:not(.sentences)").first.click()
    dialog = visit.page.locator("[role=dialog]")
    dialog.wait_for(timeout=WAIT_MS)
    box = dialog.locator(".st-key-judge-reviewer input")
    box.fill(who)
    box.press("Tab")
    visit.settle()
    dialog.locator(".st-key-judge-accept button").click()
    dialog.wait_for(state="detached", timeout=WAIT_MS)
    visit.page.locator("table.parallel .judged-line").first.wait_for(timeout=WAIT_MS)
    visit.settle()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_from_a_file_to_an_export_word_for_word(visit: Visit, lang: Lang, tmp_path: Path) -> None:
    import openpyxl
    from docx import Document

    say, symbol = Strings(lang), f"{SYMBOL}{0 if lang == 'zh' else 1}"
    take_in(visit, lang, files_of(symbol))
    visit.open(path_of("search", lang=lang, q="lighthouse", symbol=symbol))
    card = visit.page.locator("article.card[data-lang=en] > .passage").first
    assert " ".join(card.inner_text().split()) == EN[0]
    counterpart = visit.page.locator("article.card[data-lang=en] .counterpart .passage").first
    assert counterpart.inner_text().strip() == ZH[0]
    visit.picture(f"path-search-{lang}")
    visit.open(path_of("compare", lang=lang, symbol=symbol, show="all"))
    on_screen = [w.strip() for w in visit.page.locator("td.side .passage").all_inner_texts()]
    assert set(ZH) | set(EN) <= set(on_screen)
    assert visit.page.locator("mark.finding").all_inner_texts()  # 30 days against 60
    judge_first(visit, "Li")
    visit.picture(f"path-compare-{lang}")
    book = openpyxl.load_workbook(io.BytesIO(downloaded(visit, say("download.xlsx"))))
    cells = {str(cell.value) for sheet in book for row in sheet for cell in row if cell.value}
    assert set(ZH) | set(EN) <= cells
    word = Document(io.BytesIO(downloaded(visit, say("download.docx"))))
    words = {cell.text for table in word.tables for row in table.rows for cell in row.cells}
    assert set(ZH) | set(EN) <= {" ".join(w.split()) for w in words}
    path = tmp_path / "a.tmx"
    path.write_bytes(downloaded(visit, say("download.tmx")))
    units = read_alignment(path)
    assert [line for u in units for line in u.zh if line in ZH] == list(ZH)
    assert [line for u in units for line in u.en if line in EN] == list(EN)


REAL = (
    "treaties/udhr.zh.html",
    "treaties/udhr.en.html",
    "documents/A_80_604_Add.6.docx",
    "documents/A_RES_73_3-EN.pdf",
)


@pytest.mark.shared
def test_real_files_are_taken_in_read_compared_and_taken_away(visit: Visit) -> None:
    import openpyxl

    paths = [shared(f"texts/{name}") for name in REAL]
    take_in(
        visit,
        "en",
        [
            {"name": path.name, "mimeType": "application/octet-stream", "buffer": path.read_bytes()}
            for path in paths
        ],
    )
    report = visit.page.inner_text(".st-key-work-done")
    assert all(path.name in report for path in paths), report
    visit.open(path_of("search", lang="en", q="A/RES/73/3"))
    assert visit.page.locator("article.card[data-lang=en]").count() > 0
    visit.open(path_of("compare", lang="en", symbol="udhr", show="all"))
    on_screen = [w.strip() for w in visit.page.locator("td.side .passage").all_inner_texts()]
    assert len(on_screen) > 60
    book = openpyxl.load_workbook(io.BytesIO(downloaded(visit, "Excel")))
    cells = {str(cell.value) for sheet in book for row in sheet for cell in row if cell.value}
    plain = {" ".join(words.split()) for cell in cells for words in cell.split("\n")}
    assert {" ".join(w.split()) for w in on_screen if w and "\n" not in w} <= plain
