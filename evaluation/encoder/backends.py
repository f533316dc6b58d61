"""One transformer by torch, ONNX Runtime and OpenVINO: vectors compared, speed, start, memory."""

import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from pipeline.encode import MODEL
from pipeline.encode.models.backend import EXPORTED, Runner
from pipeline.encode.models.exported import open_exported
from pipeline.encode.models.families import PLAIN
from pipeline.encode.models.folder import look_into
from pipeline.encode.models.hub import offline
from pipeline.encode.models.transformer import TransformerEncoder
from pipeline.errors import EncoderError

LIMIT = 512
PROGRAM = """
import sys, time
from pathlib import Path
from evaluation.encoder.backends import encoder_by
from evaluation.memory import own_memory
encoder_by(sys.argv[1], Path(sys.argv[2])).encode(["缔约国 States Parties"])
print(time.process_time(), own_memory("VmHWM"))
"""


@dataclass(frozen=True, slots=True)
class Ran:
    """A model by one library, in seconds of processor time, which other work does not stretch:
    texts a second; the seconds of a new process until its first vector; the most MiB that this
    process held (0 where the system does not tell); the greatest difference of a number in a
    vector to torch's."""

    runner: Runner
    per_second: float
    start: float
    mebibytes: float
    difference: float


def measure_backends(texts: Sequence[str], layers: int, width: int) -> tuple[Ran, ...]:
    """Make a BERT of ``layers`` and ``width`` with random weights, which are as fast as trained
    ones, export it, and run it by every library that is installed, torch first."""
    with TemporaryDirectory() as scratch:
        with offline():
            folder = _made(Path(scratch), layers, width)
        runners: list[Runner] = ["torch"]
        runners += [runner for runner, (library, _) in EXPORTED.items() if find_spec(library)]
        expected = encoder_by("torch", folder).encode(texts).vectors
        return tuple(_run(runner, folder, texts, expected) for runner in runners)


def encoder_by(runner: Runner, folder: Path) -> TransformerEncoder:
    """The encoder of a folder by a library of choice; EncoderError where that cannot run it."""
    inside = look_into(folder, PLAIN)
    if runner == "torch":
        from pipeline.encode.models.torch_backend import open_torch

        return TransformerEncoder(folder.name, open_torch(inside, PLAIN), inside)
    backend = open_exported(inside, runner)
    if backend is None:
        raise EncoderError(f"{folder}: cannot be run by {runner}")
    return TransformerEncoder(folder.name, backend, inside)


def _run(runner: Runner, folder: Path, texts: Sequence[str], expected: np.ndarray) -> Ran:
    encoder = encoder_by(runner, folder)
    encoder.encode(texts[:16])
    began = time.process_time()
    found = encoder.encode(texts).vectors
    seconds = time.process_time() - began
    command = [sys.executable, "-c", PROGRAM, runner, str(folder)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    start, mebibytes = map(float, run.stdout.split())
    difference = float(np.abs(found - expected).max())
    return Ran(runner, len(texts) / seconds, start, mebibytes, difference)


def _made(folder: Path, layers: int, width: int) -> Path:
    """A BERT with the tokens of the built-in model and random weights, in all three forms."""
    import torch
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    tokeniser = PreTrainedTokenizerFast(
        tokenizer_file=str(next(MODEL.rglob("tokenizer.json"))), model_max_length=LIMIT
    )
    tokeniser.add_special_tokens({"pad_token": "[PAD]"})
    tokeniser.save_pretrained(folder)
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(tokeniser),
        hidden_size=width,
        num_hidden_layers=layers,
        num_attention_heads=width // 32,
        intermediate_size=4 * width,
        pad_token_id=tokeniser.pad_token_id,
    )
    model = BertModel(config).eval()
    model.save_pretrained(folder)
    _export(model, folder)
    return folder


def _export(model: Any, folder: Path) -> None:
    import torch

    class States(torch.nn.Module):  # type: ignore[misc]  # torch is not looked into
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
            return self.model(input_ids=ids, attention_mask=mask).last_hidden_state

    ones = torch.ones((2, 5), dtype=torch.int64)
    names = ["input_ids", "attention_mask"]
    graph = folder / EXPORTED["onnx"][1]
    graph.parent.mkdir()
    torch.onnx.export(
        States(),
        (ones, ones.clone()),
        str(graph),
        input_names=names,
        output_names=["last_hidden_state"],
        dynamic_axes={name: {0: "n", 1: "length"} for name in [*names, "last_hidden_state"]},
        dynamo=False,
    )
    if find_spec("openvino"):
        import openvino

        file = folder / EXPORTED["openvino"][1]
        file.parent.mkdir()
        read = openvino.Core().read_model(str(graph))
        openvino.save_model(read, str(file), compress_to_fp16=False)
