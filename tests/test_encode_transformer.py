"""A random BERT of a few thousand weights, saved and loaded as any real model would be."""

import os
from pathlib import Path

import numpy as np
import pytest

from pipeline.encode import load_encoder
from pipeline.encode.transformer import TransformerEncoder
from pipeline.errors import EncoderError

LIMIT = 16


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder ``tiny-e5-model``: letters as tokens, at most 16, [CLS] and [SEP] among them."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    root = tmp_path_factory.mktemp("models")
    letters = "abcdefghijklmnopqrstuvwxyz:"
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters, *(f"##{c}" for c in letters)]
    bert = root / "bert"
    bert.mkdir()
    vocabulary = {piece: number for number, piece in enumerate(pieces)}
    BertTokenizerFast(vocab=vocabulary, model_max_length=LIMIT).save_pretrained(bert)
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(pieces),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=LIMIT,
    )
    BertModel(config).save_pretrained(bert)
    transformer = Transformer(str(bert))
    modules = [transformer, Pooling(16, pooling_mode="mean")]
    folder = root / "tiny-e5-model"
    SentenceTransformer(modules=modules, device="cpu").save_pretrained(str(folder))
    return folder


@pytest.fixture(scope="module")
def encoder(home: Path) -> TransformerEncoder:
    loaded = load_encoder(str(home))
    assert isinstance(loaded, TransformerEncoder)
    return loaded


def test_the_model_is_described(encoder: TransformerEncoder) -> None:
    assert encoder.limit == LIMIT
    assert encoder.dimensions == 16
    assert encoder.name.startswith("tiny-e5-model@")
    assert os.environ["HF_HUB_OFFLINE"] == "1"


def test_prefixes_come_from_the_family(encoder: TransformerEncoder) -> None:
    assert encoder.prefix("query") == "query: "
    assert encoder.prefix("passage") == "passage: "
    query, passage = (encoder.encode(["ab"], kind).vectors for kind in ("query", "passage"))
    assert not np.allclose(query, passage)


def test_short_texts_are_as_the_library_has_them(encoder: TransformerEncoder, home: Path) -> None:
    from sentence_transformers import SentenceTransformer

    texts = ["a b", "abc", "z"]
    oracle = SentenceTransformer(str(home), device="cpu").encode(
        ["passage: " + text for text in texts], normalize_embeddings=True
    )
    found = encoder.encode(texts)
    assert found.windowed == 0
    np.testing.assert_allclose(found.vectors, oracle, atol=1e-5)


def test_a_long_text_is_windowed_and_its_end_counts(encoder: TransformerEncoder) -> None:
    """40 letters are 2.5 times the limit of 16. "query: " takes 6 tokens, the ends 2, and 2 are
    kept free: 6 letters to a window, the next starting 5 on at most, so (40 - 6) / 5 makes 7 + 1
    windows, at 0, 5, 10, 15, 19, 24, 29 and 34."""
    text = "abcdefghij" * 4
    starts = [0, 5, 10, 15, 19, 24, 29, 34]
    whole = encoder.encode([text, "ab"], "query")
    assert whole.windowed == 1
    parts = encoder.encode([text[start : start + 6] for start in starts], "query")
    assert parts.windowed == 0
    mean = parts.vectors.mean(axis=0)
    np.testing.assert_allclose(whole.vectors[0], mean / np.linalg.norm(mean), atol=1e-5)
    other_end = encoder.encode([text[:-1] + "z"], "query")
    assert not np.allclose(other_end.vectors[0], whole.vectors[0], atol=1e-4)
    np.testing.assert_allclose(np.linalg.norm(whole.vectors, axis=1), 1, atol=1e-5)


def test_blank_texts_and_no_texts(encoder: TransformerEncoder) -> None:
    found = encoder.encode(["", "a", " \n"])
    assert list(np.linalg.norm(found.vectors, axis=1).round(5)) == [0, 1, 0]
    assert encoder.encode([]).vectors.shape == (0, 16)


def test_a_folder_that_is_no_model_gives_one_line(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(EncoderError) as caught:
        load_encoder(str(tmp_path))
    assert str(tmp_path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_pickled_weights_are_refused(tmp_path: Path) -> None:
    (tmp_path / "pytorch_model.bin").write_bytes(b"cos\nsystem\n")
    with pytest.raises(EncoderError, match="only safetensors"):
        load_encoder(str(tmp_path))


def test_a_hub_name_that_cannot_be_had_gives_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(EncoderError, match="tongwen-test/no-such-model") as caught:
        load_encoder("tongwen-test/no-such-model")
    assert "\n" not in str(caught.value)
