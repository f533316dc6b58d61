"""LibreOffice, started without a window, turns DOC and RTF into DOCX.

Each run has a profile folder of its own that is thrown away, so that runs do not wait for each
other and nothing of a person's own settings is read or changed. Macros are off, links are not
followed, the network is shut off as far as LibreOffice's own settings can, and time is limited.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from pipeline.errors import Unreadable
from pipeline.readers.rawfile import LARGEST, too_large

VARIABLE = "TONGWEN_SOFFICE"
"""The environment variable that names the program where it is not found by itself."""

SECONDS = 25
"""Most that one file may take; a document of three hundred pages takes some seven."""

_MEMORY_KILOBYTES = 1_048_576
"""Address space of the process; a document of three hundred pages needs a third of it."""

_PREFIX = "tongwen-office-"

_NAMES = ("soffice", "libreoffice", "soffice.com", "soffice.exe")
_PLACES = (
    ("/usr", "lib*/libreoffice/program/soffice"),
    ("/opt", "libreoffice*/program/soffice"),
    ("/snap", "bin/libreoffice"),
    ("/Applications", "LibreOffice*.app/Contents/MacOS/soffice"),
    ("C:/Program Files", "LibreOffice*/program/soffice.com"),
    ("C:/Program Files (x86)", "LibreOffice*/program/soffice.com"),
)
"""Folders, and the programs below them: Linux, macOS, Windows."""

_FILTERS = {".doc": "MS Word 97", ".rtf": "Rich Text Format"}
_SETTINGS = (
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Common/Load", "UpdateDocMode", "0"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("/org.openoffice.Office.Common/Misc", "UseLocking", "false"),
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
"""Macros never run, linked content is not loaded, and every request would go to a port of this
machine where nothing listens."""


def find_soffice() -> str:
    """The path of LibreOffice: what the environment variable names, else the first found among the
    programs and in the usual places; ``""`` where there is none."""
    named = os.environ.get(VARIABLE, "")
    if named:
        return named if Path(named).is_file() else ""
    for name in _NAMES:
        found = shutil.which(name)
        if found:
            return found
    usual = (p for folder, below in _PLACES for p in sorted(Path(folder).glob(below)))
    return next((str(path) for path in usual if path.is_file()), "")


def to_docx(name: str, content: bytes, suffix: str) -> bytes:
    """The file ``content``, of the kind that ``suffix`` (``.doc`` or ``.rtf``) says, as DOCX.

    Raises ``Unreadable`` where LibreOffice is missing, takes too long, or makes nothing of it.
    """
    program = find_soffice()
    if not program:
        named = os.environ.get(VARIABLE, "")
        why = f"{VARIABLE} names {named}, which is no file" if named else "it was not found"
        advice = f"install it or name it in {VARIABLE}, or save the file as DOCX"
        raise Unreadable(name, f"{suffix[1:].upper()} needs LibreOffice, and {why}; {advice}")
    clear_leavings()
    with tempfile.TemporaryDirectory(
        prefix=f"{_PREFIX}{os.getpid()}-", ignore_cleanup_errors=True
    ) as folder:
        place = Path(folder)
        source = place / f"document{suffix}"
        source.write_bytes(content)
        _write_profile(place / "profile")
        _run(name, _command(program, place, source, suffix), place)
        made = place / "out" / "document.docx"
        if not made.is_file():
            raise Unreadable(name, f"LibreOffice cannot read it as {suffix[1:].upper()}")
        size = made.stat().st_size
        if size > LARGEST:
            raise Unreadable(name, too_large(size))
        return made.read_bytes()


def clear_leavings() -> None:
    """Delete the folders that processes of this user left which were killed while LibreOffice ran:
    such a folder holds the document. It is known by the number of its process in its name."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*-*"):
        number = folder.name.removeprefix(_PREFIX).partition("-")[0]
        with contextlib.suppress(OSError):
            is_ours = sys.platform == "win32" or folder.lstat().st_uid == os.getuid()
            is_folder = folder.is_dir() and not folder.is_symlink()
            if number.isdecimal() and is_folder and is_ours and not _runs(int(number)):
                shutil.rmtree(folder, ignore_errors=True)


def _runs(process: int) -> bool:
    """Whether a process of that number runs; told to be so where it cannot be known."""
    if sys.platform == "win32":  # there a signal of 0 would end the process
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _command(program: str, place: Path, source: Path, suffix: str) -> list[str]:
    command = [
        program,
        f"-env:UserInstallation={(place / 'profile').as_uri()}",
        "--headless",
        "--invisible",
        "--norestore",
        "--nolockcheck",
        "--nodefault",
        "--nofirststartwizard",
        f"--infilter={_FILTERS[suffix]}",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(place / "out"),
        str(source),
    ]
    if sys.platform.startswith("linux"):
        # ``timeout`` ends it where this process was killed and can no longer do so
        limited = (
            f"ulimit -v {_MEMORY_KILOBYTES}; "
            f'command -v timeout >/dev/null && exec timeout -s KILL {SECONDS + 5} "$0" "$@"; '
            'exec "$0" "$@"'
        )
        return ["/bin/sh", "-c", limited, *command]
    return command


def _run(name: str, command: list[str], place: Path) -> None:
    """Run ``command`` with ``place`` as its home; end it and all it started when time is up."""
    kept = {k: v for k, v in os.environ.items() if "proxy" not in k.lower()}
    environment = kept | {"HOME": str(place), "TMPDIR": str(place), "SAL_USE_VCLPLUGIN": "svp"}
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=place,
            env=environment,
            start_new_session=True,
        )
    except OSError as error:
        reason = error.strerror or "cannot be started"
        raise Unreadable(name, f"LibreOffice ({command[0]}): {reason}") from None
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        raise Unreadable(name, f"LibreOffice took more than {SECONDS} seconds") from None
    finally:
        _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the process and those it started, which share its session."""
    if sys.platform != "win32":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        process.kill()
    process.wait()


def _write_profile(folder: Path) -> None:
    """A fresh profile with the settings that keep a document from doing anything."""
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>'
    )
    user = folder / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(text, encoding="utf-8")
