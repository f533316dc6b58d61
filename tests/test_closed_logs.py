"""What is logged holds no word of a text, a draft or a query; no draft is in an address."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import FLAGS, WAIT_MS, chromium
from watched import Served, served

from pipeline.encode import load_encoder
from pipeline.ingest import ingest
from pipeline.places import sample_corpus

ROOT = Path(__file__).resolve().parent.parent
MARK = "Zyxwvutsrq"
"""A word that stands nowhere else, in what is read, asked and drafted here."""

BROKEN = f"""
import pipeline.collection
def broken(self, *arguments, **named):
    try:
        raise KeyError("a passage with {MARK}")
    except KeyError as error:
        raise ValueError("a query of {MARK}") from error
pipeline.collection.Collection.search = broken
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("logged")
    (home / "draft.en.txt").write_text(f"1. States shall {MARK} return it.\n", encoding="utf-8")
    ingest([sample_corpus(), home / "draft.en.txt"], home / "index", load_encoder(), workers=0)
    return home / "index"


def test_an_exception_is_logged_by_kind_and_place_alone() -> None:
    code = (
        "from ui.serving import close\n"
        "close(); close()\n"
        "import logging\n"
        "from streamlit import config\n"
        "from streamlit.error_util import _log_uncaught_app_exception as told\n"
        "config.set_option('logger.enableRich', False)\n"
        "def inner():\n"
        f"    raise KeyError('{MARK}')\n"
        "try:\n"
        "    try:\n"
        "        inner()\n"
        "    except KeyError as error:\n"
        f"        raise ValueError('{MARK}') from error\n"
        "except ValueError as error:\n"
        "    told(error)\n"
        "    logging.getLogger('a').exception('broken')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, text=True
    )
    assert MARK not in done.stdout + done.stderr
    assert done.stderr.count("ValueError") == 2
    assert "in inner" in done.stderr
    assert "broken" in done.stderr


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xml", f"<akomaNtoso><p>{MARK}&undeclared;</p>"),
        ("a.docx", f"{MARK} is no archive"),
        ("a.pdf", f"%PDF-1.4 {MARK}"),
        ("a.txt", f"{MARK}\x00 words"),
        ("a.zip", f"{MARK}"),
        ("a.md", f"{MARK} \u202e words"),
        ("a.rtf", f"{MARK}"),
    ],
)
def test_a_file_that_is_refused_is_not_quoted(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    command = [sys.executable, "-m", "pipeline.cli", "ingest", str(tmp_path / name)]
    done = subprocess.run(
        [*command, "--index", str(tmp_path / "index")],
        cwd=ROOT,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        check=False,
    )
    told = (done.stdout + done.stderr).decode("utf-8")
    assert done.returncode == 1
    assert MARK not in told
    assert "Traceback" not in told


@pytest.fixture(params=["as it is", "broken"])
def running(request: pytest.FixtureRequest, index: Path, tmp_path: Path) -> Iterator[Served]:
    first = BROKEN if request.param == "broken" else ""
    with served(index, ROOT, tmp_path / "watched", first=first) as found:
        yield found


@pytest.mark.browser
def test_the_log_of_the_server_holds_nothing_of_what_is_read_and_asked(running: Served) -> None:
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    address = f"http://127.0.0.1:{running.port}"
    idle = "[data-testid=stApp][data-test-script-state=notRunning]"
    with api.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        page = browser.new_page()
        page.goto(f"{address}/?lang=en&q={MARK}")
        page.wait_for_selector(".card, [data-testid=stException]", timeout=WAIT_MS)
        page.goto(f"{address}/preparation?lang=en")
        box = page.locator("textarea").first
        box.wait_for(timeout=WAIT_MS)
        page.wait_for_selector(idle, timeout=WAIT_MS)
        box.fill(f"States shall {MARK} return the object on request.")
        box.press("Control+Enter")
        page.wait_for_selector(".card.agreed, [data-testid=stException]", timeout=WAIT_MS)
        page.wait_for_selector(idle, timeout=WAIT_MS)
        shown = page.url
        browser.close()
    assert MARK not in shown, "a draft is in no address"
    printed = running.printed()
    assert MARK not in printed
    assert ("ValueError" in printed) == ("KeyError" in printed) == running.is_broken
    assert running.noted() == ""
