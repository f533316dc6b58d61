"""Planted changes: a paragraph deleted, added, split, merged or moved on one side of a text.

A trial takes a text in both languages, aligns it, changes one paragraph on one side at random and
aligns again. The change is *reported* where the beads say just that (a one-sided paragraph, a bead
of one and two, a moved one), and nothing else is *touched* where every other bead is still there.
Where a paragraph is changed it was in a bead of one and one before. Parts of a paragraph that was
split hold at least a fifth of its characters and end where a clause does; an added paragraph comes
from another text. Numbers stay as they were: what is new has none.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias, get_args

import numpy as np

from evaluation.alignment import vectors
from evaluation.alignment_documents import Version
from pipeline.align import Vectors, align
from pipeline.encode import Encoder
from pipeline.records import CONTENT_ROLES, Bead, Paragraph
from pipeline.text.passage import wording

Change: TypeAlias = Literal["delete", "add", "split", "merge", "move"]
CHANGES: tuple[Change, ...] = get_args(Change)
Ordinals: TypeAlias = tuple[int, ...]
Beads: TypeAlias = frozenset[tuple[Ordinals, Ordinals]]
Places: TypeAlias = dict[int, int]

LEAST_SHARE = 0.2
LEAST_PARAGRAPHS = 6
_CLAUSE_END = re.compile(r"(?<=[。；;，,])\s*(?=\S)|(?<=[.:])\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Tally:
    """Trials of one change or of ``all``, how many were reported, how many touched nothing else."""

    change: Change | Literal["all"]
    trials: int
    reported: int
    untouched: int


@dataclass(frozen=True, slots=True)
class Edited:
    """One side after a change: where the paragraphs that are still there stand now, by where they
    stood, and where what was made stands."""

    side: tuple[Paragraph, ...]
    vectors: Vectors
    places: Places
    made: Ordinals


@dataclass(frozen=True, slots=True)
class Trial:
    """A change ready to be aligned, and the beads that must come out."""

    change: Change
    zh: Sequence[Paragraph]
    en: Sequence[Paragraph]
    zh_vectors: Vectors
    en_vectors: Vectors
    report: tuple[Ordinals, Ordinals]
    others: Beads


def run_trials(
    versions: Sequence[Version], encoder: Encoder, hide_numbers: bool, count: int, seed: int
) -> tuple[Tally, ...]:
    """``count`` trials, the same number of each change; the same ``seed`` gives the same trials."""
    results: dict[Change, list[tuple[bool, bool]]] = {change: [] for change in CHANGES}
    for trial in make_trials(versions, encoder, hide_numbers, count, seed):
        beads = align(trial.zh, trial.en, trial.zh_vectors, trial.en_vectors, hide_numbers)
        found = shapes(beads)
        results[trial.change].append((trial.report in found, trial.others <= found))
    return tuple(
        Tally(change, len(rows), sum(r for r, _ in rows), sum(u for _, u in rows))
        for change, rows in results.items()
    )


def total(tallies: Sequence[Tally]) -> Tally:
    """All changes together."""
    return Tally(
        "all",
        sum(t.trials for t in tallies),
        sum(t.reported for t in tallies),
        sum(t.untouched for t in tallies),
    )


def make_trials(
    versions: Sequence[Version], encoder: Encoder, hide_numbers: bool, count: int, seed: int
) -> Iterator[Trial]:
    """The trials, one change after the other in turn."""
    chance = random.Random(seed)
    aligned: dict[str, Beads] = {}
    usable = [v for v in versions if min(len(v.zh), len(v.en)) >= LEAST_PARAGRAPHS]
    made = 0
    while made < count:
        version, donor = chance.choice(usable), chance.choice(usable)
        if version.symbol not in aligned:
            aligned[version.symbol] = shapes(_align(version, hide_numbers))
        trial = _trial(CHANGES[made % 5], version, donor, aligned[version.symbol], encoder, chance)
        if trial is not None:
            made += 1
            yield trial


def shapes(beads: Sequence[Bead]) -> Beads:
    """The ordinals of the beads, without what else is known of them."""
    return frozenset((bead.zh, bead.en) for bead in beads)


def _align(version: Version, hide_numbers: bool) -> tuple[Bead, ...]:
    return align(version.zh, version.en, version.zh_vectors, version.en_vectors, hide_numbers)


def _trial(
    change: Change,
    version: Version,
    donor: Version,
    beads: Beads,
    encoder: Encoder,
    chance: random.Random,
) -> Trial | None:
    """One change at a random place; None where the place does not allow it."""
    own = chance.randrange(2)
    side, rows = ((version.zh, version.zh_vectors), (version.en, version.en_vectors))[own]
    given = (donor.zh, donor.en)[own]
    ones = {b[own][0]: b[1 - own][0] for b in beads if len(b[0]) == len(b[1]) == 1}
    at = chance.randrange(len(side))
    if change == "add":
        inside = any(b[own][0] < at <= b[own][-1] for b in beads if len(b[own]) > 1)
        new = given[chance.randrange(len(given))]
        if inside or donor.symbol == version.symbol or not wording(new):
            return None
        edited: Edited | None = _insert(side, rows, at, new, encoder)
        gone: set[int] = set()
    else:
        gone = {at, at + 1} if change == "merge" else {at}
        if not _may_change(side, ones, gone, change):
            return None
        edited = _EDITS[change](side, rows, at, encoder, chance)
    if edited is None:
        return None
    report = _in_order(own, edited.made, tuple(ones[k] for k in sorted(gone)))
    others = frozenset(
        _in_order(own, tuple(edited.places[k] for k in b[own]), b[1 - own])
        for b in beads
        if not gone & set(b[own])
    )
    if own:
        changed = (version.zh, edited.side, version.zh_vectors, edited.vectors)
    else:
        changed = (edited.side, version.en, edited.vectors, version.en_vectors)
    return Trial(change, *changed, report, others)


def _in_order(own: int, ours: Ordinals, theirs: Ordinals) -> tuple[Ordinals, Ordinals]:
    return (theirs, ours) if own else (ours, theirs)


def _may_change(side: Sequence[Paragraph], ones: Places, gone: set[int], change: Change) -> bool:
    """Whether all paragraphs concerned have words and one counterpart, next to each other."""
    if not all(k in ones and wording(side[k]) for k in gone):
        return False
    across = [ones[k] for k in sorted(gone)]
    is_content = all(side[k].role in CONTENT_ROLES for k in gone)
    return across[-1] - across[0] == len(gone) - 1 and (
        is_content or change not in {"split", "merge"}
    )


def _insert(
    side: Sequence[Paragraph], rows: Vectors, at: int, new: Paragraph, encoder: Encoder
) -> Edited:
    bare = replace(new, number=(), label="", text=wording(new))
    places = {k: k if k < at else k + 1 for k in range(len(side))}
    table = np.concatenate([rows[:at], vectors([bare], encoder), rows[at:]])
    return Edited((*side[:at], bare, *side[at:]), table, places, (at,))


def _delete(
    side: Sequence[Paragraph], rows: Vectors, at: int, encoder: Encoder, chance: random.Random
) -> Edited:
    places = {k: k if k < at else k - 1 for k in range(len(side)) if k != at}
    return Edited((*side[:at], *side[at + 1 :]), np.delete(rows, at, axis=0), places, ())


def _split(
    side: Sequence[Paragraph], rows: Vectors, at: int, encoder: Encoder, chance: random.Random
) -> Edited | None:
    whole = side[at]
    text, label = whole.text, len(whole.label)
    least = LEAST_SHARE * (len(text) - label)
    cuts = [
        m.start()
        for m in _CLAUSE_END.finditer(text)
        if m.start() - label >= least and len(text) - m.end() >= least
    ]
    if not cuts:
        return None
    cut = chance.choice(cuts)
    parts = (
        replace(whole, text=text[:cut]),
        replace(whole, text=text[cut:].strip(), number=(), label="", role="text"),
    )
    places = {k: k if k < at else k + 1 for k in range(len(side)) if k != at}
    table = np.concatenate([rows[:at], vectors(parts, encoder), rows[at + 1 :]])
    return Edited((*side[:at], *parts, *side[at + 1 :]), table, places, (at, at + 1))


def _merge(
    side: Sequence[Paragraph], rows: Vectors, at: int, encoder: Encoder, chance: random.Random
) -> Edited:
    first, second = side[at], wording(side[at + 1])
    between = "" if first.lang == "zh" else " "
    one = replace(first, text=f"{first.text}{between}{second}")
    places = {k: k if k < at else k - 1 for k in range(len(side)) if k not in {at, at + 1}}
    table = np.concatenate([rows[:at], vectors([one], encoder), rows[at + 2 :]])
    return Edited((*side[:at], one, *side[at + 2 :]), table, places, (at,))


def _move(
    side: Sequence[Paragraph], rows: Vectors, at: int, encoder: Encoder, chance: random.Random
) -> Edited | None:
    to = chance.randrange(len(side))
    if to == at:
        return None
    order = [k for k in range(len(side)) if k != at]
    order.insert(to, at)
    places = {k: place for place, k in enumerate(order) if k != at}
    return Edited(tuple(side[k] for k in order), rows[order], places, (to,))


_Edit: TypeAlias = Callable[
    [Sequence[Paragraph], Vectors, int, Encoder, random.Random], Edited | None
]
_EDITS: dict[Change, _Edit] = {
    "delete": _delete,
    "split": _split,
    "merge": _merge,
    "move": _move,
}
