"""Where the words of a text lead, over every text of the sample corpus."""

from collections.abc import Iterator
from itertools import pairwise

import pytest

from pipeline.articles.asked import article_of
from pipeline.articles.recalled import held_as, named_documents
from pipeline.collection import Collection
from pipeline.encode import load_encoder
from pipeline.errors import UnknownSymbol
from pipeline.ingest import ingest
from pipeline.places import sample_corpus
from pipeline.reading import Reading, read_text
from pipeline.store.citations import citing_acts, numbers_of_acts
from pipeline.views.addresses import paragraph_at

REPORT = (
    "Report\n\n"
    "1. Article 11, paragraph 2, of the Convention on Cooperation against Illicit Trade in"
    " Meteorites and Other Celestial Objects is clear.\n\n"
    "2. Article 18 of the United Nations Convention against Corruption is not held; document"
    " MCC/COP/WG.1/2022/3 is, and MCC/COP/WG.1/2031/77 is not."
)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    folder = tmp_path_factory.mktemp("pointers")
    (folder / "keepers.en.txt").write_text(REPORT, encoding="utf-8")
    ingest(
        [sample_corpus(), folder / "keepers.en.txt"], folder / "index", load_encoder(), workers=0
    )
    with Collection.open(folder / "index") as collection:
        yield collection


@pytest.fixture(scope="module")
def texts(held: Collection) -> list[Reading]:
    return [read_text(held, h.symbol, h.lang) for h in held.documents()]


def test_pointers_are_words_of_their_text_in_order(texts: list[Reading]) -> None:
    for one in texts:
        places = [(p.ordinal, p.start, p.end) for p in one.pointers]
        assert places == sorted(places)
        for before, after in pairwise(places):
            assert before[0] < after[0] or before[2] <= after[1]
        for ordinal, start, end in places:
            assert one.paragraphs[ordinal].text[start:end].strip()
    assert sum(len(one.pointers) for one in texts) > 20


def test_a_pointer_leads_to_the_place_that_its_words_name(
    held: Collection, texts: list[Reading]
) -> None:
    headings = held.state.store.headings()
    provisions = {
        (headings[h.document].symbol, headings[h.document].lang, h.provision.ordinal): h.provision
        for h in held.state.articles.held()
    }
    led = 0
    for one in texts:
        for pointer in one.pointers:
            if not pointer.symbol:
                assert not pointer.at
                continue
            paragraphs = held.paragraphs(pointer.symbol, pointer.lang)
            assert paragraphs
            if not pointer.at:
                continue
            place = paragraph_at(pointer.at, paragraphs)
            assert place is not None
            if pointer.is_provision:
                found = provisions[pointer.symbol, pointer.lang, place.ordinal]
                instrument, _, provision = pointer.key.partition(":")
                assert found.instrument == instrument
                assert found.provision in {provision, article_of(provision)}
                led += 1
    assert led > 5


def test_a_text_that_is_held_is_told_from_one_that_is_not(texts: list[Reading]) -> None:
    own = next(one for one in texts if one.heading.symbol == "keepers")
    found = {p.key: (p.symbol, p.is_provision) for p in own.pointers}
    assert found["METEORITES:11(2)"] == ("MCC/CONF/2014/8", True)
    assert found["UNCAC:18"] == ("", True)
    assert found["MCC/COP/WG.1/2022/3"] == ("MCC/COP/WG.1/2022/3", False)
    assert found["MCC/COP/WG.1/2031/77"] == ("", False)


def test_documents_are_those_that_the_text_recalls(held: Collection, texts: list[Reading]) -> None:
    for one in texts:
        if one.heading.lang == "en":
            recalled = {edge.target: edge.held for edge in held.recalled(one.heading.symbol)}
            named = {p.key: p.symbol for p in one.pointers if not p.is_provision}
            assert {key: named.get(key) for key in recalled} == recalled


def test_what_names_a_text_is_found_by_its_symbol_alone(held: Collection) -> None:
    """The answer that goes through every citation of the index is the oracle."""
    store = held.state.store
    headings = store.headings()
    every = named_documents(store.connected(citing_acts), headings)
    meant = held_as(store.connected(citing_acts), headings)
    english = {h.symbol for h in headings.values() if h.lang == "en"}
    symbols = {n.target for n in every} | {h.symbol for h in headings.values()}
    for symbol in symbols:
        wanted = sorted(
            (headings[n.document].symbol, n.target, n.relation)
            for n in every
            if symbol in {n.target, meant.get(n.target)}
            and (headings[n.document].lang == "en" or headings[n.document].symbol not in english)
        )
        edges = held.recalling(symbol)
        assert sorted((e.symbol, e.target, e.relation) for e in edges) == wanted
    assert any(held.recalling(symbol) for symbol in symbols)


def test_what_bears_a_number_is_told_from_its_head_alone(held: Collection) -> None:
    store = held.state.store
    every = held_as(store.connected(citing_acts), store.headings())
    assert held_as(store.connected(numbers_of_acts), store.headings()) == every


def test_articles_are_counted_as_the_index_of_articles_counts_them(
    held: Collection, texts: list[Reading]
) -> None:
    cited: dict[str, int] = {}
    for count in held.article_index():
        key = f"{count.instrument}:{count.provision}"
        cited[key] = cited.get(key, 0) + count.cites + count.heading
    articles = [article for one in texts for article in one.articles]
    assert {a.key: a.cited for a in articles} == {a.key: cited.get(a.key, 0) for a in articles}
    assert any(a.cited for a in articles)


def test_a_text_that_is_not_held_is_refused(held: Collection) -> None:
    with pytest.raises(UnknownSymbol, match="keepers \\(zh\\): no such document is held"):
        read_text(held, "keepers", "zh")
