"""Open requests: who was asked to do what by when, and the later passage that answers.

A request is a recommendation that sets a duty of ``lexicon/duties.csv`` or a time. A report asked
for is answered where a later text receives one ("Takes note of the report of the
Secretary-General"): by the words that name the resolution that asked, else in the texts that go on
from it, from the session on for which it was due. A request without a time is answered only by
words that name it: any report might be meant.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from pipeline import lexicon
from pipeline.lineage.chains import Lineage
from pipeline.lineage.due import due_of
from pipeline.lineage.openings import duty_of, opens_with
from pipeline.records import Heading, Lang
from pipeline.records.lineage import Entry, Passage, Request, RequestState
from pipeline.text.passage import wording

_ASKING = frozenset({"shall", "urges", "should", "calls-upon", "recommends", "requests", "invites"})
_ANSWERED = frozenset({"report", "inform"})
"""Duties whose answer is a report that is received."""
_REPORT = {"en": re.compile(r"\breports?\b", re.I), "zh": re.compile("报告")}
_NEAR = 60
"""Characters between the word report and whose report it is, in the same clause."""
_CLAUSE = re.compile("[，。；,;]")


def requests(
    entries: Sequence[Entry], found: Lineage, passages: Sequence[Passage] = ()
) -> tuple[Request, ...]:
    """The requests among ``entries``, in their order.

    ``found`` is the lineage of ``entries``; ``passages`` other paragraphs held, such as the
    preambular ones, which may answer too.
    """
    answers = _Answers(entries, found, passages)
    out = []
    for entry in entries:
        asked = entry.recommendation
        text, lang = wording(asked.paragraph), asked.paragraph.lang
        if asked.strength not in _ASKING:
            continue
        act, due = (
            duty_of(text, lang),
            due_of(text, lang, entry.document.session, entry.document.date),
        )
        if act or due:
            answer, why = answers.to(entry, due) if act in _ANSWERED else (None, "no-report")
            state = "answered" if answer else answers.state(entry.document, due)
            out.append(
                Request(
                    entry, asked.addressees, asked.lead_verb.split(";")[0], act, due, state,
                    answer, why,
                )
            )  # fmt: skip
    return tuple(out)


class _Answers:
    """Passages that receive a report, by document and by the resolution that asked for it."""

    def __init__(
        self, entries: Sequence[Entry], found: Lineage, passages: Sequence[Passage]
    ) -> None:
        own = [Passage(e.document, e.recommendation.paragraph) for e in entries]
        self._after = _goes_on(found)
        self._headings = {p.document.symbol: p.document for p in [*own, *passages]}
        self._received: defaultdict[str, list[Passage]] = defaultdict(list)
        self._citing: defaultdict[str, list[Passage]] = defaultdict(list)
        seen = set()
        for p in [*own, *passages]:
            key = p.document.symbol, p.document.lang, p.paragraph.ordinal
            if key not in seen and _receives(p):
                seen.add(key)
                self._received[p.document.symbol].append(p)
                for number in _NUMBER.findall(p.paragraph.text):
                    self._citing[number].append(p)
        self._latest_session: dict[str, int] = {}
        for h in self._headings.values():
            if h.session.isdigit():
                last = self._latest_session.get(h.body, 0)
                self._latest_session[h.body] = max(last, int(h.session))
        self._latest = max((h.date for h in self._headings.values()), default="")

    def to(self, entry: Entry, due: str) -> tuple[Passage | None, str]:
        """The passage that answers ``entry``, and the rule that found it."""
        document = entry.document
        lang = entry.recommendation.paragraph.lang
        fits = [
            p for p in self._citing.get(_number(document.symbol), ())
            if p.paragraph.lang == lang and _is_later(p.document, document)
            and _whose(p, entry.recommendation.addressees)
        ]  # fmt: skip
        if fits:
            return min(fits, key=_when), "cites-request"
        if not due:
            return None, "no-answer-held"
        later = [p for s in self._followers(document.symbol) for p in self._received.get(s, ())]
        fits = [
            p for p in later
            if p.paragraph.lang == lang and _is_in_time(p.document, document, due)
            and _whose(p, entry.recommendation.addressees)
        ]  # fmt: skip
        if fits:
            return min(fits, key=_when), "report-received"
        return None, "no-answer-held"

    def state(self, document: Heading, due: str) -> RequestState:
        """What an unanswered request is."""
        if not due:
            return "undated"
        if due.isdigit() and len(due) < 4:
            return "open" if int(due) <= self._latest_session.get(document.body, 0) else "not due"
        return "open" if due <= self._latest[: len(due)] else "not due"

    def _followers(self, symbol: str) -> Iterator[str]:
        seen = {symbol}
        waiting = [symbol]
        while waiting:
            for later in sorted(self._after.get(waiting.pop(), ())):
                if later not in seen:
                    seen.add(later)
                    waiting.append(later)
                    yield later


_NUMBER = re.compile(r"(?<![\d/])(?:E?S-)?\d{1,4}/\d{1,4}(?![\d/])")


def _goes_on(found: Lineage) -> Mapping[str, set[str]]:
    """For each document those that take up recommendations of it in the same series."""
    after: defaultdict[str, set[str]] = defaultdict(set)
    for link in found.links:
        if link.same_series and link.earlier is not None and link.later is not None:
            after[link.earlier.document.symbol].add(link.later.document.symbol)
    return after


def _receives(p: Passage) -> bool:
    text, lang = p.paragraph.text, p.paragraph.lang
    return bool(_REPORT[lang].search(text)) and opens_with("receive", p.paragraph)


def _whose(p: Passage, addressees: Iterable[str]) -> bool:
    """Whether the report received is one of the ``addressees``; of nobody named any will do."""
    text, lang = p.paragraph.text, p.paragraph.lang
    codes = tuple(addressees)
    if not codes:
        return True
    for hit in _REPORT[lang].finditer(text):
        start, end = hit.span()
        ahead = text[end : end + _NEAR] if lang == "en" else text[max(0, start - _NEAR) : start]
        near = _CLAUSE.split(ahead)[0 if lang == "en" else -1]
        if any(form in near for code in codes for form in _forms(code, lang)):
            return True
    return False


@cache
def _forms(code: str, lang: Lang) -> tuple[str, ...]:
    found = lexicon.rows("addressees")
    return tuple(r["form"] for r in found if r["code"] == code and r["lang"] == lang)


def _number(symbol: str) -> str:
    """``74/44`` of ``A/RES/74/44``: as running text cites it."""
    return "/".join(symbol.split("/")[-2:])


def _is_later(one: Heading, other: Heading) -> bool:
    return one.symbol != other.symbol and (not other.date or one.date > other.date)


def _is_in_time(one: Heading, other: Heading, due: str) -> bool:
    if not _is_later(one, other):
        return False
    if due.isdigit() and len(due) < 4 and one.session.isdigit():
        return int(one.session) >= int(due)
    return True


def _when(p: Passage) -> tuple[str, str, int]:
    return p.document.date, p.document.symbol, p.paragraph.ordinal
