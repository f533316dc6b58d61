"""What stands around every page: first steps, an address that asks in vain, errors, help."""

import re
import shutil
from pathlib import Path

import pytest
from test_app import drawn, open_app, seen

from pipeline.encode import load_encoder
from pipeline.ingest import ingest, remove_all
from pipeline.places import sample_corpus
from pipeline.records import LANGS, Lang
from pipeline.store.manifest import STAGING
from pipeline.strings import Strings
from pipeline.strings.help import help_rows


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the sample corpus."""
    index = tmp_path_factory.mktemp("index")
    ingest([sample_corpus()], index, load_encoder(), workers=0)
    return index


def leads(page: str) -> list[str]:
    """Where the links of a page lead, the ampersands as in an address."""
    return [found.replace("&amp;", "&") for found in re.findall(r'href="([^"]*)"', page)]


@pytest.mark.parametrize("lang", LANGS)
def test_the_sample_opens_with_three_things_to_try_and_the_way_to_texts_of_ones_own(
    sample: Path, monkeypatch: pytest.MonkeyPatch, lang: Lang
) -> None:
    say, app = Strings(lang), open_app(sample, monkeypatch, lang=lang)
    for kind in ("search", "compare", "lineage"):
        assert say(f"try.{kind}.says") in seen(app)
    query = {"zh": "%E5%8F%B8%E6%B3%95%E5%8D%8F%E5%8A%A9", "en": "Mutual+legal+assistance"}[lang]
    to_try = re.search(r'<section class="to-try".*?</section>', drawn(app))
    assert to_try and leads(to_try[0]) == [
        f"./?lang={lang}&q={query}",
        f"compare?lang={lang}&symbol=MCC%2FCONF%2F2014%2F8",
        f"recommendations?lang={lang}&view=lineage&of=MCC%2FCOP%2FRES%2F4%2F1",
    ]
    assert say("try.own") in seen(app)
    assert f"corpus?lang={lang}&view=add" in leads(drawn(app))


def test_what_is_offered_on_other_texts_is_what_they_allow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("TST/2020/1\n\n1. The Group met.", encoding="utf-8")
    ingest([tmp_path / "a.txt"], tmp_path / "index", load_encoder(), workers=0)
    app = open_app(tmp_path / "index", monkeypatch, lang="en")
    assert Strings("en")("try.own") not in seen(app)
    assert "to-try" not in drawn(app)


def test_an_address_that_asks_for_what_is_not_held_says_so_once(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    say, asked = Strings("en"), "XX/1 <b>"
    app = open_app(sample, monkeypatch, "compare", symbol=asked, lang="en")
    assert say("error.address", values=asked) in seen(app).replace("\n", "")
    assert "<b>" not in drawn(app)
    app.run()
    assert "XX/1" not in seen(app)


def test_words_typed_before_the_browser_has_the_new_address_are_not_lost(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app(sample, monkeypatch, lang="en", q="extradition")
    app.text_input(key="search.q").set_value("asset").run()
    assert app.query_params["q"] in ("asset", ["asset"])
    app.query_params["q"] = "extradition"  # what the browser still has
    app.text_input(key="search.q").set_value("transfer").run()
    assert app.text_input(key="search.q").value == "transfer"
    assert app.query_params["q"] in ("transfer", ["transfer"])
    app.query_params["q"] = "asset"  # the back button: no widget was changed
    app.run()
    assert app.text_input(key="search.q").value == "asset"


@pytest.mark.parametrize("page", ["compare", "review"])
def test_a_text_that_is_taken_out_while_it_is_open_is_missed_aloud(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    index, symbol = tmp_path / "index", "MCC/COP/WG.1/2022/3"
    shutil.copytree(sample, index)
    app = open_app(index, monkeypatch, page, symbol=symbol, lang="en")
    said = Strings("en")("error.address", values=symbol)
    assert said not in seen(app).replace("\n", "")
    remove_all(index, [(symbol, lang) for lang in LANGS])
    app.run()
    assert not app.exception
    assert said in seen(app).replace("\n", "")
    app.run()
    assert symbol not in seen(app)


def test_an_index_that_goes_away_while_a_page_is_open_breaks_no_page(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index, say = tmp_path / "index", Strings("en")
    shutil.copytree(sample, index)
    app = open_app(index, monkeypatch, "help", lang="en")
    assert say("foot.local") in seen(app)
    shutil.rmtree(index)
    app.run()
    assert not app.exception
    assert say("foot.local") not in seen(app)
    app.switch_page("ui/pages/corpus.py")
    app.run()
    assert not app.exception
    assert say("error.no_index", folder=str(index)) in seen(app).replace("\n", "")


def test_an_error_is_said_in_chinese_with_the_line_of_the_program_behind_it(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = {"q": "extradition", "from": "2020-99"}
    chinese = open_app(sample, monkeypatch, lang="zh", **query)
    assert "2020-99：日期应写作" in seen(chinese)
    assert "<details" in drawn(chinese) and "a date is written" in seen(chinese)
    english = open_app(sample, monkeypatch, lang="en", **query)
    assert "2020-99: a date is written" in seen(english)
    assert Strings("en")("error.line") not in seen(english)


def test_a_first_ingest_that_is_not_finished_is_told_from_no_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "index" / STAGING).mkdir(parents=True)
    app = open_app(tmp_path / "index", monkeypatch, lang="en")
    assert "is not finished" in seen(app)
    assert not app.code


@pytest.mark.parametrize("lang", LANGS)
def test_help_needs_no_index_and_is_linked_from_every_page(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: Lang
) -> None:
    page = seen(open_app(tmp_path / "none", monkeypatch, "help", lang=lang))
    for row in help_rows():
        if row.sign == "title":
            assert row.words(lang) in page
    app = open_app(sample, monkeypatch, "corpus", lang=lang)
    assert f"help?lang={lang}&at=corpus" in leads(drawn(app))
