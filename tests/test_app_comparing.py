"""Compare and Review show what the library returns, and write what a person decides: the real app,
on a real index of the sample corpus."""

import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from re import findall, sub

import pytest
from test_app import CONVENTION, HOSTILE, LANGUAGES, drawn, open_app, seen

from pipeline.collection import Collection
from pipeline.encode import load_encoder
from pipeline.exchange import units_of
from pipeline.exchange.formats import alignment_bytes
from pipeline.ingest import ingest
from pipeline.places import sample_corpus
from pipeline.records import Bead, Lang
from pipeline.review import ReviewLog, judged_pairs, judgement, key_links
from pipeline.side_by_side import map_paragraphs, revise_paragraphs
from pipeline.strings import Strings

THIRD, FOURTH = "MCC/COP/WG.1/2021/6", "MCC/COP/WG.1/2022/3"
EN = Strings("en")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    index = tmp_path_factory.mktemp("index")
    ingest([sample_corpus()], index, load_encoder(), workers=0)
    return index


@pytest.fixture
def index(built: Path, tmp_path: Path) -> Path:
    """A copy of the index, since judgements are written to it."""
    return Path(shutil.copytree(built, tmp_path / "index"))


@pytest.fixture
def held(index: Path) -> Iterator[Collection]:
    with Collection.open(index) as collection:
        yield collection


def asked_of(app) -> list[str]:  # type: ignore[no-untyped-def]
    """What the buttons of rows ask, in order, but for those that open sentences or switch marks."""
    found = findall(r'data-ask="([^"]*)"', drawn(app))
    return [asked for asked in found if not asked.startswith(("sentences ", "marks "))]


def judge(app, asked: str, button: str, reason: str = "looked at", who: str = "Li"):  # type: ignore[no-untyped-def]
    """Open the dialog of a row and press a button of it."""
    app.session_state["judge.open"] = asked
    app.run()
    assert not app.exception
    app.text_input(key="judge.reviewer").set_value(who)
    app.text_input(key="judge.reason").set_value(reason)
    app.button(key=button).click().run()
    assert not app.exception
    return app


# two language versions -------------------------------------------------------------------------


def test_rules_choose_rows_and_marks(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_app(index, monkeypatch, "compare", symbol=CONVENTION, lang="en", show="differs")
    assert '<mark class="finding">90</mark>' in drawn(app)
    app.multiselect(key="compare.rule").set_value(["numbers"]).run()
    assert '<mark class="finding">90</mark>' in drawn(app)
    assert app.query_params["rule"] == "numbers"
    other = open_app(index, monkeypatch, "compare", symbol=CONVENTION, show="differs", rule="dates")
    assert '<mark class="finding">' not in drawn(other)


def test_confidence_and_runner_up_are_those_of_the_library(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app(index, monkeypatch, "compare", symbol=THIRD, lang="en", show="all")
    beads = held.beads(THIRD)
    assert seen(app).count("Next best:") == sum(b.runner_up is not None for b in beads)
    assert drawn(app).count('<details class="sure"') == sum(b.confidence is not None for b in beads)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_two_texts_that_do_not_correspond_are_said_not_to(
    index: Path, monkeypatch: pytest.MonkeyPatch, lang: Lang
) -> None:
    app = open_app(index, monkeypatch, "compare", source="two", zh=CONVENTION, en=FOURTH, lang=lang)
    start = Strings(lang)("compare.nothing_corresponds", percent="@", cosine="@").split("@")[0]
    assert start in seen(app)
    assert asked_of(app) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_long_paragraph_opens_into_its_sentences_and_closes(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch, lang: Lang
) -> None:
    query = {"symbol": CONVENTION, "lang": lang, "show": "all", "marks": "none"}
    app = open_app(index, monkeypatch, "compare", **query)
    assert 'class="sentence' not in drawn(app)
    key = findall(r'data-ask="sentences (\w+)"', drawn(app))[0]
    opened = open_app(index, monkeypatch, "compare", **query, open=key)
    assert opened.query_params["open"] == key
    sentences = findall(r'(?s)<tr class="sentence[^"]*">(.*?)</tr>', drawn(opened))
    assert len(sentences) > 1
    (row,) = findall(rf'(?s)<tr class="[^"]*" data-words="{key}">(.*?)</tr>', drawn(opened))
    for side in LANGUAGES:
        whole = findall(rf'(?s)class="side {side}".*?<div class="passage"[^>]*>(.*?)</div>', row)
        pieces = findall(r'(?s)<div class="passage"[^>]*>(.*?)</div>', "".join(
            findall(rf'(?s)<td class="side {side}">(.*?)</td>', "".join(sentences))
        ))  # fmt: skip
        assert "".join("".join(pieces).split()) == "".join("".join(whole).split())
    assert Strings(lang)("compare.close_sentences") in seen(opened)


# two instruments -------------------------------------------------------------------------------


def test_the_clause_map_is_that_of_the_library(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = held.paragraphs(CONVENTION, "en"), held.paragraphs(FOURTH, "zh")
    found = map_paragraphs(first, second, held.encoder()).map
    query = {"way": "clauses", "first": f"{CONVENTION} en", "second": f"{FOURTH} zh", "lang": "en"}
    app = open_app(index, monkeypatch, "compare", **query)
    pairs = [
        f"{'/'.join(found.first[p.first].number)}~{'/'.join(found.second[p.second].number)}"
        for p in found.pairs
    ]
    assert sorted(asked_of(app)) == sorted(pairs)
    alone = found.absent()
    assert drawn(app).count('<tr class="one-sided">') == len(alone[0]) + len(alone[1])
    opened = open_app(index, monkeypatch, "compare", **query, pair=pairs[0])
    assert "table" in drawn(opened)
    words = first[found.first[found.pairs[0].first].ordinals[-1]].text
    assert words.replace("\n", "") in seen(opened).replace("\n", "")
    app = open_app(index, monkeypatch, "compare", **query, view="map", pair="art.1~nothing")
    assert EN("clauses.choose_pair") in seen(app)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_person_says_what_a_clause_is_to_the_other(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch, lang: Lang
) -> None:
    say = Strings(lang)
    first, second = held.paragraphs(CONVENTION, "en"), held.paragraphs(CONVENTION, "zh")
    made = map_paragraphs(first, second, held.encoder())
    pair = next(p for p in made.map.pairs if made.map.first[p.first].number == ("art.22",))
    query = {"way": "clauses", "first": f"{CONVENTION} en", "second": f"{CONVENTION} zh"}
    app = open_app(index, monkeypatch, "compare", **query, pair="art.22~art.22", lang=lang)
    place = f"clauses.{pair.first}.{pair.second}"
    assert app.selectbox(key=f"{place}.verdict").value == pair.relation
    app.button(key=f"{place}.confirm").click().run()
    assert not held.reviews().read().judgements, "nobody is named"
    app.text_input(key="clauses.reviewer").set_value("Li <b>").run()
    app.selectbox(key=f"{place}.verdict").set_value("narrower").run()
    app.button(key=f"{place}.confirm").click().run()
    (judged,) = held.reviews().read().judgements
    texts, clauses = (first, second), (made.map.first, made.map.second)
    assert judged_pairs([judged], texts, clauses) == {(pair.first, pair.second): judged}
    assert (judged.target, judged.reviewer) == ("narrower", "Li <b>")
    assert say("clauses.narrower") in seen(app)
    assert say("clauses.confirmed", n=1) in seen(app)
    said = say("clauses.judged_by", relation=say("clauses.narrower"), who="Li <b>")
    (row,) = findall(r'(?s)<tr class="[^"]*judged[^"]*">(.*?)</tr>', drawn(app))
    assert unescape(sub(r"<[^>]*>", "", row)).count(said) == 1
    assert say(f"clauses.{pair.relation}") in row, "what is proposed stands beside it"
    assert "<b>" not in drawn(app)
    assert held.quality().stale == 0


def test_a_text_without_clauses_is_said_to_have_none(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app(index, monkeypatch, "compare", way="clauses", **{"from": "files"}, lang="en")
    plain = ("a.txt", b"Words without any number, in a text of one line.", "text/plain")
    articles = ("b.txt", b"Article 1\nScope\n\n1. This applies to all.", "text/plain")
    app.file_uploader[0].set_value([plain, articles]).run()
    assert EN("clauses.none") in seen(app)


# two wordings ----------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_redline_is_that_of_the_library(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch, lang: Lang
) -> None:
    old, new = held.paragraphs(THIRD, lang), held.paragraphs(FOURTH, lang)
    made = revise_paragraphs(old, new, held.encoder())
    query = {"way": "wordings", "old": f"{THIRD} {lang}", "new": f"{FOURTH} {lang}", "lang": lang}
    app = open_app(index, monkeypatch, "compare", fate="all", **query)
    assert drawn(app).count("<tr") - 1 == len(made.revisions)
    kept = sum(r.kind == "same" for r in made.revisions)
    moved = sum(b.why == "moved" for b in made.beads)
    differing = open_app(index, monkeypatch, "compare", **query)
    rows = drawn(differing).count("<tr") - 1
    assert len(made.revisions) - kept <= rows <= len(made.revisions) - kept + moved
    assert "<del>" in drawn(differing)
    assert "<ins>" in drawn(differing)


def test_two_languages_are_no_wordings_of_one(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_app(
        index,
        monkeypatch,
        "compare",
        way="wordings",
        old=f"{THIRD} zh",
        new=f"{THIRD} en",
        lang="en",
    )
    assert EN("error.InputError") in seen(app)


def test_two_wordings_in_files(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_app(index, monkeypatch, "compare", way="wordings", **{"from": "files"}, lang="en")
    old = ("a.txt", b"1. States shall report.\n\n2. Costs are shared.", "text/plain")
    new = ("b.txt", b"1. Costs are shared.\n\n2. States should report.", "text/plain")
    app.file_uploader[0].set_value([old, new]).run()
    assert "shall" in "".join(findall(r"(?s)<del[^>]*>(.*?)</del>", drawn(app)))
    assert "should" in "".join(findall(r"(?s)<ins[^>]*>(.*?)</ins>", drawn(app)))


# review ----------------------------------------------------------------------------------------


def test_a_row_is_accepted_and_shows_by_whom_and_withdrawn_again(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app(index, monkeypatch, "compare", symbol=CONVENTION, lang="en", show="differs")
    asked = asked_of(app)[0]
    judge(app, asked, "judge.accept")
    log = held.reviews().read().judgements
    assert [(j.action, j.reviewer, j.reason) for j in log] == [("accept", "Li", "looked at")]
    assert "accepted by Li" in seen(app)
    assert held.reviewed(CONVENTION).standings.count("accepted") == 1
    judge(app, asked, "judge.withdraw")
    assert "accepted by Li" not in seen(app)
    assert held.reviewed(CONVENTION).standings.count("accepted") == 0


def test_nothing_is_judged_without_a_name(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_app(index, monkeypatch, "compare", symbol=CONVENTION, lang="en", show="differs")
    judge(app, asked_of(app)[0], "judge.accept", who=" ")
    assert "no reviewer named" in seen(app)
    assert not ReviewLog(index).path.exists()


def test_a_finding_is_set_aside_with_a_reason_and_brought_back(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app(index, monkeypatch, "compare", symbol=CONVENTION, lang="en", show="differs")
    asked = asked_of(app)[0]
    app.session_state["judge.open"] = asked
    app.run()
    button = next(b.key for b in app.button if str(b.key).startswith("judge.finding."))
    judge(app, asked, button, reason="")
    assert "no reason given" in seen(app)
    judge(app, asked, button, reason="corrected since")
    app.segmented_control(key="compare.show").set_value("judged").run()
    assert "set aside by Li" in seen(app)
    assert "corrected since" in seen(app)
    assert '<mark class="finding">' not in drawn(app).partition("<table")[2]
    judge(app, asked, button, reason="not corrected")
    app.segmented_control(key="compare.show").set_value("differs").run()
    assert '<mark class="finding">90</mark>' in drawn(app)
    assert held.quality().dismissed == {}


def test_rows_are_taken_apart_merged_and_relinked(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app(index, monkeypatch, "compare", symbol=THIRD, lang="en", show="all")
    before = [(b.zh, b.en) for b in held.beads(THIRD)]
    at = next(i for i, (zh, en) in enumerate(before) if i > 9 and len(zh) == len(en) == 1)
    judge(app, asked_of(app)[at], "judge.reject")
    after = [(b.zh, b.en) for b in held.reviewed(THIRD).beads]
    assert (before[at][0], ()) in after
    assert ((), before[at][1]) in after
    asked = asked_of(app)[at]
    app.session_state["judge.open"] = asked
    app.run()
    app.multiselect(key="judge.relink.en").set_value([before[at][1][0]]).run()
    judge(app, asked, "judge.relink")
    assert [(b.zh, b.en) for b in held.reviewed(THIRD).beads] == before
    assert held.reviewed(THIRD).standings[at] == "by hand"
    judge(app, asked_of(app)[at], "judge.merge")
    merged = [(b.zh, b.en) for b in held.reviewed(THIRD).beads][at]
    assert merged == tuple((*a, *b) for a, b in zip(*before[at : at + 2], strict=True))
    judge(app, asked_of(app)[at], "judge.split")
    assert [(b.zh, b.en) for b in held.reviewed(THIRD).beads] == before


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_awaits_a_person_is_listed_until_it_is_judged(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch, lang: Lang
) -> None:
    app = open_app(index, monkeypatch, "review", lang=lang, symbol=CONVENTION, reason="one-sided")
    alone = [b for b in held.beads(CONVENTION) if not (b.zh and b.en)]
    assert len(asked_of(app)) == len(alone) > 0
    assert Strings(lang)("review.none") in seen(app)
    judge(app, asked_of(app)[0], "judge.accept")
    assert len(asked_of(app)) == len(alone) - 1
    assert Strings(lang)("review.quality") in seen(app)
    assert held.quality().by_reviewer == {"Li": 1}


def test_conflicts_and_stale_judgements_are_shown_and_withdrawn(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    zh, en = held.paragraphs(THIRD, "zh"), held.paragraphs(THIRD, "en")
    both = [[((0,), (0,))], [((0,), ()), ((), (0,))]]
    one, other = (
        judgement(THIRD, act, who, links=key_links(links, zh, en), made=f"2026-01-0{day}T00:00:00Z")
        for act, who, links, day in zip(
            ("accept", "reject"), ("Li", "Ahn"), both, (1, 2), strict=True
        )  # type: ignore[arg-type]
    )
    gone = judgement(THIRD, "accept", "Li <i>", links=key_links([((1,), (1,))], zh, en))
    links = tuple(type(k)(("9#gone",), k.en) for k in gone.links)
    held.reviews().add([one, other, judgement(THIRD, "accept", HOSTILE, links=links)])
    app = open_app(index, monkeypatch, "review", lang="en")
    assert EN("review.conflicts") in seen(app)
    assert EN("review.stale") in seen(app)
    assert "<script" not in drawn(app)
    app.text_input(key="review.reviewer").set_value("Chen").run()
    app.button(key=f"withdraw.{other.id}.{other.id}").click().run()
    assert EN("review.conflicts") not in seen(app)
    assert held.reviewed(THIRD).conflicts == ()


def test_a_log_and_a_corrected_alignment_are_taken_in(
    index: Path, held: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    zh, en = held.paragraphs(THIRD, "zh"), held.paragraphs(THIRD, "en")
    other = ReviewLog(tmp_path / "other")
    other.add([judgement(THIRD, "accept", "Ahn", links=key_links([((0,), (0,))], zh, en))])
    app = open_app(index, monkeypatch, "review", lang="en", symbol=THIRD)
    log = app.file_uploader(key="review.log")
    log.set_value([("reviews.jsonl", other.path.read_bytes(), "application/jsonl")]).run()
    app.button(key="review.merge").click().run()
    assert EN("review.merged", n=1) in seen(app)
    assert held.reviews().read() == other.read()
    beads = list(held.beads(THIRD))
    first, second, *rest = beads
    joined = Bead((*first.zh, *second.zh), (*first.en, *second.en), "by hand", None)
    content = alignment_bytes(Path("a.tmx"), units_of(zh, en, [joined, *rest]), "", EN)
    app.text_input(key="review.reviewer").set_value("Chen").run()
    app.file_uploader(key="review.file").set_value([("a.tmx", content, "application/xml")]).run()
    app.button(key="review.take").click().run()
    assert EN("review.taken", n=1, symbol=THIRD) in seen(app)
    assert (joined.zh, joined.en) in [(b.zh, b.en) for b in held.reviewed(THIRD).beads]
    app.file_uploader(key="review.file").set_value([("b.tmx", b"<tmx", "application/xml")]).run()
    app.button(key="review.take").click().run()
    assert EN("error.InputError") in seen(app)
    assert "b.tmx" in seen(app)
    assert str(tmp_path.parent) not in seen(app)


def test_a_hit_stands_beside_the_counterpart_that_a_person_chose(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    zh, en = held.paragraphs(CONVENTION, "zh"), held.paragraphs(CONVENTION, "en")
    query = f'"{en[40].text[:60]}"'
    before = next(m for m in held.search(query).en if m.paragraph.ordinal == 40)
    other = next(p for p in zh if p.text != before.counterpart[0].text and len(p.text) > 30)
    links = key_links([((other.ordinal,), (40,))], zh, en)
    held.reviews().add([judgement(CONVENTION, "relink", "Li", links=links)])
    after = next(m for m in held.search(query).en if m.paragraph.ordinal == 40)
    assert after.counterpart == (other,)
    assert (after.paragraph, after.rank, after.why) == (before.paragraph, before.rank, before.why)
    alone = key_links([((), (40,)), ((other.ordinal,), ())], zh, en)
    held.reviews().add(
        [judgement(CONVENTION, "reject", "Li", links=alone, made=held.reviews().moment())]
    )
    assert next(m for m in held.search(query).en if m.paragraph.ordinal == 40).counterpart == ()
    app = open_app(index, monkeypatch, "search", q=query, lang="en")
    assert EN("card.no_counterpart.zh") in seen(app)
