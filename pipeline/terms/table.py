"""The table of terms: the built-in one, and what a user's own says in its place.

The concepts of ``lexicon/terms.csv`` hold unless the folder of an index has a ``terms.csv`` of its
own, with the columns ``code``, ``lang`` and ``form`` and, where wanted, ``use`` (else ``variant``),
``bodies``, ``first``, ``last`` and ``source``. A code in it replaces all forms of that code; a code
that is new adds a concept; a row with a code alone takes the concept out.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import get_args

from pipeline import lexicon
from pipeline.errors import Unreadable
from pipeline.exchange.term_table import from_csv
from pipeline.records import LANGS, Lang
from pipeline.records.terms import Mention, Term, TermForm, TermUse
from pipeline.terms.forms import Matcher, form_key, is_abbreviation

TERMS_FILE = "terms.csv"
_USES: tuple[TermUse, ...] = get_args(TermUse)
_LOOSE = {"zh": 2, "en": 1}
"""Characters or words of an answer that means much else."""


class TermTable:
    """Concepts with their forms, and where these stand in a text. Threads may share it."""

    def __init__(self, terms: Iterable[Term], own: frozenset[str] = frozenset()) -> None:
        """``own`` are the codes that a user's table sets or takes out."""
        self.terms = tuple(terms)
        self.own = own
        self._by_code = {term.code: term for term in self.terms}

    def term(self, code: str) -> Term | None:
        """The concept of that code, None where there is none."""
        return self._by_code.get(code)

    def named(self, words: str) -> tuple[Term, ...]:
        """The concepts that ``words`` name: by code, else by one of their forms in either language,
        spelling aside; those whose usual form it is first. () where none is named."""
        if exact := self.term(words.strip()):
            return (exact,)
        key = form_key(words.strip())
        found = self._by_key.get(key, ())
        capital = is_abbreviation(words.strip())
        fitting = [form for form in found if capital or not is_abbreviation(form.form)] or found
        codes = dict.fromkeys(form.code for form in fitting)
        named = [self._by_code[code] for code in codes]
        return tuple(sorted(named, key=lambda term: key not in _usual_keys(term)))

    def mentions(self, text: str, lang: Lang) -> tuple[Mention, ...]:
        """Where forms of any concept stand in ``text``, the longest at each place; see
        ``Matcher``."""
        return tuple(self._matcher(lang).mentions(text))

    def containing(self, words: str) -> tuple[Term, ...]:
        """The concepts with a form or code that holds ``words``, spelling aside, in the order of
        the table; all for no words."""
        key = form_key(words)
        if not key:
            return self.terms if not words.strip() else ()
        return tuple(
            term
            for term in self.terms
            if words.strip() in term.code
            or any(_holds(form_key(form.form), key) for lang in LANGS for form in term.named(lang))
        )

    def _matcher(self, lang: Lang) -> Matcher:
        return self._matchers[lang]

    @cached_property
    def _matchers(self) -> dict[Lang, Matcher]:
        forms = [form for term in self.terms for form in sought(term)]
        return {lang: Matcher(forms, lang) for lang in LANGS}

    @cached_property
    def _by_key(self) -> dict[tuple[str, ...], tuple[TermForm, ...]]:
        out: dict[tuple[str, ...], list[TermForm]] = {}
        for term in self.terms:
            for form in term.forms:
                if form.use != "never" and (key := form_key(form.form)):
                    out.setdefault(key, []).append(form)
        return {key: tuple(forms) for key, forms in out.items()}


def standing(term: Term, lang: Lang) -> tuple[TermForm, ...]:
    """The forms of ``term`` in ``lang`` by which a text is looked through: each spelling once, and
    of the words that the comparison takes as an answer, some of which mean much else (中央 beside
    中央机关), only the usual form and those long enough to be a term of their own."""
    named = term.named(lang)
    by_key = {form_key(form.form): form for form in reversed(named)}
    return tuple(
        form
        for key, form in reversed(by_key.items())
        if form.use != "answers" or len(key) > _LOOSE[lang] or form is named[0]
    )


def sought(term: Term) -> tuple[TermForm, ...]:
    """The forms of ``term`` to look for in a text: those ``standing`` in either language, and of
    those that never stand for it the longer ones, in which one that does stands and means something
    else. (The comparison has others: words that it shall not count, whatever stands in them.)"""
    found = [form for lang in LANGS for form in standing(term, lang)]
    wider = [
        form
        for form in term.forms
        if form.use == "never"
        and any(
            form.lang == own.lang
            and len(form_key(own.form)) < len(form_key(form.form))
            and _holds(form_key(form.form), form_key(own.form))
            for own in found
        )
    ]
    return (*found, *wider)


def table_of(folder: Path | None) -> TermTable:
    """The table that holds for the index in ``folder``: the built-in one, with the ``terms.csv`` of
    the folder over it where there is one; Unreadable for a file that is none."""
    file = folder / TERMS_FILE if folder else None
    if file is None or not file.is_file():
        return built_in()
    stamp = file.stat()
    return _read(file, stamp.st_mtime_ns, stamp.st_size)


@cache
def built_in() -> TermTable:
    """The table of ``lexicon/terms.csv``."""
    forms: dict[str, list[TermForm]] = {}
    for row in lexicon.rows("terms"):
        forms.setdefault(row["code"], []).append(_form(row))
    return TermTable(Term(code, tuple(found)) for code, found in forms.items())


@lru_cache(maxsize=4)
def _read(file: Path, _changed: int, _size: int) -> TermTable:
    """The table with that of ``file`` over it; read again when the file has changed."""
    own = read_terms(file)
    kept = [term for term in built_in().terms if term.code not in own]
    return TermTable((*kept, *(term for term in own.values() if term.forms)), frozenset(own))


def read_terms(file: Path) -> dict[str, Term]:
    """The concepts of a user's table by code; one without forms is to be taken out. Raises an
    InputError with line and values for a file without the columns or with a row that cannot be
    meant; see ``exchange.term_table.from_csv``."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise Unreadable(str(file), f"no table of terms: {error.strerror or error}") from None
    return {term.code: term for term in from_csv(str(file), content)}


def _form(row: Mapping[str, str]) -> TermForm:
    lang: Lang = "zh" if row["lang"] == "zh" else "en"
    use = next(use for use in _USES if use == row["use"])
    bodies = tuple(filter(None, row["bodies"].split(";")))
    rest = (row["first"], row["last"], row["source"])
    return TermForm(row["code"], lang, row["form"], use, bodies, *rest)


def _usual_keys(term: Term) -> list[tuple[str, ...]]:
    return [form_key(term.named(lang)[0].form) for lang in LANGS if term.named(lang)]


def _holds(outer: Sequence[str], inner: Sequence[str]) -> bool:
    """Whether ``inner`` stands one after another in ``outer``."""
    size = len(inner)
    return any(outer[at : at + size] == inner for at in range(len(outer) - size + 1))
