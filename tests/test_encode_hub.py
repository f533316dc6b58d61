"""Models by their name on the hub, from a cache written by hand; the network is never reached."""

import json
import shutil
from pathlib import Path

import pytest
import tiny_models
from fake_encoder import FakeEncoder
from small_index import write_corpus

from pipeline.collection import Collection
from pipeline.encode import load_encoder, load_reranker
from pipeline.encode.models.families import families
from pipeline.encode.models.hub import fetched
from pipeline.encode.models.torch_backend import device_and_float, half_of
from pipeline.encode.whereabouts import whereabouts
from pipeline.errors import EncoderError
from pipeline.ingest import ingest
from pipeline.opened import encoder_of

NAME = "somebody/tiny-e5-model"
COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_models.bert(tmp_path_factory.mktemp("models") / "bert")


@pytest.fixture
def snapshot(model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of ``NAME`` in the cache, as a download leaves it."""
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path))
    home = tmp_path / "models--somebody--tiny-e5-model"
    (home / "refs").mkdir(parents=True)
    (home / "refs" / "main").write_text(COMMIT, encoding="utf-8")
    shutil.copytree(model, home / "snapshots" / COMMIT)
    return home / "snapshots" / COMMIT


def test_what_is_here_is_taken_without_a_look_at_the_hub(snapshot: Path) -> None:
    encoder = load_encoder(NAME)
    assert encoder.name.startswith(f"{NAME}@")
    found = whereabouts(NAME)
    assert found is not None
    assert (found.folder, found.name, found.runner) == (snapshot, encoder.name, "torch")


@pytest.mark.parametrize("lack", ["weights", "one of two pieces"])
def test_a_download_that_was_broken_off_is_not_taken(snapshot: Path, lack: str) -> None:
    if lack == "weights":
        (snapshot / "model.safetensors").unlink()
    else:
        pieces = {"a": "model.safetensors", "b": "model-2.safetensors"}
        listing = snapshot / "model.safetensors.index.json"
        listing.write_text(json.dumps({"weight_map": pieces}), encoding="utf-8")
    assert fetched(NAME) is None


def test_weights_that_are_nowhere_to_be_had(snapshot: Path) -> None:
    """The hub, asked again and out of reach, leaves what is here."""
    (snapshot / "model.safetensors").unlink()
    with pytest.raises(EncoderError, match=f"{NAME}: holds no safetensors weights") as caught:
        load_encoder(NAME)
    assert "\n" not in str(caught.value)


def test_what_was_never_fetched(snapshot: Path) -> None:
    assert fetched("somebody/else") is None
    assert whereabouts("somebody/else") is None
    assert whereabouts("no such folder") is None


def test_every_family_is_told_in_the_same_words() -> None:
    rows = families()
    assert {row.pooling for row in rows} == {"cls", "mean", "last", "static"}
    assert {row.half for row in rows} == {"float16", "bfloat16", ""}
    assert {row.needs for row in rows} == {"", "code", "layers", "onnx"}
    assert all(row.licence and row.hub.count("/") == 1 for row in rows)
    assert all((row.pooling == "static") == (row.half == "") for row in rows)
    assert len({row.name for row in rows}) == len({row.pattern for row in rows}) == len(rows)


def test_every_family_knows_its_own_model() -> None:
    from pipeline.encode.models.families import family_of

    generic = {"e5"}  # for e5 models of other sizes; its model has a row of its own
    own = {row.name: family_of(row.hub).name for row in families() if row.name not in generic}
    assert own == {name: name for name in own}


@pytest.mark.parametrize(
    ("device", "half", "expected"),
    [
        ("cpu", "float16", "float32"),
        ("cpu", "bfloat16", "float32"),
        ("mps", "float16", "float16"),
        ("mps", "bfloat16", "float32"),
        ("cuda", "float16", "float16"),
    ],
)
def test_a_processor_counts_in_32_bits_and_an_accelerator_in_those_it_bears(
    monkeypatch: pytest.MonkeyPatch, device: str, half: str, expected: str
) -> None:
    monkeypatch.setattr("sentence_transformers.util.get_device_name", lambda: device)
    assert device_and_float(half) == (device, expected)


def test_a_model_of_no_family_counts_as_its_type_bears() -> None:
    assert [half_of(kind) for kind in ("bert", "xlm-roberta", "qwen3", "")] == [
        "float16",
        "float16",
        "bfloat16",
        "bfloat16",
    ]


def test_an_index_fetches_nothing_that_nobody_named(tmp_path: Path) -> None:
    index = tmp_path / "index"
    ingest([write_corpus(tmp_path / "texts")], index, FakeEncoder(f"{NAME}@0123456789ab"))
    expected = (
        f"built with the encoder {NAME}@.*not on this machine; fetch it with --encoder {NAME}"
    )
    with Collection.open(index) as held, pytest.raises(EncoderError, match=expected) as caught:
        held.search("legal assistance")
    assert "\n" not in str(caught.value)
    with pytest.raises(EncoderError, match=expected):
        encoder_of(index)


@pytest.mark.parametrize("name", ["~nosuchuser/model", "x" * 5_000, "a\0b", ""])
def test_a_name_that_is_no_path_is_one_short_line(name: str) -> None:
    for load in (load_encoder, load_reranker):
        with pytest.raises(EncoderError, match=r"no such (encoder|reranker)") as told:
            load(name)
        assert len(str(told.value)) < 400
