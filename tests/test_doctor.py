import sqlite3
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from small_index import build, reseal

from pipeline.doctor import Check, doctor
from pipeline.errors import NoIndex
from pipeline.store.manifest import FORMAT
from pipeline.vectors import Vectors, write_vectors


def bad(index: Path) -> dict[str, str]:
    return {check.name: check.detail for check in doctor(index) if not check.ok}


def edit(index: Path, *statements: str) -> None:
    """Change the database and give the manifest the new size and sum, as a fault would not."""
    path = index / "states" / "000001" / "texts.sqlite"
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()
    reseal(index, path)


def test_a_sound_index(tmp_path: Path) -> None:
    index, _ = build(tmp_path)
    checks = doctor(index)
    assert [check.name for check in checks] == [
        *("manifest", "links", "files", "rules", "database", "full text", "counts", "offsets"),
        *("remarks", "citations", "beads", "sums", "sources"),
        *("rows zh", "vectors zh", "rows en", "vectors en", "encoder", "encoder here"),
        "originals",
    ]
    assert bad(index) == {}
    assert checks[0].detail.startswith(f"format {FORMAT}, generation 1, 4 documents, 5 zh + 5 en")
    told = "fake@1, 64 dimensions, no limit, 0 of 5 en and 0 of 5 zh paragraphs windowed"
    assert checks[-3] == Check("encoder", True, told)
    assert checks[-2].ok and checks[-2].detail.startswith("not found on this machine")
    assert checks[-1] == Check("originals", True, "4 files are whole")


def test_no_index(tmp_path: Path) -> None:
    with pytest.raises(NoIndex):
        doctor(tmp_path)


def test_a_manifest_that_cannot_be_read(tmp_path: Path) -> None:
    index, _ = build(tmp_path)
    (index / "manifest.json").write_text("{", encoding="utf-8")
    assert list(bad(index)) == ["manifest"]


def test_a_missing_file(tmp_path: Path) -> None:
    index, _ = build(tmp_path)
    (index / "states" / "000001" / "zh.faiss").unlink()
    found = bad(index)
    assert list(found) == ["files", "opening"]
    assert "zh.faiss: is missing" in found["files"]


def test_a_changed_byte(tmp_path: Path) -> None:
    index, _ = build(tmp_path)
    path = index / "states" / "000001" / "en.faiss"
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    assert "en.faiss: has sha256" in bad(index)["files"]


FAULTS: list[tuple[tuple[str, ...], dict[str, str]]] = [
    (("UPDATE paragraphs SET start = start + 1 WHERE id = 2",), {"offsets": "paragraph 1"}),
    (("DELETE FROM passages_zh WHERE rowid IN (SELECT max(rowid) FROM passages_zh)",), {"counts": "zh full text: 4"}),
    (("UPDATE citations SET stop = 999 WHERE provision = '18(13)'",), {"citations": " 18(13)"}),
    (("UPDATE documents SET windowed = 3 WHERE id = 1",), {"counts": "windowed paragraphs: 0, not 3"}),
    (("DELETE FROM beads WHERE position = 1",), {"beads": "T/RES/1/1 (zh); T/RES/1/1 (en)"}),
    (("UPDATE paragraphs SET role = 'annex' WHERE id = 1",), {"rows en": "row 0"}),
]  # fmt: skip


@pytest.mark.parametrize(("statements", "expected"), FAULTS)
def test_faults_in_the_database(
    tmp_path: Path, statements: tuple[str, ...], expected: dict[str, str]
) -> None:
    index, _ = build(tmp_path)
    edit(index, *statements)
    found = bad(index)
    assert set(found) == {*expected, "sums"}
    for name, detail in expected.items():
        assert detail in found[name]


def halved(vectors: Vectors) -> list[np.ndarray]:
    return [vectors.reconstruct(np.arange(vectors.rows)) / 2]


def one_less(vectors: Vectors) -> list[np.ndarray]:
    return [vectors.reconstruct(np.arange(vectors.rows - 1))]


@pytest.mark.parametrize(
    ("change", "detail"),
    [(halved, "row 0 has length 0.5"), (one_less, "4 of 64, not 5 of 64 dimensions")],
)
def test_faults_in_the_vectors(
    tmp_path: Path, change: Callable[[Vectors], list[np.ndarray]], detail: str
) -> None:
    index, _ = build(tmp_path)
    path = index / "states" / "000001" / "en.faiss"
    blocks = change(Vectors(path))
    path.unlink()
    write_vectors(path, len(blocks[0]), 64, blocks)
    reseal(index, path)
    found = bad(index)
    assert list(found) == ["vectors en"]
    assert detail in found["vectors en"]


def test_a_damaged_database_is_told_apart(tmp_path: Path) -> None:
    index, _ = build(tmp_path)
    path = index / "states" / "000001" / "texts.sqlite"
    content = bytearray(path.read_bytes())
    content[4096 : len(content) - 4096] = bytes(len(content) - 8192)
    path.write_bytes(content)
    found = bad(index)
    assert "files" in found
    assert any("doctor" in detail or "malformed" in detail for detail in found.values())


def test_a_letter_changed_in_a_listed_sum(tmp_path: Path) -> None:
    """It names no file that could be looked for; the doctor once stopped there."""
    index, _ = build(tmp_path)
    path = index / "states" / "000001" / "sources.jsonl"
    content = path.read_text(encoding="utf-8")
    at = content.index('"sha256": "') + 20
    path.write_text(f"{content[:at]}X{content[at + 1 :]}", encoding="utf-8")
    found = bad(index)
    assert "sources.jsonl: has sha256" in found["files"]
    assert "sources.jsonl" in found["opening"]
