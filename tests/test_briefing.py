"""Briefings on the sample corpus, which is in our own words, and the part of a register."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from registers import asked, encoded

from evaluation.preparation.briefing import quoted
from pipeline.collection import Collection
from pipeline.encode import load_encoder
from pipeline.errors import TongwenError, UnknownProvision
from pipeline.ingest import ingest
from pipeline.lineage import lineage, requests
from pipeline.lineage.nearby import nearby, of_their_series
from pipeline.places import sample_corpus
from pipeline.preparation import Preparation
from pipeline.preparation.briefing.digest import digest
from pipeline.preparation.briefing.passing import in_passing
from pipeline.preparation.briefing.register import Part, recommending
from pipeline.preparation.briefing.subject import read_subject
from pipeline.records import LANGS, Lang
from pipeline.records.preparation import Briefing, Range
from pipeline.terms.table import table_of


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    index = tmp_path_factory.mktemp("briefing") / "index"
    ingest([sample_corpus()], index, load_encoder(), workers=0)
    with Collection.open(index) as collection:
        yield collection


def made(
    held: Collection, subject: str, lang: Lang = "en", within: Range | None = None
) -> Briefing:
    return Preparation(held).briefing(subject, lang, within)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("subject", ["mutual legal assistance", "联合侦查", "MCC:12", "12(5)"])
def test_every_passage_is_found_word_for_word_at_its_place(
    held: Collection, subject: str, lang: Lang
) -> None:
    if subject == "MCC:12":
        subject = "article 12"
    briefing = made(held, subject, lang)
    paragraphs = list(quoted(briefing))
    assert paragraphs
    for p in paragraphs:
        assert held.paragraphs(p.symbol, p.lang)[p.ordinal] == p
    documents = {(h.symbol, h.lang) for h in briefing.documents}
    assert {(p.symbol, p.lang) for p in paragraphs} == documents


def test_both_languages_list_the_same_recommendations(held: Collection) -> None:
    listed = [
        {
            (r.entry.document.symbol, r.entry.recommendation.paragraph.number)
            for r in made(held, subject, lang).recommendations
        }
        for subject, lang in [("mutual legal assistance", "en"), ("司法协助", "zh")]
    ]
    assert listed[0] == listed[1] != set()


def test_the_same_texts_give_the_same_pack(held: Collection) -> None:
    again = Collection.open(held._folder)
    assert made(again, "central authority") == made(held, "central authority")
    again.close()


def test_of_a_chain_the_newest_is_listed_with_its_links(held: Collection) -> None:
    briefing = made(held, "central authority")
    listed = {r.entry.key for r in briefing.recommendations}
    for row in briefing.recommendations:
        taken_up = [
            link.earlier for link in row.chain if link.earlier and link.verdict == "repeated"
        ]
        assert not {e.key for e in taken_up} & listed
    long = max(briefing.recommendations, key=lambda r: len(r.chain))
    assert len(long.chain) > 2
    dates = [link.later.document.date for link in long.chain if link.later]
    assert dates == sorted(dates)


def test_rows_stand_by_addressee_then_strength_then_newest(held: Collection) -> None:
    briefing = made(held, "central authority")
    ladder = held.ladder()
    rows = [r.entry for r in briefing.recommendations if r.entry.recommendation.addressees]
    by_addressee = [e.recommendation.addressees[0] for e in rows]
    assert by_addressee == sorted(by_addressee, key=by_addressee.index)
    for one, other in pairwise(rows):
        if one.recommendation.addressees == other.recommendation.addressees:
            ranks = [ladder.rank(e.recommendation.strength) for e in (one, other)]
            assert ranks[0] <= ranks[1]
            if ranks[0] == ranks[1]:
                assert one.document.date >= other.document.date


def test_an_article_entitled_as_the_subject_is_given_whole_in_both_languages(
    held: Collection,
) -> None:
    first = made(held, "mutual legal assistance").provisions[0]
    assert first.key == "METEORITES:12"
    assert [p.text for p in first.en[:2]] == ["Article 12", "Mutual legal assistance"]
    assert first.zh[0].text == "第十二条"
    assert {p.number for p in first.en} == {p.number for p in first.zh}


def test_a_range_holds_all_but_the_provisions(held: Collection) -> None:
    briefing = made(held, "mutual legal assistance", within=Range(date_from="2021", date_to="2021"))
    assert {r.entry.document.date[:4] for r in briefing.recommendations} == {"2021"}
    assert briefing.provisions
    other = made(held, "mutual legal assistance", within=Range(sessions=("99",)))
    assert other.provisions
    assert other.recommendations == other.requests == other.agreed == ()


def test_what_nothing_is_held_on_is_one_clear_line(held: Collection) -> None:
    with pytest.raises(TongwenError, match="liaison whales: nothing held is on this subject"):
        made(held, "liaison whales")
    with pytest.raises(TongwenError, match="a date is written"):
        made(held, "extradition", within=Range(date_from="last year"))
    with pytest.raises(UnknownProvision):
        made(held, "UNTOC:99")


@pytest.mark.parametrize("lang", LANGS)
def test_a_part_links_its_entries_as_the_whole_register_does(held: Collection, lang: Lang) -> None:
    whole, every = held.lineage(lang), recommending(held.state, lang)
    for first in range(0, int(every.asks.sum()), 7):
        chosen = every.ids[every.asks][first : first + 3].tolist()
        part = Part(held.state, lang, chosen)
        assert len(part.chosen()) == len(chosen)
        for entry in part.chosen():
            assert part.lineage.of(entry) == whole.of(entry)
            assert part.lineage.after(entry) == whole.after(entry)


def test_late_and_far_is_in_passing(held: Collection) -> None:
    subject = read_subject("mutual legal assistance", table_of(None))
    store = held.state.store
    rows = store.rows["en"]["id"].tolist()
    texts = store.paragraphs_by_id(rows)
    naming = [key for key, p in texts.items() if "mutual legal assistance" in p.text.lower()]
    passing = in_passing(held, subject, naming, "en")
    assert passing < set(naming)
    for key in passing:
        text = texts[key].text.lower()
        assert text.find("mutual legal assistance") > len(text) / 3


def test_nearest_rows_and_texts_of_one_series() -> None:
    vectors = np.eye(4, dtype=np.float32)
    vectors[1] = [0.8, 0.6, 0, 0]
    assert nearby([0], vectors).tolist() == [0, 1]  # the others are at right angles
    assert nearby([2, 0], vectors).tolist() == [0, 1, 2]
    headings = [
        (1, asked("70", "1. Requests a lamp;", title="Safety of lighthouses").document),
        (2, asked("71", "1. Requests a lamp;", title="Safety of lighthouses").document),
        (3, asked("71", "1. Requests a lamp;", title="Rights of whales").document),
    ]
    assert of_their_series(frozenset({1}), headings) == {1, 2}
    report = replace(headings[2][1], kind="report")
    other = replace(report, symbol="X/2", title="")
    assert of_their_series(frozenset({3}), [(3, report), (4, other)]) == {3, 4}


def test_the_latest_of_all_that_is_held_tells_whether_a_time_has_come() -> None:
    text = "1. Requests the Secretary-General to report on the lamps at its twenty-first session;"
    ask = asked("20", text, "requests", addressees=("secretary-general",))
    later = asked("21", "1. Urges States to paint;", title="Rights of whales").document
    found = lineage([ask], encoded([ask]))
    assert requests([ask], found)[0].state == "not due"
    assert requests([ask], found, held=[later])[0].state == "open"


def test_the_digest_is_of_what_is_held_alone(held: Collection) -> None:
    documents = held.documents()
    assert digest(reversed(documents)) == digest(documents)
    moved = [replace(h, path=f"elsewhere/{h.path}") for h in documents]
    assert digest(moved) == digest(documents)
    assert digest(documents[1:]) != digest(documents)


def test_no_index_of_one_language_is_needed(tmp_path: Path) -> None:
    file = tmp_path / "x.txt"
    file.write_text(
        "1. Encourages States to exchange liaison magistrates.\n\n2. Urges all to paint.",
        encoding="utf-8",
    )
    index = tmp_path / "index"
    ingest([file], index, load_encoder(), workers=0)
    with Collection.open(index) as alone, pytest.raises(TongwenError, match="nothing held"):
        made(alone, "联络司法官", "zh")
