"""Passages of a briefing pack with what stands beside them: citations, particulars, history.

Citations beside a text are in its own language, so that both can be copied together; those in a
line of history are in the language of the interface.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.cite import citation
from pipeline.exchange.briefing_names import (
    act_name,
    addressees_of,
    request_reason,
    session_name,
    strength_name,
    when,
)
from pipeline.exchange.harmless import clean
from pipeline.records import Heading, Lang, Paragraph
from pipeline.records.lineage import Entry, LineageLink, Passage, Request
from pipeline.records.preparation import AgreedWording, BriefedRecommendation
from pipeline.strings import Strings

_ARROW = " → "


@dataclass(frozen=True, slots=True)
class Said:
    """Words of one language and how they are cited; both "" where none are held."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and what it stands for: a line of the title page, a particular of a row."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """A passage in both languages, its particulars, and the lines of its history."""

    zh: Said
    en: Said
    particulars: tuple[Fact, ...] = ()
    history: tuple[str, ...] = ()


def said(paragraphs: Sequence[Paragraph], lang: Lang) -> Said:
    """Paragraphs of one language as one quotation, a line each."""
    between = "；" if lang == "zh" else "; "
    places = between.join(citation(p, lang) for p in paragraphs)
    return Said(clean(places), clean("\n".join(p.text for p in paragraphs)))


def _both(own: Paragraph, across: Sequence[Paragraph]) -> tuple[Said, Said]:
    """The Chinese and the English side of a passage and its counterpart."""
    other: Lang = "en" if own.lang == "zh" else "zh"
    sides = said((own,), own.lang), said(across, other)
    return sides if own.lang == "zh" else (sides[1], sides[0])


def recommendation_row(row: BriefedRecommendation, say: Strings) -> Quoted:
    """A past recommendation: strength, standing, session and date, what puts it on the subject,
    and its history."""
    item = row.entry.recommendation
    across = (row.entry.counterpart.paragraph,) if row.entry.counterpart else ()
    is_conclusion = item.kind == "conclusion" and not item.strength
    strength = say("briefing.conclusion") if is_conclusion else strength_name(item, say)
    narrower = len(item.addressees) > 1 or item.subset
    is_new = [link.verdict for link in row.chain] == ["new"]
    facts = (
        Fact(say("column.strength"), strength),
        Fact(say("briefing.standing"), say(f"standing.{row.standing}")),
        Fact(say("column.date"), when(row.entry.document, say)),
        Fact(
            say("column.addressee"),
            addressees_of(item.addressees, item.subset, say) if narrower else "",
        ),
        Fact(say("briefing.endorsed_by"), _places(row.endorsed_by, say)),
        Fact(say("briefing.recurs"), _also_in(row.recurs, say)),
        Fact(say("briefing.why"), say("list.semicolon").join(row.why)),
        Fact(say("briefing.history"), say("verdict.new") if is_new else ""),
    )
    history = () if is_new else tuple(map(clean, _history(row.chain, say)))
    return Quoted(*_both(item.paragraph, across), cleaned(facts), history)


def request_row(request: Request, say: Strings) -> Quoted:
    """An open request: of whom, what, by when, and why it counts as open."""
    item, entry = request.entry.recommendation, request.entry
    across = (entry.counterpart.paragraph,) if entry.counterpart else ()
    due = session_name(request.due, say) if request.due else say("requests.no_time")
    facts = (
        Fact(say("requests.who"), addressees_of(request.addressees, "", say)),
        Fact(say("requests.what"), act_name(request.act, say)),
        Fact(say("requests.when"), due),
        Fact(say("requests.state"), say(f"requests.state.{request.state.replace(' ', '-')}")),
        Fact(say("briefing.care"), request_reason(request.why, say)),
        Fact(say("column.date"), when(entry.document, say)),
    )
    return Quoted(*_both(item.paragraph, across), cleaned(facts))


def agreed_row(held: AgreedWording, say: Strings) -> Quoted:
    """An agreed wording: standing, session and date, and where it recurs."""
    strength = strength_name(held.recommendation, say) if held.recommendation else ""
    facts = (
        Fact(say("briefing.standing"), say(f"standing.{held.standing}")),
        Fact(say("column.strength"), strength),
        Fact(say("column.date"), when(held.passage.document, say)),
        Fact(say("briefing.endorsed_by"), _places(held.endorsed_by, say)),
        Fact(say("briefing.recurs"), _also_in(held.recurs, say)),
    )
    return Quoted(*_both(held.passage.paragraph, held.counterpart), cleaned(facts))


def cleaned(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """``facts`` that say something, clean."""
    return tuple(Fact(clean(f.name), clean(f.value)) for f in facts if f.value)


def _places(passages: Iterable[Passage], say: Strings) -> str:
    cited = dict.fromkeys(citation(p.paragraph, say.lang) for p in passages)
    return say("list.semicolon").join(cited)


def _also_in(documents: Iterable[Heading], say: Strings) -> str:
    named = dict.fromkeys(_with_year(d.symbol, d.date, say) for d in documents)
    return say("list.comma").join(named)


def _with_year(place: str, date: str, say: Strings) -> str:
    if not date:
        return place
    return f"{place}（{date[:4]}）" if say.lang == "zh" else f"{place} ({date[:4]})"


def _history(chain: Sequence[LineageLink], say: Strings) -> Iterator[str]:
    """The links as lines of citations and verdicts; a link that does not go on from the one before
    it begins a line of its own."""
    line: list[str] = []
    last: Entry | None = None
    for link in chain:
        begins, goes_on = link.earlier or link.later, link.later if link.earlier else None
        if begins is None:
            continue
        if last is None or begins.key != last.key:
            if line:
                yield _ARROW.join(line)
            line = [_stands(begins, say)]
        verdict = say(f"verdict.{link.verdict}")
        if goes_on is not None:
            line.append(f"{_stands(goes_on, say)}{_marked(verdict, say)}")
        elif link.later is None:
            line.append(verdict)
        else:
            line[-1] += _marked(verdict, say)
        last = link.later  # after one that is dropped nothing goes on
    if line:
        yield _ARROW.join(line)


def _stands(entry: Entry, say: Strings) -> str:
    """Where a recommendation stands, and its year."""
    place = citation(entry.recommendation.paragraph, say.lang)
    return _with_year(place, entry.document.date, say)


def _marked(verdict: str, say: Strings) -> str:
    return f"【{verdict}】" if say.lang == "zh" else f" [{verdict}]"
