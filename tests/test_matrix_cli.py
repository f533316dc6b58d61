"""``tongwen matrix`` and ``tongwen legal-basis`` as a person uses them."""

import json
import shutil
from pathlib import Path

import openpyxl
import pytest
from small_index import Text, write_corpus
from typer.testing import CliRunner

from pipeline.cli.main import app
from pipeline.encode import load_encoder
from pipeline.errors import InputError, TongwenError
from pipeline.exchange.matrix import to_xlsx
from pipeline.exchange.matrix_reading import from_xlsx
from pipeline.ingest import ingest
from pipeline.records.matrix import Matrix, MatrixCell, MatrixRow
from pipeline.strings import Strings

ACT = (
    "The Conference,\n\nRecalling its first session,\n\n"
    "1. Encourages States to hold joint investigations under article 19 of the United Nations Convention against Transnational Organized Crime;\n\n"
    "2. Notes that joint investigations meet with difficulties of language.\n\n"
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli")
    corpus = write_corpus(folder / "corpus", (Text("T/RES/1/1", "en", ACT),))
    ingest([corpus], folder / "index", load_encoder("built-in"), workers=0)
    return folder / "index"


def run(*arguments: object) -> tuple[str, str]:
    """What a command prints on standard output and on standard error."""
    result = CliRunner().invoke(app, [str(a) for a in arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout, result.stderr


def test_a_matrix_goes_out_is_edited_and_comes_in_again(index: Path, tmp_path: Path) -> None:
    path = tmp_path / "m.xlsx"
    _, said = run("matrix", "UNTOC:19", "--index", index, "--out", path)
    assert said.startswith("UNTOC:19: ")
    made = from_xlsx("m.xlsx", path.read_bytes())
    own = MatrixRow(
        "own", "practical", (MatrixCell("issue", "Nobody answers", origin="person"),), note="=1+1"
    )
    edited = Matrix(made.subject, made.lang, (*made.rows, own), made.index)
    path.write_bytes(to_xlsx(edited, Strings("zh")))
    _, said = run("matrix", "--read", path, "--index", index)
    assert "kept" in said and "1 by a person" in said
    assert "Nobody answers" in run("matrix", "UNTOC:19", "--index", index)[0]
    assert "Nobody answers" not in run("matrix", "UNTOC:19", "--index", index, "--fresh")[0]
    rows = [
        json.loads(line)
        for line in run("matrix", "untoc:19", "--index", index, "--json")[0].splitlines()
    ]
    assert [row["quoted"] for row in rows if row["origin"] == "person"] == [False]
    assert "'=1+1" in run("matrix", "UNTOC:19", "--index", index, "--csv")[0]
    assert "kept before, unchanged" in run("matrix", "--read", path, "--index", index)[1]


def noted(book: Path, note: str, out: Path) -> Path:
    """A copy of a workbook with a note in its first row, as a person types it."""
    found = openpyxl.load_workbook(book)
    sheet = found.worksheets[0]
    column = next(cell.column for cell in sheet[1] if cell.value == "Note")
    sheet.cell(2, column, note)
    found.save(out)
    return out


def test_workbooks_of_two_people_are_merged_or_refused_by_the_row(
    index: Path, tmp_path: Path
) -> None:
    own = shutil.copytree(index, tmp_path / "own")
    (own / "matrices.jsonl").unlink(missing_ok=True)
    book = tmp_path / "m.xlsx"
    run("matrix", "UNTOC:19", "--index", own, "--out", book)
    first, second = (noted(book, who, tmp_path / f"{who}.xlsx") for who in ("Li", "Ahn"))
    run("matrix", "--read", first, "--index", own)
    with pytest.raises(TongwenError, match=r"Ahn\.xlsx: rows 1 differ here and in a version"):
        run("matrix", "--read", second, "--index", own)
    assert "Li" in run("matrix", "UNTOC:19", "--index", own)[0]
    _, said = run("matrix", "--read", book, "--index", own)
    assert "kept before, unchanged; merged with a version that was kept since" in said
    assert f"{second}: kept\n" in run("matrix", "--read", second, "--replace", "--index", own)[1]
    shown = run("matrix", "UNTOC:19", "--index", own)[0]
    assert "Ahn" in shown and "Li" not in shown
    assert len((own / "matrices.jsonl").read_bytes().splitlines()) == 2


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        (["UNTOC:19", "--out", "m.pdf"], InputError, "m.pdf"),
        (["--read", "m.docx"], InputError, "m.docx"),
        (["nowhere at all"], TongwenError, "no passage held"),
        ([""], TongwenError, "no words"),
    ],
)
def test_what_a_matrix_cannot_be_is_refused(
    index: Path, arguments: list[str], error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        run("matrix", *arguments, "--index", index)


def test_a_table_without_a_subject_needs_one(index: Path, tmp_path: Path) -> None:
    path = tmp_path / "own.xlsx"
    path.write_bytes(to_xlsx(Matrix("", "en", (MatrixRow("1", "legal", note="x"),)), Strings("en")))
    with pytest.raises(InputError, match="name the subject"):
        run("matrix", "--read", path, "--index", index)
    assert run("matrix", "a subject", "--read", path, "--index", index)[1].startswith(
        f"{path}: kept"
    )


def test_the_legal_basis_of_a_measure(index: Path, tmp_path: Path) -> None:
    out, said = run("legal-basis", "联合侦查", "--lang", "en", "--index", index)
    assert out.startswith("[recommendation]  T/RES/1/1, para. 1  encourages")
    assert "not held: UNTOC:19, UNCAC:49, CYBERCRIME:48, DRUGS-1988:9(1)(c)" in said
    for name in ("b.md", "b.docx"):
        run("legal-basis", "joint investigation", "--index", index, "--out", tmp_path / name)
        assert (tmp_path / name).stat().st_size > 100
    row = json.loads(
        run("legal-basis", "joint investigation", "--index", index, "--json")[0].splitlines()[0]
    )
    assert row["text"].startswith("1. Encourages States")
    assert run("legal-basis", "--csv")[0].startswith("code,en,zh\nvideo-hearing,")
    with pytest.raises(InputError, match=r"b\.pdf"):
        run("legal-basis", "costs", "--index", index, "--out", "b.pdf")
    with pytest.raises(TongwenError, match="no measure listed"):
        run("legal-basis", "purple cow", "--index", index)
