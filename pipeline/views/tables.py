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
from pipeline.text.symbols import natural
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


def held_frame(headings: Iterable[Heading], say: Strings) -> "pd.DataFrame":
    """One row a body and session: documents and paragraphs held in each language, and symbols
    held in both."""
    symbols: dict[tuple[str, str], dict[Lang, set[str]]] = {}
    paragraphs: dict[tuple[str, str], dict[Lang, int]] = {}
    for heading in headings:
        key = (heading.body, heading.session)
        held = symbols.setdefault(key, {"zh": set(), "en": set()})
        held[heading.lang].add(heading.symbol)
        counted = paragraphs.setdefault(key, {"zh": 0, "en": 0})
        counted[heading.lang] += heading.paragraphs
    records = [
        (
            name_of("body", body, say),
            session,
            len(held["zh"]),
            len(held["en"]),
            len(held["zh"] & held["en"]),
            paragraphs[body, session]["zh"],
            paragraphs[body, session]["en"],
        )
        for (body, session), held in sorted(symbols.items(), key=lambda kv: natural(*kv[0]))
    ]
    keys = ("body", "session", "documents_zh", "documents_en", "both")
    return frame_of(records, (*keys, "paragraphs_zh", "paragraphs_en"), say)


def one_sided(headings: Iterable[Heading]) -> tuple[Heading, ...]:
    """Documents whose symbol is held in one language alone, by symbol."""
    held: dict[str, list[Heading]] = {}
    for heading in headings:
        held.setdefault(heading.symbol, []).append(heading)
    lonely = [found[0] for found in held.values() if len({h.lang for h in found}) == 1]
    return tuple(sorted(lonely, key=lambda heading: natural(heading.symbol)))


def holdings_frame(headings: Iterable[Heading], say: Strings) -> "pd.DataFrame":
    """One row a symbol in order: its title in each language that is held, where it belongs, and
    those of ``PRINTED`` that are known of any."""
    held: dict[str, dict[Lang, Heading]] = {}
    for heading in headings:
        held.setdefault(heading.symbol, {})[heading.lang] = heading
    records = []
    for symbol in sorted(held, key=natural):
        found = held[symbol]
        some = found.get("en") or found["zh"]
        titles = [
            (found[lang].title or found[lang].symbol) if lang in found else say("corpus.not_held")
            for lang in LANGS
        ]
        body = name_of("body", some.body, say)
        records.append((symbol, *titles, body, some.session, some.date, *printed(found, say)))
    frame = frame_of(records, ("symbol", "zh", "en", "body", "session", "date", *PRINTED), say)
    columns = [say(f"column.{key}") for key in PRINTED]
    return frame.drop(columns=[column for column in columns if not frame[column].any()])


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
