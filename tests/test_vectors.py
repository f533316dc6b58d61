from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.errors import IndexMismatch
from pipeline.vectors import Vectors, write_vectors


def units(rows: int, seed: int = 1, dimensions: int = 24) -> NDArray[np.float32]:
    drawn = np.random.default_rng(seed).normal(size=(rows, dimensions)).astype(np.float32)
    unit: NDArray[np.float32] = drawn / np.linalg.norm(drawn, axis=1, keepdims=True)
    return unit


@pytest.fixture
def written(tmp_path: Path) -> tuple[Path, NDArray[np.float32]]:
    held = units(500)
    path = tmp_path / "测试.faiss"
    assert write_vectors(path, 24, [held[:300], held[300:]]) == 500
    return path, held


def test_the_nearest_rows_are_those_that_numpy_finds(
    written: tuple[Path, NDArray[np.float32]],
) -> None:
    path, held = written
    vectors = Vectors(path)
    for query in units(20, seed=2):
        rows, cosines = vectors.search(query, 10)
        expected = np.argsort(-(held @ query), kind="stable")[:10]
        assert rows.tolist() == expected.tolist()
        np.testing.assert_allclose(cosines, (held @ query)[expected], atol=1e-5)


def test_only_allowed_rows_are_found(written: tuple[Path, NDArray[np.float32]]) -> None:
    path, held = written
    allowed = np.zeros(500, dtype=bool)
    allowed[[3, 77, 200, 499]] = True
    query = units(1, seed=3)[0]
    rows, _ = Vectors(path).search(query, 10, allowed)
    expected = sorted([3, 77, 200, 499], key=lambda row: -float(held[row] @ query))
    assert rows.tolist() == expected
    assert len(Vectors(path).search(query, 10, np.zeros(500, dtype=bool))[0]) == 0


def test_vectors_come_back_as_written(written: tuple[Path, NDArray[np.float32]]) -> None:
    path, held = written
    vectors = Vectors(path)
    assert (vectors.rows, vectors.dimensions) == (500, 24)
    np.testing.assert_array_equal(vectors.reconstruct([499, 0, 7]), held[[499, 0, 7]])
    assert vectors.reconstruct([]).shape == (0, 24)


def test_writing_vectors_again_changes_nothing(
    written: tuple[Path, NDArray[np.float32]], tmp_path: Path
) -> None:
    path, _ = written
    again = tmp_path / "again.faiss"
    write_vectors(again, 24, [Vectors(path).reconstruct(np.arange(500))])
    assert again.read_bytes() == path.read_bytes()


def test_an_open_file_stays_whole_when_its_name_goes_away(
    written: tuple[Path, NDArray[np.float32]],
) -> None:
    path, held = written
    vectors = Vectors(path)
    try:
        path.unlink()
    except PermissionError:  # Windows keeps the name of an open file
        pytest.skip("this system does not delete open files")
    assert vectors.search(held[42], 1)[0].tolist() == [42]


def test_an_index_without_vectors(tmp_path: Path) -> None:
    assert write_vectors(tmp_path / "none", 24, []) == 0
    vectors = Vectors(tmp_path / "none")
    assert vectors.rows == 0
    assert len(vectors.search(units(1)[0], 5)[0]) == 0


def test_missing_or_damaged_vectors_are_named(tmp_path: Path) -> None:
    with pytest.raises(IndexMismatch, match=r"gone\.faiss.*doctor"):
        Vectors(tmp_path / "gone.faiss")
    (tmp_path / "bad.faiss").write_bytes(b"no index at all")
    with pytest.raises(IndexMismatch, match=r"bad\.faiss.*damaged"):
        _ = Vectors(tmp_path / "bad.faiss").rows
