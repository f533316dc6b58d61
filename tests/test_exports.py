"""Nothing that the program writes runs anything, whoever's words it holds.

All files of all commands and of all buttons of the app are made of an index of hostile texts and
read by what reads such files. A command, a form of output or a button that is new fails the test
until it is among them.
"""

import ast
import csv
import io
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import typer.main
from every_export import ALONE, COMMANDS, Export, of_commands, of_pages
from file_checks import CHECKS, is_run
from hostile_words import LONG, SOME, TALL, TURNED, WORDS, hostile_index
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cli.main import app
from pipeline.exchange.books import sheet_name
from pipeline.exchange.harmless import clean, guarded, referred, unguarded, xml_text
from pipeline.exchange.json_lines import json_bytes
from pipeline.exchange.markdown import line
from pipeline.exchange.sheets import from_xlsx, to_xlsx
from pipeline.exchange.tables import table_bytes
from pipeline.exchange.tmx import from_tmx, to_tmx
from pipeline.exchange.units import Unit
from pipeline.exchange.word import to_docx
from pipeline.strings import Strings
from pipeline.views.files import file_name, html_bytes

ROOT = Path(__file__).resolve().parent.parent
OUTPUTS = ("json", "csv", "xlsx", "out", "report", "graphml", "picture", "chart")
"""Options by which a command gives what another program reads."""
WRITTEN_OTHERWISE = {"train": {"out"}}
"""Options of that name that write no words of texts: a model."""
SAY = Strings("en")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile_index(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def printed(index: Path) -> list[Export]:
    """What the commands give."""
    corpus, out = index.parent / "corpus", index.parent / "out"
    out.mkdir()
    terms = index.parent / "mine.csv"
    terms.write_bytes((index / "terms.csv").read_bytes())
    texts = {lang: str(corpus / f"wg-4-2022-report.{lang}.txt") for lang in ("zh", "en")}
    texts |= {"folder": str(corpus), "new": str(index.parent / "new"), "terms": str(terms)}
    return list(of_commands(index, out, texts))


@pytest.fixture(scope="module")
def offered(index: Path) -> list[Export]:
    """What the app gives."""
    pytest.importorskip("streamlit.testing.v1", reason="streamlit is not installed")
    return list(of_pages(index))


def _faults(made: list[Export]) -> list[str]:
    faults = []
    for one in made:
        kind = "log" if "reviews" in one.name and one.kind == "jsonl" else one.kind
        try:
            CHECKS[kind](one.content)
        except (AssertionError, ValueError, KeyError) as error:
            faults.append(f"{one.name}: {type(error).__name__} {str(error)[:200]}")
    return faults


def test_nothing_that_a_command_gives_runs_anything(printed: list[Export]) -> None:
    assert _faults(printed) == []
    assert {one.kind for one in printed} >= {"csv", "xlsx", "docx", "md", "tmx", "tbx", "json"}
    hostile = [one for one in printed if b"cmd|" in one.content or one.kind in {"xlsx", "docx"}]
    assert len(hostile) > len(printed) // 3  # the words are there, and harmless


def test_nothing_that_the_app_gives_runs_anything(offered: list[Export]) -> None:
    assert _faults(offered) == []
    assert {one.kind for one in offered} >= {"csv", "tsv", "xlsx", "html", "svg", "png", "graphml"}


def test_every_button_of_the_app_is_among_them(offered: list[Export]) -> None:
    offering = set()
    for path in (*sorted((ROOT / "ui").rglob("*.py")), ROOT / "app.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        calls = {_called(node) for node in ast.walk(tree) if isinstance(node, ast.Call)}
        if calls & {"draw_downloads", "download_button"}:
            offering.add(path.relative_to(ROOT).as_posix())
    # two pages draw by way of a part of theirs that says so
    assert {one.made_by for one in offered} >= offering - {"ui/parts/downloads.py"}


def test_every_form_of_every_command_is_among_them() -> None:
    cases = {}
    for case in (*COMMANDS, *ALONE):
        name = " ".join(case.words[:2]) if case.words[0] == "terms" else case.words[0]
        held = cases.setdefault(name, set())
        held |= {form.split()[-1].strip("-") for form in case.forms}
        held |= {case.out.strip("-")} if case.out else set()
    for name, options in _commands(typer.main.get_command(app), ""):
        wanted = options & set(OUTPUTS) - WRITTEN_OTHERWISE.get(name, set())
        assert wanted <= cases.get(name, set()), f"{name}: {wanted - cases.get(name, set())}"


def test_no_writer_is_new() -> None:
    """Whoever writes bytes that are words in some format does so in a module that is known."""
    known = {
        "pipeline/exchange", "pipeline/views/files.py", "pipeline/views/drawing.py",
        "pipeline/cli/tabular.py", "pipeline/cli/remarks.py", "pipeline/articles/graphml.py",
    }  # fmt: skip
    writing = re.compile(
        r"csv\.(writer|DictWriter)\(|xlsxwriter|docx\.Document\(|etree\.tostring\(|generate_graphml"
        r"|\.to_csv\(|\.to_excel\(|\.to_html\(|\.save\(out"
    )
    found = set()
    for room in ("pipeline", "ui"):
        for path in sorted((ROOT / room).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if "/readers/" in name or "/training/" in name:
                continue
            if writing.search(path.read_text(encoding="utf-8")):
                found.add(name)
    assert not {n for n in found if not any(n.startswith(place) for place in known)}


def _called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _commands(command: Any, name: str) -> list[tuple[str, set[str]]]:
    held = getattr(command, "commands", None)
    if held is not None:
        return [
            each
            for key, below in held.items()
            for each in _commands(below, f"{name} {key}".strip())
        ]
    options = {o.strip("-") for p in command.params for o in p.opts if o.startswith("--")}
    return [(name, options)]


_TEXT = st.text(st.sampled_from("'=+-@＝＋ \t\r\n\u3000\u200b\ufeffax1"), max_size=6)


@given(_TEXT)
def test_a_guarded_cell_is_no_formula_and_comes_back(cell: str) -> None:
    assert not is_run(guarded(cell))
    assert unguarded(guarded(cell)) == cell


@given(st.text(max_size=40))
def test_what_is_left_out_is_no_word(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert [c for c in clean(text) if c.isalnum()] == [c for c in xml_text(text) if c.isalnum()]
    clean(text).encode()


@pytest.mark.parametrize("word", [*WORDS, TURNED, SOME, "\x00\x1b[31m", "\ud800", LONG, TALL])
def test_a_word_alone_is_a_word_in_every_kind_of_file(word: str) -> None:
    unit = Unit((word,), (f"a {word}", word), word, word, word, 0.5, (word, word))
    CHECKS["tmx"](to_tmx([unit]))
    CHECKS["xlsx"](to_xlsx([unit], SAY))
    CHECKS["docx"](to_docx([unit], word, SAY))
    CHECKS["xlsx"](table_bytes(word, [word], [[word], [1.5], [None]]))
    CHECKS["json"](json_bytes([{word: word}]))
    CHECKS["md"](f"# {line(word)}\n\n> {line(word)}\n\n- {line(word)}\n".encode())
    CHECKS["html"](html_bytes("<p>a</p>", word, "en"))
    assert len(file_name("tongwen", word, word).encode()) <= 180


def test_a_million_letters_without_a_space_are_written_and_cut_where_a_cell_ends() -> None:
    long = "x" * 1_000_000
    unit = Unit((long,), (long,), long, long, "", None, (long,))
    CHECKS["xlsx"](to_xlsx([unit], SAY))
    CHECKS["docx"](to_docx([unit], long, SAY))
    CHECKS["md"](f"> {line(long)}\n".encode())
    (came,) = from_xlsx("a.xlsx", to_xlsx([unit], SAY))
    assert (came.zh, came.en) == ((long,), (long,))
    book = openpyxl.load_workbook(io.BytesIO(table_bytes("x", ["a"], [[long]])))
    assert str(book["x"]["A2"].value).endswith("x…")


@pytest.mark.parametrize("word", ["=1+1", "'=1+1", " @a", "\u202ex", "＝1"])
def test_words_of_an_alignment_come_back_from_both_formats(word: str) -> None:
    unit = Unit((f"{word} 灯",), (f"{word} lamp",))
    for came in (from_xlsx("a", to_xlsx([unit], SAY)), from_tmx("a", to_tmx([unit]))):
        assert [clean(w) for w in came[0].zh] == [clean(w) for w in unit.zh]
        assert [clean(w) for w in came[0].en] == [clean(w) for w in unit.en]


def test_a_translation_memory_keeps_what_turns_as_a_reference() -> None:
    made = to_tmx([Unit((f"灯{TURNED}",), (f"lamp{TURNED}",))])
    assert b"&#x202E;" in made
    assert from_tmx("a", made)[0].en == (f"lamp{TURNED}",)
    assert referred("<a b='\u202e'>\u2066</a>".encode()) == b"<a b='&#x202E;'>&#x2066;</a>"


@pytest.mark.parametrize(
    ("given", "name"),
    [("a/b:c", "a b c"), ("'x'", "x"), ("History", "History_"), ("\x00\u202e", "1"), ("灯" * 40, "灯" * 31)],
)  # fmt: skip
def test_a_sheet_has_a_name_that_excel_takes(given: str, name: str) -> None:
    assert sheet_name(given) == name


def test_a_head_is_no_formula_either() -> None:
    import pandas as pd

    from pipeline.views.files import csv_bytes

    made = csv_bytes(pd.DataFrame({"=1+1": ["@a", -1.5], "b": ["\x00x", "c\rd"]}))
    rows = list(csv.reader(io.StringIO(made.decode("utf-8-sig"), newline="")))
    assert rows == [["'=1+1", "b"], ["'@a", "x"], ["-1.5", "c\rd"]]
