"""The part of a register that a few of its entries may be linked with.

Lineage compares each text with those of its series, and each recommendation with the nearest of all
that are earlier. So the links of a few entries are found among the texts they stand in, the texts
of the same series, and what comes nearest to them elsewhere.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.lineage.series import ALIKE, REPORTS, alike, title_words
from pipeline.records import Heading

_LEAST = 0.35
"""Cosine below which two are not compared word by word (``candidates``)."""
_MOST = 24
"""Nearest recommendations of each one that are looked at."""


def nearby(chosen: Sequence[int], vectors: NDArray[np.float32]) -> NDArray[np.intp]:
    """The rows of recommendations that come near one of the rows ``chosen``, these among them,
    ascending. ``vectors`` has a row of unit length for each, shape (n, dimensions)."""
    found: set[int] = set(chosen)
    k = min(_MOST, len(vectors))
    for at in range(0, len(chosen), 200):
        cosines = vectors[list(chosen[at : at + 200])] @ vectors.T
        best = np.argpartition(-cosines, k - 1, axis=1)[:, :k]
        near = np.take_along_axis(cosines, best, axis=1) >= _LEAST
        found.update(best[near].tolist())
    return np.array(sorted(found), dtype=np.intp)


def of_their_series(
    documents: frozenset[int], headings: Sequence[tuple[int, Heading]]
) -> frozenset[int]:
    """``documents`` with those of the series that they belong to: of the same body with a title of
    nearly the same words, of reports with the same body."""
    words = {key: title_words(h.title, h.lang) for key, h in headings}
    of_key = dict(headings)
    kinds = {(of_key[d].body, words[d], of_key[d].kind) for d in documents if d in of_key}
    found = set(documents)
    for key, heading in headings:
        if heading.body and any(
            body == heading.body
            and (
                (bool(title) and alike(title, words[key]) >= ALIKE)
                or kind == heading.kind in REPORTS
            )
            for body, title, kind in kinds
        ):
            found.add(key)
    return frozenset(found)
