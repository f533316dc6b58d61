"""The legal basis of a measure as text to paste into a request: Markdown, or a Word document.

Every passage stands word for word below its citation, Chinese and English one after the other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.cite import citation
from pipeline.exchange.harmless import clean
from pipeline.exchange.markdown import line as as_line
from pipeline.exchange.tracing import add_to_document, markdown_lines
from pipeline.records import Lang, Paragraph
from pipeline.records.matrix import BasisPassage, LegalBasis
from pipeline.records.preparation import BriefedProvision
from pipeline.records.trace import Trace
from pipeline.strings import Strings

if TYPE_CHECKING:
    from pipeline.exchange.word_parts import Line


@dataclass(frozen=True, slots=True)
class _Quote:
    """Words of one document in their order below where they stand; ``key`` is the provision."""

    key: str
    lang: Lang
    place: str
    texts: tuple[str, ...]


def basis_parts(basis: LegalBasis, say: Strings) -> Iterator[tuple[str, tuple[_Quote, ...]]]:
    """Heading and quotations of each part that holds any."""
    parts = (
        ("provisions", tuple(q for p in basis.provisions for q in _provision(p, basis.lang))),
        ("recommendations", tuple(q for p in basis.recommendations for q in _passage(p))),
        ("models", tuple(q for p in basis.models for q in _passage(p))),
    )
    yield from ((say(f"basis.{name}"), quotes) for name, quotes in parts if quotes)


def _provision(found: BriefedProvision, first: Lang) -> Iterator[_Quote]:
    sides: dict[Lang, Sequence[Paragraph]] = {"zh": found.zh, "en": found.en}
    for lang in sorted(sides, key=lambda each: each != first):
        if sides[lang]:
            yield _quote(found.key, sides[lang])


def _passage(found: BasisPassage) -> Iterator[_Quote]:
    yield _quote("", (found.passage.paragraph,))
    if found.counterpart:
        yield _quote("", found.counterpart)


def _quote(key: str, paragraphs: Sequence[Paragraph]) -> _Quote:
    last = paragraphs[-1] if not key else cited(paragraphs, key)
    texts = tuple(p.text for p in paragraphs)
    return _Quote(key, last.lang, citation(last, last.lang), texts)


def cited(paragraphs: Sequence[Paragraph], key: str) -> Paragraph:
    """The paragraph that has the place of the provision ``key``: the first as deep as it, past the
    title and the words that open the list."""
    depth = key.count("(")
    return next((p for p in paragraphs if _depth(p) >= depth), paragraphs[0])


def _depth(paragraph: Paragraph) -> int:
    """How many numbers of its path stand below the article."""
    if paragraph.role in {"article", "heading"}:
        return 0
    below = [i for i, part in enumerate(paragraph.number) if part.startswith("art.")]
    return len(paragraph.number) - below[-1] - 1 if below else 0


def to_markdown(basis: LegalBasis, say: Strings, traces: Sequence[Trace] = ()) -> bytes:
    """``basis`` as Markdown; no sign in a passage is taken for mark-up. ``traces`` of the passages
    stand at the end."""
    lines = [f"# {as_line(_title(basis, say))}"]
    for heading, quotes in basis_parts(basis, say):
        lines += ["", f"## {as_line(heading)}"]
        for quote in quotes:
            lines += ["", f"**{as_line(_head(quote))}**"]
            for text in quote.texts:
                lines += ["", *(f"> {as_line(line)}" for line in text.splitlines())]
    if basis.not_held:
        lines += ["", f"{say('basis.not_held')}: {as_line(', '.join(basis.not_held))}"]
    if traces:
        lines += ["", *markdown_lines(traces, say)]
    return ("\n".join(lines).rstrip() + "\n").encode()


def to_docx(basis: LegalBasis, say: Strings, traces: Sequence[Trace] = ()) -> bytes:
    """``basis`` as a Word document, ``traces`` of the passages at its end; the same basis gives the
    same bytes."""
    from pipeline.exchange.word_parts import Page, begun, saved, write

    document = begun(_title(basis, say), Page(is_landscape=False), say)
    for line in _document_lines(basis, say):
        write(document.add_paragraph(), line)
    add_to_document(document, traces, say)
    return saved(document)


def _document_lines(basis: LegalBasis, say: Strings) -> Iterator["Line"]:
    from pipeline.exchange.word_parts import Line

    yield Line("Heading1", clean(_title(basis, say)))
    for heading, quotes in basis_parts(basis, say):
        yield Line("Heading2", clean(heading))
        for quote in quotes:
            yield Line("Citation", clean(_head(quote)), keeps_next=True)
            yield from (Line("Quote", clean(text)) for text in quote.texts)
    if basis.not_held:
        yield Line("Note", clean(f"{say('basis.not_held')}: {', '.join(basis.not_held)}"))


def _title(basis: LegalBasis, say: Strings) -> str:
    return basis.measure.name_zh if say.lang == "zh" else basis.measure.name_en


def _head(quote: _Quote) -> str:
    return f"{quote.key}  {quote.place}" if quote.key else quote.place
