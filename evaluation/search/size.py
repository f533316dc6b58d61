"""What a large index takes: time of a search, memory, disk, and what its vectors find."""

from dataclasses import dataclass
from pathlib import Path

from evaluation.search.latency import LatencyReport, latency
from pipeline.collection import Collection
from pipeline.errors import EncoderError
from pipeline.recall import Recall, recall
from pipeline.records import LANGS, Lang
from pipeline.store.reading import open_store
from pipeline.vectors import Kind

_PASSAGES = 200
"""Passages whose openings are the queries that recall is measured with."""


@dataclass(frozen=True, slots=True)
class Held:
    """The vectors of one language: how many, how they are held, bytes of disk for each, and how
    much of what exact search finds they find."""

    lang: Lang
    rows: int
    kind: Kind
    bytes_each: float
    recall: Recall


@dataclass(frozen=True, slots=True)
class Size:
    """``disk`` counts the bytes of the files of the state."""

    disk: int
    held: tuple[Held, ...]
    latency: LatencyReport


def measure_size(index: Path, queries: int) -> Size:
    """Measure the index in ``index``, its search with ``queries`` queries of each kind."""
    asked = latency(index, queries)  # before all else, since it tells the memory of a search
    with Collection.open(index) as collection:
        try:
            encoder = collection.encoder()
        except EncoderError:
            encoder = None
    store = open_store(index)
    held = []
    for lang in LANGS:
        vectors = store.vectors[lang]
        found = recall(store, lang, vectors, encoder, _PASSAGES)
        held.append(Held(lang, vectors.rows, vectors.kind, vectors.bytes_each, found))
    disk = sum(file.bytes for file in store.manifest.files)
    store.close()
    return Size(disk, tuple(held), asked)
