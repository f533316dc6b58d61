"""A map of a whole text for the edge of the window: a tick for each row, the longer the taller."""

from collections.abc import Container, Sequence
from typing import Literal, TypeAlias, get_args

from pipeline.strings import Strings
from pipeline.views.comparing.rows import Row
from pipeline.views.markup import tag

Tick: TypeAlias = Literal["differs", "one-sided", "moved", "judged", "heading", "text"]
"""How a row shows on the map: by the first of these that holds."""
TICKS: tuple[Tick, ...] = get_args(Tick)
_HAN_WIDTH = 2
"""Chinese characters are about twice as wide as English ones."""
_LEAST = 30
"""Characters that the shortest row counts for, so that it can still be seen."""


def text_map(rows: Sequence[Row], say: Strings, shown: Container[str] | None = None) -> str:
    """Every row of a text as a tick of an element ``nav.edge``, in order; ``data-row`` is the key
    of its row. Rows that are not among the keys ``shown`` are faint; None shows all. Two buttons
    lead to the rows before and after that stand out."""
    ticks = "".join(_tick(row, shown) for row in rows)
    standing = sum(row.stands_out for row in rows)
    said = say("map.says", rows=f"{len(rows):,}", standing=f"{standing:,}")
    view = tag("span", "", "window")  # what of the text is in sight; a script moves it
    drawn = tag("div", ticks + view, "textmap", role="img", aria_label=said)
    return tag("nav", _step(-1, say) + drawn + _step(1, say), "edge", aria_label=say("map.name"))


def tick_of(row: Row) -> Tick:
    """How the row shows on the map."""
    if row.findings:
        return "differs"
    if row.is_one_sided:
        return "one-sided"
    if row.is_moved:
        return "moved"
    if row.judgement or row.dismissed:
        return "judged"
    return "heading" if row.kind == "heading" else "text"


def breadth(row: Row) -> int:
    """The length of a row as it is printed: in English characters, of its longer side."""
    sides = len(row.words("en")), _HAN_WIDTH * len(row.words("zh"))
    return max(*sides, _LEAST)


def _tick(row: Row, shown: Container[str] | None) -> str:
    key = row.key
    classes = tick_of(row) if shown is None or key in shown else f"{tick_of(row)} off"
    return tag("i", "", classes, style=f"flex-grow:{breadth(row)}", data_row=key)


def _step(by: Literal[-1, 1], say: Strings) -> str:
    name = say("map.next" if by > 0 else "map.before")
    return tag(
        "button",
        "▼" if by > 0 else "▲",
        "step",
        type="button",
        data_step=str(by),
        aria_label=name,
        aria_keyshortcuts="n" if by > 0 else "p",
        title=name,
    )
