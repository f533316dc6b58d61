from pathlib import Path

import faiss
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from pipeline.errors import IndexMismatch
from pipeline.vectors import Vectors, write_vectors
from pipeline.vectors.choice import EXACT, candidates_for, few_of, kind_for, pieces_of

Floats = NDArray[np.float32]

EXACTLY = 1_000
"""Rows up to which these tests keep vectors as they are."""


def units(rows: int, seed: int = 1, dimensions: int = 24) -> Floats:
    drawn = np.random.default_rng(seed).normal(size=(rows, dimensions)).astype(np.float32)
    unit: Floats = drawn / np.linalg.norm(drawn, axis=1, keepdims=True)
    return unit


def clustered(rows: int, seed: int = 1, dimensions: int = 24) -> Floats:
    """Unit vectors that lie around 40 centres, as those of texts do."""
    draw = np.random.default_rng(seed)
    centres = np.random.default_rng(0).normal(size=(40, dimensions))
    drawn = centres[draw.integers(40, size=rows)] + 0.4 * draw.normal(size=(rows, dimensions))
    unit: Floats = (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float32)
    return unit


@pytest.fixture
def written(tmp_path: Path) -> tuple[Path, Floats]:
    held = units(500)
    path = tmp_path / "测试.faiss"
    write_vectors(path, 500, 24, [held[:300], held[300:]])
    return path, held


@pytest.fixture(scope="module")
def sketched(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Floats]:
    held = clustered(20_000)
    path = tmp_path_factory.mktemp("vectors") / "测试.faiss"
    write_vectors(path, 20_000, 24, np.split(held, 8), exact=EXACTLY)
    return path, held


def test_the_nearest_rows_are_those_that_numpy_finds(written: tuple[Path, Floats]) -> None:
    path, held = written
    vectors = Vectors(path)
    assert (vectors.kind, vectors.quantisers) == ("exact", None)
    for query in units(20, seed=2):
        rows, cosines = vectors.search(query, 10)
        expected = np.argsort(-(held @ query), kind="stable")[:10]
        assert rows.tolist() == expected.tolist()
        np.testing.assert_allclose(cosines, (held @ query)[expected], atol=1e-5)


def test_only_allowed_rows_are_found(written: tuple[Path, Floats]) -> None:
    path, held = written
    allowed = np.zeros(500, dtype=bool)
    allowed[[3, 77, 200, 499]] = True
    query = units(1, seed=3)[0]
    rows, _ = Vectors(path).search(query, 10, allowed)
    expected = sorted([3, 77, 200, 499], key=lambda row: -float(held[row] @ query))
    assert rows.tolist() == expected
    assert len(Vectors(path).search(query, 10, np.zeros(500, dtype=bool))[0]) == 0


def test_vectors_come_back_as_written(written: tuple[Path, Floats]) -> None:
    path, held = written
    vectors = Vectors(path)
    assert (vectors.rows, vectors.dimensions) == (500, 24)
    assert vectors.bytes_each == pytest.approx(4 * 24, abs=1)
    np.testing.assert_array_equal(vectors.reconstruct([499, 0, 7]), held[[499, 0, 7]])
    assert vectors.reconstruct([]).shape == (0, 24)


def test_many_vectors_are_held_in_sketches_and_codes(sketched: tuple[Path, Floats]) -> None:
    path, held = sketched
    vectors = Vectors(path, EXACTLY)
    assert (vectors.kind, vectors.rows, vectors.dimensions) == ("sketched", 20_000, 24)
    assert vectors.bytes_each < 24 + 24 / 4 / 2 + 1
    step = (held.max(axis=0) - held.min(axis=0)) * 1.2 / 255
    asked = [19_999, 0, 7, 12_345]
    assert (abs(vectors.reconstruct(asked) - held[asked]) <= 0.51 * step).all()


def test_sketches_find_what_all_codes_would(sketched: tuple[Path, Floats]) -> None:
    path, held = sketched
    vectors = Vectors(path, EXACTLY)
    told = vectors.reconstruct(np.arange(20_000))
    by_codes, by_floats = 0, 0
    for query in clustered(50, seed=2):
        rows, cosines = vectors.search(query, 10)
        best = np.argsort(-(told @ query), kind="stable")[:10]
        by_codes += len(set(rows) & set(best))
        by_floats += len(set(rows) & set(np.argsort(-(held @ query))[:10]))
        assert (np.diff(cosines) <= 0).all()
        np.testing.assert_allclose(cosines, told[rows] @ query, atol=1e-5)
    assert by_codes == 500
    assert by_floats >= 450


@settings(max_examples=25, deadline=None)
@given(
    passing=st.sampled_from([1, 5, 40, 900, 1_001, 6_000, 19_999, 20_000]),
    k=st.sampled_from([1, 10, 300, 2_500]),
    seed=st.integers(0, 1_000),
)
def test_a_filter_loses_nothing(
    sketched: tuple[Path, Floats], passing: int, k: int, seed: int
) -> None:
    vectors = Vectors(sketched[0], EXACTLY)
    draw = np.random.default_rng(seed)
    allowed = np.zeros(20_000, dtype=bool)
    allowed[draw.permutation(20_000)[:passing]] = True
    query = clustered(1, seed=seed)[0]
    rows, cosines = vectors.search(query, k, allowed)
    assert len(rows) == len(set(rows.tolist())) == min(k, passing)
    assert allowed[rows].all()
    if passing <= EXACTLY:
        held = np.flatnonzero(allowed)
        best = np.sort(vectors.reconstruct(held) @ query)[::-1][:k]
        np.testing.assert_allclose(cosines, best, atol=1e-5)


def test_a_far_away_filter_is_filled_all_the_same(sketched: tuple[Path, Floats]) -> None:
    """Hardly a candidate passes, though more rows pass than are looked at one by one."""
    path, held = sketched
    vectors = Vectors(path, EXACTLY)
    query = held[0]
    allowed = held @ query < 0
    assert allowed.sum() > EXACTLY
    rows, _ = vectors.search(query, 10, allowed)
    passing = np.flatnonzero(allowed)
    best = passing[np.argsort(-(vectors.reconstruct(passing) @ query))[:10]]
    assert set(rows.tolist()) == set(best.tolist())
    assert allowed[rows].all()


def test_writing_vectors_again_changes_nothing(
    written: tuple[Path, Floats], sketched: tuple[Path, Floats], tmp_path: Path
) -> None:
    again = tmp_path / "again.faiss"
    write_vectors(again, 500, 24, [Vectors(written[0]).reconstruct(np.arange(500))])
    assert again.read_bytes() == written[0].read_bytes()
    base = Vectors(sketched[0])
    write_vectors(again, 20_000, 24, [base.reconstruct(np.arange(20_000))], base, EXACTLY)
    assert again.read_bytes() == sketched[0].read_bytes()


def test_the_same_vectors_give_the_same_bytes(
    sketched: tuple[Path, Floats], tmp_path: Path
) -> None:
    path, held = sketched
    write_vectors(tmp_path / "again", 20_000, 24, np.split(held, 8), exact=EXACTLY)
    assert (tmp_path / "again").read_bytes() == path.read_bytes()


def test_rows_are_added_replaced_and_taken_out(
    sketched: tuple[Path, Floats], tmp_path: Path
) -> None:
    path, held = sketched
    base = Vectors(path)
    kept, added = np.arange(500, 20_000), clustered(3_000, seed=5)
    rows = len(kept) + len(added)
    write_vectors(tmp_path / "new", rows, 24, [base.reconstruct(kept), added], base, EXACTLY)
    vectors = Vectors(tmp_path / "new", EXACTLY)
    assert vectors.rows == 22_500
    assert vectors.quantisers is not None
    assert base.quantisers is not None
    np.testing.assert_array_equal(vectors.quantisers.pieces, base.quantisers.pieces)
    np.testing.assert_array_equal(vectors.quantisers.ranges, base.quantisers.ranges)
    same = vectors.reconstruct(np.arange(len(kept)))
    np.testing.assert_array_equal(same, base.reconstruct(kept))
    assert vectors.search(added[42], 1)[0].tolist() == [len(kept) + 42]
    assert vectors.search(held[600], 1)[0].tolist() == [100]


def test_codes_that_do_not_fit_new_vectors_are_made_anew(tmp_path: Path) -> None:
    """The first vectors lie in a few dimensions, the new ones reach out in the others."""
    narrow, wide = clustered(3_000), clustered(3_000, seed=3)
    narrow[:, 12:] *= 0.01
    narrow /= np.linalg.norm(narrow, axis=1, keepdims=True)
    write_vectors(tmp_path / "old", 3_000, 24, [narrow], exact=EXACTLY)
    base = Vectors(tmp_path / "old", EXACTLY)
    held = np.concatenate([base.reconstruct(np.arange(3_000)), wide])
    write_vectors(tmp_path / "new", 6_000, 24, [held], base, EXACTLY)
    assert abs(Vectors(tmp_path / "new").reconstruct(np.arange(6_000)) - held).max() < 0.01


def test_vectors_grow_out_of_floats_and_shrink_back(tmp_path: Path) -> None:
    held = clustered(1_500)
    write_vectors(tmp_path / "1", 1_000, 24, [held[:1_000]], exact=EXACTLY)
    first = Vectors(tmp_path / "1", EXACTLY)
    write_vectors(tmp_path / "2", 1_500, 24, [held], first, EXACTLY)
    second = Vectors(tmp_path / "2", EXACTLY)
    few = second.reconstruct(np.arange(200))
    write_vectors(tmp_path / "3", 200, 24, [few], second, EXACTLY)
    third = Vectors(tmp_path / "3", EXACTLY)
    assert [v.kind for v in (first, second, third)] == ["exact", "sketched", "exact"]
    np.testing.assert_array_equal(third.reconstruct(np.arange(200)), few)


def test_floats_of_any_number_go_on_being_read(tmp_path: Path) -> None:
    """As the first versions of this format wrote them."""
    held = units(3_000)
    index = faiss.IndexFlatIP(24)
    index.add(held)
    path = tmp_path / "old.faiss"
    path.write_bytes(faiss.serialize_index(index).data)
    vectors = Vectors(path, EXACTLY)
    query = units(1, seed=9)[0]
    assert (vectors.kind, vectors.rows) == ("exact", 3_000)
    assert vectors.search(query, 10)[0].tolist() == np.argsort(-(held @ query))[:10].tolist()
    np.testing.assert_array_equal(vectors.reconstruct([5]), held[[5]])


def test_an_open_file_stays_whole_when_its_name_goes_away(
    sketched: tuple[Path, Floats], tmp_path: Path
) -> None:
    path = tmp_path / "moved.faiss"
    path.write_bytes(sketched[0].read_bytes())
    vectors = Vectors(path, EXACTLY)
    try:
        path.unlink()
    except PermissionError:  # Windows keeps the name of an open file
        pytest.skip("this system does not delete open files")
    assert vectors.search(sketched[1][42], 1)[0].tolist() == [42]


def test_an_index_without_vectors(tmp_path: Path) -> None:
    write_vectors(tmp_path / "none", 0, 24, [])
    vectors = Vectors(tmp_path / "none")
    assert (vectors.rows, vectors.bytes_each) == (0, 0)
    assert len(vectors.search(units(1)[0], 5)[0]) == 0


def test_missing_or_damaged_vectors_are_named(
    sketched: tuple[Path, Floats], tmp_path: Path
) -> None:
    with pytest.raises(IndexMismatch, match=r"gone\.faiss.*doctor"):
        Vectors(tmp_path / "gone.faiss")
    (tmp_path / "bad.faiss").write_bytes(b"no index at all")
    with pytest.raises(IndexMismatch, match=r"bad\.faiss.*damaged"):
        _ = Vectors(tmp_path / "bad.faiss").rows
    (tmp_path / "cut.faiss").write_bytes(sketched[0].read_bytes()[:200_000])
    with pytest.raises(IndexMismatch, match=r"cut\.faiss.*damaged"):
        _ = Vectors(tmp_path / "cut.faiss").rows
    other = faiss.IndexHNSWFlat(24, 8)
    (tmp_path / "other.faiss").write_bytes(faiss.serialize_index(other).data)
    with pytest.raises(IndexMismatch, match=r"other\.faiss: IndexHNSWFlat is no kind.*doctor"):
        _ = Vectors(tmp_path / "other.faiss").rows


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("rows", [500, EXACTLY + 500])
@pytest.mark.parametrize("based", [False, True])
def test_what_is_no_number_is_not_written(
    sketched: tuple[Path, Floats], tmp_path: Path, value: float, rows: int, based: bool
) -> None:
    path = tmp_path / "en.faiss"
    path.write_bytes(b"as it was")
    held = clustered(rows, seed=4)
    held[400, 7] = value
    base = Vectors(sketched[0], EXACTLY) if based else None
    with pytest.raises(IndexMismatch, match=r"en\.faiss: the vector of row 400 ") as refusal:
        write_vectors(path, rows, 24, np.split(held, [150, 300]), base, exact=EXACTLY)
    assert "\n" not in str(refusal.value)
    assert path.read_bytes() == b"as it was"


@pytest.mark.parametrize("query", [np.full(24, np.nan), np.full(24, np.inf), np.ones(23)])
def test_a_query_that_cannot_be_compared_is_refused(
    written: tuple[Path, Floats], sketched: tuple[Path, Floats], query: Floats
) -> None:
    for path in (written[0], sketched[0]):
        with pytest.raises(IndexMismatch, match=r"not 24 finite numbers") as refusal:
            Vectors(path, EXACTLY).search(query.astype(np.float32), 5)
        assert "\n" not in str(refusal.value)


def test_vectors_alike_and_vectors_of_zeros(tmp_path: Path) -> None:
    alike = np.repeat(units(1), EXACTLY + 1, axis=0)
    nothing = np.zeros_like(alike)
    for held, cosine in ((alike, 1.0), (nothing, 0.0)):
        write_vectors(tmp_path / "held", len(held), 24, [held], exact=EXACTLY)
        rows, cosines = Vectors(tmp_path / "held", EXACTLY).search(alike[0], 3)
        assert len(set(rows.tolist())) == 3
        np.testing.assert_allclose(cosines, cosine, atol=0.01)


def test_grown_into_sketches_and_back(tmp_path: Path) -> None:
    held = clustered(EXACTLY + 200)
    old = None
    for name, rows in (("a", 900), ("b", EXACTLY + 200), ("c", 10), ("d", 1), ("e", 0)):
        path = tmp_path / name
        write_vectors(path, rows, 24, [held[:rows]], old, exact=EXACTLY)
        old = Vectors(path, EXACTLY)
        assert (old.kind, old.rows) == (kind_for(rows, EXACTLY), rows)
        found = old.search(held[0], 1)[0].tolist()
        assert found == [0][: min(rows, 1)]


def test_which_kind_and_how_many_candidates() -> None:
    assert [kind_for(rows) for rows in (0, EXACT, EXACT + 1)] == ["exact", "exact", "sketched"]
    assert candidates_for(10, 500_000, 500_000) == 1_000
    assert candidates_for(10, 500_000, 100_000) == 5_000
    assert candidates_for(300, 500_000, 500_000) == 3_000
    assert candidates_for(10_000, 500_000, 500_000) == 0
    assert [few_of(rows) for rows in (60_000, 500_000)] == [4_000, 12_500]
    assert [pieces_of(d) for d in (256, 24, 50, 6, 7, 11)] == [64, 6, 10, 1, 1, 11]
