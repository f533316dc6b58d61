"""Bodies, networks and tools that the texts name: all with their counts, and one by date."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.cite import citation
from pipeline.records import LANGS, Lang
from pipeline.records.networks import (
    NameCount,
    Network,
    NetworkCandidate,
    NetworkCount,
    NetworkMention,
)
from pipeline.strings import Strings
from pipeline.views.cards import cite_link, copy_buttons
from pipeline.views.markup import passage, tag, text
from pipeline.views.names import name_of
from pipeline.views.passages import in_both, passage_card
from pipeline.views.tables import frame_of
from pipeline.views.tracing import source, with_sources

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class NamedNetwork:
    """A network with its passages, in all and by body, the most first; ``first`` and ``last`` are
    years, "" where no session that names it is dated."""

    network: Network
    passages: int
    bodies: tuple[tuple[str, int], ...]
    first: str
    last: str


def named_networks(counts: Iterable[NetworkCount]) -> tuple[NamedNetwork, ...]:
    """The networks of ``counts``, which stand together, in their order."""
    return tuple(
        _named(network, list(rows)) for network, rows in groupby(counts, key=lambda c: c.network)
    )


def _named(network: Network, rows: Sequence[NetworkCount]) -> NamedNetwork:
    bodies: Counter[str] = Counter()
    for row in rows:
        bodies[row.body] += row.passages
    years = sorted({row.opened[:4] for row in rows} - {""})
    first, last = (years[0], years[-1]) if years else ("", "")
    ordered = sorted(bodies.items(), key=lambda item: (-item[1], item[0]))
    return NamedNetwork(network, sum(bodies.values()), tuple(ordered), first, last)


def both_names(network: Network, say: Strings) -> str:
    """Its official names, that in the interface language first."""
    order: tuple[Lang, Lang] = ("zh", "en") if say.lang == "zh" else ("en", "zh")
    return " · ".join(dict.fromkeys(network.title(lang) for lang in order))


def networks_table(named: Iterable[NamedNetwork], say: Strings) -> str:
    """A row a network: its names, kind, passages, bodies and years; a button asks for it."""
    keys = ("name", "network_kind", "passages", "by_body", "years")
    figures = {"passages", "years"}
    head = "".join(
        tag("th", say(f"column.{key}"), "figure" if key in figures else key, scope="col")
        for key in keys
    )
    body = "".join(_network_row(one, say) for one in named)
    rows = tag("thead", tag("tr", head)) + tag("tbody", body)
    return tag("table", rows, "held networks", say.lang)


def _network_row(named: NamedNetwork, say: Strings) -> str:
    network = named.network
    own = say.lang
    other: Lang = "en" if own == "zh" else "zh"
    label = tag("bdi", text(network.title(own)), lang=own)
    name = tag("button", label, "copy opens", type="button", data_ask=network.code)
    if network.title(other) != network.title(own):
        name += tag("div", text(network.title(other)), "place", other)
    bodies = say("list.comma").join(
        f"{name_of('body', body, say)} {count:,}" for body, count in named.bodies
    )
    cells = tag("th", name, "name", scope="row")
    cells += tag("td", say(f"network.{network.kind}"))
    cells += tag("td", f"{named.passages:,}", "figure")
    cells += tag("td", text(bodies), "by_body")
    return tag("tr", cells + tag("td", text(_years(named.first, named.last)), "figure"))


def _years(first: str, last: str) -> str:
    return "–".join(dict.fromkeys(filter(None, (first[:4], last[:4])))) or "–"


def names_table(names: Iterable[NameCount], say: Strings) -> str:
    """A row a name: its language, the passages that have it, and its first and last date."""
    keys = ("name", "language", "passages", "first_date", "last_date")
    figures = {"passages", "first_date", "last_date"}
    head = "".join(
        tag("th", say(f"column.{key}"), "figure" if key in figures else "", scope="col")
        for key in keys
    )
    body = ""
    for one in names:
        cells = tag("th", text(one.name.name), "", one.name.lang, scope="row")
        cells += tag("td", say(f"language.{one.name.lang}"))
        cells += tag("td", f"{one.passages:,}", "figure" if one.passages else "figure zero")
        cells += "".join(tag("td", text(date or "–"), "figure") for date in (one.first, one.last))
        body += tag("tr", cells)
    return tag(
        "table", tag("thead", tag("tr", head)) + tag("tbody", body), "counts names", say.lang
    )


def mention_cards(mentions: Iterable[NetworkMention], say: Strings) -> str:
    """Each passage that names a network as a card, its names marked in both languages."""
    return "".join(
        passage_card(
            one.passage, one.spans, one.counterpart, one.counterpart_spans, _named_as(one, say), say
        )
        for one in mentions
    )


def _named_as(mention: NetworkMention, say: Strings) -> str:
    """The names in the passage and, where there are any, those in its counterpart."""
    sides = [say("list.comma").join(n) for n in (mention.names, mention.counterpart_names) if n]
    return tag("div", text(" = ".join(sides)), "why")


def year_of(mention: NetworkMention) -> str:
    """The year of the passage's document, "" for one without a date."""
    return mention.passage.document.date[:4]


def year_counts(mentions: Iterable[NetworkMention]) -> dict[str, int]:
    """How many passages each year has, in order; those without a date as "" and first."""
    counts = Counter(map(year_of, mentions))
    return {year: counts[year] for year in sorted(counts)}


def candidates_table(candidates: Iterable[NetworkCandidate], say: Strings) -> str:
    """A row a name: its language, how many passages have it, and the first of them."""
    keys = ("name", "language", "passages", "example")
    head = "".join(
        tag("th", say(f"column.{key}"), "figure" if key == "passages" else key, scope="col")
        for key in keys
    )
    body = ""
    for one in candidates:
        paragraph = one.example.paragraph
        cited = citation(paragraph, paragraph.lang)
        start = paragraph.text.find(one.name)
        spans = [(start, start + len(one.name))] if start >= 0 else []
        words = passage(paragraph.text, paragraph.lang, spans)
        line = tag("div", cite_link(paragraph, say))
        cells = tag("th", text(one.name), "name", one.lang, scope="row")
        cells += tag("td", say(f"language.{one.lang}")) + tag("td", f"{one.passages:,}", "figure")
        cells += tag(
            "td",
            line + words + copy_buttons(say) + source([paragraph], say),
            "side",
            data_cite=cited,
            data_lang=paragraph.lang,
        )
        body += tag("tr", cells)
    rows = tag("thead", tag("tr", head)) + tag("tbody", body)
    return tag("table", rows, "held networks", say.lang)


def networks_frame(counts: Iterable[NetworkCount], say: Strings) -> "pd.DataFrame":
    """One row a network, body and session with its passages."""
    records = [
        (
            c.network.code,
            say(f"network.{c.network.kind}"),
            *(c.network.title(lang) for lang in LANGS),
            name_of("body", c.body, say),
            c.session,
            c.opened,
            c.passages,
        )
        for c in counts
    ]
    keys = ("code", "network_kind", "zh", "en", "body", "session", "opened", "passages")
    return frame_of(records, keys, say)


def mentions_frame(mentions: Iterable[NetworkMention], say: Strings) -> "pd.DataFrame":
    """One row a passage by date: its document, both texts, the names in both."""
    found = list(mentions)
    records = []
    for one in found:
        paragraph, document = one.passage.paragraph, one.passage.document
        records.append(
            (
                document.date,
                citation(paragraph, say.lang),
                document.title,
                document.body,
                document.session,
                document.status,
                "; ".join(one.names),
                "; ".join(one.counterpart_names),
                *in_both(paragraph, one.counterpart),
            )
        )
    keys = ("date", "citation", "title", "body", "session", "status")
    columns = (*keys, "names", "counterpart_names", "zh", "en")
    return with_sources(frame_of(records, columns, say), found, say)


def candidates_frame(candidates: Iterable[NetworkCandidate], say: Strings) -> "pd.DataFrame":
    """One row a name with its passages and the first of them."""
    records = [
        (
            one.name,
            say(f"language.{one.lang}"),
            one.passages,
            citation(one.example.paragraph, say.lang),
            one.example.paragraph.text,
        )
        for one in candidates
    ]
    return frame_of(records, ("name", "language", "passages", "citation", "passage"), say)
