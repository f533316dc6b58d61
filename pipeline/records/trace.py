"""Where words come from, so exactly that a stranger can look them up."""

from dataclasses import dataclass

from pipeline.records.documents import Lang


@dataclass(frozen=True, slots=True)
class Trace:
    """The way from a passage back to the bytes it was read from.

    ``path`` and ``sha256`` are those of the file (of a member of an archive, of the member), as it
    was when it was read; ``text[start:end]`` of the document that the reader makes of it are the
    words. ``symbol``, ``lang`` and ``ordinal`` name the paragraph in which they stand. ``encoder``
    is the name of the encoder with the hash of its weights, "" where none had a part in it;
    ``rules`` those by which the paragraph was made, "" for an index that did not note them;
    ``generation`` the state of the index, None for a file read without one; ``program`` the
    program that answered.
    """

    path: str
    sha256: str
    start: int
    end: int
    symbol: str
    lang: Lang
    ordinal: int
    encoder: str
    rules: str
    generation: int | None
    program: str

    @property
    def file(self) -> str:
        """The name of the file, see ``file_name``."""
        return file_name(self.path)


def file_name(path: str) -> str:
    """The name of a file without the folders above it, which are those of one machine; of a member
    of an archive, the archive's with the member's path."""
    archive, mark, member = path.partition("!")
    return archive.replace("\\", "/").rpartition("/")[2] + mark + member


TRACE_FIELDS = (
    *("path", "sha256", "start", "end", "symbol", "lang", "ordinal"),
    *("encoder", "rules", "generation", "program"),
)
"""The fields of a ``Trace``, in the order in which they are printed."""
