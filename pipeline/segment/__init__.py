"""A document's blocks to paragraphs with role, number path and heading, and what is wrong there."""

from pipeline.segment.reading import segment
from pipeline.segment.remarks import remarks

__all__ = ["remarks", "segment"]
