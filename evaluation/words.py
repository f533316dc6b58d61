"""Word links against links made by hand: alignment error rate (Och and Ney, 2003).

Texts: one pair a line, ``Chinese ||| English``, already cut into words by spaces. Links: one line a
pair, ``3-5`` for a sure and ``3p5`` for a possible link, counted from 1. The parameters were chosen
on the pairs at even places of the published set, so the odd places are reported by themselves.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from pipeline.encode.static import StaticEncoder
from pipeline.errors import Unreadable
from pipeline.words import link_words, vectors_of_words

_LINK = re.compile(r"(\d+)([-p])(\d+)")


@dataclass(frozen=True, slots=True)
class HandLinks:
    """One pair of sentences as words, with the sure links and all links as ordinals from 0."""

    zh: tuple[str, ...]
    en: tuple[str, ...]
    sure: frozenset[tuple[int, int]]
    possible: frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class WordFigures:
    """Sentences, links by hand and found, and the alignment error rate in [0, 1]."""

    sentences: int
    sure: int
    found: int
    error_rate: float


def read_hand_links(texts: Path, links: Path) -> tuple[HandLinks, ...]:
    """The pairs of the two files. Raises Unreadable where one is missing or they differ in
    length."""
    for path in (texts, links):
        if not path.is_file():
            raise Unreadable(str(path), "no such file")
    lines = texts.read_text(encoding="utf-8").splitlines()
    gold = links.read_text(encoding="utf-8").splitlines()
    if len(lines) != len(gold):
        raise Unreadable(str(links), f"{len(gold)} lines of links for {len(lines)} pairs")
    out = []
    for line, row in zip(lines, gold, strict=True):
        zh, _, en = line.partition(" ||| ")
        marked = [(int(a) - 1, kind, int(b) - 1) for a, kind, b in _LINK.findall(row)]
        out.append(
            HandLinks(
                tuple(zh.split()),
                tuple(en.split()),
                frozenset((a, b) for a, kind, b in marked if kind == "-"),
                frozenset((a, b) for a, _, b in marked),
            )
        )
    return tuple(out)


def measure_words(pairs: tuple[HandLinks, ...], encoder: StaticEncoder) -> WordFigures:
    """Link the words of every pair and compare."""
    sure = found = agreed = 0
    for pair in pairs:
        made = set(
            link_words(
                pair.zh,
                pair.en,
                vectors_of_words(*_joined(pair.zh, ""), encoder),
                vectors_of_words(*_joined(pair.en, " "), encoder),
            )
        )
        sure += len(pair.sure)
        found += len(made)
        agreed += len(made & pair.sure) + len(made & pair.possible)
    return WordFigures(len(pairs), sure, found, 1 - agreed / (sure + found) if found else 1.0)


def _joined(words: tuple[str, ...], between: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    spans = []
    at = 0
    for word in words:
        spans.append((at, at + len(word)))
        at += len(word) + len(between)
    return between.join(words), tuple(spans)
