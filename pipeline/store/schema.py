"""The tables of a state's database, and how it is opened."""

import sqlite3
from pathlib import Path
from typing import TypeAlias

from pipeline.records import LANGS, Lang
from pipeline.text.tokenise import TOKEN_CHARACTERS

Database: TypeAlias = sqlite3.Connection

DATABASE = "texts.sqlite"
"""File name of the database in a state."""

PATH_SEPARATOR = "\n"
"""Between the values of a number path."""

_TABLES = """
CREATE TABLE documents (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    symbol TEXT NOT NULL, lang TEXT NOT NULL, title TEXT NOT NULL, body TEXT NOT NULL,
    session TEXT NOT NULL, date TEXT NOT NULL, status TEXT NOT NULL, agenda TEXT NOT NULL,
    text TEXT NOT NULL, path TEXT NOT NULL, sha256 TEXT NOT NULL, url TEXT NOT NULL,
    retrieved TEXT NOT NULL, licence TEXT NOT NULL, blocks TEXT NOT NULL,
    footnotes TEXT NOT NULL, keywords TEXT NOT NULL, links TEXT NOT NULL,
    place TEXT NOT NULL, given TEXT NOT NULL,
    windowed INTEGER NOT NULL, paragraphs INTEGER NOT NULL,
    edition TEXT NOT NULL, kind TEXT NOT NULL, distribution TEXT NOT NULL,
    original TEXT NOT NULL, venue TEXT NOT NULL, confidence REAL,
    rules TEXT NOT NULL DEFAULT '',
    UNIQUE (symbol, lang)
);
CREATE TABLE paragraphs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document INTEGER NOT NULL REFERENCES documents (id),
    ordinal INTEGER NOT NULL, role TEXT NOT NULL, number TEXT NOT NULL, label TEXT NOT NULL,
    part TEXT NOT NULL, heading TEXT NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL,
    text TEXT NOT NULL, eid TEXT NOT NULL, twin INTEGER NOT NULL,
    UNIQUE (document, ordinal)
);
CREATE TABLE recommendations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    paragraph INTEGER NOT NULL REFERENCES paragraphs (id),
    kind TEXT NOT NULL, addressees TEXT NOT NULL, strength TEXT NOT NULL,
    lead_verb TEXT NOT NULL, hedges TEXT NOT NULL, articles TEXT NOT NULL,
    topics TEXT NOT NULL, rules TEXT NOT NULL, subset TEXT NOT NULL,
    verb_class TEXT NOT NULL, modifiers TEXT NOT NULL, asked TEXT NOT NULL,
    duty TEXT NOT NULL, due TEXT NOT NULL, is_resolved INTEGER NOT NULL
);
CREATE INDEX recommendations_by_paragraph ON recommendations (paragraph);
CREATE TABLE citations (
    paragraph INTEGER NOT NULL REFERENCES paragraphs (id), position INTEGER NOT NULL,
    instrument TEXT NOT NULL, provision TEXT NOT NULL, reason TEXT NOT NULL,
    is_heading INTEGER NOT NULL, symbol TEXT NOT NULL, organ TEXT NOT NULL,
    relation TEXT NOT NULL, places TEXT NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL,
    PRIMARY KEY (paragraph, position)
) WITHOUT ROWID;
CREATE INDEX citations_by_instrument ON citations (instrument);
CREATE TABLE provisions (
    paragraph INTEGER PRIMARY KEY REFERENCES paragraphs (id),
    instrument TEXT NOT NULL, provision TEXT NOT NULL
);
CREATE TABLE remarks (
    document INTEGER NOT NULL REFERENCES documents (id), position INTEGER NOT NULL,
    by_reader INTEGER NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL,
    page INTEGER NOT NULL, start INTEGER NOT NULL, detail TEXT NOT NULL,
    PRIMARY KEY (document, position)
) WITHOUT ROWID;
CREATE TABLE bodies (code TEXT PRIMARY KEY, name_en TEXT NOT NULL, name_zh TEXT NOT NULL);
CREATE TABLE refusals (path TEXT PRIMARY KEY, reason TEXT NOT NULL);
CREATE TABLE beads (
    symbol TEXT NOT NULL, position INTEGER NOT NULL, zh TEXT NOT NULL, en TEXT NOT NULL,
    why TEXT NOT NULL, cosine REAL, confidence REAL, runner_up TEXT,
    PRIMARY KEY (symbol, position)
) WITHOUT ROWID;
CREATE TABLE counterparts (
    paragraph INTEGER NOT NULL REFERENCES paragraphs (id),
    other INTEGER NOT NULL REFERENCES paragraphs (id),
    PRIMARY KEY (paragraph, other)
) WITHOUT ROWID;
"""
# Ids are never used again (AUTOINCREMENT), so a vector can be told by its paragraph's id across
# generations. ``place`` is the absolute path, which tells whether a file is the same one; ``venue``
# is ``Document.place``; ``twin`` is a number that paragraphs of the same folded text share.

SUMS = """
CREATE TABLE sums (
    kind TEXT NOT NULL, symbol TEXT NOT NULL, lang TEXT NOT NULL, sum TEXT NOT NULL,
    PRIMARY KEY (kind, symbol, lang)
) WITHOUT ROWID;
"""
"""Of each document (``kind`` text) and of each alignment (``kind`` beads, ``lang`` empty)."""

HEADING_COLUMNS = (
    *("id", "symbol", "lang", "title", "body", "session", "date", "status", "path", "sha256"),
    *("paragraphs", "edition", "kind", "original", "confidence", "agenda", "rules"),
)
"""What is known of a document without its text, in an index of its own: in the table these columns
stand behind the text, and to read them there SQLite goes through all pages of every text."""

_FULL_TEXT = """
CREATE VIRTUAL TABLE {table} USING fts5 (
    words, grams, marks, tokenize = "porter unicode61 remove_diacritics 2 tokenchars '{characters}'"
);
"""


def full_text_table(lang: Lang) -> str:
    """Name of the full-text table of ``lang``; each language has its own word statistics."""
    return f"passages_{lang}"


def create(path: Path) -> Database:
    """A new, empty database at ``path``, opened for writing."""
    connection = open_for_writing(path)
    connection.executescript(_TABLES + SUMS)
    for lang in LANGS:
        connection.executescript(
            _FULL_TEXT.format(table=full_text_table(lang), characters=TOKEN_CHARACTERS)
        )
    return connection


def open_for_writing(path: Path) -> Database:
    """The database at ``path``; a kill at any moment leaves it as of its last commit."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA cache_size = -65536")
    connection.execute("PRAGMA secure_delete = ON")  # what is taken out leaves no words behind
    return connection


def open_for_reading(path: Path) -> Database:
    """The database of a finished state, which no one will change: no locks are taken and the
    threads of a process may share it. It is not mapped into memory, which made a search no quicker
    and half of a large file resident."""
    uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    return sqlite3.connect(uri, uri=True, check_same_thread=False)


def structure_faults(connection: Database) -> tuple[str, ...]:
    """What SQLite itself finds wrong with a database; values it cannot judge."""
    answers = connection.execute("PRAGMA integrity_check").fetchall()
    found = tuple(line for (message,) in answers for line in message.splitlines())
    return () if found == ("ok",) else found


def seal(connection: Database) -> None:
    """Commit, leave one file that needs no other beside it, and close."""
    columns = ", ".join(HEADING_COLUMNS)
    connection.execute(f"CREATE INDEX IF NOT EXISTS headings ON documents ({columns})")
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint (TRUNCATE)")
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()
