"""What act a paragraph opens with, by the table of acts."""

import re
from functools import cache

from pipeline import lexicon
from pipeline.records import Lang, Paragraph
from pipeline.text.normalise import fold
from pipeline.text.passage import wording


def opens_with(act: str, paragraph: Paragraph) -> bool:
    """Whether the first words of ``paragraph`` do ``act``: ``endorse``, ``receive``."""
    opening = _opening(act, paragraph.lang).match(fold(wording(paragraph)))
    return opening is not None


def names(act: str, text: str, lang: Lang) -> bool:
    """Whether a form of ``act`` stands anywhere in ``text``."""
    folded = fold(text)
    return any(form in folded for form in _forms("acts", "act", act, lang))


@cache
def _opening(act: str, lang: Lang) -> re.Pattern[str]:
    forms = sorted(_forms("acts", "act", act, lang), key=len, reverse=True)
    before = (
        r"(?:(?:and|also|further|again|once again|hereby)\s+)*"
        if lang == "en"
        else "(?:[又还再并兹]|表示)*"
    )
    end = r"\b" if lang == "en" else ""
    return re.compile(f"{before}(?:{'|'.join(map(re.escape, forms))}){end}")


@cache
def _forms(table: str, column: str, code: str, lang: Lang) -> tuple[str, ...]:
    found = lexicon.rows(table)
    return tuple(fold(r["form"]) for r in found if r[column] == code and r["lang"] == lang)
