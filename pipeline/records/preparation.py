"""What a delegation prepares with: agreed wordings, briefing packs."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from pipeline.records.answers import Change
from pipeline.records.documents import Lang
from pipeline.records.lineage import Entry, LineageLink, Passage, Request
from pipeline.records.paragraphs import Heading, Paragraph
from pipeline.records.register import Recommendation
from pipeline.records.terms import TermAlert

Standing: TypeAlias = Literal["treaty", "adopted", "endorsed", "recommended", "draft", "other"]
"""How far a wording is agreed: part of a ``treaty`` or other instrument; ``adopted`` in a
resolution or decision of an organ; a recommendation of a working group that an organ has
``endorsed``, or that is only ``recommended``; words of a ``draft``; ``other``: an account of a
debate, a text of no organ."""


@dataclass(frozen=True, slots=True)
class AgreedWording:
    """A passage whose wording comes near to a draft clause, and how it departs from it.

    ``rank`` counts from 1; ``similarity`` in [0, 1] is the share of words that both have in the
    same order, None where nothing is held in the draft's language; ``cosine`` in [-1, 1].
    ``changes`` lead from the draft to ``compared``, which is the passage or, where the draft is in
    the other language, its counterpart; () where there is none. ``recommendation`` is what the
    passage asks, None where it asks nothing; ``endorsed_by`` the passages that endorse it;
    ``recurs`` the other documents with the same words, figures aside, the newest first. ``draft``
    is what of the draft was compared, without its number, brackets and quotation marks: all of it
    or, of one with several sentences or items, that which comes nearest. The offsets of ``changes``
    count in it and in the texts of ``compared``, joined by line feeds.
    """

    rank: int
    passage: Passage
    counterpart: tuple[Paragraph, ...]
    standing: Standing
    recommendation: Recommendation | None
    endorsed_by: tuple[Passage, ...]
    recurs: tuple[Heading, ...]
    cosine: float | None
    similarity: float | None
    compared: tuple[Paragraph, ...]
    changes: tuple[Change, ...]
    draft: str = ""


@dataclass(frozen=True, slots=True)
class BriefedProvision:
    """A provision that the subject rests on: ``key`` (``UNTOC:17``), its paragraphs in both
    languages as far as they are held, heading first, and why it was chosen: the words that led to
    it, or the number of passages that cite it."""

    key: str
    zh_document: Heading | None
    zh: tuple[Paragraph, ...]
    en_document: Heading | None
    en: tuple[Paragraph, ...]
    why: str


@dataclass(frozen=True, slots=True)
class BriefedRecommendation:
    """A past recommendation on the subject: the entry of the register with its counterpart, the
    links of its history, oldest first, and what endorses it.

    ``why`` holds what puts it on the subject: words of its text, of the heading above it or of its
    document's title, or the provision that it cites. ``recurs`` are other documents that say it
    with the same words, the newest first."""

    entry: Entry
    chain: tuple[LineageLink, ...]
    standing: Standing
    endorsed_by: tuple[Passage, ...]
    why: tuple[str, ...] = ()
    recurs: tuple[Heading, ...] = ()


@dataclass(frozen=True, slots=True)
class Range:
    """The texts a briefing rests on: of ``bodies`` (none: all), of ``sessions`` (none: all), dated
    from ``date_from`` to ``date_to``, ISO 8601 or ""."""

    bodies: tuple[str, ...] = ()
    sessions: tuple[str, ...] = ()
    date_from: str = ""
    date_to: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """How many of each were found; a briefing lists the first of them. ``in_passing`` are passages
    that name the subject in passing and are left out."""

    provisions: int = 0
    recommendations: int = 0
    requests: int = 0
    agreed: int = 0
    alerts: int = 0
    in_passing: int = 0


@dataclass(frozen=True, slots=True)
class Briefing:
    """What the texts held have on a subject, to prepare a meeting: every row a passage.

    ``subject`` is as it was asked for; ``lang`` the language whose passages come first, each with
    its counterpart beside it. ``recommendations`` stand in the order of addressee, strength (the
    strongest first) and date, the newest first; ``requests`` are those not answered by anything
    held; ``agreed`` the wordings that recur most on the subject; ``alerts`` terms that need care in
    the passages quoted. ``documents`` are all documents quoted, by symbol. ``index`` and
    ``encoder`` say what it was made from: the digest of the state, the encoder's name. ``forms``
    are the words of both languages that count as the subject; ``found`` is how many rows there are
    where not all are listed.
    """

    subject: str
    lang: Lang
    range: Range
    provisions: tuple[BriefedProvision, ...]
    recommendations: tuple[BriefedRecommendation, ...]
    requests: tuple[Request, ...]
    agreed: tuple[AgreedWording, ...]
    alerts: tuple[TermAlert, ...]
    documents: tuple[Heading, ...]
    index: str
    encoder: str
    forms: tuple[str, ...] = ()
    found: Found = Found()
