"""Static models in the layout of model2vec: hand-worked vectors of a model of four words."""

import json
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file
from tokenizers import Tokenizer, models, pre_tokenizers

from pipeline.encode import StaticEncoder, load_encoder
from pipeline.errors import EncoderError

ROWS = np.array([[9, 9], [3, 0], [0, 4], [-3, 0]], dtype=np.float32)
"""Vectors of [UNK], treaty, 条约, not."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    words = {"[UNK]": 0, "treaty": 1, "条约": 2, "not": 3}
    tokeniser = Tokenizer(models.WordLevel(words, unk_token="[UNK]"))
    tokeniser.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokeniser.save(str(tmp_path / "tokenizer.json"))
    config = {"model_type": "model2vec", "architectures": ["StaticModel"], "normalize": True}
    (tmp_path / "config.json").write_text(json.dumps(config), encoding="utf-8")
    modules = [
        {"idx": 0, "name": "0", "path": ".", "type": "sentence_transformers.models.StaticEmbedding"}
    ]
    (tmp_path / "modules.json").write_text(json.dumps(modules), encoding="utf-8")
    save_file({"embeddings": ROWS}, tmp_path / "model.safetensors")
    return tmp_path


def test_a_text_is_the_mean_of_the_tokens_that_are_known(folder: Path) -> None:
    encoder = load_encoder(str(folder))
    assert isinstance(encoder, StaticEncoder)
    assert (encoder.limit, encoder.dimensions) == (None, 2)
    texts = ["treaty", "treaty 条约", "treaty unheard", "unheard", ""]
    expected = [[1, 0], [0.6, 0.8], [1, 0], [0, 0], [0, 0]]
    np.testing.assert_allclose(encoder.encode(texts).vectors, expected, atol=1e-6)


def test_rows_are_found_by_the_mapping_and_weighed(folder: Path) -> None:
    """Both treaty and 条约 have row 1, which is (3, 0), with the weights 1 and 2; not has row 0,
    which is (0, 4), with the weight 1.5: 条约 and not make (6, 0) + (0, 6)."""
    tensors = {
        "embeddings": ROWS[[2, 1]],
        "mapping": np.array([0, 1, 1, 0]),
        "weights": np.array([1, 1, 2, 1.5]),
    }
    save_file(tensors, folder / "model.safetensors")
    found = load_encoder(str(folder)).encode(["条约 not", "treaty"]).vectors
    np.testing.assert_allclose(found, [[0.5**0.5, 0.5**0.5], [1, 0]], atol=1e-6)


def test_halves_are_read(folder: Path) -> None:
    save_file({"embeddings": ROWS.astype(np.float16)}, folder / "model.safetensors")
    assert load_encoder(str(folder)).encode(["treaty"]).vectors.dtype == np.float32


@pytest.mark.parametrize("missing", ["model.safetensors", "tokenizer.json"])
def test_a_missing_file_is_named(folder: Path, missing: str) -> None:
    (folder / missing).unlink()
    with pytest.raises(EncoderError, match=missing):
        load_encoder(str(folder))


@pytest.mark.parametrize("content", [{"other": ROWS}, {"embeddings": ROWS[:2]}])
def test_weights_that_are_none(folder: Path, content: dict[str, np.ndarray]) -> None:
    save_file(content, folder / "model.safetensors")
    with pytest.raises(EncoderError) as caught:
        load_encoder(str(folder))
    assert str(folder) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_sentence_transformers_gives_the_same(folder: Path) -> None:
    """Without an unknown token, which that library counts and model2vec does not."""
    from sentence_transformers import SentenceTransformer

    texts = ["treaty", "treaty 条约", "not not 条约"]
    oracle = SentenceTransformer(str(folder), device="cpu").encode(texts, normalize_embeddings=True)
    np.testing.assert_allclose(load_encoder(str(folder)).encode(texts).vectors, oracle, atol=1e-6)
