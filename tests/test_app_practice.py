"""The page of practice shows what the library returns: the real app on small invented texts."""

from collections.abc import Iterator
from pathlib import Path
from re import findall

import pytest
from small_index import Text, build
from test_app import drawn, open_app, seen

from pipeline.cite import citation
from pipeline.collection import Collection
from pipeline.preparation import Preparation
from pipeline.records import LANGS, Lang
from pipeline.records.practices import Practice
from pipeline.strings import Strings
from pipeline.tracing import traces_of_index
from pipeline.views.passages import in_order
from pipeline.views.practice.charts import events_chart, year_bars
from pipeline.views.practice.events import events_frame, events_table
from pipeline.views.practice.folding import folded
from pipeline.views.practice.networks import (
    candidates_frame,
    mentions_frame,
    named_networks,
    networks_frame,
    networks_table,
    year_counts,
)
from pipeline.views.practice.practices import Chosen, articles_table, practices_frame

REPORT = (
    "A. 视频会议方面的最佳做法（《联合国打击跨国有组织犯罪公约》第18条第18款）\n\n"
    "1. 一些发言者概要介绍了法庭安排远程听证的办法。\n\n"
    "B. 会议安排\n\n"
    "2. 会议于上午开始。\n\n"
    "3. 设立专门翻译小组是一种良好做法，可以缩短时间。\n"
)
ASKING_EN = (
    "The General Assembly,\n\n"
    "1. Encourages States to share good practices in video hearings with INTERPOL;\n\n"
    "2. Notes the lessons learned in the region <script>alert(1)</script>;\n\n"
    "3. Notes that the Northern Judges Network met in Lima on 3 May 2019;\n\n"
    "4. Welcomes the Northern Judges Network and its work.\n"
)
ASKING_ZH = (
    "大会，\n\n1. 鼓励各国与国际刑警组织交流视频听证方面的良好做法；\n\n"
    "2. 注意到该区域的经验教训<script>alert(1)</script>；\n\n"
    "3. 注意到北方法官网于2019年5月3日在利马举行会议；\n\n4. 感谢北方法官网所做的工作。\n"
)
TEXTS = (
    Text("T/WG/1", "zh", REPORT, "2019-01-01"),
    Text("T/RES/9/1", "en", ASKING_EN, "2020-01-01", "9"),
    Text("T/RES/9/1", "zh", ASKING_ZH, "2020-01-01", "9"),
    Text("T/RES/9/2", "en", "1. Thanks INTERPOL for its work.", "2022-03-04", "10"),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("practice"), TEXTS)[0]


@pytest.fixture
def held(index: Path) -> Iterator[Collection]:
    with Collection.open(index) as collection:
        yield collection


def cited(app) -> list[str]:  # type: ignore[no-untyped-def]
    """The citations of the cards, in their order."""
    return findall(r'<article class="card" data-cite="([^"]*)"', drawn(app))


def newest(found: tuple[Practice, ...]) -> list[str]:
    rows = in_order(found, lambda one: one.passage.document.date, newest=True)
    return [citation(one.passage.paragraph, one.passage.paragraph.lang) for one in rows]


@pytest.mark.parametrize("lang", LANGS)
def test_every_passage_is_a_card_with_its_language_first(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch, lang: Lang
) -> None:
    app = open_app(index, monkeypatch, "practice", lang=lang)
    say = Strings(lang)
    assert cited(app) == newest(Preparation(held).practices(first=lang))
    cue, other = "good practices", "良好做法"
    for word in (cue, other):
        assert f'<mark class="hit">{word}</mark>' in drawn(app)
    assert (drawn(app).index(cue) < drawn(app).index(other)) == (lang == "en")
    assert say("practice.asks") in seen(app)
    found = say("practices.found", n="4", total="4")
    assert say("practices.folded", passages=found, n="4") in seen(app)


def test_what_a_passage_does_is_the_same_in_both_languages(held: Collection) -> None:
    def told(found: tuple[Practice, ...]) -> dict[str, str]:
        return {p.passage.document.symbol + p.passage.paragraph.label: p.sense for p in found}

    ask = Preparation(held).practices
    for lang in LANGS:
        found = ask(first=lang)
        assert told(found) == told(ask())
        both = [p for p in found if p.counterpart]
        assert both
        assert all(p.passage.paragraph.lang == p.passage.document.lang == lang for p in both)
        assert all(p.passage.paragraph.text[a:b] for p in both for a, b in p.cues)


def test_hostile_text_stays_text(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_app(index, monkeypatch, "practice", lang="en")
    assert "<script>alert" not in drawn(app)
    assert "&lt;script&gt;alert(1)" in drawn(app)


def test_an_article_and_a_subject_are_asked_for(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app(index, monkeypatch, "practice", lang="zh", about="18(18)")
    assert cited(app) == newest(Preparation(held).practices("18(18)", first="zh")) != []
    assert "articles?lang=zh&amp;key=UNTOC%3A18%2818%29" in drawn(app)
    app.text_input(key="practice.about").set_value("video hearings").run()
    assert cited(app) == ["T/RES/9/1，第1段"]
    assert app.query_params["about"] == "video hearings"


@pytest.mark.parametrize("lang", LANGS)
def test_a_subject_that_nothing_concerns_is_said_to_have_none(
    index: Path, monkeypatch: pytest.MonkeyPatch, lang: Lang
) -> None:
    app = open_app(index, monkeypatch, "practice", lang=lang, about="<b>comets</b>")
    assert Strings(lang)("practices.nothing", about="<b>comets</b>") in seen(app)
    assert "<b>comets" not in drawn(app)
    app.text_input(key="practice.about").set_value("article 999").run()
    assert not app.exception
    assert not cited(app)


def test_the_choices_hold_what_they_say(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = Preparation(held).practices(first="en")
    app = open_app(index, monkeypatch, "practice", lang="en", sense="describes")
    assert cited(app) == newest(tuple(p for p in every if p.sense == "describes"))
    app = open_app(index, monkeypatch, "practice", lang="en", article="UNTOC:18", order="oldest")
    chosen = [p for p in every if Chosen(articles=("UNTOC:18",)).holds(p)]
    assert len(cited(app)) == len(chosen) > 0
    table = articles_table(every, 20, Strings("en"))
    assert 'data-ask="UNTOC:18"' in table
    assert "UNTOC:18(18)" not in table


def test_passages_of_the_same_words_are_folded_figures_aside(tmp_path: Path) -> None:
    again = "1. Invites States to share good practices {}.\n\n2. Notes the lessons learned.\n"
    texts = tuple(
        Text(f"T/RES/{n}/1", "en", again.format(f"by {2020 + n}"), f"{2019 + n}-01-01", str(n))
        for n in (1, 2, 3)
    )
    with Collection.open(build(tmp_path, texts)[0]) as held:
        rows = in_order(
            Preparation(held).practices(), lambda one: one.passage.document.date, newest=True
        )
    asks, names = folded(rows)
    assert asks.practice == rows[0]
    assert [h.symbol for h in asks.recurs] == ["T/RES/2/1", "T/RES/1/1"]
    assert (names.practice.sense, len(names.recurs)) == ("names", 2)


def test_rows_go_by_date_and_undated_ones_are_last() -> None:
    rows = ["", "2020-01", "2019-03", "2020-01 "]
    assert in_order(rows, str.strip, newest=True) == ["2020-01", "2020-01 ", "2019-03", ""]
    assert in_order(rows, str.strip, newest=False) == ["2019-03", "2020-01", "2020-01 ", ""]


@pytest.mark.parametrize("lang", LANGS)
def test_the_networks_named_are_listed_and_one_is_followed(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch, lang: Lang
) -> None:
    app = open_app(index, monkeypatch, "practice", lang=lang, view="networks")
    assert findall(r'data-ask="([^"]*)"', drawn(app)) == ["INTERPOL"]
    assert "国际刑事警察组织" in seen(app)
    assert "International Criminal Police Organization" in seen(app)
    app.selectbox(key="practice.network").set_value("INTERPOL").run()
    assert not app.exception
    found = Preparation(held).network("INTERPOL", first=lang)
    rows = in_order(found.mentions, lambda m: m.passage.document.date, newest=True)
    assert cited(app) == [citation(m.passage.paragraph, m.passage.paragraph.lang) for m in rows]
    for name in ("INTERPOL", "国际刑警组织"):
        assert f'<mark class="hit">{name}</mark>' in drawn(app)
    assert app.query_params["network"] == "INTERPOL"
    app.selectbox(key="practice.year").set_value("2022").run()
    assert len(cited(app)) == 1
    assert app.query_params["year"] == "2022"


def test_a_network_that_is_not_listed_and_candidates(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app(index, monkeypatch, "practice", lang="en", view="networks", network="<i>none")
    assert "<i>none: no body, network or tool of that name is listed" in seen(app)
    app = open_app(index, monkeypatch, "practice", lang="en", view="networks", new="1")
    assert "Northern Judges Network" in seen(app)
    assert Strings("en")("networks.candidates_remark") in seen(app)


@pytest.mark.parametrize("lang", LANGS)
def test_the_events_of_a_text_held_are_listed_by_date(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch, lang: Lang
) -> None:
    say = Strings(lang, trace=traces_of_index(held).of)
    app = open_app(index, monkeypatch, "practice", lang=lang, view="events")
    assert say("events.choose") in seen(app)
    app.selectbox(key="practice.doc").set_value("T/RES/9/1 en").run()
    assert not app.exception
    events = Preparation(held).events("T/RES/9/1", "en")
    assert events
    assert events_table(events, say) in drawn(app)
    assert say("events.found", n="1", name="T/RES/9/1") in seen(app)
    assert "北方法官网于2019年5月3日在利马举行会议" in seen(app)
    app.selectbox(key="practice.doc").set_value("T/RES/9/2 en").run()
    assert say("events.none", name="T/RES/9/2") in seen(app)


@pytest.mark.parametrize("lang", LANGS)
def test_the_events_of_a_file_are_listed_and_a_broken_one_is_refused(
    index: Path, monkeypatch: pytest.MonkeyPatch, lang: Lang
) -> None:
    say = Strings(lang)
    query = {"lang": lang, "view": "events", "from": "file"}
    app = open_app(index, monkeypatch, "practice", **query)
    assert say("events.give") in seen(app)
    text = "1. The Group met in Lima from 3 to 5 May 2019.\n\n2. <b>It</b> met in Oslo in 2020.\n"
    app.file_uploader(key="practice.file").set_value(("a.txt", text.encode(), "text/plain")).run()
    assert not app.exception
    days = findall(r"<bdi>(20[\d-]+)</bdi></span>", drawn(app))
    assert days == ["2019-05-03", "2019-05-05", "2020"]
    assert say("card.no_counterpart.zh") in seen(app)
    assert "<b>It" not in drawn(app)
    app.file_uploader(key="practice.file").set_value(("b.docx", b"no archive", "")).run()
    assert not app.exception
    assert say("error.InputError") in seen(app)


@pytest.mark.parametrize("lang", LANGS)
def test_an_index_without_any_of_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: Lang
) -> None:
    bare = build(tmp_path, (Text("T/1", "en", "1. The Group rested."),))[0]
    say = Strings(lang)
    app = open_app(bare, monkeypatch, "practice", lang=lang)
    assert say("practices.none") in seen(app)
    app = open_app(bare, monkeypatch, "practice", lang=lang, view="networks", new="1")
    assert say("networks.none") in seen(app)
    assert say("networks.candidates_none") in seen(app)


@pytest.mark.parametrize("lang", LANGS)
def test_the_files_hold_what_the_library_returned(held: Collection, lang: Lang) -> None:
    say, ask = Strings(lang), Preparation(held)
    practices = practices_frame(ask.practices(), say)
    assert list(practices[say("column.zh")])[-1].startswith("2. 注意到")
    assert list(practices[say("column.en")])[-1].startswith("2. Notes the lessons learned")
    timeline = ask.network("INTERPOL", first=lang)
    mentions = mentions_frame(timeline.mentions, say)
    assert list(mentions[say("column.date")]) == ["2020-01-01", "2022-03-04"]
    counts = networks_frame(ask.networks(), say)
    assert counts[say("column.passages")].sum() == 2
    names = candidates_frame(ask.network_candidates(), say)[say("column.name")]
    assert "Northern Judges Network" in list(names)
    row = events_frame(ask.events("T/RES/9/1"), say).iloc[0]
    assert row[say("column.first_date")] == row[say("column.last_date")] == "2019-05-03"
    assert (row[say("column.event_place")], row[say("column.event")]) == (
        "Lima",
        say("event.meeting"),
    )
    assert row[say("column.zh")].startswith("3. 注意到北方法官网")


def test_a_network_has_its_bodies_and_years(held: Collection) -> None:
    (named,) = named_networks(Preparation(held).networks())
    assert (named.passages, named.bodies) == (2, (("T", 2),))
    assert (named.first, named.last) == ("2020", "2022")
    assert "2020–2022" in networks_table([named], Strings("en"))
    found = Preparation(held).network("INTERPOL")
    assert year_counts(found.mentions) == {"2020": 1, "2022": 1}
    assert found.mentions[0].counterpart_names == ("国际刑警组织",)
    (there,) = found.mentions[0].counterpart_spans
    text = found.mentions[0].counterpart[0].text
    assert [text[start:end] for start, end in there] == ["国际刑警组织"]


def test_the_charts_hold_every_year_and_every_event(held: Collection) -> None:
    say = Strings("en")
    bars = year_bars({"": 4, "2019": 1, "2022": 3}, say).to_dict()
    assert bars["layer"][0]["encoding"]["x"]["scale"]["domain"] == ["2019", "2020", "2021", "2022"]
    events = Preparation(held).events("T/RES/9/1", "zh")
    line = events_chart(events, say).to_dict()
    (mark,) = line["data"]["values"]
    assert (mark["start"], mark["end"]) == ("2019-05-03T00:00:00", "2019-05-03T23:59:59")
    assert mark["place"] == "利马"
