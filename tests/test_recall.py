from pathlib import Path

import numpy as np
from fake_encoder import FakeEncoder
from small_index import TEXTS, Text, build, reseal

from pipeline.doctor import doctor
from pipeline.recall import by_all_codes, recall
from pipeline.store.manifest import read_manifest
from pipeline.store.reading import Store, open_store
from pipeline.vectors import Vectors, vectors_name, write_vectors

WORDS = ("treaty", "court", "evidence", "request", "State", "measure", "asset", "witness")


def many() -> tuple[Text, ...]:
    """A document of 400 paragraphs, each of other words than the next."""
    lines = [
        f"{n}. The {WORDS[n % 8]} of {WORDS[n // 8 % 8]} {n % 13} and the {WORDS[n // 64 % 8]} {n}."
        for n in range(1, 401)
    ]
    return (*TEXTS, Text("T/RES/2/2", "en", "\n\n".join(lines)))


def coded(tmp_path: Path) -> tuple[Store, Vectors, np.ndarray]:
    """An index whose English vectors are held in codes, and the vectors as they were."""
    index, _ = build(tmp_path, many())
    store = open_store(index)
    path = store.path / vectors_name("en")
    floats = Vectors(path).reconstruct(np.arange(len(store.rows["en"])))
    path.unlink()
    write_vectors(path, len(floats), 64, [floats], exact=10)
    return store, Vectors(path, exact=10), floats


def test_all_codes_give_what_numpy_finds(tmp_path: Path) -> None:
    store, vectors, _ = coded(tmp_path)
    told = vectors.reconstruct(np.arange(vectors.rows))
    found = by_all_codes(vectors, told[:20], 7)
    cosines = told[:20] @ told.T
    best = -np.sort(-cosines, axis=1)[:, :7]
    np.testing.assert_allclose(-np.sort(-np.take_along_axis(cosines, found, 1), axis=1), best)
    assert by_all_codes(vectors, told[:1], 10_000).shape == (1, vectors.rows)
    store.close()


def test_what_is_found_is_counted_against_floats_and_against_codes(tmp_path: Path) -> None:
    store, vectors, _ = coded(tmp_path)
    by_codes = recall(store, "en", vectors)
    assert (by_codes.share, by_codes.by_floats) == (1.0, False)
    by_floats = recall(store, "en", vectors, FakeEncoder())
    assert by_floats.by_floats
    assert by_floats.queries == by_codes.queries >= 50
    assert 0.9 <= by_floats.share <= 1
    store.close()


def test_vectors_of_other_passages_are_told(tmp_path: Path) -> None:
    """The file of another index: what it finds is not what the texts say."""
    store, _, floats = coded(tmp_path)
    path = tmp_path / "other.faiss"
    write_vectors(path, len(floats), 64, [floats[::-1]], exact=10)
    assert recall(store, "en", Vectors(path, exact=10), FakeEncoder()).share < 0.5
    store.close()


def test_the_doctor_tells_how_vectors_are_held(tmp_path: Path) -> None:
    index, _ = build(tmp_path, many())
    told = {check.name: check.detail for check in doctor(index)}
    rows = read_manifest(index).paragraphs_en
    assert told["vectors en"].startswith(f"{rows} of 64 dimensions as floats, 256 bytes each")
    assert told["vectors en"].endswith("all searched: exact")
    store, vectors, _ = coded(tmp_path / "coded")
    store.close()
    assert vectors.kind == "sketched"
    reseal(tmp_path / "coded" / "index", store.path / vectors_name("en"))
    told = {check.name: check.detail for check in doctor(tmp_path / "coded" / "index")}
    assert "in sketches and 8-bit codes" in told["vectors en"]
    assert "recall@10 1.000 of a search of all codes" in told["vectors en"]
