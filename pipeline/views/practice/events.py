"""Dated events of a text: a table, every row with the passage that says so, and rows to take."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from pipeline.cite import citation
from pipeline.records import Lang, Paragraph
from pipeline.records.events import Event
from pipeline.strings import Strings
from pipeline.views.cards import cite_link, copy_buttons
from pipeline.views.markup import Span, passage, tag, text
from pipeline.views.passages import in_both
from pipeline.views.tables import frame_of
from pipeline.views.tracing import source, with_sources

if TYPE_CHECKING:
    import pandas as pd


def kind_counts(events: Iterable[Event]) -> dict[str, int]:
    """How many events of each kind there are, the most first."""
    return dict(Counter(event.kind for event in events).most_common())


def days_of(event: Event) -> str:
    """``1998-05-11``, or from the first day to the last: ``1998-05-11 – 1998-05-13``."""
    return " – ".join(dict.fromkeys((event.first, event.last)))


def events_table(events: Iterable[Event], say: Strings) -> str:
    """A row an event: its dates, kind, name and place as printed, and the passage in both
    languages, with the words that say so marked; in one where nothing of the other is held."""
    events = list(events)
    order = _languages(events, say)
    head = "".join(
        tag("th", say(f"column.{key}"), key, scope="col") for key in ("date", "event", *order)
    )
    body = "".join(_row(event, order, say) for event in events)
    rows = tag("thead", tag("tr", head)) + tag("tbody", body)
    return tag("table", rows, "register events", say.lang)


def _languages(events: Sequence[Event], say: Strings) -> tuple[Lang, ...]:
    """The languages in which passages are held, that of the interface first."""
    held = {event.passage.paragraph.lang for event in events}
    held |= {paragraph.lang for event in events for paragraph in event.counterpart}
    order: tuple[Lang, Lang] = ("zh", "en") if say.lang == "zh" else ("en", "zh")
    return tuple(lang for lang in order if lang in held)


def _row(event: Event, order: Sequence[Lang], say: Strings) -> str:
    own = event.passage.paragraph
    days = [tag("span", text(day)) for day in dict.fromkeys((event.first, event.last))]
    dates = tag("div", " – ".join(days), "figure days")
    if event.rule != "own":
        dates += tag("div", text(say(f"events.rule.{event.rule}")), "place", say.lang)
    facts = tag("div", say(f"event.{event.kind}"), "event-kind", say.lang)
    facts += "".join(
        tag("div", text(words), f"event-{key}", own.lang)
        for key, words in (("name", event.name), ("place", event.place))
        if words
    )
    cells = tag("th", dates, "date", scope="row") + tag("td", facts, "event")
    for lang in order:
        if lang == own.lang:
            cells += _side([own], [(event.start, event.end)], lang, say)
        else:
            cells += _side(event.counterpart, (), lang, say)
    return tag("tr", cells)


def _side(found: Sequence[Paragraph], spans: Sequence[Span], lang: Lang, say: Strings) -> str:
    """The passages of one language, cited; that none is held where there is none."""
    if not found:
        return tag("td", say(f"card.no_counterpart.{lang}"), f"side absent {lang}")
    cited = citation(found[0], lang)
    words = "".join(passage(p.text, lang, spans) for p in found)
    return tag(
        "td",
        tag("div", cite_link(found[0], say)) + words + copy_buttons(say) + source(found, say),
        f"side {lang}",
        data_cite=cited,
        data_lang=lang,
    )


def events_frame(events: Iterable[Event], say: Strings) -> "pd.DataFrame":
    """One row an event: days, kind, name, its ordinal, place, how it is dated, its passage."""
    found = list(events)
    records = []
    for event in found:
        own = event.passage.paragraph
        records.append(
            (
                event.first,
                event.last,
                say(f"event.{event.kind}"),
                event.name,
                str(event.number or ""),
                event.place,
                "" if event.rule == "own" else say(f"events.rule.{event.rule}"),
                citation(own, say.lang),
                own.text[event.start : event.end],
                *in_both(own, event.counterpart),
            )
        )
    keys = ("first_date", "last_date", "event", "name", "ordinal", "event_place", "dated_by")
    columns = (*keys, "citation", "words", "zh", "en")
    return with_sources(frame_of(records, columns, say), found, say)
