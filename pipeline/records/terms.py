"""Terms of the two languages: a concept, its forms, where a form stands."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from pipeline.records.answers import Change
from pipeline.records.documents import Lang
from pipeline.records.lineage import Passage
from pipeline.records.paragraphs import Heading, Paragraph

TermUse: TypeAlias = Literal["asks", "answers", "beside", "never", "variant"]
"""What a form is good for beyond standing for its concept: the comparison asks for an answer to it
(``asks``), takes it as one (``answers``), or does not count it with another form (``beside``);
``never`` marks words that hold a form and do not mean the concept; a ``variant`` is known to the
term table and to search alone."""


@dataclass(frozen=True, slots=True)
class TermForm:
    """One wording of a concept in one language.

    ``bodies`` are codes of those in whose texts it is used (``GA``, ``CTOC-COP``), of instruments
    (``UNTOC``) and ``PRC`` for the law of the People's Republic of China; ``first`` and ``last``
    the years between which it was seen (``"2012"``), "" where none was noted; ``source`` where.
    """

    code: str
    lang: Lang
    form: str
    use: TermUse
    bodies: tuple[str, ...]
    first: str
    last: str
    source: str


@dataclass(frozen=True, slots=True)
class Term:
    """A concept and its forms, the usual one of each language first."""

    code: str
    forms: tuple[TermForm, ...]

    def named(self, lang: Lang) -> tuple[TermForm, ...]:
        """The forms in ``lang`` that stand for the concept, the usual one first."""
        return tuple(f for f in self.forms if f.lang == lang and f.use != "never")


@dataclass(frozen=True, slots=True)
class Mention:
    """A form at ``text[start:end]`` of some text."""

    form: TermForm
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sense:
    """What a word of many senses means at one place: the ``code`` of ``lexicon/senses.csv`` and the
    words that told, ``text[start:end]``."""

    code: str
    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TermPlace:
    """Where a form stands: ``start`` and ``end`` count in the paragraph's text; the aligned
    paragraphs of the other language, () where none is held; its sense, "" where the form has but
    one or nothing tells."""

    passage: Passage
    start: int
    end: int
    counterpart: tuple[Paragraph, ...]
    sense: str = ""


@dataclass(frozen=True, slots=True)
class TermCount:
    """How often a form stands in the texts of one body and year, and in how many passages;
    ``body`` and ``year`` are "" where the text does not tell. ``sense`` as of ``TermPlace``."""

    body: str
    year: str
    sense: str
    occurrences: int
    passages: int


@dataclass(frozen=True, slots=True)
class FormUse:
    """One form of a concept in the texts held. ``documents`` are those it stands in; ``places`` the
    newest of its occurrences; ``first`` and ``last`` the years of the texts, "" for none dated."""

    form: TermForm
    occurrences: int
    passages: int
    documents: int
    first: str
    last: str
    counts: tuple[TermCount, ...]
    places: tuple[TermPlace, ...]


@dataclass(frozen=True, slots=True)
class TermLens:
    """A concept with the use of each of its forms, in either language the most used first. ``also``
    are the other concepts that the words asked for name."""

    term: Term
    forms: tuple[FormUse, ...]
    also: tuple[Term, ...] = ()

    def named(self, lang: Lang) -> tuple[FormUse, ...]:
        """The forms in ``lang``."""
        return tuple(use for use in self.forms if use.form.lang == lang)


@dataclass(frozen=True, slots=True)
class TermPassage:
    """A passage with a form in it: ``spans`` are all its occurrences in the paragraph's text, in
    order, each with its sense as of ``TermPlace`` in ``senses``. ``recurs`` are the other documents
    that have the same passage, figures and punctuation aside, the newest first."""

    passage: Passage
    spans: tuple[tuple[int, int], ...]
    senses: tuple[str, ...]
    counterpart: tuple[Paragraph, ...]
    recurs: tuple[Heading, ...]


@dataclass(frozen=True, slots=True)
class TermPassages:
    """Some of the passages with a form, the newest first, out of ``different`` ones of other words
    each, which stand ``passages`` times in the texts held."""

    shown: tuple[TermPassage, ...]
    different: int
    passages: int


@dataclass(frozen=True, slots=True)
class Rendering:
    """One wording by which a recurring paragraph is rendered. ``paragraph`` is the newest of them,
    ``documents`` all in which it stands so, the newest first; ``changes`` lead from the wording of
    the most documents to this one, () for that itself."""

    paragraph: Paragraph
    documents: tuple[Heading, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Variance:
    """A paragraph that recurs in the same words, figures and punctuation aside, and its renderings
    in the other language, that of the most documents first. ``passage`` is the newest."""

    passage: Passage
    documents: int
    renderings: tuple[Rendering, ...]


@dataclass(frozen=True, slots=True)
class VarianceAnswer:
    """``variances``, those in the most documents first, out of ``found`` with several renderings
    among ``recurring`` paragraphs that recur."""

    variances: tuple[Variance, ...]
    found: int
    recurring: int


AlertKind: TypeAlias = Literal["several", "dated", "law", "unlike"]
"""Why a term needs care: ``several`` forms of one concept in one text; a form that is ``dated``:
later texts use another; one of the ``law`` of a State where the UN has another; ``unlike``: the
table has another form for what the other language says there."""


@dataclass(frozen=True, slots=True)
class TermAlert:
    """A form in a passage that needs care. ``start`` and ``end`` count in the passage's text;
    ``preferred`` are the forms that the table or the texts held have instead, the usual first;
    ``evidence`` holds values, never a sentence: the forms with their counts, the years;
    ``counterpart`` the paragraphs of the other language that are ``unlike``, else ()."""

    kind: AlertKind
    form: TermForm
    passage: Passage
    start: int
    end: int
    preferred: tuple[TermForm, ...]
    evidence: tuple[str, ...]
    counterpart: tuple[Paragraph, ...] = ()
