"""The same files give the same index, in whatever order and pieces they come."""

import os
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from small_index import Text, write_corpus
from whole_index import contents

from pipeline.collection import Collection
from pipeline.encode import load_encoder
from pipeline.encode.static import BATCH, StaticEncoder
from pipeline.ingest import ingest, remove, taking
from pipeline.places import sample_corpus
from pipeline.records import LANGS

SOME = ("convention", "cop-4-resolution-1", "wg-4-2022-report", "wg-1-2019-report")
"""Texts of the sample, each in two languages."""


@pytest.fixture(scope="module")
def encoder() -> StaticEncoder:
    made = load_encoder()
    assert isinstance(made, StaticEncoder)
    return made


def _files() -> list[Path]:
    return [sample_corpus() / f"{name}.{lang}.txt" for name in SOME for lang in LANGS]


def said(index: Path) -> dict[str, Any]:
    """All that an index says, without ids: texts, vectors, links with cosine and confidence."""
    found = contents(index)
    found["recommendations"] = sorted(map(repr, found["recommendations"]))
    with Collection.open(index) as held:
        for heading in held.documents():
            place = f"{heading.symbol} {heading.lang} "
            found[f"{place}remarks"] = held.remarks(heading.symbol, heading.lang)
            found[f"{place}recalled"] = held.recalled(heading.symbol)
    return found


def _order(files: Sequence[Path], seed: int) -> list[Path]:
    return random.Random(seed).sample(list(files), len(files))


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory, encoder: StaticEncoder) -> dict[str, Any]:
    """What an index of the files says that were taken in at once, in order."""
    index = tmp_path_factory.mktemp("whole") / "index"
    ingest(_files(), index, encoder, workers=0)
    made = said(index)
    assert any(bead.cosine for bead in made["MCC/CONF/2014/8 en"][2])
    return made


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_the_files_changes_nothing(
    tmp_path: Path, encoder: StaticEncoder, expected: dict[str, Any], seed: int
) -> None:
    ingest(_order(_files(), seed), tmp_path / "index", encoder, workers=0)
    assert said(tmp_path / "index") == expected


@pytest.mark.parametrize("workers", [1, 4])
def test_the_number_of_workers_changes_nothing(
    tmp_path: Path, encoder: StaticEncoder, expected: dict[str, Any], workers: int
) -> None:
    ingest(_order(_files(), workers), tmp_path / "index", encoder, workers=workers)
    assert said(tmp_path / "index") == expected


def test_one_file_at_a_time_gives_what_all_at_once_do(
    tmp_path: Path, encoder: StaticEncoder, expected: dict[str, Any]
) -> None:
    for path in _order(_files(), 3):
        ingest([path], tmp_path / "index", encoder, workers=0)
    assert said(tmp_path / "index") == expected


def test_where_a_batch_ends_changes_nothing(
    tmp_path: Path,
    encoder: StaticEncoder,
    expected: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(taking, "_BATCH", 7)
    ingest(_files(), tmp_path / "index", encoder, workers=0)
    assert said(tmp_path / "index") == expected


def test_what_is_taken_out_and_in_again_stands_as_before(
    tmp_path: Path, encoder: StaticEncoder, expected: dict[str, Any]
) -> None:
    index = tmp_path / "index"
    ingest(_files(), index, encoder, workers=0)
    remove(index, "MCC/COP/RES/4/1", "en")
    ingest(_files(), index, encoder, workers=0)
    assert said(index) == expected


def test_the_order_of_a_folder_on_the_disk_changes_nothing(
    tmp_path: Path, encoder: StaticEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """File systems list names in any order: here in that of another hash."""
    corpus = write_corpus(tmp_path / "corpus", _texts())
    usual = os.scandir
    made = []
    for seed in (1, 2, 3):

        def listed(path: str, seed: int = seed) -> Any:
            class Entries(list[os.DirEntry[str]]):
                def __enter__(self) -> "Entries":
                    return self

                def __exit__(self, *_: object) -> None: ...

                def close(self) -> None: ...

            with usual(path) as entries:
                return Entries(random.Random(seed).sample(found := list(entries), len(found)))

        with monkeypatch.context() as patched:
            patched.setattr("pipeline.readers.files.os.scandir", listed)
            ingest([corpus], tmp_path / f"index{seed}", encoder, workers=0)
        made.append(said(tmp_path / f"index{seed}"))
    assert made[0] == made[1] == made[2]


def test_a_name_composed_or_not_is_one_file_for_corpus_toml(
    tmp_path: Path, encoder: StaticEncoder
) -> None:
    """Some file systems keep names decomposed: é as e and an accent."""
    corpus = write_corpus(tmp_path / "corpus", _texts()[:2])
    for path in sorted(corpus.glob("*.txt")):
        path.rename(path.with_name("re\u0301sume\u0301." + path.name))
    listing = (corpus / "corpus.toml").read_text(encoding="utf-8")
    listing = listing.replace('path = "', 'path = "r\u00e9sum\u00e9.')
    (corpus / "corpus.toml").write_text(listing, encoding="utf-8")
    report = ingest([corpus], tmp_path / "index", encoder, workers=0)
    assert (report.added, report.refused) == (2, ())


def _texts() -> tuple[Text, ...]:
    bodies = {
        "en": "1. The keeper of lamp {n} shall light it.\n\n2. Urges States to watch lamp {n}.",
        "zh": "1. 第{n}号灯的看守人应当点灯。\n\n2. 敦促各国看守第{n}号灯。",
    }
    return tuple(
        Text(f"T/RES/{n}/1", lang, bodies[lang].format(n=n), f"20{10 + n}-05-06", str(n))
        for n in range(1, 9)
        for lang in LANGS
    )


def test_a_vector_is_the_same_to_the_bit_whatever_else_is_encoded(encoder: StaticEncoder) -> None:
    texts = [t for path in _files() for t in path.read_text(encoding="utf-8").split("\n\n") if t]
    alone = np.concatenate([encoder.encode([text]).vectors for text in texts])
    for seed, size in ((1, 3), (2, BATCH + 1), (3, len(texts))):
        order = random.Random(seed).sample(range(len(texts)), len(texts))
        for first in range(0, len(texts), size):
            part = order[first : first + size]
            found = encoder.encode([texts[i] for i in part]).vectors
            assert found.tobytes() == alone[part].tobytes()
