"""The page of terms shows what the library returns: the real app on small texts and the sample."""

import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from re import findall

import pytest
from small_index import Text, write_corpus
from test_app import drawn, open_app, seen

from pipeline.cite import citation
from pipeline.collection import Collection
from pipeline.encode import load_encoder
from pipeline.ingest import ingest
from pipeline.places import sample_corpus
from pipeline.preparation import Preparation
from pipeline.records import LANGS, Lang
from pipeline.strings import Strings
from pipeline.terms.table import TERMS_FILE

TABLE = """code,lang,form,use,bodies
lamp-office,zh,灯务机关,asks,T
lamp-office,zh,灯务当局,variant,T
lamp-office,zh,对外掌灯机关,variant,PRC
lamp-office,zh,灯局,variant,PRC
lamp-office,en,lamp office,asks,T
hand,zh,移交,variant,
"""
EN = "1. Encourages every lamp office to light the harbour before {n} o'clock.\n\n2. {own}"
ZH = "1. {first}\n\n2. {own}"
FIRST = (
    "鼓励每个灯务机关在六点前点亮港口。",
    "鼓励每个灯务机关在七点前点亮港口。",
    "鼓励各灯务当局在八点前将港口照亮。",
)
OWN = (
    ("Decides to hand over the evidence.", "决定移交证据。"),
    ("Notes <b>the</b> lamp office & its report.", "注意到<b>灯务机关</b>及其报告。"),
    ("Thanks the host.", "灯务当局感谢对外掌灯机关移交刑事诉讼。"),
)


def _texts() -> Iterator[Text]:
    for n, (first, (en, zh)) in enumerate(zip(FIRST, OWN, strict=True), 1):
        symbol, date = f"T/RES/{n}/1", f"20{n + 10}-05-06"
        yield Text(symbol, "en", EN.format(n=n + 5, own=en), date, str(n))
        yield Text(symbol, "zh", ZH.format(first=first, own=zh), date, str(n))


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three small resolutions with a table of terms of their own, built for this module."""
    folder = tmp_path_factory.mktemp("terms")
    corpus = write_corpus(folder / "corpus", tuple(_texts()))
    ingest([corpus], folder / "index", load_encoder(), workers=0)
    (folder / "index" / TERMS_FILE).write_text(TABLE, encoding="utf-8")
    return folder / "index"


@pytest.fixture
def held(index: Path) -> Iterator[Collection]:
    with Collection.open(index) as collection:
        yield collection


def cited(app) -> list[str]:  # type: ignore[no-untyped-def]
    return [unescape(c) for c in findall(r'class="card[^"]*" data-cite="([^"]*)"', drawn(app))]


def asks(app, kind: str) -> list[str]:  # type: ignore[no-untyped-def]
    return [unescape(a) for a in findall(rf'data-ask="{kind} ([^"]*)"', drawn(app))]


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_opens_in_both_languages_with_a_way_to_begin(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch, lang: Lang
) -> None:
    app = open_app(index, monkeypatch, "terms", lang=lang)
    say = Strings(lang)
    assert say("terms.welcome", n=f"{len(Preparation(held).terms()):,}") in seen(app)
    assert "central-authority" in asks(app, "term")
    assert cited(app) == []


@pytest.mark.parametrize(
    ("lang", "columns"), [("zh", ("un", "law", "en")), ("en", ("en", "un", "law"))]
)
def test_a_concept_stands_in_three_columns_that_of_the_interface_first(
    index: Path,
    held: Collection,
    monkeypatch: pytest.MonkeyPatch,
    lang: Lang,
    columns: tuple[str, ...],
) -> None:
    app = open_app(index, monkeypatch, "terms", lang=lang, q="lamp office")
    say, shown = Strings(lang), seen(app)
    titles = [say(f"terms.column.{column}") for column in columns]
    assert sorted(titles, key=shown.index) == titles
    lens = Preparation(held).lens("lamp office")
    used = {f"{use.form.lang} {use.form.form}" for use in lens.forms if use.occurrences}
    assert set(asks(app, "form")) == used
    assert used == {"zh 灯务机关", "zh 灯务当局", "zh 对外掌灯机关", "en lamp office"}
    assert say("terms.unused", n=1) in shown
    assert "灯局" in shown


def test_the_passages_of_a_form_are_those_of_the_library_recurrences_folded(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app(index, monkeypatch, "terms", lang="en", q="lamp office")
    prepared = Preparation(held)
    lens = prepared.lens("lamp office")
    (use,) = lens.named("en")
    found = prepared.term_passages(lens.term, use.form)
    assert (found.different, found.passages) == (2, 4)
    assert cited(app) == [citation(one.passage.paragraph, "en") for one in found.shown]
    (most,) = (one for one in found.shown if one.recurs)
    assert [d.symbol for d in most.recurs] == ["T/RES/2/1", "T/RES/1/1"]
    assert Strings("en")("card.recurs", n=2) in seen(app)
    assert '<mark class="hit">lamp office</mark>' in drawn(app)
    assert '<mark class="hit">灯务当局</mark>' in drawn(app)


def test_another_form_and_a_year_are_chosen_and_stand_in_the_address(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app(index, monkeypatch, "terms", lang="en", q="lamp office")
    app.selectbox(key="terms.form").set_value("zh 灯务机关").run()
    assert cited(app) == ["T/RES/2/1，第1段", "T/RES/2/1，第2段", "T/RES/1/1，第1段"]
    app.selectbox(key="terms.year").set_value("2011").run()
    assert [c.split("，")[0] for c in cited(app)] == ["T/RES/1/1"]
    assert app.query_params["form"] == "zh 灯务机关"
    again = open_app(index, monkeypatch, "terms", **app.query_params)
    assert cited(again) == cited(app)


def test_senses_are_groups_with_counts_and_choose_passages(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app(index, monkeypatch, "terms", lang="zh", q="移交")
    assert sorted(asks(app, "sense")) == ["evidence", "proceedings"]
    assert len(cited(app)) == 2
    app.selectbox(key="terms.sense").set_value("evidence").run()
    assert [c.split("，")[0] for c in cited(app)] == ["T/RES/1/1"]
    assert app.query_params["sense"] == "evidence"


@pytest.mark.parametrize("lang", LANGS)
def test_hostile_words_stay_text_in_the_box_and_in_passages(
    index: Path, monkeypatch: pytest.MonkeyPatch, lang: Lang
) -> None:
    app = open_app(index, monkeypatch, "terms", lang=lang, q="<b>nowhere</b>")
    assert Strings(lang)("error.UnknownTerm") in seen(app)
    assert "<b>nowhere" not in drawn(app)
    app.text_input(key="terms.q").set_value("lamp office").run()
    assert "&lt;b&gt;the&lt;/b&gt;" in drawn(app)
    assert "<b>the" not in drawn(app)


def test_words_that_no_table_has_are_looked_up_as_they_are(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app(index, monkeypatch, "terms", lang="en", q="harbour")
    assert Strings("en")("terms.not_listed") in seen(app)
    assert len(cited(app)) == 1


@pytest.mark.parametrize("lang", LANGS)
def test_renderings_are_those_of_the_library_with_their_differences(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch, lang: Lang
) -> None:
    app = open_app(index, monkeypatch, "terms", lang=lang, view="variance", q="lamp office")
    (one,) = Preparation(held).variance("lamp office").variances
    assert cited(app) == [citation(one.passage.paragraph, "en")]
    sides = findall(r'class="counterpart rendering" data-cite="([^"]*)"', drawn(app))
    assert [unescape(side) for side in sides] == [
        citation(r.paragraph, "zh") for r in one.renderings
    ]
    assert "<del><bdi>" in drawn(app)
    for rendering in one.renderings:
        assert rendering.paragraph.text in seen(app).replace("\n", "")
    app.segmented_control(key="terms.of").set_value("zh").run()
    assert Strings(lang)("terms.variance.none") in seen(app)


def test_words_in_no_rendering_are_said_to_be_nowhere(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app(index, monkeypatch, "terms", lang="en", view="variance", q="<i>lantern</i>")
    assert Strings("en")("error.UnknownTerm") in seen(app)
    assert "<i>lantern" not in drawn(app)


@pytest.mark.parametrize("lang", LANGS)
def test_a_text_held_is_checked_and_each_alert_shown_with_its_evidence(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch, lang: Lang
) -> None:
    app = open_app(index, monkeypatch, "terms", lang=lang, view="check", symbol="T/RES/3/1")
    alerts = Preparation(held).check("T/RES/3/1")
    assert [alert.kind for alert in alerts] == ["law"]
    assert cited(app) == [citation(a.passage.paragraph, a.passage.paragraph.lang) for a in alerts]
    assert '<mark class="finding">对外掌灯机关</mark>' in drawn(app)
    say = Strings(lang)
    values = say("list.semicolon").join(alerts[0].evidence)
    assert say("terms.evidence.law", values=values) in seen(app)
    assert say("alert.law") in seen(app)


@pytest.mark.parametrize("lang", LANGS)
def test_no_alert_no_text_and_no_file_are_said_in_words(
    index: Path, monkeypatch: pytest.MonkeyPatch, lang: Lang
) -> None:
    app = open_app(index, monkeypatch, "terms", lang=lang, view="check")
    say = Strings(lang)
    assert say("terms.check.choose") in seen(app)
    app.selectbox(key="terms.symbol").set_value("T/RES/1/1").run()
    assert say("terms.check.nothing", text="T/RES/1/1") in seen(app)
    app.segmented_control(key="terms.from").set_value("files").run()
    assert say("terms.check.give") in seen(app)
    gone = open_app(index, monkeypatch, "terms", lang=lang, view="check", symbol="<u>T/9</u>")
    assert say("error.UnknownSymbol") in seen(gone)
    assert "<u>T/9" not in drawn(gone)


def test_a_file_is_checked_and_one_that_cannot_be_read_is_refused(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app(index, monkeypatch, "terms", lang="zh", view="check")
    app.segmented_control(key="terms.from").set_value("files").run()
    words = "1. 灯务机关开会。\n\n2. 灯务当局<s>休会</s>。\n\n3. 灯务机关散会。"
    given = ("draft.zh.txt", words.encode(), "text/plain")
    app.file_uploader(key="terms.files").set_value([given]).run()
    assert not app.exception
    assert '<mark class="finding">灯务当局</mark>' in drawn(app)
    assert "<s>休会" not in drawn(app)
    app.file_uploader(key="terms.files").set_value([("a.pdf", b"no", "application/pdf")]).run()
    assert Strings("zh")("error.InputError") in seen(app)


def test_both_versions_of_a_file_are_checked_against_each_other(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    zh = "1. 缔约国向灯务机关提出请求。\n\n2. 灯务当局处理请求。\n\n3. 灯务机关提出报告。"
    en = (
        "1. States parties shall address requests to the lamp office.\n\n"
        "2. The lamp office shall deal with requests.\n\n3. The lamp office shall report."
    )
    app = open_app(index, monkeypatch, "terms", lang="en", view="check")
    app.segmented_control(key="terms.from").set_value("files").run()
    files = [("a.zh.txt", zh.encode(), "text/plain"), ("a.en.txt", en.encode(), "text/plain")]
    app.file_uploader(key="terms.files").set_value(files).run()
    assert not app.exception
    assert '<mark class="finding">灯务当局</mark>' in drawn(app)
    app.file_uploader(key="terms.files").set_value([files[0], files[0]]).run()
    assert Strings("en")("error.InputError") in seen(app)


@pytest.mark.parametrize("lang", LANGS)
def test_the_table_is_listed_and_filtered_with_own_concepts_marked(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch, lang: Lang
) -> None:
    app = open_app(index, monkeypatch, "terms", lang=lang, view="table", q="灯务")
    say, prepared = Strings(lang), Preparation(held)
    assert asks(app, "term") == [term.code for term in prepared.terms("灯务")] == ["lamp-office"]
    assert say("terms.own") in seen(app)
    every = prepared.terms()
    forms = f"{sum(len(term.forms) for term in every):,}"
    assert say("terms.table", n=f"{len(every):,}", forms=forms) in seen(app)
    app.text_input(key="terms.q").set_value("<b>").run()
    assert say("terms.table_none") in seen(app)


def test_an_own_table_is_taken_in_and_what_it_replaces_is_said(
    index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "index"
    shutil.copytree(index, copy)
    app = open_app(copy, monkeypatch, "terms", lang="en", view="table")
    table = "code,lang,form\nlamp-office,zh,灯务署\nquay,en,<b>quay</b>\nextradition,zh,移解\n"
    given = ("own.csv", table.encode(), "text/csv")
    app.file_uploader(key="terms.table.file").set_value(given).run()
    app.button(key="terms.table.take").click().run()
    say = Strings("en")
    assert not app.exception
    for fate in ("new", "replaced", "instead"):
        assert say(f"terms.fate.{fate}") in seen(app)
    assert "<b>quay" not in drawn(app)
    with Collection.open(copy) as held:
        (term,) = Preparation(held).terms("灯务署")
        assert [form.form for form in term.forms] == ["灯务署"]
    broken = ("own.csv", b"code,lang\nx,zh\n", "text/csv")
    app.file_uploader(key="terms.table.file").set_value(broken).run()
    app.button(key="terms.table.take").click().run()
    assert say("error.InputError") in seen(app)
    assert "own.csv" in seen(app)


def test_a_long_list_of_passages_is_turned_page_by_page(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path_factory.mktemp("sample")
    ingest([sample_corpus()], folder, load_encoder(), workers=0)
    with Collection.open(folder) as held:
        prepared = Preparation(held)
        lens = prepared.lens("缔约国")
        form = next(use.form for use in lens.forms if use.form.form == "缔约国")
        second = prepared.term_passages(lens.term, form, start=20)
    first = open_app(folder, monkeypatch, "terms", lang="zh", q="缔约国")
    assert len(cited(first)) == 20
    first.segmented_control(key="terms.page").set_value("2").run()
    assert cited(first) == [citation(one.passage.paragraph, "zh") for one in second.shown]
