"""The tokeniser of the built-in encoder: one Unigram vocabulary for both languages."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pipeline.encode.recipe import Recipe
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
    return tokeniser
