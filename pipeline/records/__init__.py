"""The nouns of Tongwen: frozen, slotted dataclasses over the standard library alone.

Offsets are counted in characters (Python string indices) into ``Document.text``; for every
paragraph ``document.text[p.start:p.end] == p.text``. Ordinals count from 0, ranks from 1.
Dates are ISO 8601 strings (``"2012-11-14"``) or ``""`` where unknown. Languages are ``"zh"``
and ``"en"``; sides are named by language, since neither text is the translation of the other.
"""

from pipeline.records.answers import (
    Bead,
    Finding,
    Recommendation,
    TrendPoint,
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
    Heading,
    Match,
    Paragraph,
    Role,
)

__all__ = [
    "CONTENT_ROLES",
    "LANGS",
    "Bead",
    "Block",
    "BlockKind",
    "Body",
    "Citation",
    "Document",
    "Finding",
    "Footnote",
    "Given",
    "Heading",
    "Keyword",
    "Lang",
    "Link",
    "Match",
    "Paragraph",
    "Recommendation",
    "Refusal",
    "Remark",
    "RemarkKind",
    "Role",
    "Source",
    "TrendPoint",
]
