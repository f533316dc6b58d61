"""Why two sides of a bead are taken to correspond, in the words that the reader sees: what the
numbers say where both sides have any, else what the words name, else that they mean the same."""

from collections.abc import Callable, Sequence

from pipeline.align.features import is_place
from pipeline.records import Paragraph
from pipeline.records.reasons import AGAINST, ALONE, CITATIONS, FIGURES, SAME, SAME_PLACE, VECTORS
from pipeline.text.citations import citations
from pipeline.text.figures import plain_values
from pipeline.text.passage import wording
from pipeline.text.symbols import find_symbols

LEAST_FIGURE = 100
"""Smaller figures are too common to be a reason."""


def reason(zh: Sequence[Paragraph], en: Sequence[Paragraph], hide_numbers: bool) -> str:
    """The reason of a bead, ``ALONE`` for a one-sided one. A number that stands further in counts
    as well; a bead whose sides begin with different printed numbers is ``AGAINST`` them."""
    if not zh or not en:
        return ALONE
    common = {p.number for p in zh} & {p.number for p in en} - {()}
    if common and not hide_numbers:
        placed = all(is_place(p) for p in zh if p.number in common)
        return SAME_PLACE if placed else SAME
    if _contradict(zh[0], en[0]) and not hide_numbers:
        return AGAINST
    if _common(zh, en, _cited):
        return CITATIONS
    return FIGURES if _common(zh, en, _figured) else VECTORS


def _contradict(zh: Paragraph, en: Paragraph) -> bool:
    both = bool(zh.number) and bool(en.number) and zh.number != en.number
    if zh.role == en.role == "footnote":  # numbered by each language in the order of its own calls
        return False
    return both and not is_place(zh) and not is_place(en)


def _common(
    zh: Sequence[Paragraph],
    en: Sequence[Paragraph],
    named: Callable[[Paragraph], frozenset[str]],
) -> bool:
    """Whether both sides name something, and the same."""
    chinese = frozenset[str]().union(*map(named, zh))
    return bool(chinese) and chinese == frozenset[str]().union(*map(named, en))


def _cited(paragraph: Paragraph) -> frozenset[str]:
    """Symbols and provisions named in the words."""
    words = wording(paragraph)
    symbols = frozenset(find_symbols(words))
    provisions = {c.provision for c in citations(words, paragraph.lang) if c.provision}
    return symbols | provisions


def _figured(paragraph: Paragraph) -> frozenset[str]:
    values = plain_values(wording(paragraph), paragraph.lang)
    return frozenset(str(value) for value in values if value >= LEAST_FIGURE)
