"""How many vectors are searched one by one, and what a search of more of them looks at.

===========  =================  ==============================================================
kind         rows               what a search looks at
===========  =================  ==============================================================
``exact``    up to ``EXACT``    every vector, as 32-bit floats
``sketched`` more               a sketch of every vector, 4 bits for some four dimensions; then
                                the candidates' codes, 8 bits a dimension
===========  =================  ==============================================================

Measured against lists (IVF) and graphs (HNSW) in ``evaluation/reports/index.md``: queries of a
few words lie far from every list, and a graph takes long to make and cannot forget a row.
"""

import math
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["exact", "sketched"]

EXACT = 50_000
"""Rows up to which vectors are kept as they are, 51 MB of 256 dimensions; and rows that pass a
filter up to which the codes of all of them are looked at, so that it loses nothing."""
FEW = 4_000
"""Rows that pass a filter up to which they are fetched, which is quicker than to pass all by."""
CANDIDATES = 1_000
"""Candidates that the sketches give, at least: of half a million they hold the ten nearest that
all codes would give, but for 5 in 10,000."""
PER_HIT = 10
"""Candidates for each row asked for."""
WORTH_IT = 8
"""The sketches are passed over when one row in so many or more would be a candidate."""
_PIECES = (4, 5, 6, 3, 7, 2)
"""Dimensions that a sketch may take together, the best first."""


def kind_for(rows: int, exact: int = EXACT) -> Kind:
    """The kind of index for so many rows."""
    return "exact" if rows <= exact else "sketched"


def pieces_of(dimensions: int) -> int:
    """How many pieces of equal length a sketch cuts a vector into."""
    return next((dimensions // size for size in _PIECES if dimensions % size == 0), dimensions)


def candidates_for(k: int, rows: int, passing: int) -> int:
    """How many candidates the sketches give where ``k`` rows are asked for and ``passing`` of all
    ``rows`` pass a filter; 0 where all that pass are better looked at."""
    wanted = math.ceil(max(CANDIDATES, PER_HIT * k) * rows / passing)
    return wanted if wanted * WORTH_IT < rows else 0


def few_of(rows: int) -> int:
    """How many rows that pass a filter are fetched, of so many: at least ``FEW``, and of a large
    index one in 40, since to pass all others by takes the longer the more there are."""
    return max(FEW, rows // 40)


def enough(k: int) -> int:
    """How many candidates must pass a filter when ``k`` rows are asked for. Where fewer do, the
    filter lets pass what is far from the query, and all that passes is looked at."""
    return max(CANDIDATES, PER_HIT * k) // 4
