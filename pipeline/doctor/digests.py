"""An index in one line: the same for two that hold the same, made in whatever order."""

import hashlib
from contextlib import closing
from pathlib import Path

import numpy as np

from pipeline.records import LANGS, Lang
from pipeline.store.reading import Store, open_store
from pipeline.store.sums import sums_of

_BLOCK = 20_000


def index_digest(index_dir: str | Path) -> str:
    """64 hexadecimal digits over the encoder, every text with the rules that read it and every
    alignment, counted anew from the rows, and the vectors where they are held as floats; codes
    depend on what was encoded first, and are made of the same texts by the same encoder.

    Raises NoIndex, IndexTooNew and IndexMismatch as ``open_store`` does.
    """
    with closing(open_store(Path(index_dir))) as store:
        found = hashlib.sha256()
        manifest = store.manifest
        found.update(f"{manifest.encoder}\n{manifest.dimensions}\n".encode())
        sums = store.connected(lambda database: [(s.name, s.content) for s in sums_of(database)])
        for name, content in sorted(sums):
            found.update(f"{name}\t{content}\n".encode())
        for lang in LANGS:
            if store.vectors[lang].kind == "exact":
                _add_vectors(found, store, lang)
        return found.hexdigest()


def _add_vectors(found: "hashlib._Hash", store: Store, lang: Lang) -> None:
    """The vectors of a language in the order of symbol and ordinal, little end first."""
    query = (
        "SELECT p.id FROM paragraphs AS p JOIN documents AS d ON d.id = p.document"
        " WHERE d.lang = ? ORDER BY d.symbol, p.ordinal"
    )
    ids = np.array([key for (key,) in store.fetch(query, (lang,))], dtype=np.int64)
    rows = np.searchsorted(store.rows[lang]["id"], ids)
    found.update(f"{lang} {len(rows)}\n".encode())
    for start in range(0, len(rows), _BLOCK):
        block = store.vectors[lang].reconstruct(rows[start : start + _BLOCK])
        found.update(block.astype("<f4").tobytes())
