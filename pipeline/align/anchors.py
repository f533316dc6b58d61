"""Where the way through a long table must lie: strips of rows with a window of columns each.

Anchors are pairs of paragraphs that can hardly be wrong: the same number, or the same rare figures,
or words that are each other's nearest by far. They only say where to look: the windows are wider
than the anchors by a margin, so that a wrong anchor costs nothing as long as its error is
smaller, and anchors that do not ascend with the others are dropped.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TypeAlias

import numpy as np

from pipeline.align.features import LARGEST, Codes, Figures, Side
from pipeline.align.table import Strip

Anchor: TypeAlias = tuple[int, int]

WHOLE_TABLE = 90_000
"""States below which the whole table is one window."""
STRIP = 64
"""Rows of a strip."""
MARGIN = 40
"""Columns to either side of the anchors that a window holds."""
CLEAR_COSINE = 0.60
CLEAR_LEAD = 0.10
"""A pair of each other's nearest is an anchor above that cosine, and that far from the next."""
LARGEST_GAP = 1_000_000
"""States between two anchors above which only those near the diagonal are looked at."""
NARROWEST = 500
"""Columns to either side of that diagonal, at the least."""
SAMPLE = 1_024
"""Paragraphs of a gap between anchors that are compared with all of the other side in it."""
WIDEST_GAP = 400
"""Paragraphs between two anchors for which more anchors are looked for."""


def strips(zh: Side, en: Side, figures: Figures) -> tuple[Strip, ...]:
    """The strips of the table of ``zh`` by ``en``: contiguous in rows, all states (0, 0) to (n, m)
    reachable."""
    n, m = len(zh), len(en)
    if (n + 1) * (m + 1) <= WHOLE_TABLE:
        windows = [(0, m + 1)] * (n // STRIP + 1)
    else:
        windows = _windows([(-1, -1), *anchors(zh, en, figures), (n, m)], n, m)
    return tuple(
        Strip(k * STRIP, min((k + 1) * STRIP, n + 1), left, right)
        for k, (left, right) in enumerate(windows)
    )


def anchors(zh: Side, en: Side, figures: Figures) -> list[Anchor]:
    """Pairs that ascend on both sides, dense enough where the texts give any."""
    found = _longest_ascent({*_numbered(zh, en), *_figured(zh, en, figures)})
    bounds = [(-1, -1), *found, (len(zh), len(en))]
    more = []
    for (z0, e0), (z1, e1) in pairwise(bounds):
        if max(z1 - z0, e1 - e0) > WIDEST_GAP:
            more += _nearest(zh, en, range(z0 + 1, z1), range(e0 + 1, e1))
    return _longest_ascent({*found, *more})


def _windows(bounds: Sequence[Anchor], n: int, m: int) -> list[tuple[int, int]]:
    """For each strip the columns that the anchors around its rows leave open; in a gap too large
    for that, those near the line from anchor to anchor. The column of that line at the first row of
    a strip is in its window and in the one before, so that there is always a way through."""
    rows = [i for i, _ in bounds]
    columns = [j for _, j in bounds]
    firsts = np.arange(0, n + 1, STRIP)
    lasts = np.minimum(firsts + STRIP, n + 1)
    before = np.maximum(np.searchsorted(rows, firsts - LARGEST, side="right") - 1, 0)
    after = np.minimum(np.searchsorted(rows, lasts, side="left"), len(bounds) - 1)
    lines = np.interp(np.concatenate([firsts, [n]]), rows, columns).astype(np.int64)
    out = []
    for strip, (low, high) in enumerate(zip(before, after, strict=True)):
        left, right = columns[low], columns[high]
        if (rows[high] - rows[low]) * (right - left) > LARGEST_GAP:
            left = max(left, int(lines[strip]) - NARROWEST)
            right = min(right, int(lines[strip + 1]) + NARROWEST)
        out.append((max(0, left - MARGIN), min(m + 1, right + MARGIN)))
    out[0] = (0, out[0][1])
    out[-1] = (out[-1][0], m + 1)
    return out


def _numbered(zh: Side, en: Side) -> Iterable[Anchor]:
    """The same number, found once on each side, with words that do not speak against it."""
    places = []
    for side in (zh, en):
        count = Counter(side.numbers.tolist())
        places.append({k: i for i, k in enumerate(side.numbers.tolist()) if k and count[k] == 1})
    for number, i in places[0].items():
        j = places[1].get(number)
        if j is not None and zh.vectors[i] @ en.vectors[j] >= CLEAR_COSINE:
            yield i, j


def _figured(zh: Side, en: Side, figures: Figures) -> Iterable[Anchor]:
    """The same figure or symbol, found once on each side, with words that agree."""
    once = Counter(int(j[0]) for found in figures.shared for _, j in found if len(j) == 1)
    for i, found in enumerate(figures.shared):
        for _, places in found:
            if len(places) == 1 and once[int(places[0])] == 1:
                j = int(places[0])
                if zh.vectors[i] @ en.vectors[j] >= CLEAR_COSINE:
                    yield i, j


def _nearest(zh: Side, en: Side, rows: range, columns: range) -> list[Anchor]:
    """Pairs that are each other's nearest by far, from a sample of the longer paragraphs."""
    if not rows or not columns:
        return []
    chosen = _sample(zh, rows)
    forth = _clear(zh, en, chosen, np.arange(columns.start, columns.stop))
    if not forth:
        return []
    back = _clear(en, zh, np.array([j for _, j in forth]), np.arange(rows.start, rows.stop))
    agreed = {(i, j) for j, i in back}
    return [pair for pair in forth if pair in agreed]


def _sample(side: Side, rows: range) -> Codes:
    """At most SAMPLE rows at even distances, the longest of each stretch."""
    sizes = np.diff(side.totals)[rows.start : rows.stop]
    parts = np.array_split(np.arange(len(rows)), min(SAMPLE, len(rows)))
    return np.array([rows.start + part[int(sizes[part].argmax())] for part in parts])


def _clear(
    one: Side,
    other: Side,
    rows: Codes,
    columns: Codes,
) -> list[Anchor]:
    """Rows with the column that is nearest by far."""
    out = []
    for part in np.array_split(rows, len(rows) // 256 + 1):
        cosines = one.vectors[part] @ other.vectors[columns].T
        best = cosines.argmax(axis=1)
        top = cosines[np.arange(len(part)), best]
        cosines[np.arange(len(part)), best] = -1.0
        is_clear = (top >= CLEAR_COSINE) & (top - cosines.max(axis=1) >= CLEAR_LEAD)
        out += [
            (int(i), int(columns[j])) for i, j in zip(part[is_clear], best[is_clear], strict=True)
        ]
    return out


def _longest_ascent(pairs: Iterable[Anchor]) -> list[Anchor]:
    """The longest chain of ``pairs`` that ascends strictly on both sides (patience sorting)."""
    ordered = sorted(pairs, key=lambda p: (p[0], -p[1]))
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for k, (_, j) in enumerate(ordered):
        place = int(np.searchsorted(tails, j))
        before.append(ends[place - 1] if place else -1)
        tails[place : place + 1] = [j]
        ends[place : place + 1] = [k]
    chain = []
    k = ends[-1] if ends else -1
    while k >= 0:
        chain.append(ordered[k])
        k = before[k]
    return chain[::-1]
