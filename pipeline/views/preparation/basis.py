"""The legal basis of a measure: provisions, recommendations and model provisions, side by side."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pipeline.cite import citation
from pipeline.exchange.briefing_names import provision_name, when
from pipeline.exchange.legal_basis import cited
from pipeline.records import Lang, Paragraph
from pipeline.records.matrix import BasisPassage, LegalBasis, Measure
from pipeline.records.preparation import BriefedProvision
from pipeline.strings import Strings
from pipeline.views.markup import tag, text
from pipeline.views.names import name_of
from pipeline.views.preparation.sides import beside, order_of, places, side_of
from pipeline.views.tables import frame_of
from pipeline.views.tracing import with_sources

if TYPE_CHECKING:
    import pandas as pd


def measure_name(measure: Measure, say: Strings) -> str:
    """A measure in both languages, that of the interface first, so that it is found by either."""
    names = {"zh": measure.name_zh, "en": measure.name_en}
    return " · ".join(names[lang] for lang in order_of(say))


def provision_cards(found: Iterable[BriefedProvision], say: Strings) -> str:
    """Each provision in both languages, opening and title before it."""
    return "".join(_provision(provision, say) for provision in found)


def _provision(found: BriefedProvision, say: Strings) -> str:
    head = tag("span", text(provision_name(found.key, say)), "provision")
    if found.why != found.key:
        listed = say("basis.listed", provision=provision_name(found.why, say))
        head += tag("span", text(listed), "why", say.lang)
    sides = {lang: _side(found, lang, say) for lang in order_of(say)}
    return tag(
        "article", tag("header", head, "card-head") + beside(sides, say), "card basis", say.lang
    )


def _held(found: BriefedProvision, lang: Lang) -> tuple[Paragraph, ...]:
    return found.zh if lang == "zh" else found.en


def _side(found: BriefedProvision, lang: Lang, say: Strings) -> str:
    held = _held(found, lang)
    place = citation(cited(held, found.key), lang) if held else ""
    return side_of(held, lang, say, place)


def passage_cards(found: Iterable[BasisPassage], say: Strings) -> str:
    """Each passage in both languages, the words that put it here marked, with its strength."""
    return "".join(_passage(passage, say) for passage in found)


def _passage(found: BasisPassage, say: Strings) -> str:
    own, document = found.passage.paragraph, found.passage.document
    title = tag("span", text(document.title), "title", document.lang, title=document.title)
    facts = [name_of("strength", found.strength, say)] if found.strength else []
    facts.append(when(document, say))
    line = title + tag("span", text(" · ".join(filter(None, facts))), "when", say.lang)
    at = own.text.find(found.words) if found.words else -1
    spans = [(at, at + len(found.words))] if at >= 0 else []
    sides: dict[Lang, str] = {}
    for lang in order_of(say):
        is_own = own.lang == lang
        held = (own,) if is_own else found.counterpart
        sides[lang] = side_of(held, lang, say, spans=spans if is_own else [])
    return tag("article", tag("div", line, "card-document") + beside(sides, say), "card", say.lang)


def basis_frame(basis: LegalBasis, say: Strings) -> "pd.DataFrame":
    """One row a provision or passage, in both languages."""
    order = order_of(say)
    records: list[tuple[object, ...]] = []
    for provision in basis.provisions:
        held = {lang: _held(provision, lang) for lang in order}
        shown = next(held[lang] for lang in order if held[lang])
        document = provision.zh_document if shown[0].lang == "zh" else provision.en_document
        texts = ("\n".join(p.text for p in held[lang]) for lang in order)
        place = citation(cited(shown, provision.key), say.lang)
        date = document.date if document else ""
        records.append((say("basis.provisions"), provision.key, place, date, "", *texts))
    for kind, found in (("recommendations", basis.recommendations), ("models", basis.models)):
        records += [_record(say(f"basis.{kind}"), passage, say) for passage in found]
    keys = ("row_kind", "provision", "citation", "date", "strength", *order)
    rows = (*basis.provisions, *basis.recommendations, *basis.models)
    return with_sources(frame_of(records, keys, say), rows, say)


def _record(kind: str, found: BasisPassage, say: Strings) -> tuple[object, ...]:
    own = found.passage.paragraph
    texts = {own.lang: own.text}
    for other in found.counterpart:
        texts[other.lang] = "\n".join(filter(None, (texts.get(other.lang, ""), other.text)))
    strength = name_of("strength", found.strength, say) if found.strength else ""
    place, date = places((own,), say.lang), found.passage.document.date
    return (kind, "", place, date, strength, *(texts.get(lang, "") for lang in order_of(say)))
