"""A document's blocks to paragraphs with role, number path and heading."""

from pipeline.segment.reading import segment

__all__ = ["segment"]
