"""An older state made one of this version's format, forward alone, in the copy that an ingest or a
repair starts from."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from pipeline.store.manifest import FORMAT
from pipeline.store.schema import SUMS, Database
from pipeline.store.sums import keep_bead_sum, keep_document_sum


def _add_rules_and_sums(connection: Database) -> None:
    """5: every text says by which rules it was read, and has a sum of its rows; every alignment
    has one."""
    connection.execute("ALTER TABLE documents ADD COLUMN rules TEXT NOT NULL DEFAULT ''")
    connection.execute("DROP INDEX IF EXISTS headings")  # made again with the new column
    connection.executescript(SUMS)
    for (key,) in connection.execute("SELECT id FROM documents").fetchall():
        keep_document_sum(connection, key)
    for (symbol,) in connection.execute("SELECT DISTINCT symbol FROM beads").fetchall():
        keep_bead_sum(connection, symbol)


def _as_it_is(connection: Database) -> None:
    """4: the database is as it was; vectors may be sketched, which the next writing sees to."""


_STEPS: Mapping[int, Callable[[Database], None]] = MappingProxyType(
    {4: _as_it_is, 5: _add_rules_and_sums}
)
"""What makes a database one of the format, from the one before."""


def migrate(connection: Database, written: int) -> None:
    """Bring the database of a state of format ``written`` forward to ``FORMAT``, and commit."""
    for step in range(written + 1, FORMAT + 1):
        _STEPS[step](connection)
    connection.commit()
