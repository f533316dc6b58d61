from pathlib import Path

import numpy as np
import pytest
from fake_encoder import FakeEncoder
from small_index import Text, build, write_corpus

from pipeline import lexicon
from pipeline.collection import Collection
from pipeline.encode import load_encoder
from pipeline.errors import EncoderError
from pipeline.ingest import ingest
from pipeline.records import Keyword
from pipeline.store.reading import open_store
from pipeline.topics import FIRST, concepts_of, fits, nearest
from pipeline.topics.held import concepts_held
from pipeline.topics.nearest import (
    ConceptModel,
    concept_model,
    evidence_input,
    read_model,
    write_model,
)


def test_headings_in_capitals_are_the_subjects() -> None:
    carried = (
        Keyword("sdg 16"),
        Keyword("civil society", "1001012"),
        Keyword("OUTER SPACE", "1004676"),
        Keyword("DISARMAMENT AGREEMENTS"),
        Keyword("OUTER SPACE", "1004676"),
        Keyword("A NAME THAT NO TABLE LISTS"),
    )
    found = concepts_of(carried)
    assert [(c.name_en, c.name_zh, c.how, c.probability) for c in found] == [
        ("Outer space", "外空", "keyword", None),
        ("Disarmament agreements", "裁军协定", "keyword", None),
    ]
    assert found[0].concept == "1004676"
    assert concepts_of(()) == ()


def test_a_number_tells_the_concept_where_the_words_do_not() -> None:
    assert [c.name_en for c in concepts_of((Keyword("OUTER-SPACE", "1004676"),))] == ["Outer space"]


def test_every_concept_has_both_names_once() -> None:
    rows = lexicon.rows("concepts")
    assert len({row["code"] for row in rows}) == len(rows)
    assert len({row["name_en"].upper() for row in rows}) == len(rows)
    assert all(row[column].strip() for row in rows for column in row)
    listed = {row["code"] for row in rows}
    assert set(concept_model().codes) <= listed


def vectors(*texts: str) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    return load_encoder().encode(texts).vectors  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("title", "text", "wanted"),
    [
        ("Weapons in orbit", "No State should place weapons around the Earth.", "Outer space"),
        ("外空军备", "各国不应在地球轨道放置武器。", "Outer space"),
        ("Money laundering", "Proceeds of corruption shall be returned.", "Corruption"),
        ("追回腐败所得", "腐败犯罪所得应予返还。", "Corruption"),
    ],
)
def test_an_invented_text_is_near_its_subject(title: str, text: str, wanted: str) -> None:
    (found,) = nearest(vectors(title), vectors(text), load_encoder().name)
    assert wanted in [c.name_en for c in found]
    assert len(found) == FIRST
    chances = [c.probability or 0.0 for c in found]
    assert chances == sorted(chances, reverse=True)
    assert all(0 <= chance <= 1 for chance in chances)
    assert {c.how for c in found} == {"nearest"}


def test_a_text_without_words_is_near_nothing() -> None:
    empty = np.zeros((2, 256), dtype=np.float32)
    empty[1] = vectors("Corruption")[0]
    first, second = nearest(np.zeros((2, 256), dtype=np.float32), empty, load_encoder().name)
    assert first == ()
    assert len(second) == FIRST


def test_a_missing_title_is_stood_for_by_the_text() -> None:
    text = np.array([[3.0, 4.0]], dtype=np.float32)
    blank = np.zeros_like(text)
    expected = [[0.6, 0.8, 0.6, 0.8]]
    assert evidence_input(blank, text) == pytest.approx(np.array(expected))
    assert evidence_input(text, blank) == pytest.approx(np.array(expected))


def test_another_encoder_is_refused_by_name() -> None:
    assert not fits("fake@1")
    with pytest.raises(EncoderError, match=r"fake@1.*built-in"):
        nearest(np.ones((1, 64), np.float32), np.ones((1, 64), np.float32), "fake@1")


def test_weights_are_kept_within_a_step_of_eight_bits(tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    weights = rng.normal(size=(4, 10)).astype(np.float32)
    model = ConceptModel("x@1", ("a", "b", "c", "d"), weights, weights[:, 0], 2.0, -1.0)
    write_model(model, tmp_path / "m.npz")
    back = read_model(tmp_path / "m.npz")
    assert (back.encoder, back.codes, back.slope, back.offset) == ("x@1", model.codes, 2.0, -1.0)
    step = np.abs(weights).max(axis=1, keepdims=True) / 127
    assert (np.abs(back.weights - weights) <= step / 2 + 1e-6).all()
    with pytest.raises(EncoderError, match=r"none\.npz"):
        read_model(tmp_path / "none.npz")


def test_an_index_of_another_encoder_has_the_concepts_carried_alone(tmp_path: Path) -> None:
    index, _ = build(tmp_path)
    found = concepts_held(open_store(index), FakeEncoder)
    assert not found.can_find
    assert found.nearest == frozenset()
    assert set(found.by_symbol.values()) == {()}


def test_documents_that_carry_nothing_have_the_nearest(tmp_path: Path) -> None:
    zh = "大会，\n\n1. 敦促各国归还腐败所得资产；\n\n2. 敦促各国开展反腐败合作；"
    en = "The Assembly,\n\n1. Urges States to return the proceeds of corruption;\n\n2. Urges States to fight corruption;"
    texts = (
        Text("T/RES/1/1", "en", en),
        Text("T/RES/1/1", "zh", zh),
        Text("T/RES/1/2", "zh", zh),
    )
    corpus = write_corpus(tmp_path / "corpus", texts)
    ingest([corpus], tmp_path / "index", load_encoder(), workers=0)
    with Collection.open(tmp_path / "index") as held:
        assert held.finds_concepts()
        for symbol in ("T/RES/1/1", "T/RES/1/2"):
            assert "Corruption" in [c.name_en for c in held.concepts(symbol)]
        assert held.concepts("T/RES/9/9") == ()
        points = held.trends("concept")
        assert points
        assert {p.nearest for p in points} == {points[0].total}
