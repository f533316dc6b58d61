"""Every file that quotes ends with its sources: files by hash, offsets, encoder, rules, program."""

import hashlib
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from lxml import etree
from python_calamine import CalamineWorkbook
from traced_texts import written
from typer.testing import CliRunner

from pipeline.cli.main import app
from pipeline.encode import load_encoder
from pipeline.ingest import ingest
from pipeline.places import sample_corpus
from pipeline.readers import read_bytes, walk
from pipeline.records import Refusal
from pipeline.rules import program_version, rules_version

EN, ZH = (str(sample_corpus() / f"convention.{lang}.txt") for lang in ("en", "zh"))
OF_INDEX = [
    *(("briefing", "international cooperation", suffix) for suffix in ("docx", "xlsx", "md")),
    *(("legal-basis", "video hearing", suffix) for suffix in ("docx", "md")),
    ("matrix", "extradition", "xlsx"),
]
HELD = re.compile(r"SHA-256 ([0-9a-f]{64})\. Characters ([0-9–, ]+) of its text")

Stretch = tuple[str, int, int]
"""SHA-256 of a file, start, end."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("exports")


@pytest.fixture(scope="module")
def index(folder: Path) -> Path:
    ingest(written(folder), folder / "index", load_encoder(), workers=0)
    return folder / "index"


@pytest.fixture(scope="module")
def texts(folder: Path, index: Path) -> dict[str, str]:
    """What the readers make of every file, by the hash of its bytes."""
    found = {}
    for file in walk([sample_corpus(), folder / "texts"]):
        assert not isinstance(file, Refusal)
        sha256 = hashlib.sha256(file.content).hexdigest()
        found[sha256] = read_bytes(file.name, file.content, file.given).text
    return found


def made(out: Path, *arguments: str) -> Path:
    run = CliRunner().invoke(app, [*arguments, "--out", str(out)])
    assert run.exit_code == 0, (arguments, run.output, run.exception)
    return out


def lines_of(path: Path) -> list[str]:
    """The text of a Word or Markdown file, the signs that Markdown needs taken out."""
    if path.suffix == ".docx":
        return [p.text for p in docx.Document(str(path)).paragraphs]
    return [re.sub(r"\\(.)", r"\1", line) for line in path.read_text(encoding="utf-8").splitlines()]


def cells_of(path: Path) -> list[list[object]]:
    book = CalamineWorkbook.from_path(str(path))
    name = book.sheet_names[-1]
    assert name == "Sources of the passages"
    return book.get_sheet_by_name(name).to_python()


def stretches(path: Path) -> Iterator[Stretch]:
    """What the last part of a file says that it was made of."""
    if path.suffix == ".xlsx":
        head = next(i for i, row in enumerate(cells_of(path)) if "Symbol" in row)
        for row in cells_of(path)[head + 1 :]:
            yield str(row[6]), int(float(str(row[3]))), int(float(str(row[4])))
        return
    for line in lines_of(path):
        for sha256, spans in HELD.findall(line):
            for span in spans.split(", "):
                start, _, end = span.partition("–")
                yield sha256, int(start), int(end)


def shown(path: Path) -> str:
    """Every word of a file, white space aside."""
    if path.suffix == ".xlsx":
        book = CalamineWorkbook.from_path(str(path))
        sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
        return bare("".join(str(cell) for sheet in sheets for row in sheet for cell in row))
    if path.suffix == ".docx":
        body = docx.Document(str(path)).element.body
        return bare("".join(t.text or "" for t in body.iter() if t.tag.endswith("}t")))
    return bare("".join(lines_of(path)).replace("> ", ""))


def bare(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize(("command", "subject", "suffix"), OF_INDEX)
def test_the_sources_of_a_file_lead_back_to_its_words(
    index: Path, texts: dict[str, str], tmp_path: Path, command: str, subject: str, suffix: str
) -> None:
    out = made(tmp_path / f"x.{suffix}", command, subject, "--index", str(index), "--lang", "en")
    found = list(stretches(out))
    assert found
    words = [bare(texts[sha256][start:end]) for sha256, start, end in found]
    assert all(words)
    whole = shown(out)
    assert [each for each in words if each not in whole] == []
    for value in (rules_version(), program_version(), load_encoder().name):
        assert bare(value) in whole


@pytest.mark.parametrize("suffix", ["tmx", "xlsx", "docx"])
def test_an_alignment_names_both_files_and_where_each_side_stands(
    texts: dict[str, str], tmp_path: Path, suffix: str
) -> None:
    out = made(tmp_path / f"a.{suffix}", "align", EN, ZH)
    files = {hashlib.sha256(Path(p).read_bytes()).hexdigest(): p for p in (EN, ZH)}
    if suffix != "tmx":
        found = list(stretches(out))
        assert {sha256 for sha256, _, _ in found} == set(files)
        assert all(bare(texts[sha][start:end]) in shown(out) for sha, start, end in found[:60])
        return
    root = etree.fromstring(out.read_bytes())
    told = {p.get("type"): p.text for p in root.find("header").findall("prop")}
    assert {told["x-sha256-zh"], told["x-sha256-en"]} == set(files)
    assert (told["x-rules"], told["x-encoder"]) == (rules_version(), load_encoder().name)
    for side in root.iter("tuv"):
        lang = "zh" if side.get("{http://www.w3.org/XML/1998/namespace}lang") == "zh-CN" else "en"
        offsets = next(p.text for p in side.findall("prop") if p.get("type") == "x-offsets")
        spans = [tuple(map(int, each.split("-"))) for each in str(offsets).split()]
        text = texts[str(told[f"x-sha256-{lang}"])]
        assert "\n".join(text[start:end] for start, end in spans) == side.findtext("seg")


def test_other_folders_and_another_order_give_the_same_files(
    index: Path, folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "elsewhere"
    shutil.copytree(sample_corpus(), other / "sample")
    shutil.copytree(folder / "texts", other / "texts")
    for part in ("texts", "sample"):
        ingest([other / part], other / "index", load_encoder(), workers=0)
    for command, subject, suffix in OF_INDEX:
        one, two = (
            made(tmp_path / f"{n}.{suffix}", command, subject, "--index", str(held)).read_bytes()
            for n, held in enumerate((index, other / "index"))
        )
        assert one == two, (command, suffix)
