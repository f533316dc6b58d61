"""Names of files and folders that are long, strange or Chinese: in and out of every command."""

import os
import unicodedata
from pathlib import Path

import pytest
from adversity import done, refused, tongwen
from fake_encoder import FakeEncoder
from small_index import TEXTS, TREATY_EN, TREATY_ZH, write_corpus
from whole_index import assert_sound

from pipeline.collection import Collection
from pipeline.errors import TongwenError
from pipeline.ingest import ingest
from pipeline.readers import walk
from pipeline.records import Given, Refusal

NAMES = (
    "中文 目录",
    "日本語のフォルダー",
    "two  spaces",
    'it\'s "quoted"',
    "100%25 #1?a=b&c;d",
    "😀 emoji",
    "-leading-dash",
    "~tilde",
    "$HOME `x` !",
    "*[a]{b}",
    unicodedata.normalize("NFD", "Résolution"),
    unicodedata.normalize("NFC", "Résolution"),
    "字" * 85,
    "a" * 255,
)


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_an_index_and_a_text_of_any_name(tmp_path: Path, name: str) -> None:
    if os.name != "posix" and set(name) & set('"*?'):
        pytest.skip("not a name on this system")
    corpus = write_corpus(tmp_path / "corpora" / name)
    index = tmp_path / "indexes" / name
    ingest([corpus], index, FakeEncoder(), workers=0)
    assert_sound(index)
    with Collection.open(index, FakeEncoder()) as held:
        assert len(held.documents()) == len(TEXTS)
        assert held.search("secretariat").en
    report = ingest([corpus], index, FakeEncoder(), workers=0)
    assert (report.unchanged, report.refused) == (4, ())


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_text_of_any_name_is_read_and_named_as_it_is(tmp_path: Path, name: str) -> None:
    short = name.encode()[:251].decode("utf-8", "ignore") + ".txt"
    path = tmp_path / short
    path.write_text(TREATY_EN, encoding="utf-8")
    (found,) = walk([tmp_path])
    assert not isinstance(found, Refusal)
    assert found.name == path.as_posix()
    report = ingest([path], tmp_path / "index", FakeEncoder(), Given(symbol="T/1"), workers=0)
    assert (report.added, report.refused) == (1, ())


def test_the_two_forms_of_one_name_are_two_files(tmp_path: Path) -> None:
    forms = [unicodedata.normalize(form, "Résolution.txt") for form in ("NFC", "NFD")]
    for form in forms:
        (tmp_path / form).write_text(TREATY_EN, encoding="utf-8")
    there = {path.name for path in tmp_path.iterdir()}
    assert {Path(f.name).name for f in walk([tmp_path]) if not isinstance(f, Refusal)} == there


def test_a_name_with_a_line_end_is_refused(tmp_path: Path) -> None:
    if os.name != "posix":
        pytest.skip("not a name on this system")
    (tmp_path / "a\nb.txt").write_text(TREATY_EN, encoding="utf-8")
    (tmp_path / "c.txt").write_text(TREATY_EN, encoding="utf-8")
    refused_ones = [f for f in walk([tmp_path]) if isinstance(f, Refusal)]
    assert len(refused_ones) == 1
    assert "\n" not in refused_ones[0].path


def test_commands_take_and_make_files_of_strange_names(tmp_path: Path) -> None:
    name = '中文 "卷" 100%25 #1?&\'x'
    zh, en = (tmp_path / f"{name}.{lang}.txt" for lang in ("zh", "en"))
    zh.write_text(f"T/RES/1/1\n\n{TREATY_ZH}", encoding="utf-8")
    en.write_text(f"T/RES/1/1\n\n{TREATY_EN}", encoding="utf-8")
    index = tmp_path / name
    report = tmp_path / f"{name}.csv"
    done(tongwen("ingest", zh, en, "--index", index, "--report", report))
    assert report.exists()
    done(tongwen("search", "报告", "--index", index))
    out = tmp_path / f"{name}.tmx"
    done(tongwen("align", zh, en, "--out", out))
    done(tongwen("align", zh, en, "--with", out))


def test_names_that_begin_with_a_dash_and_a_folder_that_is_left(tmp_path: Path) -> None:
    (tmp_path / "-a.txt").write_text(f"T/RES/1/1\n\n{TREATY_EN}", encoding="utf-8")
    done(tongwen("ingest", "--index", "-i", "--", "-a.txt", cwd=tmp_path))
    assert "States" in done(tongwen("search", "assistance", "--index", "-i", cwd=tmp_path))


def _deep(folder: Path, length: int) -> Path:
    """A path of ``length`` bytes below ``folder``."""
    while (left := length - len(os.fsencode(folder))) > 1:
        size = min(200, left - 1)
        folder = folder / ("d" * (size if left - size - 1 != 1 else size - 1))
    return folder


def test_a_path_too_long_for_a_database_is_refused_in_one_line(tmp_path: Path) -> None:
    """SQLite opens paths of up to 511 bytes, the system those of up to 4,095."""
    text = tmp_path / "a.txt"
    text.write_text(f"T/RES/1/1\n\n{TREATY_EN}", encoding="utf-8")
    for length in (505, 5_000):
        index = _deep(tmp_path, length)
        line = refused(tongwen("ingest", text, "--index", index))
        assert len(line) < 1_100
    with pytest.raises((TongwenError, OSError)):
        ingest([text], _deep(tmp_path, 4_090), FakeEncoder(), workers=0)


def test_an_index_at_a_path_just_short_enough(tmp_path: Path) -> None:
    index = _deep(tmp_path, 440)
    ingest([write_corpus(tmp_path / "corpus")], index, FakeEncoder(), workers=0)
    assert_sound(index)
