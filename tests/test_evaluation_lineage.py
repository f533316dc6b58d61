from pathlib import Path
from typing import get_args

import pytest
from registers import asked, found

from evaluation.lineage import Row, against_gold, gold_rows, verdict_counts
from pipeline.errors import Unreadable
from pipeline.records.lineage import Verdict

KEEP = "1. Encourages coastal States to keep their lighthouses lit from dusk until dawn;"


def test_the_gold_is_sound() -> None:
    rows = gold_rows()
    assert len({r.place for r in rows}) == len(rows)
    assert {r.verdict for r in rows} <= set(get_args(Verdict))
    assert all(bool(r.earlier) == (r.verdict != "new") for r in rows)
    sessions = {"rules": {"75", "76"}, "held-out": {"77", "78", "79"}}
    for row in rows:
        assert row.place[0].split("/")[2] in sessions[row.part]


def test_counts_of_right_and_wrong_links() -> None:
    first, second = asked("20", KEEP), asked("21", KEEP.replace("Encourages", "Urges"), "urges")
    lineage = found(first, second)
    place = (second.document.symbol, "1")
    before = frozenset({(first.document.symbol, "1")})
    right = against_gold(lineage, [Row("rules", place, before, "strengthened")])
    assert (right.right, right.found, right.wanted, right.verdicts) == (1, 1, 1, 1)
    assert (right.f1, right.changed, right.changed_right, right.wrong) == (1.0, 1, 1, ())
    wrong = against_gold(lineage, [Row("rules", place, frozenset(), "new")])
    assert (wrong.right, wrong.found, wrong.wanted, wrong.f1) == (0, 1, 0, 0.0)
    assert "wanted new of nothing; found strengthened" in wrong.wrong[0]
    assert verdict_counts(lineage) == {"new": 1, "strengthened": 1}


def test_a_table_without_the_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "gold.csv"
    path.write_text("symbol\nX/1\n", encoding="utf-8")
    with pytest.raises(Unreadable, match="no rows with the columns"):
        gold_rows(path)
