"""Judgements of several people from the command line: conflicts told, settled; damage refused."""

import shutil
from pathlib import Path

import pytest
from test_cli import rows, tongwen
from test_cli_comparing import SYMBOL, _unlink_first, index

from pipeline.collection import Collection
from pipeline.exchange import units_of, write_alignment
from pipeline.records import Judgement
from pipeline.review import ReviewLog
from pipeline.strings import Strings

__all__ = ["index"]


@pytest.fixture
def own(index: Path, tmp_path: Path) -> str:
    """A copy of the index, since judgements are written to it."""
    return str(shutil.copytree(index, tmp_path / "own"))


@pytest.fixture
def files(own: str, tmp_path: Path) -> tuple[str, str]:
    """The alignment of the convention as computed, and with its first row taken apart."""
    with Collection.open(own) as held:
        zh, en = held.paragraphs(SYMBOL, "zh"), held.paragraphs(SYMBOL, "en")
        write_alignment(
            tmp_path / "a.xlsx", units_of(zh, en, held.beads(SYMBOL)), "", Strings("en")
        )
    _unlink_first(tmp_path / "a.xlsx", tmp_path / "b.tmx")
    return str(tmp_path / "a.xlsx"), str(tmp_path / "b.tmx")


def test_people_at_odds_are_told_by_name_and_settled_by_a_third(
    own: str, files: tuple[str, str]
) -> None:
    old, new = files
    run = tongwen("review", SYMBOL, "--with", new, "--reviewer", "Li", "--index", own)
    assert (run.returncode, run.stdout) == (0, "")
    stale = tongwen("review", SYMBOL, "--with", old, "--reviewer", "Ahn", "--index", own)
    assert stale.returncode == 0
    assert f"conflict: {SYMBOL}: the later holds" in stale.stdout
    first, second = rows(tongwen("reviews", "--index", own, "--json"))
    assert (first["contradicts"], second["contradicts"]) == ([], [first["id"]])
    listed = tongwen("reviews", SYMBOL, "--index", own).stdout
    for made in (first, second):
        line = f"   {made['id']}  {made['made']}  {made['reviewer']}  {SYMBOL}  relink"
        assert line in listed
    none = tongwen("reviews", "--withdraw", "zz", "--reviewer", "Chen", "--index", own)
    assert (none.returncode, "no judgement has the id zz" in none.stderr) == (1, True)
    settled = tongwen(
        *("reviews", "--withdraw", str(second["id"])[:12], "--reviewer", "Chen"),
        *("--reason", "Li is right", "--index", own),
    )
    assert "withdrawn: " in settled.stderr
    assert "conflict" not in settled.stdout
    last = rows(tongwen("reviews", "--index", own, "--json"))[-1]
    assert (last["action"], last["reviewer"], last["target"]) == ("withdraw", "Chen", second["id"])


def test_a_log_that_is_damaged_or_of_a_later_version_is_refused_in_a_line(own: str) -> None:
    log = Path(own) / "reviews.jsonl"
    for line, said in (
        (b'{"v": 1, "id": "a", "sum": "0123456789abcdef"}', "line 1 is no judgement"),
        (b'{"v": 2, "id": "a"}', "line 1 was written by a later version"),
    ):
        log.write_bytes(line + b"\n")
        run = tongwen("reviews", "--index", own)
        assert (run.returncode, run.stdout) == (1, "")
        assert said in run.stderr
        assert len(run.stderr.strip().splitlines()) == 1


def test_what_was_torn_is_told_before_and_after_it_is_set_aside(
    own: str, files: tuple[str, str]
) -> None:
    log = Path(own) / "reviews.jsonl"
    log.write_bytes(b'{"v": 1, "id": "a')
    assert "its last line is not whole" in tongwen("reviews", "--index", own).stderr
    given = ("--with", files[1], "--reviewer", "Li")
    assert tongwen("review", SYMBOL, *given, "--index", own).returncode == 0
    told = tongwen("reviews", "--index", own).stderr
    assert "not whole" not in told
    assert "reviews.jsonl.damaged: torn or damaged lines set aside: 1" in told


def test_a_judgement_is_one_line_whatever_its_reviewer_is_called(own: str) -> None:
    forged = "Li\n2026-01-02T00:00:00Z  Wang\u2028  accept"
    made = Judgement("1", SYMBOL, "accept", (), "", forged, "2026-01-01T00:00:00Z", "why\r\nnot")
    ReviewLog(own).add([made])
    run = tongwen("reviews", "--index", own)
    assert len(run.stdout.splitlines()) == 1
    assert "Li 2026-01-02T00:00:00Z  Wang   accept" in run.stdout
