"""The subject headings that a document carries, as concepts of the UNBIS Thesaurus.

AKN4UN files carry two kinds of headings. Those in capitals (``HUMAN RIGHTS MONITORING``) were given
by a cataloguer to the text. Those in small letters (``civil society``) come in sets with a
Sustainable Development Goal and say the Goal, not the subject: of 396 resolutions of the General
Assembly with *justice* every one has *civil society* and *social justice* beside it. The former
count. Sessions 75 to 77 give many of them without a number; they are known by their words.
"""

from collections.abc import Iterable, Mapping
from functools import cache

from pipeline import lexicon
from pipeline.records import Keyword
from pipeline.records.topics import ConceptMatch


def concepts_of(keywords: Iterable[Keyword]) -> tuple[ConceptMatch, ...]:
    """The concepts of the headings that are listed in ``lexicon/concepts.csv``, in their order and
    each once; () where there is none."""
    codes = (_code(keyword) for keyword in keywords if keyword.label.isupper())
    return tuple(matched(code) for code in dict.fromkeys(codes) if code)


def matched(code: str, probability: float | None = None) -> ConceptMatch:
    """The concept of that code of the table, given by a cataloguer or with a ``probability``."""
    name_en, name_zh = _names()[code]
    how = "keyword" if probability is None else "nearest"
    return ConceptMatch(code, name_en, name_zh, how, probability)  # type: ignore[arg-type]  # both are


def _code(keyword: Keyword) -> str:
    """By its words, since some have two numbers, else by its number; "" where neither is listed."""
    return _by_name().get(keyword.label) or (keyword.id if keyword.id in _names() else "")


@cache
def _names() -> Mapping[str, tuple[str, str]]:
    return {row["code"]: (row["name_en"], row["name_zh"]) for row in lexicon.rows("concepts")}


@cache
def _by_name() -> Mapping[str, str]:
    return {name_en.upper(): code for code, (name_en, _) in _names().items()}
