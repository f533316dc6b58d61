"""How crowded the place of a passage is: its nearness to the texts around a query.

A passage that is near to everything around a query comes first for many queries that it does not
answer. Its cosines to the texts of the query's own language near the query tell it: one that is as
near to several of them as to the query itself is nearer to the query by nothing. The idea is that
of cross-domain similarity local scaling (Conneau and others 2018); but the neighbourhood is looked
for among the ``AROUND`` texts nearest to the query alone, so that it costs one small product of
matrices and no second search for each passage.
"""

import numpy as np

from pipeline.encode.protocol import Vectors
from pipeline.records import Lang
from pipeline.search.covering import Values

AROUND = 100
"""Texts of the query's language, the nearest to it, among which neighbours are looked for."""
NEIGHBOURS = 4
PARAGRAPH: dict[Lang, int] = {"zh": 60, "en": 200}
"""Characters from which a query is taken for a paragraph whose counterpart is looked for: that is
what their weight was chosen on (``evaluation/reports/encoder.md``). For short queries they would
let texts held in one language change the hits of the other."""
_SAME = 0.9999
"""Cosine from which a text is the query itself."""


def is_paragraph(query: str, lang: Lang) -> bool:
    """Whether a query is as long as a paragraph."""
    return len(query) >= PARAGRAPH[lang]


def crowds(query: Vectors, passages: Vectors, around: Vectors) -> Values:
    """For each of ``passages``, shape (n, dimensions), the mean cosine to its ``NEIGHBOURS``
    nearest among the query, shape (dimensions,), and the texts ``around`` it, shape (m,
    dimensions), all of unit length: shape (n,), in [-1, 1]. A text of ``around`` that is the query
    counts once."""
    others = around[around @ query < _SAME]
    cosines = np.vstack([query[None, :], others]) @ passages.T
    k = min(NEIGHBOURS, len(cosines))
    return np.asarray(np.partition(cosines, -k, axis=0)[-k:].mean(axis=0), dtype=np.float32)
