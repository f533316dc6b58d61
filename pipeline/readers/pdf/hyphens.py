"""Words hyphenated at the end of a line, put together again where the text has them whole."""

import re
from collections.abc import Iterable

from pipeline.text.normalise import join

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_END = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)-$")
_PROOFS = 3
"""Words that a line's end cuts and that stand whole elsewhere, before a text is one that
hyphenates."""
_SUSPENDING = frozenset({"and", "or", "nor", "to"})
"""Words before which a hyphen stands for what follows: short- and long-term."""
_DASH = re.compile(r"\S[–—]$")
"""A dash without a space before it has none after it either."""
_START = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


class Vocabulary:
    """The words of a document in small letters, but for those that a line's end cuts; and whether
    it hyphenates at all: Word does so only where it is told to."""

    def __init__(self, rows: Iterable[str]) -> None:
        self._words: set[str] = set()
        cut: list[tuple[str, str]] = []
        before = ""
        for text in rows:
            words = _WORD.findall(text.lower())
            self._words.update(words[:-1] if text.endswith("-") else words)
            left, right = _END.search(before), _START.match(text)
            if left and right:
                cut.append((left.group(1).lower(), right.group().lower()))
            before = text
        self._prefixes = {w.split("-", 1)[0] for w in self._words if "-" in w}
        whole = sum(a + b in self._words for a, b in cut)
        self._hyphenates = whole >= _PROOFS and whole > sum(
            f"{a}-{b}" in self._words for a, b in cut
        )

    def joined(self, rows: Iterable[str]) -> str:
        """The rows of a paragraph as one text."""
        out = ""
        for text in rows:
            out = self.join(out, text)
        return out

    def join(self, first: str, second: str) -> str:
        """The end of one row and the beginning of the next as one text.

        A hyphen goes where the document has the word without it, or, in a document that
        hyphenates, where it has neither the word with a hyphen nor others that begin like it.
        """
        if _DASH.search(first):
            return first + second
        left, right = _END.search(first), _START.match(second)
        if not left or not right or not right.group()[0].islower():
            return join(first, second)
        if right.group() in _SUSPENDING:
            return f"{first} {second}"
        a, b = left.group(1).lower(), right.group().lower()
        tail, head = a.rsplit("-", 1)[-1], b.split("-", 1)[0]
        if a + b in self._words or tail + head in self._words:
            return first[:-1] + second
        if f"{a}-{b}" in self._words or f"{tail}-{head}" in self._words or "-" in a:
            return first + second
        compound = tail in self._prefixes and head in self._words
        return first + second if compound or not self._hyphenates else first[:-1] + second
