"""Which passages of an index count."""

import re
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import TongwenError, UnknownSymbol
from pipeline.records import Heading, Lang, Role
from pipeline.search.query import tight_symbol
from pipeline.store.reading import Store
from pipeline.store.rows import day_number

Mask: TypeAlias = NDArray[np.bool_]
"""One truth a row: whether the passage may be shown."""

_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True, slots=True)
class Filters:
    """Which passages count; an empty field lets all pass, several values any of them.

    Without ``role`` the content roles count. ``body`` holds codes, ``symbol`` symbols in any
    spelling; dates are ISO 8601, may stop at the year or month, and are inclusive; a document
    without a date passes no date.
    """

    lang: tuple[Lang, ...] = ()
    body: tuple[str, ...] = ()
    session: tuple[str, ...] = ()
    symbol: tuple[str, ...] = ()
    role: tuple[Role, ...] = ()
    date_from: str = ""
    date_to: str = ""


def documents_passing(store: Store, filters: Filters) -> frozenset[int] | None:
    """Ids of the documents that pass all but ``role``; None where every one does.

    Raises UnknownSymbol for a symbol that is not held, TongwenError for a date that is none.
    """
    if filters == Filters(role=filters.role):
        return None
    headings = store.headings()
    symbols = {tight_symbol(symbol) for symbol in filters.symbol}
    held = {tight_symbol(h.symbol) for h in headings.values()} if symbols else set()
    if symbols - held:
        raise UnknownSymbol(f"{min(symbols - held)}: no document of that symbol is held")
    first, last = _day(filters.date_from, "0"), _day(filters.date_to, "9")

    def passes(heading: Heading) -> bool:
        day = day_number(heading.date)
        return (
            (not filters.lang or heading.lang in filters.lang)
            and (not filters.body or heading.body in filters.body)
            and (not filters.session or heading.session in filters.session)
            and (not symbols or tight_symbol(heading.symbol) in symbols)
            and day >= first
            and (not last or 0 < day <= last)
        )

    return frozenset(key for key, heading in headings.items() if passes(heading))


def _day(date: str, missing: str) -> int:
    """A date to filter by as a number, 0 for none given; TongwenError for what is no date."""
    if not date:
        return 0
    if not _DATE.fullmatch(date):
        raise TongwenError(f"{date}: a date is written 2012, 2012-11 or 2012-11-14")
    return day_number(date, missing)
