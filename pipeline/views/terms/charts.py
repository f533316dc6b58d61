"""Occurrences of the forms of a concept by year, as bars."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pipeline.records import LANGS
from pipeline.records.terms import FormUse, TermLens
from pipeline.strings import Strings
from pipeline.views.drawing import PRINT, SELECTION, Ink, ramp, set_out

if TYPE_CHECKING:
    import altair as alt

DRAWN = 6
"""Forms that have a colour of their own; the rest are drawn as one."""
_YEAR, _WIDEST, _HEIGHT = 42, 620, 170
"""Points for a year, points of the widest chart in a file, and its height."""
_FEW = 8
"""Years up to which a chart has the width of its bars; beyond it fills its column."""


def by_year(use: FormUse) -> dict[str, int]:
    """Occurrences of a form by year, "" for texts without a date."""
    years: Counter[str] = Counter()
    for count in use.counts:
        years[count.year] += count.occurrences
    return dict(sorted(years.items()))


def is_dated(uses: Sequence[FormUse]) -> bool:
    """Whether any occurrence has a year."""
    return any(use.first for use in uses)


def is_wide(uses: Sequence[FormUse]) -> bool:
    """Whether there are so many years that the chart is to fill its column."""
    return len(_years(uses)) > _FEW


def year_chart(
    uses: Sequence[FormUse], say: Strings, ink: Ink = PRINT, selectable: bool = False
) -> "alt.Chart":
    """Bars of the occurrences a year of the forms of one language, stacked, the most used at the
    foot; years without any between them are gaps, undated texts are left out. With ``selectable`` a
    click on a bar tells its form and year as ``SELECTION``."""
    chart = _drawn(uses, say, ink, selectable)
    if is_wide(uses):
        fitting = {"type": "fit-x", "contains": "padding"}
        return set_out(chart.properties(autosize=fitting, width="container"), ink)
    return set_out(chart.properties(autosize="pad"), ink)


def lens_chart(lens: TermLens, say: Strings) -> "alt.VConcatChart":
    """The charts of both languages below one another: one picture for a file."""
    import altair as alt

    sides = [lens.named(lang) for lang in (LANGS if say.lang == "zh" else LANGS[::-1])]
    parts = [_drawn(uses, say, PRINT, False) for uses in sides if is_dated(uses)]
    return set_out(alt.vconcat(*parts, spacing=24).resolve_scale(color="independent"), PRINT)


def _drawn(uses: Sequence[FormUse], say: Strings, ink: Ink, selectable: bool) -> Any:
    import altair as alt

    values, shown = _bars(uses, say)
    years = _years(uses)
    bars = (
        alt.Chart(alt.Data(values=values))
        .mark_bar(cursor="pointer" if selectable else "default", stroke=ink.paper, strokeWidth=0.6)
        .encode(
            x=alt.X(
                "year:N",
                title=None,
                scale=alt.Scale(domain=years),
                axis=alt.Axis(labelAngle=0, labelOverlap=True, ticks=False),
            ),
            y=alt.Y(
                "count:Q",
                title=say("column.occurrences"),
                stack="zero",
                axis=alt.Axis(tickMinStep=1, tickCount=4),
            ),
            color=alt.Color(
                "name:N",
                title=None,
                scale=alt.Scale(domain=shown, range=ramp(len(shown), ink)),
                legend=alt.Legend(
                    orient="bottom", offset=4, columns=2, labelLimit=270, symbolType="square"
                ),
            ),
            order=alt.Order("place:Q", sort="ascending"),
            tooltip=[
                alt.Tooltip("form:N", title=say("column.form")),
                alt.Tooltip("year:N", title=say("column.year")),
                alt.Tooltip("count:Q", title=say("column.occurrences"), format=","),
            ],
        )
    )
    if selectable:
        chosen = alt.selection_point(name=SELECTION, fields=["form", "year"])
        bars = bars.add_params(chosen).encode(
            opacity=alt.condition(chosen, alt.value(1.0), alt.value(0.35))
        )
    return bars.properties(width=min(_WIDEST, max(160, _YEAR * len(years))), height=_HEIGHT)


def _years(uses: Sequence[FormUse]) -> list[str]:
    """Every year from the first to the last."""
    seen = [int(year) for use in uses for year in (use.first, use.last) if year]
    return [str(year) for year in range(min(seen), max(seen) + 1)]


def _bars(uses: Sequence[FormUse], say: Strings) -> tuple[list[dict[str, object]], list[str]]:
    """A row for each form and year, and the names by which the forms are coloured, in order."""
    dated = sorted((use for use in uses if use.first), key=lambda use: -use.occurrences)
    names = [use.form.form for use in dated[:DRAWN]]
    others = say("terms.chart.others", n=len(dated) - DRAWN)
    values: list[dict[str, object]] = [
        {
            "year": year,
            "form": use.form.form,
            "name": use.form.form if at < DRAWN else others,
            "place": min(at, DRAWN),
            "count": count,
        }
        for at, use in enumerate(dated)
        for year, count in by_year(use).items()
        if year
    ]
    return values, [*names, others] if len(dated) > DRAWN else names
