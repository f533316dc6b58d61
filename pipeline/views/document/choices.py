"""Texts to choose from: what was looked for, and what to begin with."""

from collections.abc import Iterable, Sequence

from pipeline.collection import Holding
from pipeline.records import Heading
from pipeline.strings import Strings
from pipeline.views.addresses import document_address, link
from pipeline.views.document.finding import heading_of
from pipeline.views.markup import tag, text
from pipeline.views.names import name_of

LISTED = 20
"""Texts that were looked for that are listed."""
_BEGINNING = 7
"""Texts of each list to begin with."""


def found_list(found: Sequence[Holding], say: Strings) -> str:
    """The first of the texts looked for, and how many there are."""
    shown = found[:LISTED]
    line = say("document.found", n=f"{len(found):,}")
    if len(found) > len(shown):
        line = say("document.found.first", shown=len(shown), n=f"{len(found):,}")
    return tag("p", text(line), "summary", say.lang) + _list(shown, say)


def near_list(near: Sequence[Holding], say: Strings) -> str:
    """Texts of the series of one that is not held."""
    return tag("p", text(say("document.near")), "summary", say.lang) + _list(near, say)


def beginnings(held: Sequence[Holding], say: Strings) -> str:
    """What to begin with: the newest texts, the longest, and the treaties, each as a list."""
    newest = sorted(held, key=lambda h: _date(h), reverse=True)
    longest = sorted(held, key=_size, reverse=True)
    treaties = [h for h in longest if heading_of(h, say.lang).kind == "treaty"]
    lists = {"treaties": treaties, "newest": newest, "longest": longest}
    return tag(
        "div",
        "".join(
            tag(
                "section",
                tag("h2", text(say(f"document.begin.{key}")), "side-title", say.lang)
                + _list(texts[:_BEGINNING], say),
            )
            for key, texts in lists.items()
            if texts
        ),
        "beginnings",
    )


def _list(found: Iterable[Holding], say: Strings) -> str:
    return tag("ul", "".join(tag("li", _line(h, say)) for h in found), "texts")


def _line(holding: Holding, say: Strings) -> str:
    """The symbol as a link, the title, and what tells a text from others."""
    heading = heading_of(holding, say.lang)
    named = link(text(holding.symbol), document_address(holding.symbol, say, heading.lang), "cite")
    title = heading.title if heading.title != holding.symbol else ""
    words = tag("span", text(title), "title", heading.lang) if title else ""
    return f"{named} {words} {tag('span', text(_facts(holding, heading, say)), 'when')}"


def _facts(holding: Holding, heading: Heading, say: Strings) -> str:
    held = say("list.comma").join(say(f"language.{h.lang}") for h in (holding.zh, holding.en) if h)
    kind = name_of("kind", heading.kind, say) if heading.kind else ""
    count = say("document.paragraph_count", n=f"{heading.paragraphs:,}")
    return " · ".join(filter(None, (kind, heading.date, count, held)))


def _date(holding: Holding) -> str:
    return max(h.date for h in (holding.zh, holding.en) if h)


def _size(holding: Holding) -> int:
    return max(h.paragraphs for h in (holding.zh, holding.en) if h)
