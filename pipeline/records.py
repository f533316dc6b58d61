"""The nouns of Tongwen: frozen, slotted dataclasses over the standard library alone.

Offsets are counted in characters (Python string indices) into ``Document.text``; for every
paragraph ``document.text[p.start:p.end] == p.text``. Ordinals count from 0, ranks from 1.
Dates are ISO 8601 strings (``"2012-11-14"``) or ``""`` where unknown. Languages are ``"zh"``
and ``"en"``; sides are named by language, since neither text is the translation of the other.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Lang: TypeAlias = Literal["zh", "en"]
LANGS: tuple[Lang, Lang] = ("zh", "en")

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

BlockKind: TypeAlias = Literal[
    "text",
    "masthead",
    "title",
    "formula",
    "preambular",
    "operative",
    "heading",
    "part",
    "annex",
    "table",
    "footnote",
    "signature",
]
"""What a reader knows of a block from the file format itself; ``text`` when it knows nothing."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document came from. ``path`` names an archive member as ``archive!member``."""

    path: str
    sha256: str
    url: str = ""
    retrieved: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """A body whose documents a corpus holds; their symbols begin with ``symbol_prefix``."""

    code: str
    name_en: str
    name_zh: str
    symbol_prefix: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """Metadata from the command line or ``corpus.toml``; a non-empty value wins over the text.

    ``bodies`` are those that the corpus names, to tell by a symbol whose document it is.
    """

    symbol: str = ""
    lang: Lang | Literal[""] = ""
    title: str = ""
    body: str = ""
    session: str = ""
    date: str = ""
    status: str = ""
    url: str = ""
    licence: str = ""
    bodies: tuple[Body, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """One stretch of ``Document.text`` that the file itself sets apart, before segmentation.

    ``label`` is the number that the format marks as one (``<num>``) and that also stands in the
    text at ``start``; ``level`` is the depth of a heading (1 is the highest, 0 unknown);
    ``eid`` the AKN4UN identifier. A ``part`` opens one of several texts under one symbol
    (resolutions 79/259 A, B, C) and numbers start afresh below it.
    """

    start: int
    end: int
    kind: BlockKind = "text"
    label: str = ""
    level: int = 0
    eid: str = ""


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note at ``document.text[start:end]``, called at offset ``anchor`` (-1 where unknown)."""

    marker: str
    start: int
    end: int
    anchor: int = -1


@dataclass(frozen=True, slots=True)
class Keyword:
    """A subject heading; ``id`` is the UNBIS concept number, ``""`` for other vocabularies."""

    label: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A reference that the file marks up, from ``document.text[start:end]`` to ``target``."""

    target: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """One text in one language as a reader gives it: metadata, text, and the blocks in order.

    Blocks do not overlap and ascend. ``status`` is one of ``adopted``, ``draft``, ``final``,
    ``""``; ``body`` a code of ``lexicon/bodies.csv`` or ``""``; ``agenda`` the agenda item.
    """

    symbol: str
    lang: Lang
    title: str
    text: str
    blocks: tuple[Block, ...]
    source: Source
    body: str = ""
    session: str = ""
    date: str = ""
    status: str = ""
    agenda: str = ""
    footnotes: tuple[Footnote, ...] = ()
    keywords: tuple[Keyword, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not taken in, with the reason in one line."""

    path: str
    reason: str


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
class Bead:
    """Paragraphs of the two sides that correspond, as ordinals; one side may be empty.

    ``cosine`` lies in [-1, 1]; it is None for a one-sided bead. ``why`` is one of the reasons
    listed in ``align``.
    """

    zh: tuple[int, ...]
    en: tuple[int, ...]
    why: str
    cosine: float | None


@dataclass(frozen=True, slots=True)
class Finding:
    """A difference between the two sides of a bead: the rule that found it and both quotations."""

    rule: str
    zh: tuple[str, ...]
    en: tuple[str, ...]


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
class Recommendation:
    """A lettered item of a report or an operative paragraph of a resolution, read by rules.

    ``kind`` is ``recommendation`` or ``conclusion``; ``addressees`` and ``strength`` are codes of
    ``lexicon/addressees.csv`` and ``lexicon/strengths.csv``; ``articles`` holds citations such as
    ``18(13)``; ``topics`` codes of ``lexicon/topics.csv``; ``rules`` the lexicon rows that decided.
    """

    paragraph: Paragraph
    kind: Literal["recommendation", "conclusion"]
    addressees: tuple[str, ...]
    strength: str
    lead_verb: str
    hedges: tuple[str, ...]
    articles: tuple[str, ...]
    topics: tuple[str, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """``count`` of ``total`` recommendations of one session that carry ``value`` for ``measure``.

    A recommendation with two addressees counts under both, so counts may add up to more than
    ``total``. ``opened`` (the earliest date of the session's documents) sorts sessions.
    """

    body: str
    session: str
    opened: str
    measure: Literal["strength", "addressee", "topic"]
    value: str
    count: int
    total: int


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
