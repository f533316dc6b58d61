"""PDF with a text layer: paragraphs, tables and footnotes out of the geometry of its pages."""

from pipeline.readers.pdf.reader import read_pdf

__all__ = ["read_pdf"]
