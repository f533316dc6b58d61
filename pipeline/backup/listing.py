"""What is in a backup: the first member, which names all others with their sizes and sums."""

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from typing import Any

from pipeline.errors import IndexTooNew, Unreadable
from pipeline.store.manifest import FORMAT

VERSION = 1
"""Of backups; raise it when a program of yesterday could not read one."""
LISTING = "tongwen-backup.json"
"""Name of the first member."""
LARGEST_LISTING = 256 * 2**20
"""Bytes; a million originals take a fifth of a gigabyte."""
PEOPLES = ("reviews.jsonl", "matrices.jsonl", "ladder.csv", "terms.csv", "networks.csv")
"""What people added to an index."""
_KEPT_LINES = ("reviews.jsonl.damaged", "matrices.jsonl.damaged")
BESIDE = (*PEOPLES, *_KEPT_LINES)
"""Files beside the states that belong to a backup, with what was set aside of the logs."""
_NAME = re.compile(
    r"manifest\.json"
    r"|states/[0-9]{6,12}/[a-z]+(\.[a-z]+){1,3}"
    r"|originals/([0-9a-f]{2})/\2[0-9a-f]{62}\.gz"
    + "".join(rf"|{re.escape(name)}" for name in BESIDE)
)
_SUM = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Member:
    """A file of the index: its name there with ``/``, bytes, SHA-256 in hexadecimal."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Listing:
    """The first member: the version of the backup, that of the program that made it, the format of
    the index, and the members in order."""

    backup: int
    program: str
    format: int
    members: tuple[Member, ...]

    @property
    def bytes(self) -> int:
        """Of all members, unpacked."""
        return sum(member.bytes for member in self.members)


def written(listing: Listing) -> bytes:
    """``listing`` with its own sum."""
    fields = json.loads(json.dumps(asdict(listing)))
    fields["sum"] = _sum(fields)
    return (json.dumps(fields, indent=1) + "\n").encode()


def listing_of(path: str, content: bytes) -> Listing:
    """The listing that ``content``, of the backup at ``path``, is.

    Raises IndexTooNew for one of a later version, Unreadable for one that is damaged or names what
    is no file of an index.
    """
    try:
        fields: dict[str, Any] = json.loads(content)
        version, index = fields["backup"], fields["format"]
        if not (isinstance(version, int) and isinstance(index, int)):
            raise TypeError("its version is no number")
        if version > VERSION or index > FORMAT:
            raise IndexTooNew(
                f"{path}: a backup of version {version} with an index of format {index}; this"
                f" version of tongwen reads up to {VERSION} and {FORMAT}: update tongwen"
            )
        given = fields.pop("sum", None)
        if given != _sum(fields):
            raise ValueError("its sum does not fit")
        members = tuple(Member(**member) for member in fields.pop("members"))
        listing = Listing(members=members, **fields)
        if written(listing) != content:
            raise ValueError("a byte is not as it was written")
        _check(members)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Unreadable(path, f"{LISTING}: is damaged or no listing ({error})") from None
    return listing


def _check(members: tuple[Member, ...]) -> None:
    """ValueError where a member is no file of an index, stands twice or is out of order."""
    for member in members:
        if not isinstance(member.name, str) or not _NAME.fullmatch(member.name):
            raise ValueError(f"{str(member.name)[:80]!r} is no file of an index")
        if not isinstance(member.bytes, int) or member.bytes < 0:
            raise ValueError(f"{member.name} has {member.bytes!r} bytes")
        if not isinstance(member.sha256, str) or not _SUM.fullmatch(member.sha256):
            raise ValueError(f"{member.name} has no sum")
    names = [member.name for member in members]
    if names != sorted(set(names)):
        raise ValueError("a member stands twice or out of order")


def _sum(fields: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()
