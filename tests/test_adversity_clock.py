"""A clock that is set back or forward, and files from the future or from before all calendars."""

import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from adversity import done, tongwen
from fake_encoder import FakeEncoder
from small_index import TEXTS, TREATY_EN, build, write_corpus
from whole_index import MANY, assert_sound, contents

from pipeline.collection import Collection
from pipeline.ingest import ingest
from pipeline.readers import walk
from pipeline.records import Refusal

FUTURE, PAST = 4_102_444_800, 1
"""The first second of 2100, and one after the beginning of 1970."""


@pytest.mark.parametrize("moment", [FUTURE, PAST, 0])
def test_times_of_files_change_nothing(tmp_path: Path, moment: int) -> None:
    index, _ = build(tmp_path)
    held = contents(index)
    for path in (*index.rglob("*"), *(tmp_path / "corpus").iterdir()):
        os.utime(path, (moment, moment))
    assert contents(index) == held
    assert_sound(index)
    with Collection.open(index, FakeEncoder()) as open_index:
        write_corpus(tmp_path / "corpus", MANY)
        for path in (tmp_path / "corpus").iterdir():
            os.utime(path, (moment, moment))
        report = ingest([tmp_path / "corpus"], index, FakeEncoder(), workers=0)
        assert (report.added, report.replaced) == (len(MANY) - 2, 4)
        os.utime(index / "manifest.json", (moment, moment))
        assert open_index.refresh()
        assert len(open_index.documents()) == len(TEXTS) + report.added
    assert_sound(index)


def test_an_archive_with_times_before_its_calendar(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", TREATY_EN)
    content = path.read_bytes()
    fields = b"\x00\x00\x00\x00"  # month 0 of day 0 of 1980, midnight
    for signature, at in ((b"PK\x03\x04", 10), (b"PK\x01\x02", 12)):
        start = content.index(signature) + at
        content = content[:start] + fields + content[start + 4 :]
    path.write_bytes(content)
    (found,) = walk([path])
    assert not isinstance(found, Refusal)
    assert found.content == TREATY_EN.encode()


def _at(moment: str) -> list[str]:
    """The beginning of a command line that runs the rest at ``moment``."""
    line = ["faketime", moment]
    if (
        not shutil.which("faketime")
        or subprocess.run([*line, "true"], check=False, capture_output=True).returncode
    ):
        pytest.skip("no faketime on this machine")
    return line


@pytest.mark.parametrize(
    "moment", ["1979-12-31 23:59:00", "2001-02-03 04:05:06", "2037-12-31 23:00:00"]
)
def test_whatever_the_clock_says_files_are_made_and_states_take_turns(
    tmp_path: Path, moment: str
) -> None:
    before = _at(moment)
    index, _ = build(tmp_path)
    held = contents(index)
    for command in (
        ("remove", "T/WG/2021/2", "--lang", "zh"),
        ("recommendations", "--xlsx", tmp_path / "a.xlsx"),
        ("matrix", "assistance", "--out", tmp_path / "matrix.xlsx"),
    ):
        done(tongwen(*command, "--index", index, before=before))
    assert (tmp_path / "a.xlsx").stat().st_size
    assert contents(index) != held
    assert_sound(index)
    ingest([tmp_path / "corpus"], index, FakeEncoder(), workers=0)
    assert contents(index) == held
    assert_sound(index)


def test_judgements_from_the_future_hold_and_later_ones_after_them(tmp_path: Path) -> None:
    before = _at("2001-02-03 04:05:06")
    index, _ = build(tmp_path)
    log = tmp_path / "other.jsonl"
    log.write_text(_judgement("1", "2099-01-02T03:04:05Z", "dismiss"), encoding="utf-8")
    done(tongwen("reviews", "--merge", log, "--index", index, before=before))
    log.write_text(_judgement("2", "1999-01-02T03:04:05Z", "restore"), encoding="utf-8")
    done(tongwen("reviews", "--merge", log, "--index", index, before=before))
    printed = done(tongwen("reviews", "--index", index, before=before))
    assert printed.count("A. Reader") == 2


def _judgement(key: str, made: str, action: str) -> str:
    return (
        f'{{"id": "{key}", "symbol": "T/RES/1/1", "action": "{action}", "links": [], "target": "f",'
        f' "reviewer": "A. Reader", "made": "{made}", "reason": ""}}\n'
    )
