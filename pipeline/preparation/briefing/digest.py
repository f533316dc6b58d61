"""Which texts an index holds, in one word."""

import hashlib
from collections.abc import Iterable

from pipeline.records import Heading


def digest(documents: Iterable[Heading]) -> str:
    """A sum of 16 hexadecimal figures over symbol, language and content of every document: the
    same for the same texts on any machine, however they were taken in."""
    rows = sorted(f"{d.symbol}\t{d.lang}\t{d.sha256}" for d in documents)
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()[:16]
