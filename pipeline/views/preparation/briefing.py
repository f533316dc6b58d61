"""A briefing pack on the screen: what its files print, section by section."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from pipeline.exchange.briefing_passages import Fact, Quoted, Said
from pipeline.exchange.briefing_rows import Care, Group, Listed, Pack
from pipeline.records import Lang
from pipeline.strings import Strings
from pipeline.views.cards import document_link
from pipeline.views.markup import passage, tag, text
from pipeline.views.preparation.sides import absent, beside, order_of, side

SECTIONS = ("provisions", "recommendations", "requests", "agreed", "alerts", "documents")


@dataclass(frozen=True, slots=True)
class Position:
    """A passage of a pack below the article or addressee that it stands under, "" for neither."""

    title: str
    facts: tuple[Fact, ...]
    row: Quoted


PackRow: TypeAlias = Position | Care | Listed


def rows_of(pack: Pack, section: str) -> tuple[PackRow, ...]:
    """Every row of a section in order."""
    if section == "provisions":
        return _flat(pack.provisions)
    if section == "recommendations":
        return _flat(pack.recommendations)
    if section in {"requests", "agreed"}:
        rows = pack.requests if section == "requests" else pack.agreed
        return tuple(Position("", (), row) for row in rows)
    return pack.alerts if section == "alerts" else pack.documents


def count_of(pack: Pack, section: str) -> int:
    """How many a section lists: of provisions the provisions, not their paragraphs."""
    return len(pack.provisions) if section == "provisions" else len(rows_of(pack, section))


def _flat(groups: Iterable[Group]) -> tuple[PackRow, ...]:
    return tuple(Position(group.title, group.facts, row) for group in groups for row in group.rows)


def cut_of(pack: Pack, section: str) -> str:
    """What is said of a section of which the pack does not list all, else ""."""
    cuts = {
        "provisions": pack.cut.provisions,
        "recommendations": pack.cut.recommendations,
        "requests": pack.cut.requests,
        "agreed": pack.cut.agreed,
        "alerts": pack.cut.alerts,
    }
    return cuts.get(section, "")


def facts_list(facts: Iterable[Fact], classes: str = "facts") -> str:
    """Names and what they stand for, as a list."""
    rows = (tag("dt", text(fact.name)) + tag("dd", text(fact.value)) for fact in facts)
    listed = "".join(rows)
    return tag("dl", listed, classes) if listed else ""


def section_html(rows: Sequence[PackRow], say: Strings) -> str:
    """``rows``, all of one section; a title stands above the first passage that it is of."""
    positions = [row for row in rows if isinstance(row, Position)]
    alerts = [row for row in rows if isinstance(row, Care)]
    documents = [row for row in rows if isinstance(row, Listed)]
    drawn = _positions(positions, say)
    if alerts:
        drawn += _alerts(alerts, say)
    return drawn + (_documents(documents, say) if documents else "")


def _positions(rows: Iterable[Position], say: Strings) -> str:
    drawn, title = "", ""
    for position in rows:
        if position.title and position.title != title:
            title = position.title
            drawn += tag("h3", text(title), "group-title", say.lang)
            drawn += facts_list(position.facts, "read")
        drawn += _position(position.row, say)
    return drawn


def _position(row: Quoted, say: Strings) -> str:
    said: dict[Lang, Said] = {"zh": row.zh, "en": row.en}
    sides = {lang: _side(said[lang], lang, say) for lang in order_of(say)}
    particulars = [*row.particulars]
    particulars += [Fact(say("briefing.history"), line) for line in row.history]
    return tag("article", beside(sides, say) + facts_list(particulars, "read"), "card", say.lang)


def _side(said: Said, lang: Lang, say: Strings) -> str:
    if not said.text:
        return absent(lang, say)
    words = "".join(passage(line, lang) for line in said.text.split("\n"))
    return side(said.place, words, lang, say)


def _alerts(rows: Iterable[Care], say: Strings) -> str:
    body = ""
    for row in rows:
        stands = say("list.semicolon").join(row.places)
        values = (row.form, row.why, row.preferred, row.evidence, stands)
        body += tag("tr", "".join(tag("td", text(value)) for value in values))
    keys = ("form", "care", "preferred", "evidence", "stands")
    return _table([say(f"briefing.{key}") for key in keys], body, say)


def _documents(rows: Iterable[Listed], say: Strings) -> str:
    body = ""
    for row in rows:
        titles = {"zh": row.zh, "en": row.en}
        cells = tag("td", document_link(row.symbol, say))
        cells += "".join(tag("td", text(titles[lang]), "", lang) for lang in order_of(say))
        cells += tag("td", text(row.status)) + tag("td", text(row.date))
        body += tag("tr", cells)
    titled = (say(f"briefing.titled.{lang}") for lang in order_of(say))
    heads = [say("column.symbol"), *titled, say("briefing.status"), say("column.date")]
    return _table(heads, body, say)


def _table(heads: Iterable[str], body: str, say: Strings) -> str:
    head = "".join(tag("th", text(name), scope="col") for name in heads)
    return tag("table", tag("thead", tag("tr", head)) + tag("tbody", body), "held", say.lang)
