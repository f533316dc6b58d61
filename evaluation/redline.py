"""Redlines of paragraphs that recur from one session to the next: time, changes, words marked.

``redline`` of this project, the differences of rapidfuzz as it gives them, and diff-match-patch
with its semantic clean-up where that is installed, all over the same folded words.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from random import Random
from time import process_time
from typing import TypeAlias

from evaluation.inputs import documents_in
from pipeline.compare.redline import folded_words, redline
from pipeline.errors import Unreadable
from pipeline.records import CONTENT_ROLES, Lang
from pipeline.segment import segment
from pipeline.text.passage import wording

_ALIKE = 70
"""Least likeness, in percent of rapidfuzz's ratio, of two wordings of one paragraph."""
_SHORTEST = 40
_DRAWN = 5
"""Paragraphs drawn for each pair wanted; most have none like them or are the same."""

Pair: TypeAlias = tuple[str, str]
"""The earlier and the later wording."""
Marking: TypeAlias = Callable[[str, str], tuple[int, int]]
"""The number of changes between two wordings, and of words marked in both."""


@dataclass(frozen=True, slots=True)
class RedlineFigures:
    """Of one way: milliseconds of processor time and changes a pair, share of words marked."""

    name: str
    pairs: int
    milliseconds: float
    changes: float
    marked: float


def recurring_pairs(old: Path, new: Path, lang: Lang, each: int, seed: int) -> tuple[Pair, ...]:
    """``each`` paragraphs at most of ``new``, drawn by ``seed``, each with the wording of ``old``
    that is most like it. Raises Unreadable where no paragraph recurs with a change."""
    from rapidfuzz import fuzz, process

    earlier, later = (sorted(set(_wordings(path, lang))) for path in (old, new))
    drawn = Random(seed).sample(later, min(len(later), _DRAWN * each))
    pairs: list[Pair] = []
    for text in drawn:
        found = process.extractOne(text, earlier, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        if found and found[0] != text and len(text) > _SHORTEST:
            pairs.append((found[0], text))
        if len(pairs) == each:
            break
    if not pairs:
        raise Unreadable(str(new), f"no {lang} paragraph recurs from {old} with a change")
    return tuple(pairs)


def _wordings(path: Path, lang: Lang) -> Iterator[str]:
    for document in documents_in([path]):
        if document.lang == lang:
            yield from (wording(p) for p in segment(document) if p.role in CONTENT_ROLES)


def measure_redline(pairs: Sequence[Pair], lang: Lang) -> tuple[RedlineFigures, ...]:
    """The figures of each way over the same pairs."""
    words = sum(len(folded_words(text)) for pair in pairs for text in pair)
    ways: dict[str, Marking] = {
        "redline": lambda a, b: _ours(a, b, lang),
        "rapidfuzz": _rapidfuzz,
    }
    if peer := _diff_match_patch():
        ways["diff-match-patch"] = peer
    return tuple(_measured(name, way, pairs, words) for name, way in ways.items())


def _measured(name: str, way: Marking, pairs: Sequence[Pair], words: int) -> RedlineFigures:
    way(*pairs[0])
    start = process_time()
    found = [way(a, b) for a, b in pairs]
    seconds = process_time() - start
    changes, marked = (sum(column) for column in zip(*found, strict=True))
    n = len(pairs)
    return RedlineFigures(name, n, 1000 * seconds / n, changes / n, marked / max(1, words))


def _ours(old: str, new: str, lang: Lang) -> tuple[int, int]:
    changes = [c for c in redline(old, new, lang) if c.kind != "equal"]
    marked = sum(
        len(folded_words(old[c.old_start : c.old_end]))
        + len(folded_words(new[c.new_start : c.new_end]))
        for c in changes
        if c.kind != "move"
    )
    return len(changes), marked


def _rapidfuzz(old: str, new: str) -> tuple[int, int]:
    from rapidfuzz.distance import Indel

    steps = [o for o in Indel.opcodes(folded_words(old), folded_words(new)) if o.tag != "equal"]
    return len(steps), sum(o.src_end - o.src_start + o.dest_end - o.dest_start for o in steps)


def _diff_match_patch() -> Marking | None:
    """Its differences over words written as single characters; None where it is not installed."""
    if find_spec("diff_match_patch") is None:
        return None
    differ = import_module("diff_match_patch").diff_match_patch()
    differ.Diff_Timeout = 0

    def way(old: str, new: str) -> tuple[int, int]:
        known: dict[str, str] = {}
        texts = [
            "".join(known.setdefault(word, chr(0x100 + len(known))) for word in folded_words(text))
            for text in (old, new)
        ]
        steps = differ.diff_main(*texts, False)
        differ.diff_cleanupSemantic(steps)
        marked = [len(text) for kind, text in steps if kind]
        return len(marked), sum(marked)

    return way
