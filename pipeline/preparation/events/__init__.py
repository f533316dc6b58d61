"""Events and instruments that a text names with a date: a list by date, every row a passage.

A sentence tells an event where one of its dates hangs on a verb of ``lexicon/event_kinds.csv``
(held, signed, 举行, 签署). A date that belongs to a resolution, a letter or a time limit tells
none. What a sentence without a date says was signed is dated by the meeting of the sentence before,
and listed instruments by the formula that closes the text (本声明于……签署); ``Event.rule`` says so.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from types import ModuleType

from pipeline.preparation.events import chinese, english
from pipeline.preparation.events.tables import Said
from pipeline.records import Heading, Paragraph, Role
from pipeline.records.events import Event
from pipeline.records.lineage import Passage
from pipeline.records.paragraphs import CONTENT_ROLES
from pipeline.text.sentences import sentences

_TELLING: frozenset[Role] = CONTENT_ROLES | {"heading", "title", "signature"}
_MEETING = frozenset({"meeting", "negotiation", "visit"})
_NUMBERED = frozenset({"meeting", "negotiation", "seminar"})
_SIGNED = re.compile(r"(?<!未)(?:签署|签订)|\bsigned\b")
_LIST_OF = re.compile(r"(?:签署|签订|signed)[^。；;.]*[:：]\s*$")
_FORMULA = re.compile(r"^本[^，。]{1,12}于|^(?:This|The present)\s")


def events_of(document: Heading, paragraphs: Sequence[Paragraph]) -> tuple[Event, ...]:
    """The events that ``paragraphs``, those of ``document`` in order, tell of, by date; of one date
    in the order of the text. () for a text without any."""
    found: list[Event] = []
    for paragraph in paragraphs:
        told: Iterable[Said] = ()
        if paragraph.role == "masthead" and not paragraph.text.rstrip().endswith(("。", ".")):
            told = _reader(paragraph).masthead(paragraph.text)
        elif paragraph.role in _TELLING or paragraph.role == "masthead":
            told = _told(paragraph)
        found += [_event(one, Passage(document, paragraph)) for one in told]
    found += _listed(document, paragraphs, found)
    return tuple(sorted(found, key=lambda e: (e.first, e.last, e.passage.paragraph.ordinal)))


def _reader(paragraph: Paragraph) -> ModuleType:
    return chinese if paragraph.lang == "zh" else english


def _told(paragraph: Paragraph) -> Iterator[Said]:
    text = paragraph.text
    if paragraph.role in {"heading", "title", "text"}:
        yield from _reader(paragraph).masthead(text)
    if paragraph.lang == "en":
        for start, end in sentences(text, "en"):
            yield from english.said(text, start, end)
        return
    met: Said | None = None
    for start, end in sentences(text, "zh"):
        told = list(chinese.said(text, start, end))
        yield from told
        if met is not None and not told:
            yield from _signed_there(text, start, end, met)
        met = next((one for one in reversed(told) if one.kind in _MEETING), met)


def _signed_there(text: str, start: int, end: int, met: Said) -> Iterator[Said]:
    """The instruments that a sentence without a date says were signed, at the meeting ``met``."""
    verb = _SIGNED.search(text, start, end)
    if verb:
        for title in chinese.titles(text, start, end):
            yield Said("signing", met.period, met.place, title, verb.span(), "meeting")


def _listed(
    document: Heading, paragraphs: Sequence[Paragraph], found: Iterable[Event]
) -> Iterator[Event]:
    """The instruments listed below 签署了以下文件, dated by the formula that closes the text."""
    dated = [e for e in found if e.kind == "signing" and _FORMULA.match(e.passage.paragraph.text)]
    is_listing = False
    for paragraph in paragraphs:
        if _LIST_OF.search(paragraph.text) or not paragraph.label:
            is_listing = bool(_LIST_OF.search(paragraph.text))
            continue
        formula = next((e for e in dated if e.passage.paragraph.ordinal > paragraph.ordinal), None)
        if not is_listing or formula is None:
            continue
        for start, end in chinese.titles(paragraph.text, 0, len(paragraph.text)):
            name, passage = paragraph.text[start:end], Passage(document, paragraph)
            yield replace(
                formula, name=name, passage=passage, start=start, end=end, rule="formula", number=0
            )


def _event(said: Said, passage: Passage) -> Event:
    text = passage.paragraph.text
    name = text[slice(*said.name)]
    number = _reader(passage.paragraph).number(name)
    first, last = said.period.first, said.period.last
    is_held = said.kind in _NUMBERED
    return Event(
        kind=said.kind,
        first=first,
        last=last,
        place=text[slice(*said.place)],
        name=name,
        number=number if is_held else 0,
        passage=passage,
        start=said.start,
        end=said.end,
        rule=said.rule,
    )
