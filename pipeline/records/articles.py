"""The article graph: which passages concern a provision, and what hangs together with what."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from pipeline.records.documents import Lang
from pipeline.records.lineage import Passage
from pipeline.records.paragraphs import CitationReason, Paragraph, is_domestic, key_of
from pipeline.records.register import Recommendation


@dataclass(frozen=True, slots=True)
class Reference:
    """A citation of the paragraph of that ``ordinal`` as an index keeps it.

    ``instrument`` ("" where it cannot be told), ``provision``, ``reason`` and ``symbol`` are as in
    ``Resolved``, ``organ`` and ``places`` as in ``Citation``; ``relation`` is a code of
    ``lexicon/relations.csv`` for a resolution or decision, "" where its words are none of the
    table. ``start`` and ``end`` count in the paragraph's text; both are -1 where ``is_heading``:
    the heading above cites it and the paragraph does not, which is a weaker tie.
    """

    ordinal: int
    instrument: str
    provision: str
    reason: CitationReason
    is_heading: bool
    symbol: str
    organ: str
    relation: str
    places: tuple[str, ...]
    start: int
    end: int

    @property
    def key(self) -> str:
        """As of ``Resolved``."""
        return key_of(self.instrument or "?", self.provision)

    @property
    def is_act(self) -> bool:
        """Whether it is a resolution, a decision or a document, and no provision."""
        return self.instrument in {"RES", "DEC", "SYMBOL"}

    @property
    def is_provision(self) -> bool:
        """Whether it is a provision of a listed instrument that is told: no edge leads to a State's
        own law or to an instrument that no table lists."""
        unknown = self.instrument in {"", "UNLISTED"}
        return not (unknown or self.is_act or is_domestic(self.instrument))


@dataclass(frozen=True, slots=True)
class Provision:
    """The paragraph of that ``ordinal`` is part of this provision of an instrument, whose text the
    document holds: ``18(13)``."""

    ordinal: int
    instrument: str
    provision: str


EdgeKind: TypeAlias = Literal["cites", "heading", "content"]
"""``cites``: its own words; ``heading``: the heading above it alone, weaker; ``content``: it is
about the same and cites nothing, weakest."""


@dataclass(frozen=True, slots=True)
class ArticleEdge:
    """A passage that concerns the provision ``key`` (``UNTOC:18(13)``), and how.

    ``words`` are those that tell, word for word: of the citation, of the heading, or of the
    article's title that stand in the passage. ``start`` and ``end`` say where in the passage, both
    -1 where they do not stand in it. ``cosine`` in [-1, 1] is that of the passage and the
    provision's own text, None where the kind does not rest on it; ``reason`` how the instrument was
    told. ``recommendation`` is what the passage asks, None where it asks nothing; ``counterpart``
    the aligned paragraphs of the other language.
    """

    key: str
    kind: EdgeKind
    passage: Passage
    words: str
    start: int
    end: int
    reason: CitationReason
    cosine: float | None
    recommendation: Recommendation | None
    counterpart: tuple[Paragraph, ...]


ClauseRelation: TypeAlias = Literal["same", "wider", "narrower", "overlapping"]


@dataclass(frozen=True, slots=True)
class ClauseEdge:
    """Articles of two instruments held that correspond: ``second`` is to ``first`` what
    ``relation`` says (see ``mapping``). ``similarity`` lies in [-1, 1]; the titles are as printed,
    "" where an article has none. A proposal that a person confirms."""

    first: str
    second: str
    relation: ClauseRelation
    similarity: float
    first_title: str
    second_title: str


@dataclass(frozen=True, slots=True)
class RecallEdge:
    """A document names another: ``symbol`` the one, ``target`` the other.

    ``target`` is a symbol, or the number with its organ where the organ's resolutions have no
    symbol (``CTOC-COP:RES:11/1``); ``relation`` a code of ``lexicon/relations.csv`` or "";
    ``held`` the symbol under which the index holds it, "" for a stub; ``words`` those that name it,
    in ``passage``.
    """

    symbol: str
    target: str
    relation: str
    held: str
    words: str
    passage: Passage

    @property
    def is_stub(self) -> bool:
        """Whether the document named is not held."""
        return not self.held


@dataclass(frozen=True, slots=True)
class ArticleCount:
    """How many passages of one session cite a provision, with own words and by heading alone.

    ``opened`` is the earliest date of the session's documents, which sorts sessions; a passage held
    in both languages counts once.
    """

    instrument: str
    provision: str
    body: str
    session: str
    opened: str
    cites: int
    heading: int


@dataclass(frozen=True, slots=True)
class ArticleAnswer:
    """What the index holds on one provision: ``keys`` are the provisions asked for, one for each
    instrument that has it; edges in the order of kind, date and place."""

    asked: str
    keys: tuple[str, ...]
    edges: tuple[ArticleEdge, ...]
    clauses: tuple[ClauseEdge, ...]


@dataclass(frozen=True, slots=True)
class Pointer:
    """The words at ``start`` to ``end`` of the paragraph of that ``ordinal`` name another text, or
    a place in one.

    ``key`` is a provision (``UNTOC:18(13)``) or the target of a ``RecallEdge``. ``symbol`` is that
    of the text that is held, in ``lang``, "" where none is; ``at`` names the place in it as its
    ordinal and number path (``12:annex/art.3``), "" for the whole text. ``is_provision`` tells a
    provision of a listed instrument from a document.
    """

    ordinal: int
    start: int
    end: int
    key: str
    symbol: str
    lang: Lang
    at: str
    is_provision: bool


@dataclass(frozen=True, slots=True)
class HeldArticle:
    """The line that opens an article of an instrument, by its ``ordinal`` in a document: ``key`` is
    ``UNTOC:18``, ``cited`` how many passages held cite it, by words or by heading, each language
    version once."""

    ordinal: int
    key: str
    cited: int


NodeKind: TypeAlias = Literal["provision", "passage", "document", "stub"]


@dataclass(frozen=True, slots=True)
class GraphNode:
    """A provision (``UNTOC:18``), a passage, a document, or a stub: a document named and not held.

    ``label`` is the key, the citation in the interface language, or the symbol; ``text`` the
    passage word for word, or the title of a document or article; the rest is "" where it does not
    apply.
    """

    id: str
    kind: NodeKind
    label: str
    text: str = ""
    lang: str = ""
    session: str = ""
    date: str = ""


LinkKind: TypeAlias = Literal["cites", "heading", "content", "part", "clause", "names"]


@dataclass(frozen=True, slots=True)
class GraphLink:
    """From ``source`` to ``target``, ids of nodes. ``kind`` is that of an ``ArticleEdge``, ``part``
    (a paragraph of an article, a passage of a document), ``clause`` (a ``ClauseEdge``) or ``names``
    (a ``RecallEdge``); ``relation`` its relation; ``weight`` its cosine or similarity in [-1, 1],
    None where it rests on words."""

    source: str
    target: str
    kind: LinkKind
    relation: str = ""
    words: str = ""
    weight: float | None = None


@dataclass(frozen=True, slots=True)
class ArticleGraph:
    """Nodes in order, each id once, and the links between them."""

    nodes: tuple[GraphNode, ...]
    links: tuple[GraphLink, ...]
