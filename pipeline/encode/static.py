"""The light reader of static models: a vector a token, their mean, unit length.

It reads what sentence-transformers writes for ``StaticEmbedding`` followed by ``Normalize``
and needs neither torch nor sentence-transformers to do so.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from pipeline.encode.protocol import Encoded, Kind, Vectors
from pipeline.errors import EncoderError

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

BATCH = 256
"""Texts given to the tokeniser at once: below 256 the cost of the calls shows, above it the
token vectors of a batch outgrow the processor's cache."""

Weights: TypeAlias = NDArray[np.float32] | NDArray[np.float16]
WEIGHTS_KEY = "embedding.weight"
MODULES_FILE = "modules.json"
WEIGHTS_FILE = "model.safetensors"
TOKENISER_FILE = "tokenizer.json"


@dataclass(frozen=True, slots=True)
class TokenVectors:
    """The tokens of one text: ``spans[i]`` is (start, end) in characters of the text as given,
    ``vectors`` float32 of shape (tokens, dimensions). The text's own vector is the sum of the
    rows, brought to unit length; the length of a row is the weight of its token."""

    spans: tuple[tuple[int, int], ...]
    vectors: Vectors


class StaticEncoder:
    """A static model. Made by ``read_static``.

    Weights of 16 bits stay as they are for single texts, which need few of their rows, and are
    widened as a whole, once, when the first full batch comes.
    """

    def __init__(self, name: str, tokeniser: "Tokenizer", weights: Weights) -> None:
        self._name = name
        self._tokeniser = tokeniser
        self._weights = weights

    @property
    def name(self) -> str:
        return self._name

    @property
    def dimensions(self) -> int:
        return int(self._weights.shape[1])

    @property
    def limit(self) -> int | None:
        return None

    def encode(self, texts: Sequence[str], kind: Kind = "passage") -> Encoded:
        """Vectors of the texts; a static model treats queries and passages alike."""
        if len(texts) >= BATCH:
            self._weights = self._weights.astype(np.float32, copy=False)
        vectors = np.empty((len(texts), self.dimensions), dtype=np.float32)
        for first in range(0, len(texts), BATCH):
            batch = list(texts[first : first + BATCH])
            vectors[first : first + len(batch)] = self._batch(batch)
        return Encoded(vectors, windowed=0)

    def token_vectors(self, text: str) -> TokenVectors:
        """The tokens of a text with their places in it and their weighted vectors."""
        encoding = self._tokeniser.encode(text, add_special_tokens=False)
        spans = tuple((int(start), int(end)) for start, end in encoding.offsets)
        ids = np.asarray(encoding.ids, dtype=np.int64)
        return TokenVectors(spans, self._weights[ids].astype(np.float32, copy=False))

    def _batch(self, texts: list[str]) -> Vectors:
        sums = _sums(
            self._weights,
            self._tokeniser.encode_batch_fast(texts, add_special_tokens=False),
        )
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        np.divide(sums, lengths, out=sums, where=lengths > 0)
        return sums


def _sums(weights: Weights, texts: "Iterable[Encoding]") -> Vectors:
    """Sum of the token vectors of each text, shape (texts, dimensions); zeros for no token."""
    rows = [text.ids for text in texts]
    lengths = np.asarray([len(row) for row in rows], dtype=np.int64)
    sums = np.zeros((len(rows), weights.shape[1]), dtype=np.float32)
    ids = np.fromiter(chain.from_iterable(rows), dtype=np.int64, count=int(lengths.sum()))
    filled = np.flatnonzero(lengths)
    if len(filled):
        # an empty stretch would give reduceat the row of the next text, so only filled ones go in
        starts = np.cumsum(lengths[filled]) - lengths[filled]
        rows_of_tokens = weights[ids].astype(np.float32, copy=False)
        sums[filled] = np.add.reduceat(rows_of_tokens, starts, axis=0)
    return sums


def is_static(folder: Path) -> bool:
    """True where the folder holds a static model that this module reads."""
    try:
        kinds = [_kind(module) for module in _modules(folder)]
    except EncoderError:
        return False
    return kinds in (["StaticEmbedding"], ["StaticEmbedding", "Normalize"])


def read_static(folder: Path, name: str = "") -> StaticEncoder:
    """Read a static model. Its name ends in a hash of tokeniser and weights.

    Raises EncoderError where a file is missing or broken, or the two files do not agree.
    """
    from tokenizers import Tokenizer

    modules = _modules(folder)
    if not modules or _kind(modules[0]) != "StaticEmbedding":
        raise EncoderError(f"{folder}: not a static model, {MODULES_FILE} lists {modules!r}")
    home = folder / str(modules[0].get("path", ""))
    tokeniser_bytes = _bytes(home / TOKENISER_FILE)
    digest = hashlib.sha256(tokeniser_bytes)
    weights = _weights(home / WEIGHTS_FILE)
    _add_file(home / WEIGHTS_FILE, digest)
    try:
        tokeniser = Tokenizer.from_str(tokeniser_bytes.decode("utf-8"))
    # the tokenizers library raises bare Exception for a file it cannot parse
    except Exception as error:
        raise EncoderError(f"{home / TOKENISER_FILE}: not a tokeniser ({error})") from error
    tokeniser.no_padding()
    tokeniser.no_truncation()
    if weights.ndim != 2 or len(weights) != tokeniser.get_vocab_size():
        raise EncoderError(
            f"{home}: {tokeniser.get_vocab_size()} tokens but weights of shape {weights.shape}"
        )
    own = f"{name or folder.resolve().name}@{digest.hexdigest()[:12]}"
    return StaticEncoder(own, tokeniser, weights)


def _weights(path: Path) -> Weights:
    """The vectors of the tokens: those of 16 bits mapped from the file, so that only the rows that
    are used take memory; all others in memory as 32 bits."""
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="numpy") as file:  # checks that the file is whole
            if file.get_slice(WEIGHTS_KEY).get_dtype() != "F16":
                return np.asarray(file.get_tensor(WEIGHTS_KEY), dtype=np.float32)
    except OSError as error:
        raise EncoderError(f"{path}: {error.strerror or error}") from error
    except SafetensorError as error:
        raise EncoderError(f"{path}: no {WEIGHTS_KEY} in it ({error})") from error
    with path.open("rb") as opened:
        size = int.from_bytes(opened.read(8), "little")
        found = json.loads(opened.read(size))[WEIGHTS_KEY]
        start, shape = 8 + size + found["data_offsets"][0], tuple(found["shape"])
        return np.asarray(np.memmap(opened, "<f2", "r", start, shape))


def _modules(folder: Path) -> list[dict[str, Any]]:
    """The rows of modules.json, which names the parts of the model in order."""
    path = folder / MODULES_FILE
    try:
        modules = json.loads(_bytes(path))
    except ValueError as error:
        raise EncoderError(f"{path}: not JSON ({error})") from error
    if not isinstance(modules, list) or not all(isinstance(module, dict) for module in modules):
        raise EncoderError(f"{path}: a list of modules was expected")
    return modules


def _kind(module: dict[str, Any]) -> str:
    """Class name of a module; the path before it differs between library versions."""
    return str(module.get("type", "")).rpartition(".")[2]


def _add_file(path: Path, digest: "hashlib._Hash") -> None:
    """Add the content of a file to ``digest``, piece by piece."""
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise EncoderError(f"{path}: {error.strerror or error}") from error
