"""Whether a printed number goes on from the numbers before it.

A line may begin with a figure that numbers nothing: ``16. The Conference`` torn from the sentence
before it, ``Article 18 of the Convention``, ``(c) of that paragraph``. It opens a paragraph only
where its number fits: the next one, the first one, or one from which the text goes on.
"""

from collections.abc import Collection, Sequence

from pipeline.text.normalise import columns, is_complete

_FARTHEST = 5
"""How many numbers may be missing where nothing after the jump confirms it."""
_SENTENCE_COLUMNS = 60
"""A line as wide as this that ends without a stop was torn off from what follows."""


def fits(
    value: int,
    last: int,
    ahead: Sequence[int],
    skipped: Collection[int] = (),
    *,
    torn: bool = False,
) -> bool:
    """Whether ``value`` can stand after ``last`` (0 where none stands before it).

    ``ahead`` are the numbers of the same style further on, ``skipped`` those passed over before,
    ``torn`` says that the text before stops in mid-sentence.
    """
    if value == 1 or value == last + 1:
        return True
    if torn:
        return False
    if last == 0 or value == last or value in skipped:
        return True
    next_one = _index(ahead, value + 1)
    if value < last:
        return next_one < _index(ahead, last + 1)
    expected = _index(ahead, last + 1)
    if expected < len(ahead) and expected < next_one:
        # The number that is due comes after all: this one is early, or it numbers nothing.
        return value not in ahead and value < max(ahead)
    return next_one < len(ahead) or value - last <= _FARTHEST


def is_torn(text: str) -> bool:
    """Whether ``text`` is the beginning of a sentence that goes on in the next line."""
    stripped = text.rstrip()
    if is_complete(stripped) or stripped.endswith((",", "，", "、", "—", "–", ")", "）", "]")):
        return False
    return columns(stripped) > _SENTENCE_COLUMNS


def _index(ahead: Sequence[int], value: int) -> int:
    """Where ``value`` first stands in ``ahead``; its length where it does not."""
    return ahead.index(value) if value in ahead else len(ahead)
