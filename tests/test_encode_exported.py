"""A model exported to ONNX, and to OpenVINO where that is installed, beside the same by torch."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import tiny_models

from pipeline.encode import Encoder, load_encoder
from pipeline.encode.models.backend import Runner, open_backend, runners
from pipeline.encode.models.exported import open_exported, pool
from pipeline.encode.models.families import PLAIN
from pipeline.encode.models.folder import look_into
from pipeline.encode.models.torch_backend import open_torch
from pipeline.encode.models.transformer import TransformerEncoder
from pipeline.errors import EncoderError

pytest.importorskip("onnxruntime", reason="no runtime for exported models is installed")
pytest.importorskip("onnx", reason="nothing that exports models is installed")

TEXTS = ["ab", "the quick brown fox jumps over", "x" * 60, "c d"]
TOLERANCE = 1e-5


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folders ``bert`` (plain), ``roberta`` (plain) and ``dense`` (with layers after it), each
    exported."""
    root = tmp_path_factory.mktemp("exported")
    bert = tiny_models.bert(root / "bert")
    tiny_models.sentence_model(bert, root / "dense", pooling="cls", dense=True)
    tiny_models.roberta(root / "roberta")
    for name in ("bert", "dense", "roberta"):
        tiny_models.export(root / name)
    return root


def by(runner: Runner, folder: Path) -> Encoder:
    """The encoder of a folder by a library of choice."""
    inside = look_into(folder, PLAIN)
    backend = open_torch(inside, PLAIN) if runner == "torch" else open_exported(inside, runner)
    assert backend is not None
    return TransformerEncoder("x", backend, inside)


@pytest.mark.parametrize("name", ["bert", "roberta", "dense"])
def test_onnx_gives_the_vectors_that_torch_gives(made: Path, name: str) -> None:
    exported, torch = by("onnx", made / name), by("torch", made / name)
    assert (exported.dimensions, exported.limit) == (torch.dimensions, torch.limit)
    found, expected = exported.encode(TEXTS), torch.encode(TEXTS)
    np.testing.assert_allclose(found.vectors, expected.vectors, atol=TOLERANCE)
    assert found.windowed == expected.windowed == 2


@pytest.mark.parametrize("name", ["bert", "roberta"])
def test_openvino_gives_the_vectors_that_torch_gives(made: Path, name: str) -> None:
    openvino = pytest.importorskip("openvino", reason="OpenVINO is not installed")
    folder = made / name
    home = folder / "openvino"
    home.mkdir(exist_ok=True)
    graph = openvino.Core().read_model(str(folder / "onnx" / "model.onnx"))
    openvino.save_model(graph, str(home / "openvino_model.xml"), compress_to_fp16=False)
    found = by("openvino", folder).encode(TEXTS).vectors
    np.testing.assert_allclose(found, by("torch", folder).encode(TEXTS).vectors, atol=TOLERANCE)


def test_the_name_does_not_hang_on_what_runs_the_model(tmp_path: Path) -> None:
    folder = tiny_models.bert(tmp_path / "bert")
    before = load_encoder(str(folder))
    tiny_models.export(folder)
    after = load_encoder(str(folder))
    assert isinstance(before, TransformerEncoder) and isinstance(after, TransformerEncoder)
    assert before.name == after.name
    assert before.description.startswith("torch on cpu, float32")
    assert after.description.startswith("onnxruntime on cpu, float32")


def test_no_torch_is_needed(made: Path) -> None:
    code = (
        "import sys; from pipeline.encode import load_encoder;"
        f"load_encoder({str(made / 'dense')!r}).encode(['ab']);"
        "print([m for m in ('torch', 'transformers') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (run.stdout.strip(), run.stderr) == ("[]", "")


def test_weights_in_onnx_alone_are_read(made: Path, tmp_path: Path) -> None:
    """As those of the model on the hub whose other weights are pickled."""
    folder = tiny_models.bert(tmp_path / "bge-m3")
    tiny_models.export(folder)
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")
    found = load_encoder(str(folder)).encode(["ab"]).vectors
    inside = look_into(made / "bert", PLAIN)
    tokens = open_torch(inside, PLAIN)._model.encode(["ab"], output_value="token_embeddings")[0]
    first = np.asarray(tokens)[0]
    np.testing.assert_allclose(found[0], first / np.linalg.norm(first), atol=TOLERANCE)


def test_what_is_not_read_here_is_left_to_torch(made: Path, tmp_path: Path) -> None:
    folder = tiny_models.sentence_model(made / "bert", tmp_path / "max", pooling="max")
    tiny_models.export(folder)
    assert runners(folder) == ("onnx", "torch")
    backend = open_backend(look_into(folder, PLAIN), PLAIN)
    assert backend.description.startswith("torch")


def test_a_broken_export_gives_one_line(tmp_path: Path) -> None:
    folder = tiny_models.bert(tmp_path / "bert")
    tiny_models.export(folder).write_bytes(b"no graph")
    with pytest.raises(EncoderError, match=r"model\.onnx: cannot be run") as caught:
        load_encoder(str(folder))
    assert "\n" not in str(caught.value)


def test_pooling_counts_no_padding() -> None:
    tokens = np.array([[[1, 2], [3, 4], [9, 9]], [[5, 6], [7, 8], [1, 0]]], dtype=np.float32)
    mask = np.array([[1, 1, 0], [1, 1, 1]])
    expected = {
        "cls": [[1, 2], [5, 6]],
        "last": [[3, 4], [1, 0]],
        "mean": [[2, 3], [13 / 3, 14 / 3]],
    }
    for pooling, rows in expected.items():
        np.testing.assert_allclose(pool(tokens, mask, pooling), rows, rtol=1e-6)
