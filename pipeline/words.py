"""Which words of a Chinese and an English passage correspond, from the vectors of their tokens.

Two words are linked where each is the other's nearest. Nearness is the cosine, less a little for
each step off the diagonal, since both languages tell mostly in the same order; a second round
measures the steps from the links found in the first. Then a word without a link joins its nearest
word across, if that one's neighbour is linked beside it: one Chinese word often is an English
phrase.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from pipeline.encode.static import TokenVectors
from pipeline.text.tokenise import word_spans

Table: TypeAlias = NDArray[np.float32]

OFF_DIAGONAL = 0.4
"""Cost of standing at the other end of the passage, chosen with the two below on one half of 450
news sentences with links by hand; figures are those of the other half (see the report)."""
OFF_NEIGHBOURS = 0.3
NEIGHBOURHOOD = 4
"""Words on either side within which a link found tells where its neighbours stand."""
JOINS = 0.3
"""Least cosine at which a word joins a phrase."""
SAME_SIGN = 0.9
_SIGNS = dict(zip("，。、；：（）？！“”《》－—", ',.,;:()?!""""--', strict=True))


class TokenEncoder(Protocol):
    """An encoder that knows its tokens, as the built-in one does."""

    def token_vectors(self, text: str) -> TokenVectors: ...


@dataclass(frozen=True, slots=True)
class WordLink:
    """A Chinese and an English word that correspond: (start, end) in characters of either text."""

    zh: tuple[int, int]
    en: tuple[int, int]


def word_links(zh: str, en: str, encoder: TokenEncoder) -> tuple[WordLink, ...]:
    """The links between the words of two passages, in Chinese order; a word may have several, one,
    or none. () where a side is empty."""
    zh_spans, en_spans = word_spans(zh), word_spans(en)
    if not zh_spans or not en_spans:
        return ()
    pairs = link_words(
        [zh[a:b] for a, b in zh_spans],
        [en[a:b] for a, b in en_spans],
        vectors_of_words(zh, zh_spans, encoder),
        vectors_of_words(en, en_spans, encoder),
    )
    return tuple(WordLink(zh_spans[i], en_spans[j]) for i, j in pairs)


def link_words(
    zh: Sequence[str], en: Sequence[str], zh_vectors: Table, en_vectors: Table
) -> tuple[tuple[int, int], ...]:
    """Pairs of ordinals of words that correspond, sorted; one row of the vectors for each word."""
    cosines = _cosines(zh, en, zh_vectors, en_vectors)
    off = _off_diagonal(len(zh), len(en))
    links = _each_others_nearest(cosines - OFF_DIAGONAL * off)
    nearness = cosines - OFF_DIAGONAL / 2 * off - OFF_NEIGHBOURS * _off_neighbours(links, off.shape)
    links = _each_others_nearest(nearness)
    return tuple(sorted(links | _joining(links, nearness, cosines)))


def vectors_of_words(text: str, spans: Sequence[tuple[int, int]], encoder: TokenEncoder) -> Table:
    """One row a word: its tokens, and of a token that reaches over several words a share each."""
    tokens = encoder.token_vectors(text)
    rows = np.zeros((len(spans), tokens.vectors.shape[1]), dtype=np.float32)
    first = 0
    for (start, end), vector in zip(tokens.spans, tokens.vectors, strict=True):
        while first < len(spans) and spans[first][1] <= start:
            first += 1
        word = first
        while word < len(spans) and spans[word][0] < end:
            shared = min(end, spans[word][1]) - max(start, spans[word][0])
            rows[word] += vector * (shared / max(1, end - start))
            word += 1
    return rows


def _cosines(zh: Sequence[str], en: Sequence[str], left: Table, right: Table) -> Table:
    """Cosines, but signs and figures go by what they are."""
    table = _unit(left) @ _unit(right).T
    same = np.array([[_SIGNS.get(z, z.lower()) == e.lower() for e in en] for z in zh])
    sign = np.array([[z in _SIGNS for _ in en] for z in zh]) != np.array(
        [[e in _SIGNS.values() for e in en] for _ in zh]
    )
    table[sign] -= 0.3
    table[same] = np.maximum(table[same], SAME_SIGN)
    return np.asarray(table, dtype=np.float32)


def _unit(rows: Table) -> Table:
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(length, 1e-12), dtype=np.float32)


def _off_diagonal(rows: int, columns: int) -> Table:
    """How far a pair stands off the diagonal, as a share of the passage."""
    down = (np.arange(rows) + 0.5) / rows
    across = (np.arange(columns) + 0.5) / columns
    return np.abs(down[:, None] - across[None, :]).astype(np.float32)


def _off_neighbours(links: set[tuple[int, int]], shape: tuple[int, ...]) -> Table:
    """How far a pair stands from where the nearest link would have it, from 0 to 1; a link says
    nothing of itself."""
    rows, columns = shape
    steps = np.full(shape, 9.0, dtype=np.float32)
    pace = min(2.0, max(0.7, columns / rows))
    for i, j in links:
        low, high = max(0, i - NEIGHBOURHOOD), min(rows, i + NEIGHBOURHOOD + 1)
        left, right = max(0, j - NEIGHBOURHOOD - 2), min(columns, j + NEIGHBOURHOOD + 3)
        down = np.arange(low, high)[:, None] - i
        across = np.arange(left, right)[None, :] - j
        found = np.abs(across - down * pace) + 0.3 * np.abs(down)
        found[i - low, j - left] = 9.0
        view = steps[low:high, left:right]
        np.minimum(view, found, out=view)
    return steps / 9.0


def _each_others_nearest(nearness: Table) -> set[tuple[int, int]]:
    across, down = nearness.argmax(axis=1), nearness.argmax(axis=0)
    return {(i, int(j)) for i, j in enumerate(across) if down[j] == i}


def _joining(links: set[tuple[int, int]], nearness: Table, cosines: Table) -> set[tuple[int, int]]:
    """Links of words without one to the phrase beside them."""
    zh_linked, en_linked = {i for i, _ in links}, {j for _, j in links}
    across, down = nearness.argmax(axis=1), nearness.argmax(axis=0)
    alone = [(i, int(across[i])) for i in range(len(across)) if i not in zh_linked]
    alone += [(int(down[j]), j) for j in range(len(down)) if j not in en_linked]
    return {
        (i, j)
        for i, j in alone
        if cosines[i, j] > JOINS
        and any(
            (i + d, j + x) in links or (i + x, j + d) in links for d in (-1, 1) for x in (-1, 0, 1)
        )
    }
