"""A hit as a clause card: citation, document, the passage, why it was found, its counterpart, the
other documents that have it."""

import re
from collections.abc import Sequence

from pipeline.cite import citation
from pipeline.records import Heading, Lang, Match, Paragraph
from pipeline.strings import Strings
from pipeline.views.addresses import compare_address, document_address, link
from pipeline.views.markup import passage, tag, text
from pipeline.views.names import reason
from pipeline.views.recurrences import session_and_year, years
from pipeline.views.tracing import source

SHOWN = 4
"""Other documents with the same passage that a card lists at once; the rest open on demand."""

RANKINGS = 3
"""Rankings that a card names; a file of hits names all in which the match stands."""
_RANK = re.compile(r"[a-z]+ \d+")


def card(match: Match, say: Strings) -> str:
    """One hit as an element ``article.card``."""
    paragraph = match.paragraph
    own = citation(paragraph, paragraph.lang)
    head = tag(
        "header",
        tag("span", str(match.rank), "rank")
        + cite_link(paragraph, say)
        + copy_buttons(say, _side_by_side(match, say)),
        "card-head",
    )
    body = passage(paragraph.text, paragraph.lang, match.spans)
    below = _why(match, say) + source([paragraph], say) + recurs_line(match.recurs, say)
    below += _counterpart(match, say)
    return tag(
        "article",
        head + _document_line(match, say) + body + below,
        "card",
        data_cite=own,
        data_lang=paragraph.lang,
    )


def _side_by_side(match: Match, say: Strings) -> str:
    """A link to the whole text in both languages, where both are held."""
    if not match.counterpart:
        return ""
    return link(say("card.compare"), compare_address(match.document.symbol, say), "copy")


def cite_link(paragraph: Paragraph, say: Strings) -> str:
    """The citation of a passage, in its language, as a link to the place in its text."""
    cited = tag("span", text(citation(paragraph, paragraph.lang)), lang=paragraph.lang)
    return link(cited, document_address(paragraph.symbol, say, paragraph=paragraph), "cite")


def copy_buttons(say: Strings, before: str = "") -> str:
    """Buttons that copy the citation, or the passage with it; a script on the page serves them.
    ``before`` is HTML to stand before them."""
    return tag(
        "span",
        before
        + tag("button", say("copy.citation"), "copy", type="button", data_copy="cite")
        + tag("button", say("copy.passage"), "copy", type="button", data_copy="passage"),
        "copies",
    )


def _document_line(match: Match, say: Strings) -> str:
    document, paragraph = match.document, match.paragraph
    facts = [fact for fact in dict.fromkeys((paragraph.heading, document.title)) if fact]
    whole = " · ".join(facts)
    line = tag("span", text(whole), "title", document.lang, title=whole)
    when = []
    if document.session:
        when.append(say("card.session", session=document.session))
    if document.date:
        when.append(document.date)
    return tag("div", line + tag("span", text(" · ".join(when)), "when"), "card-document")


def _why(match: Match, say: Strings) -> str:
    reasons = [reason(why, say) for why in telling(match.why)]
    if match.cosine is not None:
        reasons.append(say("card.cosine", cosine=f"{match.cosine:.2f}"))
    return tag("div", text(" · ".join(reasons)), "why")


def recurs_line(documents: Sequence[Heading], say: Strings) -> str:
    """The other documents that have the passage, newest first, each a link to its text."""
    if not documents:
        return ""
    links = [tag("li", _recurrence(document, say)) for document in documents]
    found = tag("span", text(say("card.recurs", n=len(documents))))
    found += tag("ul", "".join(links[:SHOWN]))
    if rest := links[SHOWN:]:
        facts = (say("card.recurs.more", n=len(rest)), years(documents[SHOWN:]))
        more = tag("summary", text(say("list.comma").join(filter(None, facts))))
        found += tag("details", more + tag("ul", "".join(rest)))
    return tag("div", found, "recurs", say.lang)


def _recurrence(document: Heading, say: Strings) -> str:
    named = document_link(document.symbol, say, document.lang, document.title)
    when = session_and_year(document)
    return f"{named} {tag('span', text(when), 'figure')}" if when else named


def document_link(symbol: str, say: Strings, lang: Lang | None = None, title: str = "") -> str:
    """A link to a text, named by its symbol."""
    return link(text(symbol), document_address(symbol, say, lang), title=title or symbol)


def telling(reasons: Sequence[str]) -> tuple[str, ...]:
    """``reasons`` in their order, of the rankings (``dense 3``) the ``RANKINGS`` in which the match
    stands highest."""
    ranks = {why: int(why.rpartition(" ")[2]) for why in reasons if _RANK.fullmatch(why)}
    kept = sorted(ranks, key=lambda why: ranks[why])[:RANKINGS]
    return tuple(why for why in reasons if why not in ranks or why in kept)


def _counterpart(match: Match, say: Strings) -> str:
    other: Lang = "en" if match.paragraph.lang == "zh" else "zh"
    if not match.counterpart:
        return tag("div", say(f"card.no_counterpart.{other}"), "counterpart none")
    marked = match.counterpart_spans or ((),) * len(match.counterpart)
    pieces = []
    for paragraph, spans in zip(match.counterpart, marked, strict=True):
        cited = citation(paragraph, paragraph.lang)
        line = cite_link(paragraph, say) + copy_buttons(say)
        pieces.append(
            tag(
                "div",
                tag("div", line, "card-head")
                + passage(paragraph.text, paragraph.lang, spans)
                + source([paragraph], say),
                "counterpart",
                data_cite=cited,
                data_lang=paragraph.lang,
            )
        )
    return "".join(pieces)
