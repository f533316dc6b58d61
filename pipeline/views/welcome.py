"""What the first page offers before a query: things to try, and the way to texts of one's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from pipeline.strings import Strings
from pipeline.views.addresses import link
from pipeline.views.markup import tag, text

Kind: TypeAlias = Literal[
    "search", "compare", "lineage", "trends", "term", "words", "phrase", "article", "symbol"
]


@dataclass(frozen=True, slots=True)
class Step:
    """Something to try: what is done, or the kind of a query; with what; and its address."""

    kind: Kind
    subject: str
    address: str


def steps(found: Sequence[Step], say: Strings) -> str:
    """The steps side by side, each a link."""
    shown = "".join(
        tag(
            "li",
            tag("span", text(say(f"try.{step.kind}")), "what")
            + link(text(step.subject), step.address)
            + tag("span", text(say(f"try.{step.kind}.says")), "hint"),
        )
        for step in found
    )
    title = tag("h2", text(say("try.title")), "side-title")
    return tag("section", title + tag("ol", shown), "to-try", say.lang)


def own_texts(corpus: str, say: Strings) -> str:
    """That this is the sample, and how texts of one's own are taken in: on the page at the address
    ``corpus``, or by a command."""
    command = tag("code", text("tongwen ingest FOLDER --index index/own"))
    ways = link(text(say("try.own.page")), corpus) + tag("span", text(say("try.own.or"))) + command
    told = tag("p", text(say("try.own"))) + tag("p", ways, "ways")
    return tag("div", told, "notice", say.lang)


def queries(found: Sequence[Step], say: Strings) -> str:
    """Queries, each a link, with what they show."""
    rows = (
        tag("dt", link(text(step.subject), step.address))
        + tag("dd", text(say(f"example.{step.kind}")))
        for step in found
    )
    return tag("dl", "".join(rows), "tries", say.lang)
