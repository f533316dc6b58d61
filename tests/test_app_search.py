"""The page Search: marks in both languages, related terms, recurrences, the model that reranks."""

from pathlib import Path
from re import findall

import pytest
from test_app import drawn, open_app, seen

from pipeline.collection import Collection
from pipeline.encode import load_encoder
from pipeline.ingest import ingest
from pipeline.places import sample_corpus
from pipeline.records import LANGS
from pipeline.strings import Strings

EN = Strings("en")
RECURRING = '"Working Group on International Cooperation"'


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the sample corpus, built for this module."""
    index = tmp_path_factory.mktemp("index")
    ingest([sample_corpus()], index, load_encoder(), workers=0)
    return index


def cards_of(app, lang: str) -> list[str]:  # type: ignore[no-untyped-def]
    """The cards of one language as HTML."""
    pieces = drawn(app).split("<article ")[1:]
    return [piece for piece in pieces if f'data-lang="{lang}"' in piece.split(">", 1)[0]]


@pytest.mark.parametrize("query", ["extradition", "引渡"])
def test_words_are_marked_in_both_languages(
    sample: Path, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    app = open_app(sample, monkeypatch, lang="en", q=query)
    for lang, word in (("zh", "引渡"), ("en", "extradition")):
        first = cards_of(app, lang)[0]
        marked = findall(r'<mark class="hit">([^<]*)</mark>', first)
        assert any(word in found.lower() for found in marked), marked


def test_related_terms_are_shown_and_switched_off_in_the_address(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app(sample, monkeypatch, lang="en", q="extradition")
    assert EN("search.expanded") in seen(app)
    assert '<bdi class="form"' in drawn(app)
    assert "expand" not in app.query_params
    app.toggle(key="search.expand").set_value(False).run()
    assert EN("search.expanded") not in seen(app)
    assert app.query_params["expand"] == "0"
    again = open_app(sample, monkeypatch, **app.query_params)
    assert again.toggle(key="search.expand").value is False
    assert drawn(again) == drawn(app)


def test_recurrences_are_folded_with_links_and_can_be_unfolded(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Collection.open(sample) as held:
        folded, each = (held.search(RECURRING, fold=fold) for fold in (True, False))
        assert any(match.recurs for match in folded.en)
        app = open_app(sample, monkeypatch, lang="en", q=RECURRING)
        assert f">{EN('search.found', zh=len(folded.zh), en=len(folded.en))}<" in drawn(app)
        listed = findall(r'<li><a href="([^"]*)"[^>]*><bdi>([^<]*)</bdi>', drawn(app))
        assert [symbol for _, symbol in listed] == [
            other.symbol
            for side in (folded.en, folded.zh)
            for match in side
            for other in match.recurs
        ]
    assert all(place.startswith("document?lang=en&amp;symbol=") for place, _ in listed)
    app.toggle(key="search.fold").set_value(False).run()
    assert app.query_params["fold"] == "0"
    assert EN("search.found", zh=len(each.zh), en=len(each.en)) in seen(app)
    assert 'class="recurs"' not in drawn(app)


@pytest.mark.parametrize("lang", LANGS)
def test_a_model_that_cannot_be_read_is_refused_in_words_and_can_be_left_out(
    sample: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, lang: str
) -> None:
    plain = open_app(sample, monkeypatch, lang=lang, q="extradition")
    assert [toggle.key for toggle in plain.toggle] == ["search.expand", "search.fold"]
    monkeypatch.setenv("TONGWEN_RERANKER", str(tmp_path))
    app = open_app(sample, monkeypatch, lang=lang, q="extradition")
    assert Strings(lang)("error.EncoderError") in seen(app)
    assert str(tmp_path) in seen(app)
    app.toggle(key="search.rerank").set_value(False).run()
    assert 'class="card"' in drawn(app)
    assert app.query_params["rerank"] == "0"


def test_nonsense_in_the_address_is_the_default_and_nothing_stands_twice(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = {"in": ["zh", "fr", "zh"], "k": ["7"], "expand": ["maybe"], "symbol": ["NONE"]}
    app = open_app(sample, monkeypatch, lang="en", q="extradition", **given)
    assert app.multiselect(key="search.in").value == ["zh"]
    assert app.multiselect(key="search.symbol").value == []
    assert app.selectbox(key="search.k").value == "10"
    assert app.toggle(key="search.expand").value is True
    assert sorted(app.query_params) == ["in", "lang", "q"]
    assert cards_of(app, "zh") and not cards_of(app, "en")
