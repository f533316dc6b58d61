"""The Corpus page: its numbers are the library's, files are taken in and texts taken out by a thread
that every visitor sees, and what is wrong is said."""

import shutil
import threading
import time
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from re import findall, sub

import pytest

from pipeline.collection import Collection
from pipeline.encode import load_encoder
from pipeline.errors import Busy, NotAllowed
from pipeline.ingest import Progress, ingest
from pipeline.places import sample_corpus
from pipeline.records import Lang
from pipeline.store.staging import writer_lock
from pipeline.strings import Strings
from ui import frame
from ui.corpus import removing, taking
from ui.corpus.background import Bench, Outcome, bench
from ui.visitors import access

testing = pytest.importorskip("streamlit.testing.v1", reason="streamlit is not installed")
APP = str(Path(__file__).resolve().parent.parent / "app.py")
EN = Strings("en")
MOON = b"MCC/COP/RES/9/7\n\n1. Recalls the convention;\n\n2. Requests a report on moon dust."
WAIT = 60


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the sample corpus without one Chinese text."""
    texts = tmp_path_factory.mktemp("texts")
    shutil.copytree(sample_corpus(), texts, dirs_exist_ok=True)
    (texts / "convention.zh.txt").unlink()
    index = tmp_path_factory.mktemp("built")
    ingest([texts], index, load_encoder(), workers=0)
    return index


@pytest.fixture
def index(built: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy that a test may change, which nothing works on any more afterwards."""
    shutil.copytree(built, tmp_path / "index")
    yield tmp_path / "index"
    settle(tmp_path / "index")


def settle(index: Path) -> None:
    until = time.monotonic() + WAIT
    while bench(str(index)).running:
        assert time.monotonic() < until, "the work does not end"
        time.sleep(0.02)


def open_page(index: Path, monkeypatch: pytest.MonkeyPatch, lang: Lang = "en", **query: object):  # type: ignore[no-untyped-def]
    monkeypatch.setenv("TONGWEN_INDEX", str(index))
    app = testing.AppTest.from_file(APP, default_timeout=60)
    app.run()
    app.switch_page("ui/pages/corpus.py")
    app.query_params.update({"lang": lang, **query})
    app.run()
    assert not app.exception
    return app


def drawn(app) -> str:  # type: ignore[no-untyped-def]
    return "\n".join(h.value for h in app.html if not h.value.startswith(("<style", "<script")))


def seen(app) -> str:  # type: ignore[no-untyped-def]
    return unescape(sub(r"<[^>]*>", "\n", drawn(app)))


def take(app, *files: tuple[str, bytes], turn: int = 0) -> None:  # type: ignore[no-untyped-def]
    """Hand files over, press the button, and wait until the work is done and shown."""
    given = [(name, content, "application/octet-stream") for name, content in files]
    app.file_uploader(key=f"corpus.files.{turn}").set_value(given).run()
    app.button(key="corpus.take").click().run()
    settle(frame.index_dir())
    app.run()
    assert not app.exception


# what is held -------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_numbers_are_those_of_the_library(
    built: Path, monkeypatch: pytest.MonkeyPatch, lang: Lang
) -> None:
    app = open_page(built, monkeypatch, lang)
    with Collection.open(built) as held:
        texts = held.held()
        (foot,) = findall(r"<tfoot>.*?</tfoot>", drawn(app))
        numbers = [int(n) for n in findall(r">(\d+)<", foot)]
        zh, en = (sum(getattr(t, side) is not None for t in texts) for side in ("zh", "en"))
        both = sum(t.zh is not None and t.en is not None for t in texts)
        assert numbers == [len(texts), zh, en, both, len(texts) - zh, len(texts) - en]
        assert held.manifest.encoder in seen(app)
        app.segmented_control(key="corpus.view").set_value("texts").run()
        for text in texts:
            assert text.symbol in seen(app)


def test_a_number_opens_the_list_of_just_those_texts(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(built, monkeypatch, view="texts", held="no-zh")
    (row,) = findall(r"<tr[^>]*><th class=\"symbol\" scope=\"row\".*?</tr>", drawn(app))
    assert "MCC/CONF/2014/8" in row
    assert EN("corpus.not_held") in row
    assert EN("corpus.found", n=1) in seen(app)
    app.selectbox(key="corpus.held").set_value("").run()
    assert "held" not in app.query_params
    app.text_input(key="corpus.find").set_value("no such words").run()
    assert EN("corpus.no_text") in seen(app)


def test_gaps_are_those_of_the_symbols_held(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_page(index, monkeypatch, view="add")
    other = MOON.replace(b"/9/7", b"/9/4")
    take(app, ("a.txt", MOON), ("b.txt", other))
    app.segmented_control(key="corpus.view").set_value("gaps").run()
    (row,) = findall(
        r"<tr><th class=\"symbol\"[^>]*>(?:(?!</tr>).)*MCC/COP/RES/9/….*?</tr>", drawn(app)
    )
    assert findall(r"<td[^>]*>(?:<a[^>]*>)?(?:<bdi>)?([^<]*)", row) == [
        "4",
        "7",
        "2",
        "2",
        "2",
        "0",
        "5–6",
    ]


# taking in ----------------------------------------------------------------------------------


def test_files_are_taken_in_and_reported(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_page(index, monkeypatch, view="add")
    zh = (sample_corpus() / "convention.zh.txt").read_bytes()
    hostile = "=1+1 <script>alert(1)</script>.txt"
    take(app, (hostile, MOON), ("convention.zh.txt", zh), ("empty.docx", b""), ("x.exe", b"MZ"))
    page = seen(app)
    assert "2 added, 0 replaced, 0 unchanged, 2 refused" in page
    assert hostile in page
    assert "<script>alert" not in drawn(app)
    assert "no byte in it" in page
    assert EN("advice.format") in page
    assert "compare?lang=en&amp;symbol=MCC%2FCONF%2F2014%2F8" in drawn(app)
    with Collection.open(index) as held:
        assert {h.path for h in held.documents() if h.symbol == "MCC/COP/RES/9/7"} == {hostile}
    assert app.file_uploader(key="corpus.files.1").value == []
    app.button(key="corpus.put_away").click().run()
    assert "2 added" not in seen(app)


def test_what_is_given_by_hand_wins(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_page(index, monkeypatch, view="add")
    app.file_uploader(key="corpus.files.0").set_value([("a.txt", MOON, "text/plain")]).run()
    app.text_input(key="corpus.symbol.0").set_value(" MCC/COP/RES/10/1 ").run()
    app.selectbox(key="corpus.status.0").set_value("draft").run()
    app.button(key="corpus.take").click().run()
    settle(index)
    with Collection.open(index) as held:
        (found,) = (h for h in held.documents() if h.path == "a.txt")
    assert (found.symbol, found.status) == ("MCC/COP/RES/10/1", "draft")


def test_another_visitor_sees_the_work_and_its_report(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (open_page(index, monkeypatch, view="add") for _ in range(2))
    go = threading.Event()

    def work(at: Bench) -> Outcome:
        at.tell(Progress("reading", 3, 5, "<b>.docx"))
        go.wait(WAIT)
        return Outcome()

    bench(str(index)).start("taking", 9, work)
    until = time.monotonic() + WAIT
    while not (running := bench(str(index)).running) or not running.step:
        assert time.monotonic() < until
    try:
        for app in (first, second):
            app.run()
            assert "&lt;b&gt;.docx" in drawn(app)
            assert EN("taking.of", words=EN("taking.stage.reading", n=3), of="9") in seen(app)
        second.file_uploader(key="corpus.files.0").set_value([("a.txt", MOON, "")]).run()
        assert second.button(key="corpus.take").disabled
        with pytest.raises(Busy):
            bench(str(index)).start("removing", 1, work)
    finally:
        go.set()
        settle(index)
    take(second, ("a.txt", MOON))
    first.run()
    assert "1 added" in seen(first)
    assert "1 added" in seen(second)


def test_an_end_that_is_asked_for_leaves_the_rest_aside() -> None:
    at = Bench()
    uploads = taking.deque(taking.Upload(f"{n}.txt", MOON) for n in range(4))
    begun = threading.Event()

    def work(at: Bench) -> Outcome:
        read = []
        for upload in taking._one_by_one(uploads, at):
            read.append(upload.name)
            at.stop()
        begun.set()
        return Outcome(untouched=(*read, "|", *(upload.name for upload in uploads)))

    at.start("taking", 4, work)
    assert begun.wait(WAIT)
    while at.running:
        time.sleep(0.01)
    assert at.last == (1, Outcome(untouched=("0.txt", "|", "1.txt", "2.txt", "3.txt")))


def test_an_index_that_another_process_writes_to_is_told(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(index, monkeypatch, view="add")
    with writer_lock(index):
        take(app, ("a.txt", MOON))
    assert EN("error.Busy") in seen(app)
    assert EN("taking.help.Busy") in seen(app)
    take(app, ("a.txt", MOON), turn=1)
    assert "1 added" in seen(app)


def test_work_that_fails_says_so_without_words_of_a_text() -> None:
    at = Bench()

    def work(at: Bench) -> Outcome:
        raise ValueError("words of a draft")

    at.start("taking", 1, work)
    while at.running:
        time.sleep(0.01)
    assert at.last is not None
    error = at.last[1].error
    assert error is not None
    assert str(error) == "it failed (ValueError)"


# taking out ---------------------------------------------------------------------------------


def test_texts_are_deleted_after_a_question(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_page(index, monkeypatch, view="texts")
    with Collection.open(index) as held:
        before = len(held.documents())
    app.multiselect(key="corpus.removed").set_value(["MCC/CONF/2014/8 en"]).run()
    app.button(key="corpus.remove").click().run()
    assert EN("removing.what_stays") in seen(app)
    assert app.button(key="corpus.removing").disabled
    app.checkbox(key="corpus.sure").check().run()
    app.button(key="corpus.removing").click().run()
    settle(index)
    app.run()
    assert EN("removing.done", n=1) in seen(app)
    with Collection.open(index) as held:
        assert len(held.documents()) == before - 1
        assert "MCC/CONF/2014/8" not in {h.symbol for h in held.documents()}
    (table,) = findall(r"<table[^>]*class=\"held texts\".*?</table>", drawn(app))
    assert "MCC/CONF/2014/8" not in table


def test_whoever_may_not_review_changes_nothing(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(role: str) -> None:
        raise NotAllowed(role)

    monkeypatch.setenv("TONGWEN_INDEX", str(index))
    monkeypatch.setattr(access, "require", refuse)
    at = Bench()
    with Collection.open(index) as held:
        with pytest.raises(NotAllowed):
            taking.take(held, at, [taking.Upload("a.txt", MOON)])
        with pytest.raises(NotAllowed):
            removing.take_out(at, held.documents()[:1])
    assert at.running is None
    assert at.last is None
