"""Matches that are read as far as they are looked at: the same ones as if all had been read."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from fake_encoder import FakeEncoder
from hypothesis import given
from hypothesis import strategies as st
from small_index import TEXTS, Text, build

from pipeline.errors import TongwenError
from pipeline.records import Heading, Match, Paragraph
from pipeline.search import Searcher
from pipeline.search.matches import Matches
from pipeline.search.postings import Postings
from pipeline.store.fulltext import FullText, Term
from pipeline.store.reading import Store, open_store

HEADING = Heading("T/1", "en", "Title", "T", "1", "", "", "", "", 0)


def match(rank: int) -> Match:
    place = Paragraph("T/1", "en", rank, "paragraph", (), "", "", "", 0, 1, str(rank), "")
    return Match(place, HEADING, rank, None, ("exact",))


class Shelf:
    """Matches by rank, and which of them were read."""

    def __init__(self, count: int) -> None:
        self.every = tuple(match(rank) for rank in range(1, count + 1))
        self.read: list[tuple[int, int]] = []

    def between(self, start: int, stop: int) -> Sequence[Match]:
        self.read.append((start, stop))
        return self.every[start:stop]


@given(
    st.integers(0, 60),
    st.integers(0, 70),
    st.lists(st.slices(60) | st.integers(-70, 70), max_size=6),
)
def test_they_are_as_a_tuple_of_them_would_be(
    count: int, first: int, asked: list[slice | int]
) -> None:
    shelf = Shelf(count)
    matches = Matches(count, shelf.between, first)
    assert len(matches) == count
    assert bool(matches) == bool(count)
    for at in asked:
        if isinstance(at, slice) or -count <= at < count:
            assert matches[at] == shelf.every[at]
        else:
            with pytest.raises(IndexError):
                matches[at]
    assert tuple(matches) == shelf.every
    assert matches == shelf.every
    assert matches != (*shelf.every, match(0))
    assert tuple(reversed(matches)) == shelf.every[::-1]
    assert tuple(matches.mapped(lambda one: match(-one.rank))) == tuple(
        match(-one.rank) for one in shelf.every
    )


def test_only_what_is_looked_at_is_read_and_once() -> None:
    shelf = Shelf(5_000)
    matches = Matches(5_000, shelf.between, 10)
    assert shelf.read == [(0, 10)]
    assert matches[3].rank == 4
    assert [m.rank for m in matches[2:9]] == [3, 4, 5, 6, 7, 8, 9]
    assert shelf.read == [(0, 10)]
    assert matches[4_999].rank == matches[-1].rank == 5_000
    assert shelf.read[1:] == [(4_980, 5_000)]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    recurring = tuple(
        Text(f"T/RES/9/{n}", "en", f"1. Decides to meet again.\n\n2. Item {n} meets again.")
        for n in range(1, 80)
    )
    index, _ = build(tmp_path_factory.mktemp("matches"), (*TEXTS, *recurring))
    with closing(open_store(index)) as opened:
        yield opened


def test_every_exact_match_is_counted_and_can_be_looked_at(store: Store) -> None:
    held = store.fetch("SELECT id FROM paragraphs WHERE text LIKE '%meet again%'")
    found = Searcher(store, FakeEncoder).search('"meet again"', k=2)
    assert len(found.en) == len(held) == 79
    assert [m.rank for m in found.en] == list(range(1, 80))
    assert [found.en[at] for at in range(79)] == list(found.en)
    assert len({m.paragraph.symbol for m in found.en}) == 79
    assert all("meet again" in m.paragraph.text for m in found.en)
    folded = Searcher(store, FakeEncoder).search('"meet again"', k=2, fold=True)
    assert [len(m.recurs) for m in folded.en] == [78]


def test_what_was_not_read_cannot_be_once_the_index_is_closed(tmp_path: Path) -> None:
    texts = tuple(Text(f"T/RES/9/{n}", "en", "1. Decides to meet again.") for n in range(30))
    index, _ = build(tmp_path, texts)
    with closing(open_store(index)) as opened:
        found = Searcher(opened, FakeEncoder).search('"meet again"', k=3)
    assert [m.rank for m in found.en[:3]] == [1, 2, 3]
    with pytest.raises(TongwenError, match="closed; read all matches before"):
        list(found.en)


@given(st.sampled_from(("meet again", "decides to", "Again.", "item 7", "to meet")))
def test_exact_phrases_are_those_of_a_plain_scan(store: Store, phrase: str) -> None:
    rows = store.fetch(
        "SELECT p.id, p.text FROM paragraphs AS p JOIN documents AS d ON d.id = p.document"
        " WHERE d.lang = 'en' ORDER BY p.id"
    )
    key = phrase.lower().rstrip(".")
    padded = ((key_, f" {text.lower()} ".replace(".", " ")) for key_, text in rows)
    expected = [key_ for key_, text in padded if f" {key} " in text]
    assert FullText(store, "en").exact(phrase).tolist() == expected


def test_rows_and_lengths_are_those_of_the_full_text(store: Store) -> None:
    ids = np.ascontiguousarray(store.rows["en"]["id"])
    text = FullText(store, "en")
    postings = Postings(text, ids)
    for term in (Term("words", "meet"), Term("words", "moon"), Term("words", "meet")):
        assert ids[postings.rows(term)].tolist() == text.ids(term).tolist()
    assert text.all_lengths().tolist() == text.lengths(ids).tolist()
    every = np.arange(len(ids))
    for _ in range(40):  # one by one at first, from all of them later on
        assert postings.lengths(every).tolist() == text.lengths(ids).tolist()


def test_lengths_of_long_passages(tmp_path: Path) -> None:
    words = (1, 127, 128, 16_383, 16_384, 40_000)
    body = "\n\n".join(f"{n}. " + "word " * (count - 1) for n, count in enumerate(words, 1))
    index, _ = build(tmp_path, (Text("T/RES/1/1", "en", body),))
    with closing(open_store(index)) as opened:
        text = FullText(opened, "en")
        ids = np.ascontiguousarray(opened.rows["en"]["id"])
        assert text.all_lengths().tolist() == text.lengths(ids).tolist()
        assert max(text.all_lengths().tolist()) > 16_384
