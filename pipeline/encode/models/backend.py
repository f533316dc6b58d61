"""What runs a transformer: one of three libraries, chosen by what is installed and held."""

import os
import platform
import re
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Literal, Protocol, TypeAlias

from pipeline.encode.models.families import Family
from pipeline.encode.models.folder import ModelFolder, refuse_pickles
from pipeline.encode.models.hub import offline
from pipeline.encode.models.windows import Offsets
from pipeline.encode.protocol import Vectors
from pipeline.errors import EncoderError

Runner: TypeAlias = Literal["onnx", "openvino", "torch"]

EXPORTED: dict[Runner, tuple[str, str]] = {
    "onnx": ("onnxruntime", "onnx/model.onnx"),
    "openvino": ("openvino", "openvino/openvino_model.xml"),
}
"""The library that each exported form needs, and its file; the one that starts sooner first."""

_MISSING = re.compile(r"(\S+)\s*\|\s*(?:\x1b\[[\d;]*m)*MISSING")
"""A line of the report in which transformers says what a checkpoint lacks."""


class Backend(Protocol):
    """A model in memory, whatever runs it. ``description`` says what does, for people;
    ``tokens_at_once`` is how many tokens, padding included, it takes in one call."""

    @property
    def description(self) -> str: ...

    @property
    def dimensions(self) -> int: ...

    @property
    def tokens_at_once(self) -> int: ...

    def lengths(self, texts: Sequence[str]) -> list[int]: ...

    def offsets(self, text: str) -> Offsets: ...

    def vectors(self, texts: list[str], prefix: str) -> Vectors:
        """Unit vectors of texts that fit, float32 of shape (n, dimensions), in one batch; the
        prefix goes before each."""
        ...


def open_backend(folder: ModelFolder, family: Family) -> Backend:
    """The model on an accelerator by torch, else in the form that is here and whose library is
    installed, ONNX before OpenVINO, else by torch. Raises EncoderError where the folder holds
    pickled weights alone; the libraries raise their own kinds for a broken model."""
    for runner in runners(folder.path):
        if runner == "torch":
            break
        from pipeline.encode.models.exported import open_exported

        if found := open_exported(folder, runner):
            return found
    refuse_pickles(folder.path)
    from pipeline.encode.models.torch_backend import open_torch

    with offline() as told:
        refuse_code(folder)
        backend = open_torch(folder, family)
    refuse_gaps(folder.path, told, spared=("pooler",))
    return backend


def runners(folder: Path) -> tuple[Runner, ...]:
    """What may run the model in ``folder``, the best first; torch is always the last."""
    if _may_have_accelerator() and any(folder.rglob("*.safetensors")):
        return ("torch",)
    found = [
        runner
        for runner, (library, file) in EXPORTED.items()
        if (folder / file).exists() and find_spec(library) is not None
    ]
    return (*found, "torch")


def refuse_code(folder: ModelFolder) -> None:
    """Raise EncoderError for a model that torch cannot run without code of the model's own."""
    from transformers.models.auto.configuration_auto import CONFIG_MAPPING

    own = [part.kind for part in folder.parts if part.is_own]
    if folder.has_code and folder.model_type not in CONFIG_MAPPING:
        own.append(f"model type {folder.model_type}")
    if own:
        raise EncoderError(
            f"{folder.path}: {', '.join(own)} comes with code of its own, which is never run;"
            " choose a model without, or one whose folder holds onnx/model.onnx"
        )


def refuse_gaps(folder: Path, told: Sequence[str], spared: tuple[str, ...] = ()) -> None:
    """Raise EncoderError where the library filled up missing weights with random ones, which it
    only remarks on; parts of the model named in ``spared`` are not used here."""
    made_up = [
        key
        for line in "\n".join(told).splitlines()
        if (found := _MISSING.match(line)) and not set(spared) & set((key := found[1]).split("."))
    ]
    if made_up:
        raise EncoderError(f"{folder}: {len(made_up)} weights are missing, such as {made_up[0]}")


def _may_have_accelerator() -> bool:
    """Whether torch is worth asking, told without importing it, which takes seconds."""
    if os.environ.get("CUDA_VISIBLE_DEVICES") in {"", "-1"}:
        return False
    is_apple = platform.system() == "Darwin" and platform.machine() == "arm64"
    return is_apple or any(Path("/dev").glob("nvidia[0-9]*")) or Path("/dev/kfd").exists()
