"""A cross-encoder as a reranker: it reads the query and each passage together."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.encode.models.families import family_of
from pipeline.encode.models.folder import digest_of, look_into, require_weights
from pipeline.encode.models.guard import check
from pipeline.encode.models.hub import one_line, refusing
from pipeline.encode.models.pair_models import PairModel, open_pairs
from pipeline.encode.models.windows import fitting
from pipeline.errors import EncoderError

LEAST = float(np.finfo(np.float32).min)
SLACK = 2
"""Tokens left free in a window: cutting a word may add one at either end."""


class CrossEncoderReranker:
    """A cross-encoder in memory. Made by ``read_reranker``."""

    def __init__(self, name: str, model: PairModel, limit: int | None) -> None:
        self._name = name
        self._model = model
        self._limit = limit

    @property
    def name(self) -> str:
        return self._name

    @property
    def limit(self) -> int | None:
        """Tokens of query and passage together."""
        return self._limit

    def relevance(self, query: str, passages: Sequence[str]) -> NDArray[np.float32]:
        """How near each passage is to the query, by the best of its windows; see ``Reranker``.

        Of a query that leaves a passage less than half of the limit only the beginning is read.
        Raises EncoderError where the model fails.
        """
        found = np.full(len(passages), LEAST, dtype=np.float32)
        if not query.strip():
            return found
        try:
            asked = self._shortened(query)
            pieces, owners = self._pieces(asked, passages)
            if pieces:
                np.maximum.at(found, owners, self._read(asked, pieces))
        # torch raises kinds of its own for want of memory or a bad index
        except Exception as error:
            if isinstance(error, EncoderError):
                raise
            raise EncoderError(f"{self._name}: cannot rank ({one_line(error)})") from error
        return found

    def _read(self, query: str, pieces: list[str]) -> NDArray[np.float32]:
        """One number a piece, in batches of like lengths: the longer, the fewer."""
        lengths = self._model.lengths(query, pieces)
        order = sorted(range(len(pieces)), key=lambda row: (-lengths[row], row))
        found = np.empty(len(pieces), dtype=np.float32)
        while order:
            count = max(1, self._model.tokens_at_once // max(1, lengths[order[0]]))
            rows, order = order[:count], order[count:]
            found[rows] = self._model.numbers(query, [pieces[row] for row in rows])[:, 0]
        if not np.isfinite(found).all():
            raise EncoderError(f"{self._name}: gives what is no number")
        return found

    def _pieces(self, query: str, passages: Sequence[str]) -> tuple[list[str], list[int]]:
        """Windows of the passages that fit beside the query, and whose they are."""
        pieces: list[str] = []
        owners: list[int] = []
        for owner, passage in enumerate(passages):
            parts = self._cut(query, passage) if passage.strip() else []
            pieces.extend(parts)
            owners.extend([owner] * len(parts))
        return pieces, owners

    def _cut(self, query: str, passage: str) -> list[str]:
        limit = self._limit
        if limit is None or self._model.lengths(query, [passage])[0] <= limit:
            return [passage]
        room = max(1, limit - self._model.lengths(query, [""])[0] - SLACK)
        offsets = self._model.offsets(passage)
        return fitting(
            passage, offsets, room, limit, lambda parts: self._model.lengths(query, parts)
        )

    def _shortened(self, query: str) -> str:
        """The query, or its beginning in half of the limit."""
        if self._limit is None:
            return query
        offsets = self._model.offsets(query)
        room = max(1, self._limit // 2)
        return query[: offsets[room - 1][1]] if len(offsets) > room else query


def read_reranker(folder: Path, name: str = "") -> CrossEncoderReranker:
    """Load a cross-encoder from a folder, with no use of the network.

    Raises EncoderError for pickled weights, for a model that needs code of its own or gives more
    than one number a pair, and with the library's reason in one line for a broken one.
    """
    shown = name or folder.resolve().name
    family = family_of(shown)
    require_weights(folder, name)
    check(folder)
    inside = look_into(folder, family)
    with refusing(name or str(folder)):
        model = open_pairs(inside, family)
        numbers = model.numbers("a", ["a"]).shape[1]
    if numbers != 1:
        raise EncoderError(f"{name or folder}: gives {numbers} numbers a pair; one is wanted")
    return CrossEncoderReranker(f"{shown}@{digest_of(folder)}", model, inside.limit)
