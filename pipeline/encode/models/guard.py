"""What the files in a model's folder may not make a library do, looked at before one is loaded.

A folder names classes by their import path, files by their place and models by their name; a
library that follows them imports, calls or opens what somebody else has chosen.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.errors import EncoderError

KINDS = frozenset(
    {
        "Transformer", "Pooling", "Dense", "Normalize", "LayerNorm", "Dropout",
        "WeightedLayerPooling", "StaticEmbedding",
    }
)  # fmt: skip
"""The modules of sentence-transformers that are loaded; others, such as Router, import by name
again, or read weights of forms of their own."""

_LIBRARY = re.compile(r"sentence_transformers(\.[a-z]\w*)*\.[A-Z]\w*")
_ACTIVATION = re.compile(r"torch\.nn\.(modules\.(activation|linear)\.)?[A-Z]\w*")
"""A class of torch's own for an activation; sentence-transformers calls whatever a name that
begins with ``torch.`` leads to."""

_ACTIVATION_KEYS = ("activation_fn", "activation_function", "sbert_ce_default_activation_function")
_ELSEWHERE = ("adapter_config.json",)
"""Files that make transformers load another model, which they name."""

_LOCATION = re.compile(rb"\x0a\x08location\x12(.)", re.S)
"""Where a file of ONNX says in which other file a tensor lies: the entry ``location`` of
``external_data`` (onnx.proto, StringStringEntryProto), followed by the length of the name."""


def check(folder: Path) -> None:
    """Raise EncoderError where the folder asks for what no model needs: a module or an activation
    that is not the library's, a place outside of the folder, another model, a kernel to fetch."""
    _check_modules(folder)
    for name in _ELSEWHERE:
        if found := next(iter(sorted(folder.rglob(name))), None):
            raise EncoderError(f"{found}: stands for a change to another model, which is not read")
    for path in sorted(folder.rglob("*.json")):
        if path.name.endswith("config.json"):
            for key, value in _entries(_read(path)):
                _check_entry(path, key, value)
    for path in sorted(folder.rglob("*.onnx")):
        _check_graph(path)


def _check_modules(folder: Path) -> None:
    path = folder / "modules.json"
    rows = _read(path) if path.exists() else []
    for row in rows if isinstance(rows, list) else []:
        if not isinstance(row, dict):
            continue
        kind, place = str(row.get("type", "")), str(row.get("path", ""))
        if _leads_out(place):
            raise EncoderError(f"{path}: {_shown(place)} leads out of the folder of the model")
        is_library = kind.startswith("sentence_transformers.")
        known = _LIBRARY.fullmatch(kind) and kind.rpartition(".")[2] in KINDS
        if is_library and not known:
            raise EncoderError(f"{path}: {_shown(kind)} is no kind of module that is loaded")


def _check_entry(path: Path, key: str, value: object) -> None:
    if key in _ACTIVATION_KEYS and isinstance(value, str) and value.startswith("torch."):
        if not _ACTIVATION.fullmatch(value):
            raise EncoderError(f"{path}: {_shown(value)} is no activation of torch.nn")
    elif key.endswith("attn_implementation") and isinstance(value, str) and "/" in value:
        raise EncoderError(f"{path}: {_shown(value)} would be fetched, which is never done")


def _check_graph(path: Path) -> None:
    """Raise EncoderError where the tensors of an exported model lie outside of its folder."""
    import mmap

    if not path.stat().st_size:
        return
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        for found in _LOCATION.finditer(content):
            length = found[1][0]
            place = bytes(content[found.end() : found.end() + length]).decode("utf-8", "replace")
            # a length of 128 and more takes two bytes; no file of weights has such a name
            is_long = length >= 0x80
            if is_long or _leads_out(place):
                raise EncoderError(f"{path}: its weights lie elsewhere, {_shown(place)}")


def _leads_out(place: str) -> bool:
    """Whether a place is not below the folder it is counted from. Links are not followed: the
    files of a model of the hub are links to where all are kept."""
    parts = PurePosixPath(place.replace("\\", "/"))
    return parts.is_absolute() or ".." in parts.parts or ":" in place or "\0" in place


def _entries(found: object) -> Iterator[tuple[str, object]]:
    """Every key with its value, in all objects within ``found``."""
    todo: list[Any] = [found]
    while todo:
        one = todo.pop()
        if isinstance(one, dict):
            yield from one.items()
        todo.extend(one.values() if isinstance(one, dict) else one if isinstance(one, list) else ())


def _read(path: Path) -> object:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise EncoderError(f"{path}: cannot be read ({type(error).__name__})") from error


def _shown(value: str) -> str:
    return ascii(value[:120])
