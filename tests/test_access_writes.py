"""No place in the app writes to what people keep without asking for the role."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

WRITES = frozenset(
    {"add", "keep", "take_corrected", "take_terms", "write_text", "write_bytes", "open", "unlink",
     "rename", "replace", "mkdir", "rmdir", "touch", "merge_log"}
)  # fmt: skip
"""Calls that may write: a person's log, a table, a file."""
ASKING = {
    ("ui/instruments.py", "_draw_verdict", "log.add"),
    ("ui/judging.py", "_draw_dialog", "held.reviews().add"),
    ("ui/matrix.py", "_keep", "Preparation(held).matrices().keep"),
    ("ui/pages/review.py", "_draw_judgement", "held.reviews().add"),
    ("ui/term_table.py", "_take_in", "Preparation(held).take_terms"),
    ("ui/uploads.py", "merge_log", "held.reviews().add"),
    ("ui/uploads.py", "take_corrected", "held.take_corrected"),
}
"""Every place in the app that writes to what people keep."""
HARMLESS = {
    ("ui/uploads.py", "_written", "path.write_bytes"),  # a folder of its own, gone at once
    ("ui/frame.py", "_open", "Collection.open"),
}


def writing_calls(path: Path) -> Iterator[tuple[str, str, bool]]:
    """(function, call, whether the function asks for the role before it)."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        asks = [n.lineno for n in ast.walk(function) if _asks(n)]
        for node in ast.walk(function):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            if node.func.attr in WRITES and not _is_of_words(node):
                yield function.name, ast.unparse(node.func), any(a < node.lineno for a in asks)


def _asks(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and ast.unparse(node.value) == "access.require('review')"


def _is_of_words(call: ast.Call) -> bool:
    """``str.replace``, which takes two words, and sets that a function fills for itself."""
    assert isinstance(call.func, ast.Attribute)
    if call.func.attr == "replace":
        return len(call.args) == 2
    owner = ast.unparse(call.func.value)
    return call.func.attr == "add" and owner in {"treaties", "sessions[point.body]"}


def test_every_place_that_writes_asks_for_the_role() -> None:
    found = set()
    for path in [ROOT / "app.py", *sorted((ROOT / "ui").rglob("*.py"))]:
        name = path.relative_to(ROOT).as_posix()
        for function, call, asks in writing_calls(path):
            place = (name, function, call)
            if place in HARMLESS:
                continue
            assert asks, f"{name}: {function} calls {call} without access.require('review')"
            found.add(place)
    assert found == ASKING


def test_a_place_that_does_not_ask_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.py"
    page.write_text(
        "def _a(held):\n    held.reviews().add([1])\n    access.require('review')\n"
        "def _b(held):\n    access.require('read')\n    held.take_terms('', b'')\n",
        encoding="utf-8",
    )
    assert [(f, asks) for f, _, asks in writing_calls(page)] == [("_a", False), ("_b", False)]


def test_the_app_imports_nothing_that_changes_an_index() -> None:
    for path in [ROOT / "app.py", *sorted((ROOT / "ui").rglob("*.py"))]:
        words = path.read_text(encoding="utf-8")
        for name in ("pipeline.ingest", "store.writing", "store.staging", "pipeline.cli"):
            assert name not in words, f"{path} imports {name}"
