"""A model exported to ONNX or OpenVINO, run without torch: tokens in, pooled vectors out.

It reads what sentence-transformers lists in ``modules.json`` after the transformer: pooling by
the first, the last or the mean of the tokens, dense layers, and the normalisation.
"""

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from pipeline.encode.models.backend import EXPORTED, Runner
from pipeline.encode.models.folder import ModelFolder
from pipeline.encode.models.hub import one_line
from pipeline.encode.models.windows import Offsets
from pipeline.encode.protocol import Vectors
from pipeline.errors import EncoderError

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

TOKENS_AT_ONCE = 8_192
READ = frozenset({"Transformer", "Pooling", "Dense", "Normalize"})
INPUTS = frozenset({"input_ids", "attention_mask", "token_type_ids"})
ACTIVATIONS: dict[str, Callable[[Vectors], Vectors]] = {
    "Tanh": lambda vectors: np.asarray(np.tanh(vectors), dtype=np.float32),
    "Identity": lambda vectors: vectors,
}


@dataclass(frozen=True, slots=True)
class Graph:
    """A computation in memory: ``run`` takes int64 arrays by name and gives the first output."""

    inputs: tuple[str, ...]
    run: Callable[[dict[str, NDArray[np.int64]]], Vectors]
    library: str


@dataclass(frozen=True, slots=True)
class Dense:
    """A layer after the pooling: ``weights`` of shape (in, out), ``bias`` of shape (out,)."""

    weights: Vectors
    bias: Vectors
    activation: Callable[[Vectors], Vectors]


class ExportedBackend:
    """Made by ``open_exported``."""

    tokens_at_once = TOKENS_AT_ONCE

    def __init__(
        self, graph: Graph, tokeniser: "Tokenizer", folder: ModelFolder, layers: tuple[Dense, ...]
    ) -> None:
        self._graph, self._tokeniser = graph, tokeniser
        self._folder, self._layers = folder, layers
        self.description = f"{graph.library} on cpu, float32{folder.told_pooling}"
        self.dimensions = int(self.vectors(["a"], "").shape[1])

    def lengths(self, texts: Sequence[str]) -> list[int]:
        return [len(found.ids) for found in self._tokeniser.encode_batch_fast(list(texts))]

    def offsets(self, text: str) -> Offsets:
        return [
            (int(a), int(b))
            for a, b in self._tokeniser.encode(text, add_special_tokens=False).offsets
        ]

    def vectors(self, texts: list[str], prefix: str) -> Vectors:
        found = self._tokeniser.encode_batch_fast([prefix + text for text in texts])
        arrays = padded(found, self._graph.inputs, self._folder.padding)
        tokens = self._graph.run(arrays)
        pooled = pool(tokens, arrays["attention_mask"], self._folder.pooling)
        for layer in self._layers:
            pooled = layer.activation(pooled @ layer.weights + layer.bias)
        lengths = np.linalg.norm(pooled, axis=1, keepdims=True)
        vectors = np.divide(pooled, lengths, out=np.zeros_like(pooled), where=lengths > 0)
        return np.asarray(vectors, dtype=np.float32)


def open_exported(folder: ModelFolder, runner: Runner) -> ExportedBackend | None:
    """The exported model of a folder; None where it wants more than is read here.

    That is another pooling or another kind of module, an input that is not told from the tokens
    alone (as decoders want), or a tokeniser that is not in ``tokenizer.json``. Raises EncoderError
    where a file is broken.
    """
    home = folder.parts[0].folder if folder.parts else folder.path
    file = home / "tokenizer.json"
    layers = _layers(folder)
    if layers is None or not folder.pooling or folder.is_lower or not file.exists():
        return None
    graph = open_graph(folder.path / EXPORTED[runner][1], runner)
    if not {"input_ids", "attention_mask"} <= set(graph.inputs) <= INPUTS:
        return None
    return ExportedBackend(graph, read_tokeniser(file), folder, layers)


def open_graph(path: Path, runner: Runner) -> Graph:
    """Load the computation in a file. Raises EncoderError with the library's reason."""
    try:
        return _openvino(path) if runner == "openvino" else _onnx(path)
    # each library raises kinds of its own
    except Exception as error:
        raise EncoderError(f"{path}: cannot be run ({one_line(error)})") from error


def read_tokeniser(file: Path) -> "Tokenizer":
    """The tokeniser of a ``tokenizer.json``, without cutting or padding."""
    from tokenizers import Tokenizer

    try:
        tokeniser = Tokenizer.from_file(str(file))
    # the library raises bare Exception for a file it cannot parse
    except Exception as error:
        raise EncoderError(f"{file}: not a tokeniser ({one_line(error)})") from error
    tokeniser.no_padding()
    tokeniser.no_truncation()
    return tokeniser


def padded(
    found: Sequence["Encoding"], inputs: tuple[str, ...], padding: int
) -> dict[str, NDArray[np.int64]]:
    """The inputs of a graph for a batch, each of shape (texts, longest), filled up at the end.

    Some models count positions by the tokens that are not ``padding``, so that it must be theirs.
    """
    longest = max(len(one.ids) for one in found)
    arrays = {name: np.zeros((len(found), longest), dtype=np.int64) for name in inputs}
    arrays["input_ids"][:] = padding
    for row, one in enumerate(found):
        arrays["input_ids"][row, : len(one.ids)] = one.ids
        arrays["attention_mask"][row, : len(one.ids)] = 1
        if "token_type_ids" in arrays:
            arrays["token_type_ids"][row, : len(one.ids)] = one.type_ids
    return arrays


def pool(tokens: Vectors, mask: NDArray[np.int64], pooling: str) -> Vectors:
    """One vector a text from those of its tokens, shape (texts, tokens, dimensions); a graph that
    has pooled already gives (texts, dimensions), which is left as it is."""
    if tokens.ndim == 2:
        return tokens
    if pooling == "cls":
        return np.asarray(tokens[:, 0], dtype=np.float32)
    if pooling == "last":
        return np.asarray(tokens[np.arange(len(tokens)), mask.sum(axis=1) - 1], dtype=np.float32)
    weights = mask[:, :, None].astype(np.float32)
    counts = np.maximum(weights.sum(axis=1), 1e-9)
    return np.asarray((tokens * weights).sum(axis=1) / counts, dtype=np.float32)


def _onnx(path: Path) -> Graph:
    import onnxruntime as runtime

    runtime.disable_telemetry_events()
    options = runtime.SessionOptions()
    options.log_severity_level = 3
    options.intra_op_num_threads = _processors()
    # else threads that wait keep a processor busy
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    session = runtime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    first = _token_output([(output.name, len(output.shape)) for output in session.get_outputs()])
    inputs = tuple(found.name for found in session.get_inputs())
    return Graph(inputs, lambda arrays: np.asarray(session.run([first], arrays)[0]), "onnxruntime")


def _processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _openvino(path: Path) -> Graph:
    import openvino

    model = openvino.Core().compile_model(str(path), "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    first = _token_output(
        [
            (output.get_any_name(), output.get_partial_shape().rank.get_length())
            for output in model.outputs
        ]
    )
    inputs = tuple(found.get_any_name() for found in model.inputs)
    return Graph(inputs, lambda arrays: np.array(model(arrays)[first]), "openvino")


def _token_output(outputs: Sequence[tuple[str, int]]) -> str:
    """The output that holds a vector a token, else the first of all."""
    return next((name for name, rank in outputs if rank == 3), outputs[0][0])


def _layers(folder: ModelFolder) -> tuple[Dense, ...] | None:
    """The dense layers after the pooling, in order; None where there is another kind of module."""
    if any(part.is_own or part.kind not in READ for part in folder.parts):
        return None
    found = [_dense(part.folder) for part in folder.parts if part.kind == "Dense"]
    return tuple(layer for layer in found if layer) if all(found) else None


def _dense(folder: Path) -> Dense | None:
    from safetensors.numpy import load_file

    config: dict[str, Any] = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    name = str(config.get("activation_function", "")).rpartition(".")[2]
    file = folder / "model.safetensors"
    if name not in ACTIVATIONS or not file.exists():
        return None
    tensors = {key: value.astype(np.float32) for key, value in load_file(file).items()}
    weights = tensors["linear.weight"].T
    bias = tensors.get("linear.bias", np.zeros(weights.shape[1], dtype=np.float32))
    return Dense(weights, bias, ACTIVATIONS[name])
