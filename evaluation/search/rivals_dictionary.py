"""A query in the words of the other language, by the product's own tables and nothing else.

Forms of ``terms.csv`` and ``names.csv`` that stand in the query give the other language's forms of
the same concept; its single words give those of ``equivalents.csv``, which is read in both
directions. Figures and Latin words in a Chinese query go over as they are. ``cedict`` adds the
entries of a dictionary file in the format of CC-CEDICT.
"""

import gzip
import re
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

from evaluation.search.terms import terms_of
from pipeline.errors import Unreadable
from pipeline.lexicon import rows
from pipeline.records import Lang
from pipeline.text.normalise import fold
from pipeline.text.tokenise import words

_ENTRY = re.compile(r"\S+ (\S+) \[[^\]]*\] /(.+)/\s*")
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|^(?:to|a|an|the) ")
_MOST_SENSES = 3
"""Senses of a dictionary entry that are taken, the first ones."""


class Dictionary:
    """Words and phrases of either language with those that answer them in the other."""

    def __init__(self, cedict: Path | None = None) -> None:
        """Read the tables, and the file ``cedict`` (plain or gzip); Unreadable where it is not
        there or holds no entry."""
        import Stemmer

        self._stem: Callable[[str], str] = Stemmer.Stemmer("english").stemWord
        self._forms: dict[Lang, dict[str, list[str]]] = {"zh": {}, "en": {}}
        self._words: dict[Lang, dict[str, list[str]]] = {"zh": {}, "en": {}}
        for table in ("terms", "names"):
            self._add_concepts(table)
        for row in rows("equivalents"):
            for answer in row["answers"].split(";"):
                self._add_word(row["form"], answer)
        for zh, en in _entries(cedict) if cedict else ():
            self._add_word(en, zh)

    def __call__(self, query: str, asked: Lang) -> list[str]:
        """What may stand for ``query``, which is in ``asked``, in the other language."""
        folded = fold(query)
        found = [
            answer
            for form, answers in self._forms[asked].items()
            if _stands(form, folded, asked)
            for answer in answers
        ]
        for word in words(query, asked):
            known = self._words[asked].get(self._key(word, asked), [])
            found += known or ([word] if word.isascii() and asked == "zh" else [])
        if asked == "en":
            found += [word for word in words(query, "en") if word.isdigit()]
        return list(dict.fromkeys(found))

    def _add_concepts(self, table: str) -> None:
        for term in terms_of(table):
            for zh, en in product(term.zh, term.en):
                self._forms["zh"].setdefault(fold(zh), []).append(en)
                self._forms["en"].setdefault(fold(en), []).append(zh)

    def _add_word(self, en: str, zh: str) -> None:
        self._words["en"].setdefault(self._key(en, "en"), []).append(zh)
        self._words["zh"].setdefault(zh, []).append(en)

    def _key(self, word: str, lang: Lang) -> str:
        return self._stem(word.casefold()) if lang == "en" else word


def _stands(form: str, folded: str, lang: Lang) -> bool:
    if lang == "zh":
        return form in folded
    return re.search(rf"(?<!\w){re.escape(form)}(?!\w)", folded) is not None


def _entries(path: Path) -> Iterator[tuple[str, str]]:
    """Chinese words and English senses of one word each."""
    try:
        opener = gzip.open if path.suffix == ".gz" else open
        with opener(path, "rt", encoding="utf-8") as file:
            matches = [_ENTRY.fullmatch(line) for line in file]
    except OSError as error:
        raise Unreadable(str(path), error.strerror or str(error)) from None
    if not any(matches):
        raise Unreadable(str(path), "no entry in the format of CC-CEDICT")
    for match in filter(None, matches):
        for sense in re.split("[/;]", match[2])[:_MOST_SENSES]:
            word = _ASIDE.sub("", _ASIDE.sub("", sense).strip()).strip()
            if word.isalpha():
                yield match[1], word
