"""The register, lineage and requests as data frames, whole, to take away."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from pipeline.cite import citation
from pipeline.records import LANGS, Heading, Lang
from pipeline.records.lineage import Endorsement, Entry, LineageLink, Request
from pipeline.strings import Strings
from pipeline.views.names import name_of, word_for
from pipeline.views.register.lineages import fidelity, rule_line
from pipeline.views.register.requests import act_line, addressees_line, state_name, why_line
from pipeline.views.register.rows import FIELDS, NONE_TOLD, Told, fields_of
from pipeline.views.tables import frame_of
from pipeline.views.tracing import with_sources

if TYPE_CHECKING:
    import pandas as pd

_DOCUMENT = ("symbol", "title", "body", "session", "date", "status")


def register_frame(
    entries: Iterable[Entry],
    across: Mapping[tuple[str, int], str],
    say: Strings,
    told: Told = NONE_TOLD,
) -> "pd.DataFrame":
    """One row an entry: its document, both texts word for word, what was read and the rules.
    ``across`` and ``told`` as of ``rows.register_table``."""
    found = list(entries)
    records = []
    for entry in found:
        item = entry.recommendation
        start, end = item.asked
        records.append(
            (
                *_document(entry.document, say),
                citation(item.paragraph, say.lang),
                item.paragraph.heading,
                *(wording(entry, lang, across) for lang in LANGS),
                say(f"register.{item.kind}"),
                *(value for _, value in fields_of(entry, say, told)),
                item.paragraph.text[start:end],
                "; ".join(item.rules),
            )
        )
    columns = (*_DOCUMENT, "citation", "heading", *LANGS, "row_kind", *FIELDS, "asked", "rules")
    return with_sources(frame_of(records, columns, say), found, say)


def wording(entry: Entry, lang: Lang, across: Mapping[tuple[str, int], str]) -> str:
    """The words of a row in ``lang``; "" where they are not held."""
    if entry.recommendation.paragraph.lang == lang:
        return entry.recommendation.paragraph.text
    if entry.counterpart is not None:
        return entry.counterpart.paragraph.text
    return across.get(entry.key, "")


def _document(heading: Heading, say: Strings) -> tuple[str, ...]:
    return (
        heading.symbol,
        heading.title,
        name_of("body", heading.body, say),
        heading.session,
        heading.date,
        word_for("status", heading.status or "none", say),
    )


def links_frame(links: Iterable[LineageLink], say: Strings) -> "pd.DataFrame":
    """One row a link: verdict, rule, both places with their status, both texts."""
    found = list(links)
    records = [
        (
            word_for("verdict", link.verdict, say),
            rule_line(link, say),
            link.similarity if link.earlier and link.later else None,
            *_side(link.earlier, say),
            *_side(link.later, say),
        )
        for link in found
    ]
    sides = [
        f"{which}_{field}"
        for which in ("earlier", "later")
        for field in ("citation", "session", "status", "text")
    ]
    keys = ("verdict", "rule_of_verdict", "similarity", *sides)
    return with_sources(frame_of(records, keys, say), found, say)


def _side(entry: Entry | None, say: Strings) -> tuple[str, str, str, str]:
    if entry is None:
        return "", "", "", ""
    document, paragraph = entry.document, entry.recommendation.paragraph
    status = word_for("status", document.status or "none", say)
    return citation(paragraph, paragraph.lang), document.session, status, paragraph.text


def requests_frame(
    found: Iterable[Request], across: Mapping[tuple[str, int], str], say: Strings
) -> "pd.DataFrame":
    """One row a request: its document, both texts, who, what, when, state, and the answer."""
    asked = list(found)
    records = []
    for request in asked:
        entry, answer = request.entry, request.answered_by
        paragraph = entry.recommendation.paragraph
        records.append(
            (
                *_document(entry.document, say),
                citation(paragraph, say.lang),
                *(wording(entry, lang, across) for lang in LANGS),
                addressees_line(request, say),
                act_line(request, say),
                request.due,
                state_name(request, say),
                citation(answer.paragraph, answer.paragraph.lang) if answer else "",
                answer.document.date if answer else "",
                answer.paragraph.text if answer else "",
                why_line(request, say),
            )
        )
    keys = (*_DOCUMENT, "citation", *LANGS, "addressee", "duty", "due", "state")
    columns = (*keys, "answered_by", "answer_date", "answer", "why")
    return with_sources(frame_of(records, columns, say), asked, say)


def endorsements_frame(found: Iterable[Endorsement], say: Strings) -> "pd.DataFrame":
    """One row a recommendation endorsed: by which paragraph, from which report, and whether word
    for word; reports that are not held stand in rows without text."""
    records: list[tuple[str, ...]] = []
    for one in found:
        by = citation(one.entry.recommendation.paragraph, say.lang)
        for item in one.recommendations:
            own = item.entry.recommendation.paragraph
            source = item.source.recommendation.paragraph if item.source else None
            records.append(
                (
                    by,
                    citation(own, own.lang),
                    own.text,
                    citation(source, source.lang) if source else "",
                    source.text if source else "",
                    fidelity(item, say),
                )
            )
        not_held = say("lineage.not_held")
        records += [(by, "", "", stub.symbol, "", not_held) for stub in one.stubs]
    keys = ("endorsed_by", "citation", "passage", "report", "report_text", "word_for_word")
    return frame_of(records, keys, say)
