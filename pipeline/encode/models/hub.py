"""The one room that may use the network, and how the libraries below are kept from it and quiet."""

import json
import logging
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from pipeline.closed import download, is_bolted, stay_offline
from pipeline.errors import EncoderError

NOT_FETCHED = (
    "*.bin", "*.pt", "*.pth", "*.ckpt", "*.pkl", "*.h5", "*.msgpack", "*.ot", "*.gguf", "*.py",
    "*.jpg", "*.png", "*.webp", "*.pdf",
)  # fmt: skip
VARIANTS = ("*_O[1-4].onnx*", "*int8*", "*fp16*", "*_q4*", "*quant*", "*bnb4*")
"""Forms of fewer bits, whose vectors are not those of the model itself."""


def fetch(name: str) -> Path:
    """Folder of a model named on the hub, downloaded unless an earlier call did so.

    A model that is here is taken as it is, without a look at the hub, so that an index goes on
    fitting the encoder it was built with. ONNX and OpenVINO forms are fetched where their runtime
    is installed. The only place that reaches another machine. Raises EncoderError where the model
    cannot be had.
    """
    stay_offline()
    try:
        from huggingface_hub import snapshot_download
        from huggingface_hub.utils import disable_progress_bars

        disable_progress_bars()
        if here := fetched(name):
            return here
        with download(), _on_the_hub():
            return Path(snapshot_download(name, ignore_patterns=_ignored()))
    # network, disk, cache and hub each raise kinds of their own
    except Exception as error:
        raise EncoderError(
            f"{name}: neither on this machine nor on the hub ({one_line(error)})"
        ) from error


@contextmanager
def _on_the_hub() -> Iterator[None]:
    """While it lasts the library may ask the hub, unless the user has forbidden it."""
    from huggingface_hub import constants

    before = constants.HF_HUB_OFFLINE
    constants.HF_HUB_OFFLINE = is_bolted()
    try:
        yield
    finally:
        constants.HF_HUB_OFFLINE = before


def fetched(name: str) -> Path | None:
    """Folder of a model that an earlier call fetched whole, told without the network."""
    stay_offline()
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import LocalEntryNotFoundError

    try:
        here = snapshot_download(name, ignore_patterns=_ignored(), local_files_only=True)
    except LocalEntryNotFoundError:
        return None
    return Path(here) if _is_whole(Path(here)) else None


def _ignored() -> list[str]:
    return [*NOT_FETCHED, *VARIANTS, *(f"{form}/*" for form in _unusable_forms())]


def _unusable_forms() -> tuple[str, ...]:
    """Names of the folders of exported models whose runtime is not installed."""
    runtimes = {"onnx": "onnxruntime", "openvino": "openvino"}
    return tuple(form for form, library in runtimes.items() if find_spec(library) is None)


def _is_whole(folder: Path) -> bool:
    """Whether there are weights, and every piece of those that are in pieces; a download that
    was broken off leaves a folder without."""
    for listing in folder.rglob("*.safetensors.index.json"):
        named = json.loads(listing.read_text(encoding="utf-8")).get("weight_map", {})
        if not all((listing.parent / piece).exists() for piece in set(named.values())):
            return False
    return any(True for kind in ("*.safetensors", "*.onnx") for _ in folder.rglob(kind))


class _Kept(logging.Handler):
    """Keeps what a library says, instead of printing it."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.told.append(record.getMessage())


@contextmanager
def offline() -> Iterator[list[str]]:
    """While it lasts, no library looks for anything on the hub, and none prints or warns; what
    transformers says goes into the list."""
    stay_offline()
    from huggingface_hub import constants
    from transformers.utils import logging as shown

    quiet = logging.getLogger("sentence_transformers")
    heard = logging.getLogger("transformers")
    before, level, heard_level = constants.HF_HUB_OFFLINE, quiet.level, heard.level
    kept = _Kept()
    constants.HF_HUB_OFFLINE = True
    quiet.setLevel(logging.CRITICAL)
    shown.disable_progress_bar()
    shown.disable_default_handler()
    heard.addHandler(kept)
    heard.setLevel(logging.WARNING)
    # else a process started after the first tokenising gets a paragraph of warning
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "true")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield kept.told
    finally:
        constants.HF_HUB_OFFLINE = before
        quiet.setLevel(level)
        heard.removeHandler(kept)
        heard.setLevel(heard_level)
        shown.enable_default_handler()


@contextmanager
def refusing(what: str) -> Iterator[None]:
    """Whatever is raised within leaves as an EncoderError that says ``what`` cannot be loaded,
    with the library's reason in one line; an EncoderError leaves as it is."""
    try:
        yield
    except EncoderError:
        raise
    # the libraries that load a model raise nearly every kind of exception for a broken one
    except Exception as error:
        raise EncoderError(f"{what}: cannot be loaded ({one_line(error)})") from error


def one_line(error: BaseException) -> str:
    """The first 300 characters of what went wrong, on one line."""
    return " ".join(str(error).split())[:300] or type(error).__name__
