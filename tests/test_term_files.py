"""A user's own table of terms: written to a file, taken in from one, whole or not at all."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli.main import app
from pipeline.errors import InputError, NoIndex
from pipeline.exchange.tbx import to_tbx
from pipeline.exchange.tbx_reading import from_tbx
from pipeline.exchange.term_table import to_csv
from pipeline.records.terms import Term, TermForm
from pipeline.terms.own import take_in
from pipeline.terms.table import TERMS_FILE, read_terms, table_of

LAMP = Term(
    "lamp",
    (
        TermForm("lamp", "en", "lamp", "asks", ("GA", "PRC"), "2012", "2020", "A & B, <p. 1>"),
        TermForm("lamp", "en", "lamp oil", "never", (), "", "", ""),
        TermForm("lamp", "zh", "灯", "answers", (), "", "", "某处"),
        TermForm("lamp", "zh", "明灯", "beside", (), "2015", "", ""),
    ),
)
BUOY = Term("buoy", (TermForm("buoy", "zh", "浮标", "variant", (), "", "", ""),))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of one small text."""
    folder = tmp_path_factory.mktemp("terms")
    text = folder / "text.txt"
    text.write_text("1. Lamps shall be lit.\n\n2. Buoys shall be laid.\n", encoding="utf-8")
    run = CliRunner().invoke(app, ["ingest", str(text), "--index", str(folder / "index")])
    assert run.exit_code == 0, run.output
    return folder / "index"


@pytest.fixture
def index(built: Path) -> Iterator[Path]:
    """The same without a table of its own."""
    yield built
    (built / TERMS_FILE).unlink(missing_ok=True)


def taken(index: Path, *terms: Term) -> list[str]:
    return [one.fate for one in take_in(index, "a.csv", terms)]


def test_terms_taken_in_replace_their_code_and_leave_the_others(index: Path) -> None:
    other = replace(LAMP, forms=LAMP.forms[:1])
    assert taken(index, LAMP, BUOY) == ["new", "new"]
    assert taken(index, other) == ["replaced"]
    assert taken(index, other) == ["same"]
    assert read_terms(index / TERMS_FILE) == {"lamp": other, "buoy": BUOY}
    own = [term for term in table_of(index).terms if term.code in {"lamp", "buoy"}]
    assert own == [other, BUOY]


def test_a_whole_table_taken_in_again_copies_nothing_of_the_built_in_one(index: Path) -> None:
    assert set(taken(index, *from_tbx("a.tbx", to_tbx(table_of(None).terms)))) == {"same"}
    assert not (index / TERMS_FILE).exists()
    code = table_of(None).terms[0].code
    changed = Term(code, (TermForm(code, "zh", "灯", "variant", (), "", "", ""),))
    assert taken(index, changed) == ["instead"]
    assert table_of(index).term(code) == changed
    assert taken(index, table_of(None).terms[0]) == ["replaced"]
    assert taken(index, Term(code, ())) == ["replaced"]
    assert table_of(index).term(code) is None


def test_a_refusal_leaves_the_table_as_it_was(index: Path) -> None:
    take_in(index, "a.csv", (LAMP,))
    before = (index / TERMS_FILE).read_bytes()
    nothing = Term("x", (TermForm("x", "en", "...", "variant", (), "", "", ""),))
    with pytest.raises(InputError, match=r"a.csv: line 6: x: ... has no letters"):
        take_in(index, "a.csv", (nothing,))
    (index / "b.csv").write_text("code,lang\n", encoding="utf-8")
    run = CliRunner().invoke(app, ["terms", "import", str(index / "b.csv"), "--index", str(index)])
    assert isinstance(run.exception, InputError)
    assert (index / TERMS_FILE).read_bytes() == before
    (index / TERMS_FILE).write_text("nonsense", encoding="utf-8")
    with pytest.raises(InputError, match=r"terms.csv: line 1: the column code, lang, form"):
        take_in(index, "a.csv", (BUOY,))
    assert (index / TERMS_FILE).read_text(encoding="utf-8") == "nonsense"


def test_no_index_is_made_by_the_way(tmp_path: Path) -> None:
    with pytest.raises(NoIndex):
        take_in(tmp_path / "none", "a.csv", (LAMP,))
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("suffix", [".tbx", ".csv", ".xlsx"])
def test_what_is_exported_is_what_holds_and_goes_into_another_index(
    index: Path, suffix: str
) -> None:
    take_in(index, "a.csv", (LAMP,))
    file = index.parent / f"词表{suffix}"
    run = CliRunner().invoke(app, ["terms", "export", str(file), "--index", str(index)])
    assert run.exit_code == 0, run.output
    (index / TERMS_FILE).unlink()
    run = CliRunner().invoke(app, ["terms", "import", str(file), "--index", str(index), "--json"])
    assert run.exit_code == 0, run.output
    rows = [json.loads(line) for line in run.stdout.splitlines()]
    assert [row for row in rows if row["fate"] != "same"] == [
        {"code": "lamp", "fate": "new", "before": [], "after": [f.form for f in LAMP.forms]}
    ]
    assert read_terms(index / TERMS_FILE) == {"lamp": LAMP}


def test_what_is_replaced_is_said(index: Path) -> None:
    file = index.parent / "a.csv"
    file.write_bytes(to_csv((LAMP,)))
    take_in(index, "b.csv", (replace(LAMP, forms=LAMP.forms[2:3]),))
    run = CliRunner().invoke(app, ["terms", "import", str(file), "--index", str(index)])
    assert run.stdout == "[replaced]  lamp  lamp, lamp oil, 灯, 明灯  (was 灯)\n"
    assert run.stderr == "1 concepts: 1 in place of your own\n"


@pytest.mark.parametrize("command", ["export", "import"])
def test_a_file_of_another_kind_is_refused(index: Path, command: str) -> None:
    run = CliRunner().invoke(app, ["terms", command, "a.doc", "--index", str(index)])
    assert isinstance(run.exception, InputError)
    assert ".tbx, " in str(run.exception)
