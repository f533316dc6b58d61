"""What awaits a person: rows that nobody judged and that may be wrong."""

from collections.abc import Iterable
from typing import Literal, TypeAlias, get_args

from pipeline.align import AGAINST
from pipeline.views.comparing.rows import UNSURE, Row

Reason: TypeAlias = Literal["unsure", "against", "one-sided", "findings"]
REASONS: tuple[Reason, ...] = get_args(Reason)
"""Why a row awaits a person: low confidence, meaning against numbers, one language alone, findings
that nobody set aside."""


def awaits(row: Row, reason: Reason) -> bool:
    """Whether ``row`` awaits a person for ``reason``; links that somebody judged await nobody."""
    if reason == "findings":
        return bool(row.findings)
    if row.judgement:
        return False
    if reason == "unsure":
        return row.confidence is not None and row.confidence < UNSURE
    return row.why == AGAINST if reason == "against" else row.is_one_sided


def waiting(rows: Iterable[Row], reason: Reason) -> tuple[Row, ...]:
    """The rows that await a person for ``reason``, the least sure first."""
    found = (row for row in rows if awaits(row, reason))
    return tuple(sorted(found, key=lambda row: 1.0 if row.confidence is None else row.confidence))
