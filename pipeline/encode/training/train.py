"""``tongwen train``: paired texts and dictionaries to a model folder."""

import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from pipeline.encode.training.batches import tokenise
from pipeline.encode.training.dictionary import Pair, read_entries
from pipeline.encode.training.fit import fit
from pipeline.encode.training.pairs import read_pairs
from pipeline.encode.training.pieces import train_tokeniser
from pipeline.encode.training.recipe import Recipe, Step
from pipeline.encode.training.save import Trained, card, save
from pipeline.errors import EncoderError

SHIPPED = Recipe()


def train(
    pairs_paths: Sequence[Path],
    dictionary_paths: Sequence[Path],
    out: Path,
    *,
    exclude: Sequence[str] = (),
    recipe: Recipe = SHIPPED,
    progress: Callable[[Step], None] = lambda step: None,
) -> Trained:
    """Train a static model on paired documents and dictionary entries and write it to ``out``.

    ``pairs_paths`` are files, folders or archives that hold documents in both languages;
    those whose path, symbol or session fits one of ``exclude`` (shell wildcards) are held out.
    ``out`` must not exist or be empty, and appears only when the model is whole. Seeds
    are fixed by the recipe. Raises InputError for a path that is not there or a dictionary that
    cannot be read, and EncoderError where there is too little to train on.
    """
    started = time.monotonic()
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise EncoderError(f"{out}: exists and is not an empty folder")
    bitext = read_pairs(pairs_paths, exclude, progress)
    entries = read_entries(dictionary_paths)
    tokeniser = train_tokeniser(_texts(bitext.pairs, entries), recipe)
    pieces = tokeniser.get_vocab_size()
    progress(Step("pieces", pieces, recipe.pieces))
    losses: list[float] = []

    def passed(step: Step) -> None:
        losses.extend([] if step.loss is None else [step.loss])
        progress(step)

    vectors = fit(
        tokenise(bitext.pairs, tokeniser), tokenise(entries, tokeniser), pieces, recipe, passed
    )
    unfinished = out.with_name(out.name + ".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        size = save(tokeniser, vectors, unfinished)
        trained = Trained(
            out, bitext.documents, len(bitext.pairs), len(entries), pieces, size, losses[-1],
            time.monotonic() - started,
        )  # fmt: skip
        text = card(trained, pairs_paths, dictionary_paths, exclude, recipe)
        (unfinished / "README.md").write_text(text, encoding="utf-8")
        if out.exists():
            out.rmdir()
        unfinished.rename(out)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return trained


def _texts(pairs: Sequence[Pair], entries: Sequence[Pair]) -> Iterator[str]:
    """Every text of both sides once, paragraphs before entries."""
    seen: set[str] = set()
    for pair in (*pairs, *entries):
        for text in (pair.en, pair.zh):
            if text not in seen:
                seen.add(text)
                yield text
