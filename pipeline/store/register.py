"""Recommendations into a database and back."""

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from pipeline.records import Lang, Recommendation
from pipeline.store.columns import JOINED, PARAGRAPH, as_paragraph, chunks, marks
from pipeline.store.schema import Database

_LISTS = ("addressees", "hedges", "articles", "topics", "rules", "modifiers", "asked")
_WORDS = (
    *("kind", "strength", "lead_verb", "subset", "verb_class", "duty", "due"),
    "is_resolved",
)
_FIELDS = (*_WORDS, *_LISTS)
_SELECTED = ", ".join(f"r.{field}" for field in _FIELDS)
_OF_RECOMMENDATIONS = f"{JOINED} JOIN recommendations AS r ON r.paragraph = p.id"


def add_recommendations(
    connection: Database, ids: Sequence[int], found: Iterable[Recommendation]
) -> None:
    """Store ``found``, recommendations of a document; ``ids`` are those of its paragraphs."""
    columns = ", ".join(("paragraph", *_FIELDS))
    connection.executemany(
        f"INSERT INTO recommendations ({columns}) VALUES (?{', ?' * len(_FIELDS)})",
        ((ids[r.paragraph.ordinal], *_values(r)) for r in found),
    )


def register_of(
    connection: Database, documents: Sequence[int] | None = None
) -> list[tuple[int, Recommendation]]:
    """The recommendations of the documents of those ids (None: of all), in the order in which they
    were stored, each with the id of its document."""
    query = f"SELECT p.document, {_SELECTED}, p.id, {PARAGRAPH} {_OF_RECOMMENDATIONS}"
    if documents is None:
        rows = connection.execute(f"{query} ORDER BY r.id").fetchall()
    else:
        rows = [
            row
            for chunk in chunks(documents)
            for row in connection.execute(
                f"{query} WHERE d.id IN ({marks(chunk)}) ORDER BY r.id", chunk
            )
        ]
    return [(row[0], _recommendation(row[1:])) for row in rows]


def register_at(
    connection: Database, paragraphs: Sequence[int]
) -> list[tuple[int, Recommendation]]:
    """The recommendations among the paragraphs of those ids, in the order in which they were
    stored, each with the id of its document."""
    query = f"SELECT p.document, {_SELECTED}, p.id, {PARAGRAPH} {_OF_RECOMMENDATIONS}"
    rows = [
        row
        for chunk in chunks(sorted(paragraphs))
        for row in connection.execute(
            f"{query} WHERE p.id IN ({marks(chunk)}) ORDER BY r.id", chunk
        )
    ]
    return [(row[0], _recommendation(row[1:])) for row in rows]


def recommending(connection: Database, lang: Lang) -> dict[tuple[str, int], int]:
    """The ids of the paragraphs in ``lang`` that recommend, by symbol and ordinal."""
    query = f"SELECT d.symbol, p.ordinal, p.id {_OF_RECOMMENDATIONS} WHERE d.lang = ?"
    return {(symbol, n): key for symbol, n, key in connection.execute(query, (lang,))}


def _values(r: Recommendation) -> tuple[str | bool, ...]:
    lists = (r.addressees, r.hedges, r.articles, r.topics, r.rules, r.modifiers, r.asked)
    return (
        *(r.kind, r.strength, r.lead_verb, r.subset, r.verb_class, r.duty, r.due, r.is_resolved),
        *(json.dumps(values, ensure_ascii=False) for values in lists),
    )


def _recommendation(row: Sequence[Any]) -> Recommendation:
    kind, strength, lead_verb, subset, verb_class, duty, due, is_resolved = row[:8]
    addressees, hedges, articles, topics, rules, modifiers, asked = (
        _listed(text) for text in row[8 : len(_FIELDS)]
    )
    return Recommendation(
        paragraph=as_paragraph(row[len(_FIELDS) :])[1],
        kind=kind,
        addressees=addressees,
        strength=strength,
        lead_verb=lead_verb,
        hedges=hedges,
        articles=articles,
        topics=topics,
        rules=rules,
        subset=subset,
        verb_class=verb_class,
        modifiers=modifiers,
        asked=asked,
        duty=duty,
        due=due,
        is_resolved=bool(is_resolved),
    )


@lru_cache(maxsize=20_000)
def _listed(text: str) -> tuple[Any, ...]:
    """The values of a list; most recommendations share theirs with others, and so the memory."""
    return tuple(json.loads(text))
