"""What stands above a text: its titles, what is known of it, and where else it can be seen."""

from collections.abc import Sequence

from pipeline.collection import Holding
from pipeline.records import Heading
from pipeline.records.articles import RecallEdge
from pipeline.records.topics import ConceptMatch
from pipeline.strings import Strings
from pipeline.views.addresses import address_of, compare_address, document_address, link
from pipeline.views.markup import tag, text
from pipeline.views.names import name_of
from pipeline.views.register.rows import status_mark

NAMING = 12
"""Texts that name this one that are listed at once; the page of articles has them all."""


def head(holding: Holding, shown: Heading, crossing: str, recommends: bool, say: Strings) -> str:
    """The titles, the facts and the links of a text that is held, ``shown`` in one language;
    ``crossing`` is the link to the other, "" for none, ``recommends`` whether the register has rows
    of it."""
    other = holding.en if shown.lang == "zh" else holding.zh
    symbol = tag("span", text(shown.symbol), "symbol")
    mark = status_mark(shown, say) if shown.status == "draft" else ""
    line = tag("div", symbol + mark + _copy(say), "symbol-line")
    titles = tag("h2", text(shown.title or shown.symbol), "document-title", shown.lang)
    if other and other.title and other.title != shown.title:
        titles += tag("p", text(other.title), "other-title", other.lang)
    facts = tag("dl", "".join(_facts(holding, shown, say)), "facts")
    links = tag("p", "".join(_links(holding, shown, crossing, recommends, say)), "ways", say.lang)
    return tag(
        "header",
        line + titles + facts + links,
        "document-head",
        data_cite=shown.symbol,
        data_lang=shown.lang,
    )


def _copy(say: Strings) -> str:
    return tag("button", say("copy.citation"), "copy", type="button", data_copy="cite")


def _facts(holding: Holding, shown: Heading, say: Strings) -> list[str]:
    """Names and values, those that the file does not tell left out."""
    held = [f"language.{h.lang}" for h in (holding.zh, holding.en) if h]
    values = {
        "column.body": name_of("body", shown.body, say) if shown.body else "",
        "column.session": shown.session,
        "column.date": shown.date,
        "document.agenda": shown.agenda,
        "column.kind": name_of("kind", shown.kind, say) if shown.kind else "",
        "column.status": say(f"status.{shown.status}") if shown.status else "",
        "document.languages": say("list.comma").join(map(say, held)),
        "document.paragraphs": f"{shown.paragraphs:,}",
    }
    return [
        tag("dt", text(say(key))) + tag("dd", text(value)) for key, value in values.items() if value
    ]


def _links(
    holding: Holding, shown: Heading, crossing: str, recommends: bool, say: Strings
) -> list[str]:
    symbol = shown.symbol
    found = [crossing] if crossing else []
    if holding.zh and holding.en:
        found.append(link(text(say("document.compare")), compare_address(symbol, say)))
    if recommends:
        address = address_of("recommendations", say, text=shown.lang, words=symbol)
        found.append(link(text(say("document.recommendations")), address))
    found.append(link(text(say("document.chain")), address_of("articles", say, key=symbol)))
    return found


def concepts_line(found: Sequence[ConceptMatch], say: Strings) -> str:
    """The concepts of a text, each a search; those found by nearness are said to be."""
    if not found:
        return ""
    carried = [c for c in found if c.how == "keyword"]
    shown = carried or list(found)
    names = say("list.comma").join(_concept(c, say) for c in shown)
    key = "document.concepts" if carried else "document.concepts.nearest"
    return tag("p", text(say(key)) + " " + names, "concepts", say.lang)


def _concept(concept: ConceptMatch, say: Strings) -> str:
    name = concept.name_zh if say.lang == "zh" else concept.name_en
    return link(text(name), address_of("search", say, q=name))


def naming_list(symbol: str, edges: Sequence[RecallEdge], say: Strings) -> str:
    """The texts held that name this one, the newest first, each a link to the place that does."""
    firsts: dict[str, RecallEdge] = {}
    for edge in edges:
        firsts.setdefault(edge.symbol, edge)
    newest = sorted(firsts.values(), key=lambda e: e.passage.document.date, reverse=True)
    if not newest:
        return tag("p", text(say("document.named_by.none")), "remark", say.lang)
    title = tag("h2", text(say("document.named_by", n=f"{len(newest):,}")), "side-title", say.lang)
    items = "".join(_naming(edge, say) for edge in newest[:NAMING])
    listed = title + tag("ul", items, "naming")
    if len(newest) > NAMING:
        every = link(text(say("document.named_by.all")), address_of("articles", say, key=symbol))
        listed += tag("p", every, "remark", say.lang)
    return listed


def _naming(edge: RecallEdge, say: Strings) -> str:
    document, paragraph = edge.passage.document, edge.passage.paragraph
    address = document_address(edge.symbol, say, paragraph=paragraph)
    named = link(text(edge.symbol), address, "cite")
    relation = say(f"relation.{edge.relation}") if say.has(f"relation.{edge.relation}") else ""
    words = tag("span", text(document.title), "title", document.lang)
    facts = " · ".join(filter(None, (relation, document.date)))
    return tag("li", f"{named} {words} {tag('span', text(facts), 'when')}")
