"""A file as its reader gives it: document, blocks, and what was noticed on the way."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Lang: TypeAlias = Literal["zh", "en"]

LANGS: tuple[Lang, Lang] = ("zh", "en")

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


RemarkKind: TypeAlias = Literal[
    "running-head",
    "page-number",
    "job-number",
    "bar-code",
    "repeated-title",
    "contents",
    "figure",
    "gap",
    "repeated-number",
    "out-of-order",
    "unmatched-note",
    "low-confidence",
]
"""What a remark is about. The first seven name what was taken out of the text; ``gap`` and
``repeated-number`` are faults in a sequence of numbers, ``out-of-order`` a fragment that does not
go on from what stands before it, ``unmatched-note`` a footnote that nothing calls or a call
without a note, ``low-confidence`` words that character recognition is unsure of."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What reading or segmenting a file noticed and a person should know.

    ``text`` is word for word what was taken out, or what stands at the place; ``page`` counts
    from 1 (0 for a file without pages); ``start`` is an offset in ``Document.text``, -1 for words
    that are not in it; ``detail`` holds values, never a sentence: the number missing (``"7"``),
    the confidence in percent.
    """

    kind: RemarkKind
    text: str
    page: int = 0
    start: int = -1
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One text in one language as a reader gives it: metadata, text, and the blocks in order.

    Blocks do not overlap and ascend. ``status`` is one of ``adopted``, ``draft``, ``final``,
    ``""``; ``body`` a code of ``lexicon/bodies.csv`` or ``""``; ``agenda`` the agenda item.
    ``edition`` is ``addendum``, ``corrigendum``, ``revision`` or ``""``; ``kind`` a code of
    ``lexicon/kinds.csv``; ``distribution`` ``general``, ``limited``, ``restricted`` or ``""``;
    ``original`` the languages of the original as ISO 639-1 codes joined by ``;``; ``place`` where
    the meeting is held, as printed. ``confidence`` is the mean of character recognition in
    [0, 1], None for a text that needed none.
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
    edition: str = ""
    kind: str = ""
    distribution: str = ""
    original: str = ""
    place: str = ""
    confidence: float | None = None
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not taken in, with the reason in one line."""

    path: str
    reason: str
