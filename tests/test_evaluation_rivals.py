from pathlib import Path

import pytest
from fake_encoder import FakeEncoder
from needs_texts import NEED, TEXTS, Fixed, at
from small_index import build

from evaluation.search import rivals
from evaluation.search.needs_items import Passages
from evaluation.search.needs_terms import measure_terms
from evaluation.search.rivals import Bm25, Dense, Fused, Translated
from evaluation.search.rivals_dictionary import Dictionary
from evaluation.search.terms import terms_of
from pipeline.collection import Collection
from pipeline.encode import MODEL
from pipeline.errors import EncoderError, Unreadable


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder, report = build(tmp_path_factory.mktemp("needs"), TEXTS)
    assert report.added == 5
    return folder


@pytest.fixture(scope="module")
def passages(index: Path) -> Passages:
    return Passages(index)


def test_bm25_ranks_by_words_and_through_the_dictionary(passages: Passages) -> None:
    lamp = passages.items[at(passages, "L/1", "en", "1.")]
    bm25 = Bm25(passages)
    english = bm25.ranked("Confiscated oil", "en", "en")  # by the stem
    assert passages.first_items(english, 3) == [lamp]
    assert bm25.ranked("没收灯油", "zh", "en") == []
    assert bm25.ranked("the of and", "en", "en") == []
    translated = Translated(bm25, Dictionary())
    assert translated.ranked("没收灯油", "zh", "zh") == bm25.ranked("没收灯油", "zh", "zh") != []
    assert passages.first_items(translated.ranked("没收", "zh", "en"), 3) == [lamp]
    assert passages.first_items(translated.ranked("confiscation", "en", "zh"), 3) == [lamp]


def test_dense_ranks_by_cosine(passages: Passages) -> None:
    key = at(passages, "L/2", "en", "2.")
    for own in (True, False):
        dense = Dense(passages, FakeEncoder(), own=own)
        ranking = dense.ranked("Invites pilots to sing.", "en", "en")
        assert ranking[0] == key
        assert set(ranking) == set(passages.content("en"))


def test_a_model_folder_and_a_dictionary_stand_beside(
    index: Path, passages: Passages, tmp_path: Path
) -> None:
    file = tmp_path / "own_words.u8"
    file.write_text("燈 灯 [deng1] /lamp/\n", encoding="utf-8")
    with Collection.open(index, FakeEncoder()) as held:
        *_, dense, translated = rivals.systems_of(held, passages, [str(MODEL)], file)
        with pytest.raises(EncoderError):
            rivals.systems_of(held, passages, [str(tmp_path / "none")])
    assert (dense.name, translated.name) == ("dense, model", "bm25 translated, own")
    key = at(passages, "L/3", "en", "1.")
    assert dense.ranked("extradition", "en", "en")[0] == key


def test_fused_is_the_search_itself(index: Path, passages: Passages) -> None:
    with Collection.open(index, FakeEncoder()) as collection:
        fused = Fused(collection, passages)
        found = fused.ranked(NEED.en, "en", "zh")
        assert {passages.paragraphs[key].lang for key in found} == {"zh"}
        assert fused.ranked("？！", "zh", "zh") == []
        names = [s.name for s in rivals.systems_of(collection, passages)]
    assert names == [*rivals.PARTS, rivals.FUSED, "fused, not expanded"]


def test_terms_are_counted_where_their_form_is_held(passages: Passages) -> None:
    held = [t for t in terms_of("terms") if "没收" in t.zh]
    assert "confiscation" in held[0].en
    key = at(passages, "L/1", "zh", "1.")
    found = measure_terms("terms", [Fixed(key)], passages)
    chinese = {f.asked: f for f in found if f.wanted == "zh"}
    assert chinese["en"].terms == chinese["zh"].terms >= 1
    assert chinese["en"].found >= 1
    assert all(f.found == 0 for f in found if f.wanted == "en")


def test_a_dictionary_file_is_read_beside_the_tables(tmp_path: Path) -> None:
    file = tmp_path / "own.u8"
    file.write_text("# ours\n燈塔 灯塔 [deng1 ta3] /lighthouse/CL:座[zuo4]/\n", encoding="utf-8")
    own = Dictionary(file)
    assert "灯塔" in own("The lighthouses of 2019", "en")
    assert "2019" in own("The lighthouses of 2019", "en")
    assert "lighthouse" in own("灯塔", "zh")
    assert "灯塔" not in Dictionary()("lighthouse", "en")
    file.write_text("nothing\n", encoding="utf-8")
    with pytest.raises(Unreadable, match="no entry"):
        Dictionary(file)
