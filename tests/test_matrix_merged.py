"""Two versions of a matrix made from one: merged by rows, and nothing that either wrote is lost."""

import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import IndexTooNew
from pipeline.preparation.matrix.kept import Kept, MatrixLog
from pipeline.preparation.matrix.merged import merged
from pipeline.records.matrix import Matrix, MatrixRow

ROOT = Path(__file__).resolve().parent.parent


def matrix(*rows: tuple[str, str]) -> Matrix:
    """Rows given as id and note."""
    return Matrix("UNTOC:19", "en", tuple(MatrixRow(i, "", note=note) for i, note in rows))


def shape(made: Matrix) -> list[tuple[str, str]]:
    return [(row.id, row.note) for row in made.rows]


BASE = matrix(("1", "a"), ("2", "b"), ("3", "c"))


def test_rows_that_one_left_alone_stand_as_the_other_has_them() -> None:
    theirs = matrix(("1", "A"), ("2", "b"), ("3", "c"), ("p1", "new there"))
    mine = matrix(("1", "a"), ("2", "b"), ("p2", "new here"), ("3", "C"))
    both = merged(BASE, theirs, mine)
    assert shape(both.matrix) == [
        *(("1", "A"), ("2", "b"), ("p2", "new here"), ("3", "C"), ("p1", "new there"))
    ]
    assert both.doubled == ()


def test_a_row_that_both_changed_stands_twice() -> None:
    both = merged(BASE, matrix(("1", "A"), ("2", "b")), matrix(("1", "Z"), ("2", "b"), ("3", "c")))
    assert shape(both.matrix) == [("1", "A"), ("p1", "Z"), ("2", "b")]
    assert both.doubled == ("1",)


def test_a_row_deleted_by_one_goes_unless_the_other_changed_it() -> None:
    assert shape(merged(BASE, matrix(("1", "a")), BASE).matrix) == [("1", "a")]
    assert shape(merged(BASE, BASE, matrix(("3", "c"))).matrix) == [("3", "c")]
    changed = matrix(("1", "a"), ("2", "B"), ("3", "c"))
    without = matrix(("1", "a"), ("3", "c"))
    assert shape(merged(BASE, changed, without).matrix) == shape(changed)
    assert shape(merged(BASE, without, changed).matrix) == shape(changed)


def test_new_rows_of_both_with_one_id_both_stand() -> None:
    both = merged(matrix(), matrix(("p1", "theirs")), matrix(("p1", "mine")))
    assert shape(both.matrix) == [("p1", "theirs"), ("p2", "mine")]
    assert both.doubled == ()


ROWS = st.dictionaries(st.sampled_from(["1", "2", "3", "p1", "p2"]), st.sampled_from("abc"))


@settings(max_examples=400, deadline=None)
@given(ROWS, ROWS, ROWS)
def test_what_either_wrote_is_in_the_merged_matrix(
    base: dict[str, str], theirs: dict[str, str], mine: dict[str, str]
) -> None:
    versions = [matrix(*rows.items()) for rows in (base, theirs, mine)]
    found = merged(*versions)
    ids = [row.id for row in found.matrix.rows]
    assert len(ids) == len(set(ids))
    notes = [row.note for row in found.matrix.rows]
    for rows in (theirs, mine):
        assert all(note in notes for key, note in rows.items() if base.get(key) != note)
    assert merged(versions[0], versions[1], versions[0]).matrix.rows == versions[1].rows
    assert set(shape(merged(versions[0], versions[0], versions[2]).matrix)) == set(mine.items())
    assert merged(versions[0], versions[1], versions[1]).matrix.rows == versions[1].rows


# the log ------------------------------------------------------------------------------------------


def test_the_second_to_keep_is_merged_with_the_first(tmp_path: Path) -> None:
    log = MatrixLog(tmp_path)
    assert log.keep(BASE) == Kept(BASE, is_new=True)
    first, second = (
        matrix(("1", "A"), ("2", "b"), ("3", "c")),
        matrix(("1", "a"), ("2", "b"), ("3", "C")),
    )
    assert log.keep(first, BASE) == Kept(first, is_new=True)
    assert log.outlook(second, BASE).is_merged
    outcome = log.keep(second, BASE)
    assert shape(outcome.matrix) == [("1", "A"), ("2", "b"), ("3", "C")]
    assert (outcome.is_new, outcome.is_merged, outcome.doubled) == (True, True, ())
    assert log.latest("UNTOC:19") == outcome.matrix
    assert log.read() == (BASE, first, outcome.matrix)
    again = log.keep(second, BASE)
    assert (again.is_new, again.matrix) == (False, outcome.matrix)


def test_a_version_that_was_seen_or_that_nothing_is_known_of_is_replaced(tmp_path: Path) -> None:
    log, fresh = MatrixLog(tmp_path), matrix(("9", "by the rules"))
    log.keep(BASE)
    assert log.keep(fresh, fresh, BASE) == Kept(fresh, is_new=True)
    assert log.keep(BASE) == Kept(BASE, is_new=True)
    assert len(log.read()) == 3


def test_versions_kept_before_there_were_sums_are_read_and_later_ones_refused(
    tmp_path: Path,
) -> None:
    log = MatrixLog(tmp_path)
    log.path.write_text('{"subject": "a", "lang": "en", "rows": [], "index": ""}\n', "utf-8")
    log.keep(BASE)
    assert log.read() == (Matrix("a", "en", ()), BASE)
    with log.path.open("ab") as file:
        file.write(b'{"v": 3}\n')
    with pytest.raises(IndexTooNew, match="line 3 was written by a later version"):
        log.latest("a")


KEEPING = """
import sys
sys.path[:0] = [sys.argv[2], sys.argv[2] + "/tests"]
from pathlib import Path
from test_matrix_merged import BASE, MatrixLog, MatrixRow, replace
log = MatrixLog(Path(sys.argv[1]))
begun = log.latest("UNTOC:19")
for n in range(8):
    row = MatrixRow(f"{sys.argv[3]}.{n}", "", note="word for word")
    begun = log.keep(replace(begun, rows=(*begun.rows, row)), begun).matrix
"""


def test_four_processes_that_edit_one_matrix_lose_no_row(tmp_path: Path) -> None:
    MatrixLog(tmp_path).keep(BASE)
    children = [
        subprocess.Popen([sys.executable, "-c", KEEPING, str(tmp_path), str(ROOT), str(n)])
        for n in range(4)
    ]
    assert [child.wait() for child in children] == [0] * 4
    latest = MatrixLog(tmp_path).latest("UNTOC:19")
    assert latest is not None
    expected = {"1", "2", "3", *(f"{child}.{n}" for child in range(4) for n in range(8))}
    assert sorted(row.id for row in latest.rows) == sorted(expected)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2), ROWS), max_size=8))
def test_whatever_order_people_keep_in_every_word_of_theirs_is_in_the_log(
    steps: list[tuple[int, dict[str, str]]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        log, begun = MatrixLog(Path(folder)), {}
        for who, rows in steps:
            base = begun.get(who)
            mine = replace(matrix(*rows.items()), subject="s")
            outcome = log.keep(mine, base)
            assert log.latest("s") == outcome.matrix
            before = {} if base is None else {row.id: row.note for row in base.rows}
            notes = [row.note for row in outcome.matrix.rows]
            assert all(note in notes for key, note in rows.items() if before.get(key) != note)
            begun[who] = outcome.matrix
