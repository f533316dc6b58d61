"""How much of what exact search finds the vectors of an index find, on a sample of passages."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.encode import Encoder
from pipeline.records import CONTENT_ROLES, Lang
from pipeline.store.reading import Store
from pipeline.store.rows import ROLES
from pipeline.text.passage import wording
from pipeline.vectors import Vectors

Floats = NDArray[np.float32]
Ids = NDArray[np.int64]

NEAREST = 10
"""Of so many nearest the share is counted."""
_DEPTH = 100
"""Nearest by their codes that are encoded anew: the nearest ten by floats are among them."""
_BLOCK = 20_000
_OPENING = 60
"""Characters of a passage that make a query, near those of a question."""
_EQUAL = 1e-5
"""Cosines as near as this are equal: passages of the same words."""
_CONTENT = [ROLES.index(role) for role in CONTENT_ROLES]


@dataclass(frozen=True, slots=True)
class Recall:
    """The mean ``share`` of the ten nearest, from 0 to 1, over so many ``queries``; measured
    ``by_floats``, the passages' texts encoded anew, or else by the codes that are held."""

    share: float
    queries: int
    by_floats: bool


def recall(
    store: Store,
    lang: Lang,
    vectors: Vectors,
    encoder: Encoder | None = None,
    passages: int = 50,
) -> Recall:
    """What ``vectors`` find of what is nearest to the openings of ``passages`` or more passages.

    Without ``encoder`` the queries are the passages' own vectors, and the nearest are those that a
    search of all codes finds.
    """
    rows = store.rows[lang]
    content = np.flatnonzero(np.isin(rows["role"], _CONTENT))
    asked = content[:: max(1, len(content) // passages)]
    if not len(asked):
        return Recall(1.0, 0, encoder is not None)
    if encoder is None:
        queries = vectors.reconstruct(asked)
    else:
        openings = [text[:_OPENING] for text in _texts(store, rows["id"][asked])]
        queries = encoder.encode(openings, kind="query").vectors
    best = by_all_codes(vectors, queries, _DEPTH)
    shares = []
    for query, near in zip(queries, best, strict=True):
        found, _ = vectors.search(query, NEAREST)
        either = np.union1d(found, near)
        told = (
            vectors.reconstruct(either)
            if encoder is None
            else encoder.encode(_texts(store, rows["id"][either])).vectors
        )
        cosines = told @ query
        least = np.sort(cosines)[-min(NEAREST, len(cosines))]
        shares.append((cosines[np.searchsorted(either, found)] >= least - _EQUAL).mean())
    return Recall(float(np.mean(shares)), len(shares), encoder is not None)


def by_all_codes(vectors: Vectors, queries: Floats, depth: int) -> Ids:
    """The rows nearest to each of ``queries`` by all that is held, not in order: shape (queries,
    ``depth`` or as many rows as there are)."""
    rows = np.empty((len(queries), 0), dtype=np.int64)
    cosines = np.empty((len(queries), 0), dtype=np.float32)
    for first, block in _blocks(vectors):
        numbers = np.broadcast_to(np.arange(first, first + len(block)), (len(queries), len(block)))
        rows, cosines = np.hstack([rows, numbers]), np.hstack([cosines, queries @ block.T])
        kept = np.argpartition(-cosines, min(depth, cosines.shape[1]) - 1, axis=1)[:, :depth]
        rows = np.take_along_axis(rows, kept, axis=1)
        cosines = np.take_along_axis(cosines, kept, axis=1)
    return rows


def _blocks(vectors: Vectors) -> Iterator[tuple[int, Floats]]:
    for first in range(0, vectors.rows, _BLOCK):
        yield first, vectors.reconstruct(np.arange(first, min(first + _BLOCK, vectors.rows)))


def _texts(store: Store, ids: Ids) -> list[str]:
    """The words of those passages, in the order of ``ids``."""
    held = store.paragraphs_by_id(ids.tolist())
    return [wording(held[key]) for key in ids.tolist()]
