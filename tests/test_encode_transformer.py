"""Random transformers of a few thousand weights, saved and loaded as any real model would be."""

from pathlib import Path

import numpy as np
import pytest
import tiny_models

from pipeline.encode import Vectors, load_encoder
from pipeline.encode.models.transformer import TransformerEncoder
from pipeline.errors import EncoderError

LIMIT = tiny_models.LIMIT
TEXTS = ["a b", "abc", "z", "the quick brown fox jumps", "mn op"]


@pytest.fixture(scope="module")
def bert(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plain checkpoint: letters as tokens, at most 16, [CLS] and [SEP] among them."""
    return tiny_models.bert(tmp_path_factory.mktemp("models") / "bert")


@pytest.fixture(scope="module")
def home(bert: Path) -> Path:
    """Folder ``tiny-e5-model``: the same with the mean as its pooling."""
    return tiny_models.sentence_model(bert, bert.parent / "tiny-e5-model")


@pytest.fixture(scope="module")
def encoder(home: Path) -> TransformerEncoder:
    return load(home)


def load(folder: Path) -> TransformerEncoder:
    loaded = load_encoder(str(folder))
    assert isinstance(loaded, TransformerEncoder)
    return loaded


def states(folder: Path, text: str) -> Vectors:
    """The last states of the tokens of one text, shape (tokens, 16), from transformers itself."""
    import torch
    from transformers import AutoModel, AutoTokenizer

    tokens = AutoTokenizer.from_pretrained(folder)(text, return_tensors="pt")
    with torch.no_grad():
        found = AutoModel.from_pretrained(folder).eval()(**tokens).last_hidden_state[0]
    return np.asarray(found.numpy(), dtype=np.float32)


def unit(vector: Vectors) -> Vectors:
    return vector / np.linalg.norm(vector)


def refused(folder: Path) -> str:
    with pytest.raises(EncoderError) as caught:
        load_encoder(str(folder))
    assert "\n" not in str(caught.value)
    assert str(folder) in str(caught.value)
    return str(caught.value)


def test_the_model_is_described(encoder: TransformerEncoder) -> None:
    assert encoder.limit == LIMIT
    assert encoder.dimensions == 16
    assert encoder.name.startswith("tiny-e5-model@")
    assert encoder.description.startswith("torch on ")


def test_loading_leaves_the_hub_as_it_was(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A model in a folder must not keep a later one from being fetched by its name."""
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    load(home)
    assert not constants.HF_HUB_OFFLINE


def test_nothing_is_printed(home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    load(home).encode(["ab", "x" * 60])
    assert capfd.readouterr() == ("", "")


def test_prefixes_come_from_the_family(encoder: TransformerEncoder) -> None:
    assert encoder.prefix("query") == "query: "
    assert encoder.prefix("passage") == "passage: "


def test_prefixes_reach_the_tokens(encoder: TransformerEncoder, bert: Path) -> None:
    found = encoder.encode(["ab"], "query").vectors[0]
    np.testing.assert_allclose(found, unit(states(bert, "query: ab").mean(axis=0)), atol=1e-5)


def test_prompts_of_the_model_itself_win(bert: Path, tmp_path: Path) -> None:
    folder = tiny_models.sentence_model(bert, tmp_path / "tiny-e5-model")
    prompts = {"query": "ask ", "document": "doc "}
    tiny_models.set_in(folder / "config_sentence_transformers.json", prompts=prompts)
    found = load(folder)
    assert [found.prefix("query"), found.prefix("passage")] == ["ask ", "doc "]


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


def test_a_text_is_encoded_the_same_in_any_company(encoder: TransformerEncoder) -> None:
    together = encoder.encode([*TEXTS, "y" * 60]).vectors
    alone = np.vstack([encoder.encode([text]).vectors for text in [*TEXTS, "y" * 60]])
    np.testing.assert_allclose(together, alone, atol=1e-6)


def test_blank_texts_and_no_texts(encoder: TransformerEncoder) -> None:
    found = encoder.encode(["", "a", " \n"])
    assert list(np.linalg.norm(found.vectors, axis=1).round(5)) == [0, 1, 0]
    assert encoder.encode([]).vectors.shape == (0, 16)


@pytest.mark.parametrize(
    ("name", "pooling"),
    [
        ("bge-m3", "cls"),
        ("multilingual-minilm", "mean"),
        ("qwen3-embedding", "last"),
        ("my", "mean"),
    ],
)
def test_a_plain_checkpoint_is_pooled_as_its_family_is(
    tmp_path: Path, name: str, pooling: str
) -> None:
    folder = tiny_models.bert(tmp_path / name)
    found = load(folder)
    assert f"{pooling} pooling" in found.description
    tokens = states(folder, found.prefix("passage") + "abcd")
    rows = {"cls": tokens[0], "mean": tokens.mean(axis=0), "last": tokens[-1]}
    np.testing.assert_allclose(found.encode(["abcd"]).vectors[0], unit(rows[pooling]), atol=1e-5)


def test_the_pooling_that_a_folder_states_wins_over_its_family(bert: Path, tmp_path: Path) -> None:
    folder = tiny_models.sentence_model(bert, tmp_path / "bge-m3", pooling="mean")
    found = load(folder).encode(["abcd"]).vectors[0]
    np.testing.assert_allclose(found, unit(states(bert, "abcd").mean(axis=0)), atol=1e-5)


def test_positions_that_hold_no_token_are_not_counted(tmp_path: Path) -> None:
    """XLM-RoBERTa counts its positions from the one after the padding's, so that 18 of them, the
    padding being number 1, hold 16 tokens."""
    found = load(tiny_models.roberta(tmp_path / "roberta"))
    assert found.limit == LIMIT
    assert found.encode(["a" * 14]).windowed == 0
    assert found.encode(["a" * 15]).windowed == 1


def test_a_name_is_of_the_model_and_not_of_what_lies_beside_it(bert: Path, tmp_path: Path) -> None:
    folder = tiny_models.bert(tmp_path / "bert")
    name = load(folder).name
    (folder / "README.md").write_text("new words", encoding="utf-8")
    (folder / ".cache").mkdir()
    (folder / ".cache" / "x").write_text("y", encoding="utf-8")
    assert load(folder).name == name
    tiny_models.set_in(folder / "config.json", layer_norm_eps=1e-6)
    assert load(folder).name != name


def test_a_folder_that_is_no_model_gives_one_line(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    assert "holds no safetensors weights" in refused(tmp_path)


def test_a_folder_without_its_tokeniser(tmp_path: Path) -> None:
    folder = tiny_models.bert(tmp_path / "bert")
    for file in folder.glob("tokenizer*"):
        file.unlink()
    assert refused(folder).endswith("no tokeniser, tokenizer.json is missing")


def test_a_folder_without_its_config(tmp_path: Path) -> None:
    folder = tiny_models.bert(tmp_path / "bert")
    (folder / "config.json").unlink()
    assert refused(folder).endswith("no model, config.json is missing")


def test_damaged_weights(tmp_path: Path) -> None:
    folder = tiny_models.bert(tmp_path / "bert")
    content = (folder / "model.safetensors").read_bytes()
    (folder / "model.safetensors").write_bytes(content[: len(content) // 2])
    refused(folder)


def test_weights_that_are_not_all_there(tmp_path: Path) -> None:
    """The library would fill them up with random numbers, other ones at each start."""
    from safetensors.numpy import load_file, save_file

    folder = tiny_models.bert(tmp_path / "bert")
    tensors = load_file(folder / "model.safetensors")
    del tensors["encoder.layer.0.output.dense.weight"]
    save_file(tensors, folder / "model.safetensors", {"format": "pt"})
    expected = "1 weights are missing, such as encoder.layer.0.output.dense.weight"
    assert refused(folder).endswith(expected)


def test_a_pooler_that_is_not_used_may_be_missing(tmp_path: Path) -> None:
    from safetensors.numpy import load_file, save_file

    folder = tiny_models.bert(tmp_path / "bert")
    tensors = load_file(folder / "model.safetensors")
    kept = {name: found for name, found in tensors.items() if not name.startswith("pooler.")}
    assert len(kept) < len(tensors)
    save_file(kept, folder / "model.safetensors", {"format": "pt"})
    assert load(folder).encode(["ab"]).vectors.shape == (1, 16)


def test_pickled_weights_are_refused(tmp_path: Path) -> None:
    (tmp_path / "pytorch_model.bin").write_bytes(b"cos\nsystem\n")
    assert "only safetensors" in refused(tmp_path)


def test_pickled_weights_of_a_later_layer_are_refused(bert: Path, tmp_path: Path) -> None:
    folder = tiny_models.sentence_model(bert, tmp_path / "model", dense=True)
    layer = next(folder.glob("*_Dense"))
    (layer / "model.safetensors").rename(layer / "pytorch_model.bin")
    assert "only safetensors" in refused(folder)


def test_code_of_a_model_is_never_run(tmp_path: Path) -> None:
    folder = tiny_models.bert(tmp_path / "gte-multilingual-base")
    ran = tmp_path / "ran"
    (folder / "modeling.py").write_text(f"open({str(ran)!r}, 'w')", encoding="utf-8")
    auto_map = {"AutoConfig": "modeling.Config", "AutoModel": "modeling.Model"}
    tiny_models.set_in(folder / "config.json", model_type="new", auto_map=auto_map)
    assert "model type new comes with code of its own, which is never run" in refused(folder)
    assert not ran.exists()


def test_modules_of_a_model_s_own_are_never_run(bert: Path, tmp_path: Path) -> None:
    folder = tiny_models.sentence_model(bert, tmp_path / "own")
    listing = folder / "modules.json"
    text = listing.read_text(encoding="utf-8")
    listing.write_text(text.replace("sentence_transformers.", "custom_st.", 1), encoding="utf-8")
    assert "Transformer comes with code of its own" in refused(folder)


def test_a_plain_checkpoint_of_a_family_with_later_layers_is_refused(tmp_path: Path) -> None:
    assert "layers after the pooling" in refused(tiny_models.bert(tmp_path / "LaBSE"))


def test_a_hub_name_that_cannot_be_had_gives_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(EncoderError, match="tongwen-test/no-such-model") as caught:
        load_encoder("tongwen-test/no-such-model")
    assert "\n" not in str(caught.value)
