"""What documents are about: UNBIS concepts that they carry, else those nearest to their text."""

from pipeline.topics.headings import concepts_of
from pipeline.topics.nearest import FIRST, LIKELY, fits, nearest

__all__ = ["FIRST", "LIKELY", "concepts_of", "fits", "nearest"]
