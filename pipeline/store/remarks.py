"""Remarks into a database and back: what was taken out of a document and what looks wrong in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.records import Document, Lang, Remark, RemarkKind
from pipeline.store.schema import Database


@dataclass(frozen=True, slots=True)
class RemarkCount:
    """How many remarks of one kind a document carries; at least 1."""

    symbol: str
    lang: Lang
    kind: RemarkKind
    count: int


def all_remarks(document: Document, noticed: Sequence[Remark]) -> tuple[Remark, ...]:
    """Those of its reader in their order, then those of ``noticed`` that are not among them."""
    read = set(document.remarks)
    more = (remark for remark in dict.fromkeys(noticed) if remark not in read)
    return (*document.remarks, *more)


def add_remarks(
    connection: Database, key: int, document: Document, noticed: Sequence[Remark]
) -> None:
    """Store ``all_remarks`` of the document of id ``key``."""
    by_reader = len(document.remarks)
    connection.executemany(
        "INSERT INTO remarks VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (key, position, position < by_reader, r.kind, r.text, r.page, r.start, r.detail)
            for position, r in enumerate(all_remarks(document, noticed))
        ),
    )


def remarks_of(connection: Database, key: int, by_reader: bool = False) -> tuple[Remark, ...]:
    """All remarks of the document of id ``key`` in order, or only those of its reader."""
    query = (
        "SELECT kind, text, page, start, detail FROM remarks"
        f" WHERE document = ?{' AND by_reader' if by_reader else ''} ORDER BY position"
    )
    return tuple(Remark(*row) for row in connection.execute(query, (key,)))


def count_remarks(connection: Database) -> tuple[RemarkCount, ...]:
    """Counts by document and kind, in the order in which the documents were taken in."""
    query = (
        "SELECT d.symbol, d.lang, r.kind, count(*) FROM remarks AS r"
        " JOIN documents AS d ON d.id = r.document GROUP BY d.id, r.kind ORDER BY d.id, r.kind"
    )
    return tuple(RemarkCount(*row) for row in connection.execute(query))
