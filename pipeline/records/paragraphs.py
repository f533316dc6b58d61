"""Citable passages, what they cite, and how they are found."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from pipeline.records.documents import Lang

Role: TypeAlias = Literal[
    "masthead",
    "title",
    "formula",
    "preambular",
    "operative",
    "chapter",
    "section",
    "heading",
    "annex",
    "article",
    "paragraph",
    "item",
    "subitem",
    "text",
    "table",
    "footnote",
    "signature",
]
"""What a paragraph is. ``chapter`` is I. / 一. / Part / Chapter, ``section`` A. / B.,
``heading`` an unnumbered heading, ``article`` and ``annex`` the line that opens one;
``paragraph`` a numbered paragraph of a report, treaty or annex, ``operative`` one of a
resolution's own body, ``item`` (a) or ㈠ below it, ``subitem`` (i) below that;
``formula`` the organ's name that opens a resolution; ``text`` an unnumbered paragraph."""

CONTENT_ROLES: frozenset[Role] = frozenset(
    {"preambular", "operative", "paragraph", "item", "subitem", "text", "table"}
)
"""Roles that hold words somebody adopted; the rest are signposts and apparatus."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One citable passage. ``number`` is the same in every language (see ``text.numbering``);
    ``label`` is the number as printed; ``part`` the chapter or annex as printed (``二``,
    ``附件一``); ``heading`` the nearest heading above it, without its number."""

    symbol: str
    lang: Lang
    ordinal: int
    role: Role
    number: tuple[str, ...]
    label: str
    part: str
    heading: str
    start: int
    end: int
    text: str
    eid: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """What is known of a document without its text, for lists and for the line above a hit."""

    symbol: str
    lang: Lang
    title: str
    body: str
    session: str
    date: str
    status: str
    path: str
    sha256: str
    paragraphs: int


@dataclass(frozen=True, slots=True)
class Match:
    """One hit: the passage, its rank within its language (from 1), the cosine to the query
    (None when only words matched), why it was found, and the aligned paragraphs of the other
    language (empty when none is held or aligned)."""

    paragraph: Paragraph
    document: Heading
    rank: int
    cosine: float | None
    why: tuple[str, ...]
    counterpart: tuple[Paragraph, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """A provision named in a text, at ``text[start:end]``.

    ``instrument`` is a code of ``lexicon/instruments.csv``, or ``CONVENTION`` for "the
    Convention", ``THIS`` for "this Convention", ``THIS-ARTICLE`` for "this article", ``?`` where
    the words do not tell. ``provision`` is ``18(13)`` or ``8(1)(b)(i)``; for ``THIS-ARTICLE``
    it begins with the paragraph: ``(1)``.
    """

    instrument: str
    provision: str
    start: int
    end: int

    @property
    def is_domestic(self) -> bool:
        """Whether it is a provision of a State's own law, which is no edge to a treaty."""
        return self.instrument.startswith("CN-")
