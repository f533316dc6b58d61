"""What a briefing is about: provisions that the words name, and the forms that stand for the topic.

A topic is one concept ("transfer of sentenced persons") or several ("international cooperation
against cybercrime"). The forms of a concept in both languages come from the tables of terms, of the
titles of articles, of UNBIS concepts, of instruments, and of the names that agenda items give it
(``lexicon/subjects.csv``).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from pipeline import lexicon
from pipeline.articles.asked import Asked, read_key
from pipeline.errors import TongwenError, UnknownProvision
from pipeline.records import Lang
from pipeline.search.idle import is_idle
from pipeline.search.query import read_question
from pipeline.terms.table import TermTable
from pipeline.text.normalise import HAN, detect_lang, fold
from pipeline.text.tokenise import words as words_of

LONGEST = 300
"""Characters of a subject."""
_PLURAL = re.compile(r"(?<=[a-z]{3})(?<![siu])s\b")
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_SHORTEST = {"zh": 2, "en": 4}
_TABLES = (
    ("article_titles", "form"),
    ("instruments", "name"),
    ("subjects", "form"),
)


@dataclass(frozen=True, slots=True)
class Form:
    """Words that stand for a concept. ``is_asked`` are those of the subject itself, which need no
    confirmation; ``is_name`` those that name it and nothing wider. (The table of terms has others,
    by which two languages are compared: 证人 for *witness protection*.)"""

    lang: Lang
    words: str
    is_asked: bool = False
    is_name: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing that a topic names, with the forms that stand for it. ``is_told`` where a table
    has it; else it is a word of the subject."""

    forms: tuple[Form, ...]
    is_told: bool

    def named(self, lang: Lang) -> tuple[Form, ...]:
        """The forms in ``lang``."""
        return tuple(form for form in self.forms if form.lang == lang)


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject read. ``provisions`` are those that its words cite; ``whole`` is all of it as one
    thing, None for a provision without a title; ``facets`` the concepts that it names where it
    names several, else (). ``articles`` are keys of the articles that it is the title of."""

    words: str
    lang: Lang
    provisions: tuple[Asked, ...]
    whole: Facet | None
    facets: tuple[Facet, ...]
    articles: tuple[str, ...]

    @property
    def forms(self) -> tuple[Form, ...]:
        """Every form that is looked for, each once."""
        whole = self.whole.forms if self.whole else ()
        return tuple(dict.fromkeys((*whole, *(f for facet in self.facets for f in facet.forms))))


def read_subject(words: str, terms: TermTable) -> Subject:
    """Read ``words``. Raises TongwenError where they have no letter and no digit, are longer than
    ``LONGEST`` or in another script, and for the symbol of a document."""
    asked = " ".join(words.split())
    if len(asked) > LONGEST:
        raise TongwenError(
            f"the subject has {len(asked):,} characters: at most {LONGEST} are read; name an"
            " article, a topic or an agenda item"
        )
    if not any(map(str.isalnum, asked)):
        raise TongwenError("the subject is empty: name an article, a topic or an agenda item")
    question = read_question(asked)
    if question.symbol or question.serial:
        raise TongwenError(
            f"{asked}: the symbol of a document; a briefing is on an article, a topic or an"
            " agenda item"
        )
    if provisions := _provisions(asked):
        return Subject(asked, detect_lang(asked), provisions, _titled(provisions), (), ())
    text, lang = question.text, question.lang
    told = _forms_of(text, lang, terms)
    whole = Facet(_once((Form(lang, text, True, True), *told)), bool(told))
    facets = () if told else tuple(_facets(text, lang, terms))
    return Subject(asked, lang, (), whole, facets if len(facets) > 1 else (), _articles(told))


def _provisions(words: str) -> tuple[Asked, ...]:
    """The provisions that ``words`` ask for; () where they name none, or an instrument alone."""
    try:
        found = read_key(words)
    except UnknownProvision:
        if re.fullmatch(rf"[^{HAN}]*\d[^{HAN}]*", words) or re.search("第.{1,6}条", words):
            raise
        return ()
    return tuple(asked for asked in found if asked.provision)


def _titled(provisions: tuple[Asked, ...]) -> Facet | None:
    """The titles of the articles asked for of named instruments as one facet."""
    wanted = {(asked.instrument, asked.provision) for asked in provisions if asked.instrument}
    forms = tuple(
        Form(row["lang"], row["form"], True, True)  # type: ignore[arg-type]
        for row in lexicon.rows("article_titles")
        if (row["instrument"], row["article"]) in wanted
    )
    return Facet(forms, True) if forms else None


def _articles(forms: tuple[Form, ...]) -> tuple[str, ...]:
    """Keys of the articles that have one of ``forms`` as title, in the order of the table."""
    titles = {(form.lang, _key(form.words)) for form in forms}
    found = (
        f"{row['instrument']}:{row['article']}"
        for row in lexicon.rows("article_titles")
        if (row["lang"], _key(row["form"])) in titles
    )
    return tuple(dict.fromkeys(found))


def _forms_of(text: str, lang: Lang, terms: TermTable) -> tuple[Form, ...]:
    """The forms of the concepts that all of ``text`` names; () where no table has it. What one
    table has under another name is looked up once more in all."""
    first = _named(text, lang, terms)
    names = [form for form in first if form.is_name]
    more = [other for form in names for other in _named(form.words, form.lang, terms)]
    return _once((*first, *more))


def _once(forms: Iterable[Form]) -> tuple[Form, ...]:
    """``forms``, spellings that differ in case or number once; a name where one of them is."""
    found: dict[tuple[Lang, str], Form] = {}
    for form in forms:
        key = form.lang, _key(form.words)
        held = found.setdefault(key, form)
        found[key] = replace(held, is_name=held.is_name or form.is_name)
    return tuple(found.values())


def _named(text: str, lang: Lang, terms: TermTable) -> tuple[Form, ...]:
    key = _key(text)
    found = [
        Form(form.lang, form.form, is_name=form.use == "variant")
        for term in terms.named(text)
        if any(_key(own.form) == key for own in term.named(lang))
        for form in term.forms
        if form.use != "never"
    ]
    for code in _codes().get((lang, key), ()):
        found += _by_code()[code]
    return tuple(found)


def _facets(text: str, lang: Lang, terms: TermTable) -> Iterator[Facet]:
    """The concepts named in ``text``, the longest at each place, and its other telling words."""
    at = 0
    rest = ""
    for start, stops in _places(text, lang):
        if start < at:
            continue
        for stop in stops:
            part = text[start:stop]
            if len(part) >= _SHORTEST[lang] and (told := _forms_of(part, lang, terms)):
                yield Facet(_once((Form(lang, part, True, True), *told)), True)
                rest, at = f"{rest}{text[at:start]} ", stop
                break
    rest += text[at:]
    for word in dict.fromkeys(words_of(rest, lang)):
        if len(word) >= _SHORTEST[lang] and not is_idle(word, lang):
            yield Facet((Form(lang, word, True, True),), False)


def _places(text: str, lang: Lang) -> Iterator[tuple[int, list[int]]]:
    if lang == "zh":
        for start in range(len(text)):
            yield start, list(range(len(text), start + 1, -1))
        return
    spans = [word.span() for word in _WORD.finditer(text)]
    for number, (start, _) in enumerate(spans):
        yield start, [stop for _, stop in reversed(spans[number:])]


@cache
def _codes() -> dict[tuple[Lang, str], tuple[str, ...]]:
    """The concepts of the tables beside that of terms, by language and spelling of a form."""
    out: dict[tuple[Lang, str], dict[str, None]] = {}
    for code, forms in _by_code().items():
        for form in forms:
            out.setdefault((form.lang, _key(form.words)), {})[code] = None
    return {key: tuple(codes) for key, codes in out.items()}


@cache
def _by_code() -> dict[str, tuple[Form, ...]]:
    out: dict[str, dict[Form, None]] = {}
    for table, column in _TABLES:
        for row in lexicon.rows(table):
            lang: Lang = "zh" if row["lang"] == "zh" else "en"
            own = f"{row['instrument']}:{row['article']}" if "article" in row else row["code"]
            out.setdefault(f"{table}:{own}", {})[Form(lang, row[column], is_name=True)] = None
    for row in lexicon.rows("concepts"):
        names = ("zh", row["name_zh"]), ("en", row["name_en"])
        out[f"concepts:{row['code']}"] = {
            Form(lang, name, is_name=True): None  # type: ignore[arg-type]
            for lang, name in names
            if name
        }
    return {code: tuple(forms) for code, forms in out.items()}


def _key(form: str) -> str:
    return _PLURAL.sub("", fold(form))
