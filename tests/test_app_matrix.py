"""The issues matrix on the page of preparation: shown, edited, taken in, kept."""

import io
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from re import DOTALL, findall, sub

import openpyxl
import pytest
from test_app import drawn, seen
from test_app_preparation import opened, plain, said

from pipeline.cite import citation
from pipeline.collection import Collection
from pipeline.encode import load_encoder
from pipeline.exchange.matrix import to_xlsx
from pipeline.exchange.matrix_reading import from_xlsx
from pipeline.ingest import ingest
from pipeline.places import sample_corpus
from pipeline.preparation import Preparation
from pipeline.records import LANGS, Lang
from pipeline.strings import Strings
from pipeline.views.preparation.matrix import edit_frame, edited


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the sample corpus, built for this module."""
    folder = tmp_path_factory.mktemp("matrix")
    ingest([sample_corpus()], folder, load_encoder(), workers=0)
    return folder


@pytest.fixture
def index(sample: Path) -> Iterator[Path]:
    """That index with no matrix kept."""
    yield sample
    (sample / "matrices.jsonl").unlink(missing_ok=True)


@pytest.fixture
def held(index: Path) -> Iterator[Collection]:
    with Collection.open(index) as collection:
        yield collection


@pytest.mark.parametrize("lang", LANGS)
def test_a_matrix_shows_every_cell_with_its_passage_and_reason(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch, lang: Lang
) -> None:
    app = opened(index, monkeypatch, lang=lang, view="matrix", subject="extradition")
    made = Preparation(held).matrix("extradition", lang)
    cells = [cell for row in made.rows for cell in row.all_cells]
    entries = findall(r'<div class="entry" data-cite="([^"]*)"', drawn(app))
    places = [c.passage.paragraph for c in cells if c.passage]
    assert [unescape(e) for e in entries] == [citation(p, p.lang) for p in places]
    opened_by = findall(r"<details([^>]*)>", drawn(app))
    assert sum("source" not in words for words in opened_by) == len(cells) > 2
    assert all(cell.reason in seen(app) for cell in cells)
    assert all(p.text in unescape(sub(r"</?mark[^>]*>", "", drawn(app))) for p in places)
    assert said("matrix.reading", lang) in plain(app)


def test_lines_edited_on_the_page_are_a_persons_and_the_rest_is_as_it_was(
    held: Collection,
) -> None:
    made, say = Preparation(held).matrix("extradition", "en"), Strings("zh")
    assert edited(edit_frame(made, say), made, say) == made
    frame = edit_frame(made, say)
    frame.loc[0, "issue"], frame.loc[1, "note"] = "What we found hard", "first\nsecond"
    frame.loc[len(frame)] = [None] * len(frame.columns)  # a line just added
    after = edited(frame, made, say)
    assert after.rows[0].issues[-1].words == "What we found hard"
    assert after.rows[0].issues[-1].origin == "person"
    assert after.rows[1].note == "first\nsecond"
    assert after.rows[2:] == made.rows[2:]


def test_an_edited_matrix_is_kept_and_shown_as_kept(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = {"lang": "en", "view": "matrix", "subject": "extradition", "mode": "edit"}
    app = opened(index, monkeypatch, **query)
    app.button(key="preparation.keep").click().run()
    assert not app.exception
    made = Preparation(held).matrix("extradition", "en")
    assert Preparation(held).matrices().latest("extradition") == made
    assert said("matrix.kept", "en") in plain(app)
    app.button(key="preparation.keep").click().run()
    assert said("matrix.unchanged", "en") in plain(app)
    assert len(Preparation(held).matrices().read()) == 1
    app.segmented_control(key="preparation.version").set_value("fresh").run()
    assert app.query_params["version"] == "fresh"


def test_a_workbook_is_read_checked_and_kept_on_asking(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Preparation(held).matrix("extradition", "en")
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(made, Strings("en"))))
    sheet = book.worksheets[0]
    at = {str(cell.value): cell.column for cell in sheet[1]}
    sheet.cell(2, at["Possible solution"], "<b>our own</b> words")
    sheet.cell(2, at["Note"], "check")
    stream = io.BytesIO()
    book.save(stream)
    app = opened(index, monkeypatch, lang="en", view="matrix")
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    app.get("file_uploader")[0].upload("m.xlsx", stream.getvalue(), kind).run()
    assert not app.exception
    assert said("matrix.read_on", "en", subject="extradition") in plain(app)
    assert said("matrix.all_stand", "en") in plain(app)
    assert said("matrix.theirs", "en", n=1) in plain(app)
    assert drawn(app).count("&lt;b&gt;our own&lt;/b&gt; words") == 1
    assert Preparation(held).matrices().read() == ()
    app.button(key="preparation.take").click().run()
    kept = Preparation(held).matrices().latest("extradition")
    assert kept == from_xlsx("m.xlsx", stream.getvalue())
    assert kept is not None and kept.rows[0].solutions[0].place == ""  # the place as it was written
    assert app.text_input(key="preparation.subject").value == "extradition"
    own = findall(r'<div class="entry own">(.*?)<details', drawn(app), DOTALL)
    assert len(own) == 2  # as kept, and as read from the file that is still there
    assert "&lt;b&gt;our own&lt;/b&gt; words" in own[0]
    assert Strings("en")("matrix.own") in own[0]


def test_quotations_that_no_longer_stand_are_named(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Preparation(held).matrix("extradition", "en")
    row = next(r for r in made.rows if r.solutions)
    cell = row.solutions[0]
    assert cell.passage is not None
    words = "States parties shall sing"
    gone = replace(cell.passage.paragraph, text=words)
    passage = replace(cell.passage, paragraph=gone)
    torn = replace(cell, words=words, start=0, end=len(words), passage=passage)
    rows = tuple(replace(r, solutions=(torn,)) if r is row else r for r in made.rows)
    Preparation(held).matrices().keep(replace(made, rows=rows))
    for lang in LANGS:
        app = opened(index, monkeypatch, lang=lang, view="matrix", subject="extradition")
        assert said("matrix.faults", lang, n=1) in plain(app)
        assert said("matrix.fault.changed", lang) in plain(app)
        assert words in seen(app)


def test_a_file_that_is_no_workbook_is_refused_in_a_line(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(index, monkeypatch, lang="zh", view="matrix", subject="extradition")
    app.get("file_uploader")[0].upload("broken.xlsx", b"no workbook", "text/plain").run()
    assert not app.exception
    assert Strings("zh")("error.InputError") in seen(app)
    assert "broken.xlsx" in seen(app)
