"""DOCX files: the parts of the package, styles, lists, notes, tables, margins, and their lines."""

from pipeline.readers.docx.reader import read_docx

__all__ = ["read_docx"]
