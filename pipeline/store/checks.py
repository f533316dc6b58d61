"""Questions that find faults in a finished state; each returns what is wrong, () for nothing."""

import json
import shutil
import sqlite3
import tempfile
from collections import Counter
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np

from pipeline.records import LANGS, Lang
from pipeline.store.reading import Store
from pipeline.store.rows import collect_rows
from pipeline.store.schema import DATABASE, full_text_table, structure_faults
from pipeline.store.sources import sources_in, sources_of


def database_faults(store: Store) -> tuple[str, ...]:
    """What SQLite finds wrong with the file."""
    return store.connected(structure_faults)


def full_text_faults(store: Store) -> tuple[str, ...]:
    """Full texts whose index does not say what their words say.

    SQLite looks at them only in a database that is open for writing, but writes nothing. Where the
    file may not be written, a copy of it is looked at.
    """
    path = store.path / DATABASE
    try:
        return _full_text_faults(path)
    except sqlite3.OperationalError:  # read-only
        with tempfile.TemporaryDirectory() as folder:
            return _full_text_faults(Path(shutil.copyfile(path, Path(folder, DATABASE))))


def _full_text_faults(path: Path) -> tuple[str, ...]:
    faults = []
    # no lock is taken: readers open the file as one that nobody changes
    uri = f"{path.resolve().as_uri()}?mode=rw&nolock=1"
    with closing(sqlite3.connect(uri, uri=True)) as connection:
        for lang in LANGS:
            table = full_text_table(lang)
            try:
                connection.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError as error:
                faults.append(f"{table}: {error}")
            connection.rollback()
    return tuple(faults)


def source_faults(store: Store) -> tuple[str, ...]:
    """Files in the list of sources that are not those of the documents held, and the reverse."""
    listed = {replace(s, kept=True) for s in sources_of(store.folder, store.manifest)}
    differing = listed ^ set(store.connected(sources_in))
    return tuple(sorted({f"{s.symbol} ({s.lang}): {s.path}" for s in differing}))


def count_faults(store: Store) -> tuple[str, ...]:
    """Counts of the manifest, the documents and the full text that differ from what is held."""
    manifest = store.manifest
    documents, listed, windowed = store.fetch(
        "SELECT count(*), coalesce(sum(paragraphs), 0), coalesce(sum(windowed), 0) FROM documents"
    )[0]
    pairs = [
        ("documents", manifest.documents, documents),
        ("paragraphs by document", listed, manifest.paragraphs),
        ("windowed paragraphs", manifest.windowed, windowed),
    ]
    for lang, counted in zip(LANGS, (manifest.paragraphs_zh, manifest.paragraphs_en), strict=True):
        query = "SELECT count(*) FROM paragraphs AS p JOIN documents AS d ON d.id = p.document"
        held = store.fetch(f"{query} WHERE d.lang = ?", (lang,))[0][0]
        words = store.fetch(f"SELECT count(*) FROM {full_text_table(lang)}")[0][0]
        pairs += [(f"{lang} paragraphs", counted, held), (f"{lang} full text", words, held)]
    return tuple(f"{name}: {one}, not {other}" for name, one, other in pairs if one != other)


def offset_faults(store: Store) -> tuple[str, ...]:
    """Paragraphs that are not the stretch of their document's text that they claim to be."""
    faults = []
    for key, heading in store.headings().items():
        text = store.fetch("SELECT text FROM documents WHERE id = ?", (key,))[0][0]
        faults += [
            f"{heading.symbol} ({heading.lang}) paragraph {p.ordinal}"
            for p in store.paragraphs(heading.symbol, heading.lang)
            if text[p.start : p.end] != p.text
        ]
    return tuple(faults)


def remark_faults(store: Store) -> tuple[str, ...]:
    """Remarks on no document that is held, or at a place beyond the end of its text."""
    query = (
        "SELECT coalesce(d.symbol, 'document ' || r.document), r.kind, r.position FROM remarks AS r"
        " LEFT JOIN documents AS d ON d.id = r.document"
        " WHERE d.id IS NULL OR r.start > length(d.text)"
    )
    return tuple(f"{symbol}: {kind}, remark {at}" for symbol, kind, at in store.fetch(query))


def citation_faults(store: Store) -> tuple[str, ...]:
    """Citations and provisions of no paragraph that is held, or at a place beyond its text."""
    query = (
        "SELECT 'paragraph ' || c.paragraph, c.instrument, c.provision FROM citations AS c"
        " LEFT JOIN paragraphs AS p ON p.id = c.paragraph"
        " WHERE p.id IS NULL OR c.stop > length(p.text) OR c.start > c.stop"
        " UNION ALL SELECT 'paragraph ' || v.paragraph, v.instrument, v.provision"
        " FROM provisions AS v LEFT JOIN paragraphs AS p ON p.id = v.paragraph WHERE p.id IS NULL"
    )
    return tuple(f"{where}: {name} {number}" for where, name, number in store.fetch(query))


def row_faults(store: Store, lang: Lang) -> tuple[str, ...]:
    """Whether the mapped rows of ``lang`` say what the database says."""
    held = store.connected(lambda database: collect_rows(database, lang))
    mapped = store.rows[lang]
    if len(held) != len(mapped):
        return (f"{len(mapped)} rows, not {len(held)}",)
    return tuple(f"row {row}" for row in np.flatnonzero(held != mapped)[:5])


def bead_faults(store: Store) -> tuple[str, ...]:
    """Symbols held in both languages with a paragraph that is not in exactly one bead."""
    lengths = {(h.symbol, h.lang): h.paragraphs for h in store.headings().values()}
    seen: dict[tuple[str, Lang], Counter[int]] = {}
    for symbol, zh, en in store.fetch("SELECT symbol, zh, en FROM beads"):
        for lang, ordinals in zip(LANGS, (zh, en), strict=True):
            seen.setdefault((symbol, lang), Counter()).update(json.loads(ordinals))
    both = [s for s, lang in lengths if lang == "zh" and (s, "en") in lengths]
    return tuple(
        f"{symbol} ({lang})"
        for symbol in both
        for lang in LANGS
        if seen.get((symbol, lang)) != Counter(range(lengths[symbol, lang]))
    )
