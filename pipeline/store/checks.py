"""Questions that find faults in a finished state; each returns what is wrong, () for nothing."""

import json
from collections import Counter

import numpy as np

from pipeline.records import LANGS, Lang
from pipeline.store.reading import Store
from pipeline.store.rows import collect_rows
from pipeline.store.schema import full_text_table, structure_faults


def database_faults(store: Store) -> tuple[str, ...]:
    """What SQLite finds wrong with the file."""
    return store.connected(structure_faults)


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
