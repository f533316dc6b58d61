"""The lineage of a register: every recommendation's link to what it takes up, and its chain."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.lineage.links import Linker, Pair
from pipeline.lineage.series import Text, texts
from pipeline.lineage.verdicts import Reading, verdict
from pipeline.lineage.words import Words, words_of
from pipeline.recommend import Ladder
from pipeline.records import LANGS
from pipeline.records.lineage import Entry, LineageLink


class Lineage:
    """Links between the recommendations of one register, oldest first."""

    def __init__(self, links: Sequence[LineageLink]) -> None:
        self.links = tuple(links)
        self._before: defaultdict[tuple[str, int, str], list[LineageLink]] = defaultdict(list)
        self._after: defaultdict[tuple[str, int, str], list[LineageLink]] = defaultdict(list)
        for link in self.links:
            if link.later is not None:
                self._before[_key(link.later)].append(link)
            if link.earlier is not None:
                self._after[_key(link.earlier)].append(link)

    def of(self, entry: Entry) -> tuple[LineageLink, ...]:
        """The links by which ``entry`` came about: one, several where it was merged."""
        return tuple(self._before[_key(entry)]) if _key(entry) in self._before else ()

    def after(self, entry: Entry) -> tuple[LineageLink, ...]:
        """The links of what became of ``entry`` later; () where nothing later is held."""
        return tuple(self._after[_key(entry)]) if _key(entry) in self._after else ()

    def chain_of(self, entry: Entry) -> tuple[LineageLink, ...]:
        """Every link of the history of ``entry``, before and after it, oldest first."""
        found: dict[int, LineageLink] = {}
        self._follow(entry, found, is_back=True)
        self._follow(entry, found, is_back=False)
        order = {id(link): n for n, link in enumerate(self.links)}
        return tuple(sorted(found.values(), key=lambda link: order[id(link)]))

    def _follow(self, entry: Entry, found: dict[int, LineageLink], is_back: bool) -> None:
        for link in self.of(entry) if is_back else self.after(entry):
            if id(link) in found:
                continue
            found[id(link)] = link
            other = link.earlier if is_back else link.later
            if other is not None:
                self._follow(other, found, is_back)


def lineage(
    entries: Sequence[Entry], vectors: NDArray[np.float32], ladder: Ladder | None = None
) -> Lineage:
    """The lineage of ``entries``, each language by itself, by ``ladder`` or the built-in one.

    ``vectors`` has a row of unit length for each entry, shape (n, dimensions). Every entry has a
    link as the later one, ``new`` where it takes up nothing, and one as ``dropped`` where a later
    text of its series is held and none takes it up. The same entries give the same links in any
    order. Raises ValueError where the numbers of entries and vectors differ.
    """
    if len(entries) != len(vectors):
        raise ValueError(f"{len(entries)} entries, {len(vectors)} vectors")
    links: list[LineageLink] = []
    for lang in LANGS:
        rows = [i for i, e in enumerate(entries) if e.recommendation.paragraph.lang == lang]
        rows.sort(key=lambda i: entries[i].key)
        if rows:
            links.extend(_of_language([entries[i] for i in rows], vectors[rows], ladder))
    return Lineage(links)


def _of_language(
    entries: Sequence[Entry], vectors: NDArray[np.float32], ladder: Ladder | None
) -> list[LineageLink]:
    rows = [row for text in texts(entries) for row in text.rows]
    entries, vectors = [entries[row] for row in rows], vectors[rows]
    found = texts(entries)
    words = [words_of(e.recommendation.paragraph) for e in entries]
    articles = [frozenset(e.recommendation.articles) for e in entries]
    linker = Linker(found, words, articles, vectors)
    pairs = linker.pairs()
    links = [
        _link(entries, words, pair, reading)
        for pair, reading in _read(entries, words, pairs, ladder)
    ]
    later = {p.later for p in pairs}
    links += [
        LineageLink(None, e, "new", 0.0, "nothing-earlier")
        for row, e in enumerate(entries) if row not in later
    ]  # fmt: skip
    links += _dropped(entries, found, linker, pairs)
    place = {text.heading.symbol: n for n, text in enumerate(found)}
    return sorted(links, key=lambda link: _when(link, place))


def _read(
    entries: Sequence[Entry], words: Sequence[Words], pairs: Sequence[Pair], ladder: Ladder | None
) -> Iterator[tuple[Pair, Reading]]:
    """Each pair with its verdict; of a split or merger every part has that verdict."""
    split = {p.earlier for p in pairs if p.shape == "split"}
    merged = {p.later for p in pairs if p.shape == "merged"}
    parts = Counter(p.earlier for p in pairs)
    for p in pairs:
        if p.later in merged and p.same_series:
            yield p, Reading("merged", "parts-of-one")
        elif p.earlier in split and parts[p.earlier] > 1 and p.same_series:
            yield p, Reading("split", "one-in-parts")
        else:
            said = words[p.earlier], words[p.later]
            yield p, verdict(entries[p.earlier], entries[p.later], *said, ladder)


def _link(
    entries: Sequence[Entry], words: Sequence[Words], pair: Pair, reading: Reading
) -> LineageLink:
    return LineageLink(
        entries[pair.earlier],
        entries[pair.later],
        reading.verdict,
        round(pair.similarity, 4),
        reading.rule,
        reading.evidence,
        pair.same_series,
    )


def _dropped(
    entries: Sequence[Entry], found: Sequence[Text], linker: Linker, pairs: Sequence[Pair]
) -> Iterator[LineageLink]:
    taken = {p.earlier for p in pairs if p.same_series}
    followed = {m for earlier in linker.goes_on.values() for m in earlier}
    for m in sorted(followed):
        for row in found[m].rows:
            if row not in taken:
                yield LineageLink(entries[row], None, "dropped", 0.0, "not-taken-up")


def _when(link: LineageLink, place: dict[str, int]) -> tuple[int, int, int, str, int]:
    """The later text's place, for a dropped one its own, after its links; then the paragraphs."""
    entry = link.later or link.earlier
    assert entry is not None
    before = link.earlier.key if link.earlier else ("", -1)
    symbol, ordinal = entry.key
    return place[symbol], int(link.later is None), ordinal, *before


def _key(entry: Entry) -> tuple[str, int, str]:
    return (*entry.key, entry.recommendation.paragraph.lang)
