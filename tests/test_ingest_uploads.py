"""Files handed over: kept by their senders' names, found nowhere on the disk; texts taken out
together; vectors of a language that does not change."""

import io
import tarfile
import tempfile
import zipfile
from pathlib import Path

import pytest
from fake_encoder import FakeEncoder
from small_index import TEXTS, TREATY_EN, TREATY_ZH, build

from pipeline.collection import Collection
from pipeline.errors import Busy, UnknownSymbol
from pipeline.ingest import Upload, ingest, reindex, remove, remove_all, take_uploads
from pipeline.records import Given
from pipeline.store.manifest import read_manifest
from pipeline.store.staging import writer_lock

NAMES = (
    "<img src=x onerror=alert(1)>.txt",
    "=1+1.txt",
    "../../x.txt",
    "C:\\temp\\y.txt",
    "决议草案.txt",
    "n" * 251 + ".txt",
    "-rf.txt",
)


def text(number: int, words: str = "The Group met.") -> bytes:
    return f"T/RES/9/{number}\n\n1. {words}\n\n2. The Group adjourned.".encode()


def zipped(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_txt", ".txt"), content)
    return stream.getvalue()


def take(index: Path, *uploads: Upload):  # type: ignore[no-untyped-def]
    return take_uploads(uploads, index, FakeEncoder(), workers=0)


def paths(index: Path) -> dict[str, str]:
    with Collection.open(index, FakeEncoder()) as held:
        return {f"{h.symbol} {h.lang}": h.path for h in held.documents()}


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return build(tmp_path)[0]


def test_a_name_is_kept_and_leads_nowhere(
    index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(p for p in tmp_path.rglob("*") if not p.is_relative_to(index))
    report = take(index, *(Upload(name, text(n)) for n, name in enumerate(NAMES, 1)))
    assert report.refused == ()
    assert [taken.path for taken in report.taken] == list(NAMES)
    assert [taken.outcome for taken in report.taken] == ["added"] * len(NAMES)
    held = paths(index)
    assert [held[f"T/RES/9/{n}"[:] + " en"] for n in range(1, len(NAMES) + 1)] == list(NAMES)
    assert sorted(p for p in tmp_path.rglob("*") if not p.is_relative_to(index)) == before


@pytest.mark.parametrize("name", ["a\u202etxt.txt", "a\nb.txt", "\ud800.txt", "a\x00.txt"])
def test_a_name_with_a_character_that_hides_it_is_refused(index: Path, name: str) -> None:
    report = take(index, Upload(name, text(1)))
    (refused,) = report.refused
    assert "name" in refused.reason
    assert "\ufffd" in refused.path
    assert not set(refused.path) & set("\u202e\n\ud800\x00")


def test_archives_are_read_from_a_folder_that_is_gone_afterwards(
    index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = tmp_path / "temporary"
    where.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(where))
    tarred = io.BytesIO()
    with tarfile.open(fileobj=tarred, mode="w:xz") as archive:
        member = tarfile.TarInfo("in/c.txt")
        member.size = len(text(3))
        archive.addfile(member, io.BytesIO(text(3)))
    report = take(
        index,
        Upload("<b>.zip", zipped(in__a_txt=text(1), b_txt=b"")),
        Upload("c.TAR.XZ", tarred.getvalue()),
        Upload("broken.zip", b"PK\x03\x04 and no more"),
        Upload("empty.zip", zipped()),
    )
    assert [taken.path for taken in report.taken] == ["<b>.zip!in/a.txt", "c.TAR.XZ!in/c.txt"]
    reasons = {refused.path: refused.reason for refused in report.refused}
    assert reasons["<b>.zip!b.txt"] == "no byte in it"
    assert "damaged archive" in reasons["broken.zip"]
    assert "no text in this archive" in reasons["empty.zip"]
    assert list(where.iterdir()) == []


def test_texts_of_one_file_name_stand_beside_each_other(index: Path) -> None:
    assert take(index, Upload("draft.txt", text(1))).added == 1
    second = take(index, Upload("draft.txt", text(2)), Upload("draft.txt", text(3)))
    assert (second.added, second.replaced, second.paragraphs) == (2, 0, 6)
    assert {symbol for symbol, path in paths(index).items() if path == "draft.txt"} == {
        "T/RES/9/1 en", "T/RES/9/2 en", "T/RES/9/3 en"
    }  # fmt: skip
    newer = take(index, Upload("draft.txt", text(2, "The Group met twice.")))
    assert (newer.added, newer.replaced, newer.unchanged) == (0, 1, 0)
    assert take(index, Upload("draft.txt", text(1))).unchanged == 1
    other = take(index, Upload("other.txt", text(1, "The Group met thrice.")))
    assert "T/RES/9/1 (en) is already held from draft.txt" in other.refused[0].reason


def test_a_text_held_from_a_folder_is_not_replaced(index: Path) -> None:
    name = TEXTS[1].file
    report = take(index, Upload(name, TREATY_EN.encode(), Given(symbol="T/RES/1/1", lang="en")))
    assert "is already held from" in report.refused[0].reason


def test_what_is_given_wins_over_the_text(index: Path) -> None:
    given = Given(symbol="T/NEW/1", lang="zh", body="T", status="draft")
    report = take(index, Upload("a.txt", TREATY_ZH.encode(), given))
    assert [(taken.symbol, taken.lang) for taken in report.taken] == [("T/NEW/1", "zh")]
    with Collection.open(index, FakeEncoder()) as held:
        (heading,) = (h for h in held.documents() if h.symbol == "T/NEW/1")
    assert (heading.body, heading.status) == ("T", "draft")


def test_an_index_is_made_again_with_what_was_handed_over(index: Path) -> None:
    take(index, Upload("draft.txt", text(1)), Upload("draft.txt", text(2)))
    before = paths(index)
    report = reindex(index, FakeEncoder(), workers=0)
    assert report.refused == ()
    assert paths(index) == before


def test_an_end_that_is_asked_for_keeps_what_was_read(index: Path) -> None:
    left = [Upload(f"{n}.txt", text(n)) for n in range(1, 6)]

    def two() -> object:
        for _ in range(2):
            yield left.pop(0)

    report = take_uploads(two(), index, FakeEncoder(), workers=0)  # type: ignore[arg-type]
    assert report.added == 2
    assert [upload.name for upload in left] == ["3.txt", "4.txt", "5.txt"]


def test_an_end_comes_within_an_archive_too(index: Path) -> None:
    files = {f"{n}_txt": text(n) for n in range(1, 5)}
    seen: list[str] = []
    report = take_uploads(
        [Upload("a.zip", zipped(**files))],
        index,
        FakeEncoder(),
        lambda step: seen.append(step.what),
        workers=0,
        stopping=lambda: "a.zip!2.txt" in seen,
    )
    assert [taken.path for taken in report.taken] == ["a.zip!1.txt", "a.zip!2.txt"]


def test_files_are_taken_one_after_another_without_helpers(index: Path) -> None:
    seen: list[str] = []

    def watched() -> object:
        for n in range(1, 4):
            seen.append(f"given {n}")
            yield Upload(f"{n}.txt", text(n))

    def tell(step) -> None:  # type: ignore[no-untyped-def]
        if step.stage == "reading":
            seen.append(f"read {step.what}")

    take_uploads(watched(), index, FakeEncoder(), tell, workers=0)  # type: ignore[arg-type]
    assert seen == ["given 1", "read 1.txt", "given 2", "read 2.txt", "given 3", "read 3.txt"]


def test_nothing_is_taken_in_while_another_writes(index: Path) -> None:
    with writer_lock(index), pytest.raises(Busy):
        take(index, Upload("a.txt", text(1)))


# removal ------------------------------------------------------------------------------------


def test_texts_are_taken_out_together(index: Path) -> None:
    steps: list[tuple[str, int, int, str]] = []
    counts = remove_all(
        index,
        [("T/RES/1/1", "zh"), ("T/WG/2021/2", "en")],
        lambda s: steps.append((s.stage, s.files, s.paragraphs, s.what)),
    )
    assert counts == (3, 2)
    assert steps == [
        ("removing", 1, 3, "T/RES/1/1"), ("removing", 2, 5, "T/WG/2021/2"), ("finishing", 2, 5, "")
    ]  # fmt: skip
    assert set(paths(index)) == {"T/RES/1/1 en", "T/WG/2021/2 zh"}
    assert read_manifest(index).generation == 2
    assert [p.name for p in (index / "states").iterdir()] == ["000002"]
    with Collection.open(index, FakeEncoder()) as held:
        assert held.beads("T/RES/1/1") == ()


def test_all_are_taken_out_or_none(index: Path) -> None:
    before = read_manifest(index)
    with pytest.raises(UnknownSymbol, match="T/NO/1"):
        remove_all(index, [("T/RES/1/1", "zh"), ("T/NO/1", "en")])
    assert read_manifest(index) == before
    assert remove_all(index, []) == ()
    assert read_manifest(index) == before


def test_one_after_another_and_together_give_the_same_answers(tmp_path: Path) -> None:
    for folder in ("one", "all"):
        (tmp_path / folder).mkdir()
    one, together = build(tmp_path / "one")[0], build(tmp_path / "all")[0]
    remove(one, "T/RES/1/1", "zh")
    remove(one, "T/RES/1/1", "en")
    remove_all(together, [("T/RES/1/1", "zh"), ("T/RES/1/1", "en")])
    with Collection.open(one, FakeEncoder()) as a, Collection.open(together, FakeEncoder()) as b:
        assert [h.symbol for h in a.documents()] == [h.symbol for h in b.documents()]
        first, second = a.search("secretariat"), b.search("secretariat")
        assert [m.paragraph for m in first.en] == [m.paragraph for m in second.en]


# vectors ------------------------------------------------------------------------------------


def test_the_vectors_of_a_language_that_does_not_change_stay_as_they_are(
    index: Path, tmp_path: Path
) -> None:
    def vectors(lang: str) -> bytes:
        return (index / read_manifest(index).state / f"{lang}.faiss").read_bytes()

    zh, en = vectors("zh"), vectors("en")
    take(index, Upload("a.txt", text(1)))
    assert vectors("zh") == zh
    assert vectors("en") != en
    afresh = tmp_path / "afresh"
    ingest([tmp_path / "corpus"], afresh, FakeEncoder(), workers=0)
    take(afresh, Upload("a.txt", text(1)))
    again = (afresh / read_manifest(afresh).state / "en.faiss").read_bytes()
    assert again == vectors("en")
