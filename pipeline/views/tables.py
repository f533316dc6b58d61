"""Records as data frames whose columns are named in the interface language."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from pipeline.cite import citation, place_of
from pipeline.records import (
    LANGS,
    Heading,
    Lang,
    Match,
    Recommendation,
    Refusal,
)
from pipeline.strings import Strings
from pipeline.views.names import name_of, reason
from pipeline.views.recurrences import session_and_year
from pipeline.views.tracing import with_sources

if TYPE_CHECKING:
    import pandas as pd


def hits_frame(matches: Iterable[Match], say: Strings) -> "pd.DataFrame":
    """One row a hit: language, rank, citation, document, passage, its words that matched,
    counterpart, why, cosine, and the other documents that have it with their sessions and years."""
    found = list(matches)
    records = []
    for match in found:
        paragraph, document = match.paragraph, match.document
        records.append(
            (
                say(f"language.{paragraph.lang}"),
                match.rank,
                document.symbol,
                place_of(paragraph, paragraph.lang),
                citation(paragraph, paragraph.lang),
                document.title,
                document.body,
                document.session,
                document.date,
                paragraph.text,
                "; ".join(paragraph.text[start:end] for start, end in match.spans),
                "\n".join(p.text for p in match.counterpart),
                "; ".join(citation(p, p.lang) for p in match.counterpart),
                "; ".join(reason(why, say) for why in match.why),
                match.cosine,
                "; ".join(d.symbol for d in match.recurs),
                "; ".join(session_and_year(d) for d in match.recurs),
            )
        )
    keys = (
        *("language", "rank", "symbol", "place", "citation", "title", "body", "session", "date"),
        *("passage", "marked", "counterpart", "counterpart_citation", "why", "cosine"),
        *("recurs", "recurs_years"),
    )
    return with_sources(frame_of(records, keys, say), found, say)


def recommendations_frame(
    rows: Iterable[tuple[Heading, Recommendation]],
    other: Mapping[tuple[str, int], str],
    say: Strings,
) -> "pd.DataFrame":
    """One row a recommendation, with its text in both languages; ``other`` maps symbol and
    ordinal to the text in the other language."""
    records = []
    for document, item in rows:
        paragraph = item.paragraph
        own, across = paragraph.text, other.get((paragraph.symbol, paragraph.ordinal), "")
        zh, en = (own, across) if paragraph.lang == "zh" else (across, own)
        records.append(
            (
                citation(paragraph, say.lang),
                document.body,
                document.session,
                name_of("strength", item.strength, say),
                "; ".join(name_of("addressee", code, say) for code in item.addressees),
                "; ".join(name_of("topic", code, say) for code in item.topics),
                "; ".join(item.articles),
                zh,
                en,
                "; ".join(item.rules),
            )
        )
    keys = ("citation", "body", "session", "strength", "addressee", "topic", "articles")
    return frame_of(records, (*keys, "zh", "en", "rules"), say)


PRINTED = ("kind", "edition", "original", "confidence")
"""Columns of what the head of a text says of it, and of how surely it was recognised."""


def printed(held: Mapping[Lang, Heading], say: Strings) -> tuple[str, ...]:
    """The cells of ``PRINTED`` for the languages of one text, ``""`` where nothing is known."""
    some = held.get("en") or held["zh"]
    read = [held[lang] for lang in LANGS if lang in held and held[lang].confidence is not None]
    originals = [code for code in some.original.split(";") if code]
    return (
        name_of("kind", some.kind, say) if some.kind else "",
        say(f"edition.{some.edition}") if some.edition else "",
        say("list.comma").join(_language(code, say) for code in originals),
        say("list.comma").join(
            say(
                "corpus.confidence",
                language=say(f"language.{heading.lang}"),
                percent=f"{100 * (heading.confidence or 0):.0f}",
            )
            for heading in read
        ),
    )


def _language(code: str, say: Strings) -> str:
    key = f"language.{code}"
    return say(key) if say.has(key) else code


def documents_frame(headings: Iterable[Heading], say: Strings) -> "pd.DataFrame":
    """One row a document: what its heading says of it, and its file."""
    records = [
        (
            h.symbol,
            say(f"language.{h.lang}"),
            h.title,
            h.body,
            h.session,
            h.date,
            h.paragraphs,
            *printed({h.lang: h}, say),
            h.path,
        )
        for h in headings
    ]
    keys = ("symbol", "language", "title", "body", "session", "date", "paragraphs", *PRINTED)
    return frame_of(records, (*keys, "file"), say)


def refusals_frame(refused: Iterable[Refusal], say: Strings) -> "pd.DataFrame":
    """One row a file that was not taken in: file, reason."""
    return frame_of([(r.path, r.reason) for r in refused], ("file", "reason"), say)


def frame_of(
    records: Sequence[tuple[object, ...]], keys: Sequence[str], say: Strings
) -> "pd.DataFrame":
    """``records`` with columns named in the interface language by ``keys``."""
    import pandas as pd

    return pd.DataFrame(records, columns=[say(f"column.{key}") for key in keys])
