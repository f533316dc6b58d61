"""What may be a term in one language: words in a row that recur and do not stand in longer ones.

A candidate begins and ends with words that a term can begin and end with, crosses no sign and no
figure, and stands in ``least`` passages. One that nearly always goes on in the same way is a piece
of a longer one and is left out (*Commission on the Status*, of *Women*).
"""

from dataclasses import dataclass

import numpy as np

from pipeline.terms.mining_tokens import BREAK, Flags, Ints, Tokens

LONGEST = 12
"""Words of a candidate."""
_CHARACTERS = (2, 26)
"""Characters of a Chinese candidate."""
_PIECE, _PIECE_ACROSS = 0.93, 0.98
"""A candidate that goes on in one way in this share of its passages is a piece: with the next word
or the one before, and across words such as *of the*."""
_COORDINATED = 12
"""Passages in which words joined by *and* must stand to be a candidate, unless they are a name."""
_NONE = -1


@dataclass(frozen=True, slots=True)
class Candidates:
    """Candidates by number. ``first`` is the place of one occurrence among the tokens, ``size`` the
    words, ``count`` the passages that have it.

    ``of_passage`` holds the candidates of passage ``p`` at ``at_passage[p]`` to
    ``at_passage[p + 1]``, ``passages`` those that have candidate ``c`` at ``at[c]`` to
    ``at[c + 1]``, ``places`` beside them where among the tokens; all ascending.
    """

    tokens: Tokens
    first: Ints
    size: Ints
    count: Ints
    at_passage: Ints
    of_passage: Ints
    at: Ints
    passages: Ints
    places: Ints

    def __len__(self) -> int:
        return len(self.first)

    def passages_of(self, number: int) -> Ints:
        """The passages that have the candidate of that number."""
        return self.passages[self.at[number] : self.at[number + 1]]

    def is_coordinated(self, words: tuple[int, ...]) -> bool:
        """Whether ``words``, those of a candidate, are joined by *and*."""
        return any(self.tokens.is_and[word] for word in words)

    def printed(self, number: int) -> str:
        """The candidate as it is printed most often, that of the earliest passage among equals."""
        places = self.places[self.at[number] : self.at[number + 1]]
        step = max(1, len(places) // 60)
        seen: dict[str, int] = {}
        for place in places[::step]:
            form = " ".join(self.tokens.printed(int(place), int(self.size[number])).split())
            seen[form] = seen.get(form, 0) + 1
        return max(seen, key=lambda form: seen[form])


@dataclass(frozen=True, slots=True)
class _Level:
    """Words in a row of one length: as in ``Candidates``, ``gram`` beside ``passage`` beside
    ``place``; ``following`` is how many passages have the most frequent way to go on, ``across``
    the same where words without a meaning of their own stand between. ``before`` and ``behind``
    are the numbers of the row without its last and without its first word."""

    size: int
    first: Ints
    count: Ints
    gram: Ints
    passage: Ints
    place: Ints
    following: Ints
    across: Ints
    before: Ints
    behind: Ints


def candidates_of(tokens: Tokens, least: int) -> Candidates:
    """The candidates of ``tokens`` that stand in at least ``least`` passages."""
    levels = _levels(tokens, least)
    _go_on(tokens, levels)
    first, size, count, gram, passage, place = [], [], [], [], [], []
    total = 0
    for level in levels:
        is_kept = _is_candidate(tokens, level)
        number = np.where(is_kept, np.cumsum(is_kept) - 1 + total, _NONE)
        held = is_kept[level.gram]
        first.append(level.first[is_kept])
        size.append(np.full(int(is_kept.sum()), level.size))
        count.append(level.count[is_kept])
        gram.append(number[level.gram[held]])
        passage.append(level.passage[held])
        place.append(level.place[held])
        total += int(is_kept.sum())
    grams, passages = _joined(gram), _joined(passage)
    by_passage = np.lexsort((grams, passages))
    by_gram = np.lexsort((passages, grams))
    return Candidates(
        tokens,
        *(_joined(first), _joined(size), _joined(count)),
        at_passage=np.searchsorted(passages[by_passage], np.arange(len(tokens.texts) + 1)),
        of_passage=grams[by_passage],
        at=np.searchsorted(grams[by_gram], np.arange(total + 1)),
        passages=passages[by_gram],
        places=_joined(place)[by_gram],
    )


def _levels(tokens: Tokens, least: int) -> list[_Level]:
    """Words in a row that stand in ``least`` passages, by length; those of one word first.

    Longer ones are sought only where both shorter ones within recur.
    """
    held = np.where(tokens.word == BREAK, _NONE, tokens.word)
    levels: list[_Level] = []
    key = held
    for size in range(1, LONGEST + 1):
        place = np.flatnonzero(key != _NONE)
        level, held = _level(tokens, key, place, held, size, least)
        if not len(level.first):
            break
        levels.append(level)
        key = np.full(len(held), _NONE)
        goes_on = np.flatnonzero((held[:-1] != _NONE) & (held[1:] != _NONE))
        key[goes_on] = held[goes_on] * len(tokens.words) + tokens.word[goes_on + size]
    return levels


def _level(
    tokens: Tokens, key: Ints, place: Ints, shorter: Ints, size: int, least: int
) -> tuple[_Level, Ints]:
    """The level of ``size`` words, and for every place the number of what begins there.

    ``key`` tells the words from a place on apart; ``shorter`` are the numbers of the level before.
    """
    _, gram = np.unique(key[place], return_inverse=True)
    passages = len(tokens.texts)
    once, at = np.unique(gram * passages + tokens.passage[place], return_index=True)
    found, passage = once // max(1, passages), once % max(1, passages)
    count = np.bincount(found)
    is_kept = count >= least
    number = np.where(is_kept, np.cumsum(is_kept) - 1, _NONE)
    numbers = np.full(len(key), _NONE)
    numbers[place] = number[gram]
    held = is_kept[found]
    gram, passage, place = number[found[held]], passage[held], place[at][held]
    kept = int(is_kept.sum())
    first = np.full(kept, len(key))
    np.minimum.at(first, gram, place)
    before = shorter[first] if size > 1 else np.full(kept, _NONE)
    behind = shorter[first + 1] if size > 1 else np.full(kept, _NONE)
    level = _Level(
        size,
        first,
        count[is_kept],
        gram,
        passage,
        place,
        following=np.zeros(kept, dtype=np.int64),
        across=np.zeros(kept, dtype=np.int64),
        before=before,
        behind=behind,
    )
    return level, numbers


def _go_on(tokens: Tokens, levels: list[_Level]) -> None:
    """Fill ``following`` and ``across``, from the longest down: a word of meaning goes on itself,
    one without (*of*, *the*) as far as it leads to one, *and* not at all."""
    word, is_edge = tokens.word, tokens.is_edge
    for longer, shorter in zip(reversed(levels[1:]), reversed(levels[:-1]), strict=True):
        last, opening = word[longer.first + longer.size - 1], word[longer.first]
        for added, within in ((last, longer.before), (opening, longer.behind)):
            leads = np.maximum(longer.following, longer.across) * ~tokens.is_and[added]
            np.maximum.at(shorter.following, within, longer.count * ~is_edge[added])
            np.maximum.at(shorter.across, within, leads * is_edge[added])


def _is_candidate(tokens: Tokens, level: _Level) -> Flags:
    word, size = tokens.word, level.size
    opening, last = word[level.first], word[level.first + size - 1]
    found = ~tokens.is_edge[opening] & ~tokens.is_edge[last]
    if size > 1:
        found &= ~tokens.no_start[opening] & ~tokens.no_end[last]
    found &= level.following < _PIECE * level.count
    found &= level.across < _PIECE_ACROSS * level.count
    inner = [word[level.first + step] for step in range(1, size - 1)]
    lists, joined = np.zeros(len(found), dtype=bool), np.zeros(len(found), dtype=bool)
    for within in inner:
        is_sign = np.isin(within, tokens.signs)
        lists |= is_sign
        joined |= tokens.is_and[within] & ~is_sign
        found &= ~tokens.no_inner[within]
    found &= ~lists | joined
    if tokens.lang == "zh":
        characters = tokens.end[level.first + size - 1] - tokens.start[level.first]
        return found & (characters >= _CHARACTERS[0]) & (characters <= _CHARACTERS[1])
    for at in np.flatnonzero(found & joined & (level.count < _COORDINATED)):
        found[at] = _is_name(tokens, int(level.first[at]), size)
    return found


def _is_name(tokens: Tokens, first: int, size: int) -> bool:
    """Whether all words of meaning are printed with a capital."""
    places = [p for p in range(first, first + size) if not tokens.is_edge[tokens.word[p]]]
    return all(tokens.printed(place, 1)[0].isupper() for place in places)


def _joined(parts: list[Ints]) -> Ints:
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)
