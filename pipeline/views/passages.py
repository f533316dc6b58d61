"""A passage as a card: its citation, its document, the words, and the other language."""

from collections.abc import Callable, Iterable, Sequence
from itertools import zip_longest
from typing import TypeVar

from pipeline.cite import citation
from pipeline.records import Heading, Lang, Paragraph
from pipeline.records.lineage import Passage
from pipeline.strings import Strings
from pipeline.views.addresses import compare_address, link
from pipeline.views.cards import cite_link, copy_buttons
from pipeline.views.markup import Span, passage, tag, text
from pipeline.views.register.rows import status_mark
from pipeline.views.tracing import source

Row = TypeVar("Row")


def passage_card(
    shown: Passage,
    spans: Sequence[Span],
    counterpart: Sequence[Paragraph],
    marked: Sequence[Sequence[Span]],
    why: str,
    say: Strings,
) -> str:
    """``shown`` with ``spans`` marked, below it ``why``, which is HTML, and its counterpart, of
    each paragraph the spans in ``marked``, where these are known."""
    paragraph = shown.paragraph
    cited = citation(paragraph, paragraph.lang)
    compared = _side_by_side(shown.document.symbol, say) if counterpart else ""
    head = cite_link(paragraph, say) + copy_buttons(say, compared)
    parts = [
        tag("header", head, "card-head"),
        _document_line(shown.document, paragraph, say),
        passage(paragraph.text, paragraph.lang, spans),
        why,
        source([paragraph], say),
        counterparts(paragraph.lang, counterpart, marked, say),
    ]
    return tag("article", "".join(parts), "card", data_cite=cited, data_lang=paragraph.lang)


def counterparts(
    lang: Lang, found: Sequence[Paragraph], marked: Sequence[Sequence[Span]], say: Strings
) -> str:
    """The paragraphs that correspond to one of ``lang``; that none is held where there is none."""
    other: Lang = "en" if lang == "zh" else "zh"
    if not found:
        return tag("div", say(f"card.no_counterpart.{other}"), "counterpart none", say.lang)
    sides = zip_longest(found, marked[: len(found)], fillvalue=())
    return "".join(_counterpart(p, spans, say) for p, spans in sides if isinstance(p, Paragraph))


def _counterpart(paragraph: Paragraph, spans: Sequence[Span], say: Strings) -> str:
    cited = citation(paragraph, paragraph.lang)
    line = cite_link(paragraph, say) + copy_buttons(say)
    return tag(
        "div",
        tag("div", line, "card-head")
        + passage(paragraph.text, paragraph.lang, spans)
        + source([paragraph], say),
        "counterpart",
        data_cite=cited,
        data_lang=paragraph.lang,
    )


def _side_by_side(symbol: str, say: Strings) -> str:
    return link(say("card.compare"), compare_address(symbol, say), "copy")


def _document_line(document: Heading, paragraph: Paragraph, say: Strings) -> str:
    """Heading and title; session, date and, where it is none of what was adopted, the draft."""
    whole = " · ".join(dict.fromkeys(filter(None, (paragraph.heading, document.title))))
    when = [say("card.session", session=document.session)] if document.session else []
    when += [document.date] if document.date else []
    dated = tag("span", text(" · ".join(when)), "when")
    if document.status == "draft":
        dated = tag("span", status_mark(document, say) + dated, "dated")
    return tag(
        "div",
        tag("span", text(whole), "title", document.lang, title=whole) + dated,
        "card-document",
    )


def in_order(rows: Iterable[Row], date: Callable[[Row], str], *, newest: bool) -> list[Row]:
    """``rows`` by date, those of one date as they came, those without any last."""
    if newest:
        return sorted(rows, key=date, reverse=True)
    return sorted(rows, key=lambda row: (not date(row), date(row)))


def in_both(paragraph: Paragraph, counterpart: Sequence[Paragraph]) -> tuple[str, str]:
    """The words of a passage in Chinese and in English, "" where they are not held."""
    other = "\n".join(p.text for p in counterpart)
    return (paragraph.text, other) if paragraph.lang == "zh" else (other, paragraph.text)
