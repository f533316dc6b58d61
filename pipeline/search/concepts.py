"""The concepts that a query names, by the tables of terms, names and instruments, and the other
forms of each in either language; and the everyday words of a query, with the official wording that
the texts have for them (``lexicon/everyday.csv``)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias

from pipeline import lexicon
from pipeline.records import LANGS, Expansion, Lang
from pipeline.text.normalise import HAN
from pipeline.text.tokenise import word_spans

_USES = frozenset({"asks", "answers", "beside", "variant"})
"""Uses of a form that stand for the concept; other rows say what does not count."""
Everyday: TypeAlias = Literal["", "beside", "instead"]
_EVERYDAY: dict[str, Everyday] = {"beside": "beside", "instead": "instead"}
_MOST = 6
"""Forms of a language that are looked up; beyond them they are spellings of the same."""
_LONGEST_QUERY = 2_000
"""Characters of a query that are looked through for concepts."""
_MOST_WORDS = 12
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_PLURAL = re.compile(r"(?<=[a-z]{3})(?<![siu])s\b")


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept that a query names by ``query[start:end]``, with its other forms as ``Expansion``
    gives them. ``everyday`` is how an everyday word is looked up: ``beside`` the official wording,
    or that ``instead`` of it, where its stem is one of another word; ``""`` for official forms."""

    start: int
    end: int
    expansions: tuple[Expansion, ...]
    everyday: Everyday = ""

    def forms(self, lang: Lang) -> tuple[str, ...]:
        """The other forms in ``lang``."""
        return next((e.forms for e in self.expansions if e.lang == lang), ())


def concepts(query: str, lang: Lang) -> tuple[Concept, ...]:
    """The concepts that ``query`` names, in order and without overlap, of names that begin at one
    place the longest."""
    text = query[:_LONGEST_QUERY]
    found: list[Concept] = []
    end = 0
    for start, stops in _places(text, lang):
        if start < end:
            continue
        for stop in stops:
            key = _key(text[start:stop])
            use = _everyday(lang).get(key, "")
            if use and lang == "zh" and not _stands_alone(text, start, stop):
                continue
            if expansions := tuple(_expansions(text[start:stop], key, lang)):
                found.append(Concept(start, stop, expansions, use))
                end = stop
                break
    return tuple(found)


def _places(text: str, lang: Lang) -> Iterator[tuple[int, list[int]]]:
    """Where a name may begin and where it may end, the farthest first."""
    if lang == "zh":
        for start in range(len(text)):
            yield start, list(range(min(len(text), start + _longest("zh")), start + 1, -1))
        return
    words = [word.span() for word in _WORD.finditer(text)]
    for number, (start, _) in enumerate(words):
        stops = [stop for _, stop in words[number : number + _MOST_WORDS]]
        yield start, [stop for stop in reversed(stops) if stop - start <= _longest("en") + 4]


def _stands_alone(text: str, start: int, stop: int) -> bool:
    """Whether words begin and end there: the informer 线人 is not in 一线人员."""
    edges = {edge for span in word_spans(text) for edge in span}
    return start in edges and stop in edges


def _expansions(term: str, spelt: str, lang: Lang) -> Iterator[Expansion]:
    codes = _codes(lang).get(spelt, ())
    for other in LANGS:
        for code in codes:
            if forms := _shortest(_forms(other).get(code, ()), spelt):
                yield Expansion(term, other, forms[:_MOST], code)
                break


def _shortest(forms: Sequence[str], spelt: str) -> tuple[str, ...]:
    """``forms`` without those that hold another of them or what is asked for itself: whoever looks
    for the shorter one finds them too."""
    keys = [_key(form) for form in forms]
    return tuple(
        form
        for form, key in zip(forms, keys, strict=True)
        if spelt not in key and not any(other != key and other in key for other in keys)
    )


@cache
def _longest(lang: Lang) -> int:
    return max(map(len, _codes(lang)), default=0)


@cache
def _codes(lang: Lang) -> dict[str, tuple[str, ...]]:
    """The concepts that a form stands for, by its spelling in the singular; short ones, which mean
    much else, are left out."""
    out: dict[str, dict[str, None]] = {}
    for code, forms in _forms(lang).items():
        for form in forms if not code.startswith("everyday:") else ():
            if len(form) >= (2 if re.search(f"[{HAN}]", form) else 4) or form.isupper():
                out.setdefault(_key(form), {})[code] = None
    for row in lexicon.rows("everyday"):
        if row["lang"] == lang and row["use"] in _EVERYDAY:
            out.setdefault(_key(row["form"]), {})[f"everyday:{row['code']}"] = None
    return {form: tuple(codes) for form, codes in out.items()}


@cache
def _everyday(lang: Lang) -> dict[str, Everyday]:
    """How each everyday form is looked up, by its spelling in the singular."""
    return {
        _key(row["form"]): _EVERYDAY[row["use"]]
        for row in lexicon.rows("everyday")
        if row["lang"] == lang and row["use"] in _EVERYDAY
    }


@cache
def _forms(lang: Lang) -> dict[str, tuple[str, ...]]:
    """The forms of every concept in ``lang``, in the order of the tables, spellings that differ in
    case or number once; concepts as ``terms:extradition``."""
    out: dict[str, dict[str, str]] = {}
    for table in ("terms", "names"):
        for row in lexicon.rows(table):
            if row["lang"] == lang and row["use"] in _USES:
                by_spelling = out.setdefault(f"{table}:{row['code']}", {})
                by_spelling.setdefault(_key(row["form"]), row["form"])
    for row in lexicon.rows("instruments"):
        if row["lang"] == lang:
            by_spelling = out.setdefault(f"instruments:{row['code']}", {})
            by_spelling.setdefault(_key(row["name"]), row["name"])
    for row in lexicon.rows("everyday"):
        if row["lang"] == lang and row["use"] == "official":
            by_spelling = out.setdefault(f"everyday:{row['code']}", {})
            by_spelling.setdefault(_key(row["form"]), row["form"])
    return {code: tuple(by_spelling.values()) for code, by_spelling in out.items()}


def _key(form: str) -> str:
    return _singular(_even(form))


def _even(text: str) -> str:
    return text.casefold().replace("\u3000", " ")


def _singular(text: str) -> str:
    return _PLURAL.sub("", text)
