"""Indexes that former versions wrote (``tests/indexes``): opened, carried forward, made again."""

import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from fake_encoder import FakeEncoder
from small_index import write_corpus
from whole_index import assert_sound, contents

from pipeline.errors import Unreadable
from pipeline.ingest import ingest, reindex, remove
from pipeline.review import ReviewLog
from pipeline.rules import rules_version
from pipeline.store.manifest import FORMAT, OLDEST, read_manifest
from pipeline.store.reading import open_store
from pipeline.store.sources import sources_in
from pipeline.store.sums import kept_sums, sums_of

FORMER = range(OLDEST, FORMAT)
HERE = Path(__file__).resolve().parent


@pytest.fixture(params=FORMER)
def former(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """An index of the format, as its version wrote it."""
    with zipfile.ZipFile(HERE / "indexes" / f"format{request.param}.zip") as archive:
        archive.extractall(tmp_path / "former")
    index = tmp_path / "former" / "index"
    assert read_manifest(index).format == request.param
    return index


def test_a_former_format_is_read_as_it_is(former: Path, tmp_path: Path) -> None:
    ingest([write_corpus(tmp_path / "corpus")], tmp_path / "new", FakeEncoder(), workers=0)
    assert contents(former) == contents(tmp_path / "new")
    assert_sound(former)
    assert rules_of(former) == {""}
    assert len(ReviewLog(former).read().judgements) == 1


def rules_of(index: Path) -> set[str]:
    """The rules by which its texts were read."""
    with closing(open_store(index)) as store:
        return {heading.rules for heading in store.headings().values()}


def test_the_next_change_carries_it_forward(former: Path, tmp_path: Path) -> None:
    remove(former, "T/RES/1/1", "en")
    assert read_manifest(former).format == FORMAT
    assert_sound(former)
    corpus = write_corpus(tmp_path / "corpus")
    report = ingest([corpus], former, FakeEncoder(), workers=0)
    assert (report.added, report.unchanged) == (1, 3)
    assert rules_of(former) == {"", rules_version()}
    ingest([corpus], tmp_path / "new", FakeEncoder(), workers=0)
    assert_sound(former)
    held, new = contents(former), contents(tmp_path / "new")
    assert {k: v for k, v in held.items() if k != "recommendations"} == {
        k: v for k, v in new.items() if k != "recommendations"
    }
    with closing(open_store(former)) as store:
        assert store.connected(kept_sums) == store.connected(lambda db: tuple(sums_of(db)))
    assert len(ReviewLog(former).read().judgements) == 1


def test_files_that_are_not_kept_are_taken_from_where_they_lie(
    former: Path, tmp_path: Path
) -> None:
    """Formats before 5 keep no originals; these name a folder that is not on this machine."""
    before = contents(former)
    with pytest.raises(Unreadable, match=r"4 of 4 files .* nothing was changed"):
        reindex(former, FakeEncoder(), workers=0)
    assert contents(former) == before
    assert not (former / "staging").exists()
    ingest([write_corpus(tmp_path / "corpus")], former, FakeEncoder(), workers=0)
    reindex(former, FakeEncoder(), workers=0)
    assert rules_of(former) == {rules_version()}
    assert contents(former) == before
    assert_sound(former)
    with closing(open_store(former)) as store:
        assert {s.place[:11] for s in store.connected(sources_in)} == {"/srv/texts/"}
