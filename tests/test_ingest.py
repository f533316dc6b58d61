"""Ingest: nothing twice, nothing lost, nothing half done."""

import dataclasses
import os
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fake_encoder import FakeEncoder
from printed_text import PRINTED, TAKEN_OUT
from small_index import REPORT_ZH, TEXTS, TREATY_EN, Text, build, write_corpus
from whole_index import MANY, assert_sound, contents

from pipeline.doctor import doctor
from pipeline.errors import (
    Busy,
    Empty,
    EncoderError,
    IndexMismatch,
    IndexTooNew,
    NoIndex,
    UnknownSymbol,
    Unreadable,
)
from pipeline.ingest import ingest, prepare, remove
from pipeline.readers import read_bytes
from pipeline.records import Given
from pipeline.store.manifest import FORMAT, read_manifest
from pipeline.store.reading import open_store
from pipeline.store.staging import writer_lock
from pipeline.text.passage import wording

ROOT = Path(__file__).resolve().parent.parent


def test_files_become_documents_with_vectors_and_beads(tmp_path: Path) -> None:
    index, report = build(tmp_path)
    assert (report.added, report.replaced, report.unchanged, report.refused) == (4, 0, 0, ())
    assert report.paragraphs == 10
    manifest = read_manifest(index)
    assert (manifest.generation, manifest.documents) == (1, 4)
    assert (manifest.paragraphs_zh, manifest.paragraphs_en) == (5, 5)
    assert (manifest.encoder, manifest.dimensions, manifest.windowed) == ("fake@1", 64, 0)
    store = open_store(index)
    assert [bead.why for bead in store.beads("T/RES/1/1")] == ["same number"] * 3
    vectors = store.vectors["en"]
    texts = [wording(p) for p in store.paragraphs("T/RES/1/1", "en")]
    np.testing.assert_array_equal(
        vectors.reconstruct([0, 1, 2]), FakeEncoder().encode(texts).vectors
    )
    store.close()
    assert not (index / "staging").exists()
    assert_sound(index)


def test_the_same_files_twice_change_nothing(tmp_path: Path) -> None:
    index, _ = build(tmp_path)
    before = (index / "manifest.json").read_bytes()
    report = ingest([tmp_path / "corpus"], index, FakeEncoder())
    assert (report.added, report.replaced, report.unchanged) == (0, 0, 4)
    assert (report.paragraphs, report.refused) == (0, ())
    assert (index / "manifest.json").read_bytes() == before
    assert sorted(path.name for path in (index / "states").iterdir()) == ["000001"]
    assert not (index / "staging").exists()


def test_a_changed_file_replaces_its_paragraphs(tmp_path: Path) -> None:
    index, _ = build(tmp_path)
    changed = (*TEXTS[:3], dataclasses.replace(TEXTS[3], body="1. Only this is left."))
    report = ingest([write_corpus(tmp_path / "corpus", changed)], index, FakeEncoder())
    assert (report.added, report.replaced, report.unchanged) == (0, 1, 3)
    other = tmp_path / "other"
    build(other, changed)
    assert contents(index) == contents(other / "index")
    assert_sound(index)


def test_new_files_are_added_and_linked_to_what_is_held(tmp_path: Path) -> None:
    index, _ = build(tmp_path, TEXTS[:3])
    assert open_store(index).beads("T/WG/2021/2") == ()
    report = ingest([write_corpus(tmp_path / "corpus")], index, FakeEncoder())
    assert (report.added, report.unchanged) == (1, 3)
    assert len(open_store(index).beads("T/WG/2021/2")) == 2
    build(tmp_path / "other")
    assert contents(index) == contents(tmp_path / "other" / "index")
    assert_sound(index)


def test_a_file_whose_symbol_changed_replaces_what_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("1. States shall cooperate.", encoding="utf-8")
    index = tmp_path / "index"
    ingest([path], index, FakeEncoder(), Given(symbol="T/1"))
    report = ingest([path], index, FakeEncoder(), Given(symbol="T/2"))
    assert (report.added, report.replaced) == (0, 1)
    assert [h.symbol for h in open_store(index).headings().values()] == ["T/2"]


def test_a_relative_path_from_another_folder_is_another_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = tmp_path / "index"
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        monkeypatch.chdir(tmp_path / name)
        Path("a.txt").write_text(f"1. Text {name}.", encoding="utf-8")
        report = ingest(["a.txt"], index, FakeEncoder(), Given(symbol=f"T/{name.upper()}/1"))
        assert (report.added, report.replaced) == (1, 0)
    assert len(open_store(index).headings()) == 2


def test_a_second_file_of_a_symbol_is_refused_and_an_equal_copy_is_not(tmp_path: Path) -> None:
    index, _ = build(tmp_path)
    copy = Text("T/RES/1/1", "en", TREATY_EN, "2019-05-06", "1")
    report = ingest([write_corpus(tmp_path / "copy", (copy,))], index, FakeEncoder())
    assert (report.unchanged, report.refused) == (1, ())
    other = dataclasses.replace(copy, body="1. Other words.")
    report = ingest([write_corpus(tmp_path / "rival", (other,))], index, FakeEncoder())
    assert (report.added, report.replaced) == (0, 0)
    assert report.refused[0].path.endswith("rival/T_RES_1_1.en.txt")
    assert report.refused[0].reason.startswith("T/RES/1/1 (en) is already held from ")
    assert report.refused[0].reason.endswith("corpus/T_RES_1_1.en.txt")


def test_every_file_is_indexed_or_refused_with_its_reason(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus")
    (corpus / "empty.txt").write_bytes(b"")
    (corpus / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    (corpus / "table.xlsx").write_bytes(b"PK")
    with zipfile.ZipFile(corpus / "more.zip", "w") as archive:
        archive.writestr("inside.txt", "")
    report = ingest([corpus], tmp_path / "index", FakeEncoder())
    refused = {Path(r.path).name: r.reason for r in report.refused}
    assert report.added == 4
    assert set(refused) == {"empty.txt", "picture.txt", "table.xlsx", "more.zip!inside.txt"}
    assert all(reason and "\n" not in reason for reason in refused.values())
    assert_sound(tmp_path / "index")


def test_what_cannot_be_used_at_all_raises_and_leaves_the_index(tmp_path: Path) -> None:
    index, _ = build(tmp_path)
    before = contents(index)
    (tmp_path / "void").mkdir()
    with pytest.raises(Unreadable, match="gone"):
        ingest([tmp_path / "gone"], index, FakeEncoder())
    with pytest.raises(Empty, match="void"):
        ingest([tmp_path / "void"], index, FakeEncoder())
    report = ingest([tmp_path / "void", tmp_path / "corpus"], index, FakeEncoder())
    assert (len(report.refused), report.unchanged) == (1, 4)
    assert contents(index) == before


def test_a_document_can_be_removed(tmp_path: Path) -> None:
    index, _ = build(tmp_path)
    assert remove(index, "T/RES/1/1", "en") == 3
    build(tmp_path / "other", (TEXTS[0], *TEXTS[2:]))
    assert contents(index) == contents(tmp_path / "other" / "index")
    assert_sound(index)
    with pytest.raises(UnknownSymbol, match=r"T/RES/1/1 \(en\)"):
        remove(index, "T/RES/1/1", "en")
    with pytest.raises(NoIndex):
        remove(tmp_path / "nowhere", "T/1", "en")


def test_another_encoder_is_refused_by_both_names(tmp_path: Path) -> None:
    index, _ = build(tmp_path)
    with pytest.raises(IndexMismatch, match=r"fake@1 \(64 .*other@1 \(64"):
        ingest([tmp_path / "corpus"], index, FakeEncoder("other@1"))
    with pytest.raises(IndexMismatch, match=r"fake@1 \(64 .*fake@1 \(32"):
        ingest([tmp_path / "corpus"], index, FakeEncoder(dimensions=32))


class NoNumbers(FakeEncoder):
    """An encoder that fails in silence, as one in 16 bits may."""

    def encode(self, texts: Any, kind: Any = "passage") -> Any:
        found = super().encode(texts, kind)
        found.vectors[:] = np.nan
        return found


def test_vectors_that_are_no_numbers_are_refused_and_leave_nothing_behind(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus")
    with pytest.raises(EncoderError, match=r"fake@1 gives what is no finite number"):
        ingest([corpus], tmp_path / "index", NoNumbers(), workers=0)
    ingest([corpus], tmp_path / "index", FakeEncoder(), workers=0)
    assert_sound(tmp_path / "index")


def test_a_later_format_is_not_touched(tmp_path: Path) -> None:
    index, _ = build(tmp_path)
    path = index / "manifest.json"
    later = path.read_text(encoding="utf-8").replace(f'"format": {FORMAT}', '"format": 99')
    path.write_text(later, encoding="utf-8")
    with pytest.raises(IndexTooNew, match="99"):
        ingest([tmp_path / "corpus"], index, FakeEncoder())
    assert path.read_text(encoding="utf-8") == later


def test_a_second_writer_is_busy(tmp_path: Path) -> None:
    index, _ = build(tmp_path)
    with writer_lock(index), pytest.raises(Busy):
        ingest([tmp_path / "corpus"], index, FakeEncoder())


def test_windowed_paragraphs_are_counted(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus")
    report = ingest([corpus], tmp_path / "index", FakeEncoder(limit=40))
    texts = [p for d in TEXTS for p in d.body.split("\n\n")]
    expected = sum(len(text.partition(". ")[2]) > 40 for text in texts)
    assert report.windowed == expected > 0
    assert read_manifest(tmp_path / "index").windowed == expected
    assert_sound(tmp_path / "index")


def test_helping_processes_make_the_same_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path / "alone", MANY)
    monkeypatch.setattr(prepare, "FEW", 2)
    corpus = write_corpus(tmp_path / "corpus", MANY)
    (corpus / "empty.txt").write_bytes(b"")
    report = ingest([corpus], tmp_path / "index", FakeEncoder(), workers=2)
    assert (report.added, len(report.refused)) == (12, 1)
    assert contents(tmp_path / "index") == contents(tmp_path / "alone" / "index")


UNGUARDED = """
import os
import sys
sys.path[:0] = [{root!r}, {tests!r}]
from fake_encoder import FakeEncoder
from pipeline.ingest import prepare
from pipeline.ingest import ingest

prepare.FEW = 2
report = ingest([{corpus!r}], {index!r}, FakeEncoder(), workers=1)
print("added", report.added, flush=True)
"""


def test_a_program_without_a_guard_for_its_main_part_gets_its_index(tmp_path: Path) -> None:
    program, index = tmp_path / "program.py", tmp_path / "index"
    corpus = write_corpus(tmp_path / "corpus", MANY)
    names = {"root": ROOT, "tests": ROOT / "tests", "corpus": corpus, "index": index}
    written = UNGUARDED.format(**{name: str(path) for name, path in names.items()})
    program.write_text(written, encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, str(program)], capture_output=True, text=True, check=True
    )
    assert ended.stdout == "added 12\n"
    assert_sound(index)


def test_an_open_reader_keeps_the_state_it_opened(tmp_path: Path) -> None:
    index, _ = build(tmp_path)
    reader = open_store(index)
    vectors = reader.vectors["zh"]
    before = reader.paragraphs("T/WG/2021/2", "zh")
    for number in (1, 2, 3):
        changed = dataclasses.replace(TEXTS[2], body=f"{REPORT_ZH}\n\n3. 第{number}次修改。")
        texts = (*TEXTS[:2], changed, TEXTS[3])
        ingest([write_corpus(tmp_path / "corpus", texts)], index, FakeEncoder())
    assert reader.paragraphs("T/WG/2021/2", "zh") == before
    assert len(reader.beads("T/WG/2021/2")) == 2
    assert vectors.rows == 5
    newer = open_store(index)
    assert newer.manifest.generation == 4
    assert len(newer.paragraphs("T/WG/2021/2", "zh")) == 3
    assert sorted(path.name for path in (index / "states").iterdir())[-2:] == ["000003", "000004"]
    reader.close()
    newer.close()


def test_refused_files_are_remembered_until_they_are_taken_in(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus", MANY[:2])
    bad = corpus / "zz.txt"
    bad.write_bytes(b"\x00")
    index = tmp_path / "index"
    ingest([corpus], index, FakeEncoder())
    with closing(open_store(index)) as store:
        (refusal,) = store.refusals()
        assert refusal.path.endswith("zz.txt")
        assert "NUL" in refusal.reason
    bad.write_text("1. The Group met.", encoding="utf-8")
    ingest([corpus], index, FakeEncoder())
    with closing(open_store(index)) as store:
        assert store.refusals() == ()


def test_what_is_taken_out_of_a_text_is_counted_and_kept(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PRINTED, encoding="utf-8")
    (tmp_path / "b.txt").write_text("1. The Group met.", encoding="utf-8")
    index = tmp_path / "index"
    report = ingest([tmp_path], index, FakeEncoder(), workers=0)
    counted = {(one.symbol, one.lang, one.kind): one.count for one in report.remarks}
    assert counted == {("MCC/CONF/2020/1", "en", kind): 1 for kind in TAKEN_OUT}
    store = open_store(index)
    held = store.remarks("MCC/CONF/2020/1", "en")
    assert {remark.kind: [remark.text] for remark in held} == TAKEN_OUT
    assert {remark.kind: remark.detail for remark in held}["gap"] == "3"
    document = store.document("MCC/CONF/2020/1", "en")
    assert document == read_bytes((tmp_path / "a.txt").as_posix(), PRINTED.encode())
    assert document is not None
    for remark in held:
        found = document.text[remark.start : remark.start + len(remark.text)]
        assert remark.start == -1 or found == remark.text
    assert "2002530" not in document.text
    store.close()
    again = ingest([tmp_path], index, FakeEncoder(), workers=0)
    assert (again.unchanged, again.remarks) == (2, ()), "those of the documents taken in now"
    remove(index, "MCC/CONF/2020/1", "en")
    store = open_store(index)
    assert store.remark_counts() == ()
    store.close()
    assert all(check.ok for check in doctor(index))


def test_what_is_taken_out_is_nowhere_in_the_index(tmp_path: Path) -> None:
    word = "quadrillible"
    texts = (*TEXTS, Text("T/2", "en", f"1. The {word} of the draft.\n\n2. Words and {word}."))
    index, _ = build(tmp_path, texts)
    held = [p for p in index.rglob("*") if p.is_file() and word.encode() in p.read_bytes()]
    assert [p.name for p in held] == ["texts.sqlite"]
    kept = set((index / "originals").rglob("*.gz"))
    remove(index, "T/2", "en")
    assert_sound(index)
    assert len(kept - set((index / "originals").rglob("*.gz"))) == 1
    found = [p for p in index.rglob("*") if p.is_file() and word[:7].encode() in p.read_bytes()]
    assert found == []


@pytest.mark.skipif(os.name != "posix", reason="this system has no such rights")
def test_an_index_is_made_for_one_account_alone(tmp_path: Path) -> None:
    index, _ = build(tmp_path)
    assert index.stat().st_mode & 0o077 == 0
    index.chmod(0o750)  # whoever shares it says so, and it stays so
    remove(index, "T/RES/1/1", "en")
    assert index.stat().st_mode & 0o777 == 0o750


@pytest.mark.skipif(not hasattr(os, "setpriority"), reason="this system has no such priorities")
def test_an_ingest_of_the_command_line_lets_others_go_first() -> None:
    code = (
        "import os; from pipeline.ingest import give_way; before = os.getpriority(0, 0);"
        " give_way(); give_way(); print(max(before, 10) == os.getpriority(0, 0))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "True"
