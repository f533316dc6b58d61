"""Walking folders and archives: the same texts in any of them, and nothing dropped silently."""

import io
import stat
import tarfile
import zipfile
from pathlib import Path

import pytest

from pipeline.errors import Binary, Empty, Encrypted, InputError, Unreadable
from pipeline.readers import RawFile, archives, read_bytes, walk
from pipeline.readers.builder import digest
from pipeline.readers.formats import SUFFIXES
from pipeline.readers.rawfile import is_passed_over
from pipeline.records import Given, Refusal

TEXTS = {
    "b/report.txt": b"1. Decides.",
    "a.md": b"# Title",
    "b/\xe5\x86\xb3\xe8\xae\xae.txt".encode("latin-1").decode("utf-8"): "一、决定。".encode(),
}


def names(found: list[RawFile | Refusal]) -> list[str]:
    return [item.name for item in found if isinstance(item, RawFile)]


def refusals(found: list[RawFile | Refusal]) -> dict[str, str]:
    return {Path(r.path).name: r.reason for r in found if isinstance(r, Refusal)}


def folder_of(root: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return root


def zip_of(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def tar_of(path: Path, files: dict[str, bytes]) -> Path:
    mode = {".xz": "w:xz", ".gz": "w:gz", ".tar": "w"}[path.suffix]
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return path


def test_folder_zip_and_tar_hold_the_same(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "f", TEXTS)
    holders = [
        folder,
        zip_of(tmp_path / "t.zip", TEXTS),
        tar_of(tmp_path / "t.tar", TEXTS),
        tar_of(tmp_path / "t.tar.xz", TEXTS),
        tar_of(tmp_path / "t.tar.gz", TEXTS),
    ]
    for holder in holders:
        found = {}
        for item in walk([holder]):
            assert isinstance(item, RawFile)
            inner = item.name.removeprefix(holder.as_posix()).lstrip("/!")
            found[inner] = item.content
        assert found == TEXTS


def test_folders_and_zips_come_by_name(tmp_path: Path) -> None:
    expected = ["a.md", "b/report.txt", "b/决议.txt"]
    folder = folder_of(tmp_path / "f", TEXTS)
    assert [
        n.removeprefix(f"{folder.as_posix()}/") for n in names(list(walk([folder])))
    ] == expected
    archive = zip_of(tmp_path / "t.zip", TEXTS)
    assert [n.split("!")[1] for n in names(list(walk([archive])))] == expected


def test_archives_in_folders_are_opened(tmp_path: Path) -> None:
    tar_of(tmp_path / "t.tar.xz", {"x/y.txt": b"text"})
    assert names(list(walk([tmp_path]))) == [f"{tmp_path.as_posix()}/t.tar.xz!x/y.txt"]


def test_what_is_not_read_is_listed_with_its_reason(tmp_path: Path) -> None:
    others = {
        "sheet.XLS": b"x",
        "notes": b"x",
        "README.md": b"about",
        "LICENSE": b"terms",
        ".hidden.txt": b"x",
        "._a.txt": b"x",
        "__MACOSX/a.txt": b"x",
        "sub/.git/a.txt": b"x",
    }
    files = {"a.txt": b"text", **others}
    listed = ", ".join(sorted(SUFFIXES - {".xml"}))
    expected = {
        "sheet.XLS": "XLS files are not read; convert to text first",
        "notes": f"no extension; files named {listed} and .xml (AKN4UN) are read",
    }
    assert refusals(list(walk([folder_of(tmp_path / "f", files)]))) == expected
    in_zip = refusals(list(walk([zip_of(tmp_path / "t.zip", files)])))
    assert {name.split("!")[1]: reason for name, reason in in_zip.items()} == expected


def test_a_file_given_by_itself_is_judged_by_its_reader(tmp_path: Path) -> None:
    path = tmp_path / "sheet.xls"
    path.write_bytes(b"x")
    (found,) = walk([path])
    assert isinstance(found, RawFile)
    assert found.suffix == ".xls"
    with pytest.raises(Binary, match="XLS files are not read"):
        read_bytes(found.name, found.content)


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda p: p / "missing.txt", "no such file or folder"),
        (lambda p: folder_of(p / "f", {"README.md": b"x"}), "no text in this folder"),
        (lambda p: zip_of(p / "t.zip", {"a.xls": b"x"}), "no text in this archive"),
        (lambda p: folder_of(p, {"t.zip": b"PK\x03\x04 broken"}) / "t.zip", "a damaged archive"),
        (lambda p: folder_of(p, {"t.tar.xz": b"no tar"}) / "t.tar.xz", "a damaged archive"),
    ],
)
def test_what_holds_no_text_raises_one_line(tmp_path: Path, make, reason: str) -> None:  # type: ignore[no-untyped-def]
    path = make(tmp_path)
    with pytest.raises(InputError, match=reason) as caught:
        list(walk([path]))
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)


def test_a_missing_path_is_told_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"text")
    with pytest.raises(Unreadable, match="nowhere"):
        next(walk([tmp_path / "a.txt", tmp_path / "nowhere"]))


def test_a_damaged_archive_in_a_folder_is_listed_and_the_rest_read(tmp_path: Path) -> None:
    whole = tar_of(tmp_path / "whole.tar.xz", {"a.txt": bytes(range(256)) * 4000})
    folder = folder_of(tmp_path / "f", {"z.txt": b"text"})
    (folder / "cut.tar.xz").write_bytes(whole.read_bytes()[:400])
    found = list(walk([folder]))
    assert names(found) == [f"{folder.as_posix()}/z.txt"]
    assert refusals(found)["cut.tar.xz"].startswith("a damaged archive")


def test_names_that_lead_out_links_and_devices_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.tar"
    with tarfile.open(path, "w") as archive:
        for name in ("../up.txt", "/etc/root.txt", "ok.txt", "in.zip"):
            member = tarfile.TarInfo(name)
            member.size = 1
            archive.addfile(member, io.BytesIO(b"x"))
        for name, kind in (("s.txt", tarfile.SYMTYPE), ("h.txt", tarfile.LNKTYPE),
                           ("d.txt", tarfile.CHRTYPE)):  # fmt: skip
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, "ok.txt"
            archive.addfile(member)
    found = list(walk([path]))
    assert [n.split("!")[1] for n in names(found)] == ["ok.txt"]
    reasons = {r.path.split("!")[1]: r.reason for r in found if isinstance(r, Refusal)}
    assert reasons == {
        "../up.txt": "its name leads out of the archive",
        "/etc/root.txt": "its name leads out of the archive",
        "in.zip": "an archive within an archive; unpack it first",
        "s.txt": "a link, not a file",
        "h.txt": "a link, not a file",
        "d.txt": "a device",
    }


def test_links_in_zips_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.zip"
    with zipfile.ZipFile(path, "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("C:\\up.txt", "x")
        archive.writestr("a.txt", "x")
    found = list(walk([path]))
    assert [n.split("!")[1] for n in names(found)] == ["a.txt"]
    assert len(refusals(found)) == 2


def encrypt(path: Path, members: set[str]) -> None:
    """Set the flag that says a member is encrypted, in both of its headers."""
    content = bytearray(path.read_bytes())
    for signature, flag_at, name_at in ((b"PK\x03\x04", 6, 30), (b"PK\x01\x02", 8, 46)):
        at = content.find(signature)
        while at >= 0:
            length = int.from_bytes(
                content[at + name_at - (4 if name_at == 30 else 18) :][:2], "little"
            )
            if content[at + name_at : at + name_at + length].decode() in members:
                content[at + flag_at] |= 1
            at = content.find(signature, at + 4)
    path.write_bytes(content)


def test_encrypted_zips(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "t.zip", {"a.txt": b"text", "b.txt": b"text"})
    encrypt(path, {"b.txt"})
    found = list(walk([path]))
    assert [n.split("!")[1] for n in names(found)] == ["a.txt"]
    assert list(refusals(found).values()) == ["encrypted; a password is needed"]
    encrypt(path, {"a.txt", "b.txt"})
    with pytest.raises(Encrypted, match="password"):
        list(walk([path]))
    found = list(walk([folder_of(tmp_path, {"c.txt": b"text"})]))
    assert refusals(found) == {"t.zip": "an encrypted archive; a password is needed"}


def test_bombs_and_giants_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "LARGEST", 1000)
    monkeypatch.setattr(archives, "_MOST_BELOW", 30_000)
    monkeypatch.setattr(archives, "_MOST_TIMES", 1)
    giant = {"a.txt": b"x" * 1001, "b.txt": b"x" * 1000}
    for path in (zip_of(tmp_path / "g.zip", giant), tar_of(tmp_path / "g.tar.xz", giant)):
        found = list(walk([path]))
        assert [n.split("!")[1] for n in names(found)] == ["b.txt"]
        assert "1,001 bytes" in next(iter(refusals(found).values()))
    bomb = {f"{i}.txt": b"x" * 900 for i in range(40)}
    for path in (zip_of(tmp_path / "b.zip", bomb), tar_of(tmp_path / "b.tar.xz", bomb)):
        with pytest.raises(Unreadable, match="unpacks to more than 30,000 bytes"):
            list(walk([path]))


def test_names_in_chinese_zips_of_old_machines(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "t.zip", {"xxxx.txt": b"text"})
    path.write_bytes(path.read_bytes().replace(b"xxxx", "决议".encode("gb18030")))
    assert names(list(walk([path]))) == [f"{path.as_posix()}!决议.txt"]


def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "f", {"a.txt": b"text"})
    (folder / "loop").symlink_to(folder)
    found = list(walk([folder]))
    assert len(names(found)) == 1
    assert refusals(found) == {"loop": "a link to a folder; it is not followed"}


MANIFEST = """title = {{ en = "Sample", zh = "样本" }}
licence = "CC0"

[[files]]
path = "sub/a.txt"
sha256 = "{sha256}"
symbol = "X/1"
lang = "zh"
session = 3
date = 2030-05-01
"""


def test_corpus_toml_gives_metadata_to_its_files(tmp_path: Path) -> None:
    files = {"sub/a.txt": b"text", "sub/b.txt": b"text"}
    folder = folder_of(tmp_path, files)
    (folder / "corpus.toml").write_text(MANIFEST.format(sha256=digest(b"text")), encoding="utf-8")
    first, second = walk([folder])
    assert isinstance(first, RawFile)
    assert isinstance(second, RawFile)
    assert first.given == Given(
        symbol="X/1", lang="zh", session="3", date="2030-05-01", licence="CC0"
    )
    assert second.given == Given(licence="CC0")


def test_corpus_toml_that_does_not_fit_its_files(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, {"sub/a.txt": b"changed", "b.txt": b"text"})
    listed = MANIFEST.format(sha256=digest(b"text")) + '[[files]]\npath = "gone.txt"\n'
    (folder / "corpus.toml").write_text(listed, encoding="utf-8")
    found = list(walk([folder]))
    assert names(found) == [f"{folder.as_posix()}/b.txt"]
    reasons = refusals(found)
    assert reasons["gone.txt"] == "listed in corpus.toml, but not there"
    assert digest(b"text")[:12] in reasons["a.txt"]
    assert digest(b"changed")[:12] in reasons["a.txt"]


def test_apparatus_is_known_by_its_name() -> None:
    assert all(map(is_passed_over, ("README", "x/readme.txt", "LICENSE-CC.txt", "corpus.toml")))
    assert all(map(is_passed_over, (".a.txt", "x/._a.txt", ".git/a.txt", "__MACOSX/a.txt")))
    assert not any(map(is_passed_over, ("reader.txt", "../a.txt", "./b/c.txt", "a.b.txt")))


def test_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(Empty):
        list(walk([tmp_path]))
