"""A briefing pack as the rows that every format prints: quoted passages, citations, names of
codes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, zip_longest

from pipeline.cite import citation
from pipeline.exchange.briefing_names import addressees_of, bodies_of, provision_name
from pipeline.exchange.briefing_passages import (
    Fact,
    Quoted,
    agreed_row,
    cleaned,
    recommendation_row,
    request_row,
    said,
)
from pipeline.exchange.harmless import clean
from pipeline.records import Heading, Lang, Paragraph
from pipeline.records.preparation import BriefedRecommendation, Briefing
from pipeline.records.terms import TermAlert
from pipeline.strings import Strings


@dataclass(frozen=True, slots=True)
class Group:
    """Rows below a heading of their own: an article, an addressee."""

    title: str
    facts: tuple[Fact, ...]
    rows: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class Care:
    """A form that needs care, and every passage of the pack where it does."""

    form: str
    why: str
    preferred: str
    evidence: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A document quoted; a title is "" in a language that is not held."""

    symbol: str
    zh: str
    en: str
    date: str
    status: str


@dataclass(frozen=True, slots=True)
class Cut:
    """What is said of each section of which not all is listed, "" of the others."""

    provisions: str
    recommendations: str
    requests: str
    agreed: str
    alerts: str


@dataclass(frozen=True, slots=True)
class Pack:
    """All that a briefing pack prints, in order; ``first`` is the language whose passages come
    first; ``left_out`` says how many passages are not in it because they name the subject in
    passing, "" for none. Texts hold no sign that XML refuses or that turns the direction of
    writing."""

    subject: str
    first: Lang
    facts: tuple[Fact, ...]
    provisions: tuple[Group, ...]
    recommendations: tuple[Group, ...]
    requests: tuple[Quoted, ...]
    agreed: tuple[Quoted, ...]
    alerts: tuple[Care, ...]
    documents: tuple[Listed, ...]
    cut: Cut
    left_out: str = ""

    @property
    def order(self) -> tuple[Lang, Lang]:
        """The two languages, that which comes first before the other."""
        return ("zh", "en") if self.first == "zh" else ("en", "zh")


def pack_of(briefing: Briefing, say: Strings) -> Pack:
    """``briefing`` in the words of ``say``."""
    passing = briefing.found.in_passing
    return Pack(
        _one_line(briefing.subject),
        briefing.lang,
        _facts(briefing, say),
        tuple(_provisions(briefing, say)),
        tuple(_groups(briefing.recommendations, say)),
        tuple(request_row(r, say) for r in briefing.requests),
        tuple(agreed_row(a, say) for a in briefing.agreed),
        tuple(_alerts(briefing.alerts, say)),
        tuple(_documents(briefing.documents, say)),
        _cut(briefing, say),
        say("preparation.passing", n=passing) if passing else "",
    )


def _one_line(text: str) -> str:
    return clean(" ".join(text.split()))


def _facts(briefing: Briefing, say: Strings) -> tuple[Fact, ...]:
    asked, comma = briefing.range, say("list.comma")
    symbols = {d.symbol for d in briefing.documents}
    dates = sorted(d.date for d in briefing.documents if d.date)
    quoted = (
        say("briefing.quoted_dated", n=len(symbols), first=dates[0], last=dates[-1])
        if dates
        else say("briefing.quoted_undated", n=len(symbols))
    )
    pairs = (
        ("briefing.subject", briefing.subject),
        ("briefing.forms", say("list.semicolon").join(briefing.forms)),
        ("briefing.bodies", bodies_of(asked.bodies, say) or say("briefing.any")),
        ("briefing.sessions", comma.join(asked.sessions) or say("briefing.any")),
        ("briefing.dated", _dated(asked.date_from, asked.date_to, say)),
        ("briefing.quoted", quoted),
        ("briefing.index", briefing.index),
        ("briefing.encoder", briefing.encoder),
    )
    return cleaned(Fact(say(key), _one_line(value)) for key, value in pairs)


def _dated(date_from: str, date_to: str, say: Strings) -> str:
    if date_from and date_to:
        return say("briefing.from_to", after=date_from, before=date_to)
    if date_from:
        return say("briefing.from", after=date_from)
    return say("briefing.to", before=date_to) if date_to else say("briefing.any")


def _cut(briefing: Briefing, say: Strings) -> Cut:
    found = briefing.found

    def told(shown: int, total: int) -> str:
        return say("briefing.cut", shown=shown, n=total) if total > shown else ""

    return Cut(
        told(len(briefing.provisions), found.provisions),
        told(len(briefing.recommendations), found.recommendations),
        told(len(briefing.requests), found.requests),
        told(len(briefing.agreed), found.agreed),
        told(len(briefing.alerts), found.alerts),
    )


def _provisions(briefing: Briefing, say: Strings) -> Iterator[Group]:
    """A group for each provision; the title of a document stands with the first that is of it."""
    titled: set[Heading] = set()
    for held in briefing.provisions:
        documents = [held.zh_document, held.en_document]
        if briefing.lang == "en":
            documents.reverse()
        facts = [Fact(d.symbol, d.title) for d in documents if d is not None and d not in titled]
        titled.update(d for d in documents if d is not None)
        is_count = held.why.isdecimal()
        why = say("briefing.cited_by", n=int(held.why)) if is_count else held.why
        facts.append(Fact(say("briefing.why"), why))
        rows = tuple(
            Quoted(said(held.zh[a:b], "zh"), said(held.en[c:d], "en"))
            for a, b, c, d in _side_by_side(held.zh, held.en)
        )
        yield Group(clean(provision_name(held.key, say)), cleaned(facts), rows)


def _side_by_side(
    zh: Sequence[Paragraph], en: Sequence[Paragraph]
) -> Iterator[tuple[int, int, int, int]]:
    """Where each row begins and ends on both sides: paragraphs of the same number, and what lies
    between two such as far as it goes."""
    numbers = [p.number for p in zh], [p.number for p in en]
    for _, a, b, c, d in SequenceMatcher(None, *numbers, autojunk=False).get_opcodes():
        for at, beside in zip_longest(range(a, b), range(c, d)):
            left = (b, b) if at is None else (at, at + 1)
            right = (d, d) if beside is None else (beside, beside + 1)
            yield (*left, *right)


def _groups(held: Sequence[BriefedRecommendation], say: Strings) -> Iterator[Group]:
    """One group for each addressee, in the order of the briefing."""

    def addressee(row: BriefedRecommendation) -> tuple[str, ...]:
        return row.entry.recommendation.addressees[:1]

    for named, rows in groupby(held, key=addressee):
        title = clean(addressees_of(named, "", say))
        yield Group(title, (), tuple(recommendation_row(row, say) for row in rows))


def _alerts(alerts: Iterable[TermAlert], say: Strings) -> Iterator[Care]:
    """One row for each form and reason, in the order in which they first come up."""
    comma, semicolon = say("list.comma"), say("list.semicolon")
    found: dict[Care, dict[str, None]] = {}
    for alert in alerts:
        care = Care(
            clean(alert.form.form),
            say(f"alert.{alert.kind}"),
            clean(comma.join(form.form for form in alert.preferred)),
            clean(semicolon.join(alert.evidence)),
            (),
        )
        place = clean(citation(alert.passage.paragraph, say.lang))
        found.setdefault(care, {}).setdefault(place)
    for care, places in found.items():
        yield Care(care.form, care.why, care.preferred, care.evidence, tuple(places))


def _documents(documents: Iterable[Heading], say: Strings) -> Iterator[Listed]:
    by_symbol: dict[str, dict[Lang, Heading]] = {}
    for document in documents:
        by_symbol.setdefault(document.symbol, {})[document.lang] = document
    for symbol, held in by_symbol.items():
        one = held.get("en") or held["zh"]
        yield Listed(
            clean(symbol),
            clean(held["zh"].title) if "zh" in held else "",
            clean(held["en"].title) if "en" in held else "",
            clean(one.date),
            say(f"status.{one.status or 'none'}"),
        )
