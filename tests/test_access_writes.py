"""No place in the app writes to what people keep without asking for the role."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

WRITES = frozenset(
    {"add", "keep", "take_corrected", "take_terms", "write_text", "write_bytes", "open", "unlink",
     "rename", "replace", "mkdir", "rmdir", "touch", "merge_log", "take_uploads", "remove_all"}
)  # fmt: skip
"""Calls that may write: a person's log, a table, a file, an index."""
ASKING = {
    ("ui/comparing/instruments.py", "_draw_verdict", "log.add"),
    ("ui/comparing/judging.py", "_draw_dialog", "held.reviews().add"),
    ("ui/preparation/matrix.py", "_keep", "Preparation(held).matrices().keep"),
    ("ui/pages/review.py", "_draw_judgement", "held.reviews().add"),
    ("ui/corpus/removing.py", "take_out", "remove_all"),
    ("ui/corpus/taking.py", "take", "take_uploads"),
    ("ui/terms/table.py", "_take_in", "Preparation(held).take_terms"),
    ("ui/comparing/uploads.py", "merge_log", "held.reviews().add"),
    ("ui/comparing/uploads.py", "take_corrected", "held.take_corrected"),
}
"""Every place in the app that writes to what people keep."""
HARMLESS = {
    (
        "ui/comparing/uploads.py",
        "_written",
        "path.write_bytes",
    ),  # a folder of its own, gone at once
    ("ui/frame.py", "_open", "Collection.open"),
}


def writing_calls(path: Path) -> Iterator[tuple[str, str, bool]]:
    """(function, call, whether the function asks for the role before it). What a function defines
    within itself, as the work of a thread, is a part of it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    defined = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]
    within = {inner for outer in defined for inner in ast.walk(outer) if inner is not outer}
    for function in defined:
        if function in within:
            continue
        inner = {
            node
            for nested in defined
            if nested is not function and nested in set(ast.walk(function))
            for node in ast.walk(nested)
        }
        # a thread knows no visitor: who may is asked before it begins
        asks = [n.lineno for n in ast.walk(function) if n not in inner and _asks(n)]  # type: ignore[attr-defined]
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and _writes(node):
                yield function.name, ast.unparse(node.func), any(a < node.lineno for a in asks)


def _writes(call: ast.Call) -> bool:
    if isinstance(call.func, ast.Name):
        return call.func.id in {"take_uploads", "remove_all"}
    return (
        isinstance(call.func, ast.Attribute) and call.func.attr in WRITES and not _is_of_words(call)
    )


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


CHANGING = {"ui/corpus/background.py", "ui/corpus/removing.py", "ui/corpus/taking.py"}
"""Where the app takes files in and texts out."""


def test_the_app_changes_an_index_in_one_place() -> None:
    for path in [ROOT / "app.py", *sorted((ROOT / "ui").rglob("*.py"))]:
        words = path.read_text(encoding="utf-8")
        here = path.relative_to(ROOT).as_posix()
        for name in ("pipeline.ingest", "store.writing", "store.staging", "pipeline.cli"):
            allowed = name == "pipeline.ingest" and here in CHANGING
            assert allowed or name not in words, f"{path} imports {name}"


def test_what_a_thread_does_was_asked_for_before_it_began(tmp_path: Path) -> None:
    page = tmp_path / "page.py"
    page.write_text(
        "def _a():\n    access.require('review')\n    def work():\n        remove_all()\n"
        "def _b():\n    def work():\n        access.require('review')\n"
        "    take_uploads()\n    access.require('review')\n",
        encoding="utf-8",
    )
    found = [(f, call, asks) for f, call, asks in writing_calls(page)]
    assert found == [("_a", "remove_all", True), ("_b", "take_uploads", False)]
