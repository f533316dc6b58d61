"""Which files a state was made from: enough to make it again (``sources.jsonl``).

A file of the state beside its database, so that one of the two tells what the other held.
"""

import json
import re
import sqlite3
from contextlib import closing
from dataclasses import asdict, astuple, dataclass, fields, replace
from pathlib import Path

from pipeline.errors import IndexMismatch
from pipeline.records import Body, Given, Lang
from pipeline.store.manifest import MEND, Manifest
from pipeline.store.schema import DATABASE, Database, open_for_reading
from pipeline.store.sums import sum_faults

SOURCES = "sources.jsonl"


_SHA256 = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that was taken in: ``path`` as it was given, ``place`` absolute on the machine where
    it was, the SHA-256 of its content, what it was found to be, the metadata given with it, and
    whether it has been kept among the originals, which former formats did not do."""

    path: str
    place: str
    sha256: str
    symbol: str
    lang: Lang
    given: Given
    kept: bool = True

    def __post_init__(self) -> None:
        """Raise ValueError for what is no SHA-256, as in a list of which a byte was changed."""
        if not _SHA256.fullmatch(self.sha256):
            raise ValueError(f"{self.sha256[:80]!r} is no SHA-256")


def given_key(given: Given) -> str:
    """``given`` in one line, to tell whether a file was taken in with the same metadata."""
    return json.dumps(astuple(given), ensure_ascii=False)


def given_of(key: str) -> Given:
    """The metadata of which ``given_key`` made ``key``."""
    values = dict(zip((field.name for field in fields(Given)), json.loads(key), strict=True))
    return Given(**{**values, "bodies": tuple(Body(*body) for body in values["bodies"])})


def sources_in(connection: Database) -> tuple[SourceFile, ...]:
    """The files of every document of the database, in the order in which they were taken in."""
    query = "SELECT path, place, sha256, symbol, lang, given FROM documents ORDER BY id"
    return tuple(
        SourceFile(path, place, sha256, symbol, lang, given_of(given))
        for path, place, sha256, symbol, lang, given in connection.execute(query)
    )


def sources_of(folder: Path, manifest: Manifest) -> tuple[SourceFile, ...]:
    """The files that a state of the index in ``folder`` was made from: as it lists them, or, of a
    format before such lists, as its database names them. Raises IndexMismatch where the list cannot
    be read."""
    state = folder / manifest.state
    if any(file.name == SOURCES for file in manifest.files):
        return read_sources(state / SOURCES)
    return tuple(replace(source, kept=False) for source in sources_of_database(state / DATABASE))


def sources_of_database(path: Path) -> tuple[SourceFile, ...]:
    """The files that the documents of a finished database came from. Raises IndexMismatch where it
    cannot be read."""
    try:
        with closing(open_for_reading(path)) as connection:
            return sources_in(connection)
    except (sqlite3.DatabaseError, ValueError, TypeError) as error:
        raise IndexMismatch(f"{path}: {error}; {MEND}") from None


def salvaged_sources(path: Path) -> tuple[SourceFile, ...]:
    """The same of a database that is damaged, where every text in it is still as it was written;
    () where one is not."""
    try:
        with closing(open_for_reading(path)) as connection:
            return () if sum_faults(connection) else sources_in(connection)
    except (sqlite3.Error, ValueError, TypeError, OverflowError):
        return ()


def write_sources(path: Path, sources: tuple[SourceFile, ...]) -> None:
    """Write ``sources`` to ``path``, a JSON object a line."""
    lines = (json.dumps(asdict(source)) + "\n" for source in sources)
    path.write_bytes("".join(lines).encode())


def read_sources(path: Path) -> tuple[SourceFile, ...]:
    """The files listed at ``path``; IndexMismatch where it is missing or damaged."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
        rows = [json.loads(line) for line in lines if line]
        return tuple(SourceFile(**{**row, "given": _given(row["given"])}) for row in rows)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise IndexMismatch(f"{path}: no list of sources ({error}); {MEND}") from None


def _given(values: dict[str, object]) -> Given:
    bodies = values["bodies"]
    if not isinstance(bodies, list):
        raise TypeError("bodies are no list")
    return Given(**{**values, "bodies": tuple(Body(**body) for body in bodies)})  # type: ignore[arg-type]
