"""Texts into the tokens that the full-text index holds: words, grams, and marks.

Words rank passages, grams (pairs of neighbouring characters) find Chinese phrases wherever words
begin and end, and marks are what must never be split: document symbols, numbers of resolutions,
citations of articles. A token never contains white space, so a list of tokens joined by spaces is
what FTS5 stores; the characters of ``TOKEN_CHARACTERS`` belong to tokens beside letters and
digits. English words are stemmed by FTS5's own Porter tokenizer, not here.

Chinese words come from jieba's dictionary without its model for unknown words, whose guesses
differ from sentence to sentence. The dictionary is not loaded whole: only the entries that begin
with a character of the text are, so that the first query of a process waits for some 50
milliseconds instead of half a second.
"""

import re
import unicodedata
import warnings
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Protocol

from pipeline.records import Lang
from pipeline.text.normalise import HAN, without_note_marks
from pipeline.text.numbering import han_number
from pipeline.text.symbols import SYMBOL, normalise_symbol

TOKEN_CHARACTERS = "/.()-"
BREAK = "."
"""Stands among the grams where punctuation interrupts the text."""

_DICTIONARY_TOTAL = 60_101_967
"""Sum of the frequencies in jieba 0.42.1's dictionary, which the word probabilities divide by."""

_COUNT = r"(?:\d+|[〇零一二三四五六七八九十百]+)"
_ARTICLE = re.compile(rf"第\s*({_COUNT})\s*条(?:[\s,]*第\s*({_COUNT})\s*款)?")
_SERIAL = re.compile(
    r"(?<![\w/-])(?:E?S-)?\d+/\d+(?![\d/])|(?<![\w/])\d+\s?\((?:19|20)\d\d\)",
    re.ASCII,
)
"""Number of a resolution or decision as running text has it: ``79/243``, ``ES-11/1``,
``2482 (2019)``."""
_SERIAL_OF_SYMBOL = re.compile(r"(?<=/RES/|/DEC/).+$")
_RUN = re.compile(f"[{HAN}]+|[^\\W_{HAN}]+(?:'[^\\W_{HAN}]+)*")
_UNIT = re.compile(f"[{HAN}]|[^\\W_{HAN}]+|[^\\w\\s]+|_+")
_SIGN = re.compile(rf"{_RUN.pattern}|\S")
_SPACE = re.compile(r"\s+")
_SPACE_AT_WIDE = re.compile(r" (?=[^\x00-\u2e7f])|(?<=[^\x00-\u2e7f]) | (?=[()])|(?<=[()]) ")
_QUOTES = str.maketrans("‘’‚‛“”„‟′″「」『』", '\'\'\'\'""""\'"""""')


def words(text: str, lang: Lang) -> list[str]:
    """The words of ``text`` in order, in small letters; empty for text without letters and digits.

    Possessive ``'s`` is dropped. A long Chinese word is preceded by the shorter words in it.
    """
    found: list[str] = []
    for run in _RUN.findall(_plain(text).casefold()):
        if not _is_han(run[0]):
            found.append(run.removesuffix("'s").replace("'", ""))
        elif lang == "zh":
            found.extend(_dictionary().cut(run))
        else:
            found.append(run)
    return found


def word_spans(text: str) -> list[tuple[int, int]]:
    """The words and signs of ``text`` as (start, end) in it, in order and without overlap; all but
    white space is in one of them. Chinese words do not overlap here as they do in ``words``."""
    spans: list[tuple[int, int]] = []
    for unit in _SIGN.finditer(text):
        if not _is_han(unit.group()[0]):
            spans.append(unit.span())
            continue
        at = unit.start()
        for word in _dictionary().cut_once(unit.group()):
            spans.append((at, at + len(word)))
            at += len(word)
    return spans


def marks(text: str) -> list[str]:
    """What ``text`` cites: symbols (``a/res/79/243``) and numbers of resolutions (``79/243``,
    also for the symbol; ``2482(2019)``), and in Chinese the article and the article with its
    paragraph in Arabic figures (``第18条``, ``第18条第13款``). In order of kind, not of place."""
    plain = _plain(text)
    found: list[str] = []
    for match in SYMBOL.finditer(plain):
        symbol = normalise_symbol(match.group())
        if any(character.isdigit() for character in symbol):
            serial = _SERIAL_OF_SYMBOL.search(symbol)
            found += [mark_of(symbol), *([mark_of(serial.group())] if serial else [])]
    found += [mark_of(match.group()) for match in _SERIAL.finditer(plain)]
    for match in _ARTICLE.finditer(plain):
        article = f"第{_figure(match[1])}条"
        found += [article, *([f"{article}第{_figure(match[2])}款"] if match[2] else [])]
    return found


def mark_of(printed: str) -> str:
    """A symbol or number as ``marks`` spells it."""
    return _SPACE.sub("", printed).lower()


def grams(text: str) -> list[str]:
    """Overlapping pairs of units of ``text``, a unit being one Han character or a run of other
    letters and digits; white space is nothing, and ``BREAK`` stands for any punctuation.

    For every part of a text that begins and ends at a unit, the grams of the part are consecutive
    among the grams of the text, wherever words begin and end. So a phrase query on the grams of
    two or more Han characters finds every passage that contains them.
    """
    pairs: list[str] = []
    last = ""
    for unit in _UNIT.findall(_plain(text).casefold()):
        if unit[0].isalnum():
            if last:
                pairs.append(last + unit)
            last = unit
        else:
            if pairs[-1:] != [BREAK] or last:
                pairs.append(BREAK)
            last = ""
    return pairs


def phrase_key(text: str) -> str:
    """``text`` for exact comparison: half width, lower case, plain quotation marks, no marks of
    footnotes, one space for any white space and none beside a Chinese character or a bracket."""
    flat = _SPACE.sub(" ", _plain(text).casefold()).strip()
    return _SPACE_AT_WIDE.sub("", flat)


def contains(key: str, phrase: str) -> bool:
    """Whether ``key`` contains ``phrase`` (both from ``phrase_key``) at word borders: a figure or
    Latin word must match whole (``8条`` is not in ``18条``). An empty phrase is in nothing."""
    start = key.find(phrase) if phrase else -1
    while start >= 0:
        end = start + len(phrase)
        if not (_joined(key, start) or _joined(key, end)):
            return True
        start = key.find(phrase, start + 1)
    return False


def _joined(key: str, at: int) -> bool:
    """Whether one Latin word or figure stands across the offset ``at``."""
    if at in (0, len(key)):
        return False
    left, right = key[at - 1], key[at]
    return left.isalnum() and right.isalnum() and not (_is_han(left) or _is_han(right))


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff"


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", without_note_marks(text)).translate(_QUOTES)


def _figure(printed: str) -> str:
    return printed if printed.isdigit() else str(han_number(printed))


class _Segmenter(Protocol):
    """The part of ``jieba.Tokenizer`` that is used."""

    FREQ: dict[str, int]
    total: int
    initialized: bool

    def cut_for_search(self, sentence: str, HMM: bool) -> Iterator[str]: ...  # noqa: N803

    def cut(self, sentence: str, cut_all: bool, HMM: bool) -> Iterator[str]: ...  # noqa: N803


class _Dictionary:
    """jieba's dictionary, filled character by character as texts ask for it."""

    def __init__(self, lines: bytes, segmenter: _Segmenter) -> None:
        self._lines = lines  # one piece: 350,000 objects would take 26 megabytes
        self._segmenter = segmenter
        self._loaded: set[str] = set()

    def cut(self, run: str) -> Iterator[str]:
        """The words of a run of Han characters, a long one preceded by the shorter ones in it."""
        self._load_all(run)
        return self._segmenter.cut_for_search(run, HMM=False)

    def cut_once(self, run: str) -> Iterator[str]:
        """The words of a run of Han characters, one after the other."""
        self._load_all(run)
        return self._segmenter.cut(run, cut_all=False, HMM=False)

    def _load_all(self, run: str) -> None:
        for character in set(run) - self._loaded:
            self._load(character)

    def _load(self, character: str) -> None:
        """Take in the words that begin with ``character``, and 0 for what only begins a word.

        The lines that begin with a Han character stand in the order of their UTF-8 bytes.
        """
        frequencies = self._segmenter.FREQ
        prefix = character.encode()
        first = self._place_of(prefix)
        last = self._place_of(prefix[:-1] + bytes([prefix[-1] + 1]))
        for line in self._lines[first:last].decode().splitlines():
            word, frequency, _ = line.split(" ")
            frequencies[word] = int(frequency)
            for end in range(1, len(word)):
                frequencies.setdefault(word[:end], 0)
        self._loaded.add(character)

    def _place_of(self, prefix: bytes) -> int:
        """Where the first line begins that does not stand before ``prefix``."""
        at = bisect_left(range(len(self._lines)), prefix, key=lambda at: self._line_at(at, prefix))
        return self._lines.rfind(b"\n", 0, at) + 1

    def _line_at(self, at: int, prefix: bytes) -> bytes:
        """The line that the byte ``at`` is in, as far as ``prefix`` reaches."""
        first = self._lines.rfind(b"\n", 0, at) + 1
        return self._lines[first : first + len(prefix)]


@cache
def _dictionary() -> _Dictionary:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # invalid escapes in jieba's own source
        import jieba

    segmenter: _Segmenter = jieba.Tokenizer()
    segmenter.FREQ, segmenter.total, segmenter.initialized = {}, _DICTIONARY_TOTAL, True
    lines = (Path(jieba.__file__).parent / "dict.txt").read_bytes()
    return _Dictionary(lines, segmenter)
