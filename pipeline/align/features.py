"""What each side of an alignment is known by: vectors, lengths, figures, endings, numbers.

All of it is language-neutral, so that a Chinese paragraph and an English one can be compared by it,
and all of it is linear in the length of the text.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from pipeline.align.breaks import COMMA, SEMICOLON, ending, is_unfinished, marks, without_furniture
from pipeline.records import CONTENT_ROLES, Lang, Paragraph, Role
from pipeline.text.figures import plain_values
from pipeline.text.passage import wording
from pipeline.text.symbols import find_symbols

Vectors: TypeAlias = NDArray[np.float32]
Floats: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]
Codes: TypeAlias = NDArray[np.int64]

LARGEST = 4
"""Paragraphs of one side that a bead holds at most."""

SIGNPOST = 3
"""Class of titles, headings and the lines that open a chapter or an article."""

SHORT_FIGURE = 0.3
"""Weight of a figure below 100 against that of a year, an amount or a symbol: in one of the two
languages it is often a word."""

AFTER_COMMA = 0.3
"""How surely a line goes on that ends with a comma, against one that ends with no mark."""

_ROLES = {role: code for code, role in enumerate(get_args(Role))}
_ALLOWANCES: dict[Lang, int] = {"zh": 5, "en": 15}
"""Characters added to each length, so that short paragraphs may differ more in ratio."""
_COMMONEST = 50
"""A figure in more paragraphs of one side than this tells nothing."""


@dataclass(frozen=True, slots=True)
class Side:
    """One language of a text of n paragraphs; arrays have n rows unless said otherwise.

    ``weighted`` are the vectors times the length of the paragraph; ``norms[i, k]`` is the length of
    the sum of k + 1 such rows from i on. ``totals`` holds running totals of characters (n + 1).
    ``numbers`` are keys common to both sides, 0 for none; ``is_printed`` tells numbers that are
    printed from those that only count a place, footnotes among them. ``goes_on`` holds running
    totals (n + 1) of the paragraphs before each that break off and are taken up by the next, as
    broken lines are, and ``marks`` those of their marks (n + 1, see ``breaks.marks``).
    """

    paragraphs: Sequence[Paragraph]
    texts: tuple[str, ...]
    vectors: Vectors
    weighted: Vectors
    norms: Vectors
    totals: Floats
    endings: Codes
    roles: Codes
    classes: Codes
    is_bare: Flags
    goes_on: Floats
    marks: Codes
    numbers: Codes
    is_printed: Flags

    def __len__(self) -> int:
        return len(self.paragraphs)


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures and symbols of both sides: for each Chinese paragraph those that an English one
    has too as ``(weight, English ordinals)``; ``zh`` and ``en`` are running totals of all weights
    (n + 1 and m + 1)."""

    shared: tuple[tuple[tuple[float, Codes], ...], ...]
    zh: Floats
    en: Floats


def make_sides(
    zh: Sequence[Paragraph],
    en: Sequence[Paragraph],
    zh_vectors: Vectors,
    en_vectors: Vectors,
    hide_numbers: bool,
) -> tuple[Side, Side]:
    """Both sides, their codes for roles and numbers in common."""
    numbers: dict[tuple[str, ...], int] = {}
    if not hide_numbers:
        for p in chain(zh, en):
            if p.number:
                numbers.setdefault(p.number, len(numbers) + 1)
    return _side(zh, zh_vectors, numbers), _side(en, en_vectors, numbers)


def make_figures(zh: Side, en: Side) -> Figures:
    """Which figures the two sides have in common, rare ones weighing more."""
    keys = [[_figures(t, lang) for t in side.texts] for side, lang in _both(zh, en)]
    counts = [Counter(chain.from_iterable(side)) for side in keys]
    size = len(zh) + len(en)
    weights = {
        key: float(np.log(size / max(2, counts[0][key] + counts[1][key])))
        * (1.0 if is_long else SHORT_FIGURE)
        for found in chain(*keys)
        for key, is_long in found.items()
    }
    places: dict[str, list[int]] = {}
    for j, found in enumerate(keys[1]):
        for key in found:
            if key in counts[0] and counts[1][key] <= _COMMONEST:
                places.setdefault(key, []).append(j)
    held = {key: np.array(found, dtype=np.int64) for key, found in places.items()}
    shared = tuple(
        tuple((weights[key], held[key]) for key in found if key in held) for found in keys[0]
    )
    zh_total, en_total = (
        _running(np.array([sum(weights[k] for k in found) for found in side])) for side in keys
    )
    return Figures(shared, zh_total, en_total)


def choose(side: Side, rows: Codes) -> Side:
    """Those paragraphs of a side alone; sums of several of them are not to be asked for."""
    return Side(
        paragraphs=[side.paragraphs[i] for i in rows],
        texts=tuple(side.texts[i] for i in rows),
        vectors=side.vectors[rows],
        weighted=side.weighted[rows],
        norms=side.norms[rows],
        totals=_running(np.diff(side.totals)[rows]),
        endings=side.endings[rows],
        roles=side.roles[rows],
        classes=side.classes[rows],
        is_bare=side.is_bare[rows],
        goes_on=np.zeros(len(rows) + 1),
        marks=_sums(np.diff(side.marks)[rows]),
        numbers=side.numbers[rows],
        is_printed=side.is_printed[rows],
    )


def choose_figures(figures: Figures, zh: Codes, en: Codes) -> Figures:
    """The figures of those paragraphs alone."""
    place = {int(j): k for k, j in enumerate(en)}
    shared = tuple(
        tuple(
            (weight, np.array([place[int(j)] for j in places if int(j) in place], np.int64))
            for weight, places in figures.shared[i]
        )
        for i in zh
    )
    return Figures(shared, _running(np.diff(figures.zh)[zh]), _running(np.diff(figures.en)[en]))


def lengths(side: Side, lang: Lang) -> Floats:
    """Logarithm of the characters of 1 to LARGEST paragraphs from i on, shape (n, LARGEST); the
    text ends where it ends, and what goes beyond is as long as what is there."""
    ends = np.minimum(np.arange(len(side))[:, None] + np.arange(1, LARGEST + 1), len(side))
    return np.asarray(np.log(side.totals[ends] - side.totals[:-1, None] + _ALLOWANCES[lang]))


def role_class(paragraph: Paragraph) -> int:
    """Classes that do not correspond across: words, footnotes, mastheads, signposts."""
    role = _role(paragraph)
    if role in CONTENT_ROLES:
        return 0
    return {"footnote": 1, "masthead": 2, "signature": 2}.get(role, SIGNPOST)


def _role(paragraph: Paragraph) -> Role:
    """The role, but for what seems a heading and ends with a semicolon or a comma, which no heading
    does: an item of a list that has lost its number."""
    if paragraph.role != "heading":
        return paragraph.role
    mark = ending(without_furniture(wording(paragraph)))
    return "text" if mark in {SEMICOLON, COMMA} else "heading"


def is_place(paragraph: Paragraph) -> bool:
    """Whether the number is not printed and only tells the paragraph's place among others."""
    return any(n.startswith(("pp.", "text.")) for n in paragraph.number)


def _tells_number(paragraph: Paragraph) -> bool:
    """Whether the number is one that both languages must have: footnotes are numbered in the order
    in which the words call them, and the two languages order their words otherwise."""
    return not is_place(paragraph) and paragraph.role != "footnote"


def _both(zh: Side, en: Side) -> tuple[tuple[Side, Lang], tuple[Side, Lang]]:
    return (zh, "zh"), (en, "en")


def _side(
    paragraphs: Sequence[Paragraph], vectors: Vectors, numbers: dict[tuple[str, ...], int]
) -> Side:
    texts = tuple(without_furniture(wording(p)) for p in paragraphs)
    characters = np.array([len(t) for t in texts], dtype=np.float64)
    weighted = vectors * np.maximum(characters, 1)[:, None].astype(np.float32)
    return Side(
        paragraphs=paragraphs,
        texts=texts,
        vectors=vectors,
        weighted=weighted,
        norms=_norms(weighted),
        totals=_running(characters),
        endings=np.array([ending(t) for t in texts], np.int64),
        roles=np.array([_ROLES[_role(p)] for p in paragraphs], np.int64),
        classes=np.array([role_class(p) for p in paragraphs], np.int64),
        is_bare=np.asarray(~vectors.any(axis=1)),
        goes_on=_running(np.array([_goes_on(*two) for two in _neighbours(paragraphs)])),
        marks=_sums(np.array([marks(t, p.lang) for t, p in zip(texts, paragraphs, strict=True)])),
        numbers=np.array([numbers.get(p.number, 0) for p in paragraphs], np.int64),
        is_printed=np.array([_tells_number(p) for p in paragraphs], np.bool_),
    )


def _neighbours(
    paragraphs: Sequence[Paragraph],
) -> Iterator[tuple[Paragraph, Paragraph | None]]:
    return zip(paragraphs, [*paragraphs[1:], None], strict=True)


def _goes_on(paragraph: Paragraph, following: Paragraph | None) -> float:
    """How surely the next paragraph, one without a number, takes up one that breaks off: 1 where
    it breaks off without a mark and goes on in English with a small letter, in Chinese with
    anything, or after a word that ends no line; less after a comma."""
    if following is None or following.label:
        return 0.0
    classes = {role_class(paragraph), role_class(following)}
    if is_unfinished(paragraph.text, paragraph.lang) and classes <= {0, SIGNPOST}:
        return 1.0
    if classes != {0}:
        return 0.0
    mark = ending(paragraph.text)
    if mark not in {0, COMMA} or (paragraph.lang == "en" and not following.text[:1].islower()):
        return 0.0
    return 1.0 if not mark else AFTER_COMMA if paragraph.lang == "en" else 0.0


def _norms(weighted: Vectors) -> Vectors:
    """Lengths of the sums of 1 to LARGEST neighbouring rows, shape (n, LARGEST)."""
    total = np.zeros_like(weighted)
    found = []
    for k in range(LARGEST):
        total[: max(0, len(weighted) - k)] += weighted[k:]
        found.append(np.linalg.norm(total, axis=1))
    return np.asarray(np.maximum(np.stack(found, axis=1), 1e-6), dtype=np.float32)


def _running(values: Floats) -> Floats:
    return np.concatenate([[0.0], np.cumsum(values)])


def _sums(values: Codes) -> Codes:
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(values, dtype=np.int64)])


def _figures(text: str, lang: Lang) -> dict[str, bool]:
    """Figures and symbols as keys, each with whether it is long."""
    found = {str(value): value >= 100 for value in plain_values(text, lang)}
    return found | dict.fromkeys(find_symbols(text), True)
