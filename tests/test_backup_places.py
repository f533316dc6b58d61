"""Where a backup goes and what it reads: no link, no device, nobody's own file."""

import os
from pathlib import Path

import pytest
from small_index import build

from pipeline.backup import backup, restore
from pipeline.errors import IndexMismatch, Unreadable, Unwritable

pytestmark = pytest.mark.skipif(os.name != "posix", reason="links and pipes of POSIX systems")


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """A small index."""
    return build(tmp_path)[0]


def test_nothing_but_a_file_is_overwritten(index: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(Unwritable, match="no ordinary file"):
        backup(index, pipe, force=True)
    assert pipe.is_fifo()


def test_a_file_that_is_called_like_a_draft_is_left_alone(index: Path, tmp_path: Path) -> None:
    mine, theirs = tmp_path / "b.zip.draft", tmp_path / "thesis.txt"
    theirs.write_text("theirs", encoding="utf-8")
    (tmp_path / "c.zip.draft").symlink_to(theirs)
    mine.write_text("mine", encoding="utf-8")
    backup(index, tmp_path / "b.zip")
    backup(index, tmp_path / "c.zip")
    assert mine.read_text(encoding="utf-8") == "mine"
    assert theirs.read_text(encoding="utf-8") == "theirs"
    assert len(list(tmp_path.glob("*.draft"))) == 2


@pytest.mark.parametrize("name", ["terms.csv", "reviews.jsonl", "reviews.jsonl.damaged"])
def test_what_a_link_leads_to_is_not_packed(index: Path, tmp_path: Path, name: str) -> None:
    """An index may come from somebody else, and its backup go back to them."""
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    (index / name).symlink_to(secret)
    with pytest.raises(IndexMismatch, match=rf"{name}: is a link"):
        backup(index, tmp_path / "b.zip")
    assert not (tmp_path / "b.zip").exists()


def test_a_backup_that_lost_bytes_in_its_middle(index: Path, tmp_path: Path) -> None:
    """The library then looks for the first member before the beginning of the file."""
    backup(index, tmp_path / "b.zip")
    written = (tmp_path / "b.zip").read_bytes()
    for start in range(0, len(written) - 200, len(written) // 40):
        (tmp_path / "cut.zip").write_bytes(written[:start] + written[start + 150 :])
        with pytest.raises(Unreadable, match=r"cut\.zip"):
            restore(tmp_path / "cut.zip", tmp_path / "new")
        assert not (tmp_path / "new").exists()


def test_the_current_folder_is_not_taken_away(
    index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup(index, tmp_path / "b.zip")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    with pytest.raises(Unwritable, match="the current folder"):
        restore(tmp_path / "b.zip", Path())
    assert Path.cwd().is_dir()
