"""Words of a query in the other language, by the tables of words that answer for one another.

A word has several answers, most of them right in some context only. They are looked up together
as one group, which is as rare as all of its members are (structured queries, Pirkola 1998): so a
rare wrong answer does not outweigh a common right one.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline import lexicon
from pipeline.records import Lang
from pipeline.search.covering import Group
from pipeline.search.idle import is_idle
from pipeline.store.fulltext import Term
from pipeline.text.equivalents import english_words, equivalents, known_words
from pipeline.text.tokenise import grams, marks, words

_ANSWERS = 5
"""Answers of a word that are looked up; the first are the most usual."""
_ANSWER = 0.8
"""Worth of an answer beside that of the one before it."""
_FORM = 0.9
"""Worth of a form of a concept beside that of the one before it."""
_STEM = 6
"""Letters by which ``anchors.csv`` knows an English word."""
_LATIN = re.compile(r"[a-z0-9]", re.ASCII)


def other_groups(text: str, lang: Lang) -> tuple[Group, ...]:
    """What to look up in the other language for the words of ``text``, which is in ``lang``."""
    found = _from_english(text) if lang == "en" else _from_chinese(text)
    cited = (Group(((Term("marks", mark), 1.0),)) for mark in marks(text))
    return tuple(dict.fromkeys((*cited, *found)))


def answers(text: str, lang: Lang) -> tuple[str, ...]:
    """The words of the other language that ``other_groups`` looks up as they stand in the table."""
    table = equivalents(lang)
    known = english_words(text) if lang == "en" else known_words(text, "zh")
    return tuple(
        form
        for word in dict.fromkeys(known)
        if word in table and not is_idle(word, lang)
        for form in table[word].answers[:_ANSWERS]
    )


def _from_english(text: str) -> Iterator[Group]:
    table = equivalents("en")
    for word in dict.fromkeys(english_words(text)):
        if is_idle(word, "en"):
            continue
        if word in table:
            yield _group(table[word].answers, "zh")
        elif pairs := _anchors().get(word[:_STEM]):
            yield Group(tuple((Term("grams", pair), share) for pair, share in pairs[:_ANSWERS]))
        else:
            yield Group(((Term("words", word), 1.0),))


def _from_chinese(text: str) -> Iterator[Group]:
    table = equivalents("zh")
    for word in sorted(known_words(text, "zh"), key=text.find):
        if not is_idle(word, "zh"):
            yield _group(table[word].answers, "en")
    for word in dict.fromkeys(words(text, "en")):
        if _LATIN.match(word):
            yield Group(((Term("words", word), 1.0),))


def _group(answers: tuple[str, ...], lang: Lang) -> Group:
    return forms_group(answers[:_ANSWERS], lang, _ANSWER)


def forms_group(forms: Sequence[str], lang: Lang, falling: float = _FORM) -> Group:
    """``forms`` in ``lang`` as one thing asked for, each worth ``falling`` of the one before it."""
    return Group(tuple((phrase(form, lang), falling**n) for n, form in enumerate(forms)))


def phrase(form: str, lang: Lang) -> Term:
    """``form`` as it stands in passages of ``lang``: in Chinese wherever words begin and end."""
    if lang == "zh" and len(form) > 1:
        return Term("grams", " ".join(grams(form)))
    return Term("words", " ".join(words(form, lang)))


@cache
def _anchors() -> dict[str, list[tuple[str, float]]]:
    """For each English stem the Chinese pairs that stand with it, the surest first."""
    out: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
    for row in lexicon.rows("anchors"):
        out[row["en"]].append((row["zh"], float(row["share"])))
    return {stem: sorted(pairs, key=lambda pair: -pair[1]) for stem, pairs in out.items()}
