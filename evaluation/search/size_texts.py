"""Many more documents than there are: files of AKN4UN mark-up under other symbols, their words
varied.

A copy that were the same would make twins of every passage, and noise would have no neighbours at
all. So each stretch of text loses some words, has others take the places of their neighbours, has
words of the same file put in, and may go on as another stretch of the file does after its comma.
"""

import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.readers import walk
from pipeline.records import Refusal
from pipeline.text.normalise import HAN

_SYMBOL = re.compile(r'(refersTo="#symbol">\s*)([A-Z](?:/HRC)?)/(RES|DEC)/')
_STRETCH = re.compile(r">([^<]{30,})<")
_PIECES = re.compile(f"[{HAN}]{{1,2}}|[^{HAN}\\s]+|\\s+")
_LETTERS = re.compile(f"[A-Za-z{HAN}]")
_TAIL = re.compile("[,，;；]")
_CHANGED, _DROPPED, _MOVED, _JOINED = 0.10, 0.05, 0.05, 0.3
"""Shares of the words that others replace, that fall out, that change places with the next one,
and of the stretches that go on as another does."""


def write_varied(paths: Sequence[Path], folder: Path, copies: int, seed: int = 11) -> int:
    """Write ``copies`` varied versions of the XML files in ``paths`` into ``folder``, a folder a
    copy; how many files. The same texts and seed give the same files."""
    written = 0
    for file in walk(list(paths)):
        if isinstance(file, Refusal) or file.suffix != ".xml":
            continue
        text = file.content.decode("utf-8", errors="replace")
        if not _SYMBOL.search(text):
            continue
        name = re.sub(r"[^\w.-]+", "_", file.name)[-120:]
        for copy in range(1, copies + 1):
            target = folder / f"{copy:02d}" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            chance = random.Random(f"{seed} {copy} {file.name}")
            target.write_text(varied(text, copy, chance), encoding="utf-8")
            written += 1
    return written


def varied(markup: str, copy: int, chance: random.Random) -> str:
    """``markup`` under the symbol of a body that does not exist, ``A/V1/RES/...``, its words
    varied by ``chance``; what stands before the preamble and the body is left as it is."""
    head, body = _halves(_SYMBOL.sub(rf"\g<1>\g<2>/V{copy}/\g<3>/", markup))
    stretches = _STRETCH.findall(body)
    words = [w for stretch in stretches for w in _pieces(stretch) if _LETTERS.match(w)]
    tails = [stretch[m.start() :] for stretch in stretches if (m := _TAIL.search(stretch))]

    def change(match: re.Match[str]) -> str:
        return f">{_changed(match[1], words, tails, chance)}<"

    return head + _STRETCH.sub(change, body)


def _halves(markup: str) -> tuple[str, str]:
    found = re.search("<(?:preamble|mainBody|body)[ >]", markup)
    at = found.start() if found else len(markup)
    return markup[:at], markup[at:]


def _pieces(text: str) -> list[str]:
    """Words, pairs of Han characters, and the spaces between."""
    return _PIECES.findall(text)


def _changed(text: str, words: Sequence[str], tails: Sequence[str], chance: random.Random) -> str:
    tail = _TAIL.search(text)
    if tail and tails and chance.random() < _JOINED:
        text = text[: tail.start()] + chance.choice(tails)
    return "".join(_varied_pieces(_pieces(text), words, chance))


def _varied_pieces(
    pieces: Sequence[str], words: Sequence[str], chance: random.Random
) -> Iterator[str]:
    kept = list(pieces)
    for at, piece in enumerate(kept):
        if not _LETTERS.match(piece):
            yield piece
            continue
        drawn = chance.random()
        if drawn < _CHANGED and words:
            yield chance.choice(words)
        elif drawn < _CHANGED + _DROPPED:
            continue
        elif drawn < _CHANGED + _DROPPED + _MOVED and at + 2 < len(kept):
            yield kept[at + 2]
            kept[at + 2] = piece
        else:
            yield piece
