"""The words of a recommendation as lineage compares them, and how much of them two have in common.

Words are compared folded; in Chinese each Han character is one. What numbers a paragraph in its
list (Also, Further; 又, 还) is no word of it, nor are marks that call notes.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from pipeline import lexicon
from pipeline.records import Lang, Paragraph
from pipeline.text.normalise import HAN, fold
from pipeline.text.passage import wording

_TOKEN = re.compile(rf"[{HAN}]|[^\W\d_{HAN}]+(?:['’][^\W\d_{HAN}]+)*|\d+")
_MISSING = "-‐‑\u00ad"
"""Hyphens that join and divide words without another meaning."""


@dataclass(frozen=True, slots=True)
class Words:
    """Folded words of one recommendation; ``pairs`` are the neighbours among them."""

    lang: Lang
    tokens: tuple[str, ...]
    pairs: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Step:
    """Words ``earlier[a:b]`` that became ``later[c:d]``."""

    a: int
    b: int
    c: int
    d: int


def words_of(paragraph: Paragraph) -> Words:
    """The words of ``paragraph``, without its number and what joins it to the one before."""
    folded = fold(wording(paragraph))
    for hyphen in _MISSING:
        folded = folded.replace(hyphen, " ")
    opening = _openers(paragraph.lang).match(folded)
    said = folded[opening.end() :] if opening else folded
    tokens = tuple(_TOKEN.findall(said))
    return Words(paragraph.lang, tokens, frozenset(pairwise(tokens)))


def similarity(one: Words, other: Words) -> float:
    """Share of the words of both that stand in both in the same order, in [0, 1]."""
    from rapidfuzz.distance import Indel

    if one.tokens == other.tokens:
        return 1.0
    return float(Indel.normalized_similarity(one.tokens, other.tokens))


def containment(part: Words, whole: Words) -> float:
    """Share of the neighbouring words of ``part`` that ``whole`` has as well, in [0, 1]."""
    return len(part.pairs & whole.pairs) / len(part.pairs) if part.pairs else 0.0


def steps(earlier: Words, later: Words) -> tuple[Step, ...]:
    """The stretches that differ, in order."""
    from rapidfuzz.distance import Indel

    found: list[Step] = []
    for op in Indel.opcodes(earlier.tokens, later.tokens):
        if op.tag == "equal":
            continue
        step = Step(op.src_start, op.src_end, op.dest_start, op.dest_end)
        if found and found[-1].b == step.a and found[-1].d == step.c:
            step = Step(found[-1].a, step.b, found.pop().c, step.d)
        found.append(step)
    return tuple(found)


def said(tokens: Sequence[str], lang: Lang) -> str:
    """Words put together again, for showing what a rule went by."""
    return ("" if lang == "zh" else " ").join(tokens)


@cache
def _openers(lang: Lang) -> re.Pattern[str]:
    forms = [r["form"] for r in lexicon.rows("openers") if r["lang"] == lang]
    forms.sort(key=len, reverse=True)
    ends = "" if lang == "zh" else r"\b,?\s*"
    return re.compile(rf"(?:(?:{'|'.join(map(re.escape, forms))}){ends})+")
