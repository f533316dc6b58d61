"""A sentence-transformers model run by torch, on an accelerator where there is one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.encode.models.families import Family
from pipeline.encode.models.folder import OFFSET_TYPES, ModelFolder
from pipeline.encode.models.windows import Offsets
from pipeline.encode.protocol import Vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

TOKENS_AT_ONCE = {"cpu": 8_192, "mps": 16_384, "cuda": 65_536}
"""Tokens of a batch by device, so that a batch of long texts is a small one."""

OLD_TYPES = frozenset({"bert", "distilbert", *OFFSET_TYPES})
"""Types trained in 32 or 16 bits; later ones are trained in bfloat16 and may overflow float16."""

MODES = {"cls": "cls", "mean": "mean", "last": "lasttoken"}


class TorchBackend:
    """Made by ``open_torch``."""

    def __init__(self, model: "SentenceTransformer", description: str) -> None:
        self._model = model
        self.description = description
        self.tokens_at_once = TOKENS_AT_ONCE.get(model.device.type, TOKENS_AT_ONCE["cpu"])

    @property
    def dimensions(self) -> int:
        return int(self._model.get_embedding_dimension())

    def lengths(self, texts: Sequence[str]) -> list[int]:
        return token_lengths(self._model.tokenizer, texts)

    def offsets(self, text: str) -> Offsets:
        return token_offsets(self._model.tokenizer, text)

    def vectors(self, texts: list[str], prefix: str) -> Vectors:
        vectors = self._model.encode(
            texts,
            prompt=prefix,
            batch_size=len(texts),
            normalize_embeddings=True,
            convert_to_numpy=True,
            show_progress_bar=False,
        )
        return np.asarray(vectors, dtype=np.float32)


def open_torch(folder: ModelFolder, family: Family) -> TorchBackend:
    """Load the model of a folder; one without ``modules.json`` gets the pooling of its family,
    and the mean of its tokens where the family is not known."""
    from sentence_transformers import SentenceTransformer

    device, number = device_and_float(family.half or half_of(folder.model_type))
    loading: dict[str, Any] = {"use_safetensors": True, "dtype": number}
    if folder.parts:
        model = SentenceTransformer(
            str(folder.path),
            device=device,
            trust_remote_code=False,
            local_files_only=True,
            model_kwargs=loading,
        )
    else:
        model = SentenceTransformer(modules=_plain(folder, loading), device=device)
    return TorchBackend(model, f"torch on {device}, {number}{folder.told_pooling}")


def half_of(model_type: str) -> str:
    """The float of 16 bits that models of a type bear, where the family is not known."""
    return "float16" if model_type in OLD_TYPES else "bfloat16"


def device_and_float(half: str) -> tuple[str, str]:
    """The best device of this machine and what to count in there: 16 bits on an accelerator, of
    the kind that the family bears; 32 on a processor, whatever the weights are kept in, so that
    the vectors do not hang on it."""
    import torch
    from sentence_transformers.util import get_device_name

    device = str(get_device_name())
    if not device.startswith("cuda"):
        return device, "float32" if device == "cpu" or half == "bfloat16" else "float16"
    if half == "bfloat16":
        return device, "bfloat16" if torch.cuda.is_bf16_supported() else "float32"
    return device, "float16"


def token_lengths(tokeniser: Any, texts: Sequence[str], seconds: Sequence[str] = ()) -> list[int]:
    """Number of tokens of each text, or of each pair of texts, the added ones included."""
    pairs = (list(texts), list(seconds)) if seconds else (list(texts),)
    tokens = tokeniser(*pairs, truncation=False, padding=False, verbose=False)
    return [len(ids) for ids in tokens["input_ids"]]


def token_offsets(tokeniser: Any, text: str) -> Offsets:
    """Start and end of every token in characters of the text; none added."""
    tokens = tokeniser(
        text,
        add_special_tokens=False,
        truncation=False,
        return_offsets_mapping=True,
        verbose=False,
    )
    return [(int(start), int(end)) for start, end in tokens["offset_mapping"]]


def _plain(folder: ModelFolder, loading: dict[str, Any]) -> list[Any]:
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer

    local = {"local_files_only": True, "trust_remote_code": False}
    transformer = Transformer(
        str(folder.path),
        model_kwargs={**local, **loading},
        processor_kwargs=dict(local),
        config_kwargs=dict(local),
    )
    mode = MODES[folder.pooling]
    return [transformer, Pooling(transformer.get_embedding_dimension(), pooling_mode=mode)]
