"""Models made to attack: nothing of theirs is run, opened elsewhere or fetched."""

import json
import pickle
import shutil
import sys
from pathlib import Path

import pytest
import tiny_models

from pipeline.encode import load_encoder, load_reranker
from pipeline.encode.models.guard import check
from pipeline.errors import EncoderError


class Writes:
    """Writes a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return eval, (f"open({str(self.path)!r}, 'w').close()",)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plain checkpoint, one with modules and a cross-encoder; copied before they are changed."""
    home = tmp_path_factory.mktemp("models")
    tiny_models.bert(home / "plain")
    tiny_models.sentence_model(home / "plain", home / "modular", dense=True)
    tiny_models.bert(home / "pairs", labels=1)
    return home


def copied(kept: Path, name: str, tmp_path: Path) -> Path:
    return Path(shutil.copytree(kept / name, tmp_path / name))


def pickled(path: Path, mark: Path) -> None:
    path.write_bytes(pickle.dumps({"weight": Writes(mark)}))


@pytest.mark.parametrize("file", ["pytorch_model.bin", "model.pt", "model.ckpt"])
@pytest.mark.parametrize("name", ["plain", "modular", "pairs"])
def test_a_pickle_is_refused_and_not_opened(
    kept: Path, tmp_path: Path, name: str, file: str
) -> None:
    folder, mark = copied(kept, name, tmp_path), tmp_path / "run"
    for weights in folder.rglob("*.safetensors"):
        weights.unlink()
    pickled(folder / file, mark)
    with pytest.raises(EncoderError, match="safetensors"):
        (load_reranker if name == "pairs" else load_encoder)(str(folder))
    assert not mark.exists()


def test_a_pickle_of_a_later_layer_is_refused(kept: Path, tmp_path: Path) -> None:
    folder, mark = copied(kept, "modular", tmp_path), tmp_path / "run"
    (dense,) = folder.glob("*_Dense")
    (dense / "model.safetensors").unlink()
    pickled(dense / "pytorch_model.bin", mark)
    with pytest.raises(EncoderError, match=r"pytorch_model.bin: only safetensors"):
        load_encoder(str(folder))
    assert not mark.exists()


@pytest.mark.parametrize("name", ["plain", "pairs"])
def test_a_pickle_beside_safetensors_is_not_opened(kept: Path, tmp_path: Path, name: str) -> None:
    folder, mark = copied(kept, name, tmp_path), tmp_path / "run"
    pickled(folder / "pytorch_model.bin", mark)
    if name == "pairs":
        load_reranker(str(folder)).relevance("a", ["b"])
    else:
        load_encoder(str(folder)).encode(["a"])
    assert not mark.exists()


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("os.system", "code of its own"),
        ("evil.Thing", "code of its own"),
        ("subprocess.Popen", "code of its own"),
        ("sentence_transformers.util.http_get", "no kind of module"),
        ("sentence_transformers.SentenceTransformer", "no kind of module"),
        ("sentence_transformers.base.modules.Router", "no kind of module"),
        ("sentence_transformers.a.__import__.Dense", "no kind of module"),
    ],
)
def test_a_class_that_is_not_the_librarys_is_not_imported(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, reason: str
) -> None:
    folder, mark = copied(kept, "modular", tmp_path), tmp_path / "run"
    code = f"open({str(mark)!r}, 'w').close()\nclass Thing: pass\n"
    (folder / "evil.py").write_text(code, encoding="utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.syspath_prepend(str(folder))
    rows = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
    rows[-1]["type"] = kind
    (folder / "modules.json").write_text(json.dumps(rows), encoding="utf-8")
    with pytest.raises(EncoderError, match=reason) as told:
        load_encoder(str(folder))
    assert "\n" not in str(told.value)
    assert not mark.exists()
    assert "evil" not in sys.modules


@pytest.mark.parametrize("place", ["../other", "/etc", "a/../../b", "C:\\models"])
def test_a_module_of_another_folder(kept: Path, tmp_path: Path, place: str) -> None:
    folder = copied(kept, "modular", tmp_path)
    rows = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
    rows[1]["path"] = place
    (folder / "modules.json").write_text(json.dumps(rows), encoding="utf-8")
    with pytest.raises(EncoderError, match="leads out of the folder"):
        load_encoder(str(folder))


@pytest.mark.parametrize("file", ["config.json", "tokenizer_config.json"])
def test_code_named_by_a_configuration_is_not_run(kept: Path, tmp_path: Path, file: str) -> None:
    """Where the library knows the type it does without, else the model is refused."""
    folder, mark = copied(kept, "plain", tmp_path), tmp_path / "run"
    code = f"open({str(mark)!r}, 'w').close()\nclass Evil: pass\n"
    (folder / "evil.py").write_text(code, encoding="utf-8")
    kinds = ("AutoConfig", "AutoModel", "AutoTokenizer")
    tiny_models.set_in(folder / file, auto_map=dict.fromkeys(kinds, "evil.Evil"))
    try:
        load_encoder(str(folder)).encode(["a"])
    except EncoderError as error:
        assert "\n" not in str(error)
    tiny_models.set_in(
        folder / "config.json", model_type="evil", auto_map={"AutoModel": "evil.Evil"}
    )
    with pytest.raises(EncoderError, match="code of its own"):
        load_encoder(str(folder))
    assert not mark.exists()


@pytest.mark.parametrize(
    "key", ["activation_fn", "sbert_ce_default_activation_function", "activation_function"]
)
@pytest.mark.parametrize(
    "named", ["torch.utils.collect_env.main", "torch.hub.load", "torch.os.abort"]
)
def test_an_activation_is_one_of_torch(kept: Path, tmp_path: Path, key: str, named: str) -> None:
    """Whatever such a name leads to would be called."""
    folder = copied(kept, "pairs", tmp_path)
    tiny_models.set_in(folder / "config.json", sentence_transformers={key: named}, **{key: named})
    with pytest.raises(EncoderError, match=r"no activation of torch\.nn"):
        load_reranker(str(folder))


def test_the_activations_that_models_have_are_taken(kept: Path, tmp_path: Path) -> None:
    folder = copied(kept, "pairs", tmp_path)
    for named in ("torch.nn.modules.linear.Identity", "torch.nn.modules.activation.Sigmoid"):
        tiny_models.set_in(folder / "config.json", sentence_transformers={"activation_fn": named})
        check(folder)


def test_another_model_and_a_kernel_of_the_hub_are_not_taken(kept: Path, tmp_path: Path) -> None:
    folder = copied(kept, "plain", tmp_path)
    tiny_models.set_in(folder / "config.json", _attn_implementation="somebody/kernel")
    with pytest.raises(EncoderError, match="would be fetched"):
        load_encoder(str(folder))
    adapter = folder / "adapter_config.json"
    adapter.write_text('{"base_model_name_or_path": "/elsewhere"}', encoding="utf-8")
    with pytest.raises(EncoderError, match="another model"):
        load_encoder(str(folder))


@pytest.mark.parametrize(
    ("place", "is_out"),
    [("weights.data", False), ("../secret", True), ("/etc/passwd", True), ("a/../../b", True)],
)
def test_weights_of_an_exported_model_lie_in_its_folder(
    tmp_path: Path, place: str, is_out: bool
) -> None:
    onnx = pytest.importorskip("onnx")
    tensor = onnx.TensorProto(name="w", data_type=1, dims=[4], data_location=1)
    tensor.external_data.add(key="location", value=place)
    tensor.external_data.add(key="offset", value="0")
    graph = onnx.helper.make_graph(
        [onnx.helper.make_node("Identity", ["w"], ["out"])],
        "g",
        [],
        [onnx.helper.make_tensor_value_info("out", 1, [4])],
        [tensor],
    )
    (tmp_path / "onnx").mkdir()
    content = onnx.helper.make_model(graph).SerializeToString()
    (tmp_path / "onnx" / "model.onnx").write_bytes(content)
    if is_out:
        with pytest.raises(EncoderError, match="its weights lie elsewhere"):
            check(tmp_path)
    else:
        check(tmp_path)
