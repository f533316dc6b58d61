"""The page of articles shows what the library returns: the real app on the sample corpus."""

from collections.abc import Iterator
from pathlib import Path
from re import findall

import pytest
from test_app import drawn, open_app, seen

from pipeline.cite import citation
from pipeline.collection import Collection
from pipeline.encode import load_encoder
from pipeline.ingest import ingest
from pipeline.places import sample_corpus
from pipeline.records import LANGS, Lang
from pipeline.strings import Strings

CITED = (
    "Report\n\n"
    "1. Article 18, paragraph 13, of the United Nations Convention against Corruption is clear.\n\n"
    "2. States should apply article 18 of the United Nations Convention against Corruption.\n\n"
    "Return of assets (article 57 of the United Nations Convention against Corruption)\n\n"
    "3. Nobody spoke."
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample corpus and one more report, built for this module."""
    folder = tmp_path_factory.mktemp("articles")
    (folder / "report.en.txt").write_text(CITED, encoding="utf-8")
    ingest([sample_corpus(), folder / "report.en.txt"], folder / "index", load_encoder(), workers=0)
    return folder / "index"


@pytest.fixture
def held(index: Path) -> Iterator[Collection]:
    with Collection.open(index) as collection:
        yield collection


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_opens_in_both_languages_with_the_counts(
    index: Path, monkeypatch: pytest.MonkeyPatch, lang: Lang
) -> None:
    app = open_app(index, monkeypatch, "articles", lang=lang)
    say = Strings(lang)
    assert say("articles.counts_remark") in seen(app)
    assert app.selectbox(key="articles.instrument").value == "METEORITES"
    assert 'class="card' not in drawn(app)


def test_a_link_asks_for_a_provision_and_shows_its_passages_by_kind(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app(index, monkeypatch, "articles", lang="en", key="UNCAC:18")
    edges = held.articles("UNCAC:18").edges
    cards = findall(r'class="card (\w+)" data-cite="([^"]*)"', drawn(app))
    assert cards == [(e.kind, citation(e.passage.paragraph, "en")) for e in edges]
    assert '<mark class="hit">Article 18, paragraph 13</mark>' in drawn(app)
    assert app.query_params["key"] == "UNCAC:18"
    assert app.selectbox(key="articles.instrument").value == "UNCAC"


def test_a_heading_is_said_to_be_the_weaker_tie(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app(index, monkeypatch, "articles", lang="en", key="article 57")
    assert Strings("en")("articles.why.heading") in seen(app)
    assert "Return of assets (article 57" in seen(app)


@pytest.mark.parametrize("lang", LANGS)
def test_the_symbol_of_a_resolution_shows_what_it_names_and_what_names_it(
    index: Path, monkeypatch: pytest.MonkeyPatch, lang: Lang
) -> None:
    app = open_app(index, monkeypatch, "articles", lang=lang, key="MCC/COP/RES/4/1")
    say = Strings(lang)
    assert "MCC-COP:DEC:2/3" in seen(app)
    assert say("relation.recalls") in seen(app)
    assert say("articles.not_held") in seen(app)
    app.text_input(key="articles.key").set_value("MCC/COP/WG.1/2021/6").run()
    assert "MCC/COP/RES/4/1" in seen(app)
    app.text_input(key="articles.key").set_value("A/RES/1/1").run()
    assert say("error.UnknownSymbol") in seen(app)


def test_another_provision_is_asked_for_in_the_box(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app(index, monkeypatch, "articles", lang="zh")
    app.text_input(key="articles.key").set_value("第十八条第十三款").run()
    assert not app.exception
    assert drawn(app).count('class="card cites"') == 1


@pytest.mark.parametrize("lang", LANGS)
def test_a_provision_that_nothing_cites_is_said_to_be_unknown(
    index: Path, monkeypatch: pytest.MonkeyPatch, lang: Lang
) -> None:
    app = open_app(index, monkeypatch, "articles", lang=lang, key="<b>bold</b>")
    assert Strings(lang)("error.UnknownProvision") in seen(app)
    assert "<b>bold" not in drawn(app)


def test_an_index_that_cites_nothing_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.en.txt").write_text("1. The Group met.", encoding="utf-8")
    ingest([tmp_path / "a.en.txt"], tmp_path / "index", load_encoder(), workers=0)
    app = open_app(tmp_path / "index", monkeypatch, "articles", lang="en")
    assert Strings("en")("articles.none") in seen(app)
