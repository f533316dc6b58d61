"""One concept in the texts of an index, counted."""

from collections.abc import Iterator

import pytest
from fake_encoder import FakeEncoder
from small_index import Text, build

from pipeline.collection import Collection
from pipeline.errors import TongwenError
from pipeline.preparation import Preparation
from pipeline.terms.table import TERMS_FILE

TABLE = """code,lang,form
hub,zh,中枢机关
hub,zh,机关
hub,zh,枢纽机关
hub,en,hub authority
hub,en,HAX
hand,zh,移交
"""
TEXTS = (
    Text("T/RES/1/1", "zh", "1. 中枢机关与机关。\n\n2. 机关不是中枢机 关。", "2012-05-06", "1"),
    Text(
        "T/RES/1/1",
        "en",
        "1. Hub authorities.\n\n2. The hub-authority, hax, HAX.",
        "2012-05-06",
        "1",
    ),
    Text(
        "T/RES/2/1", "zh", "1. 枢纽机关移交证据。\n\n2. 枢纽机关移交刑事诉讼。", "2017-05-06", "2"
    ),
)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    index, _ = build(tmp_path_factory.mktemp("lens"), TEXTS)
    (index / TERMS_FILE).write_text(TABLE, encoding="utf-8")
    with Collection.open(index, FakeEncoder()) as opened:
        yield opened


def test_every_form_is_counted_by_body_and_year_the_longest_at_each_place(held: Collection) -> None:
    lens = Preparation(held).lens("hub authority")
    counted = {use.form.form: (use.occurrences, use.passages, use.documents) for use in lens.forms}
    assert counted == {
        "中枢机关": (2, 2, 1),
        "机关": (2, 2, 1),
        "枢纽机关": (2, 2, 1),
        "hub authority": (2, 2, 1),
        "HAX": (1, 1, 1),
    }
    newest = next(use for use in lens.named("zh") if use.form.form == "枢纽机关")
    (count,) = newest.counts
    assert (count.body, count.year, count.occurrences, count.passages) == ("T", "2017", 2, 2)
    assert (newest.first, newest.last) == ("2017", "2017")


def test_places_are_quoted_with_their_counterparts(held: Collection) -> None:
    lens = Preparation(held).lens("中枢机关", places=1)
    first = lens.named("zh")[0]
    (place,) = first.places
    text = place.passage.paragraph.text
    assert text[place.start : place.end].replace(" ", "") == first.form.form
    hub = next(use for use in lens.named("en") if use.form.form == "hub authority")
    assert [p.lang for p in hub.places[0].counterpart] == ["zh"]


def test_a_word_of_many_senses_is_counted_by_sense(held: Collection) -> None:
    (use,) = Preparation(held).lens("hand").forms
    assert sorted(count.sense for count in use.counts) == ["evidence", "proceedings"]
    assert sorted(place.sense for place in use.places) == ["evidence", "proceedings"]


def test_words_without_a_concept_are_looked_up_as_they_are(held: Collection) -> None:
    lens = Preparation(held).lens("不是中枢")
    (use,) = lens.forms
    assert (lens.term.code, use.occurrences) == ("", 1)
    for nowhere in ("油灯", "lantern", "", "?!", "\x00", "灯" * 3000, '"x" OR *'):
        with pytest.raises(TongwenError, match="in no text held") as refused:
            Preparation(held).lens(nowhere)
        assert "\n" not in str(refused.value)


def test_terms_are_those_of_the_index(held: Collection) -> None:
    assert [t.code for t in Preparation(held).terms("中枢")] == ["hub"]
    assert len(Preparation(held).terms()) > 2


def test_passages_with_a_form_are_folded_and_chosen_by_year_and_sense(held: Collection) -> None:
    prepared = Preparation(held)
    lens = prepared.lens("hub authority")
    by_form = {use.form.form: use.form for use in lens.forms}
    found = prepared.term_passages(lens.term, by_form["机关"])
    assert (found.different, found.passages) == (2, 2)
    second = next(p for p in found.shown if p.passage.paragraph.number == ("2",))
    assert second.spans == ((3, 5),)
    assert [other.lang for other in second.counterpart] == ["en"]
    assert prepared.term_passages(lens.term, by_form["机关"], "2017").different == 0
    assert prepared.term_passages(lens.term, by_form["机关"], start=1).shown == found.shown[1:]
    hand = prepared.lens("移交")
    (use,) = hand.forms
    told = prepared.term_passages(hand.term, use.form, sense="evidence")
    assert [p.senses for p in told.shown] == [("evidence",)]
    assert prepared.term_passages(hand.term, use.form, sense="").different == 0
