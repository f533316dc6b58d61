"""What is held as tables on the page, every number and symbol a link, and as files to take away."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from pipeline.records import LANGS, Heading, Lang
from pipeline.strings import Strings
from pipeline.views.addresses import address_of, document_address, link
from pipeline.views.corpus.holdings import (
    HAVINGS,
    NONE,
    Count,
    known,
    numbers_missing,
    symbols_missing,
    total,
)
from pipeline.views.corpus.series import Series, spans
from pipeline.views.markup import tag, text
from pipeline.views.names import name_of
from pipeline.views.tables import PRINTED, frame_of, printed

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.collection import Holding

_RUNS = 12
"""Runs of missing numbers that a line of the table names; the list behind it names all."""


def counts_table(counts: Sequence[Count], say: Strings) -> str:
    """A row a body and session, each number a link to the list of just those texts."""
    heads = [tag("th", say(f"column.{key}"), scope="col") for key in ("body", "session")]
    heads += [
        tag("th", say(f"corpus.having.{having or 'any'}"), "figure", scope="col")
        for having in HAVINGS
    ]
    rows = []
    for count in counts:
        place = {"body": count.body or NONE, "session": count.session or NONE}
        named = name_of("body", count.body, say)
        rows.append(_counts_row(text(named), count, say, place))
    foot = tag("tfoot", _counts_row(say("corpus.all"), total(counts), say, {}))
    body = tag("thead", tag("tr", "".join(heads))) + tag("tbody", "".join(rows)) + foot
    return tag("table", body, "held holdings", say.lang)


def _counts_row(named: str, count: Count, say: Strings, place: Mapping[str, str]) -> str:
    cells = tag("th", named, scope="row") + tag("td", text(count.session), "session")
    for having in HAVINGS:
        number = count.of(having)
        if not number:  # nothing to list
            cells += tag("td", "0", "figure none")
            continue
        address = address_of("corpus", say, view="texts", **place, held=having)
        missing = having.startswith("no-")
        cells += tag("td", link(f"{number:,}", address), "figure missing" if missing else "figure")
    return tag("tr", cells)


def texts_table(held: Iterable["Holding"], say: Strings) -> str:
    """A row a text: its symbol and its title in each language that is held, each a link to the
    text; body, session and date, and what its head says of it."""
    rows = list(held)
    more = [key for key, shown in zip(PRINTED, _any_printed(rows, say), strict=True) if shown]
    order: tuple[Lang, Lang] = ("zh", "en") if say.lang == "zh" else ("en", "zh")
    keys = ("symbol", *order, "body", "session", "date", *more)
    head = "".join(tag("th", say(f"column.{key}"), key, scope="col") for key in keys)
    body = "".join(_text_row(holding, order, more, say) for holding in rows)
    return tag("table", tag("thead", tag("tr", head)) + tag("tbody", body), "held texts", say.lang)


def _any_printed(held: Sequence["Holding"], say: Strings) -> tuple[bool, ...]:
    found = [printed(by_language(holding), say) for holding in held]
    return tuple(any(cells[at] for cells in found) for at in range(len(PRINTED)))


def by_language(holding: "Holding") -> dict[Lang, Heading]:
    """The headings of a text by language."""
    return {h.lang: h for h in (holding.zh, holding.en) if h}


def _text_row(
    holding: "Holding", order: tuple[Lang, Lang], more: Sequence[str], say: Strings
) -> str:
    held, some = by_language(holding), known(holding)
    first = say.lang if say.lang in held else some.lang
    symbol = link(text(holding.symbol), document_address(holding.symbol, say, first))
    cells = tag("th", symbol, "symbol", scope="row")
    for lang in order:
        if heading := held.get(lang):
            title = text(heading.title or heading.symbol)
            inner = link(title, document_address(holding.symbol, say, lang))
            cells += tag("td", inner, f"title {lang}", lang)
        else:
            cells += tag("td", say("corpus.not_held"), "title absent")
    cells += tag("td", text(name_of("body", some.body, say)))
    cells += tag("td", text(some.session), "session") + tag("td", text(some.date), "date")
    values = dict(zip(PRINTED, printed(held, say), strict=True))
    return tag("tr", cells + "".join(tag("td", text(values[key])) for key in more))


def series_table(found: Sequence[Series], say: Strings) -> str:
    """A row a series: its lowest and highest number held, how many are held and missing, and which
    are missing; numbers and stems lead to the texts."""
    keys = ("series", "lowest", "highest", "numbers_held", "numbers_missing", "no_zh", "no_en")
    figures = keys[1:]
    head = "".join(
        tag("th", say(f"column.{key}"), "figure" if key in figures else "", scope="col")
        for key in keys
    ) + tag("th", say("column.which_missing"), scope="col")
    body = "".join(_series_row(series, say) for series in found)
    return tag("table", tag("thead", tag("tr", head)) + tag("tbody", body), "held series", say.lang)


def _series_row(series: Series, say: Strings) -> str:
    def listed(number: int, **fields: str) -> str:
        if not number:
            return tag("td", "0", "figure none")
        address = address_of("corpus", say, view="texts", series=series.key, **fields)
        return tag("td", link(f"{number:,}", address), "figure")

    whole = address_of("corpus", say, view="texts", series=series.key)
    cells = tag("th", link(text(f"{series.key}…"), whole), "symbol", scope="row")
    for number in (series.held[0], series.held[-1]):
        cells += tag("td", str(number), "figure")
    cells += listed(len(series.held))
    cells += tag("td", f"{len(series.missing):,}", "figure")
    cells += listed(len(numbers_missing(series, "zh")), held="no-zh")
    cells += listed(len(numbers_missing(series, "en")), held="no-en")
    return tag("tr", cells + tag("td", _runs(series, say), "which"))


def _runs(series: Series, say: Strings) -> str:
    """The missing numbers as runs; those beyond the first few open on demand."""
    runs = [f"{a}" if a == b else f"{a}–{b}" for a, b in spans(series.missing)]
    comma = say("list.comma")
    first = text(comma.join(runs[:_RUNS]))
    if len(runs) <= _RUNS:
        return first
    more = tag("summary", say("corpus.more_runs", n=len(runs) - _RUNS))
    return first + tag("details", more + tag("div", text(comma.join(runs[_RUNS:]))))


def counts_frame(counts: Sequence[Count], say: Strings) -> "pd.DataFrame":
    """A row a body and session, with a column for each number of ``counts_table``."""
    import pandas as pd

    names = [say(f"corpus.having.{having or 'any'}") for having in HAVINGS]
    rows = [
        (name_of("body", c.body, say), c.session, *(c.of(having) for having in HAVINGS))
        for c in counts
    ]
    return pd.DataFrame(rows, columns=[say("column.body"), say("column.session"), *names])


def series_frame(found: Sequence[Series], say: Strings) -> "pd.DataFrame":
    """A row a number that is missing between two that are held: in both languages, or in one."""
    rows: list[tuple[object, ...]] = []
    for series in found:
        rows += [(symbol, say("corpus.missing_both")) for symbol in symbols_missing(series)]
        for lang in LANGS:
            gone = say(f"corpus.having.no-{lang}")
            rows += [(f"{series.stem}{n}", gone) for n in numbers_missing(series, lang)]
    return frame_of(rows, ("symbol", "which_missing"), say)
