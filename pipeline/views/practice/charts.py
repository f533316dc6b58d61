"""Passages by year as bars, and the events of a text on a line of time."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from pipeline.cite import citation
from pipeline.records.events import Event
from pipeline.strings import Strings
from pipeline.views.drawing import PRINT, SELECTION, Ink, hexadecimal, set_out
from pipeline.views.practice.events import days_of, kind_counts

if TYPE_CHECKING:
    import altair as alt

_BAR, _ROW, _AXIS = 56, 24, 40
"""Points for a year, for a kind of event, and for the dates below the line."""
_WIDTH = 900
_DAYS_UP_TO, _MONTHS_UP_TO, _YEARS_TOLD = 3, 5, 40
"""Months that are told by days, years that are told by months, years that each have a date."""
_TO_THE_MONTH = len("1998-05")


def year_bars(
    counts: Mapping[str, int], say: Strings, ink: Ink = PRINT, selectable: bool = False
) -> "alt.LayerChart":
    """``counts`` of passages by year as bars, years without any between them as gaps, undated ones
    ("") left out. With ``selectable`` a click on a bar tells its year as ``SELECTION``."""
    import altair as alt

    dated = {int(year): count for year, count in counts.items() if year}
    years = [str(y) for y in range(min(dated), max(dated) + 1)] if dated else []
    values = [{"year": str(year), "count": count} for year, count in dated.items()]
    base = alt.Chart(alt.Data(values=values)).encode(
        x=alt.X(
            "year:N",
            title=None,
            scale=alt.Scale(domain=years),
            axis=alt.Axis(labelAngle=0, labelOverlap=True, ticks=False),
        ),
        y=alt.Y("count:Q", title=say("column.passages"), axis=alt.Axis(tickMinStep=1, tickCount=4)),
        tooltip=[
            alt.Tooltip("year:N", title=say("networks.year")),
            alt.Tooltip("count:Q", title=say("column.passages"), format=","),
        ],
    )
    bars = base.mark_bar(color=hexadecimal(ink.strong), cursor="pointer")
    if selectable:
        chosen = alt.selection_point(name=SELECTION, fields=["year"])
        bars = bars.add_params(chosen).encode(
            opacity=alt.condition(chosen, alt.value(1.0), alt.value(0.35))
        )
    figures = base.mark_text(dy=-7, fontSize=11, color=ink.text).encode(
        text=alt.Text("count:Q", format=",")
    )
    width = min(_WIDTH, max(_BAR, _BAR * len(years)))
    return set_out(alt.layer(bars, figures).properties(width=width, height=150), ink)


def events_chart(events: Sequence[Event], say: Strings, ink: Ink = PRINT) -> "alt.LayerChart":
    """The events from left to right, a row for each kind: a mark for a day, a bar for days, a month
    or a year."""
    import altair as alt

    kinds = [say(f"event.{kind}") for kind in kind_counts(events)]
    values = [
        {
            "kind": say(f"event.{event.kind}"),
            "start": f"{_day(event.first, first=True)}T00:00:00",
            "end": f"{_day(event.last, first=False)}T23:59:59",
            "days": days_of(event),
            "name": event.name or event.passage.paragraph.text[event.start : event.end],
            "place": event.place,
            "citation": citation(event.passage.paragraph, say.lang),
        }
        for event in events
    ]
    told = {"days": "date", "kind": "event", "name": "name", "place": "event_place"}
    base = alt.Chart(alt.Data(values=values)).encode(
        x=alt.X(
            "start:T",
            title=None,
            scale=alt.Scale(nice=True),
            axis=_axis(events),
        ),
        y=alt.Y(
            "kind:N",
            sort=kinds,
            title=None,
            axis=alt.Axis(labelLimit=300, labelOverlap=False, ticks=False),
        ),
        tooltip=[
            alt.Tooltip(f"{field}:N", title=say(f"column.{key}"))
            for field, key in (*told.items(), ("citation", "citation"))
        ],
    )
    colour = hexadecimal(ink.strong)
    spans = base.mark_rule(strokeWidth=6, opacity=0.45, color=colour).encode(x2="end:T")
    marks = base.mark_point(shape="circle", filled=True, size=55, opacity=0.75, color=colour)
    height = _ROW * len(kinds) + _AXIS
    return set_out(alt.layer(spans, marks).properties(width=_WIDTH, height=height), ink)


def _axis(events: Sequence[Event]) -> "alt.Axis":
    """The dates below the line: days within a season, months within a few years, years."""
    import altair as alt

    dates = [date for event in events for date in (event.first, event.last)]
    years = max(int(d[:4]) for d in dates) - min(int(d[:4]) for d in dates)
    fine = all(len(date) > _TO_THE_MONTH for date in dates)
    if fine and len({date[:7] for date in dates}) < _DAYS_UP_TO:
        interval, form, step = "day", "%Y-%m-%d", 1
    elif years < _MONTHS_UP_TO:
        interval, form, step = "month", "%Y-%m", 1
    else:
        interval, form, step = "year", "%Y", 1 + years // _YEARS_TOLD
    return alt.Axis(
        format=form,
        tickCount=alt.TimeIntervalStep(interval=interval, step=step),
        labelOverlap=True,
        labelFlush=False,
    )


def _day(date: str, *, first: bool) -> str:
    """The first or the last day of a date as precise as ``1998``, ``1998-05`` or ``1998-05-11``."""
    parts = date.split("-")
    if len(parts) == 1:
        parts.append("01" if first else "12")
    if len(parts) == 2:
        year, month = int(parts[0]), int(parts[1])
        parts.append("01" if first else f"{monthrange(year, month)[1]:02}")
    return "-".join(parts)
