"""The page of recommendations shows what the library returns: register, lineage, requests."""

from collections import Counter
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from re import findall

import pytest
from test_app import HOSTILE, LANGUAGES, drawn, open_app, seen

from pipeline.cite import citation
from pipeline.collection import Collection
from pipeline.encode import load_encoder
from pipeline.ingest import ingest
from pipeline.lineage import endorsements
from pipeline.places import sample_corpus
from pipeline.records import Lang
from pipeline.strings import Strings
from pipeline.views.register.choices import Wanted, item_key, matching
from pipeline.views.register.requests import state_key

PAGE = "recommendations"
RESOLUTION = "MCC/COP/RES/4/1"
VIEWS = ("register", "lineage", "requests")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("index")
    ingest([sample_corpus()], folder, load_encoder(), workers=0)
    return folder


@pytest.fixture(scope="module")
def held(index: Path) -> Iterator[Collection]:
    with Collection.open(index) as collection:
        yield collection


def places(app, lang: Lang) -> list[str]:  # type: ignore[no-untyped-def]
    """The citations of the rows in one language, in order."""
    return [unescape(c) for c in findall(rf'class="side {lang}" data-cite="([^"]*)"', drawn(app))]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_opens_in_both_languages(
    index: Path, monkeypatch: pytest.MonkeyPatch, view: str, lang: Lang
) -> None:
    app = open_app(index, monkeypatch, PAGE, view=view, lang=lang)
    say = Strings(lang)
    sentence = {
        "register": say("register.ladder"),
        "lineage": say("lineage.proposal"),
        "requests": say("requests.limits"),
    }[view]
    assert sentence in seen(app)
    assert "<table" in drawn(app)
    other = open_app(index, monkeypatch, PAGE, **app.query_params)
    assert drawn(other) == drawn(app)


# register --------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_register_is_that_of_the_library_word_for_word(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch, lang: Lang
) -> None:
    entries = held.register(lang)
    app = open_app(index, monkeypatch, PAGE, lang=lang)
    shown = places(app, lang)
    assert shown == [citation(e.recommendation.paragraph, lang) for e in entries[:50]]
    words = seen(app).replace("\n", "")
    for entry in entries[:50]:
        for item in filter(None, (entry.recommendation, entry.counterpart)):
            assert item.paragraph.text.replace("\n", "") in words
    app.segmented_control(key=f"{PAGE}.page").set_value("3").run()
    assert places(app, lang) == [
        citation(e.recommendation.paragraph, lang) for e in entries[100:150]
    ]


def test_drafts_and_final_texts_are_counted_apart(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app(index, monkeypatch, PAGE, lang="en")
    for status, count in Counter(e.document.status for e in held.register("en")).items():
        name = Strings("en")(f"status.{status}")
        assert Strings("en")("register.by_status", status=name, count=count) in seen(app)
    assert drawn(app).count('<th class="citation" scope="row">') == 50
    assert drawn(app).count('<span class="status ') >= 50


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(strength=("encourages",)),
        Wanted(article=("22",), session=("3", "4")),
        Wanted(addressee=("secretariat",), words="directory"),
        Wanted(status=("adopted",), topic=("extradition",)),
    ],
)
def test_filters_narrow_the_rows_and_stand_in_the_address(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch, wanted: Wanted
) -> None:
    query = {
        name: list(getattr(wanted, name))
        for name in ("strength", "article", "session", "addressee", "status", "topic")
        if getattr(wanted, name)
    }
    app = open_app(index, monkeypatch, PAGE, lang="en", words=wanted.words, **query)
    expected = matching(held.register("en"), wanted)
    assert expected
    assert places(app, "en") == [citation(e.recommendation.paragraph, "en") for e in expected[:50]]
    for name, values in query.items():
        assert app.multiselect(key=f"{PAGE}.{name}").value == values


def test_a_filter_that_nothing_passes_is_said_to(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app(index, monkeypatch, PAGE, lang="en", words=f"nowhere {HOSTILE}")
    assert Strings("en")("recommendations.no_rows") in seen(app)
    assert "<script" not in drawn(app)
    app = open_app(index, monkeypatch, PAGE, lang="en", strength="king", body="NOWHERE")
    assert app.multiselect(key=f"{PAGE}.strength").value == []


def test_many_pages_are_chosen_by_their_number(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.register.register.ROWS", 5)
    app = open_app(index, monkeypatch, PAGE, lang="en")
    app.number_input(key=f"{PAGE}.page").set_value(7).run()
    entries = held.register("en")
    assert places(app, "en") == [citation(e.recommendation.paragraph, "en") for e in entries[30:35]]
    app.number_input(key=f"{PAGE}.page").set_value(2).run()
    assert places(app, "en") == [citation(e.recommendation.paragraph, "en") for e in entries[5:10]]
    assert app.query_params["page"] == "2"


def test_the_text_that_is_read_may_be_the_other_one(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app(index, monkeypatch, PAGE, lang="en", text="zh", view="lineage")
    assert app.query_params["text"] == "zh"
    (first, *_) = [link for link in held.lineage("zh").links if link.later]
    assert first.later
    assert first.later.recommendation.paragraph.text in seen(app)


# lineage ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_history_of_a_row_is_its_chain(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch, lang: Lang
) -> None:
    found = held.lineage(lang)
    entry = max(held.register(lang), key=lambda e: len(found.chain_of(e)))
    chain = found.chain_of(entry)
    assert len(chain) > 2
    query = {"view": "lineage", "of": entry.document.symbol, "item": item_key(entry), "lang": lang}
    app = open_app(index, monkeypatch, PAGE, **query)
    say = Strings(lang)
    assert say("lineage.history") in seen(app)
    assert drawn(app).count("<tr") - 1 == len(chain)
    verdicts = findall(r'<div class="verdict"><bdi>([^<]*)</bdi>', drawn(app))
    assert verdicts == [say(f"verdict.{link.verdict}") for link in chain]
    for link in chain:
        for side in filter(None, (link.earlier, link.later)):
            assert citation(side.recommendation.paragraph, lang) in unescape(drawn(app))


def test_a_document_lists_its_verdicts_and_what_it_endorses(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app(index, monkeypatch, PAGE, view="lineage", of=RESOLUTION, lang="en")
    links = [
        link
        for link in held.lineage("en").links
        if RESOLUTION in {e.document.symbol for e in (link.earlier, link.later) if e}
    ]
    document = held.document(RESOLUTION, "en")
    assert document
    found = endorsements(document, held.paragraphs(RESOLUTION, "en"), held.register("en"))
    endorsed = [item for one in found for item in one.recommendations]
    assert endorsed
    say = Strings("en")
    cells = findall(r'<td class="verdict"><bdi>([^<]*)</bdi></td>', drawn(app))
    assert cells.count(say("lineage.fidelity.same")) == sum(
        i.word_for_word is True for i in endorsed
    )
    assert len(cells) == len(endorsed)
    verdicts = findall(r'<div class="verdict"><bdi>([^<]*)</bdi>', drawn(app))
    assert Counter(verdicts) == Counter(say(f"verdict.{link.verdict}") for link in links)
    third = "MCC/COP/WG.1/2021/6"
    report = open_app(index, monkeypatch, PAGE, view="lineage", of=third, lang="en")
    assert say("lineage.to") in seen(report)
    assert say("lineage.endorsements") not in seen(report)
    assert say("lineage.endorsed_by") in seen(report)
    own = [i for i in endorsed if i.source and i.source.document.symbol == third]
    assert 0 < len(own) < len(endorsed)
    cells = findall(r'<td class="verdict"><bdi>([^<]*)</bdi></td>', drawn(report))
    assert len(cells) == len(own)


def test_links_are_chosen_by_verdict(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app(index, monkeypatch, PAGE, view="lineage", verdict="softened", lang="en")
    softened = [link for link in held.lineage("en").links if link.verdict == "softened"]
    assert drawn(app).count('<tr class="softened">') == len(softened) > 0
    app.segmented_control(key=f"{PAGE}.verdict").set_value("dropped").run()
    assert '<tr class="softened">' not in drawn(app)
    assert Strings("en")("lineage.none.later") in seen(app)


def test_a_link_to_what_is_not_held_opens_all(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_app(index, monkeypatch, PAGE, view="lineage", of="A/RES/1/1", item="9#9", lang="en")
    assert app.selectbox(key=f"{PAGE}.of").value == ""
    app.selectbox(key=f"{PAGE}.of").set_value(RESOLUTION).run()
    assert app.selectbox(key=f"{PAGE}.item").value == ""
    assert not app.exception


def test_like_content_is_looked_for_when_asked_for(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = next(e for e in held.register("en") if e.document.symbol == RESOLUTION)
    query = {"view": "lineage", "of": RESOLUTION, "item": item_key(entry), "lang": "en"}
    app = open_app(index, monkeypatch, PAGE, **query)
    say = Strings("en")
    assert say("lineage.kin.weak") not in seen(app)
    app.button(key=f"{PAGE}.look").click().run()
    assert app.query_params["like"] == "yes"
    near = held.kin(entry)
    assert len(near) == 10
    table = drawn(app).partition('class="lineage kin"')[2]
    cited = [unescape(c) for c in findall(r'data-cite="([^"]*)"', table)]
    assert cited == [citation(k.entry.recommendation.paragraph, "en") for k in near]
    assert near == tuple(sorted(near, key=lambda k: -(k.cosine + k.similarity)))
    assert RESOLUTION not in {k.entry.document.symbol for k in near}


# requests --------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_requests_are_those_of_the_library(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch, lang: Lang
) -> None:
    found = held.requests(lang)
    app = open_app(index, monkeypatch, PAGE, view="requests", lang=lang)
    states = findall(r'<span class="state ([a-z-]+)">', drawn(app))
    assert states == [state_key(request.state) for request in found]
    state = found[0].state
    app.segmented_control(key=f"{PAGE}.state").set_value(state_key(state)).run()
    shown = findall(r'<span class="state ([a-z-]+)">', drawn(app))
    assert shown == [state_key(state)] * sum(request.state == state for request in found)
    code = next(code for request in found for code in request.addressees)
    app = open_app(index, monkeypatch, PAGE, view="requests", addressee=code, lang=lang)
    of_code = [r for r in found if code in r.entry.recommendation.addressees]
    assert len(findall(r'<span class="state ', drawn(app))) == len(of_code)


# what is held ----------------------------------------------------------------------------------


def test_an_index_without_recommendations_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest([sample_corpus() / "convention.en.txt"], tmp_path, load_encoder(), workers=0)
    app = open_app(tmp_path, monkeypatch, PAGE, lang="en")
    assert Strings("en")("trends.none") in seen(app)


REPORT = """X/WG/2020/1

Report of the Working Group

II. Conclusions and recommendations

1. The Working Group agreed on the following recommendations:

(a) States should light the lamps <b>of</b> "every" harbour;

(b) The Secretariat is requested to report to the Group at its next session.
"""


@pytest.mark.parametrize("view", VIEWS)
def test_a_text_in_one_language_is_shown_whichever_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, view: str
) -> None:
    (tmp_path / "r.en.txt").write_text(REPORT, encoding="utf-8")
    ingest([tmp_path / "r.en.txt"], tmp_path / "index", load_encoder(), workers=0)
    app = open_app(tmp_path / "index", monkeypatch, PAGE, view=view, lang="en")
    assert 'lamps <b>of</b> "every" harbour' in seen(app) or view == "requests"
    assert "<b>" not in drawn(app)
    other = open_app(tmp_path / "index", monkeypatch, PAGE, view=view, lang="zh")
    if view == "register":
        assert 'lamps <b>of</b> "every" harbour' in seen(other)
        assert Strings("zh")("card.no_counterpart.zh") in seen(other)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_requests_say_by_which_date_they_are_not_due(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch, lang: Lang
) -> None:
    latest = max(heading.date for heading in held.documents())
    app = open_app(index, monkeypatch, PAGE, view="requests", lang=lang)
    assert Strings(lang)("requests.as_of", date=latest) in seen(app)
