"""Files to documents: one module for each format, ``read_bytes`` and ``walk`` for all."""

from pipeline.readers.files import members_of, walk
from pipeline.readers.formats import read_bytes
from pipeline.readers.rawfile import RawFile

__all__ = ["RawFile", "members_of", "read_bytes", "walk"]
