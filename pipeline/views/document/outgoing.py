"""A text as files to take away: Word, HTML, a table."""

from typing import TYPE_CHECKING

from pipeline.cite import citation, place_of
from pipeline.reading import Reading
from pipeline.strings import Strings
from pipeline.views.document.notes import by_paragraph, calls_of
from pipeline.views.files import html_bytes
from pipeline.views.markup import passage, tag, text
from pipeline.views.tracing import with_sources

if TYPE_CHECKING:
    import pandas as pd


def text_frame(reading: Reading, say: Strings) -> "pd.DataFrame":
    """One row a paragraph: ordinal, citation, role, number as printed, heading above, words, the
    notes it calls, and where it was read from."""
    import pandas as pd

    called = by_paragraph(calls_of(reading.document, reading.paragraphs))
    comma = say("list.comma")
    rows = [
        (
            p.ordinal + 1,
            citation(p, say.lang),
            say(f"role.{p.role}"),
            p.label,
            p.heading,
            p.text,
            comma.join(one.marker for one in called.get(p.ordinal, ())),
        )
        for p in reading.paragraphs
    ]
    keys = ("row", "citation", "role", "number", "heading", "text", "notes")
    frame = pd.DataFrame(rows, columns=[say(f"document.column.{key}") for key in keys])
    return with_sources(frame, reading.paragraphs, say)


def text_word(reading: Reading, say: Strings) -> bytes:
    """The text as a Word document, with where it was read from where ``say`` knows of an index."""
    from pipeline.exchange.text_word import text_docx

    heading, paragraphs = reading.heading, reading.paragraphs
    traces = (say.trace(paragraphs[0], None),) if say.trace and paragraphs else ()
    title = heading.title or heading.symbol
    return text_docx(title, heading.symbol, paragraphs, traces, say)


def text_html(reading: Reading, say: Strings) -> bytes:
    """The text as a page of its own, to print: the place of every paragraph beside it."""
    rows = "".join(
        tag(
            "tr",
            tag("th", text(place_of(p, say.lang)), "number", say.lang, scope="row")
            + tag("td", passage(p.text, p.lang)),
            "heading" if p.role in {"chapter", "section", "heading", "annex", "article"} else "",
        )
        for p in reading.paragraphs
    )
    title = f"{reading.heading.symbol} {reading.heading.title}".strip()
    return html_bytes(tag("table", tag("tbody", rows)), title, reading.heading.lang)
