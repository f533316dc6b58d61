"""Judgements laid over computed beads.

A paragraph that somebody judged stands where the latest judgement puts it; the rest of the bead it
was in stays as computed. Nothing computed is changed, so that a judgement withdrawn leaves no
trace.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.records import Bead, Conflict, Judgement, KeyLink, Paragraph, Standing
from pipeline.records.reasons import ALONE, BY_HAND
from pipeline.review.keys import keys_of, ordinal_of, places

_STANDINGS: dict[str, Standing] = {"accept": "accepted", "reject": "rejected"}
_OF_FINDINGS = frozenset({"dismiss", "restore"})


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Beads as they stand after review, in order, with a standing and the judgement behind it for
    each (None for one that nobody judged); ``dismissed`` maps ids of findings to the judgement;
    ``stale`` are judgements whose paragraphs are no longer there as they were; ``conflicts`` are
    in the order of the later judgements, which hold."""

    beads: tuple[Bead, ...]
    standings: tuple[Standing, ...]
    judgements: tuple[Judgement | None, ...]
    dismissed: Mapping[str, Judgement]
    stale: tuple[Judgement, ...]
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A link in ordinals and the judgement that made it."""

    zh: tuple[int, ...]
    en: tuple[int, ...]
    by: Judgement

    @property
    def places(self) -> frozenset[tuple[str, int]]:
        return frozenset([*(("zh", i) for i in self.zh), *(("en", j) for j in self.en)])


def reviewed(
    beads: Sequence[Bead],
    zh: Sequence[Paragraph],
    en: Sequence[Paragraph],
    judgements: Iterable[Judgement],
) -> Reviewed:
    """``beads`` with ``judgements`` (of the same symbol, any order) laid over them.

    Every paragraph is in exactly one bead, as before.
    """
    valid = _in_force(judgements)
    dismissed, conflicts = _findings(valid)
    tables = places(keys_of(zh)), places(keys_of(en))
    board = _Board()
    stale: list[Judgement] = []
    for made in valid:
        if made.action in _OF_FINDINGS:
            continue
        links = [_place(link, made, tables) for link in made.links]
        new = [link for link in links if link is not None]
        if len(new) < len(links):
            stale.append(made)
            continue
        overruled = board.put(new)
        conflicts += [Conflict(old, made) for old in overruled if old.reviewer != made.reviewer]
    placed = board.links()
    rows = [*_by_hand(placed, beads), *_remaining(placed, beads)]
    positions = _positions(beads)
    rows.sort(key=lambda row: _order(row[0], positions))
    return Reviewed(
        tuple(r[0] for r in rows),
        tuple(r[1] for r in rows),
        tuple(r[2] for r in rows),
        dismissed,
        tuple(stale),
        tuple(sorted(conflicts, key=lambda c: (c.later.made, c.later.id))),
    )


def _in_force(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Those that nobody withdrew, in the order of time."""
    ordered = sorted(judgements, key=lambda j: (j.made, j.id))
    withdrawn = {j.target for j in ordered if j.action == "withdraw"}
    return [j for j in ordered if j.action != "withdraw" and j.id not in withdrawn]


def _findings(valid: Iterable[Judgement]) -> tuple[dict[str, Judgement], list[Conflict]]:
    """The findings that are set aside, and where one person set aside what another brought back,
    or the other way round."""
    last: dict[str, Judgement] = {}
    conflicts: list[Conflict] = []
    for made in valid:
        if made.action not in _OF_FINDINGS:
            continue
        before = last.get(made.target)
        if before and before.action != made.action and before.reviewer != made.reviewer:
            conflicts.append(Conflict(before, made))
        last[made.target] = made
    return {target: j for target, j in last.items() if j.action == "dismiss"}, conflicts


def _place(
    link: KeyLink, by: Judgement, tables: tuple[Mapping[str, int], Mapping[str, int]]
) -> _Placed | None:
    zh = [ordinal_of(key, tables[0]) for key in link.zh]
    en = [ordinal_of(key, tables[1]) for key in link.en]
    if None in zh or None in en:
        return None
    return _Placed(
        tuple(sorted(i for i in zh if i is not None)),
        tuple(sorted(j for j in en if j is not None)),
        by,
    )


class _Board:
    """Which link each paragraph is in; a later link takes its paragraphs from earlier ones."""

    def __init__(self) -> None:
        self._links: dict[int, _Placed] = {}
        self._owner: dict[tuple[str, int], int] = {}
        self._next = 0

    def put(self, new: Sequence[_Placed]) -> list[Judgement]:
        """Place ``new`` links; the judgements that they contradict. A link that loses a paragraph
        keeps the others."""
        taken = frozenset(place for link in new for place in link.places)
        same = {(link.zh, link.en) for link in new}
        overruled: list[Judgement] = []
        for number in sorted({self._owner[p] for p in taken if p in self._owner}):
            old = self._links.pop(number)
            for place in old.places:
                self._owner.pop(place, None)
            if (old.zh, old.en) in same:
                continue
            overruled.append(old.by)
            self._put(
                replace(
                    old,
                    zh=tuple(i for i in old.zh if ("zh", i) not in taken),
                    en=tuple(j for j in old.en if ("en", j) not in taken),
                )
            )
        for link in new:
            self._put(link)
        return list(dict.fromkeys(overruled))

    def _put(self, link: _Placed) -> None:
        if link.places:
            self._links[self._next] = link
            self._owner.update((place, self._next) for place in link.places)
            self._next += 1

    def links(self) -> list[_Placed]:
        """All that are placed."""
        return list(self._links.values())


def _by_hand(
    placed: Sequence[_Placed], beads: Sequence[Bead]
) -> list[tuple[Bead, Standing, Judgement | None]]:
    computed = {(b.zh, b.en): b for b in beads}
    rows: list[tuple[Bead, Standing, Judgement | None]] = []
    for link in placed:
        bead = computed.get((link.zh, link.en))
        why = BY_HAND if link.zh and link.en else ALONE
        standing = _STANDINGS.get(link.by.action, "by hand")
        if bead is None and standing == "accepted":
            standing = "by hand"
        rows.append((bead or Bead(link.zh, link.en, why, None), standing, link.by))
    return rows


def _remaining(
    placed: Sequence[_Placed], beads: Sequence[Bead]
) -> list[tuple[Bead, Standing, Judgement | None]]:
    taken = frozenset(place for link in placed for place in link.places)
    rows: list[tuple[Bead, Standing, Judgement | None]] = []
    for bead in beads:
        zh = tuple(i for i in bead.zh if ("zh", i) not in taken)
        en = tuple(j for j in bead.en if ("en", j) not in taken)
        if (zh, en) == (bead.zh, bead.en):
            rows.append((bead, "", None))
        elif zh and en:
            rows.append((replace(bead, zh=zh, en=en, runner_up=None, confidence=None), "", None))
        elif zh or en:
            rows.append((Bead(zh, en, ALONE, None), "", None))
    return rows


def _positions(beads: Sequence[Bead]) -> dict[tuple[str, int], int]:
    """At which computed bead each paragraph stood."""
    return {
        place: position
        for position, bead in enumerate(beads)
        for place in (*(("zh", i) for i in bead.zh), *(("en", j) for j in bead.en))
    }


def _order(bead: Bead, positions: Mapping[tuple[str, int], int]) -> tuple[int, int, int]:
    """Beads stand where their first paragraph stood among the computed ones."""
    if bead.zh:
        return positions[("zh", bead.zh[0])], 0, bead.zh[0]
    return positions[("en", bead.en[0])], 1, bead.en[0]
