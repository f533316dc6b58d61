"""A hit as a clause card: citation, document, the passage, why it was found, its counterpart."""

from urllib.parse import urlencode

from pipeline.cite import citation
from pipeline.records import Lang, Match
from pipeline.strings import Strings
from pipeline.views.marks import query_spans
from pipeline.views.markup import passage, tag, text
from pipeline.views.names import reason


def card(match: Match, query: str, say: Strings) -> str:
    """One hit as an element ``article.card``; ``query`` says which words to mark."""
    paragraph = match.paragraph
    own = citation(paragraph, paragraph.lang)
    head = tag(
        "header",
        tag("span", str(match.rank), "rank")
        + tag("span", text(own), "cite", paragraph.lang)
        + copy_buttons(say, _side_by_side(match, say)),
        "card-head",
    )
    spans = query_spans(paragraph.text, query, paragraph.lang)
    body = passage(paragraph.text, paragraph.lang, spans)
    return tag(
        "article",
        head + _document_line(match, say) + body + _why(match, say) + _counterpart(match, say),
        "card",
        data_cite=own,
        data_lang=paragraph.lang,
    )


def _side_by_side(match: Match, say: Strings) -> str:
    """A link to the whole text in both languages, where both are held."""
    if not match.counterpart:
        return ""
    query = urlencode({"lang": say.lang, "symbol": match.document.symbol})
    return tag("a", say("card.compare"), "copy", href=f"compare?{query}", target="_self")


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
    reasons = [reason(why, say) for why in match.why]
    if match.cosine is not None:
        reasons.append(say("card.cosine", cosine=f"{match.cosine:.2f}"))
    return tag("div", text(" · ".join(reasons)), "why")


def _counterpart(match: Match, say: Strings) -> str:
    other: Lang = "en" if match.paragraph.lang == "zh" else "zh"
    if not match.counterpart:
        return tag("div", say(f"card.no_counterpart.{other}"), "counterpart none")
    pieces = []
    for paragraph in match.counterpart:
        cited = citation(paragraph, paragraph.lang)
        line = tag("span", text(cited), "cite", paragraph.lang) + copy_buttons(say)
        pieces.append(
            tag(
                "div",
                tag("div", line, "card-head") + passage(paragraph.text, paragraph.lang),
                "counterpart",
                data_cite=cited,
                data_lang=paragraph.lang,
            )
        )
    return "".join(pieces)
