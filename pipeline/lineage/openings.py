"""What act a paragraph opens with, by the tables of acts and duties."""

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


def duty_of(text: str, lang: Lang) -> str:
    """What kind of duty ``text`` sets: a code of ``lexicon/duties.csv``, "" for none listed."""
    folded = fold(text)
    for row in lexicon.rows("duties"):
        if row["lang"] == lang and _stands_in(fold(row["form"]), folded, lang):
            return row["code"]
    return ""


def _stands_in(form: str, text: str, lang: Lang) -> bool:
    return form in text if lang == "zh" else re.search(rf"\b{form}\b", text) is not None


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
