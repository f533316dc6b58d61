"""What signals and crowds make of cosines, by weights chosen on validation texts
(``evaluation/reports/encoder.md``). The search weighs both among its other rankings, by
``lexicon/ranking_weights.csv``."""

from collections.abc import Sequence

import numpy as np

from pipeline.search.covering import Values
from pipeline.search.signals import Signals, agreement

SIGNALS = 0.1
"""What full agreement adds to a cosine."""
CROWDS = 0.5
"""What the mean cosine to the neighbours takes from one."""


def counted(query: Signals, cosines: Values, passages: Sequence[Signals]) -> Values:
    """``cosines`` of ``passages`` to the query, shape (n,), with ``SIGNALS`` times the agreement of
    each added."""
    added = np.array([SIGNALS * agreement(query, passage) for passage in passages])
    return np.asarray(cosines + added, dtype=np.float32)


def apart(cosines: Values, crowded: Values) -> Values:
    """``cosines`` to a query with ``CROWDS`` times what ``crowds`` gives for each taken off."""
    return np.asarray(cosines - np.float32(CROWDS) * crowded, dtype=np.float32)
