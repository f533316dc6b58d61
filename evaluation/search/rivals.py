"""Ways to search, one beside the other: each ranks the passages of one language for a query.

``Bm25`` is bm25s over the words of the product's own tokenizer, English ones stemmed, without the
stop words of bm25s; ``Translated`` is the same by way of a dictionary.
``Dense`` is the cosine of an encoder's vectors and nothing else. ``Fused`` is the search of the
product as its users have it.
"""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from evaluation.search.needs_items import Passages
from evaluation.search.rivals_dictionary import Dictionary
from pipeline.collection import Collection
from pipeline.encode import Encoder, load_encoder
from pipeline.errors import TongwenError
from pipeline.records import LANGS, Lang
from pipeline.search import SearchResult
from pipeline.text.passage import wording
from pipeline.text.tokenise import words

_DEPTH = 300
"""Passages that a rival ranks: enough for ten items however often each recurs."""
FUSED = "fused"
PARTS = ("bm25", "bm25 translated", "dense")
"""What the fused search is made of, each alone."""
_SHOWN = 40
"""Hits asked of the product's search, of which the first ten items count."""
Translate = Callable[[str, Lang], list[str]]


class System(Protocol):
    """One way to search."""

    name: str

    def ranked(self, query: str, asked: Lang, wanted: Lang) -> Sequence[int]:
        """Ids of passages of the language ``wanted`` for a query in ``asked``, best first."""
        ...


class Bm25:
    """BM25 with the constants of bm25s (k1 1.5, b 0.75, Lucene's variant)."""

    name = "bm25"

    def __init__(self, passages: Passages) -> None:
        import bm25s
        import Stemmer
        from bm25s.stopwords import STOPWORDS_EN

        self._stem: Callable[[list[str]], list[str]] = Stemmer.Stemmer("english").stemWords
        self._idle = frozenset(STOPWORDS_EN)
        self._ids = {lang: passages.content(lang) for lang in LANGS}
        self._index: dict[Lang, Any] = {}
        for lang, ids in self._ids.items():
            self._index[lang] = bm25s.BM25()
            texts = [self._tokens(wording(passages.paragraphs[key]), lang) for key in ids]
            self._index[lang].index(texts, show_progress=False)

    def ranked(self, query: str, asked: Lang, wanted: Lang) -> Sequence[int]:
        """As of ``System``; passages without any of the words are left out."""
        return self.holding([query], wanted)

    def holding(self, texts: Iterable[str], lang: Lang) -> Sequence[int]:
        """Ids of the passages of ``lang`` with any word of ``texts``, each word once."""
        index = self._index[lang]
        found = dict.fromkeys(token for text in texts for token in self._tokens(text, lang))
        tokens = [token for token in found if token in index.vocab_dict]
        if not tokens:
            return []
        ids = self._ids[lang]
        values = index.get_scores(tokens)
        best = np.argsort(-values, kind="stable")[:_DEPTH]
        return [ids[row] for row in best.tolist() if values[row] > 0]

    def _tokens(self, text: str, lang: Lang) -> list[str]:
        found = [word for word in words(text, lang) if word not in self._idle]
        return self._stem(found) if lang == "en" else found


class Translated:
    """``Bm25`` that looks a query up in the other language by a dictionary, word by word."""

    def __init__(self, bm25: Bm25, translate: Translate, name: str = "bm25 translated") -> None:
        self.name = name
        self._bm25 = bm25
        self._translate = translate

    def ranked(self, query: str, asked: Lang, wanted: Lang) -> Sequence[int]:
        """As of ``System``; within one language as ``Bm25``."""
        if asked == wanted:
            return self._bm25.ranked(query, asked, wanted)
        return self._bm25.holding(self._translate(query, asked), wanted)


class Dense:
    """The nearest vectors, exactly; of the index itself, or of another encoder's making."""

    def __init__(
        self,
        passages: Passages,
        encoder: Encoder,
        name: str = "dense",
        own: bool = True,
    ) -> None:
        """With ``own`` the vectors are those that the index holds, which ``encoder`` made; else it
        encodes every passage now."""
        self.name = name
        self._encoder = encoder
        self._ids = {lang: passages.content(lang) for lang in LANGS}
        self._vectors: dict[Lang, NDArray[np.float32]] = {}
        for lang, ids in self._ids.items():
            texts = [] if own else [wording(passages.paragraphs[key]) for key in ids]
            self._vectors[lang] = (
                passages.vectors(lang) if own else encoder.encode(texts, kind="passage").vectors
            )

    def ranked(self, query: str, asked: Lang, wanted: Lang) -> Sequence[int]:
        """As of ``System``."""
        vector = self._encoder.encode([query], kind="query").vectors[0]
        cosines = self._vectors[wanted] @ vector
        ids = self._ids[wanted]
        return [ids[row] for row in np.argsort(-cosines, kind="stable")[:_DEPTH].tolist()]


class Fused:
    """The product's own search, both languages asked at once as on its page."""

    def __init__(self, collection: Collection, passages: Passages, *, expand: bool = True) -> None:
        self.name = FUSED if expand else f"{FUSED}, not expanded"
        self._collection = collection
        self._passages = passages
        self._expand = expand
        self._last: tuple[str, SearchResult] = ("", SearchResult())

    def ranked(self, query: str, asked: Lang, wanted: Lang) -> Sequence[int]:
        """As of ``System``; a query that the search refuses finds nothing."""
        if query != self._last[0]:
            self._last = (query, self._search(query))
        found = self._last[1].zh if wanted == "zh" else self._last[1].en
        at = self._passages.at
        places = ((m.paragraph.symbol, m.paragraph.lang, m.paragraph.ordinal) for m in found)
        return [at[place] for place in places]

    def _search(self, query: str) -> SearchResult:
        try:
            return self._collection.search(query, k=_SHOWN, fold=True, expand=self._expand)
        except TongwenError:
            return SearchResult()


def systems_of(
    collection: Collection,
    passages: Passages,
    models: Sequence[str] = (),
    cedict: Path | None = None,
) -> tuple[System, ...]:
    """The parts of the product's search, each alone, and the search with and without expansion.

    Beside them the encoders of the names ``models``, which encode the collection now, and BM25
    translated by the product's tables with a dictionary file added. EncoderError and Unreadable
    where one is not there.
    """
    encoders = [(Path(name).name, load_encoder(name)) for name in models]
    dictionaries = [(cedict.name.partition("_")[0], Dictionary(cedict))] if cedict else []
    bm25 = Bm25(passages)
    return (
        bm25,
        Translated(bm25, Dictionary()),
        Dense(passages, collection.encoder()),
        Fused(collection, passages),
        Fused(collection, passages, expand=False),
        *(Dense(passages, made, f"dense, {name}", own=False) for name, made in encoders),
        *(Translated(bm25, words, f"bm25 translated, {name}") for name, words in dictionaries),
    )
