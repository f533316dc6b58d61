"""From a subject to a briefing: what is on it is gathered, linked, folded and put in order."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.articles.asked import article_of
from pipeline.collection import Collection
from pipeline.errors import UnknownSubject
from pipeline.preparation.briefing import alerts
from pipeline.preparation.briefing.digest import digest
from pipeline.preparation.briefing.onsubject import OnSubject, of_language, on_subject, only_in
from pipeline.preparation.briefing.passing import in_passing
from pipeline.preparation.briefing.provisions import briefed_provisions
from pipeline.preparation.briefing.recommendations import Chosen, briefed, newest_of_chains
from pipeline.preparation.briefing.register import Part
from pipeline.preparation.briefing.requests import MOST, unanswered
from pipeline.preparation.briefing.subject import Subject, read_subject
from pipeline.preparation.briefing.wordings import recurring
from pipeline.records import LANGS, Heading, Lang
from pipeline.records.lineage import Entry, Passage, Request
from pipeline.records.preparation import (
    AgreedWording,
    BriefedProvision,
    BriefedRecommendation,
    Briefing,
    Found,
    Range,
)
from pipeline.terms.table import table_of
from pipeline.text.symbols import natural


def briefing(collection: Collection, subject: str, lang: Lang, range_: Range) -> Briefing:
    """The pack on ``subject``, an article, a topic or an agenda item in words of either language;
    passages in ``lang`` first. The same texts give the same pack.

    Raises TongwenError for a subject that cannot be read (``read_subject``) or a date that is none,
    UnknownSubject where nothing is held on it within ``range_``, UnknownProvision for a provision
    that nothing held cites or contains.
    """
    state = collection.state
    terms = table_of(state.store.folder)
    asked = read_subject(subject, terms)
    found = on_subject(collection, asked, lang, range_)
    parts = list(_parts(collection, asked, found, lang))
    chosen = newest_of_chains([c for part in parts for c in part.chosen()])
    recommendations, of_recommendations = briefed(collection, chosen, state.ladder)
    requests = _requests(collection, parts, chosen)
    agreed, of_agreed = recurring(collection, _named(collection, found, lang) - parts[0].passing)
    cited = _cited(recommendations)
    provisions, of_provisions = briefed_provisions(collection, found, cited, lang)
    care = alerts.needing_care(recommendations, agreed, asked.forms, terms)
    if not (provisions or recommendations or agreed):
        told = "nothing held is on this subject in the range asked for"
        raise UnknownSubject(f"{asked.words}: {told}")
    return Briefing(
        subject=subject,
        lang=lang,
        range=range_,
        provisions=provisions,
        recommendations=recommendations,
        requests=requests[:MOST],
        agreed=agreed,
        alerts=care[: alerts.MOST],
        documents=_quoted(collection, provisions, recommendations, requests[:MOST], agreed),
        index=digest(collection.documents()),
        encoder=collection.manifest.encoder,
        forms=tuple(dict.fromkeys(form.words for form in asked.forms)),
        found=Found(
            *(of_provisions, of_recommendations, len(requests), of_agreed, len(care)),
            in_passing=sum(len(part.passing) for part in parts),
        ),
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the register, why each of its chosen paragraphs is on the subject, and the passages
    left out because they mention it in passing."""

    part: Part
    why: Mapping[int, str]
    passing: frozenset[int]

    def chosen(self) -> Iterator[Chosen]:
        """The chosen entries."""
        ids = self.part.ids()
        for entry in self.part.chosen():
            yield Chosen(entry, (self.why[ids[entry.key]],), self.part.lineage)


def _parts(
    collection: Collection, subject: Subject, found: OnSubject, lang: Lang
) -> Iterator[_Part]:
    """The register in ``lang``, and of texts that are held in the other language alone in that."""
    state = collection.state
    other: Lang = LANGS[1 - LANGS.index(lang)]
    own = of_language(state.store, found.why, lang)
    by_words = of_language(state.store, found.alone, lang)
    yield _part(collection, subject, lang, own, by_words)
    if alone := only_in(state.store, found.why, other):
        yield _part(collection, subject, other, alone, found.alone)


def _part(
    collection: Collection,
    subject: Subject,
    lang: Lang,
    own: Mapping[int, str],
    by_words: Mapping[int, str],
) -> _Part:
    """The part of the register of ``own``, without what nothing but its words puts on the subject,
    ``by_words``, and that only in passing."""
    passing = in_passing(collection, subject, own.keys() & by_words.keys(), lang)
    part = Part(collection.state, lang, own.keys() - passing)
    return _Part(part, own, passing)


def _requests(
    collection: Collection, parts: Sequence[_Part], chosen: Sequence[Chosen]
) -> tuple[Request, ...]:
    out: list[Request] = []
    for one in parts:
        asked = [c.entry for c in chosen if c.entry.recommendation.paragraph.lang == one.part.lang]
        if asked:
            out += unanswered(collection.state, one.part, asked)
    return tuple(out)


def _named(collection: Collection, found: OnSubject, lang: Lang) -> frozenset[int]:
    """The passages in ``lang``, within the range, whose own words name the subject."""
    named = {key: why for key, why in found.why.items() if key in found.named}
    return frozenset(of_language(collection.state.store, named, lang))


def _cited(recommendations: Iterable[BriefedRecommendation]) -> Counter[str]:
    """How many of ``recommendations`` cite each article, by the reason given and by the register,
    whose articles name no instrument and count for none."""
    return Counter(article_of(why) for r in recommendations for why in r.why if ":" in why)


def _quoted(
    collection: Collection,
    provisions: Sequence[BriefedProvision],
    recommendations: Sequence[BriefedRecommendation],
    requests: Sequence[Request],
    agreed: Sequence[AgreedWording],
) -> tuple[Heading, ...]:
    """Every document of which words stand in the pack, by symbol and language."""
    held = {(h.symbol, h.lang): h for h in collection.documents()}
    found: set[tuple[str, Lang]] = set()

    def add(*passages: Passage) -> None:
        found.update((p.document.symbol, p.document.lang) for p in passages)

    def add_entry(entry: Entry | None) -> None:
        if entry is not None:
            found.add((entry.document.symbol, entry.document.lang))
            if entry.counterpart:
                other = entry.counterpart.paragraph
                found.add((other.symbol, other.lang))

    for provision in provisions:
        found.update((p.symbol, p.lang) for p in (*provision.zh, *provision.en))
    for row in recommendations:
        add_entry(row.entry)
        add(*row.endorsed_by)
        for link in row.chain:
            add_entry(link.earlier)
            add_entry(link.later)
    for request in requests:
        add_entry(request.entry)
    for wording in agreed:
        add(wording.passage, *wording.endorsed_by)
        found.update((p.symbol, p.lang) for p in wording.counterpart)
    order = sorted(found, key=lambda key: (natural(key[0]), key[1]))
    return tuple(held[key] for key in order)
