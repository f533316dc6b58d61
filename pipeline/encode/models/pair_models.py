"""What reads a query and a passage together: a cross-encoder by torch, or one exported to ONNX."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from pipeline.encode.models.backend import EXPORTED, Runner, refuse_code, refuse_gaps, runners
from pipeline.encode.models.exported import INPUTS, Graph, open_graph, padded, read_tokeniser
from pipeline.encode.models.families import Family
from pipeline.encode.models.folder import ModelFolder, refuse_pickles
from pipeline.encode.models.hub import offline
from pipeline.encode.models.torch_backend import (
    TOKENS_AT_ONCE,
    device_and_float,
    half_of,
    token_lengths,
    token_offsets,
)
from pipeline.encode.models.windows import Offsets
from pipeline.errors import EncoderError

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder
    from tokenizers import Encoding, Tokenizer


class PairModel(Protocol):
    """A cross-encoder in memory, whatever runs it."""

    @property
    def tokens_at_once(self) -> int: ...

    def lengths(self, query: str, passages: Sequence[str]) -> list[int]:
        """Number of tokens of the query with each passage, the added ones included."""
        ...

    def offsets(self, text: str) -> Offsets: ...

    def numbers(self, query: str, passages: list[str]) -> NDArray[np.float32]:
        """How near each passage is, shape (n, numbers a pair), in one batch; not squashed."""
        ...


class TorchPairs:
    """By sentence-transformers."""

    def __init__(self, model: "CrossEncoder") -> None:
        self._model = model
        self.tokens_at_once = TOKENS_AT_ONCE.get(model.device.type, TOKENS_AT_ONCE["cpu"])

    def lengths(self, query: str, passages: Sequence[str]) -> list[int]:
        return token_lengths(self._model.tokenizer, [query] * len(passages), passages)

    def offsets(self, text: str) -> Offsets:
        return token_offsets(self._model.tokenizer, text)

    def numbers(self, query: str, passages: list[str]) -> NDArray[np.float32]:
        import torch

        # the identity keeps numbers apart that a sigmoid would both call 1
        found = self._model.predict(
            [(query, passage) for passage in passages],
            batch_size=len(passages),
            activation_fn=torch.nn.Identity(),
            show_progress_bar=False,
        )
        return np.asarray(found, dtype=np.float32).reshape(len(passages), -1)


class ExportedPairs:
    """By ONNX Runtime or OpenVINO."""

    tokens_at_once = TOKENS_AT_ONCE["cpu"]

    def __init__(self, graph: Graph, tokeniser: "Tokenizer", padding: int) -> None:
        self._graph, self._tokeniser, self._padding = graph, tokeniser, padding

    def lengths(self, query: str, passages: Sequence[str]) -> list[int]:
        return [len(found.ids) for found in self._encoded(query, passages)]

    def offsets(self, text: str) -> Offsets:
        found = self._tokeniser.encode(text, add_special_tokens=False)
        return [(int(start), int(end)) for start, end in found.offsets]

    def numbers(self, query: str, passages: list[str]) -> NDArray[np.float32]:
        found = padded(self._encoded(query, passages), self._graph.inputs, self._padding)
        return np.asarray(self._graph.run(found), dtype=np.float32)

    def _encoded(self, query: str, passages: Sequence[str]) -> "list[Encoding]":
        pairs: Any = [(query, passage) for passage in passages]
        return list(self._tokeniser.encode_batch(pairs))


def open_pairs(folder: ModelFolder, family: Family) -> PairModel:
    """The cross-encoder of a folder by what runs it best here. Raises EncoderError for pickled
    weights, missing ones, and a model that needs code of its own."""
    for runner in runners(folder.path):
        if runner != "torch" and (found := _exported(folder, runner)):
            return found
    refuse_pickles(folder.path)
    with offline() as told:
        refuse_code(folder)
        from sentence_transformers import CrossEncoder

        device, number = device_and_float(family.half or half_of(folder.model_type))
        model = CrossEncoder(
            str(folder.path),
            device=device,
            trust_remote_code=False,
            local_files_only=True,
            model_kwargs={"use_safetensors": True, "dtype": number},
        )
        model.eval()
    refuse_gaps(folder.path, told)
    return TorchPairs(model)


def _exported(folder: ModelFolder, runner: Runner) -> ExportedPairs | None:
    """The exported model; None where it wants more than tokens and their mask, or gives no
    numbers a pair."""
    file = folder.path / "tokenizer.json"
    path: Path = folder.path / EXPORTED[runner][1]
    has_more = any(part.kind != "Transformer" for part in folder.parts)
    if has_more or not file.exists() or folder.is_lower:
        return None
    graph = open_graph(path, runner)
    if not {"input_ids", "attention_mask"} <= set(graph.inputs) <= INPUTS:
        return None
    pairs = ExportedPairs(graph, read_tokeniser(file), folder.padding)
    if pairs.numbers("a", ["a"]).ndim != 2:
        raise EncoderError(f"{path}: gives a vector a token, not a number a pair")
    return pairs
