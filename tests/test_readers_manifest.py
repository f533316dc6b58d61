"""``corpus.toml``: what is accepted, and the one line that tells what is not."""

from pathlib import Path

import pytest

from pipeline.errors import Unreadable
from pipeline.readers.manifest import read_manifest
from pipeline.records import Body


def written(folder: Path, text: str) -> Path:
    path = folder / "corpus.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('title = "One"', ("One", "One")),
        ('title = { en = "One", zh = "一" }', ("One", "一")),
        ('title_en = "One"\ntitle_zh = "一"', ("One", "一")),
        ("", ("", "")),
    ],
)
def test_names_in_each_form(tmp_path: Path, text: str, names: tuple[str, str]) -> None:
    manifest = read_manifest(written(tmp_path, text))
    assert (manifest.title_en, manifest.title_zh) == names


def test_bodies_and_files(tmp_path: Path) -> None:
    manifest = read_manifest(
        written(
            tmp_path,
            'licence = "CC0"\n[[bodies]]\ncode = "WG"\nname_en = "Group"\nname_zh = "组"\n'
            'symbol_prefix = "X/WG.1/"\n[[files]]\npath = "a/b.txt"\nsession = 4\n'
            f'date = 2030-01-02\nstatus = "final"\nsha256 = "{"AB" * 32}"\n',
        )
    )
    assert manifest.bodies == (Body("WG", "Group", "组", "X/WG.1/"),)
    (file,) = manifest.files
    assert (file.path, file.sha256) == ("a/b.txt", "ab" * 32)
    assert (file.given.session, file.given.date, file.given.status, file.given.licence) == (
        "4", "2030-01-02", "final", "CC0")  # fmt: skip


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("title = ", "not valid TOML"),
        ('titel = "One"', "unknown key titel"),
        ('[[files]]\npath = "a.txt"\nsimbol = "X/1"', "unknown key files.0.simbol"),
        ('[[files]]\nsymbol = "X/1"', "files.0.path is missing"),
        ('[[files]]\npath = "a.txt"\nlang = "fr"', "files.0.lang = 'fr'"),
        ('[[files]]\npath = "a.txt"\nsha256 = "12"', "files.0.sha256 = '12'"),
        ('[[files]]\npath = "a.txt"\ndate = "May 2030"', "files.0.date = 'May 2030'"),
        ('[[files]]\npath = "../a.txt"', "leads out of the folder"),
        ('[[files]]\npath = "/a.txt"', "leads out of the folder"),
        ('[[files]]\npath = "a.txt"\n[[files]]\npath = "./a.txt"', "listed twice"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(tmp_path: Path, text: str, reason: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(Unreadable) as caught:
        read_manifest(path)
    assert reason in str(caught.value)
    assert str(caught.value).startswith(f"{path}: ")
    assert "\n" not in str(caught.value)


def test_a_manifest_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="No such file"):
        read_manifest(tmp_path / "corpus.toml")
