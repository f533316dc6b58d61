"""The pages show what the library returns: the real app, on a real index of the sample corpus."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from html import unescape
from pathlib import Path
from re import findall, sub
from urllib.parse import parse_qs

import pytest
from printed_text import PRINTED, TAKEN_OUT

from pipeline.cite import citation
from pipeline.collection import Collection
from pipeline.encode import load_encoder
from pipeline.ingest import ingest
from pipeline.places import sample_corpus
from pipeline.records import Lang
from pipeline.strings import Strings
from pipeline.trend import MEASURES

testing = pytest.importorskip("streamlit.testing.v1", reason="streamlit is not installed")
APP = str(Path(__file__).resolve().parent.parent / "app.py")
CONVENTION = "MCC/CONF/2014/8"
PAGES = (
    "search",
    "compare",
    "document",
    "review",
    "recommendations",
    "articles",
    "trends",
    "terms",
    "preparation",
    "practice",
    "corpus",
)
LANGUAGES: tuple[Lang, Lang] = ("zh", "en")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the sample corpus, built for this module."""
    index = tmp_path_factory.mktemp("index")
    ingest([sample_corpus()], index, load_encoder(), workers=0)
    return index


@pytest.fixture
def held(sample: Path) -> Iterator[Collection]:
    with Collection.open(sample) as collection:
        yield collection


def open_app(index: Path, monkeypatch: pytest.MonkeyPatch, page: str = "search", **query: object):  # type: ignore[no-untyped-def]
    """The app on ``index`` at ``page`` with that query string, drawn once."""
    monkeypatch.setenv("TONGWEN_INDEX", str(index))
    app = testing.AppTest.from_file(APP, default_timeout=60)
    app.query_params.update(query)
    app.run()
    if page != "search":
        app.switch_page(f"ui/pages/{page}.py")
        app.query_params.update(query)
        app.run()
    assert not app.exception
    return app


def drawn(app) -> str:  # type: ignore[no-untyped-def]
    """All HTML of the page but its style sheet and its script."""
    return "\n".join(h.value for h in app.html if not h.value.startswith(("<style", "<script")))


def seen(app) -> str:  # type: ignore[no-untyped-def]
    """The words of that HTML."""
    return unescape(sub(r"<[^>]*>", "\n", drawn(app)))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_in_both_languages(
    sample: Path, monkeypatch: pytest.MonkeyPatch, page: str, lang: Lang
) -> None:
    app = open_app(sample, monkeypatch, page, lang=lang)
    say = Strings(lang)
    assert f">{say(f'page.{page}')}<" in sub(r"</?bdi>", "", drawn(app))
    assert say("foot.local") in seen(app)
    assert app.session_state["language"] == lang


def test_the_language_switch_changes_every_word(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app(sample, monkeypatch, lang="en")
    app.segmented_control(key="language").set_value("zh").run()
    assert Strings("zh")("search.welcome") in seen(app)
    assert Strings("en")("search.welcome") not in seen(app)
    assert app.query_params["lang"] == "zh"


@pytest.mark.parametrize("query", ["引渡", "return of celestial objects", '"State of find"'])
def test_search_shows_exactly_what_the_library_returns(
    sample: Path, held: Collection, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    app = open_app(sample, monkeypatch, q=query)
    found = held.search(query, k=10, fold=True)
    for matches in (found.zh, found.en):
        lang = matches[0].paragraph.lang
        cited = findall(rf'class="card" data-cite="([^"]*)" data-lang="{lang}"', drawn(app))
        assert [unescape(c) for c in cited] == [citation(m.paragraph, lang) for m in matches[:20]]
        for match in matches[:20]:
            assert match.paragraph.text.replace("\n", "") in seen(app).replace("\n", "")


def test_filters_keep_the_query_and_narrow_the_hits(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app(sample, monkeypatch, q="extradition")
    app.multiselect(key="search.symbol").set_value([CONVENTION]).run()
    cited = findall(r'class="card" data-cite="([^"]*)"', drawn(app))
    assert cited
    assert all(c.startswith(CONVENTION) for c in cited)
    assert app.text_input(key="search.q").value == "extradition"
    assert app.query_params["symbol"] == CONVENTION


def test_a_link_opens_the_same_hits(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    query = {"q": "引渡", "in": "zh", "from": "2020", "to": "2021-12-31", "k": "20"}
    first = open_app(sample, monkeypatch, lang="zh", **query)
    second = open_app(sample, monkeypatch, **first.query_params)
    assert drawn(first) == drawn(second)
    assert second.text_input(key="search.from").value == "2020"
    assert second.multiselect(key="search.in").value == ["zh"]


def test_values_that_are_not_held_are_left_out_of_a_link(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app(sample, monkeypatch, q="引渡", body="NOWHERE", role="king", k="7")
    assert app.multiselect(key="search.body").value == []
    assert app.selectbox(key="search.k").value == "10"
    assert "card" in drawn(app)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_cannot_be_done_is_said(
    sample: Path, monkeypatch: pytest.MonkeyPatch, lang: Lang
) -> None:
    app = open_app(sample, monkeypatch, lang=lang, q="A/RES/1/1")
    assert Strings(lang)("error.UnknownSymbol") in seen(app)
    assert "A/RES/1/1" in seen(app)
    empty = open_app(sample, monkeypatch, lang=lang, q="“”")
    assert Strings(lang)("error.TongwenError") in seen(empty)


def test_the_examples_are_of_the_index_and_find_something(
    sample: Path, held: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = drawn(open_app(sample, monkeypatch, lang="en"))
    listed = page.split('<dl class="tries"')[1]
    offered = [parse_qs(unescape(q))["q"][0] for q in findall(r'href="\./\?([^"]*)"', listed)]
    assert len(offered) == 5
    for query in offered:
        found = held.search(query)
        assert found.zh or found.en
    assert 'class="card"' in drawn(open_app(sample, monkeypatch, q=offered[0]))


def test_compare_shows_every_bead_and_the_planted_differences(
    sample: Path, held: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app(sample, monkeypatch, "compare", symbol=CONVENTION, lang="en", show="all")
    beads = held.beads(CONVENTION)
    assert drawn(app).count("data-words=") == len(beads) > 200
    app.segmented_control(key="compare.show").set_value("differs").run()
    assert findall(r'<mark class="finding">(\d+)</mark>', drawn(app)) == ["90", "60"]
    assert "art. 21(3)" in seen(app)
    app.segmented_control(key="compare.show").set_value("one-sided").run()
    assert "art. 22(6)" in seen(app)
    assert drawn(app).count("not in the Chinese") == 1


def test_two_documents_are_aligned_on_the_spot(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    third, fourth = "MCC/COP/WG.1/2021/6", "MCC/COP/WG.1/2022/3"
    app = open_app(sample, monkeypatch, "compare", source="two", zh=third, en=fourth)
    assert f"{third}，第1段" in drawn(app)
    assert f"{fourth}, para. 1" in drawn(app)


def test_two_files_are_compared_and_a_bad_one_is_refused(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = sample_corpus()
    app = open_app(sample, monkeypatch, "compare", source="files", lang="en")
    zh = ("c.zh.txt", (folder / "convention.zh.txt").read_bytes(), "text/plain")
    en = ("c.en.txt", (folder / "convention.en.txt").read_bytes(), "text/plain")
    app.file_uploader[0].set_value([en, zh]).run()
    assert "Convention on Cooperation" in seen(app)
    app.file_uploader[0].set_value([en, ("x.txt", b"\x00\x01\x02" * 99, "text/plain")]).run()
    assert Strings("en")("error.InputError") in seen(app)
    app.file_uploader[0].set_value([en, en]).run()
    assert "same language" in seen(app)


@pytest.mark.parametrize("measure", MEASURES)
def test_trends_show_the_counts_of_the_library(
    sample: Path, held: Collection, monkeypatch: pytest.MonkeyPatch, measure: str
) -> None:
    app = open_app(sample, monkeypatch, "trends", by=measure, lang="en")
    body = app.selectbox(key="trends.body").value
    points = [p for p in held.trends(measure) if p.body == body]  # type: ignore[arg-type]
    cells = findall(r'<td class="figure">(\d+) of (\d+)</td>', drawn(app))
    assert sorted((int(n), int(t)) for n, t in cells) == sorted((p.count, p.total) for p in points)
    totals = {p.session: p.total for p in points}
    assert f"{sum(totals.values())} recommendations" in seen(app)
    assert ("too few sessions" in seen(app)) == (len(totals) < 5)


def test_the_recommendations_behind_a_count_are_those_counted(
    sample: Path, held: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app(sample, monkeypatch, "trends", lang="en")
    body = app.selectbox(key="trends.body").value
    point = next(p for p in held.trends("strength") if p.body == body and p.count > 1)
    app.selectbox(key="trends.session").set_value(point.session)
    app.selectbox(key="trends.value").set_value(point.value).run()
    assert drawn(app).count('<th class="citation" scope="row">') == point.count
    assert app.query_params["value"] == point.value
    app.segmented_control(key="trends.by").set_value("topic").run()
    assert app.selectbox(key="trends.value").value == ""


def test_the_corpus_page_counts_what_is_held(
    sample: Path, held: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app(sample, monkeypatch, "corpus", lang="en", view="texts")
    words = seen(app)
    assert held.manifest.encoder in words
    assert "Every document is held in both languages." in words
    for heading in held.documents():
        assert heading.symbol in words
        assert heading.title in words
    app.text_input(key="corpus.find").set_value("convention").run()
    assert "1 text" in seen(app)


def test_a_new_state_of_the_index_is_shown_without_a_restart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoder = load_encoder()
    files = sample_corpus()
    ingest([files / "convention.en.txt"], tmp_path, encoder, workers=0)
    app = open_app(tmp_path, monkeypatch, "corpus", lang="en")
    assert "1 document in English alone" in seen(app)
    ingest([files / "convention.zh.txt"], tmp_path, encoder, workers=0)
    app.run()
    assert "Every document is held in both languages." in seen(app)


@pytest.mark.parametrize("page", PAGES)
def test_without_an_index_every_page_says_how_to_build_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    app = open_app(tmp_path / "none", monkeypatch, page, lang="en")
    assert "No index in" in seen(app)
    assert app.code[0].value.startswith("tongwen ingest")


def test_a_damaged_index_is_said_to_be_damaged(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(sample, broken)
    next(broken.rglob("texts.sqlite")).write_bytes(b"")
    app = open_app(broken, monkeypatch, lang="en")
    assert Strings("en")("error.IndexMismatch") in seen(app)


def test_an_index_that_breaks_while_it_is_open_is_said_to_be_damaged_on_the_next_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "broken"
    # texts of its own: what was counted of an index of the same texts is kept
    ingest([sample_corpus() / "convention.en.txt"], broken, load_encoder(), workers=0)
    app = open_app(broken, monkeypatch, lang="en")
    with closing(sqlite3.connect(next(broken.rglob("texts.sqlite")))) as connection:
        connection.execute("DROP TABLE recommendations")
    app.switch_page("ui/pages/trends.py").run()
    assert not app.exception
    assert Strings("en")("error.IndexMismatch") in seen(app)


HOSTILE = '<script>document.title="x"</script> <img src=x onerror=alert(1)> \u2067=1+1'


def test_hostile_texts_and_queries_are_shown_as_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f"HST/2020/1\n\nReport on {HOSTILE}\n\n1. The Secretariat should {HOSTILE} " + "a" * 5000
    source = tmp_path / "<b>name.en.txt"
    source.write_text(text, encoding="utf-8")
    ingest([source], tmp_path / "index", load_encoder(), workers=0)
    for page in PAGES:
        app = open_app(
            tmp_path / "index", monkeypatch, page, q=f"secretariat {HOSTILE} \u202e", lang="en"
        )
        assert "<script" not in drawn(app)
        assert "<img" not in drawn(app)
        assert "<b>" not in drawn(app)
    app = open_app(tmp_path / "index", monkeypatch, q="secretariat")
    assert "onerror=alert(1)" in seen(app)


def test_files_that_were_not_taken_in_are_shown_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "good.txt").write_text("1. The Group met.", encoding="utf-8")
    (tmp_path / "texts" / "bad.txt").write_bytes(b"\x00")
    ingest([tmp_path / "texts"], tmp_path / "index", load_encoder())
    page = seen(open_app(tmp_path / "index", monkeypatch, "corpus", lang="en", view="files"))
    assert Strings("en")("corpus.refused") in page
    assert "bad.txt" in page
    assert "NUL byte" in page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_was_taken_out_is_shown_by_document_and_word_for_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: Lang
) -> None:
    (tmp_path / "a.txt").write_text(PRINTED, encoding="utf-8")
    ingest([tmp_path / "a.txt"], tmp_path / "index", load_encoder(), workers=0)
    say = Strings(lang)
    app = open_app(tmp_path / "index", monkeypatch, "corpus", lang=lang, view="files")
    assert say("corpus.remarks") in seen(app)
    for kind in TAKEN_OUT:
        assert say(f"remark.{kind}") in seen(app)
    assert say("remark.count.bar-code", n=1) in seen(app)
    assert "2002530" not in seen(app), "the words are shown for one document"
    app.selectbox(key="corpus.of").set_value("MCC/CONF/2020/1 en").run()
    for words in TAKEN_OUT.values():
        assert words[0] in seen(app)
    app.multiselect(key="corpus.kind").set_value(["gap"]).run()
    assert "4. The Group left." in seen(app)
    assert "2002530" not in seen(app)
    assert app.query_params["kind"] == "gap"
    again = open_app(tmp_path / "index", monkeypatch, "corpus", **app.query_params)
    assert drawn(again) == drawn(app)


def test_a_text_without_remarks_has_no_such_section(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("1. The Group met.", encoding="utf-8")
    ingest([tmp_path / "a.txt"], tmp_path / "index", load_encoder(), workers=0)
    app = open_app(tmp_path / "index", monkeypatch, "corpus", lang="en", view="files")
    assert Strings("en")("corpus.remarks") not in seen(app)
    assert Strings("en")("column.confidence") not in seen(app)
