"""A file as found, before it is read, and which names are passed over without a word."""

from dataclasses import dataclass, field
from pathlib import PurePosixPath

from pipeline.records import Given

LARGEST = 64 * 1024 * 1024
"""Bytes of the largest file taken in; the longest UN texts have less than a tenth of that."""

MANIFEST_NAME = "corpus.toml"
_APPARATUS = ("readme", "license", "licence")


@dataclass(frozen=True, slots=True)
class RawFile:
    """``name`` is the path as given, of an archive's member ``archive!member``; ``given`` is what
    ``corpus.toml`` says of the file."""

    name: str
    content: bytes
    given: Given = field(default_factory=Given)

    @property
    def suffix(self) -> str:
        """As ``suffix_of`` its name."""
        return suffix_of(self.name)


def suffix_of(name: str) -> str:
    """The extension in small letters, with its dot; ``""`` where there is none."""
    return PurePosixPath(name.replace("\\", "/")).suffix.lower()


def is_passed_over(path: str) -> bool:
    """Whether a file is none of the texts: hidden, left by an operating system, or about them."""
    parts = PurePosixPath(path).parts
    if any((p.startswith(".") and p.strip(".")) or p == "__MACOSX" for p in parts):
        return True
    name = parts[-1].lower() if parts else ""
    return name.startswith(_APPARATUS) or name == MANIFEST_NAME


def too_large(size: int) -> str:
    """The reason for refusing a file of ``size`` bytes."""
    return f"{size:,} bytes; the limit is {LARGEST:,}"
