"""The nouns of Tongwen: frozen, slotted dataclasses over the standard library alone.

Offsets are counted in characters (Python string indices) into ``Document.text``; for every
paragraph ``document.text[p.start:p.end] == p.text``. Ordinals count from 0, ranks from 1.
Dates are ISO 8601 strings (``"2012-11-14"``) or ``""`` where unknown. Languages are ``"zh"``
and ``"en"``; sides are named by language, since neither text is the translation of the other.
"""

from pipeline.records.answers import (
    Bead,
    Change,
    ChangeKind,
    Finding,
    Revision,
    Span,
)
from pipeline.records.documents import (
    LANGS,
    Block,
    BlockKind,
    Body,
    Document,
    Footnote,
    Given,
    Keyword,
    Lang,
    Link,
    Refusal,
    Remark,
    RemarkKind,
    Source,
)
from pipeline.records.paragraphs import (
    CONTENT_ROLES,
    Citation,
    CitationReason,
    Expansion,
    Heading,
    Match,
    Paragraph,
    Resolved,
    Role,
)
from pipeline.records.register import Recommendation
from pipeline.records.reviews import Action, Conflict, Judgement, KeyLink, Standing
from pipeline.records.trends import Measure, Tendency, TrendPoint

__all__ = [
    "CONTENT_ROLES",
    "LANGS",
    "Action",
    "Bead",
    "Block",
    "BlockKind",
    "Body",
    "Change",
    "ChangeKind",
    "Citation",
    "CitationReason",
    "Conflict",
    "Document",
    "Expansion",
    "Finding",
    "Footnote",
    "Given",
    "Heading",
    "Judgement",
    "KeyLink",
    "Keyword",
    "Lang",
    "Link",
    "Match",
    "Measure",
    "Paragraph",
    "Recommendation",
    "Refusal",
    "Remark",
    "RemarkKind",
    "Resolved",
    "Revision",
    "Role",
    "Source",
    "Span",
    "Standing",
    "Tendency",
    "TrendPoint",
]
