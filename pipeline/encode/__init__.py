"""Texts to vectors: the built-in static model, or any sentence-transformers model."""

import re
from pathlib import Path

from pipeline.encode.protocol import Encoded, Encoder, Kind, Vectors
from pipeline.encode.static import StaticEncoder, TokenVectors, is_static, read_static
from pipeline.errors import EncoderError

__all__ = [
    "BUILT_IN",
    "Encoded",
    "Encoder",
    "Kind",
    "StaticEncoder",
    "TokenVectors",
    "Vectors",
    "load_encoder",
]

BUILT_IN = "built-in"
MODEL = Path(__file__).resolve().parent.parent / "model"
HUB_NAME = re.compile(r"[\w.-]+/[\w.-]+", re.ASCII)


def load_encoder(name: str = BUILT_IN) -> Encoder:
    """The encoder of that name.

    ``built-in`` is the model shipped in the package. An existing folder is read where it lies
    and nothing is fetched: a static model by the light reader, any other by
    sentence-transformers. ``owner/name`` is a model on the hub, downloaded on first use.
    Raises EncoderError for anything else and for a model that cannot be read.
    """
    if name == BUILT_IN:
        return read_static(MODEL, BUILT_IN)
    folder = Path(name).expanduser()
    if name and folder.is_dir():
        return _read(folder)
    if not name or folder.exists() or not HUB_NAME.fullmatch(name):
        raise EncoderError(
            f"{name or 'no name'}: no such encoder; give {BUILT_IN}, a model folder, or "
            "owner/name on the hub"
        )
    from pipeline.encode.transformer import fetch

    return _read(fetch(name), name)


def _read(folder: Path, name: str = "") -> Encoder:
    if is_static(folder):
        return read_static(folder, name)
    from pipeline.encode.transformer import read_transformer

    return read_transformer(folder, name)
