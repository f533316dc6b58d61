"""What is left of a document that LibreOffice was reading when the program was killed: nothing."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from pipeline.readers import soffice

ROOT = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of other systems")


def ended() -> int:
    """The number of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_leavings_of_ended_processes_go_and_all_else_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    over, others = ended(), tmp_path / "others"
    others.mkdir()
    (others / "kept.txt").write_text("kept", encoding="utf-8")
    left = tmp_path / f"tongwen-office-{over}-abc"
    left.mkdir()
    (left / "document.doc").write_bytes(b"secret")
    running = tmp_path / f"tongwen-office-{os.getpid()}-abc"
    running.mkdir()
    strange = tmp_path / "tongwen-office-notes-of-mine"
    strange.mkdir()
    (tmp_path / f"tongwen-office-{over}-link").symlink_to(others)
    soffice.clear_leavings()
    assert not left.exists()
    assert running.exists()
    assert strange.exists()
    assert (others / "kept.txt").exists(), "a link is not followed"


def test_a_kill_leaves_a_folder_that_the_next_run_deletes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "office"
    program.write_text(f"#!/bin/sh\necho $$ > {tmp_path}/pid\nexec sleep 60\n", encoding="utf-8")
    program.chmod(0o755)
    place = tmp_path / "tmp"
    place.mkdir()
    code = "from pipeline.readers.soffice import to_docx; to_docx('a.doc', b'secret', '.doc')"
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=os.environ | {"TMPDIR": str(place), soffice.VARIABLE: str(program)},
    )
    until = time.monotonic() + 30
    while not (tmp_path / "pid").exists() and time.monotonic() < until:
        time.sleep(0.05)
    (left,) = place.iterdir()
    assert stat.S_IMODE(left.stat().st_mode) == 0o700, "nobody else reads the document"
    process.kill()
    process.wait()
    time.sleep(0.1)
    os.kill(int((tmp_path / "pid").read_text(encoding="utf-8")), signal.SIGKILL)
    assert left.exists()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    soffice.clear_leavings()
    assert list(place.iterdir()) == []


@pytest.mark.skipif(not shutil.which("timeout"), reason="of coreutils")
def test_a_program_that_outlives_its_parent_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(soffice, "SECONDS", -4)
    program = tmp_path / "office"
    program.write_text("#!/bin/sh\nexec sleep 60\n", encoding="utf-8")
    program.chmod(0o755)
    command = soffice._command(str(program), tmp_path, tmp_path / "a.doc", ".doc")
    assert subprocess.run(command, timeout=50, check=False).returncode != 0
