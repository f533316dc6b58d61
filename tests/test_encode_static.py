"""The light reader: hand-worked vectors of a model of four words, and the shipped model."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.numpy import save_file
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from pipeline.encode import BUILT_IN, StaticEncoder, load_encoder
from pipeline.encode.static import is_static, read_static
from pipeline.errors import EncoderError

ROWS = np.array([[0, 0], [3, 0], [0, 4], [-3, 0]], dtype=np.float32)
"""Vectors of [UNK], treaty, 条约, not."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A static model in the layout of sentence-transformers, written by hand."""
    model = models.WordLevel({"[UNK]": 0, "treaty": 1, "条约": 2, "not": 3}, unk_token="[UNK]")
    tokeniser = Tokenizer(model)
    tokeniser.normalizer = normalizers.Lowercase()
    tokeniser.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokeniser.save(str(tmp_path / "tokenizer.json"))
    save_file({"embedding.weight": ROWS.astype(np.float16)}, tmp_path / "model.safetensors")
    modules = [
        {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.x.StaticEmbedding"},
        {"idx": 1, "name": "1", "path": "1_Normalize", "type": "sentence_transformers.y.Normalize"},
    ]
    (tmp_path / "modules.json").write_text(json.dumps(modules), encoding="utf-8")
    return tmp_path


def test_vectors_are_means_of_tokens_at_unit_length(folder: Path) -> None:
    texts = ["treaty", "Treaty 条约", "treaty not", "", "unheard of", "条约 条约 treaty treaty"]
    expected = np.array([[1, 0], [0.6, 0.8], [0, 0], [0, 0], [0, 0], [0.6, 0.8]])
    encoded = read_static(folder).encode(texts)
    assert encoded.vectors.dtype == np.float32
    assert encoded.windowed == 0
    np.testing.assert_allclose(encoded.vectors, expected, atol=1e-6)


def test_no_text_gives_no_row(folder: Path) -> None:
    assert read_static(folder).encode([]).vectors.shape == (0, 2)


def test_token_vectors_stand_where_the_tokens_stand(folder: Path) -> None:
    text = "TREATY  not 条约"
    found = read_static(folder).token_vectors(text)
    assert [text[start:end] for start, end in found.spans] == ["TREATY", "not", "条约"]
    np.testing.assert_allclose(found.vectors, ROWS[[1, 3, 2]])


def test_a_folder_is_named_by_its_content(folder: Path) -> None:
    before = read_static(folder).name
    assert before == read_static(folder).name == load_encoder(str(folder)).name
    assert before.startswith(folder.name + "@")
    save_file({"embedding.weight": ROWS + 1}, folder / "model.safetensors")
    assert read_static(folder).name != before


def test_static_is_told_from_other_models(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert is_static(folder)
    assert not is_static(tmp_path_factory.mktemp("other"))


@pytest.mark.parametrize(
    ("file", "content", "words"),
    [
        ("tokenizer.json", b"{}", "not a tokeniser"),
        ("model.safetensors", b"\x00", "no embedding.weight"),
        ("modules.json", b"[", "not JSON"),
        ("modules.json", b"{}", "a list of modules"),
        ("modules.json", b'[{"type": "a.Transformer"}]', "not a static model"),
    ],
)
def test_a_broken_file_is_named(folder: Path, file: str, content: bytes, words: str) -> None:
    (folder / file).write_bytes(content)
    with pytest.raises(EncoderError, match=words) as caught:
        read_static(folder)
    assert str(folder) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "model.safetensors").unlink()
    with pytest.raises(EncoderError, match=r"model\.safetensors"):
        read_static(folder)


def test_weights_must_match_the_tokens(folder: Path) -> None:
    save_file({"embedding.weight": ROWS[:3]}, folder / "model.safetensors")
    with pytest.raises(EncoderError, match=r"4 tokens but weights of shape \(3, 2\)"):
        read_static(folder)


def test_what_is_no_encoder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    for name in ("nonsense", str(tmp_path / "absent"), str(tmp_path / "file"), ""):
        with pytest.raises(EncoderError):
            load_encoder(name)


@pytest.fixture(scope="module")
def built_in() -> StaticEncoder:
    encoder = load_encoder(BUILT_IN)
    assert isinstance(encoder, StaticEncoder)
    return encoder


def test_the_shipped_model_is_what_it_says(built_in: StaticEncoder) -> None:
    assert built_in.name.startswith("built-in@")
    assert built_in.dimensions == 256
    assert built_in.limit is None


def test_the_shipped_model_finds_translations(built_in: StaticEncoder) -> None:
    en = [
        "Requests the Secretary-General to submit a report on extradition at its next session;",
        "The volcano erupted at night.",
        "States Parties shall afford one another the widest measure of mutual legal assistance.",
        "sovereign equality",
    ]
    zh = [
        "请秘书长在下届会议上提交一份关于引渡的报告；",
        "火山在夜里喷发。",
        "缔约国应相互提供最广泛的司法协助。",
        "主权平等",
    ]
    cosines = built_in.encode(en).vectors @ built_in.encode(zh).vectors.T
    assert list(cosines.argmax(axis=0)) == list(cosines.argmax(axis=1)) == [0, 1, 2, 3]


@settings(max_examples=60, deadline=None)
@given(texts=st.lists(st.text(max_size=40), max_size=5), other=st.text(max_size=20))
def test_a_vector_depends_on_its_own_text_alone(
    built_in: StaticEncoder, texts: list[str], other: str
) -> None:
    vectors = built_in.encode([*texts, other]).vectors
    lengths = np.linalg.norm(vectors, axis=1)
    assert np.all((np.abs(lengths - 1) < 1e-5) | (lengths == 0))
    for text, vector in zip(texts, vectors, strict=False):
        np.testing.assert_allclose(built_in.encode([text]).vectors[0], vector, atol=1e-6)


def test_token_vectors_add_up_to_the_text(built_in: StaticEncoder) -> None:
    text = "缔约国会议鼓励 States Parties，加强 cooperation。"
    found = built_in.token_vectors(text)
    whole = found.vectors.sum(axis=0)
    np.testing.assert_allclose(
        whole / np.linalg.norm(whole), built_in.encode([text]).vectors[0], atol=1e-5
    )
    assert all(0 <= start < end <= len(text) for start, end in found.spans)


def test_the_built_in_encoder_needs_no_heavy_library() -> None:
    program = (
        "import sys; from pipeline.encode import load_encoder; load_encoder().encode(['条约']);"
        "print([m for m in ('torch', 'transformers', 'sentence_transformers') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    assert done.stdout.strip() == "[]"


def test_the_shipped_model_is_small() -> None:
    model = Path(__file__).parent.parent / "pipeline" / "model"
    assert sum(path.stat().st_size for path in model.rglob("*") if path.is_file()) <= 24_000_000
