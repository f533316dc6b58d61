"""A draft clause as it is pasted: what of it is looked for, by itself and in parts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.errors import TongwenError
from pipeline.lineage.words import Words, words_of
from pipeline.records import CONTENT_ROLES, Lang, Paragraph
from pipeline.search.query import LONGEST, read_question
from pipeline.text.normalise import detect_lang
from pipeline.text.numbering import marker
from pipeline.text.sentences import sentences

WORDED = CONTENT_ROLES - {"table"}
"""Roles of passages that have a wording; a row of a table has figures and names."""
_APPARATUS = re.compile(r"[\[\]【】〔〕\"“”「」『』«»]+")
"""Brackets around words that are not agreed, and quotation marks, which a search would take for a
phrase to be found word for word."""
_BETWEEN = re.compile(r"(?<=[A-Za-z,;.])[\[\]]+(?=[A-Za-z])")
"""Brackets that alone keep two words apart: [urges][requests]."""
_TRAILING = re.compile(r"[\s;；:：,，、]+(?:and|or|以及|和|或)?[\s.。]*$", re.IGNORECASE)
_NAMES = frozenset({"annex", "appendix", "part", "chapter", "section", "article", "clause"})
"""Numbers that open a clause and are words of it: article 18 of the Convention applies."""
_LEAST: dict[Lang, int] = {"zh": 14, "en": 50}
"""Characters from which a sentence or item of a draft is looked for by itself."""
_MOST = 5
"""Parts of a draft that are looked for, the longest: each is a search."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A draft or a part of it, as it is looked for and compared: ``text`` without number, brackets
    and quotation marks, in one line; ``words`` folded."""

    text: str
    words: Words


def clauses(draft: str, lang: Lang | None = None) -> tuple[Clause, ...]:
    """The draft as a whole, then its sentences and items where it has several.

    Raises TongwenError for a draft without words, for one that is nothing but a symbol or the
    number of a resolution, and for one that is longer than a search reads.
    """
    whole = draft.strip()
    language = lang or detect_lang(whole)
    if not _bare(whole):
        raise TongwenError("the draft has no words: paste a clause in Chinese or English")
    if len(whole) > LONGEST:
        raise TongwenError(
            f"the draft has {len(whole):,} characters: at most {LONGEST:,} are read; ask for one"
            " clause of it"
        )
    if _names_a_text(whole):
        raise TongwenError(f"{whole}: names a text and has no wording; paste a clause")
    parts = [p for p in _parts(whole, language) if len(_bare(p)) >= _LEAST[language]]
    if len(parts) < 2:
        return (_clause(whole, language),)
    longest = sorted(parts, key=len, reverse=True)[:_MOST]
    return tuple(_clause(text, language) for text in (whole, *(p for p in parts if p in longest)))


def is_clause(text: str) -> bool:
    """Whether ``clauses`` takes ``text``."""
    return bool(_bare(text)) and len(text.strip()) <= LONGEST and not _names_a_text(text)


def _names_a_text(text: str) -> bool:
    asked = read_question(_bare(text))
    return bool(asked.symbol or asked.serial)


def _parts(draft: str, lang: Lang) -> Iterator[str]:
    for line in draft.splitlines():
        for start, end in sentences(line, lang):
            yield line[start:end]


def _clause(text: str, lang: Lang) -> Clause:
    bare = _bare(text)
    paragraph = Paragraph("", lang, 0, "text", (), "", "", "", 0, len(bare), bare)
    return Clause(bare, words_of(paragraph))


def _bare(text: str) -> str:
    """``text`` without its number, brackets, quotation marks and what joins it to a next item; ""
    where nothing is left that has a letter or figure."""
    apart = _BETWEEN.sub(" ", text)
    plain = " ".join(_APPARATUS.sub("", apart).split())
    number = marker(plain)
    start = number.end if number and number.style not in _NAMES else 0
    words = _TRAILING.sub("", plain[start:]).strip()
    return words if any(map(str.isalnum, words)) else ""
