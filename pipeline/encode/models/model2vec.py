"""Static models as model2vec lays them out, read without that library.

A folder holds ``tokenizer.json``, ``config.json`` and ``model.safetensors`` with ``embeddings`` of
shape (rows, dimensions); where the vocabulary was quantised, also ``mapping`` (the row of each
token) and ``weights`` (the weight of each token). A token that is not known counts for nothing.
"""

import hashlib
import json
from pathlib import Path

import numpy as np

from pipeline.encode.models.hub import one_line
from pipeline.encode.protocol import Vectors
from pipeline.encode.static import StaticEncoder
from pipeline.errors import EncoderError

WEIGHTS_FILE = "model.safetensors"
TOKENISER_FILE = "tokenizer.json"


def is_model2vec(folder: Path) -> bool:
    """Whether the folder says that it holds such a model."""
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(config, dict) and config.get("model_type") == "model2vec"


def read_model2vec(folder: Path, name: str = "") -> StaticEncoder:
    """Read such a model. Its name ends in a hash of tokeniser and weights.

    Raises EncoderError where a file is missing or broken, or the two do not agree.
    """
    from safetensors.numpy import load

    from pipeline.encode.models.exported import read_tokeniser

    file = folder / WEIGHTS_FILE
    try:
        content = file.read_bytes()
        spelling = (folder / TOKENISER_FILE).read_bytes()
    except OSError as error:
        raise EncoderError(f"{error.filename}: {error.strerror}") from error
    tokeniser = read_tokeniser(folder / TOKENISER_FILE)
    try:
        tensors = load(content)
        rows = _rows(tensors, tokeniser.get_vocab_size())
    # a damaged file raises kinds of the library, a strange one those of numpy
    except Exception as error:
        raise EncoderError(f"{file}: no vectors of tokens in it ({one_line(error)})") from error
    if rows.ndim != 2 or len(rows) < tokeniser.get_vocab_size():
        raise EncoderError(
            f"{folder}: {tokeniser.get_vocab_size()} tokens but weights of shape {rows.shape}"
        )
    model = json.loads(spelling).get("model", {})
    unknown = model.get("unk_id")
    if unknown is None and model.get("unk_token"):
        unknown = tokeniser.token_to_id(model["unk_token"])
    if unknown is not None:
        rows[unknown] = 0
    digest = hashlib.sha256(spelling + content).hexdigest()[:12]
    return StaticEncoder(f"{name or folder.resolve().name}@{digest}", tokeniser, rows)


def _rows(tensors: dict[str, Vectors], tokens: int) -> Vectors:
    """A vector a token, with its weight in it, float32 of shape (tokens, dimensions)."""
    rows = tensors["embeddings"].astype(np.float32)
    if "mapping" in tensors:
        rows = rows[np.asarray(tensors["mapping"], dtype=np.int64)]
    if "weights" in tensors:
        rows = rows * tensors["weights"].astype(np.float32)[: len(rows), None]
    return rows
