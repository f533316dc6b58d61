"""Short ways to documents and paragraphs for tests."""

from collections.abc import Sequence

from pipeline.readers import read_bytes
from pipeline.records import Document, Given, Lang, Paragraph, Role
from pipeline.segment import segment


def document(text: str, name: str = "text.txt", **given: str) -> Document:
    """What the reader makes of ``text`` as a file called ``name``."""
    return read_bytes(name, text.encode("utf-8"), Given(**given))  # type: ignore[arg-type]


def paragraphs(text: str, name: str = "text.txt") -> tuple[Paragraph, ...]:
    """The paragraphs of ``text`` as a file called ``name``."""
    return segment(document(text, name))


def paragraph(
    text: str,
    lang: Lang = "en",
    number: Sequence[str] = (),
    role: Role = "text",
    label: str = "",
    ordinal: int = 0,
    symbol: str = "T/1",
) -> Paragraph:
    """One paragraph by hand, at offset 0."""
    return Paragraph(symbol, lang, ordinal, role, tuple(number), label, "", "", 0, len(text), text)
