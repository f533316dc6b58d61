"""Short names that stand for one body here and for another there: the Office, the High
Commissioner, the Council."""

from collections import Counter
from collections.abc import Iterable

from pipeline.recommend.people import people
from pipeline.records import Document

_OR = "|"


class ShortNames:
    """What the short names of one document stand for: of the codes that a row of
    ``lexicon/addressees.csv`` gives with strokes between them, the one that the document names most
    by a full name, the last where it names none of them."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._named: Counter[str] | None = None

    def codes(self, found: Iterable[str]) -> tuple[str, ...]:
        """The codes ``found``, each once, in order, with one in place of several."""
        return tuple(dict.fromkeys(self._one(code) if _OR in code else code for code in found))

    def _one(self, codes: str) -> str:
        if self._named is None:
            d = self._document
            text = f"{d.title} {d.title} {d.text}"
            self._named = Counter(p.code for p in people(text, d.lang, d.body))
        named, listed = self._named, codes.split(_OR)
        best = max(listed, key=lambda code: named[code])
        return best if named[best] else listed[-1]
