"""What the files in a model's folder say of it, read before any library is loaded."""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from pipeline.encode.models.families import Family
from pipeline.errors import EncoderError

LARGE = 16 * 2**20
EDGE = 2**20
NOT_THE_MODEL = (
    "*.bin", "*.pt", "*.pth", "*.ckpt", "*.pkl", "*.h5", "*.msgpack", "*.ot", "*.gguf", "*.py",
    "*.md", "*.txt~", "*.jpg", "*.png", "*.webp", "*.pdf", "LICENSE*", "NOTICE*", ".*",
)  # fmt: skip
PICKLED = ("pytorch_model*.bin", "model*.bin", "*.pt", "*.pth", "*.ckpt", "*.pkl")
"""Files of weights that are pickled or may be; those of OpenVINO have other names."""

EXPORTS = ("onnx", "openvino")
"""Folders that hold the same model again in another form."""

TOKENISERS = (
    "tokenizer.json", "vocab.txt", "vocab.json", "sentencepiece.bpe.model", "spiece.model",
    "tokenizer.model", "unigram.json",
)  # fmt: skip
OFFSET_TYPES = frozenset({"xlm-roberta", "roberta", "camembert", "xlm-roberta-xl", "mpnet"})
"""Types of models whose first position is the one after that of the padding, so that as many
fewer tokens fit than there are positions."""

POOLINGS = {"cls": "cls", "mean": "mean", "lasttoken": "last"}
LEGACY = {
    "pooling_mode_cls_token": "cls",
    "pooling_mode_mean_tokens": "mean",
    "pooling_mode_lasttoken": "last",
}


@dataclass(frozen=True, slots=True)
class Part:
    """One row of ``modules.json``: the last part of its class name, its folder, and whether the
    class is the model's own, not the library's."""

    kind: str
    folder: Path
    is_own: bool


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """What a folder says of its model.

    ``parts`` is empty for a plain checkpoint, which has no ``modules.json``. ``pooling`` is
    ``cls``, ``mean`` or ``last``: the folder's own, that of the family for a plain checkpoint,
    ``mean`` where the family is not known; "" where the folder says something else. ``limit`` is
    in tokens, None where nothing limits; ``padding`` the number of the token that fills a batch.
    ``query`` and ``passage`` are the model's own prompts, else those of the family.
    """

    path: Path
    parts: tuple[Part, ...]
    pooling: str
    limit: int | None
    query: str
    passage: str
    model_type: str
    padding: int
    has_code: bool
    is_lower: bool

    @property
    def told_pooling(self) -> str:
        """For people: the pooling chosen for a folder that states none itself."""
        return "" if self.parts else f", {self.pooling} pooling (the folder states none)"


def look_into(folder: Path, family: Family) -> ModelFolder:
    """Read the small files of a model's folder.

    Raises EncoderError where a file cannot be read, where there is no ``config.json`` or no
    tokeniser, and for a plain checkpoint of a family whose models have layers that such a folder
    lacks.
    """
    parts = _parts(folder)
    home = parts[0].folder if parts else folder
    config = _object(home / "config.json")
    # transformers makes an empty tokeniser where there is none, and all texts come out alike
    if not any((home / name).exists() for name in TOKENISERS):
        raise EncoderError(f"{home}: no tokeniser, {TOKENISERS[0]} is missing")
    if not parts and family.needs == "layers":
        raise EncoderError(
            f"{folder}: models of the family {family.name} have layers after the pooling, which"
            f" a folder without modules.json lacks; take the whole folder of {family.hub}"
        )
    sentence = _object(home / "sentence_bert_config.json", needed=False)
    own = _object(folder / "config_sentence_transformers.json", needed=False).get("prompts") or {}
    return ModelFolder(
        path=folder,
        parts=parts,
        pooling=_pooling(parts) if parts else family.pooling or "mean",
        limit=_limit(home, config, sentence, family),
        query=own.get("query") or family.query,
        passage=own.get("passage") or own.get("document") or family.passage,
        model_type=str(config.get("model_type", "")),
        padding=int(config.get("pad_token_id") or 0),
        has_code="auto_map" in config,
        is_lower=bool(sentence.get("do_lower_case")),
    )


def require_weights(folder: Path, name: str = "") -> None:
    """Raise EncoderError for a folder without weights that are read."""
    has_weights = any(True for kind in ("*.safetensors", "*.onnx") for _ in folder.rglob(kind))
    if not has_weights:
        refuse_pickles(folder)
        raise EncoderError(
            f"{name or folder}: holds no safetensors weights; ONNX ones are read (and fetched)"
            " where onnxruntime is installed"
        )


def refuse_pickles(folder: Path) -> None:
    """Raise EncoderError for a folder whose weights are pickled: reading them can run anything.
    Those beside safetensors are left alone, since these are then read."""
    for part in (folder, *sorted(path for path in folder.rglob("*") if path.is_dir())):
        pickles = sorted(path for kind in PICKLED for path in part.glob(kind))
        if pickles and not any(part.glob("*.safetensors")):
            raise EncoderError(
                f"{pickles[0]}: only safetensors weights are read, or those of {EXPORTS[0]}/"
                "model.onnx where onnxruntime is installed"
            )


def digest_of(folder: Path) -> str:
    """Hash over names, sizes and contents of the files that make the model what it is.

    The same whatever runs the model: the forms of ``EXPORTS`` count only where the folder has no
    other weights. Of a file beyond 16 MiB the first and last MiB are read, since reading gigabytes
    twice would double the time to load.
    """
    digest = hashlib.sha256()
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    has_own = any(p.suffix == ".safetensors" for p in files)
    for path in files:
        inner = path.relative_to(folder)
        if any(fnmatch(part, pattern) for part in inner.parts for pattern in NOT_THE_MODEL):
            continue
        if has_own and inner.parts[0] in EXPORTS:
            continue
        size = path.stat().st_size
        digest.update(f"{inner.as_posix()}\0{size}\0".encode())
        for block in _blocks(path, size):
            digest.update(block)
    return digest.hexdigest()[:12]


def _blocks(path: Path, size: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        if size <= LARGE:
            yield file.read()
        else:
            yield file.read(EDGE)
            file.seek(-EDGE, os.SEEK_END)
            yield file.read()


def _parts(folder: Path) -> tuple[Part, ...]:
    path = folder / "modules.json"
    if not path.exists():
        return ()
    rows = _json(path)
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise EncoderError(f"{path}: a list of modules was expected")
    return tuple(_part(folder, row) for row in rows)


def _part(folder: Path, row: Mapping[str, Any]) -> Part:
    room, _, kind = str(row.get("type", "")).rpartition(".")
    is_own = room.partition(".")[0] != "sentence_transformers"
    return Part(kind, folder / str(row.get("path", "")), is_own)


def _pooling(parts: tuple[Part, ...]) -> str:
    pools = [part for part in parts if part.kind == "Pooling"]
    if len(pools) != 1:
        return ""
    config = _object(pools[0].folder / "config.json")
    if not config.get("include_prompt", True):
        return ""
    if mode := config.get("pooling_mode"):
        return POOLINGS.get(mode, "") if isinstance(mode, str) else ""
    modes = [name for name, on in config.items() if name.startswith("pooling_mode_") and on]
    return LEGACY.get(modes[0], "") if len(modes) == 1 else ""


def _limit(
    home: Path, config: Mapping[str, Any], sentence: Mapping[str, Any], family: Family
) -> int | None:
    """The smaller of what the folder (else the tokeniser or the family) states and of the
    positions that the model has. Tokenisers without a limit report a number near 1e30."""
    stated = [sentence.get("max_seq_length")]
    if not stated[0]:
        tokeniser = _object(home / "tokenizer_config.json", needed=False)
        stated = [tokeniser.get("model_max_length"), family.limit]
    positions = config.get("max_position_embeddings")
    if isinstance(positions, int) and config.get("model_type") in OFFSET_TYPES:
        positions -= int(config.get("pad_token_id") or 0) + 1
    found = [int(n) for n in (*stated, positions) if isinstance(n, int | float) and 0 < n < 10**9]
    return min(found, default=None)


def _object(path: Path, needed: bool = True) -> dict[str, Any]:
    """The JSON object in a file; an empty one for a file that is neither there nor needed."""
    if not needed and not path.exists():
        return {}
    found = _json(path)
    if not isinstance(found, dict):
        raise EncoderError(f"{path}: a JSON object was expected")
    return found


def _json(path: Path) -> object:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise EncoderError(f"{path.parent}: no model, {path.name} is missing") from None
    except (OSError, ValueError) as error:
        raise EncoderError(f"{path}: cannot be read ({error})") from error
