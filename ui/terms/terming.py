"""What the library says of terms, kept while the index, its own table and its reviews stand."""

from pipeline.collection import Collection
from pipeline.preparation import Preparation
from pipeline.records import LANGS, Lang, Paragraph
from pipeline.records.terms import Term, TermAlert, TermForm, TermLens, TermPassages, VarianceAnswer
from pipeline.terms.consistency import Others, others_of
from pipeline.terms.forms import Matcher
from pipeline.terms.table import TERMS_FILE, sought
from ui import frame
from ui.comparing.pairs import log_of, state_of
from ui.keep import kept


def stamp_of(held: Collection) -> str:
    """What tells one state of the index and its own table from another."""
    own = frame.index_dir() / TERMS_FILE
    found = own.stat() if own.is_file() else None
    return f"{state_of(held)} {f'{found.st_size} {found.st_mtime_ns}' if found else ''}"


def lens_of(held: Collection, words: str) -> TermLens:
    """The concept that ``words`` name, with counts and no places; see ``Preparation.lens``."""
    return _lens_of(stamp_of(held), words, held)


@kept(64)
def _lens_of(state: str, words: str, _held: Collection) -> TermLens:
    return Preparation(_held).lens(words, 0)


def passages_of(
    held: Collection,
    term: Term,
    form: TermForm,
    year: str,
    sense: str | None,
    start: int,
    most: int,
) -> TermPassages:
    """The passages with a form; see ``Preparation.term_passages``."""
    name = f"{term.code} {form.lang} {form.form}"
    return _passages_of(stamp_of(held), name, year, sense, start, most, held, term, form)


@kept(64)
def _passages_of(
    state: str,
    name: str,
    year: str,
    sense: str | None,
    start: int,
    most: int,
    _held: Collection,
    _term: Term,
    _form: TermForm,
) -> TermPassages:
    return Preparation(_held).term_passages(_term, _form, year, sense, start=start, most=most)


def variance_of(held: Collection, words: str, lang: Lang, start: int, most: int) -> VarianceAnswer:
    """Paragraphs with several renderings; see ``Preparation.variance``."""
    return _variance_of(stamp_of(held), words, lang, start, most, held)


@kept(64)
def _variance_of(
    state: str, words: str, lang: Lang, start: int, most: int, _held: Collection
) -> VarianceAnswer:
    return Preparation(_held).variance(words, lang, most, start)


def alerts_of(held: Collection, symbol: str) -> tuple[TermAlert, ...]:
    """What needs care in a text held, in both languages; see ``Preparation.check``."""
    return _alerts_of(stamp_of(held), log_of(held), symbol, held)


@kept(32)
def _alerts_of(state: str, log: str, symbol: str, _held: Collection) -> tuple[TermAlert, ...]:
    return Preparation(_held).check(symbol)


def across_of(held: Collection, symbol: str) -> Others:
    """What corresponds to each paragraph of a text held in both languages, as people judged it;
    empty for one that is not."""
    return _across_of(state_of(held), log_of(held), symbol, held)


@kept(32)
def _across_of(state: str, log: str, symbol: str, _held: Collection) -> Others:
    zh, en = (_held.paragraphs(symbol, lang) for lang in ("zh", "en"))
    return others_of(_held.reviewed(symbol).beads, zh, en) if zh and en else {}


def beside(others: Others, alert: TermAlert) -> tuple[Paragraph, ...]:
    """The paragraphs of the other language beside the passage of an alert."""
    paragraph = alert.passage.paragraph
    key = (paragraph.symbol, paragraph.lang, paragraph.ordinal)
    return alert.counterpart or others.get(key, ())


def matchers_of(term: Term) -> dict[Lang, Matcher]:
    """What finds the forms of a concept in either language."""
    return {lang: Matcher(sought(term), lang) for lang in LANGS}
