"""Paragraphs that recur in one language with several renderings in the other."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fake_encoder import FakeEncoder
from small_index import Text, build

from pipeline.collection import Collection
from pipeline.errors import TongwenError
from pipeline.preparation import Preparation

EN = "1. Encourages every keeper to light the lamps of the harbour before {n} o'clock.\n\n2. {own}"
ZH = "1. {first}\n\n2. {own}"
FIRST = {
    1: "鼓励每名守灯人在六点前点亮港口的油灯。",
    2: "鼓励每名守灯人在七点前点亮港口之油灯。",  # figures and 之 aside as the first
    3: "鼓励每名守灯人在八点前将港口油灯点燃。",
}


def _texts() -> Iterator[Text]:
    for n, first in FIRST.items():
        symbol, date = f"T/RES/{n}/1", f"20{n:02}-05-06"
        own_en = ("Decides to meet again.", "Thanks the host.", "Notes the report.")[n - 1]
        own_zh = ("决定再次开会。", "感谢东道主。", "注意到报告。")[n - 1]
        yield Text(symbol, "en", EN.format(n=n + 5, own=own_en), date, str(n))
        yield Text(symbol, "zh", ZH.format(first=first, own=own_zh), date, str(n))


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    index, _ = build(tmp_path_factory.mktemp("variance"), tuple(_texts()))
    with Collection.open(index, FakeEncoder()) as opened:
        yield opened


def test_renderings_are_grouped_and_the_usual_one_is_first(held: Collection) -> None:
    answer = Preparation(held).variance()
    assert (answer.found, answer.recurring) == (1, 1)
    (one,) = answer.variances
    assert (one.documents, one.passage.paragraph.symbol) == (3, "T/RES/3/1")
    usual, other = one.renderings
    assert [d.symbol for d in usual.documents] == ["T/RES/2/1", "T/RES/1/1"]
    assert [d.symbol for d in other.documents] == ["T/RES/3/1"]
    assert usual.changes == ()
    old, new = usual.paragraph.text, other.paragraph.text
    assert "".join(new[c.new_start : c.new_end] for c in other.changes) == new
    put_in = [new[c.new_start : c.new_end] for c in other.changes if c.kind != "equal"]
    assert any("点燃" in words for words in put_in)
    assert old == "1. " + FIRST[2] or old.endswith(FIRST[2])


def test_the_reverse_asks_for_chinese_that_recurs(held: Collection) -> None:
    answer = Preparation(held).variance(lang="zh")
    assert (answer.found, answer.recurring) == (0, 0)


@pytest.mark.parametrize(("words", "found"), [("lamps", 1), ("点燃", 1), ("Thanks the host", 0)])
def test_words_of_either_language_choose(held: Collection, words: str, found: int) -> None:
    assert Preparation(held).variance(words).found == found


def test_words_that_are_nowhere_are_refused_in_one_line(held: Collection) -> None:
    with pytest.raises(TongwenError, match="lantern: in no text held"):
        Preparation(held).variance("lantern")


def test_an_index_of_one_language_has_no_renderings(tmp_path: Path) -> None:
    index, _ = build(tmp_path, tuple(t for t in _texts() if t.lang == "en"))
    with Collection.open(index, FakeEncoder()) as one:
        assert Preparation(one).variance().recurring == 0


def test_dates_of_other_months_are_the_same_rendering_and_may_of_another_kind_is_not(
    tmp_path: Path,
) -> None:
    """The Chinese has figures for the months, so that the paragraphs are twins."""
    renderings = (
        "1. Notes that the lamps were lit on 3 May 2011, and may be lit.",
        "1. Notes that the lamps were lit on 4 June 2012, and may be lit.",
        "1. Notes that the lamps were lit on 5 July 2013, and must be lit.",
    )
    texts: list[Text] = []
    for n, english in enumerate(renderings, 1):
        symbol, date = f"T/RES/{n}/1", f"20{n + 10}-09-01"
        chinese = f"1. 注意到油灯已于{2010 + n}年{n + 4}月{n + 2}日点亮，并可点亮。"
        texts.append(Text(symbol, "zh", chinese, date, str(n)))
        texts.append(Text(symbol, "en", english, date, str(n)))
    index, _ = build(tmp_path, tuple(texts))
    with Collection.open(index, FakeEncoder()) as one:
        (found,) = Preparation(one).variance(lang="zh").variances
        assert [len(r.documents) for r in found.renderings] == [2, 1]
        rest = Preparation(one).variance(lang="zh", start=1)
        assert (rest.variances, rest.found) == ((), 1)
