"""Open requests: who was asked to do what by when, and the later passage that answers.

A request is a recommendation that sets a duty of ``lexicon/duties.csv`` or a time. A report asked
for is answered where a later text receives one ("Takes note of the report of the
Secretary-General"): by the words that name the resolution that asked, else in the texts that go on
from it, from the session on for which it was due. A request without a time is answered only by
words that name it: any report might be meant. What a paragraph goes on to ask for is not received.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from pipeline import lexicon
from pipeline.lineage.chains import Lineage
from pipeline.lineage.openings import opens_with
from pipeline.records import Heading, Lang, Recommendation
from pipeline.records.lineage import Entry, Passage, Request, RequestState

_ASKING = frozenset({"shall", "urges", "should", "calls-upon", "recommends", "requests", "invites"})
_MILDLY = frozenset({"strongly-encourages", "encourages"})
"""Strengths that ask where a duty of the table is set ("encourages the Department to report")."""
_ANSWERED = frozenset({"report", "inform"})
"""Duties whose answer is a report that is received."""
_REPORT = {"en": re.compile(r"\breports?\b", re.I), "zh": re.compile("报告")}
_NEAR = {"en": 60, "zh": 120}
"""Characters between the word report and whose report it is, in the same clause; in Chinese all
that the report is about stands between them."""
_CLAUSE = re.compile("[，。；,;]")
_OWNED = re.compile(r"([^,;]*)['’]s\s+(?:[\w-]+\s+){0,3}$")
"""Whose report it is before the word: "the Secretary-General’s latest report"."""
_SENT_ON = re.compile(r"\b(?:transmitted|submitted|prepared) by (.*)")
_ASKS = {
    "en": re.compile(
        r"\b(?:requests|requesting|invites|inviting|encourages|encouraging|urges|urging|"
        r"calls (?:up)?on|calling (?:up)?on)\b"
    ),
    "zh": re.compile("请(?!求)|邀请|促请|敦促|鼓励"),
}


def requests(
    entries: Sequence[Entry],
    found: Lineage,
    passages: Sequence[Passage] = (),
    held: Iterable[Heading] = (),
) -> tuple[Request, ...]:
    """The requests among ``entries``, in their order.

    ``found`` is the lineage of ``entries``; ``passages`` other paragraphs held, such as the
    preambular ones, which may answer too. ``held`` are documents beside those of both, where these
    are a part of what an index holds: whether a time has come is told by the latest of all.
    """
    answers = _Answers(entries, found, passages, held)
    out = []
    for entry in entries:
        asked = entry.recommendation
        act, due = asked.duty, asked.due
        if _asks(asked) and (act or due):
            answer, why = answers.to(entry, due) if act in _ANSWERED else (None, "no-report")
            state = "answered" if answer else answers.state(entry.document, due)
            if state == "open" and act not in _ANSWERED:
                state = "unchecked"
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
        self,
        entries: Sequence[Entry],
        found: Lineage,
        passages: Sequence[Passage],
        held: Iterable[Heading],
    ) -> None:
        own = [Passage(e.document, e.recommendation.paragraph) for e in entries]
        self._after = _goes_on(found)
        self._headings = {h.symbol: h for h in held}
        self._headings |= {p.document.symbol: p.document for p in [*own, *passages]}
        self._parts: defaultdict[str, set[str]] = defaultdict(set)
        for symbol in self._headings:
            self._parts[_number(symbol)].add(symbol)
        self._received: defaultdict[str, list[Passage]] = defaultdict(list)
        self._citing: defaultdict[str, list[Passage]] = defaultdict(list)
        seen = set()
        for p in [*own, *passages]:
            key = p.document.symbol, p.document.lang, p.paragraph.ordinal
            if key not in seen and _receives(p):
                seen.add(key)
                self._received[p.document.symbol].append(p)
                for number in _reported_on(p):
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
        """The texts that go on from ``symbol``, the other parts of the same resolution first."""
        parts = sorted(self._parts[_number(symbol)] - {symbol})
        yield from parts
        seen = {symbol, *parts}
        waiting = [symbol]
        while waiting:
            for later in sorted(self._after.get(waiting.pop(), ())):
                if later not in seen:
                    seen.add(later)
                    waiting.append(later)
                    yield later


_NUMBER = re.compile(r"(?<![\d/])(?:E?S-)?\d{1,4}/\d{1,4}(?![\d/])")


def _goes_on(found: Lineage) -> Mapping[str, set[str]]:
    """For each document those that take up recommendations of it in the same series; of several in
    one session the one that takes up most ("Cooperation with …" is a title of many)."""
    taken: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for link in found.links:
        if link.same_series and link.earlier is not None and link.later is not None:
            later = link.later.document
            taken[link.earlier.document.symbol, later.session][later.symbol] += 1
    after: defaultdict[str, set[str]] = defaultdict(set)
    for (symbol, _), counts in taken.items():
        most = max(counts.values())
        after[symbol].update(later for later, n in counts.items() if n == most)
    return after


def _asks(asked: Recommendation) -> bool:
    """Whether ``asked`` asks somebody: by its strongest verb, or by another where the paragraph
    goes on to decide something for the body itself."""
    if asked.strength in _ASKING or asked.verb_class in _ASKING:
        return True
    if asked.strength == "decides":
        return bool(asked.addressees and asked.duty)
    return asked.strength in _MILDLY and bool(asked.duty)


def _receives(p: Passage) -> bool:
    return bool(_REPORT[p.paragraph.lang].search(_taken_note_of(p))) and opens_with(
        "receive", p.paragraph
    )


def _taken_note_of(p: Passage) -> str:
    """The words of ``p`` before it asks for anything."""
    text = p.paragraph.text
    asks = _ASKS[p.paragraph.lang].search(text)
    return text[: asks.start()] if asks else text


def _reported_on(p: Passage) -> Iterator[str]:
    """Numbers of resolutions whose report ``p`` receives: "the report submitted pursuant to
    resolution 75/45", 根据第75/45号决议提交的报告; a resolution recalled for itself is none."""
    text, lang = _taken_note_of(p), p.paragraph.lang
    for hit in _NUMBER.finditer(text):
        if lang == "en":
            is_reported = _REPORT[lang].search(text, 0, hit.start()) is not None
        else:
            clause = _CLAUSE.split(text[hit.end() :])[0]
            is_reported = _REPORT[lang].search(clause) is not None
        if is_reported:
            yield hit.group()


def _whose(p: Passage, addressees: Iterable[str]) -> bool:
    """Whether the report received is one of the ``addressees``; of nobody named any will do."""
    text, lang = _taken_note_of(p), p.paragraph.lang
    codes = tuple(addressees)
    if not codes:
        return True
    return any(
        any(form in near for code in codes for form in _forms(code, lang))
        for hit in _REPORT[lang].finditer(text)
        for near in _beside(text, hit.start(), hit.end(), lang)
    )


def _beside(text: str, start: int, end: int, lang: Lang) -> Iterator[str]:
    """The words that say whose the report at ``text[start:end]`` is."""
    before, after = text[:start], _CLAUSE.split(text[end:])[0]
    if lang == "zh":
        yield _CLAUSE.split(before[-_NEAR[lang] :])[-1]
        return
    yield after[: _NEAR[lang]]
    for found in (_SENT_ON.search(after), _OWNED.search(before)):
        if found:
            yield found[1]


@cache
def _forms(code: str, lang: Lang) -> tuple[str, ...]:
    found = lexicon.rows("addressees")
    return tuple(r["form"] for r in found if r["code"] == code and r["lang"] == lang)


def _number(symbol: str) -> str:
    """``74/44`` of ``A/RES/74/44`` and ``A/RES/74/44 B``: as running text cites it."""
    return "/".join(symbol.split()[0].split("/")[-2:])


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
