"""Texts whose lines are broken as files break them, planted at random on one side.

Published resolutions have a paragraph to a block. Other files glue a heading or a footnote to the
end of a paragraph, break a line in the middle of a sentence, print a list on as one paragraph, or
leave a page number after the last full stop. Each is planted here with the numbers hidden; what is
right is the alignment of the unchanged text with its numbers. A fault is *mended* where every
paragraph that it touches is linked to just those of the other side that its words stand in.
"""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias, get_args

from evaluation.alignment import vectors
from evaluation.alignment_documents import Version
from pipeline.align import align
from pipeline.encode import Encoder
from pipeline.records import CONTENT_ROLES, Paragraph, Role
from pipeline.text.passage import wording

Fault: TypeAlias = Literal[
    "heading glued", "note glued", "list written on", "line broken", "figures trailing"
]
FAULTS: tuple[Fault, ...] = get_args(Fault)
SHARE = 0.2
"""Share of the places for a fault that get it."""
LARGEST_LIST = 4
"""Lines of a list that are written on as one paragraph, its opening among them."""
_SIGNPOSTS: frozenset[Role] = frozenset({"heading", "chapter", "section", "article"})
Pieces: TypeAlias = tuple[list[tuple[Paragraph, tuple[int, ...]]], int]
"""New paragraphs, each with the ordinals of those whose words it holds, and how many old ones they
stand for."""


@dataclass(frozen=True, slots=True)
class Mended:
    """Faults of one kind: how many were planted and how many mended."""

    fault: Fault
    planted: int
    mended: int


@dataclass(frozen=True, slots=True)
class BrokenFigures:
    """Pairs of paragraphs over all texts, as in ``AlignmentFigures``, and what was mended."""

    gold: int
    found: int
    right: int
    faults: tuple[Mended, ...]

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 0 where there is nothing."""
        return 2 * self.right / (self.found + self.gold) if self.found + self.gold else 0.0


@dataclass(frozen=True, slots=True)
class Broken:
    """One side after the faults: its paragraphs, the ordinals that each holds words of, and the
    new ordinals of each fault."""

    side: tuple[Paragraph, ...]
    sources: tuple[tuple[int, ...], ...]
    faults: tuple[tuple[Fault, tuple[int, ...]], ...]


def measure_broken(versions: Sequence[Version], encoder: Encoder, seed: int) -> BrokenFigures:
    """Break one side of each text, chosen by ``seed``, and align it with the other."""
    chance = random.Random(seed)
    counts: Counter[str] = Counter()
    planted: Counter[Fault] = Counter()
    mended: Counter[Fault] = Counter()
    for version in versions:
        own = chance.randrange(2)
        broken = break_lines((version.zh, version.en)[own], chance)
        gold, found = _pairs(version, broken, own, encoder)
        counts.update(gold=len(gold), found=len(found), right=len(gold & found))
        wrong = {n for n, _ in gold ^ found}
        for fault, places in broken.faults:
            planted[fault] += 1
            mended[fault] += wrong.isdisjoint(places)
    faults = tuple(Mended(fault, planted[fault], mended[fault]) for fault in FAULTS)
    return BrokenFigures(counts["gold"], counts["found"], counts["right"], faults)


def break_lines(side: Sequence[Paragraph], chance: random.Random) -> Broken:
    """``side`` without its numbers, broken at random places."""
    out: list[Paragraph] = []
    sources: list[tuple[int, ...]] = []
    faults: list[tuple[Fault, tuple[int, ...]]] = []
    k = 0
    while k < len(side):
        fault, pieces = _fault(side, k, chance)
        made, used = pieces or ([(_bare(side[k]), (k,))], 1)
        places = tuple(range(len(out), len(out) + len(made)))
        if pieces is not None:
            faults.append((fault, places))
        out += [replace(piece, ordinal=n) for n, (piece, _) in zip(places, made, strict=True)]
        sources += (held for _, held in made)
        k += used
    return Broken(tuple(out), tuple(sources), tuple(faults))


def _fault(side: Sequence[Paragraph], k: int, chance: random.Random) -> tuple[Fault, Pieces | None]:
    """A fault at a place, the rarer kinds first; mostly none."""
    for fault in FAULTS:
        pieces = _MAKERS[fault](side, k, chance) if chance.random() < SHARE else None
        if pieces is not None:
            return fault, pieces
    return fault, None


def _pairs(
    version: Version, broken: Broken, own: int, encoder: Encoder
) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Pairs that must come out and pairs that do, the ordinal of the broken side first."""
    whole = align(version.zh, version.en, version.zh_vectors, version.en_vectors)
    linked: dict[int, set[int]] = {}
    for bead in whole:
        ours, theirs = (bead.en, bead.zh) if own else (bead.zh, bead.en)
        for i in ours:
            linked.setdefault(i, set()).update(theirs)
    gold = {
        (n, j)
        for n, held in enumerate(broken.sources)
        for i in held
        for j in linked.get(i, ())
    }  # fmt: skip
    other = [_bare(p) for p in (version.zh, version.en)[1 - own]]
    rows = vectors((*broken.side, *other), encoder)
    first, second = rows[: len(broken.side)], rows[len(broken.side) :]
    if own:
        beads = align(other, broken.side, second, first, True)
    else:
        beads = align(broken.side, other, first, second, True)
    found = {(i, j) for b in beads for i in (b.zh, b.en)[own] for j in (b.zh, b.en)[1 - own]}
    return gold, found


def _bare(paragraph: Paragraph) -> Paragraph:
    return replace(paragraph, number=(), label="", text=wording(paragraph))


def _glue(side: Sequence[Paragraph], k: int, last: int) -> Pieces:
    """Paragraphs ``k`` to ``last`` as one; numbers of those further in stay printed."""
    between = "" if side[k].lang == "zh" else " "
    rest = (" ".join(p.text.split()) for p in side[k + 1 : last + 1])
    text = between.join((wording(side[k]), *rest))
    held = tuple(range(k, last + 1))
    return [(replace(_bare(side[k]), text=text), held)], len(held)


def _heading_glued(side: Sequence[Paragraph], k: int, chance: random.Random) -> Pieces | None:
    if side[k].role not in CONTENT_ROLES or k + 1 == len(side):
        return None
    return _glue(side, k, k + 1) if side[k + 1].role in _SIGNPOSTS else None


def _note_glued(side: Sequence[Paragraph], k: int, chance: random.Random) -> Pieces | None:
    if side[k].role not in CONTENT_ROLES or k + 1 == len(side):
        return None
    return _glue(side, k, k + 1) if side[k + 1].role == "footnote" else None


def _line_broken(side: Sequence[Paragraph], k: int, chance: random.Random) -> Pieces | None:
    text = wording(side[k])
    least = len(text) // 5
    inside = range(max(1, least), len(text) - least)
    if side[k].lang == "en":
        places = [n for n in inside if text[n] == " " and text[n - 1].isalpha()]
    else:
        places = [n for n in inside if text[n - 1].isalpha() and text[n].isalpha()]
    if side[k].role not in CONTENT_ROLES or not places:
        return None
    cut = chance.choice(places)
    parts = (text[:cut].rstrip(), text[cut:].lstrip())
    return [(replace(_bare(side[k]), text=part, role="text"), (k,)) for part in parts], 1


def _list_written_on(side: Sequence[Paragraph], k: int, chance: random.Random) -> Pieces | None:
    if wording(side[k])[-1:] not in {":", "："}:
        return None
    last = k
    while last + 1 < len(side) and side[last + 1].role in {"item", "subitem"}:
        last += 1
    return _glue(side, k, last) if 2 <= last - k < LARGEST_LIST else None


def _figures_trailing(side: Sequence[Paragraph], k: int, chance: random.Random) -> Pieces | None:
    text = wording(side[k])
    if side[k].role not in CONTENT_ROLES or text[-1:] not in set("。；.;"):
        return None
    page, job = chance.randrange(2, 60), f"{chance.randrange(24):02}-{chance.randrange(99_999):05}"
    return [(replace(_bare(side[k]), text=f"{text} {page} {job}"), (k,))], 1


_Maker: TypeAlias = Callable[[Sequence[Paragraph], int, random.Random], Pieces | None]
_MAKERS: dict[Fault, _Maker] = {
    "heading glued": _heading_glued,
    "note glued": _note_glued,
    "line broken": _line_broken,
    "list written on": _list_written_on,
    "figures trailing": _figures_trailing,
}
