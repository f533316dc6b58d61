"""Documents, recommendations and beads into the staged database."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

from pipeline.records import (
    Bead,
    Block,
    Document,
    Footnote,
    Given,
    Keyword,
    Lang,
    Link,
    Paragraph,
    Recommendation,
    Refusal,
    Remark,
)
from pipeline.records.articles import Provision, Reference
from pipeline.store.citations import add_provisions, add_references, remove_citations
from pipeline.store.held import Held
from pipeline.store.register import add_recommendations
from pipeline.store.remarks import add_remarks
from pipeline.store.schema import PATH_SEPARATOR, Database, full_text_table
from pipeline.store.sources import given_key
from pipeline.store.sums import (
    forget_bead_sum,
    forget_document_sum,
    keep_bead_sum,
    keep_document_sum,
)
from pipeline.text.normalise import columns, fold

_NO_LETTERS = re.compile(r"[\W\d_]+")
_FEWEST_COLUMNS = 24
"""Columns that the letters of a paragraph fill, two for a Chinese character, below which figures
tell it from others."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document ready to be stored, with the metadata that came from outside its file: its
    paragraphs, the full-text tokens of each (words, grams and marks, joined by spaces), their twin
    numbers, its recommendations, what segmenting noticed beyond the document's remarks, what it
    cites, the provisions of which it is the text, and its file as ``originals`` keeps it."""

    document: Document
    given: Given
    paragraphs: tuple[Paragraph, ...]
    words: tuple[str, ...]
    grams: tuple[str, ...]
    marks: tuple[str, ...]
    twins: tuple[int, ...]
    recommendations: tuple[Recommendation, ...]
    noticed: tuple[Remark, ...] = ()
    references: tuple[Reference, ...] = ()
    provisions: tuple[Provision, ...] = ()
    packed: bytes = b""


def twin_number(text: str) -> int:
    """A 64-bit number that is the same for texts that differ in figures, punctuation, spaces and
    case alone: a paragraph that recurs from year to year. A text of few letters (``Item 7``) is
    told apart by its figures too."""
    folded = fold(text)
    letters = _NO_LETTERS.sub("", folded)
    key = letters if columns(letters) >= _FEWEST_COLUMNS else folded
    digest = blake2b(key.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def add_document(
    connection: Database, prepared: Prepared, windowed: int, place: str, rules: str = ""
) -> tuple[int, tuple[int, ...]]:
    """Store a document that is not held yet, whose file lies at ``place`` and was read by the
    version ``rules``; its id and the ids of its paragraphs, in order."""
    document = prepared.document
    cursor = connection.execute(
        "INSERT INTO documents VALUES (NULL" + ", ?" * 29 + ")",
        (
            *(document.symbol, document.lang, document.title, document.body, document.session),
            *(document.date, document.status, document.agenda, document.text),
            *(document.source.path, document.source.sha256, document.source.url),
            *(document.source.retrieved, document.source.licence),
            *(_tuples(document.blocks), _tuples(document.footnotes)),
            *(_tuples(document.keywords), _tuples(document.links)),
            *(
                place,
                given_key(prepared.given),
                windowed,
                len(prepared.paragraphs),
            ),
            *(document.edition, document.kind, document.distribution, document.original),
            *(document.place, document.confidence, rules),
        ),
    )
    connection.executemany(
        "INSERT OR REPLACE INTO bodies VALUES (?, ?, ?)",
        [(b.code, b.name_en, b.name_zh) for b in prepared.given.bodies if b.code == document.body],
    )
    key = int(cursor.lastrowid or 0)
    add_remarks(connection, key, document, prepared.noticed)
    ids = tuple(
        _add_paragraph(connection, key, paragraph, twin)
        for paragraph, twin in zip(prepared.paragraphs, prepared.twins, strict=True)
    )
    connection.executemany(
        f"INSERT INTO {full_text_table(document.lang)} (rowid, words, grams, marks)"
        " VALUES (?, ?, ?, ?)",
        zip(ids, prepared.words, prepared.grams, prepared.marks, strict=True),
    )
    add_recommendations(connection, ids, prepared.recommendations)
    add_references(connection, ids, prepared.references)
    add_provisions(connection, ids, prepared.provisions)
    keep_document_sum(connection, key)
    return key, ids


def _add_paragraph(connection: Database, document: int, paragraph: Paragraph, twin: int) -> int:
    cursor = connection.execute(
        "INSERT INTO paragraphs VALUES (NULL" + ", ?" * 12 + ")",
        (
            *(document, paragraph.ordinal, paragraph.role, PATH_SEPARATOR.join(paragraph.number)),
            *(paragraph.label, paragraph.part, paragraph.heading),
            *(paragraph.start, paragraph.end, paragraph.text, paragraph.eid, twin),
        ),
    )
    return int(cursor.lastrowid or 0)


def remove_document(connection: Database, held: Held) -> None:
    """Take a document out with all that hangs on it, the beads of its symbol among them."""
    remove_beads(connection, held.symbol)
    forget_document_sum(connection, held.symbol, held.lang)
    inside = "(SELECT id FROM paragraphs WHERE document = ?)"
    connection.execute(f"DELETE FROM recommendations WHERE paragraph IN {inside}", (held.id,))
    remove_citations(connection, held.id)
    connection.execute(
        f"DELETE FROM {full_text_table(held.lang)} WHERE rowid IN {inside}", (held.id,)
    )
    connection.execute("DELETE FROM paragraphs WHERE document = ?", (held.id,))
    connection.execute("DELETE FROM remarks WHERE document = ?", (held.id,))
    connection.execute("DELETE FROM documents WHERE id = ?", (held.id,))


def forget_words(connection: Database, lang: Lang) -> None:
    """Write the full text of ``lang`` anew without the words of documents taken out, which would
    else stay in it, unread, until some later merge."""
    table = full_text_table(lang)
    connection.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")


def note_refusals(connection: Database, refused: Sequence[Refusal]) -> None:
    """Remember which files were not taken in and why, until they are."""
    connection.executemany(
        "INSERT OR REPLACE INTO refusals VALUES (?, ?)", [(r.path, r.reason) for r in refused]
    )
    connection.execute("DELETE FROM refusals WHERE path IN (SELECT path FROM documents)")


def remove_beads(connection: Database, symbol: str) -> None:
    """Forget how the two sides of ``symbol`` correspond."""
    forget_bead_sum(connection, symbol)
    connection.execute("DELETE FROM beads WHERE symbol = ?", (symbol,))
    connection.execute(
        "DELETE FROM counterparts WHERE paragraph IN (SELECT p.id FROM paragraphs AS p"
        " JOIN documents AS d ON d.id = p.document WHERE d.symbol = ?)",
        (symbol,),
    )


def _bead_row(bead: Bead) -> tuple[str | float | None, ...]:
    """A bead from its Chinese ordinals on, its runner-up as one list of two lists."""
    other = None if bead.runner_up is None else json.dumps(bead.runner_up)
    return _json(bead.zh), _json(bead.en), bead.why, bead.cosine, bead.confidence, other


def add_beads(
    connection: Database,
    symbol: str,
    beads: Sequence[Bead],
    zh: Sequence[int],
    en: Sequence[int],
) -> None:
    """Store the beads of ``symbol``; ``zh`` and ``en`` give the paragraph id of every ordinal."""
    connection.executemany(
        "INSERT INTO beads VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        ((symbol, n, *_bead_row(bead)) for n, bead in enumerate(beads)),
    )
    pairs = [(zh[left], en[right]) for bead in beads for left in bead.zh for right in bead.en]
    connection.executemany(
        "INSERT INTO counterparts VALUES (?, ?)", [*pairs, *((b, a) for a, b in pairs)]
    )
    keep_bead_sum(connection, symbol)


def unaligned_symbols(connection: Database) -> tuple[str, ...]:
    """Symbols held in both languages whose sides are not linked yet."""
    query = (
        "SELECT z.symbol FROM documents AS z JOIN documents AS e ON e.symbol = z.symbol"
        " WHERE z.lang = 'zh' AND e.lang = 'en'"
        " AND NOT EXISTS (SELECT 1 FROM beads AS b WHERE b.symbol = z.symbol) ORDER BY z.id"
    )
    return tuple(symbol for (symbol,) in connection.execute(query))


def _json(texts: Sequence[str | int]) -> str:
    return json.dumps(texts, ensure_ascii=False)


def _tuples(rows: Sequence[Block | Footnote | Keyword | Link]) -> str:
    """Flat dataclasses as JSON lists of their fields."""
    lists = [[getattr(row, name) for name in row.__slots__] for row in rows]
    return json.dumps(lists, ensure_ascii=False)
