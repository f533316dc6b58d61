"""Who is named how often, and every passage that names one body, network, programme or tool.

The full text says which passages may hold a name; the passages are then read, since an abbreviation
counts only in its own capitals and a name inside a longer one does not count (``network_names``).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.errors import TongwenError
from pipeline.preparation.networks.names import (
    Named,
    around,
    every_name,
    names_in,
    networks_of,
)
from pipeline.records import LANGS, Heading, Lang, Paragraph
from pipeline.records.lineage import Passage
from pipeline.records.networks import (
    NameCount,
    Network,
    NetworkCount,
    NetworkMention,
    NetworkName,
    NetworkTimeline,
)
from pipeline.records.paragraphs import CONTENT_ROLES
from pipeline.state import State
from pipeline.store.columns import chunks, marks
from pipeline.store.fulltext import FullText
from pipeline.store.reading import Store

_OFFERED = 5


@dataclass(frozen=True, slots=True)
class _Held:
    """A passage that names something: its id, document, text and the names in it."""

    document: int
    text: str
    named: tuple[Named, ...]


def network_counts(state: State) -> tuple[NetworkCount, ...]:
    """How many passages of each session name which network: the most named network first, its
    sessions by body and date. Networks that nothing names are left out."""
    return state.once("networks", "", lambda: _counted(state.store))


def network_named(name: str, networks: Sequence[Network]) -> Network:
    """The network of that code or name, in any capitals; else the only one with a name that holds
    ``name``. Raises TongwenError where there is none, or more than one."""
    wanted = " ".join(name.split()).casefold()
    exact = [
        n
        for n in networks
        if wanted == n.code.casefold() or wanted in {one.name.casefold() for one in n.names}
    ]
    has_letters = any(sign.isalnum() for sign in wanted)  # a dash stands in many names
    part = [
        n for n in networks if has_letters and any(wanted in m.name.casefold() for m in n.names)
    ]
    found = exact or part
    if not found:
        raise TongwenError(
            f"{name.strip() or 'no name'}: no body, network or tool of that name is listed;"
            " tongwen networks lists those that are named"
        )
    if len(found) > 1:
        codes = ", ".join(n.code for n in found[:_OFFERED])
        raise TongwenError(f"{name}: stands in the names of {len(found)}: {codes}; name one")
    return found[0]


def network_timeline(
    state: State, name: str, lang: Lang | None = None, first: Lang = "en"
) -> NetworkTimeline:
    """Every passage that names the network called ``name``, by date, with its counterpart; without
    ``lang`` a passage held in both languages comes in ``first``. See ``network_named``."""
    networks = networks_of(state.store.folder)
    network = network_named(name, networks)
    wanted = around(network, networks)
    found = {
        key: held
        for language in LANGS
        for key, held in _naming(state.store, wanted, language).items()
        if any(one.code == network.code for one in held.named)
    }
    names = _name_counts(state.store, network, found)
    langs = {key: state.store.headings()[held.document].lang for key, held in found.items()}
    shown = {key for key in found if lang in {None, langs[key]}}
    if lang is None:
        others = state.store.counterpart_ids(k for k in shown if langs[k] == first)
        shown -= {other for ids in others.values() for other in ids}
    return NetworkTimeline(
        network, _mentions(state.store, network, {k: found[k] for k in shown}, wanted), names
    )


def _mentions(
    store: Store,
    network: Network,
    found: Mapping[int, _Held],
    wanted: Sequence[tuple[str, NetworkName]],
) -> tuple[NetworkMention, ...]:
    paragraphs, others = store.paragraphs_by_id(found), store.counterparts(found)
    headings = store.headings()
    mentions = [
        _mention(
            Passage(headings[held.document], paragraphs[key]),
            [one for one in held.named if one.code == network.code],
            others.get(key, ()),
            network.code,
            wanted,
        )
        for key, held in found.items()
    ]
    return tuple(sorted(mentions, key=_by_date))


def _mention(
    passage: Passage,
    named: Sequence[Named],
    counterpart: tuple[Paragraph, ...],
    code: str,
    wanted: Sequence[tuple[str, NetworkName]],
) -> NetworkMention:
    text = passage.paragraph.text
    there = tuple(
        tuple(
            (one.start, one.end)
            for one in names_in(other.text, other.lang, wanted)
            if one.code == code
        )
        for other in counterpart
    )
    answers = [
        other.text[slice(*span)]
        for other, spans in zip(counterpart, there, strict=True)
        for span in spans
    ]
    return NetworkMention(
        passage,
        tuple(dict.fromkeys(text[one.start : one.end] for one in named)),
        tuple((one.start, one.end) for one in named),
        counterpart,
        tuple(dict.fromkeys(answers)),
        there,
    )


def _by_date(mention: NetworkMention) -> tuple[str, str, int]:
    heading = mention.passage.document
    return heading.date, heading.symbol, mention.passage.paragraph.ordinal


def _name_counts(
    store: Store, network: Network, found: Mapping[int, _Held]
) -> tuple[NameCount, ...]:
    headings = store.headings()
    dates: dict[NetworkName, list[str]] = defaultdict(list)
    for held in found.values():
        for name in {one.name for one in held.named if one.code == network.code}:
            dates[name].append(headings[held.document].date)
    return tuple(
        NameCount(
            name,
            len(dates[name]),
            min(filter(None, dates[name]), default=""),
            max(dates[name], default=""),
        )
        for name in (*network.named("en"), *network.named("zh"))
    )


def _counted(store: Store) -> tuple[NetworkCount, ...]:
    networks = networks_of(store.folder)
    headings = store.headings()
    english = {h.symbol for h in headings.values() if h.lang == "en"}
    passages: Counter[tuple[str, str, str]] = Counter()
    for lang in LANGS:
        for held in _naming(store, tuple(every_name(networks)), lang).values():
            heading = headings[held.document]
            if heading.lang == "en" or heading.symbol not in english:
                for code in {one.code for one in held.named}:
                    passages[code, heading.body, heading.session] += 1
    opened = _opened(headings.values())
    totals: Counter[str] = Counter()
    for (code, _, _), count in passages.items():
        totals[code] += count
    by_code = {network.code: network for network in networks}
    rows = [
        NetworkCount(by_code[code], body, session, opened[body, session], count)
        for (code, body, session), count in passages.items()
    ]
    return tuple(
        sorted(
            rows,
            key=lambda r: (-totals[r.network.code], r.network.code, r.body, r.opened, r.session),
        )
    )


def _opened(headings: Iterable[Heading]) -> dict[tuple[str, str], str]:
    """The earliest date of each session, by body and session."""
    opened: dict[tuple[str, str], str] = {}
    for heading in headings:
        session = heading.body, heading.session
        dates = [d for d in (opened.get(session, ""), heading.date) if d]
        opened[session] = min(dates, default="")
    return opened


def _naming(
    store: Store, wanted: Sequence[tuple[str, NetworkName]], lang: Lang
) -> dict[int, _Held]:
    """The passages of ``lang`` in which a name of ``wanted`` stands, by id."""
    text = FullText(store, lang)
    possible: dict[int, list[tuple[str, NetworkName]]] = defaultdict(list)
    for code, name in wanted:
        if name.lang == lang:
            for key in text.exact(name.name).tolist():
                possible[key].append((code, name))
    roles = marks(tuple(CONTENT_ROLES))
    found: dict[int, _Held] = {}
    for chunk in chunks(possible):
        query = (
            "SELECT id, document, text FROM paragraphs"
            f" WHERE id IN ({marks(chunk)}) AND role IN ({roles})"
        )
        for key, document, words in store.fetch(query, (*chunk, *sorted(CONTENT_ROLES))):
            named = names_in(words, lang, possible[key])
            if named:
                found[key] = _Held(document, words, tuple(named))
    return found
