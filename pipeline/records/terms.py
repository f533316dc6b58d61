"""Terms of the two languages: a concept, its forms, where a form stands."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from pipeline.records.documents import Lang
from pipeline.records.lineage import Passage

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


AlertKind: TypeAlias = Literal["several", "dated", "law", "unlike"]
"""Why a term needs care: ``several`` forms of one concept in one text; a form that is ``dated``:
later texts use another; one of the ``law`` of a State where the UN has another; ``unlike``: the
table has another form for what the other language says there."""


@dataclass(frozen=True, slots=True)
class TermAlert:
    """A form in a passage that needs care. ``start`` and ``end`` count in the passage's text;
    ``preferred`` are the forms that the table or the texts held have instead, the usual first;
    ``evidence`` holds values, never a sentence: the forms with their counts, the years."""

    kind: AlertKind
    form: TermForm
    passage: Passage
    start: int
    end: int
    preferred: tuple[TermForm, ...]
    evidence: tuple[str, ...]
