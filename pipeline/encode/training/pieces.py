"""The tokeniser of the built-in encoder: one Unigram vocabulary for both languages."""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from pipeline.encode.training.recipe import Recipe
from pipeline.errors import EncoderError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

UNKNOWN = "[UNK]"


def train_tokeniser(texts: Iterable[str], recipe: Recipe) -> "Tokenizer":
    """A tokeniser trained on the texts; it may hold fewer pieces than the recipe allows where
    the texts give no more. Raises EncoderError where they are too few for any."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers

    tokeniser = Tokenizer(models.Unigram())
    tokeniser.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokeniser.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.WhitespaceSplit(),
            pre_tokenizers.Punctuation(),
            pre_tokenizers.Digits(individual_digits=recipe.single_digits),
        ]
    )
    trainer = trainers.UnigramTrainer(
        vocab_size=recipe.pieces,
        max_piece_length=recipe.piece_length,
        special_tokens=[UNKNOWN],
        unk_token=UNKNOWN,
        show_progress=False,
    )
    try:
        tokeniser.train_from_iterator(texts, trainer)
    # the tokenizers library raises bare Exception
    except Exception as error:
        raise EncoderError(f"the texts give no vocabulary: {error}") from error
    return _likeliest(tokeniser, recipe.kept) if recipe.kept else tokeniser


def _likeliest(tokeniser: "Tokenizer", count: int) -> "Tokenizer":
    """``tokeniser`` with its ``count`` likeliest pieces in their old order, among them what is
    unknown and every single character, so that any text is still cut into known pieces."""
    from tokenizers import Tokenizer

    settings = json.loads(tokeniser.to_str())
    pieces: list[tuple[str, float]] = settings["model"]["vocab"]
    order = sorted(
        range(len(pieces)),
        key=lambda i: (pieces[i][0] != UNKNOWN, len(pieces[i][0]) > 1, -pieces[i][1]),
    )
    settings["model"]["vocab"] = [pieces[i] for i in sorted(order[:count])]
    return Tokenizer.from_str(json.dumps(settings, ensure_ascii=False))
