"""Any sentence-transformers model as an encoder, from a folder or by its name on the hub.

Code that comes with a model is never run, and weights are read from safetensors alone.
"""

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.encode.families import Family, family_of
from pipeline.encode.protocol import Encoded, Kind, Vectors
from pipeline.encode.windows import windows
from pipeline.errors import EncoderError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BATCH = 32
TOKENISED_AT_ONCE = 256
SLACK = 2
"""Tokens left free in a window: cutting a word may add one at either end."""

LARGE = 16 * 2**20
EDGE = 2**20
NOT_FETCHED = (
    "*.bin", "*.pt", "*.pth", "*.ckpt", "*.pkl", "*.h5", "*.msgpack", "*.ot", "*.gguf", "*.py",
    "onnx/*", "openvino/*",
)  # fmt: skip


class TransformerEncoder:
    """A sentence-transformers model in memory. Made by ``read_transformer``."""

    def __init__(self, name: str, model: "SentenceTransformer", family: Family) -> None:
        self._name = name
        self._model = model
        self._limit = _limit(model)
        own: dict[str, str] = model.prompts
        self._prefixes: dict[Kind, str] = {
            "query": own.get("query") or family.query,
            "passage": own.get("passage") or own.get("document") or family.passage,
        }

    @property
    def name(self) -> str:
        return self._name

    @property
    def dimensions(self) -> int:
        return int(self._model.get_embedding_dimension())

    @property
    def limit(self) -> int | None:
        return self._limit

    def prefix(self, kind: Kind) -> str:
        """What is put before a text: the model's own prompt, else the row of its family."""
        return self._prefixes[kind]

    def encode(self, texts: Sequence[str], kind: Kind = "passage") -> Encoded:
        """Vectors of the texts; a text beyond ``limit`` gets the mean of its windows' vectors,
        brought back to unit length. Raises EncoderError where the model itself fails."""
        try:
            return self._encode(texts, kind)
        except (RuntimeError, ValueError, TypeError) as error:
            raise EncoderError(f"{self._name}: cannot encode ({_one_line(error)})") from error

    def _encode(self, texts: Sequence[str], kind: Kind) -> Encoded:
        prefix = self.prefix(kind)
        pieces: list[str] = []
        owners: list[int] = []
        for first in range(0, len(texts), TOKENISED_AT_ONCE):
            batch = texts[first : first + TOKENISED_AT_ONCE]
            for owner, parts in enumerate(self._pieces(batch, prefix), start=first):
                pieces.extend(parts)
                owners.extend([owner] * len(parts))
        sums = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        if pieces:
            np.add.at(sums, owners, self._vectors(pieces, prefix))
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        vectors = np.divide(sums, lengths, out=np.zeros_like(sums), where=lengths > 0)
        windowed = np.bincount(np.asarray(owners, dtype=np.int64), minlength=len(texts)) > 1
        return Encoded(vectors, windowed=int(windowed.sum()))

    def _vectors(self, pieces: list[str], prefix: str) -> Vectors:
        vectors = self._model.encode(
            pieces,
            prompt=prefix,
            batch_size=BATCH,
            normalize_embeddings=True,
            convert_to_numpy=True,
            show_progress_bar=False,
        )
        return np.asarray(vectors, dtype=np.float32)

    def _pieces(self, texts: Sequence[str], prefix: str) -> list[list[str]]:
        """Each text whole where it fits, else its windows; nothing for a blank text."""
        if self._limit is None:
            return [[text] if text.strip() else [] for text in texts]
        lengths = self._lengths([prefix + text for text in texts])
        room = self._limit - self._lengths([prefix])[0] - SLACK
        if room < 1:
            raise EncoderError(
                f"{self._name}: no room for a text, limit {self._limit} tokens, prefix {prefix!r}"
            )
        return [
            []
            if not text.strip()
            else [text]
            if length <= self._limit
            else self._cut(text, prefix, room)
            for text, length in zip(texts, lengths, strict=True)
        ]

    def _cut(self, text: str, prefix: str, room: int) -> list[str]:
        """Windows of one text, made narrower until each fits together with the prefix."""
        tokens = self._model.tokenizer(
            text,
            add_special_tokens=False,
            truncation=False,
            return_offsets_mapping=True,
            verbose=False,
        )
        offsets = [(int(start), int(end)) for start, end in tokens["offset_mapping"]]
        assert self._limit is not None
        while True:
            parts = [text[start:end] for start, end in windows(offsets, room)]
            if room == 1 or max(self._lengths([prefix + part for part in parts])) <= self._limit:
                return parts
            room = max(1, room * 9 // 10)

    def _lengths(self, texts: list[str]) -> list[int]:
        """Number of tokens of each text, those that the model adds at the ends included."""
        tokens = self._model.tokenizer(texts, truncation=False, padding=False, verbose=False)
        return [len(ids) for ids in tokens["input_ids"]]


def read_transformer(folder: Path, name: str = "") -> TransformerEncoder:
    """Load a model from a folder, with no use of the network.

    ``name`` is the hub name where it has one; the encoder's name is that or the folder's, with
    a hash. Raises EncoderError with the library's reason in one line.
    """
    shown = name or folder.resolve().name
    _refuse_pickles(folder)
    os.environ["HF_HUB_OFFLINE"] = "1"
    try:
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()
        model = SentenceTransformer(
            str(folder),
            trust_remote_code=False,
            local_files_only=True,
            model_kwargs={"use_safetensors": True},
        )
    # the libraries below raise nearly every kind of exception for a broken model
    except Exception as error:
        raise EncoderError(f"{name or folder}: cannot be loaded ({_one_line(error)})") from error
    return TransformerEncoder(f"{shown}@{_digest(folder)}", model, family_of(shown))


def fetch(name: str) -> Path:
    """Folder of a model named on the hub, downloaded unless an earlier call did so.

    The one place of the product that may use the network, and only because the user named a
    model. Raises EncoderError where it cannot be had.
    """
    try:
        from huggingface_hub import snapshot_download

        return Path(snapshot_download(name, ignore_patterns=list(NOT_FETCHED)))
    # network, disk, cache and hub each raise kinds of their own
    except Exception as error:
        raise EncoderError(
            f"{name}: neither on this machine nor on the hub ({_one_line(error)})"
        ) from error


def _refuse_pickles(folder: Path) -> None:
    """A folder without safetensors would make the library fall back on pickled weights."""
    for part in (folder, *sorted(path for path in folder.iterdir() if path.is_dir())):
        pickles = sorted([*part.glob("pytorch_model*.bin"), *part.glob("*.pt")])
        if pickles and not any(part.glob("*.safetensors")):
            raise EncoderError(f"{pickles[0]}: only safetensors weights are read")


def _limit(model: "SentenceTransformer") -> int | None:
    """Longest input in tokens: the smaller of tokeniser's limit and positions, if either is set.

    Tokenisers without a limit report a number near 1e30.
    """
    stated: list[Any] = [model.max_seq_length]
    config = getattr(getattr(model[0], "auto_model", None), "config", None)
    stated.append(getattr(config, "max_position_embeddings", None))
    limits = [int(value) for value in stated if value is not None and 0 < value < 10**9]
    return min(limits, default=None)


def _digest(folder: Path) -> str:
    """Hash over names, sizes and contents of a model's files; of a file beyond 16 MiB, over its
    first and last MiB, since reading gigabytes twice would double the time to load."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        size = path.stat().st_size
        digest.update(f"{path.relative_to(folder).as_posix()}\0{size}\0".encode())
        with path.open("rb") as file:
            if size <= LARGE:
                digest.update(file.read())
            else:
                digest.update(file.read(EDGE))
                file.seek(-EDGE, os.SEEK_END)
                digest.update(file.read())
    return digest.hexdigest()[:12]


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:300] or type(error).__name__
