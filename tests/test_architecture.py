"""Who may import whom, and what importing the package may not load."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from large_files import too_large

ROOT = Path(__file__).resolve().parent.parent

LAYERS = (
    {"errors", "records", "places", "closed", "rules", "lexicon", "strings"},
    {"text"},
    {"readers"},
    {"segment", "cite"},
    {"encode", "recommend"},
    {"vectors", "store"},
    {"align", "compare", "trend", "topics", "exchange", "mapping", "words", "lineage", "articles"},
    {"recall", "terms"},
    {"search", "ingest", "review"},
    {"state"},
    {"opened"},
    {"collection", "reading", "side_by_side", "tracing"},
    {"preparation"},
    {"doctor", "backup"},
    {"views"},
    {"cli"},
)
"""Each layer may import itself and the layers above; what is not listed fails the test."""

HOMES = {
    "faiss": {"vectors"},
    "jieba": {"text"},
    "sentence_transformers": {"encode"},
    "transformers": {"encode"},
    "torch": {"encode"},
    "tokenizers": {"encode"},
    "safetensors": {"encode"},
    "onnxruntime": {"encode"},
    "openvino": {"encode"},
    "huggingface_hub": {"encode"},
    "pandas": {"views"},
    "altair": {"views"},
    "vl_convert": {"views"},
    "networkx": {"articles"},
    "rapidfuzz": {"compare", "lineage"},
    "scipy": {"trend"},
    "sqlite3": {"store", "ingest"},
    "lxml": {"readers", "exchange"},
    "docx": {"exchange"},
    "xlsxwriter": {"exchange"},
    "python_calamine": {"exchange"},
    "markdown_it": {"readers"},
    "typer": {"cli"},
    "rich": {"cli"},
    "pydantic": {"readers"},
    "pypdfium2": {"readers"},
    "PIL": {"readers"},
    "streamlit": set(),
}
"""Libraries that only one room may know; ``ui/`` and ``evaluation/`` have their own rules below."""


def _modules() -> list[Path]:
    return sorted((ROOT / "pipeline").rglob("*.py"))


def _room(path: Path) -> str:
    return path.relative_to(ROOT / "pipeline").with_suffix("").parts[0]


def _imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {a.name for a in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names |= {f"{node.module}.{a.name}" for a in node.names} | {node.module}
    return names


@pytest.mark.parametrize("path", _modules(), ids=lambda p: str(p.relative_to(ROOT)))
def test_a_module_imports_only_from_its_left(path: Path) -> None:
    room = _room(path)
    if room == "__init__":
        return
    level = {name: i for i, layer in enumerate(LAYERS) for name in layer}
    assert room in level, f"{room} has no layer: add it to LAYERS and to docs/architecture.md"
    for name in _imports(path):
        parts = name.split(".")
        if parts[0] == "pipeline" and len(parts) > 1 and parts[1] in level:
            assert level[parts[1]] <= level[room], f"{room} imports {parts[1]} from its right"


@pytest.mark.parametrize("path", _modules(), ids=lambda p: str(p.relative_to(ROOT)))
def test_a_library_has_one_home(path: Path) -> None:
    for name in _imports(path):
        homes = HOMES.get(name.split(".")[0])
        assert homes is None or _room(path) in homes, f"{name} is imported outside {homes}"


def test_the_app_and_its_pages_alone_know_streamlit() -> None:
    outside = [*_modules(), *(ROOT / "evaluation").rglob("*.py")]
    assert not [p for p in outside if "streamlit" in {n.split(".")[0] for n in _imports(p)}]
    assert len((ROOT / "app.py").read_text(encoding="utf-8").splitlines()) <= 120


def test_importing_the_package_loads_nothing_heavy() -> None:
    heavy = ["torch", "faiss", "jieba", "streamlit", "pandas", "sentence_transformers", "altair"]
    code = (
        "import sys, pipeline, pipeline.collection, pipeline.cli;"
        f"print([m for m in {heavy!r} if m in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "[]"


def test_the_command_line_loads_what_a_command_needs() -> None:
    late = ["pipeline.align", "pipeline.compare", "pipeline.recommend", "networkx", "scipy"]
    code = f"import sys, pipeline.cli.main; print([m for m in {late!r} if m in sys.modules])"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "[]"


def test_no_file_is_large_but_the_model() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    assert too_large() == []
