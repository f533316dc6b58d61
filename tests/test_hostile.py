"""Files made to break readers: each is refused in one line, and nothing of it is written."""

import os
import sys
import zipfile
from pathlib import Path

import pytest
from fake_encoder import FakeEncoder

from evaluation.endurance import outcome_of
from evaluation.forging import (
    AKN_XML,
    WORD_XML,
    crowded,
    docx,
    overlapping,
    paragraph,
    tar_of,
    zip_of,
)
from evaluation.hostile import WORDS, Hostile, every
from pipeline.collection import Collection
from pipeline.errors import Binary, InputError, Unreadable, WrongEncoding
from pipeline.ingest import ingest
from pipeline.readers import RawFile, archives, decode, read_bytes, walk
from pipeline.records import Refusal
from pipeline.store.manifest import MANIFEST

LIGHT = [file for file in every() if not file.heavy]


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("file", LIGHT, ids=lambda file: file.name)
def test_what_is_hostile_is_refused_in_one_line(tmp_path: Path, file: Hostile) -> None:
    outcome = outcome_of(written(tmp_path, file.name, file.make()))
    assert outcome.startswith("refused: " if file.refused else ("refused: ", "read: ")), outcome
    assert "\n" not in outcome
    assert "Error" not in outcome
    assert list(tmp_path.iterdir()) == [tmp_path / file.name], "nothing is unpacked beside it"


def test_nothing_hostile_reaches_an_index_and_what_is_good_does(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    written(folder, "good.txt", b"1. The Group met.")
    hostile = {written(folder, f.name, f.make()).as_posix() for f in LIGHT if f.refused}
    report = ingest([folder], tmp_path / "index", FakeEncoder(), workers=0)
    named = {refusal.path.partition("!")[0] for refusal in report.refused}
    assert hostile <= named, "each is told"
    assert all("\n" not in refusal.reason for refusal in report.refused)
    with Collection.open(tmp_path / "index", FakeEncoder()) as held:
        assert [heading.path for heading in held.documents()] == [f"{folder.as_posix()}/good.txt"]


@pytest.mark.parametrize(
    "name", ["bomb.xml", "nul.txt", "high-ratio.zip", "locked.pdf", "cut.docx"]
)
def test_a_hostile_file_alone_leaves_no_index(tmp_path: Path, name: str) -> None:
    content = next(file for file in LIGHT if file.name == name).make()
    try:
        report = ingest([written(tmp_path, name, content)], tmp_path / "index", FakeEncoder())
        assert report.added == 0
        assert report.refused
    except InputError as error:
        assert name in str(error)
    assert not (tmp_path / "index" / MANIFEST).exists()


@pytest.mark.parametrize("suffix", [".xml", ".html", ".docx"])
@pytest.mark.parametrize("scheme", ["file", "http"])
def test_an_external_entity_brings_nothing_in(tmp_path: Path, suffix: str, scheme: str) -> None:
    secret = written(tmp_path, "secret", b"TOP SECRET")
    place = secret.as_uri() if scheme == "file" else "http://127.0.0.1:9/secret"
    dtd = f'<!DOCTYPE d [<!ENTITY e SYSTEM "{place}">]>'
    content = {
        ".xml": (dtd + AKN_XML % "<p>Words &e; more.</p>").encode(),
        ".html": f"{dtd}<p>Words &e; more.</p>".encode(),
        ".docx": docx(dtd + WORD_XML % paragraph("Words &e; more.")),
    }[suffix]
    try:
        assert "SECRET" not in read_bytes(f"a{suffix}", content).text
    except InputError as error:
        assert "SECRET" not in str(error)


@pytest.mark.parametrize(
    ("name", "text", "kind", "reason"),
    [
        ("a.html", "<p>Half &#xD83D; pair.</p>", None, ""),
        ("a.txt", "1. The Group \u202edediced\u202c.", Unreadable, r"override \(U\+202E\) at character 13"),
        ("a.md", "Words \u202dhere.", Unreadable, r"U\+202D"),
        ("a.html", "<p>Words \u202ehere.</p>", Unreadable, r"U\+202E"),
        ("a.xml", AKN_XML % "<p>Words \u202ehere.</p>", None, ""),
        ("a.txt", "The \u200fGroup\u200e met \u2067here\u2069.", None, ""),
    ],
)  # fmt: skip
def test_characters_that_no_text_may_hold(
    name: str, text: str, kind: type[InputError] | None, reason: str
) -> None:
    content = text.encode("utf-8")
    if kind is None:
        found = read_bytes(name, content).text
        assert not any("\ud800" <= c <= "\udfff" or c in "\x00\u202d\u202e" for c in found)
        return
    with pytest.raises(kind, match=reason):
        read_bytes(name, content)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\xff\xfe" + "a".encode("utf-16-le") + b"\x00\xd8" + "b".encode("utf-16-le"), WrongEncoding),
        (b"\xff\xfe" + b"\x00\xdc" + "words".encode("utf-16-le"), WrongEncoding),
        (b"Words \xed\xa0\x80 here", WrongEncoding),
        (b"Words\x00here", Binary),
        ("Words\x00here".encode("utf-16"), Binary),
    ],
)  # fmt: skip
def test_broken_pairs_and_nul_in_plain_text(content: bytes, kind: type[InputError]) -> None:
    with pytest.raises(kind):
        read_bytes("a.txt", content)


def test_a_long_text_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decode, "LARGEST_TEXT", 100)
    monkeypatch.setattr(decode, "MOST_LINES", 9)
    for name in ("a.txt", "a.md", "a.html", "a.xml"):
        with pytest.raises(Unreadable, match="101 bytes of text; the limit is 100"):
            read_bytes(name, b"a" * 101)
        with pytest.raises(Unreadable, match="10 lines of text; the limit is 9"):
            read_bytes(name, b"a\n" * 10)


def test_markdown_of_signs_without_end_is_refused_and_many_links_are_not() -> None:
    with pytest.raises(Unreadable, match="more brackets and stars"):
        read_bytes("a.md", b"[(" * 50_000)
    links = " ".join(f"[resolution {n}](a)" for n in range(500))
    assert read_bytes("a.md", links.encode()).text.count("resolution") == 500


def test_an_archive_that_lists_too_many_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "_MOST_MEMBERS", 20)
    import tarfile

    members = tar_of(*((tarfile.TarInfo(f"{n}.txt"), b"x") for n in range(30)))
    for name, content in (("a.zip", crowded(60)), ("a.tar", members)):
        with pytest.raises(Unreadable, match="holds more than 20 files"):
            list(walk([written(tmp_path, name, content)]))


def test_members_that_share_their_bytes_are_not_all_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "_MOST_BELOW", 20_000)
    monkeypatch.setattr(archives, "_MOST_TIMES", 1)
    with pytest.raises(Unreadable):
        list(walk([written(tmp_path, "a.zip", overlapping(entries=50, size=9_000))]))


def test_a_tar_name_of_unreasonable_length(tmp_path: Path) -> None:
    import tarfile

    header = tarfile.TarInfo("././@LongLink")
    header.type, header.size = tarfile.GNUTYPE_LONGNAME, 1_000_000
    content = header.tobuf(tarfile.GNU_FORMAT) + b"a" * 1_000_000 + bytes(1024)
    with pytest.raises(Unreadable, match="a header of 1,000,000 bytes"):
        list(walk([written(tmp_path, "a.tar", content)]))


def test_a_member_that_unpacks_beyond_measure_is_refused_and_the_others_read(
    tmp_path: Path,
) -> None:
    path = written(tmp_path, "a.zip", zip_of({"a.txt": b"word " * 1_000_000, "b.txt": WORDS}))
    found = list(walk([path]))
    assert [f.name.rpartition("!")[2] for f in found if isinstance(f, RawFile)] == ["b.txt"]
    (refused,) = [f.reason for f in found if isinstance(f, Refusal)]
    assert refused == "unpacks to more than 200 times its size"
    with zipfile.ZipFile(path) as archive:
        assert archive.getinfo("a.txt").file_size == 5_000_000


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names themselves")
def test_names_that_no_file_may_have(tmp_path: Path) -> None:
    for name in (b"bad\xff.txt", b"esc\x1b[2J.txt", b"line\n.txt", "o\u202etxt.md".encode()):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_bytes(WORDS)
    written(tmp_path, "a" * 251 + ".txt", WORDS)
    written(tmp_path, "“引号” name.txt", WORDS + b"3. More.")
    report = ingest([tmp_path], tmp_path / "index", FakeEncoder(), workers=0)
    assert report.added == 2
    assert len(report.refused) == 4
    for refusal in report.refused:
        assert "\ufffd" in refusal.path
        assert refusal.path.isprintable() or "\ufffd" in refusal.path
        assert refusal.reason.endswith("rename it")


def test_a_link_out_of_a_folder_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    written(outside, "a.txt", WORDS)
    inside = tmp_path / "inside"
    inside.mkdir()
    written(inside, "b.txt", WORDS)
    (inside / "folder").symlink_to(outside)
    (inside / "broken.txt").symlink_to(tmp_path / "nowhere")
    (inside / "device.txt").symlink_to("/dev/zero")
    found = list(walk([inside]))
    assert [Path(f.name).name for f in found if isinstance(f, RawFile)] == ["b.txt"]
    assert sum(isinstance(f, Refusal) for f in found) == 3
