"""Rows of a file of terms, checked and gathered into concepts."""

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass
from typing import get_args

from pipeline.errors import InputError
from pipeline.exchange.languages import lang_of
from pipeline.records import Lang
from pipeline.records.terms import Term, TermForm, TermUse

COLUMNS = ("code", "lang", "form", "use", "bodies", "first", "last", "source")
"""Of the table of terms, in ``lexicon/terms.csv`` and in that of a user."""
USUAL_USE: TermUse = "variant"
"""Of a form whose file says nothing of its use: known to the table and to search alone."""
_USES: dict[str, TermUse] = {use: use for use in get_args(TermUse)}
_YEAR = re.compile(r"[0-9]{4}|")
_BETWEEN_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class TermRow:
    """One form as a file has it, nothing checked; ``line`` counts from 1, ``bodies`` are codes
    joined by semicolons. Without a form the row takes the concept out of the built-in table."""

    line: int
    code: str
    lang: str
    form: str
    use: str = ""
    bodies: str = ""
    first: str = ""
    last: str = ""
    source: str = ""


def concepts(name: str, rows: Iterable[TermRow]) -> tuple[Term, ...]:
    """The concepts that ``rows`` of the file ``name`` make, in the order in which they come up, the
    forms of each by language; a form that comes twice counts once, and a concept that is taken out
    has none.

    Raises InputError, with line and values, for a row without a code, for another language, use or
    year, for a form without letters, for one form with two uses, and for a concept that has forms
    and is taken out.
    """
    forms: dict[str, dict[tuple[Lang, str], TermForm]] = {}
    emptied: dict[str, int] = {}
    for row in rows:
        fault = _fault(row)
        if fault:
            raise InputError(name, f"line {row.line}: {fault}")
        held = forms.setdefault(row.code, {})
        lang = lang_of(row.lang)
        if not row.form:
            emptied.setdefault(row.code, row.line)
        elif lang is not None:
            made = _form(row, lang)
            first = held.setdefault((lang, made.form), made)
            if first.use != made.use:
                clash = f"{row.code}: {row.form} is {first.use} and {made.use}"
                raise InputError(name, f"line {row.line}: {clash}")
    for code, line in emptied.items():
        if forms[code]:
            raise InputError(name, f"line {line}: {code} has forms and is taken out")
    return tuple(Term(code, _by_language(held.values())) for code, held in forms.items())


def new_code(form: str, taken: Set[str]) -> str:
    """A code for a concept of that form that is none of those ``taken``: ``central-authority``."""
    stem = _BETWEEN_WORDS.sub("-", form.lower()).strip("-") or "term"
    code, number = stem, 1
    while code in taken:
        number += 1
        code = f"{stem}-{number}"
    return code


def _fault(row: TermRow) -> str:
    """What is wrong with a row, "" where nothing is."""
    named = f"{row.code}: {row.form}"
    if not row.code:
        return f"{row.form or row.lang or 'a row'} has no code"
    if not row.form:  # a cell left empty, or a formula that its program never worked out
        alone = not (row.lang or row.use or row.bodies or row.first or row.last or row.source)
        return "" if alone else f"{row.code} has no form; a row with the code alone takes it out"
    if lang_of(row.lang) is None:
        return f"{named}: its language is {row.lang or 'missing'}, not zh or en"
    if not any(sign.isalnum() for sign in row.form):
        return f"{named} has no letters"
    if row.use and row.use not in _USES:
        return f"{named}: its use is {row.use}, not one of {', '.join(_USES)}"
    for when, year in (("first", row.first), ("last", row.last)):
        if not _YEAR.fullmatch(year):
            return f"{named}: {when} is {year}, not a year"
    return ""


def _form(row: TermRow, lang: Lang) -> TermForm:
    bodies = tuple(body for part in row.bodies.split(";") if (body := part.strip()))
    use = _USES.get(row.use, USUAL_USE)
    return TermForm(row.code, lang, row.form, use, bodies, row.first, row.last, row.source)


def _by_language(forms: Iterable[TermForm]) -> tuple[TermForm, ...]:
    """``forms`` with those of one language together, in the order in which languages come up."""
    gathered: dict[Lang, list[TermForm]] = {}
    for form in forms:
        gathered.setdefault(form.lang, []).append(form)
    return tuple(form for same in gathered.values() for form in same)
