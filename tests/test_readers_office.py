"""Legacy Word files and RTF by way of LibreOffice, and files that are not what they are called."""

import hashlib
import os
import socket
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from docx_files import Parts, call, definition, docx, levels, listed, note, num, p, r, table
from pipeline.errors import Binary, Encrypted, InputError, Unreadable
from pipeline.readers import read_bytes, soffice
from pipeline.records import Document
from pipeline.segment import segment

RTF = rb"{\rtf1\ansi Words of a small document.\par And a second line.\par}"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

needs_soffice = pytest.mark.skipif(
    not soffice.find_soffice(), reason="LibreOffice is not installed (package libreoffice-writer)"
)

WHOLE = docx(
    p("Report of a small meeting")
    + listed("The meeting opened.", 1)
    + f"<w:p>{r('It closed')}{call(1)}{r(' on time.')}</w:p>"
    + table(("Country", "Seats"), ("Utopia", "3"))
    + listed("Next year’s items:", 1)
    + listed("会议", 1, 1),
    Parts(
        numbering=definition(1, levels(("decimal", "%1."), ("lowerLetter", "(%2)"))) + num(1, 1),
        footnotes=note(1, "See the annex."),
    ),
)


def told(document: Document) -> list[tuple[str, str]]:
    return [(q.label, q.text) for q in segment(document)]


def convert(folder: Path, content: bytes, suffix: str) -> bytes:
    """``content``, a DOCX file, as LibreOffice saves it in the format ``suffix``."""
    source = folder / "whole.docx"
    source.write_bytes(content)
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [soffice.find_soffice(), f"-env:UserInstallation={profile}", "--headless", "--convert-to",
         suffix[1:], "--outdir", str(folder), str(source)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return (folder / f"whole{suffix}").read_bytes()


@pytest.fixture(scope="module")
def legacy(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("legacy")
    return {suffix: convert(folder, WHOLE, suffix) for suffix in (".doc", ".rtf")}


@needs_soffice
@pytest.mark.parametrize("suffix", [".doc", ".rtf"])
def test_one_text_in_every_format_of_word(legacy: dict[str, bytes], suffix: str) -> None:
    document = read_bytes(f"whole{suffix}", legacy[suffix])
    assert told(document) == told(read_bytes("whole.docx", WHOLE))
    assert document.source.sha256 == hashlib.sha256(legacy[suffix]).hexdigest()
    assert document.source.path == f"whole{suffix}"


@needs_soffice
def test_an_rtf_file_called_doc_is_read(legacy: dict[str, bytes]) -> None:
    assert told(read_bytes("whole.doc", legacy[".rtf"])) == told(read_bytes("whole.docx", WHOLE))


@needs_soffice
def test_a_doc_with_a_password_is_refused(legacy: dict[str, bytes]) -> None:
    """The flag of encryption is set in the head of the Word stream, where Word sets it."""
    content = bytearray(legacy[".doc"])
    head = next(i for i in range(512, len(content), 512) if content[i : i + 2] == b"\xec\xa5")
    content[head + 11] |= 1
    with pytest.raises(Encrypted, match="password"):
        read_bytes("a.doc", bytes(content))


@needs_soffice
@pytest.mark.parametrize("cut", [600, 3000])
def test_a_truncated_doc_is_refused_or_read(legacy: dict[str, bytes], cut: int) -> None:
    with pytest.raises(InputError) as raised:
        read_bytes("a.doc", legacy[".doc"][:cut])
    assert "\n" not in str(raised.value)


@needs_soffice
def test_nothing_is_fetched() -> None:
    """A picture and a template on a server of this machine: nobody comes to fetch them."""
    calls: list[bytes] = []
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        server.settimeout(0.2)
        done = threading.Event()

        def serve() -> None:
            while not done.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                with connection:
                    calls.append(connection.recv(200))

        thread = threading.Thread(target=serve)
        thread.start()
        url = f"http://127.0.0.1:{server.getsockname()[1]}".encode()
        field = rb"{\field{\*\fldinst INCLUDEPICTURE \\d " + url + rb"/a.png}{\fldrslt x}}"
        included = rb"{\field{\*\fldinst INCLUDETEXT " + url + rb"/b.rtf}{\fldrslt y}}"
        content = (
            rb"{\rtf1\ansi{\*\template " + url + rb"/t.dot}Words. " + field + included + rb"\par}"
        )
        document = read_bytes("a.rtf", content)
        done.set()
        thread.join()
    assert document.text.startswith("Words.")
    assert calls == []


def test_a_missing_libreoffice_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(soffice.VARIABLE, str(tmp_path / "gone"))
    with pytest.raises(
        Unreadable, match=r"RTF needs LibreOffice, and TONGWEN_SOFFICE names .*gone"
    ) as raised:
        read_bytes("a.rtf", RTF)
    assert "\n" not in str(raised.value)
    monkeypatch.delenv(soffice.VARIABLE)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(soffice, "_PLACES", ((str(tmp_path), "*/soffice"),))
    with pytest.raises(
        Unreadable, match="it was not found; install it or name it in TONGWEN_SOFFICE"
    ):
        read_bytes("a.rtf", RTF)


def program(folder: Path, inside: str) -> str:
    """A program that stands in for LibreOffice."""
    path = folder / "soffice"
    path.write_text(f"#!{sys.executable}\n{inside}", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a program that the shell can start")
def test_a_program_that_hangs_is_ended_with_all_it_started(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    written = tmp_path / "pid"
    code = (
        "import subprocess, sys, time, pathlib\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        f"pathlib.Path({str(written)!r}).write_text(str(child.pid))\n"
        "time.sleep(60)\n"
    )
    monkeypatch.setenv(soffice.VARIABLE, program(tmp_path, code))
    monkeypatch.setattr(soffice, "SECONDS", 3)
    with pytest.raises(Unreadable, match="took more than 3 seconds"):
        read_bytes("a.rtf", RTF)
    assert _is_gone(int(written.read_text()))


def _is_gone(pid: int) -> bool:
    """Whether the process ends within some seconds of having been killed."""
    for _ in range(50):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        if Path(f"/proc/{pid}/stat").exists():
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
            if state == "Z":
                return True
        time.sleep(0.1)
    return False


@pytest.mark.skipif(sys.platform == "win32", reason="needs a program that the shell can start")
def test_a_program_that_makes_nothing_is_an_error_of_the_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(soffice.VARIABLE, program(tmp_path, "raise SystemExit(1)"))
    with pytest.raises(Unreadable, match="LibreOffice cannot read it as RTF"):
        read_bytes("a.rtf", RTF)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a program that the shell can start")
def test_each_run_has_a_profile_of_its_own_that_is_thrown_away(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    seen = tmp_path / "seen"
    code = (
        "import sys, os, pathlib\n"
        "profile = next(a for a in sys.argv if a.startswith('-env:UserInstallation='))\n"
        "place = profile.partition('file://')[2]\n"
        "settings = pathlib.Path(place, 'user', 'registrymodifications.xcu').read_text()\n"
        f"with open({str(seen)!r}, 'a') as out:\n"
        "    out.write(place + ' ' + str('DisableMacrosExecution' in settings) + '\\n')\n"
    )
    monkeypatch.setenv(soffice.VARIABLE, program(tmp_path, code))
    for _ in range(2):
        with pytest.raises(Unreadable):
            read_bytes("a.rtf", RTF)
    rows = [line.split() for line in seen.read_text().splitlines()]
    assert rows[0][0] != rows[1][0] and [row[1] for row in rows] == ["True", "True"]
    assert not any(Path(place).exists() for place, _ in rows)


# files that are not what they are called -----------------------------------------------------


def test_a_docx_called_doc_is_read() -> None:
    assert told(read_bytes("whole.doc", WHOLE)) == told(read_bytes("whole.docx", WHOLE))


def test_a_page_saved_as_doc_is_read_as_the_page_it_is() -> None:
    page = b"<html><body><h1>A title</h1><p>Words.</p></body></html>"
    assert read_bytes("a.doc", page).text == "A title\nWords."


def test_a_text_called_doc_is_read_as_the_text_it_is() -> None:
    assert (
        read_bytes("a.doc", "第一条 用语\n本公约适用。".encode()).text
        == "第一条 用语\n本公约适用。"
    )


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.doc", b"%PDF-1.4", "a PDF file"),
        ("a.doc", OLE + b"\x00" * 504 + "Workbook".encode("utf-16-le"), "an Excel workbook"),
        ("a.doc", OLE + b"\x00" * 2000, "without a Word document"),
        ("a.doc", b"MIME-Version: 1.0\nContent-Type: multipart/related", "web page in one file"),
        (
            "a.doc",
            b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument xmlns:w="x"/>',
            "Word document of 2003",
        ),
        ("a.rtf", b"Plain words.", "rename it to .txt"),
        ("a.doc", b"\x00\x01\x02", "not a text"),
    ],
)
def test_other_files_are_named(name: str, content: bytes, words: str) -> None:
    with pytest.raises(Binary, match=words):
        read_bytes(name, content)


def test_a_doc_without_its_text_is_damaged() -> None:
    content = OLE + b"\x00" * 504 + "WordDocument".encode("utf-16-le") + b"\x00" * 1000
    with pytest.raises(Unreadable, match="text stream is missing"):
        read_bytes("a.doc", content)
