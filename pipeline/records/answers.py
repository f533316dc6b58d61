"""What two texts have to do with each other: beads, findings, changes, revisions."""

from dataclasses import dataclass
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class Bead:
    """Paragraphs of the two sides that correspond, as ordinals; one side may be empty.

    ``cosine`` lies in [-1, 1]; it is None for a one-sided bead. ``why`` is one of those listed in
    ``records.reasons``. ``confidence`` in [0, 1] is the estimated share of beads like this one
    that are right. ``runner_up`` holds the ordinals of the next best bead for the same paragraphs,
    as (zh, en), and is None where nothing else comes near.
    """

    zh: tuple[int, ...]
    en: tuple[int, ...]
    why: str
    cosine: float | None
    confidence: float | None = None
    runner_up: tuple[tuple[int, ...], tuple[int, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a paragraph: ``paragraph`` is its ordinal, ``start`` and ``end`` are offsets in
    its ``text``."""

    paragraph: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """A difference between the two sides of a bead: the rule that found it and both quotations.

    ``zh`` and ``en`` quote word for word, each quotation once; an empty side is one that says
    nothing of the kind. ``zh_spans`` and ``en_spans`` say where every quotation stands. ``id`` is
    the same as long as symbol, number, rule and quotations are (see ``compare.identity``).
    """

    rule: str
    zh: tuple[str, ...]
    en: tuple[str, ...]
    zh_spans: tuple[Span, ...] = ()
    en_spans: tuple[Span, ...] = ()
    id: str = ""


ChangeKind: TypeAlias = Literal["equal", "insert", "delete", "replace", "move"]


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of two wordings of one language: ``old[old_start:old_end]`` became
    ``new[new_start:new_end]``.

    The changes of a pair of texts cover both without gap or overlap: read in the order of
    ``old_start`` they give the old text, in the order of ``new_start`` the new one. An ``insert``
    is empty in the old text and a ``delete`` in the new; a ``move`` is the same words at another
    place.
    """

    kind: ChangeKind
    old_start: int
    old_end: int
    new_start: int
    new_end: int


@dataclass(frozen=True, slots=True)
class Revision:
    """Paragraphs of an older text and what became of them in a newer one, as ordinals.

    ``kind`` is ``same`` where only numbers, punctuation or width differ. Offsets of ``changes``
    count in the paragraphs' texts joined by line feeds; a paragraph ``moved`` whole, ``added`` or
    ``deleted`` has none.
    """

    kind: Literal["same", "changed", "moved", "added", "deleted"]
    old: tuple[int, ...]
    new: tuple[int, ...]
    changes: tuple[Change, ...] = ()
