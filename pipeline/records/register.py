"""The register: what a paragraph asks, of whom, how strongly and by when."""

from dataclasses import dataclass
from typing import Literal

from pipeline.records.paragraphs import Paragraph


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A lettered item of a report or an operative paragraph of a resolution, read by rules.

    ``kind`` is ``recommendation`` or ``conclusion``; ``addressees`` and ``strength`` are codes of
    ``lexicon/addressees.csv`` and ``lexicon/strengths.csv``; ``articles`` holds citations such as
    ``18(13)``; ``topics`` codes of ``lexicon/topics.csv``; ``rules`` name for each field the row or
    rule that set it: ``strength=verbs:en:urge``, ``due=rule:session``.

    ``subset`` is the code of what narrows the addressees (``not-yet``: those that have not yet done
    so) or ""; ``verb_class`` the class of the verb that opens the paragraph, a strength or, for
    verbs that ask nothing, a class of their own (``welcomes``); ``modifiers`` codes of what stands
    with it (``also``, ``further``, ``strongly``). ``asked`` are the offsets in ``paragraph.text``
    of the words that say what is asked for, (0, 0) where nothing is. ``duty`` is a code of
    ``lexicon/duties.csv`` (``report``); ``due`` a session (``80``), a date (``2026``,
    ``2026-06-30``) or "". ``is_resolved`` is False where the strength rests on 应 alone, which
    stands for *shall* and *should* alike.
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
    subset: str = ""
    verb_class: str = ""
    modifiers: tuple[str, ...] = ()
    asked: tuple[int, int] = (0, 0)
    duty: str = ""
    due: str = ""
    is_resolved: bool = True
