"""The rows of two versions in the app: the map, the marks and the address of a row are what the
library says, on the sample corpus."""

from collections.abc import Iterator
from pathlib import Path
from re import findall

import pytest
from test_app import CONVENTION, drawn, open_app

from pipeline.collection import Collection
from pipeline.encode import load_encoder
from pipeline.ingest import ingest
from pipeline.places import sample_corpus
from pipeline.strings import Strings
from pipeline.views.comparing.marks import marks_of
from pipeline.views.comparing.rows import is_shown, row_at
from ui.comparing.pairs import versions_of_symbol

EN = Strings("en")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("index")
    ingest([sample_corpus()], folder, load_encoder(), workers=0)
    return folder


@pytest.fixture(scope="module")
def held(index: Path) -> Iterator[Collection]:
    with Collection.open(index) as collection:
        yield collection


def test_the_map_holds_every_row_and_the_marks_are_those_of_the_library(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = versions_of_symbol(held, CONVENTION).rows
    app = open_app(index, monkeypatch, "compare", symbol=CONVENTION, lang="en")
    ticks = findall(r'<i class="[^"]*" style="[^"]*" data-row="(\w+)">', drawn(app))
    assert ticks == [row.key for row in rows]
    shown = [row for row in rows if is_shown(row, "content")]
    assert findall(r'<tr class="[^"]*" data-words="(\w+)"', drawn(app)) == [r.key for r in shown]
    terms_seen = sum(
        mark.kind == "term"
        for row in shown
        if row.kind == "text" and not row.findings
        for side in (row.zh, row.en)
        if side
        for mark in marks_of(side, side[0].lang, ("term",))
    )
    assert drawn(app).count('<span class="seen term">') == 1, "in the legend"
    terms = open_app(index, monkeypatch, "compare", symbol=CONVENTION, lang="en", marks="term")
    shown_terms = drawn(terms).count('<span class="seen term">') - 1
    assert terms_seen <= shown_terms <= terms_seen + 20, "and those of rows with findings"
    assert drawn(terms).count('<span class="seen modal">') == 1
    none = open_app(index, monkeypatch, "compare", symbol=CONVENTION, lang="en", marks="none")
    assert drawn(none).count('<span class="seen') == 4, "the legend alone"


def test_the_address_of_a_row_opens_it_marked(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = versions_of_symbol(held, CONVENTION).rows
    asked = next(row for row in rows if row.number == "22(6)" or row.is_one_sided)
    query = {"symbol": CONVENTION, "lang": "en"}
    app = open_app(index, monkeypatch, "compare", **query, at=asked.name)
    assert row_at(asked.name, rows) is asked
    assert findall(r'<tr class="[^"]* here" data-words="(\w+)"', drawn(app)) == [asked.key]
    assert app.query_params["at"] == asked.name
    link = findall(rf'<a class="row-at" href="([^"]*)"[^>]*data-row="{asked.key}"', drawn(app))
    assert len(link) == 1
    assert link[0].startswith("compare?lang=en&amp;symbol=")
    filtered = open_app(index, monkeypatch, "compare", **query, show="differs")
    assert EN("compare.in_context") in drawn(filtered)
    kinds = findall(r'<i class="([^"]*)"', drawn(filtered))
    assert len(kinds) == len(rows)
    assert sum("off" not in kind for kind in kinds) == sum(bool(row.findings) for row in rows)
