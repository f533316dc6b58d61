"""Citable passages, what they cite, and how they are found."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from pipeline.records.documents import Document, Lang

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
    """What is known of a document without its text, for lists and for the line above a hit.
    ``rules`` is the version of the rules that read it, "" where it was not noted."""

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
    edition: str = ""
    kind: str = ""
    original: str = ""
    confidence: float | None = None
    agenda: str = ""
    rules: str = ""

    @classmethod
    def of(cls, document: Document, paragraphs: int, rules: str = "") -> "Heading":
        """What is known of ``document``, which has that many paragraphs."""
        d = document
        return cls(
            *(d.symbol, d.lang, d.title, d.body, d.session, d.date, d.status),
            *(d.source.path, d.source.sha256, paragraphs),
            edition=d.edition,
            kind=d.kind,
            original=d.original,
            confidence=d.confidence,
            agenda=d.agenda,
            rules=rules,
        )


@dataclass(frozen=True, slots=True)
class Match:
    """One hit: the passage, its rank within its language (from 1), the cosine to the query
    (None when only words matched), why it was found, and the aligned paragraphs of the other
    language (empty when none is held or aligned).

    ``spans`` are the words that matched, as (start, end) in the paragraph's text, in order and
    without overlap. ``recurs`` are the other documents that have the same passage, figures and
    punctuation aside, the newest first; () where each passage is a hit of its own.
    ``counterpart_spans`` are for each of ``counterpart`` the words that the query's are linked to,
    or () for hits far down a long list."""

    paragraph: Paragraph
    document: Heading
    rank: int
    cosine: float | None
    why: tuple[str, ...]
    counterpart: tuple[Paragraph, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    recurs: tuple[Heading, ...] = ()
    counterpart_spans: tuple[tuple[tuple[int, int], ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Expansion:
    """Other forms of a concept that a query names, looked up beside the query's own words.

    ``term`` is as it stands in the query; ``forms``, of the language ``lang``, the others of the
    same concept, the most usual first; ``source`` the table and the code of the concept:
    ``terms:mutual-legal-assistance``.
    """

    term: str
    lang: Lang
    forms: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Citation:
    """What the words at ``text[start:end]`` cite, by those words alone.

    ``instrument`` is a code of ``lexicon/instruments.csv`` or ``laws.csv``; ``CONVENTION``,
    ``PROTOCOL``, ``STATUTE`` and the like for "the Convention"; ``THIS`` for "this Convention",
    ``THIS-ARTICLE`` for "this article", ``THAT-ARTICLE`` for "the said article"; ``DOMESTIC`` for
    a State's own law that no table lists, ``UNLISTED`` for any other instrument that none lists;
    ``?`` where the words do not tell. ``RES``, ``DEC`` and ``SYMBOL`` are resolutions, decisions
    and document symbols.

    ``provision`` is ``18(13)``, ``8(1)(b)(i)``, ``3bis``, ``ch.7``, ``annex.2/5(1)``, for
    ``THIS-ARTICLE`` ``(1)``; of a resolution its number, ``55/25`` or ``2482(2019)``, or ``THIS``
    and ``THAT``. ``name`` holds the words that name the instrument, "" where none do; ``organ`` a
    code of ``lexicon/organs.csv``; ``places`` the paragraphs of a resolution or document cited, as
    number paths joined by strokes (``4``, ``annex.1/f``).
    """

    instrument: str
    provision: str
    start: int
    end: int
    name: str = ""
    organ: str = ""
    places: tuple[str, ...] = ()

    @property
    def is_domestic(self) -> bool:
        """Whether it is a provision of a State's own law, which is no edge to a treaty."""
        return is_domestic(self.instrument)

    @property
    def key(self) -> str:
        """One word that is the same in every language: ``UNTOC:18(13)``, ``RES:55/25``."""
        return key_of(self.instrument, self.provision)


CitationReason: TypeAlias = Literal[
    "",
    "named",
    "definition",
    "sentence",
    "paragraph",
    "heading",
    "own",
    "path",
    "title",
    "body",
    "document",
]
"""How an instrument was told: ``named`` where it is cited; ``definition``, an abbreviation that
the text explains; ``sentence`` and ``paragraph``, named earlier there; ``heading``, named above;
``own``, the instrument in whose text the words stand; ``path``, the article in which they stand;
``title``, named by the document's title; ``body``, that of the organ whose document it is;
``document``, the only one of its kind named before. "" where nothing tells."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """A citation with what its surroundings tell.

    ``instrument`` and ``provision`` are as in ``Citation``; ``instrument`` is "" where it cannot
    be told. ``evidence`` holds the words that told, ``at`` the ordinal of the paragraph in which
    they stand (-1 for none). ``symbol`` is that of the document cited, "" where unknown.
    """

    citation: Citation
    instrument: str
    provision: str
    reason: CitationReason
    evidence: str = ""
    at: int = -1
    symbol: str = ""

    @property
    def is_domestic(self) -> bool:
        """Whether it is a provision of a State's own law, which is no edge to a treaty."""
        return is_domestic(self.instrument)

    @property
    def key(self) -> str:
        """As of ``Citation``; ``?:18`` where the instrument cannot be told."""
        return key_of(self.instrument or "?", self.provision)


def is_domestic(instrument: str) -> bool:
    """Whether the code is that of a State's own law: ``CN-CRIMINAL-LAW``, ``DOMESTIC``."""
    return instrument == "DOMESTIC" or instrument[2:3] == "-"


def key_of(instrument: str, provision: str) -> str:
    """Both in one word; no colon before a paragraph of an article not named."""
    return f"{instrument}{provision if provision[:1] in {'', '('} else ':' + provision}"
