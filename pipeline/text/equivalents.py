"""Words whose presence on one side tells what stands on the other: ``lexicon/equivalents.csv``."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline import lexicon
from pipeline.records import Lang

_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_PLURAL = re.compile(
    r"(?<=[a-z]{3})(?:(?<=[^aeious])ies|(?:(?<=ss)|(?<=[sc]h)|(?<=x))es|(?<=[^siu])s)$"
)
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Equivalents:
    """What answers for a word, and the surprise in nats at a side that has none of it: the
    logarithm of beads that held the word over those that lacked an answer."""

    answers: tuple[str, ...]
    surprise: float


def english_words(text: str) -> Iterator[str]:
    """The words of three letters and more, in small letters and in the singular."""
    for found in _WORD.finditer(text.lower()):
        if len(word := found.group()) >= _SHORTEST:
            yield singular(word)


def singular(word: str) -> str:
    """``word``, in small letters, in the singular as far as its ending tells."""
    ending = _PLURAL.search(word)
    return word[: ending.start()] + "y" * (ending[0] == "ies") if ending else word


def known_words(text: str, lang: Lang) -> set[str]:
    """The words of ``text`` that the table has; in Chinese the longest that begin at a place."""
    table = equivalents(lang)
    if lang == "en":
        return {word for word in english_words(text) if word in table}
    found: set[str] = set()
    at = 0
    while at < len(text):
        size = next((n for n in range(_longest(), 1, -1) if text[at : at + n] in table), 0)
        if size:
            found.add(text[at : at + size])
        at += size or 1
    return found


@cache
def equivalents(lang: Lang) -> dict[str, Equivalents]:
    """The table of one language by word."""
    return {
        r["form"]: Equivalents(
            tuple(r["answers"].split(";")), math.log(int(r["seen"]) / (int(r["lacking"]) + 1))
        )
        for r in lexicon.rows("equivalents")
        if r["lang"] == lang
    }


@cache
def _longest() -> int:
    return max(map(len, equivalents("zh")), default=0)
