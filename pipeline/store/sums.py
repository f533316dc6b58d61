"""A sum over all that is held of one document, and of one alignment.

Counted without the ids of the database and without where the file lay, so that the same text taken
in in another order, or on another machine, has the same sum. A document's second sum is over where
the file lay. They are kept in the table ``sums`` from the moment the rows are written: an ingest
that was interrupted holds its rows against them before it carries on, and so does the doctor.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.store.schema import Database, full_text_table

_DOCUMENT = (
    "SELECT symbol, lang, title, body, session, date, status, agenda, text, sha256, url, retrieved,"
    " licence, blocks, footnotes, keywords, links, given, windowed, paragraphs, edition, kind,"
    " distribution, original, venue, confidence, rules FROM documents WHERE id = ?"
)
_PLACE = "SELECT path, place FROM documents WHERE id = ?"
_PARTS = (
    "SELECT ordinal, role, number, label, part, heading, start, stop, text, eid, twin"
    " FROM paragraphs WHERE document = ? ORDER BY ordinal",
    "SELECT p.ordinal, r.kind, r.addressees, r.strength, r.lead_verb, r.hedges, r.articles,"
    " r.topics, r.rules, r.subset, r.verb_class, r.modifiers, r.asked, r.duty, r.due, r.is_resolved"
    " FROM paragraphs AS p JOIN recommendations AS r ON r.paragraph = p.id"
    " WHERE p.document = ? ORDER BY p.ordinal, r.id",
    "SELECT p.ordinal, c.position, c.instrument, c.provision, c.reason, c.is_heading, c.symbol,"
    " c.organ, c.relation, c.places, c.start, c.stop"
    " FROM paragraphs AS p JOIN citations AS c ON c.paragraph = p.id"
    " WHERE p.document = ? ORDER BY p.ordinal, c.position",
    "SELECT p.ordinal, v.instrument, v.provision"
    " FROM paragraphs AS p JOIN provisions AS v ON v.paragraph = p.id"
    " WHERE p.document = ? ORDER BY p.ordinal",
    "SELECT position, by_reader, kind, text, page, start, detail"
    " FROM remarks WHERE document = ? ORDER BY position",
)
_WORDS = (
    "SELECT p.ordinal, w.words, w.grams, w.marks FROM paragraphs AS p JOIN {table} AS w"
    " ON w.rowid = p.id WHERE p.document = ? ORDER BY p.ordinal"
)
_BEADS = (
    "SELECT position, zh, en, why, cosine, confidence, runner_up"
    " FROM beads WHERE symbol = ? ORDER BY position"
)
_COUNTERPARTS = (
    "SELECT d.lang, p.ordinal, o.ordinal FROM documents AS d"
    " JOIN paragraphs AS p ON p.document = d.id JOIN counterparts AS c ON c.paragraph = p.id"
    " JOIN paragraphs AS o ON o.id = c.other WHERE d.symbol = ? ORDER BY d.lang, p.ordinal, o.id"
)


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum that is kept, or that rows give now: of a text, or of ``beads`` (``lang`` empty)."""

    kind: str
    symbol: str
    lang: str
    sum: str

    @property
    def content(self) -> str:
        """The part that does not depend on where the file lay."""
        return self.sum.partition(".")[0]

    @property
    def name(self) -> str:
        """The text or alignment as a line about it names it."""
        return f"{self.symbol} ({self.lang})" if self.lang else f"alignment of {self.symbol}"


def _digest(rows: Iterator[object]) -> str:
    found = hashlib.sha256()
    for row in rows:
        found.update(repr(row).encode("utf-8", "surrogatepass"))
    return found.hexdigest()[:32]


def document_sum(connection: Database, key: int) -> str:
    """The sum of the document of that id, and after a dot that of where its file lay."""
    (lang,) = connection.execute("SELECT lang FROM documents WHERE id = ?", (key,)).fetchone()

    def rows() -> Iterator[object]:
        for query in (_DOCUMENT, *_PARTS, _WORDS.format(table=full_text_table(lang))):
            yield from connection.execute(query, (key,))
            yield query  # so that a row that leaves one table for another is seen

    place = _digest(iter(connection.execute(_PLACE, (key,))))[:8]
    return f"{_digest(rows())}.{place}"


def bead_sum(connection: Database, symbol: str) -> str:
    """The sum of the alignment of a symbol."""

    def rows() -> Iterator[object]:
        yield from connection.execute(_BEADS, (symbol,))
        yield from connection.execute(_COUNTERPARTS, (symbol,))

    return _digest(rows())


def keep_document_sum(connection: Database, key: int) -> None:
    """Keep the sum of a document just written."""
    query = "SELECT symbol, lang FROM documents WHERE id = ?"
    symbol, lang = connection.execute(query, (key,)).fetchone()
    _keep(connection, Sum("text", symbol, lang, document_sum(connection, key)))


def keep_bead_sum(connection: Database, symbol: str) -> None:
    """Keep the sum of an alignment just written."""
    _keep(connection, Sum("beads", symbol, "", bead_sum(connection, symbol)))


def _keep(connection: Database, found: Sum) -> None:
    row = (found.kind, found.symbol, found.lang, found.sum)
    connection.execute("INSERT OR REPLACE INTO sums VALUES (?, ?, ?, ?)", row)


def forget_document_sum(connection: Database, symbol: str, lang: str) -> None:
    """A document is taken out."""
    query = "DELETE FROM sums WHERE kind = 'text' AND symbol = ? AND lang = ?"
    connection.execute(query, (symbol, lang))


def forget_bead_sum(connection: Database, symbol: str) -> None:
    """An alignment is taken out."""
    connection.execute("DELETE FROM sums WHERE kind = 'beads' AND symbol = ?", (symbol,))


def kept_sums(connection: Database) -> tuple[Sum, ...]:
    """All that are kept, by kind and symbol."""
    query = "SELECT kind, symbol, lang, sum FROM sums ORDER BY kind, symbol, lang"
    return tuple(Sum(*row) for row in connection.execute(query))


def sums_of(connection: Database) -> Iterator[Sum]:
    """What the rows give now, in the order of ``kept_sums``."""
    for (symbol,) in connection.execute("SELECT DISTINCT symbol FROM beads ORDER BY symbol"):
        yield Sum("beads", symbol, "", bead_sum(connection, symbol))
    query = "SELECT symbol, lang, id FROM documents ORDER BY symbol, lang"
    for symbol, lang, key in connection.execute(query):
        yield Sum("text", symbol, lang, document_sum(connection, key))


def sum_faults(connection: Database) -> tuple[str, ...]:
    """Texts and alignments whose rows are not as they were written, or that have no sum; rows of
    no text."""
    kept = {(s.kind, s.symbol, s.lang): s for s in kept_sums(connection)}
    faults = []
    for found in sums_of(connection):
        held = kept.pop((found.kind, found.symbol, found.lang), None)
        if held != found:
            faults.append(f"{found.name} is not as it was written")
    faults += [f"{held.name} is missing" for held in kept.values()]
    return (*faults, *_orphans(connection))


def _orphans(connection: Database) -> Iterator[str]:
    """Rows that hang on no document or paragraph, by table."""
    inside = {
        "paragraphs": ("document", "documents"),
        "remarks": ("document", "documents"),
        "recommendations": ("paragraph", "paragraphs"),
        "citations": ("paragraph", "paragraphs"),
        "provisions": ("paragraph", "paragraphs"),
        "counterparts": ("paragraph", "paragraphs"),
        full_text_table("zh"): ("rowid", "paragraphs"),
        full_text_table("en"): ("rowid", "paragraphs"),
    }
    for table, (column, owner) in inside.items():
        query = f"SELECT count(*) FROM {table} WHERE {column} NOT IN (SELECT id FROM {owner})"
        (found,) = connection.execute(query).fetchone()
        if found:
            yield f"{found} rows of {table} belong to nothing that is held"
