"""The strings of the interface: none missing in either language, none spelt out in the pages."""

import ast
import re
from pathlib import Path
from typing import get_args

from pipeline import strings
from pipeline.records import LANGS, Role
from pipeline.trend import MEASURES

ROOT = Path(__file__).resolve().parent.parent


def test_every_string_is_there_in_both_languages() -> None:
    rows = strings.rows()
    assert len({row["key"] for row in rows}) == len(rows)
    for row in rows:
        assert list(row) == ["key", "en", "zh", "source"], f"a comma too many in {row['key']}"
        assert row["en"].strip(), row["key"]
        assert row["zh"].strip(), row["key"]
        assert row["source"].strip(), row["key"]
        fields = {lang: set(re.findall(r"{(\w+)}", row[lang])) for lang in LANGS}
        assert fields["en"] | {"n"} == fields["zh"] | {"n"}, row["key"]
        assert not re.search(r"[\u4e00-\u9fff]", row["en"].replace("同文", "").replace("中文", ""))


def sources() -> list[Path]:
    return [
        ROOT / "app.py",
        *sorted((ROOT / "ui").rglob("*.py")),
        *sorted((ROOT / "pipeline" / "views").rglob("*.py")),
        *sorted((ROOT / "pipeline" / "exchange").glob("*.py")),
    ]


KEY = r"[a-z]+(\.\w+)+"


def asked_keys() -> tuple[set[str], set[str]]:
    """Keys that the code names in full, and the beginnings of those that it puts together."""
    whole, begun = set(), set()
    listed = {row["key"].split(".")[0] for row in strings.rows()}
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                start = str(node.values[0].value)
                if start.split(".")[0] in listed and "." in start:
                    begun.add(start)
            elif isinstance(node, ast.Constant) and re.fullmatch(KEY, str(node.value)):
                whole.add(str(node.value))
    return {key for key in whole if key.split(".")[0] in listed}, begun


def test_every_key_asked_for_is_listed_and_every_listed_key_is_asked_for() -> None:
    whole, begun = asked_keys()
    listed = {row["key"] for row in strings.rows()}
    assert whole - listed == set()
    families = ("why.", "finding.", "column.", "error.", "status.", "verdict.", "duty.", "sense.")
    unused = {k for k in listed - whole if not k.startswith((*begun, *families))}
    assert unused == set()
    for start, values in {
        "role.": get_args(Role),
        "language.": LANGS,
        "language.own.": LANGS,
        "none.": (*MEASURES, "body"),
        "column.": MEASURES,
        "search.best.": LANGS,
    }.items():
        assert {start + value for value in values} <= listed


DRAWING = {
    "text_input", "selectbox", "multiselect", "button", "download_button", "segmented_control",
    "html", "markdown", "write", "caption", "error", "warning", "info", "success", "text",
    "file_uploader", "number_input", "spinner", "header", "title", "toggle", "checkbox", "radio",
    "Page",
}  # fmt: skip


def test_no_page_holds_words_of_its_own() -> None:
    for path in [ROOT / "app.py", *sorted((ROOT / "ui").rglob("*.py"))]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert not re.search(r"[\u4e00-\u9fff]", node.value), (path, node.value)
            if isinstance(node, ast.Call):
                check_call(path, node)


def check_call(path: Path, call: ast.Call) -> None:
    """Fail where a call that draws has words of its own among its texts."""
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in DRAWING:
        return
    texts = [] if call.func.attr == "Page" else call.args[:1]
    texts += [k.value for k in call.keywords if k.arg in {"label", "placeholder", "help", "title"}]
    for node in texts:
        assert not isinstance(node, ast.Constant), (path, ast.unparse(node))
        if isinstance(node, ast.JoinedStr):
            fixed = "".join(str(v.value) for v in node.values if isinstance(v, ast.Constant))
            assert not re.search(r"[A-Za-z]", re.sub(r"</?\w+>", "", fixed)), (path, fixed)
