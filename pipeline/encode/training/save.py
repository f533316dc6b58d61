"""Writing a trained model the way sentence-transformers does, with a card beside it."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from pipeline.encode.models.hub import offline
from pipeline.encode.protocol import Vectors
from pipeline.encode.static import TOKENISER_FILE
from pipeline.encode.training.recipe import Recipe

if TYPE_CHECKING:
    from tokenizers import Tokenizer


@dataclass(frozen=True, slots=True)
class Trained:
    """Figures of a finished run: what went in, the size of what came out in bytes, the mean
    loss of the last pass, and the wall time in seconds."""

    folder: Path
    documents: int
    paragraphs: int
    entries: int
    pieces: int
    size: int
    loss: float
    seconds: float


def save(tokeniser: "Tokenizer", vectors: Vectors, folder: Path) -> int:
    """Write the model with 16-bit weights; returns the bytes of all files.

    The library's own writing is used, so that ``SentenceTransformer(folder)`` opens it.
    """
    with offline():
        from sentence_transformers import SentenceTransformer
        from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding

        static = StaticEmbedding(tokeniser, embedding_weights=vectors.astype(np.float16))
        model = SentenceTransformer(modules=[static, Normalize()], device="cpu")
        model.save_pretrained(str(folder), create_model_card=False)
    for path in folder.rglob(TOKENISER_FILE):
        tokeniser.save(str(path), pretty=False)
    for path in folder.rglob("*.safetensors"):
        path.chmod(0o644)  # the library leaves weights readable by their owner alone
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def card(
    trained: Trained, texts: Sequence[Path], dictionaries: Sequence[Path], held_out: Sequence[str],
    recipe: Recipe,
) -> str:  # fmt: skip
    """A model card in Markdown: what it is, data, recipe, figures, terms."""
    rows = "\n".join(f"| {f.name} | {getattr(recipe, f.name)} |" for f in fields(recipe))
    return f"""\
---
language: [zh, en]
library_name: sentence-transformers
pipeline_tag: sentence-similarity
---

# {trained.folder.name}

A static model for Chinese and English: a vector for each of {trained.pieces:,} tokens,
{recipe.dimensions} dimensions, their mean, unit length. Trained with `tongwen train`.

## Data

{trained.paragraphs:,} paragraph pairs from {trained.documents:,} documents in {_list(texts)};
{trained.entries:,} dictionary entries from {_list(dictionaries)};
held out: {", ".join(f"`{name}`" for name in held_out) or "nothing"}.

## Recipe

| choice | value |
|---|---|
{rows}

## Figures

Loss of the last pass {trained.loss:.4f}, training time {trained.seconds:.0f} s,
{trained.size / 1e6:.1f} MB.

## Terms

Token vectors are made from the texts and dictionaries named above; their terms apply to passing
the weights on. CC-CEDICT, for one, asks for CC BY-SA 4.0.
"""


def _list(paths: Sequence[Path]) -> str:
    return ", ".join(f"`{path.name}`" for path in paths) or "no file"
