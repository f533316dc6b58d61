"""Texts to vectors: the built-in static model, or any other by folder or hub name; rerankers."""

import re
from pathlib import Path

from pipeline.encode.protocol import Encoded, Encoder, Kind, Reranker, Vectors
from pipeline.encode.static import StaticEncoder, TokenVectors, is_static, read_static
from pipeline.errors import EncoderError
from pipeline.places import folder_named

__all__ = [
    "BUILT_IN",
    "Encoded",
    "Encoder",
    "Kind",
    "Reranker",
    "StaticEncoder",
    "TokenVectors",
    "Vectors",
    "load_encoder",
    "load_reranker",
]

BUILT_IN = "built-in"
MODEL = Path(__file__).resolve().parent.parent / "model"
_SHOWN = 200
"""Characters of a name that an error repeats."""
HUB_NAME = re.compile(r"[\w.-]+/[\w.-]+", re.ASCII)


def load_encoder(name: str = BUILT_IN) -> Encoder:
    """The encoder of that name.

    ``built-in`` is the model shipped in the package. An existing folder is read where it lies
    and nothing is fetched: a static model by the light readers, any other by the runtime that is
    installed. ``owner/name`` is a model on the hub, downloaded on first use. Raises EncoderError
    for anything else and for a model that cannot be read.
    """
    if name == BUILT_IN:
        return read_static(MODEL, BUILT_IN)
    folder = _folder(name, "encoder", f"{BUILT_IN}, ")
    return _read(folder, "" if folder_named(name) else name)


def load_reranker(name: str) -> Reranker:
    """The cross-encoder of that name: a folder, or ``owner/name`` on the hub, downloaded on first
    use. Raises EncoderError for anything else and for a model that cannot be read."""
    folder = _folder(name, "reranker", "")
    from pipeline.encode.models.reranker import read_reranker

    return read_reranker(folder, "" if folder_named(name) else name)


def _folder(name: str, what: str, built_in: str) -> Path:
    if folder := folder_named(name):
        return folder
    if not HUB_NAME.fullmatch(name) or Path(name).exists():
        raise EncoderError(
            f"{name[:_SHOWN] or 'no name'}: no such {what}; give {built_in}a model folder, or "
            "owner/name on the hub"
        )
    from pipeline.encode.models.hub import fetch

    return fetch(name)


def _read(folder: Path, name: str = "") -> Encoder:
    from pipeline.encode.models.model2vec import is_model2vec, read_model2vec

    if is_model2vec(folder):
        return read_model2vec(folder, name)
    if is_static(folder):
        return read_static(folder, name)
    from pipeline.encode.models.transformer import read_transformer

    return read_transformer(folder, name)
