"""The command that counts recommendations through the sessions."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.options import (
    DEFAULT_INDEX,
    AsJson,
    By,
    Index,
    Many,
    Status,
    one_form,
    print_json,
    print_lines,
    tell,
)
from pipeline.cli.tabular import AsCsv, Xlsx, print_csv, write_xlsx
from pipeline.errors import InputError, TongwenError
from pipeline.records import Measure

if TYPE_CHECKING:
    from pipeline.collection import Collection
    from pipeline.records import Tendency, TrendPoint

POINT_COLUMNS = (
    *("body", "session", "opened", "status", "measure", "value", "name", "count"),
    *("total", "low", "high", "few", "unresolved"),
)
TENDENCY_COLUMNS = (
    *("body", "measure", "value", "name", "sessions", "earlier", "earlier_total"),
    *("later", "later_total", "tau", "p", "direction"),
)
_MOVES = 5
"""Rising and falling values of a body that are printed for each measure."""


def trends(
    index: Index = DEFAULT_INDEX,
    by: Annotated[
        By | None, typer.Option(help="One measure; without it all but novelty, which takes long.")
    ] = None,
    body: Annotated[Many, typer.Option(help="Code of a body; may be repeated.")] = None,
    session: Annotated[Many, typer.Option(help="A session; may be repeated.")] = None,
    status: Annotated[
        Status | None, typer.Option(help="Texts of this status; without it all, drafts apart.")
    ] = None,
    tendencies: Annotated[
        bool, typer.Option("--tendencies", help="Where shares tend, in place of the counts.")
    ] = False,
    as_csv: AsCsv = False,
    as_json: AsJson = False,
    chart: Annotated[
        Path | None, typer.Option(help="File for a chart of one measure and body: .svg or .png.")
    ] = None,
    xlsx: Xlsx = None,
) -> None:
    """Count recommendations per session, and say where shares rise or fall."""
    from pipeline.collection import Collection
    from pipeline.trend import MEASURES
    from pipeline.trend import tendencies as tend

    one_form(json=as_json, csv=as_csv)
    measures: list[Measure] = [by.value] if by else [m for m in MEASURES if m != "novelty"]
    with Collection.open(index) as held:
        points = _points(held, measures, body, session, status)
        ladder = held.ladder().codes
    moves = [t for m in measures for t in tend(p for p in points if p.measure == m)]
    rows = [_tendency_row(t) for t in moves] if tendencies else [_point_row(p) for p in points]
    columns = TENDENCY_COLUMNS if tendencies else POINT_COLUMNS
    if chart:
        _draw(chart, points, moves, ladder)
        tell(f"{chart}: drawn")
    if xlsx:
        write_xlsx(xlsx, "trends", columns, rows)
        tell(f"{xlsx}: {len(rows)} rows")
    if as_json:
        print_json(rows)
    elif as_csv:
        print_csv(columns, rows)
    elif not chart and not xlsx:
        print_lines([] if tendencies else map(_point_line, points))
        print_lines(_tendency_lines(moves, every=tendencies))
        if not points:
            tell("no recommendation to count")


def _points(
    held: "Collection",
    measures: "Sequence[Measure]",
    body: Many,
    session: Many,
    status: Status | None,
) -> "list[TrendPoint]":
    """The counts asked for. Raises TongwenError for a body or session of which none is held."""
    from pipeline.search import Filters

    headings = held.documents()
    for name, asked, known in (
        ("body", body, {h.body for h in headings}),
        ("session", session, {h.session for h in headings}),
    ):
        missing = sorted(set(asked or ()) - known)
        if missing:
            raise TongwenError(f"{missing[0]}: no such {name} is held; there are {_some(known)}")
    filters = Filters(body=tuple(body or ()), session=tuple(session or ()))
    wanted = status.value if status else ""
    return [p for m in measures for p in held.trends(m, filters, status=wanted)]


def _some(known: set[str]) -> str:
    return ", ".join(sorted(filter(None, known))[:20]) or "none"


def _draw(
    path: Path,
    points: "Sequence[TrendPoint]",
    moves: "Sequence[Tendency]",
    ladder: tuple[str, ...],
) -> None:
    """Write a chart of the points, which must be of one measure and body."""
    from pipeline.exchange.whole import write_whole
    from pipeline.strings import Strings
    from pipeline.views.drawing import can_draw_files, png_bytes, svg_bytes
    from pipeline.views.trends.courses import values_to_follow, whole_chart
    from pipeline.views.trends.tables import emerging, fading

    if path.suffix.lower() not in {".svg", ".png"}:
        raise InputError(str(path), "name a file that ends in .svg or .png")
    if not can_draw_files():
        raise InputError(str(path), "charts are drawn by vl-convert-python, which is missing")
    kinds = sorted({(p.body, p.measure) for p in points})
    if len(kinds) != 1:
        shown = ", ".join(f"{body} by {measure}" for body, measure in kinds[:6]) or "nothing"
        raise typer.BadParameter(f"a chart shows one body and measure (--body, --by), not {shown}")
    measure = points[0].measure
    moving = [t.value for half in (emerging, fading) for t in half(moves, 3)]
    follow = values_to_follow(points, measure, moving, ladder)
    drawn = whole_chart(points, measure, follow, Strings("en", ladder=ladder))
    write_whole(path, svg_bytes(drawn) if path.suffix.lower() == ".svg" else png_bytes(drawn))


def _name(measure: Measure, value: str) -> str:
    from pipeline.strings import Strings
    from pipeline.views.names import name_of

    return name_of(measure, value, Strings("en"))


def _shown(measure: Measure, value: str) -> str:
    """A value in a line for a terminal: a number of the thesaurus with its name."""
    is_number = measure == "concept" and value != "none"
    return f"{value} {_name(measure, value)}" if is_number else value


def _point_row(p: "TrendPoint") -> dict[str, Any]:
    values = (
        *(p.body, p.session, p.opened, "draft" if p.is_draft else "", p.measure, p.value),
        *(_name(p.measure, p.value), p.count, p.total),
        *(round(p.low, 4), round(p.high, 4), p.is_few, p.unresolved),
    )
    return dict(zip(POINT_COLUMNS, values, strict=True))


def _point_line(p: "TrendPoint") -> str:
    notes = [
        *(["draft"] if p.is_draft else []),
        *([f"{p.unresolved} unresolved"] if p.unresolved else []),
        *(["few"] if p.is_few else []),
    ]
    line = f"{p.body}  {p.session}  {p.opened}  {p.measure}  {_shown(p.measure, p.value)}"
    line = f"{line}  {p.count} of {p.total}"
    return f"{line}  ({', '.join(notes)})" if notes else line


def _tendency_row(t: "Tendency") -> dict[str, Any]:
    values = asdict(t) | {"name": _name(t.measure, t.value)}
    for name in ("tau", "p"):
        values[name] = None if values[name] is None else round(values[name], 4)
    return {column: values[column] for column in TENDENCY_COLUMNS}


def _tendency_lines(moves: "Sequence[Tendency]", every: bool) -> list[str]:
    """All tendencies, or those that rise or fall most of each body and measure."""
    from pipeline.views.trends.tables import emerging, fading

    lines = []
    for body, measure in dict.fromkeys((t.body, t.measure) for t in moves):
        own = [t for t in moves if (t.body, t.measure) == (body, measure)]
        if own[0].sessions < 2:
            lines.append(f"── {body} by {measure}: 1 session, nothing to compare ──")
            continue
        shown = own if every else [*emerging(own, _MOVES), *fading(own, _MOVES)[::-1]]
        lines.append(
            f"── {body} by {measure}: {own[0].sessions} sessions, first half and last half;"
            " descriptive ──"
        )
        for t in shown:
            test = "" if t.p is None else f"  tau {t.tau:.2f}, p {t.p:.3f}"
            halves = f"{t.earlier} of {t.earlier_total} > {t.later} of {t.later_total}"
            lines.append(
                f"{_shown(t.measure, t.value)}  {halves}  ({100 * t.change:+.1f} points)"
                f"{test}  {t.direction}"
            )
    return lines
