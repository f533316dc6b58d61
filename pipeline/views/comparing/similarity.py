"""How near every clause of one instrument is to every clause of another, as a chart."""

from typing import TYPE_CHECKING

import numpy as np

from pipeline.side_by_side import MappedTexts
from pipeline.strings import Strings
from pipeline.views.comparing.clauses import clause_name, path_of, relation_name
from pipeline.views.drawing import FONT, PRINT, SELECTION, Ink, hexadecimal

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

_CELLS = 6_000
"""Cells that a browser draws at once without a wait; the nearest are kept."""
_WIDTH = 470
_STEPS = (6, 14)
"""Pixels of the whole map and, at least and at most, of a clause."""


def similarity_frame(mapped: MappedTexts, say: Strings) -> "pd.DataFrame":
    """One row a cell: ``key`` (``art.18~art.40``), both clauses by position and name, similarity,
    and the relation, ``""`` where the two do not correspond. The nearest cells where there are too
    many to draw, and every pair."""
    import pandas as pd

    found = mapped.map
    linked = {(p.first, p.second): p for p in found.pairs}
    table = found.similarity
    order = np.argsort(table, axis=None, kind="stable")[::-1][:_CELLS]
    cells = {(int(k) // table.shape[1], int(k) % table.shape[1]) for k in order} | set(linked)
    first = [clause_name(mapped, "first", i, say) for i in range(len(found.first))]
    second = [clause_name(mapped, "second", j, say) for j in range(len(found.second))]
    return pd.DataFrame(
        [
            (
                f"{path_of(found.first[i])}~{path_of(found.second[j])}",
                i,
                j,
                first[i],
                second[j],
                float(table[i, j]),
                relation_name(linked[i, j], say) if (i, j) in linked else "",
            )
            for i, j in sorted(cells)
        ],
        columns=["key", "row", "column", "first", "second", "similarity", "relation"],
    )


def similarity_chart(
    mapped: MappedTexts, say: Strings, ink: Ink = PRINT, selectable: bool = False
) -> "alt.Chart":
    """The cells as a map, the darker the nearer, pairs framed; with ``selectable`` a click on a
    cell tells its ``key`` as ``SELECTION``."""
    import altair as alt

    frame = similarity_frame(mapped, say)
    columns, rows = len(mapped.map.second), len(mapped.map.first)
    step = min(max(_WIDTH // max(1, columns), _STEPS[0]), _STEPS[1])
    x = alt.X(
        "column:O",
        title=say("clauses.second"),
        scale=alt.Scale(domain=list(range(columns))),
        axis=_axis([c.number[-1] for c in mapped.map.second]),
    )
    y = alt.Y(
        "row:O",
        title=say("clauses.first"),
        scale=alt.Scale(domain=list(range(rows))),
        axis=_axis([c.number[-1] for c in mapped.map.first]),
    )
    tooltip = _tooltip(say)
    cells = (
        alt.Chart(frame)
        .mark_rect(cursor="pointer" if selectable else "default")
        .encode(
            x=x,
            y=y,
            tooltip=tooltip,
            color=alt.Color(
                "similarity:Q",
                title=say("column.similarity"),
                scale=alt.Scale(
                    domain=[0.1, 0.9], range=[ink.paper, hexadecimal(ink.strong)], clamp=True
                ),
                legend=alt.Legend(orient="top", gradientLength=160, format=".1f"),
            ),
        )
    )
    if selectable:
        cells = cells.add_params(alt.selection_point(name=SELECTION, fields=["key"]))
    framed = (
        alt.Chart(frame[frame["relation"] != ""])
        .mark_rect(fill=None, stroke=ink.text, strokeWidth=1.2)
        .encode(x=x, y=y, tooltip=tooltip)
    )
    chart = alt.layer(cells, framed).properties(width=alt.Step(step), height=alt.Step(step))
    return chart.configure(font=FONT, background=ink.paper).configure_view(stroke=None)


def _tooltip(say: Strings) -> list["alt.Tooltip"]:
    """Both clauses, how near they are and what they are to each other."""
    import altair as alt

    return [
        alt.Tooltip("first:N", title=say("clauses.first")),
        alt.Tooltip("second:N", title=say("clauses.second")),
        alt.Tooltip("similarity:Q", title=say("column.similarity"), format=".2f"),
        alt.Tooltip("relation:N", title=say("clauses.relation")),
    ]


def _axis(numbers: list[str]) -> "alt.Axis":
    """Clauses by the last part of their number: 18 for ``art.18``."""
    import altair as alt

    printed = [number.rpartition(".")[2] for number in numbers]
    named = ",".join(f"'{_plain(number)}'" for number in printed)
    return alt.Axis(
        labelExpr=f"[{named}][datum.value]", labelOverlap="greedy", labelFontSize=9, ticks=False
    )


def _plain(number: str) -> str:
    """A number without signs that would end a string of the chart's own language."""
    return "".join(c for c in number if c.isalnum() or c in "-()")
