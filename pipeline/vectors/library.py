"""FAISS, loaded when it is first used."""

from functools import cache
from types import ModuleType


@cache
def faiss_library() -> ModuleType:
    """The module, set to one thread: one query at a time is faster without others, and a file
    comes out the same on every machine of a kind."""
    import faiss

    faiss.omp_set_num_threads(1)
    module: ModuleType = faiss
    return module
