"""Counts by session, and where shares tend, as HTML tables."""

from collections.abc import Sequence

from pipeline.records import Measure, Tendency, TrendPoint
from pipeline.strings import Strings
from pipeline.views.markup import tag, text
from pipeline.views.names import name_of
from pipeline.views.trends.points import (
    column_names,
    columns_of,
    direction_name,
    first_values,
    totals_of,
    value_order,
)

MOST_ROWS = 40
"""Values that a table on the screen holds at most; files hold all."""


def counts_table(points: Sequence[TrendPoint], measure: Measure, say: Strings) -> str:
    """Values as rows, sessions as columns, every cell *n of N* with what of it is unresolved; the
    last row holds each N. Of many values the ``MOST_ROWS`` most frequent."""
    columns, headings, totals = columns_of(points), column_names(points, say), totals_of(points)
    shown = first_values(points, measure, MOST_ROWS)
    held = {(p.value, p.column): p for p in shown}
    head = tag("th", say(f"column.{measure}"), scope="col")
    head += "".join(
        tag("th", say("trends.session_label", session=text(headings[c])), "figure", scope="col")
        for c in columns
    )
    body = []
    for value in value_order(shown, measure, say.ladder):
        cells = tag("th", text(name_of(measure, value, say)), scope="row")
        for column in columns:
            point = held.get((value, column))
            cells += tag("td", _cell(point, say), "figure" if point else "figure zero")
        body.append(tag("tr", cells))
    foot = tag("th", say("trends.recommendations"), scope="row")
    foot += "".join(tag("td", f"{totals[c]:,}", "figure") for c in columns)
    return _table(head, "".join(body), say, tag("tfoot", tag("tr", foot)))


def _cell(point: TrendPoint | None, say: Strings) -> str:
    if point is None:
        return "–"
    label = say("trends.of", n=f"{point.count:,}", total=f"{point.total:,}")
    if point.unresolved:
        label += tag("div", say("trends.unresolved_of", count=f"{point.unresolved:,}"), "place")
    return label


def tendency_table(tendencies: Sequence[Tendency], measure: Measure, say: Strings) -> str:
    """A row a tendency: the value, *n of N* in the first and in the last half of the sessions, the
    change in percentage points, tau and p."""
    keys = (measure, "first_half", "last_half", "change", "tau", "p", "direction")
    head = "".join(
        tag("th", say(f"column.{key}"), "" if key == measure else "figure", scope="col")
        for key in keys
    )
    body = "".join(_tendency(t, measure, say) for t in tendencies)
    return _table(head, body, say)


def _tendency(t: Tendency, measure: Measure, say: Strings) -> str:
    cells = tag("th", text(name_of(measure, t.value, say)), scope="row")
    figures = (
        say("trends.of", n=f"{t.earlier:,}", total=f"{t.earlier_total:,}"),
        say("trends.of", n=f"{t.later:,}", total=f"{t.later_total:,}"),
        say("trends.points", change=_signed(100 * t.change)),
        "–" if t.tau is None else f"{t.tau:.2f}".replace("-", "−"),
        "–" if t.p is None else f"{t.p:.3f}",
        direction_name(t, say),
    )
    return tag("tr", cells + "".join(tag("td", figure, "figure move") for figure in figures))


def _signed(points: float) -> str:
    """With its sign, and with two decimals where one would hide a small change."""
    return f"{points:+.{1 if abs(points) >= 1 else 2}f}".replace("-", "−")


def _table(head: str, body: str, say: Strings, foot: str = "") -> str:
    rows = tag("thead", tag("tr", head)) + tag("tbody", body) + foot
    return tag("table", rows, "counts", say.lang)


def emerging(tendencies: Sequence[Tendency], most: int) -> tuple[Tendency, ...]:
    """The first ``most`` whose share grew: those that rise through the sessions first."""
    return tuple(t for t in tendencies if t.change > 0 and t.value != "none")[:most]


def fading(tendencies: Sequence[Tendency], most: int) -> tuple[Tendency, ...]:
    """The first ``most`` whose share shrank: those that fall through the sessions first."""
    return tuple(t for t in reversed(tendencies) if t.change < 0 and t.value != "none")[:most]
