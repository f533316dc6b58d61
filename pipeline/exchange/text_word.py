"""One text as a Word document, to be read and marked up: a paragraph for each of its own."""

from collections.abc import Iterable, Sequence

from pipeline.exchange.harmless import clean
from pipeline.exchange.tracing import add_to_document
from pipeline.exchange.word_parts import Line, Page, begun, saved, write
from pipeline.records import Paragraph, Role
from pipeline.records.trace import Trace
from pipeline.strings import Strings

_PAGE = Page(is_landscape=False)
_STYLES: dict[Role, str] = {
    "annex": "Heading1",
    "chapter": "Heading1",
    "section": "Heading2",
    "article": "Heading2",
    "heading": "Heading2",
    "title": "Subject",
    "masthead": "Particular",
    "footnote": "History",
    "item": "Quote",
    "subitem": "Quote",
}
"""Styles of ``word_styles`` by role; what is not listed is a passage."""


def text_docx(
    title: str,
    cited: str,
    paragraphs: Iterable[Paragraph],
    traces: Sequence[Trace],
    say: Strings,
) -> bytes:
    """``paragraphs`` word for word below the ``title`` and how the text is ``cited``, upright;
    where they were read from stands at the end. The same text gives the same bytes."""
    document = begun(title, _PAGE, say)
    write(document.add_paragraph(), Line("Title", clean(title)))
    write(document.add_paragraph(), Line("Fact", clean(cited)))
    for paragraph in paragraphs:
        style = _STYLES.get(paragraph.role, "Passage")
        keeps = style.startswith("Heading")
        write(document.add_paragraph(), Line(style, clean(paragraph.text), keeps_next=keeps))
    add_to_document(document, traces, say)
    return saved(document)
