"""The command line as others call it: what is printed, where, and with which exit code."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from printed_text import PRINTED, TAKEN_OUT

from pipeline.places import sample_corpus

ROOT = Path(__file__).resolve().parent.parent
CONVENTION = [str(sample_corpus() / f"convention.{lang}.txt") for lang in ("zh", "en")]


def tongwen(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "HF_HUB_OFFLINE": "1"}
    return subprocess.run(
        [sys.executable, "-m", "pipeline.cli", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        cwd=cwd,
        check=False,
    )


def rows(run: subprocess.CompletedProcess[str]) -> list[dict[str, object]]:
    assert run.returncode == 0, run.stderr
    return [json.loads(line) for line in run.stdout.splitlines()]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli") / "index"
    run = tongwen("ingest", str(sample_corpus()), "--index", str(folder), "--json")
    (counts,) = rows(run)
    assert (counts["added"], counts["refused"]) == (12, 0)
    return folder


def test_segment_prints_one_object_a_line() -> None:
    found = rows(tongwen("segment", CONVENTION[0], "--json"))
    keys = {"symbol", "lang", "ordinal", "role", "number", "heading", "start", "end", "text"}
    assert all(keys <= set(row) for row in found)
    assert {row["symbol"] for row in found} == {"MCC/CONF/2014/8"}
    (third,) = [row for row in found if row["number"] == ["art.21", "3"]]
    assert (third["role"], third["lang"]) == ("paragraph", "zh")
    assert "60日" in str(third["text"])


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_align_finds_what_was_placed_in_the_sample(order: tuple[int, int]) -> None:
    found = rows(tongwen("align", *(CONVENTION[i] for i in order), "--json"))
    alone = [row for row in found if not row["zh"] or not row["en"]]
    assert [row["en_number"] for row in alone] == [["art.22", "6"]]
    differing = [row for row in found if row["findings"]]
    assert [row["en_number"] for row in differing] == [["art.21", "3"]]
    (finding,) = differing[0]["findings"]
    assert (finding["rule"], finding["zh"], finding["en"]) == ("numbers", ["60"], ["90"])
    for lang in ("zh", "en"):
        ((_, start, end),) = finding[f"{lang}_spans"]
        assert [differing[0][f"{lang}_text"][start:end]] == finding[lang]
    assert all(
        row["why"] in {"same number", "same place"}
        for row in found
        if row["zh_number"] and row["en_number"]
    )


def test_align_with_hidden_numbers_gives_the_same_pairs() -> None:
    pairs = [
        [(row["zh"], row["en"]) for row in rows(tongwen("align", *CONVENTION, "--json", *flag))]
        for flag in ([], ["--hide-numbers"])
    ]
    same = set(map(str, pairs[0])) & set(map(str, pairs[1]))
    assert len(same) >= 0.98 * len(pairs[0])


def test_recommendations_print_the_codes() -> None:
    report = str(sample_corpus() / "wg-1-2019-report.zh.txt")
    found = {row["label"]: row for row in rows(tongwen("recommendations", report, "--json"))}
    assert len(found) == 16
    b = found["3(b)"]
    assert (b["kind"], b["addressees"], b["strength"], b["lead_verb"], b["articles"], b["part"]) == (
        "recommendation", ["states"], "encourages", "鼓励", ["11(1)"], "二",
    )  # fmt: skip


def test_search_answers_in_both_languages_with_the_counterpart(index: Path) -> None:
    found = rows(tongwen("search", "返还没收的物体", "--index", str(index), "--json"))
    assert {row["lang"] for row in found} == {"zh", "en"}
    assert [row["rank"] for row in found if row["lang"] == "en"] == [1, 2, 3, 4, 5]
    counterparts = [c for row in found for c in row["counterpart"]]  # type: ignore[attr-defined]
    assert counterparts
    one = rows(
        tongwen("search", "return", "--index", str(index), "--json", "--lang", "en", "-k", "2")
    )
    assert [row["lang"] for row in one] == ["en", "en"]


def test_a_bare_symbol_finds_its_text(index: Path) -> None:
    found = rows(tongwen("search", "MCC/CONF/2014/8", "--index", str(index), "--json"))
    assert found[0]["symbol"] == "MCC/CONF/2014/8"
    unknown = tongwen("search", "A/RES/1/1", "--index", str(index))
    assert unknown.returncode == 1
    assert "A/RES/1/1" in unknown.stderr
    assert unknown.stderr.count("\n") == 1


def test_trends_are_the_table_of_the_sample(index: Path) -> None:
    run = tongwen("trends", "--index", str(index), "--csv")
    assert run.returncode == 0, run.stderr
    table = list(csv.DictReader(io.StringIO(run.stdout)))
    sessions = {row["session"]: int(row["total"]) for row in table if row["body"] == "MCC-WG"}
    assert sessions == {"1": 14, "2": 15, "3": 16, "4": 16}
    first = {
        row["value"]: int(row["count"])
        for row in table
        if row["body"] == "MCC-WG" and row["session"] == "1" and row["measure"] == "strength"
    }
    assert first == {
        "encourages": 4,
        "should": 3,
        "invites": 3,
        "may": 2,
        "requests": 1,
        "recommends": 1,
    }


def test_ingest_twice_changes_nothing(index: Path) -> None:
    before = (index / "manifest.json").read_bytes()
    (counts,) = rows(tongwen("ingest", str(sample_corpus()), "--index", str(index), "--json"))
    assert (counts["added"], counts["replaced"], counts["unchanged"]) == (0, 0, 12)
    assert (index / "manifest.json").read_bytes() == before


def test_doctor_finds_a_sound_index_sound(index: Path) -> None:
    checks = rows(tongwen("doctor", "--index", str(index), "--json"))
    assert checks
    assert all(check["ok"] for check in checks)


def bad_files(folder: Path) -> dict[str, Path]:
    made = {
        "empty.txt": b"",
        "binary.txt": b"\x00\x01\x02",
        "wrong.txt": b"caf\xe9 cr\xe8me \xff\xff",
        "broken.xml": b"<akomaNtoso",
        "other.xml": b"<html/>",
        "locked.pdf": b"%PDF-1.4 /Encrypt",
    }
    for name, content in made.items():
        (folder / name).write_bytes(content)
    return {name: folder / name for name in [*made, "absent.txt"]}


@pytest.mark.parametrize(
    "name",
    ["empty.txt", "binary.txt", "wrong.txt", "broken.xml", "other.xml", "locked.pdf", "absent.txt"],
)
def test_bad_input_gets_one_line_that_names_the_file(tmp_path: Path, name: str) -> None:
    file = bad_files(tmp_path)[name]
    run = tongwen("segment", str(file), "--json")
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr.count("\n") == 1
    assert name in run.stderr


def test_a_bad_file_loses_nothing_that_is_indexed(index: Path, tmp_path: Path) -> None:
    before = (index / "manifest.json").read_bytes()
    file = bad_files(tmp_path)["binary.txt"]
    run = tongwen("ingest", str(file), "--index", str(index))
    assert run.returncode == 1
    assert "binary.txt" in run.stderr
    assert (index / "manifest.json").read_bytes() == before
    assert rows(tongwen("search", "return", "--index", str(index), "--json"))


def test_no_index_and_no_texts(tmp_path: Path) -> None:
    run = tongwen("search", "return", "--index", str(tmp_path / "none"))
    assert (run.returncode, run.stderr.count("\n")) == (1, 1)
    assert "none" in run.stderr
    (tmp_path / "folder").mkdir()
    run = tongwen("ingest", str(tmp_path / "folder"), "--index", str(tmp_path / "index"))
    assert (run.returncode, run.stderr.count("\n")) == (1, 1)
    assert not (tmp_path / "index" / "manifest.json").exists()


def test_an_index_inside_the_folder_it_is_made_of_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("1. The Group met.\n", encoding="utf-8")
    for _ in range(2):
        run = tongwen("ingest", str(tmp_path), "--index", str(tmp_path / "index"), "--json")
        (counts,) = rows(run)
        assert counts["refused"] == 0


def test_an_index_of_a_later_version_is_refused(index: Path, tmp_path: Path) -> None:
    manifest = json.loads((index / "manifest.json").read_text(encoding="utf-8"))
    version = next(k for k in manifest if "version" in k or k == "format")
    manifest[version] = 999
    later = tmp_path / "later"
    later.mkdir()
    (later / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    run = tongwen("search", "return", "--index", str(later))
    assert (run.returncode, run.stderr.count("\n")) == (1, 1)
    assert "999" in run.stderr


def test_an_encoder_that_does_not_exist(index: Path) -> None:
    run = tongwen("search", "return", "--index", str(index), "--encoder", "/no/such/model")
    assert (run.returncode, run.stderr.count("\n")) == (1, 1)
    assert "/no/such/model" in run.stderr


def test_two_texts_of_one_language_are_not_aligned() -> None:
    run = tongwen("align", CONVENTION[0], CONVENTION[0])
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "arguments", [["segment"], ["search"], ["nonsense"], ["trends", "--by", "colour"]]
)
def test_wrong_usage_is_exit_code_two(arguments: list[str]) -> None:
    run = tongwen(*arguments)
    assert (run.returncode, run.stdout) == (2, "")


def test_metadata_can_be_given(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("1. The Group met.\n\n2. The Group spoke.\n", encoding="utf-8")
    folder = str(tmp_path / "index")
    given = ["--symbol", "WG/2020/1", "--session", "9", "--date", "2020-05-01", "--status", "draft"]
    assert tongwen("ingest", str(file), "--index", folder, *given).returncode == 0
    (hit,) = rows(tongwen("search", "met", "--index", folder, "--json", "-k", "1"))
    assert (hit["symbol"], hit["session"], hit["date"]) == ("WG/2020/1", "9", "2020-05-01")
    assert tongwen("ingest", str(file), "--index", folder, "--date", "May").returncode == 2


def test_remove_takes_one_language_out(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("1. The Group met.\n", encoding="utf-8")
    folder = str(tmp_path / "index")
    assert tongwen("ingest", str(file), "--index", folder).returncode == 0
    run = tongwen("remove", "other", "--lang", "en", "--index", folder)
    assert (run.returncode, run.stderr.count("\n")) == (1, 1)
    assert tongwen("remove", "notes", "--lang", "en", "--index", folder).returncode == 0
    assert rows(tongwen("search", "met", "--index", folder, "--json")) == []


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a printed text, a file that is refused, and an index of both."""
    folder = tmp_path_factory.mktemp("printed")
    (folder / "texts").mkdir()
    (folder / "texts" / "a.txt").write_text(PRINTED, encoding="utf-8")
    (folder / "texts" / "=b.txt").write_bytes(b"\x00")
    return folder


@pytest.mark.parametrize("suffix", ["csv", "jsonl"])
def test_the_report_of_an_ingest_names_all_that_was_left_out(printed: Path, suffix: str) -> None:
    file = printed / f"report.{suffix}"
    folder = printed / f"index-{suffix}"
    texts = str(printed / "texts")
    run = tongwen("ingest", texts, "--index", str(folder), "--report", str(file), "--json")
    (counts,) = rows(run)
    assert counts["remarks"] == dict.fromkeys(TAKEN_OUT, 1)
    assert (
        "taken out: 1 page number, 1 job number, 1 bar code; to be looked at: gaps in 1 document"
        in run.stderr
    )
    text = file.read_text(encoding="utf-8-sig")
    if suffix == "csv":
        found = list(csv.DictReader(io.StringIO(text)))
    else:
        found = [json.loads(line) for line in text.splitlines()]
    kinds = {row["kind"]: row for row in found}
    assert set(kinds) == {"refused", *TAKEN_OUT}
    assert kinds["refused"]["path"].endswith("=b.txt")
    assert "NUL" in kinds["refused"]["detail"]
    assert {kind: [kinds[kind]["text"]] for kind in TAKEN_OUT} == TAKEN_OUT
    assert (kinds["gap"]["symbol"], kinds["gap"]["lang"]) == ("MCC/CONF/2020/1", "en")
    listed = rows(tongwen("remarks", "MCC/CONF/2020/1", "--index", str(folder), "--json"))
    assert {str(row["kind"]): [row["text"]] for row in listed} == TAKEN_OUT
    gaps = tongwen("remarks", "--index", str(folder), "--kind", "gap")
    assert gaps.stdout.count("\n") == 1
    assert "4. The Group left.  [3]" in gaps.stdout
    unknown = tongwen("remarks", "X/1", "--index", str(folder))
    assert (unknown.returncode, unknown.stderr.count("\n")) == (1, 1)
    assert tongwen("remarks", "--index", str(folder), "--kind", "x").returncode == 2


def test_segment_tells_what_it_took_out(printed: Path) -> None:
    file = str(printed / "texts" / "a.txt")
    run = tongwen("segment", file)
    assert "2002530" not in run.stdout
    assert "1 bar code" in run.stderr
    assert "--remarks" in run.stderr
    found = rows(tongwen("segment", file, "--remarks", "--json"))
    assert {str(row["kind"]): [row["text"]] for row in found} == TAKEN_OUT


def test_an_index_of_a_former_version_is_refused_with_what_to_do(
    index: Path, tmp_path: Path
) -> None:
    manifest = json.loads((index / "manifest.json").read_text(encoding="utf-8"))
    (tmp_path / "manifest.json").write_text(json.dumps({**manifest, "format": 1}), encoding="utf-8")
    for command in (["search", "return"], ["ingest", CONVENTION[0]], ["doctor"]):
        run = tongwen(*command, "--index", str(tmp_path))
        assert run.returncode == 1
        assert "move the folder away" in run.stderr + run.stdout
        assert (run.stderr + run.stdout).count("\n") == 1


def test_what_a_terminal_would_obey_is_shown_as_a_sign(tmp_path: Path) -> None:
    text = tmp_path / "report.txt"
    more = "2. It heard from every State that wished to speak.\n" * 20
    words = f"1. The Working\x1b[2J Group met\x07 in Vienna.\n\n{more}"
    text.write_text(words, encoding="utf-8")
    run = tongwen("segment", str(text))
    assert run.returncode == 0
    assert "Working␛[2J Group met␇ in Vienna" in run.stdout
    [row] = [r for r in rows(tongwen("segment", str(text), "--json")) if "Vienna" in str(r["text"])]
    assert "Working\x1b[2J Group" in str(row["text"]), "JSON tells the characters as they are"
