"""Vectors on disk and back: one FAISS index for each language, of a kind chosen by its size.

The files are mapped into memory: opening one costs little, a search reads what it looks at, and
an open one stays whole when its name goes away. FAISS itself is loaded at the first search.
"""

from pipeline.records import Lang
from pipeline.vectors.choice import Kind, kind_for
from pipeline.vectors.reading import Vectors
from pipeline.vectors.writing import write_vectors

__all__ = ["Kind", "Vectors", "kind_for", "vectors_name", "write_vectors"]


def vectors_name(lang: Lang) -> str:
    """File name of the vectors of ``lang`` in a state."""
    return f"{lang}.faiss"
