"""Queries to try on the index at hand, taken from its own texts."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Literal

from pipeline.collection import Collection
from pipeline.records import CONTENT_ROLES, Lang, Paragraph
from ui.comparing.pairs import state_of
from ui.keep import kept

_TREATY = re.compile(r"\b(?:Convention|Covenant) (?:on|against|for)\b|\bTreaty\b|^Charter\b")
_PROVISION = re.compile(r"\b[Aa]rticle \d+(?:, paragraph \d+)?")
Kind = Literal["term", "words", "phrase", "article", "symbol"]


@dataclass(frozen=True, slots=True)
class Example:
    """A query that finds something, and what it shows."""

    kind: Kind
    query: str


def examples(held: Collection) -> tuple[Example, ...]:
    """At most five queries: a Chinese term, English words, an exact phrase, an article, a symbol;
    those that the longest treaty held in both languages has something for, or failing one the
    longest text."""
    return _examples(state_of(held), held)


def longest(held: Collection) -> str:
    """The symbol of the text that the examples are taken from; "" where there is none."""
    return _longest(state_of(held), held)


@kept(4)
def _examples(state: str, _held: Collection) -> tuple[Example, ...]:
    symbol = _longest(state, _held)
    if not symbol:
        return ()
    zh, en = _held.paragraphs(symbol, "zh"), _held.paragraphs(symbol, "en")
    found = [
        Example("term", _heading(zh, 2, 6)),
        Example("words", _heading(en, 15, 60)),
        Example("phrase", _phrase(en)),
        Example("article", _provision(en)),
        Example("symbol", symbol),
    ]
    return tuple(example for example in found if example.query)


@kept(4)
def _longest(state: str, _held: Collection) -> str:
    """The symbol of the longest treaty in both languages, since its headings are terms; of the
    longest text where there is no treaty, "" where there is none at all."""
    lengths: dict[str, dict[Lang, int]] = {}
    treaties: set[str] = set()
    for heading in _held.documents():
        lengths.setdefault(heading.symbol, {})[heading.lang] = heading.paragraphs
        if _TREATY.search(heading.title):
            treaties.add(heading.symbol)
    both = {s: (s in treaties, sum(by.values())) for s, by in lengths.items() if len(by) == 2}
    return max(sorted(both), key=lambda s: both[s], default="")


def _heading(paragraphs: tuple[Paragraph, ...], shortest: int, longest: int) -> str:
    """The heading, of fitting length, over most of the text; the last of equals, since treaties
    open with definitions."""
    counts: dict[str, int] = {}
    for paragraph in paragraphs:
        if paragraph.role in CONTENT_ROLES and shortest <= len(paragraph.heading) <= longest:
            counts[paragraph.heading] = counts.get(paragraph.heading, 0) + 1
    return max(reversed(counts), key=lambda heading: counts[heading], default="")


def _provision(paragraphs: tuple[Paragraph, ...]) -> str:
    """The article, or paragraph of one, that the passages cite most; "" where they cite none."""
    cited = Counter(found for p in paragraphs for found in _PROVISION.findall(p.text))
    return cited.most_common(1)[0][0].lower() if cited else ""


def _phrase(paragraphs: tuple[Paragraph, ...]) -> str:
    """Four words from the middle of the longest passage, in quotation marks."""
    passages = [p.text for p in paragraphs if p.role in CONTENT_ROLES]
    words = max(passages, key=len, default="").split()
    middle = words[len(words) // 3 :][:4]
    return f'"{" ".join(middle).strip(".,;:()")}"' if len(middle) == 4 else ""
