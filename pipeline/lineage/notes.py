"""The documents that a paragraph cites, in its words and in the notes that it calls."""

import re
from collections.abc import Iterator, Sequence

from pipeline.records import Document, Paragraph
from pipeline.records.lineage import Stub
from pipeline.text.citations import citations

_CALL = re.compile(r"[¹²³⁰⁴-⁹]+")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def cited_documents(
    document: Document, paragraphs: Sequence[Paragraph], paragraph: Paragraph
) -> tuple[Stub, ...]:
    """Every document whose symbol ``paragraph`` or a note called in it names, each once, in order.

    A note is called by raised figures in the words, or by its anchor in ``document``;
    ``paragraphs`` are all of the document's.
    """
    found: dict[str, Stub] = {}
    for text in (paragraph.text, *_notes(document, paragraphs, paragraph)):
        for c in citations(text, paragraph.lang):
            if c.instrument == "SYMBOL":
                words = text[c.start : c.end]
                found.setdefault(c.provision, Stub(c.provision, words, c.places))
    return tuple(found.values())


def _notes(
    document: Document, paragraphs: Sequence[Paragraph], paragraph: Paragraph
) -> Iterator[str]:
    called = {m.group().translate(_RAISED) for m in _CALL.finditer(paragraph.text)}
    for note in paragraphs:
        if note.role == "footnote" and note.number[-1:] and note.number[-1][3:] in called:
            yield note.text
    for footnote in document.footnotes:
        if paragraph.start <= footnote.anchor <= paragraph.end and footnote.marker not in called:
            yield document.text[footnote.start : footnote.end]
