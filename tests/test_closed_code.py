"""What the program's own code may not do: read pickles, trust code, follow entities, ask the web."""

import ast
from collections.abc import Iterator
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import altair as alt
import pytest

from pipeline.views import drawing

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted([ROOT / "app.py", *(ROOT / "pipeline").rglob("*.py"), *(ROOT / "ui").rglob("*.py")])
NEVER = {
    "pickle", "cPickle", "dill", "joblib", "marshal", "shelve", "requests", "urllib3", "httpx",
    "aiohttp", "ftplib", "smtplib", "telnetlib", "xmlrpc", "xml", "http", "webbrowser",
}  # fmt: skip
"""Modules that read what can be made to run anything, that reach out, or that parse XML without
the guards of lxml."""

REACHING = {"urllib.request"}
MARKS = {"mark_image", "UrlData"}


def trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in FILES:
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def calls(name: str) -> Iterator[tuple[Path, dict[str, Any], int]]:
    """Every call of a function of that name, with its named constants."""
    for path, tree in trees():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            found = node.func
            called = found.attr if isinstance(found, ast.Attribute) else getattr(found, "id", "")
            if called == name:
                named = {
                    k.arg: k.value.value if isinstance(k.value, ast.Constant) else k.value
                    for k in node.keywords
                    if k.arg
                }
                yield path, named, node.lineno


def test_no_module_that_runs_what_it_reads_or_reaches_out() -> None:
    for path, tree in trees():
        for node in ast.walk(tree):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            for name in names:
                assert name.partition(".")[0] not in NEVER, f"{path}: {name}"
                assert name not in REACHING, f"{path}: {name}"


def test_nothing_is_run_that_was_read() -> None:
    assert not list(calls("read_pickle"))
    for path, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "os":
                assert node.attr not in {"system", "popen"}, path
        names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        assert not names & {"eval", "exec", "compile", "__import__"}, path
    for path, named, line in calls("load"):
        assert "weights_only" not in named, f"{path}:{line}: weights that torch unpickles"
        assert named.get("allow_pickle") in (None, False), f"{path}:{line}"
    for path, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.keyword) and node.arg == "trust_remote_code":
                assert isinstance(node.value, ast.Constant)
                assert node.value.value is False, path
            if isinstance(node, ast.keyword) and node.arg == "shell":
                assert isinstance(node.value, ast.Constant)
                assert node.value.value is False, path


def test_every_parser_follows_no_entity_and_asks_nobody() -> None:
    parsers = list(calls("XMLParser"))
    assert len(parsers) >= 3
    for path, named, line in parsers:
        assert named.get("resolve_entities") is False, f"{path}:{line}"
        assert named.get("no_network") is True, f"{path}:{line}"
        assert named.get("huge_tree", False) is False, f"{path}:{line}"
        assert named.get("load_dtd", False) is False, f"{path}:{line}"
    for path, named, line in calls("iterparse"):
        assert named.get("resolve_entities") is False, f"{path}:{line}"
        assert named.get("no_network", True) is True, f"{path}:{line}"
        assert named.get("huge_tree", False) is False, f"{path}:{line}"
    for path, named, line in calls("HTMLParser"):
        assert named.get("no_network") is True, f"{path}:{line}"


def test_every_page_says_which_files_it_takes() -> None:
    found = list(calls("file_uploader"))
    assert len(found) >= 5
    for path, named, line in found:
        assert "type" in named, f"{path}:{line}"


def test_no_chart_has_a_picture_or_data_from_elsewhere() -> None:
    for path, tree in trees():
        for node in ast.walk(tree):
            assert getattr(node, "attr", getattr(node, "id", "")) not in MARKS, path


def test_a_chart_is_drawn_as_altair_draws_it() -> None:
    chart = alt.Chart(alt.Data(values=[{"a": 1, "b": "条约"}])).mark_bar().encode(x="a:Q", y="b:N")
    svg, png = StringIO(), BytesIO()
    chart.save(svg, format="svg")
    chart.save(png, format="png", scale_factor=2.0)
    assert drawing.svg_bytes(chart) == svg.getvalue().encode()
    assert drawing.png_bytes(chart) == png.getvalue()


@pytest.mark.parametrize("draw", [drawing.svg_bytes, drawing.png_bytes])
def test_data_that_a_chart_names_are_not_fetched(draw: Any) -> None:
    """Port 9 of this machine has no listener: were it asked, another error would come."""
    chart = alt.Chart("http://127.0.0.1:9/data.csv").mark_point().encode(x="a:Q")
    with pytest.raises(ValueError, match="not allowed"):
        draw(chart)
