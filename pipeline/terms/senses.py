"""What a word of many senses means where it stands, told by its object.

The rules are rows of ``lexicon/senses.csv``. A row of the place ``around`` is a pattern with the
word in it, written ``~``, and decides before all others; it may have no sense, for a word that is
used otherwise there (*transfer pricing*). One of the place ``object`` lists words for what the
sense is said of: the object is looked for where the grammar of the language puts it
(将安全责任移交给…, 被判刑人员的移交, 移交证据; *transfer of proceedings*, *prisoner transfer*),
then in the clause, the nearest first. One of the place ``context`` lists words that tell the sense
from anywhere in the sentence, then in the passage.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline import lexicon
from pipeline.records import Lang
from pipeline.records.terms import Sense

_CLAUSE = {"zh": re.compile("[，。；：！？;:]"), "en": re.compile(r"[.;:!?](?=\s|$)|,\s")}
_SENTENCE = {"zh": re.compile("[。；！？;]"), "en": re.compile(r"[.;!?](?=\s|$)")}
_REACH = {"zh": 40, "en": 90}
"""Characters on either side of a word in which its object is looked for."""
_TAKING = re.compile("[将把](?!来|要|会|继续|在)")
"""What puts a Chinese object before its verb."""
_GAP = {
    "zh": re.compile("的?(?:国际|跨国|跨界|最终|逐步|顺利|有序|全面|及时|迅速)?"),
    "en": re.compile(r"(?:'s|’s)?[\s-]"),
}
"""What may stand between an object and the noun made of the verb behind it."""
_QUALIFYING = re.compile("所|[有相]关的")
"""Behind it stands what a Chinese clause only qualifies."""


@dataclass(frozen=True, slots=True)
class _Rule:
    sense: str
    place: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of many senses: what it looks like, and its rules in the order of the table."""

    pattern: re.Pattern[str]
    rules: tuple[_Rule, ...]

    def of(self, place: str) -> tuple[_Rule, ...]:
        return tuple(rule for rule in self.rules if rule.place == place)


@dataclass(frozen=True, slots=True)
class _Found:
    """A rule's words at ``start`` to ``end`` of the text."""

    sense: str
    start: int
    end: int


def sense(text: str, start: int, end: int, lang: Lang, above: str = "") -> Sense | None:
    """What ``text[start:end]`` means; None for a word that the table does not have and where
    nothing tells. ``above`` is the heading of the text, which tells where its own words do not: the
    place is then that of the word itself."""
    word = next((w for w in _words(lang) if w.pattern.search(text[start:end])), None)
    if word is None:
        return None
    found = _around(word, text, start, end) or _of_object(word, text, start, end, lang)
    found = found or _in_context(word, text, start, end, lang)
    if found:
        words = text[found.start : found.end]
        return Sense(found.sense, words, found.start, found.end) if found.sense else None
    told = next(_said((*word.of("object"), *word.of("context")), above, 0, len(above)), None)
    return Sense(told.sense, above[told.start : told.end], start, end) if told else None


def polysemous(lang: Lang) -> tuple[re.Pattern[str], ...]:
    """Patterns of the words of many senses that the table has."""
    return tuple(word.pattern for word in _words(lang))


def senses() -> tuple[str, ...]:
    """The codes of all senses, in the order of the table."""
    return tuple(dict.fromkeys(row["sense"] for row in lexicon.rows("senses") if row["sense"]))


def _around(word: _Word, text: str, start: int, end: int) -> _Found | None:
    for rule in word.of("around"):
        for found in rule.pattern.finditer(text, max(0, start - 60), end + 60):
            if found.start("word") <= start and end <= found.end("word"):
                return _Found(rule.sense, found.start(), found.end())
    return None


def _of_object(word: _Word, text: str, start: int, end: int, lang: Lang) -> _Found | None:
    """By the object: where grammar puts it, else the nearest in the clause."""
    rules = word.of("object")
    first, last = _borders(_CLAUSE[lang], text, start, end, _REACH[lang])
    before = list(_said(rules, text, first, start))
    after = list(_said(rules, text, end, last))
    if lang == "zh":
        taking = [m.end() for m in _TAKING.finditer(text, first, start)]
        if taken := [one for one in before if taking and one.start >= taking[-1]]:
            return taken[-1]
    if before and (_GAP[lang].fullmatch(text[before[-1].end : start]) or _to(text, end, lang)):
        return before[-1]
    if after:
        return _head(after, text) if lang == "zh" else after[0]
    return before[-1] if before else None


def _to(text: str, end: int, lang: Lang) -> bool:
    """Whether the Chinese word is followed by whom something goes to, so that what goes has been
    named before."""
    return lang == "zh" and text.startswith(("给", "至", "予"), end)


def _head(after: Sequence[_Found], text: str) -> _Found:
    """The first of ``after``, or what that only qualifies: what stands at once behind it
    (儿童责任), or behind a clause that it is part of (行使权力所必需的资料)."""
    head = after[0]
    for one in after[1:]:
        if one.start == head.end or _QUALIFYING.search(text, head.end, one.start):
            head = one
    return head


def _in_context(word: _Word, text: str, start: int, end: int, lang: Lang) -> _Found | None:
    """By the objects and the telling words of the sentence, then of the passage."""
    rules = (*word.of("context"), *word.of("object"))
    first, last = _borders(_SENTENCE[lang], text, start, end, len(text))
    for a, b in ((first, last), (0, len(text))):
        found = [*_said(rules, text, a, start), *_said(rules, text, end, b)]
        if found:
            return min(found, key=lambda one: max(start - one.end, one.start - end))
    return None


def _borders(stop: re.Pattern[str], text: str, start: int, end: int, reach: int) -> tuple[int, int]:
    """Where the clause or sentence around ``text[start:end]`` begins and ends."""
    first = max(0, start - reach)
    for found in stop.finditer(text, first, start):
        first = found.end()
    ahead = stop.search(text, end, min(len(text), end + reach))
    return first, ahead.start() if ahead else min(len(text), end + reach)


def _said(rules: Sequence[_Rule], text: str, start: int, end: int) -> Iterator[_Found]:
    """What the rules find in ``text[start:end]``, in order; of what overlaps the longest."""
    found = [
        _Found(rule.sense, m.start(), m.end())
        for rule in rules
        for m in rule.pattern.finditer(text, start, end)
    ]
    at = start
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if one.start >= at:
            yield one
            at = one.end


@cache
def _words(lang: Lang) -> tuple[_Word, ...]:
    rules: dict[str, list[_Rule]] = {}
    for row in lexicon.rows("senses"):
        if row["lang"] == lang:
            kept = rules.setdefault(row["word"], [])
            kept.append(_Rule(row["sense"], row["place"], _pattern(row, lang)))
    return tuple(_Word(_compiled(word, lang), tuple(kept)) for word, kept in rules.items())


def _pattern(row: dict[str, str], lang: Lang) -> re.Pattern[str]:
    if row["place"] == "around":
        return _compiled(row["words"].replace("~", f"(?P<word>{row['word']})"), lang)
    either = "|".join(row["words"].split(";"))
    return _compiled(either, lang)


def _compiled(pattern: str, lang: Lang) -> re.Pattern[str]:
    return re.compile(pattern if lang == "zh" else rf"\b(?:{pattern})\b", re.IGNORECASE)
