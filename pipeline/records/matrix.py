"""The issues matrix: what is difficult about a subject, what may help, who has done it."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from pipeline.records.documents import Lang
from pipeline.records.lineage import Passage
from pipeline.records.paragraphs import Paragraph
from pipeline.records.preparation import BriefedProvision

MatrixColumn: TypeAlias = Literal["issue", "solution", "example"]
"""What a cell tells: a difficulty, a way to meet it, an arrangement that exists."""
MATRIX_COLUMNS: tuple[MatrixColumn, ...] = ("issue", "solution", "example")

IssueKind: TypeAlias = Literal["legal", "practical", ""]
"""Of what kind a difficulty is; "" where nothing tells."""

CellOrigin: TypeAlias = Literal["rule", "person"]
"""Who put a cell where it stands: a rule, whose words are then quoted, or a person."""


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One entry of a matrix.

    ``words`` are what it says: of a ``rule`` those at ``passage.paragraph.text[start:end]``, word
    for word; of a ``person`` whatever they wrote, with the passage they wrote it from or None.
    ``start`` and ``end`` are -1 without a passage. ``counterpart`` are the aligned paragraphs of
    the other language. ``reason`` is the rule with the words it went by
    (``issue:challenge 挑战``), "" for a person; ``place`` what a person wrote of where it comes
    from, "" for nothing.
    """

    column: MatrixColumn
    words: str
    passage: Passage | None = None
    start: int = -1
    end: int = -1
    counterpart: tuple[Paragraph, ...] = ()
    reason: str = ""
    origin: CellOrigin = "rule"
    place: str = ""

    @property
    def is_quoted(self) -> bool:
        """Whether the words stand in the passage as they are; others are never shown as a
        quotation."""
        if self.passage is None or self.start < 0:
            return False
        return self.passage.paragraph.text[self.start : self.end] == self.words


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A difficulty with what meets it. ``id`` is the row's own in its matrix; ``note`` and
    ``reviewer`` are a person's; ``reason`` says by what the cells were put side by side."""

    id: str
    kind: IssueKind
    issues: tuple[MatrixCell, ...] = ()
    solutions: tuple[MatrixCell, ...] = ()
    examples: tuple[MatrixCell, ...] = ()
    note: str = ""
    reviewer: str = ""
    reason: str = ""

    def cells(self, column: MatrixColumn) -> tuple[MatrixCell, ...]:
        """The entries of one column, in order."""
        by_column = {"issue": self.issues, "solution": self.solutions, "example": self.examples}
        return by_column[column]

    @property
    def all_cells(self) -> tuple[MatrixCell, ...]:
        """Those of every column."""
        return (*self.issues, *self.solutions, *self.examples)


@dataclass(frozen=True, slots=True)
class Matrix:
    """The rows on a ``subject`` (``UNTOC:19``, or words); the ids of rows differ.

    ``lang`` is the language whose passages come first; ``index`` the digest of the state that it
    was made from, "" for one that a person began.
    """

    subject: str
    lang: Lang
    rows: tuple[MatrixRow, ...]
    index: str = ""


@dataclass(frozen=True, slots=True)
class MatrixFault:
    """A quotation of the row ``row`` that does not stand in the index as it says: ``reason`` is
    ``missing`` where no such passage is held, ``changed`` where it now has other words."""

    row: str
    cell: MatrixCell
    reason: Literal["missing", "changed"]


@dataclass(frozen=True, slots=True)
class Measure:
    """Something one State asks of another: a code of ``lexicon/measures.csv`` with its names, and
    the words it goes by in each language, the name among them."""

    code: str
    name_en: str
    name_zh: str
    forms_en: tuple[str, ...]
    forms_zh: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BasisPassage:
    """A passage on a measure that is no treaty's: a recommendation, or a part of a model treaty or
    agreement. ``words`` are those of it that name the measure or cite a provision listed for it;
    ``strength`` is a code, "" of a model."""

    passage: Passage
    counterpart: tuple[Paragraph, ...]
    words: str
    strength: str


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """What the texts held offer a request for a ``measure``.

    ``provisions`` stand in the order of the table; ``not_held`` are the keys of those that it lists
    and of which no text is held. ``models`` are passages that name or form a model treaty, law or
    agreement.
    """

    measure: Measure
    lang: Lang
    provisions: tuple[BriefedProvision, ...]
    not_held: tuple[str, ...]
    recommendations: tuple[BasisPassage, ...]
    models: tuple[BasisPassage, ...]
