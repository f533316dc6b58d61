"""A random cross-encoder of a few thousand weights, saved and loaded as a real one would be."""

import shutil
from pathlib import Path

import numpy as np
import pytest
import tiny_models

from pipeline.encode import Reranker, load_reranker
from pipeline.encode.models.reranker import LEAST, CrossEncoderReranker
from pipeline.errors import EncoderError

PASSAGES = ["ab", "xyz", "c d e", "hello", "q"]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_models.bert(tmp_path_factory.mktemp("models") / "tiny-reranker", labels=1)


@pytest.fixture(scope="module")
def reranker(home: Path) -> Reranker:
    return load_reranker(str(home))


def refused(name: str) -> str:
    with pytest.raises(EncoderError) as caught:
        load_reranker(name)
    assert "\n" not in str(caught.value)
    assert name in str(caught.value)
    return str(caught.value)


def test_pairs_are_rated_as_the_model_itself_does(reranker: Reranker, home: Path) -> None:
    import torch
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    tokeniser = AutoTokenizer.from_pretrained(home)
    model = AutoModelForSequenceClassification.from_pretrained(home).eval()
    expected = []
    with torch.no_grad():
        for passage in PASSAGES:
            tokens = tokeniser("a b", passage, return_tensors="pt")
            expected.append(float(model(**tokens).logits[0, 0]))
    found = reranker.relevance("a b", PASSAGES)
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, expected, atol=1e-5)
    assert len({round(number, 3) for number in expected}) > 1


def test_a_passage_is_rated_the_same_in_any_company(reranker: Reranker) -> None:
    passages = [*PASSAGES, "abcdefghijklmnopqrstuvwxyz"]
    alone = [reranker.relevance("ab", [passage])[0] for passage in passages]
    np.testing.assert_allclose(reranker.relevance("ab", passages), alone, atol=1e-6)


def test_of_a_long_passage_the_best_window_counts(reranker: Reranker) -> None:
    """The limit is 16: "ab" and the three that the model adds leave 11 tokens, two of which are
    kept free; 20 letters make windows of 9 at 0, 6 and 11 (steps of at most 7)."""
    text = "abcdefghijklmnopqrst"
    parts = [text[0:9], text[6:15], text[11:20]]
    found = reranker.relevance("ab", [text, "ab"])
    rated = reranker.relevance("ab", parts)
    np.testing.assert_allclose(found[0], rated.max(), atol=1e-6)
    assert rated.min() < rated.max()


def test_of_a_long_query_the_beginning_is_read(reranker: Reranker) -> None:
    """Half of the limit of 16 is 8 tokens."""
    found = reranker.relevance("abcdefghijkl" * 5, ["xyz"])
    np.testing.assert_allclose(found, reranker.relevance("abcdefgh", ["xyz"]), atol=1e-6)


def test_blank_texts_come_last(reranker: Reranker) -> None:
    found = reranker.relevance("ab", ["", "ab", " \n"])
    assert found[0] == found[2] == np.float32(LEAST)
    assert found[1] > LEAST
    assert list(reranker.relevance(" ", ["ab"])) == [np.float32(LEAST)]
    assert reranker.relevance("ab", []).shape == (0,)


def test_it_is_named_and_limited(reranker: Reranker) -> None:
    assert isinstance(reranker, CrossEncoderReranker)
    assert reranker.name.startswith("tiny-reranker@")
    assert reranker.limit == tiny_models.LIMIT


def test_nothing_is_printed(home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    load_reranker(str(home)).relevance("ab", PASSAGES)
    assert capfd.readouterr() == ("", "")


def test_an_encoder_is_no_reranker(tmp_path: Path) -> None:
    """The library would give it a random head."""
    folder = tiny_models.bert(tmp_path / "bert")
    assert "classifier" in refused(str(folder))


def test_a_classifier_of_several_kinds_is_none(tmp_path: Path) -> None:
    folder = tiny_models.bert(tmp_path / "kinds", labels=3)
    assert "gives 3 numbers a pair; one is wanted" in refused(str(folder))


def test_pickled_weights_and_code_are_refused(tmp_path: Path) -> None:
    pickled = tiny_models.bert(tmp_path / "pickled", labels=1)
    (pickled / "model.safetensors").rename(pickled / "pytorch_model.bin")
    assert "only safetensors" in refused(str(pickled))
    own = tiny_models.bert(tmp_path / "own", labels=1)
    tiny_models.set_in(own / "config.json", model_type="new", auto_map={"AutoConfig": "x.Y"})
    assert "never run" in refused(str(own))


def test_wrong_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "no such reranker; give a model folder" in refused(str(tmp_path / "none"))
    assert "holds no safetensors weights" in refused(str(tmp_path))
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    refused("tongwen-test/no-such-reranker")


def test_onnx_gives_the_numbers_that_torch_gives(home: Path, tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime", reason="no runtime for exported models is installed")
    pytest.importorskip("onnx", reason="nothing that exports models is installed")
    folder = tmp_path / home.name
    shutil.copytree(home, folder)
    tiny_models.export(folder)
    exported, torch = load_reranker(str(folder)), load_reranker(str(home))
    assert exported.name == torch.name
    passages = [*PASSAGES, "abcdefghijklmnopqrstuvwxyz", ""]
    found = exported.relevance("a b", passages)
    np.testing.assert_allclose(found, torch.relevance("a b", passages), atol=1e-5)


def test_an_exported_encoder_is_no_reranker(tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime", reason="no runtime for exported models is installed")
    pytest.importorskip("onnx", reason="nothing that exports models is installed")
    folder = tiny_models.bert(tmp_path / "bert")
    tiny_models.export(folder)
    assert "not a number a pair" in refused(str(folder))
