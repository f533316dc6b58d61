"""Folders that may not be written to or read, and links: what works, and what is refused."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from adversity import done, refused, tongwen, without_privilege
from whole_index import assert_sound, contents

from pipeline.errors import TongwenError
from pipeline.places import sample_corpus
from pipeline.store.reading import open_store

TEXTS = sorted(sample_corpus().glob("cop-4-*"))
LOG = '{"id": "1", "symbol": "S", "action": "dismiss", "links": [], "target": "t", "reviewer": "A", "made": "2026-01-02T03:04:05Z", "reason": ""}\n'


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built") / "index"
    done(tongwen("ingest", *TEXTS, "--index", folder))
    return folder


@pytest.fixture
def index(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "index"))


@pytest.fixture
def closed(index: Path) -> Iterator[Path]:
    """An index in which nothing may be written."""
    folders = [index, *(p for p in index.rglob("*") if p.is_dir())]
    files = [p for p in index.rglob("*") if p.is_file()]
    for path in files:
        path.chmod(0o444)
    for path in folders:
        path.chmod(0o555)
    yield index
    for path in folders:
        path.chmod(0o755)
    for path in files:
        path.chmod(0o644)


def test_a_read_only_index_answers(closed: Path) -> None:
    user = without_privilege()
    before = {p: p.stat().st_mtime_ns for p in closed.rglob("*")}
    for command in (
        ("search", "report"),
        ("search", "报告", "--json"),
        ("doctor",),
        ("recommendations", "--json"),
        ("reviews", "--json"),
    ):
        done(tongwen(*command, "--index", closed, before=user))
    assert {p: p.stat().st_mtime_ns for p in closed.rglob("*")} == before


def test_what_writes_to_a_read_only_index_is_refused_in_one_line(
    closed: Path, tmp_path: Path
) -> None:
    user = without_privilege()
    log = tmp_path / "other.jsonl"
    log.write_text(LOG, encoding="utf-8")
    held = contents(closed)
    for command in (
        ("ingest", str(sample_corpus())),
        ("remove", "MCC/COP/RES/4/1", "--lang", "zh"),
        ("reviews", "--merge", str(log)),
    ):
        assert str(closed) in refused(tongwen(*command, "--index", closed, before=user))
    assert contents(closed) == held
    assert_sound(closed)


def test_a_folder_for_a_new_index_that_may_not_be_made(tmp_path: Path) -> None:
    user = without_privilege()
    above = tmp_path / "above"
    above.mkdir(mode=0o555)
    line = refused(tongwen("ingest", *TEXTS, "--index", above / "index", before=user))
    assert str(above) in line
    assert not list(above.iterdir())


def test_a_file_of_a_state_that_may_not_be_read_is_named(index: Path) -> None:
    user = without_privilege()
    (state,) = (index / "states").iterdir()
    for path in (state / "texts.sqlite", state / "zh.faiss", state / "en.rows.npy"):
        path.chmod(0)
        run = tongwen("search", "report", "--index", index, before=user)
        doctor = tongwen("doctor", "--index", index, before=user)
        path.chmod(0o644)
        line = refused(run)
        assert path.name in line
        assert doctor.returncode == 1
        assert "Traceback" not in doctor.stderr
        assert path.name in doctor.stdout + doctor.stderr


def test_a_text_that_may_not_be_read_is_refused_and_the_others_are_taken_in(
    tmp_path: Path,
) -> None:
    user = without_privilege()
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    corpus.mkdir()
    for text in TEXTS:
        shutil.copy(text, corpus)
    hidden = corpus / TEXTS[0].name
    hidden.chmod(0)
    run = tongwen("ingest", corpus, "--index", index, before=user)
    done(run)
    assert f"refused {hidden.as_posix()}: Permission denied" in run.stderr
    alone = tongwen("segment", hidden, before=user)
    assert alone.returncode == 2
    assert "not readable" in alone.stderr


def test_an_export_into_a_folder_that_may_not_be_written_to(index: Path, tmp_path: Path) -> None:
    user = without_privilege()
    shut = tmp_path / "shut"
    shut.mkdir(mode=0o555)
    commands: tuple[tuple[str | Path, ...], ...] = (
        ("briefing", "extradition", "--out", shut / "a.docx", "--index", index),
        ("align", *TEXTS, "--out", shut / "a.tmx"),
        ("reviews", "--out", shut / "a.jsonl", "--index", index),
        ("ingest", *TEXTS, "--index", index, "--report", shut / "a.csv"),
    )
    for command in commands:
        assert str(shut) in refused(tongwen(*command, before=user))
    assert not list(shut.iterdir())


def test_a_read_only_disk(index: Path, tmp_path: Path) -> None:
    """A mount of the index that is read-only, as a shared server may have it."""
    mount = 'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" && shift && exec "$@"'
    before = ["unshare", "-rm", "sh", "-c", mount, "sh", str(index)]
    if not shutil.which("unshare") or subprocess.run([*before, "true"], check=False).returncode:
        pytest.skip("nothing can be mounted here")
    assert "{" in done(tongwen("search", "report", "--json", "--index", index, before=before))
    line = refused(tongwen("ingest", sample_corpus(), "--index", index, before=before))
    assert str(index) in line
    assert "read-only" in line.lower()


def test_an_index_may_be_reached_by_a_link(index: Path, tmp_path: Path) -> None:
    link, above = tmp_path / "link", tmp_path / "above"
    link.symlink_to(index)
    above.symlink_to(tmp_path)
    done(tongwen("search", "report", "--index", above / "index"))
    done(tongwen("remove", "MCC/COP/RES/4/1", "--lang", "zh", "--index", link))
    assert link.is_symlink()
    assert_sound(index)


def test_links_in_a_corpus_lead_nowhere(tmp_path: Path) -> None:
    outside, corpus, index = tmp_path / "outside", tmp_path / "corpus", tmp_path / "index"
    for folder in (outside, corpus):
        folder.mkdir()
    shutil.copy(TEXTS[0], outside)
    shutil.copy(TEXTS[1], corpus)
    (corpus / "folder").symlink_to(outside)
    (corpus / "loop").symlink_to(corpus)
    (corpus / "itself.txt").symlink_to(corpus / "itself.txt")
    (corpus / "gone.txt").symlink_to(tmp_path / "gone.txt")
    run = tongwen("ingest", corpus, "--index", index)
    done(run)
    assert "1 added" in run.stderr
    assert "4 refused" in run.stderr
    for name in ("folder", "loop"):
        assert f"{corpus / name}: a link to a folder; it is not followed" in run.stderr
    for name in ("itself.txt", "gone.txt"):
        assert f"refused {corpus / name}: " in run.stderr


def _linked_elsewhere(path: Path, target: Path) -> None:
    """Let ``target`` hold what lies at ``path``, and a link lead there."""
    shutil.move(path, target)
    path.symlink_to(target)


@pytest.mark.parametrize("name", ["texts.sqlite", "zh.faiss", "en.rows.npy"])
def test_a_file_of_a_state_that_is_a_link_is_refused(
    index: Path, tmp_path: Path, name: str
) -> None:
    (state,) = (index / "states").iterdir()
    _linked_elsewhere(state / name, tmp_path / "elsewhere")
    with pytest.raises(TongwenError, match="link"):
        open_store(index)
    assert "link" in refused(tongwen("search", "report", "--index", index))
    doctor = tongwen("doctor", "--index", index)
    assert doctor.returncode == 1
    assert "link" in doctor.stdout


def test_a_state_that_lies_elsewhere_is_refused(index: Path, tmp_path: Path) -> None:
    (state,) = (index / "states").iterdir()
    _linked_elsewhere(state, tmp_path / "elsewhere")
    assert "link" in refused(tongwen("search", "report", "--index", index))


def test_a_manifest_cannot_name_a_state_outside_the_index(index: Path, tmp_path: Path) -> None:
    (state,) = (index / "states").iterdir()
    manifest = index / "manifest.json"
    text = manifest.read_text(encoding="utf-8")
    shutil.copytree(state, tmp_path / "outside")
    for named in ("../outside", str(tmp_path / "outside")):
        changed = text.replace(f"states/{state.name}", named)
        assert changed != text
        manifest.write_text(changed, encoding="utf-8")
        assert named in refused(tongwen("search", "report", "--index", index))
