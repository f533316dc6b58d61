"""Any transformer model as an encoder, from a folder: windows, prefixes, batches.

Code that comes with a model is never run, and pickled weights are never read.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from pipeline.encode.models.backend import Backend, open_backend
from pipeline.encode.models.families import family_of
from pipeline.encode.models.folder import ModelFolder, digest_of, look_into, require_weights
from pipeline.encode.models.guard import check
from pipeline.encode.models.hub import one_line, refusing
from pipeline.encode.models.windows import fitting
from pipeline.encode.protocol import Encoded, Kind, Vectors
from pipeline.errors import EncoderError

TOKENISED_AT_ONCE = 256
TEXTS_AT_ONCE = 256
SLACK = 2
"""Tokens left free in a window: cutting a word may add one at either end."""


class TransformerEncoder:
    """A transformer model in memory. Made by ``read_transformer``."""

    def __init__(self, name: str, backend: Backend, folder: ModelFolder) -> None:
        self._name = name
        self._backend = backend
        self._limit = folder.limit
        self._prefixes: dict[Kind, str] = {"query": folder.query, "passage": folder.passage}

    @property
    def name(self) -> str:
        return self._name

    @property
    def dimensions(self) -> int:
        return self._backend.dimensions

    @property
    def limit(self) -> int | None:
        return self._limit

    @property
    def description(self) -> str:
        """What runs the model here and how: ``torch on cpu, float32``. No part of its name, since
        the vectors are the same."""
        return self._backend.description

    def prefix(self, kind: Kind) -> str:
        """What is put before a text: the model's own prompt, else the row of its family."""
        return self._prefixes[kind]

    def encode(self, texts: Sequence[str], kind: Kind = "passage") -> Encoded:
        """Vectors of the texts; a text beyond ``limit`` gets the mean of its windows' vectors,
        brought back to unit length. Raises EncoderError where the model itself fails."""
        try:
            return self._encode(texts, kind)
        # torch, onnxruntime and openvino each raise kinds of their own
        except Exception as error:
            if isinstance(error, EncoderError):
                raise
            raise EncoderError(f"{self._name}: cannot encode ({one_line(error)})") from error

    def _encode(self, texts: Sequence[str], kind: Kind) -> Encoded:
        prefix = self.prefix(kind)
        pieces: list[str] = []
        lengths: list[int] = []
        owners: list[int] = []
        for first in range(0, len(texts), TOKENISED_AT_ONCE):
            batch = texts[first : first + TOKENISED_AT_ONCE]
            for owner, (parts, length) in enumerate(self._pieces(batch, prefix), start=first):
                pieces.extend(parts)
                lengths.extend([length] * len(parts))
                owners.extend([owner] * len(parts))
        sums = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        if pieces:
            np.add.at(sums, owners, self._vectors(pieces, lengths, prefix))
        norms = np.linalg.norm(sums, axis=1, keepdims=True)
        vectors = np.divide(sums, norms, out=np.zeros_like(sums), where=norms > 0)
        windowed = np.bincount(np.asarray(owners, dtype=np.int64), minlength=len(texts)) > 1
        return Encoded(vectors, windowed=int(windowed.sum()))

    def _vectors(self, pieces: list[str], lengths: list[int], prefix: str) -> Vectors:
        """Vectors of pieces that fit, in batches of like lengths: the longer, the fewer."""
        vectors = np.empty((len(pieces), self.dimensions), dtype=np.float32)
        order = sorted(range(len(pieces)), key=lambda row: (-lengths[row], row))
        while order:
            longest = max(1, lengths[order[0]])
            count = max(1, min(TEXTS_AT_ONCE, self._backend.tokens_at_once // longest))
            rows, order = order[:count], order[count:]
            vectors[rows] = self._backend.vectors([pieces[row] for row in rows], prefix)
        if not np.isfinite(vectors).all():
            raise EncoderError(f"{self._name}: vectors that are no numbers ({self.description})")
        return vectors

    def _pieces(self, texts: Sequence[str], prefix: str) -> list[tuple[list[str], int]]:
        """Each text whole where it fits, else its windows, with the tokens of a piece at most;
        nothing for a blank text."""
        lengths = self._backend.lengths([prefix + text for text in texts])
        if self._limit is None:
            return [
                ([text] if text.strip() else [], n) for text, n in zip(texts, lengths, strict=True)
            ]
        room = self._limit - self._backend.lengths([prefix])[0] - SLACK
        if room < 1:
            raise EncoderError(
                f"{self._name}: no room for a text, limit {self._limit} tokens, prefix {prefix!r}"
            )
        return [
            ([], 0)
            if not text.strip()
            else ([text], length)
            if length <= self._limit
            else (self._cut(text, prefix, room), self._limit)
            for text, length in zip(texts, lengths, strict=True)
        ]

    def _cut(self, text: str, prefix: str, room: int) -> list[str]:
        assert self._limit is not None
        return fitting(
            text,
            self._backend.offsets(text),
            room,
            self._limit,
            lambda parts: self._backend.lengths([prefix + part for part in parts]),
        )


def read_transformer(folder: Path, name: str = "") -> TransformerEncoder:
    """Load a model from a folder, with no use of the network.

    ``name`` is the hub name where it has one; the encoder's name is that or the folder's, with
    a hash. Raises EncoderError with the library's reason in one line.
    """
    shown = name or folder.resolve().name
    family = family_of(shown)
    require_weights(folder, name)
    check(folder)
    inside = look_into(folder, family)
    with refusing(name or str(folder)):
        backend = open_backend(inside, family)
    return TransformerEncoder(f"{shown}@{digest_of(folder)}", backend, inside)
