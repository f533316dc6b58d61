"""How a paragraph opens: the first verb, what is said with it, and its class."""

import re
from functools import cache

from pipeline.recommend.directives import Directive
from pipeline.recommend.english import inflected
from pipeline.recommend.tables import Verb, any_of, forms, no_verb, verbs
from pipeline.records import Lang

_IDLE_CHINESE = re.compile(
    r"(?:在这方面|在此方面|为此目的|为此|就此|因此|此外|同时|兹|并|继续|特别|尤其|正式|衷心|深切|坚决|坚定)[，,]?"
)
_ADVERB = re.compile(r"[\u4e00-\u9fff]{1,8}?地")
"""What may stand before a verb without changing what it does: 在这方面欢迎, 赞赏地注意到."""
_IDLE_ENGLISH = re.compile(
    r"(?:Acting \S+,|Reiterating [^,]*,|In this (?:regard|respect|context),?(?: (?:it|we))?|"
    r"In (?:that|such) (?:regard|context),|To this end,|Accordingly,|Therefore|Hereby|Fully|"
    r"Firmly|Deeply|Solemnly|Categorically|Unequivocally|Thus|We|we|The \w+|Noting [^,]*,)\s+"
    r"(?:also |further )?",
)

_IDLE = {"zh": _IDLE_CHINESE, "en": _IDLE_ENGLISH}


def lead_verb(text: str, lang: Lang, body: str = "") -> Directive | None:
    """The verb that opens an operative paragraph, or the first that opens a clause of a Chinese
    conclusion (在讨论…时，强调了…), whatever it does; None where no listed verb stands there.

    Its strength is that of the table where it opens the paragraph, so that "Calls upon the
    administering Power" asks something of somebody whom no table lists.
    """
    clauses = re.split(r"(?<=，)", text) if lang == "zh" else [text]
    at = 0
    for clause in clauses:
        if found := _lead_of(clause, at, lang, body, len(text)):
            return found
        at += len(clause)
    return None


def modifiers(text: str, lead: Directive, lang: Lang) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Codes of ``lexicon/modifiers.csv`` that stand with ``lead``, the verb that opens ``text``,
    and the names of the rows."""
    if lang == "zh":
        before = text[: lead.asked]
        found = [(form, code) for form, code in forms("modifiers", lang) if form in before]
    else:
        before, after = text[: lead.at].casefold(), " ".join(text[lead.at :].split()[:8]).casefold()
        found = [
            (form, code)
            for form, code in forms("modifiers", lang)
            if _stands(form, before)
            or (" " in form and _stands(form, after) and _goes_with(form, lead))
            or (form == "strongly" and after.startswith(form))
        ]
    codes: dict[str, str] = {}
    for form, code in found:
        codes.setdefault(code, f"modifiers:{lang}:{form}")
    return tuple(codes), tuple(codes.values())


def _stands(form: str, text: str) -> bool:
    return re.search(rf"\b{form}\b", text) is not None


def _goes_with(form: str, lead: Directive) -> bool:
    """Reiterating a call is calling again; reiterating a commitment is not."""
    return lead.use == "object" or not form.startswith("re")


def _lead_of(clause: str, offset: int, lang: Lang, body: str, end: int) -> Directive | None:
    start = _opens_at(clause, lang, body)
    for row, pattern in _lead_patterns(lang, body):
        hit = pattern.match(clause, start)
        if not hit or not _is_verb(row, clause, hit.end(), lang):
            continue
        printed = hit.group() if lang == "zh" else row.form
        strength = row.strength if row.use == "lead" or not offset else ""
        return Directive(
            offset + start, printed, strength, row.verb_class, (), row.use, row.rule, (),
            offset + hit.end(), end,
        )  # fmt: skip
    return None


def _is_verb(row: Verb, clause: str, end: int, lang: Lang) -> bool:
    not_after = no_verb(lang, row.form)[1] if lang == "zh" else None
    return not (not_after and not_after.match(clause, end))


@cache
def _lead_patterns(lang: Lang, body: str) -> tuple[tuple[Verb, re.Pattern[str]], ...]:
    return tuple(
        (row, re.compile(re.escape(row.form) if lang == "zh" else inflected(row.form), re.I))
        for row in verbs(lang, body)
        if row.use != "subject"
    )


def _opens_at(text: str, lang: Lang, body: str) -> int:
    """Where the first verb of ``text`` stands: after 又, 还, "Also", "Further", "in this
    regard"."""
    at = 0
    while True:
        adverb = _ADVERB.match(text, at) if lang == "zh" else None
        if adverb and _begins_with_verb(text, adverb.end(), lang, body):
            return adverb.end()
        if _begins_with_verb(text, at, lang, body):
            return at
        skips = (s.match(text, at) for s in (_modifier(lang), _IDLE[lang]))
        hit = next((m for m in skips if m and m.end() > at), None)
        if hit is None:
            return at
        at = hit.end()


def _begins_with_verb(text: str, at: int, lang: Lang, body: str) -> bool:
    return any(pattern.match(text, at) for _, pattern in _lead_patterns(lang, body))


@cache
def _modifier(lang: Lang) -> re.Pattern[str]:
    listed = [form for form, _ in forms("modifiers", lang) if not form.startswith("re")]
    if lang == "zh":
        return re.compile(f"{any_of(listed, lang)}地?")
    return re.compile(rf"{any_of(listed, lang)},?\s+", re.I)
