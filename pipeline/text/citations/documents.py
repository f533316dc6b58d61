"""All that a document cites, paragraph by paragraph, each with the instrument it belongs to."""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from pipeline import lexicon
from pipeline.records import Citation, CitationReason, Document, Lang, Paragraph, Resolved
from pipeline.text.citations.chinese import chinese
from pipeline.text.citations.definitions import Definition, definitions
from pipeline.text.citations.english import english
from pipeline.text.citations.folding import even
from pipeline.text.citations.names import Name, codes, mentions, tight
from pipeline.text.citations.resolving import Context, Told, resolve
from pipeline.text.citations.symbols import symbols

_TITLES = frozenset({"title", "heading", "annex", "chapter", "section", "masthead"})
_HEADINGS, _TITLE_LINES = 8, 3
_LONGEST_TITLE = 1000
"""Characters of the longest title over several lines."""
_NUMBER_OF_TITLE = re.compile(
    r"^(?:Annex|附件)\s*\w*\W*|^[IVX一二三四五六七]+[.、]\s*|^[A-Z]{2,6}\s(?=[A-Z][a-z])"
)
_END_OF_TITLE = re.compile(r"\s*(?:$|[;,，*(¹²])")
_EARLIER = 40
"""How many instruments named before are kept; more than one of a kind tells nothing anyway."""


@dataclass(frozen=True, slots=True)
class CitedText:
    """A document read for citations, paragraph by paragraph: what each cites, () for nothing, and
    the code of the listed instrument whose text it is part of, "" for none."""

    cited: tuple[tuple[Resolved, ...], ...]
    own: tuple[str, ...]


def document_citations(
    document: Document, paragraphs: Sequence[Paragraph]
) -> tuple[tuple[Resolved, ...], ...]:
    """What each of ``paragraphs`` cites, in their order; () for one that cites nothing. Offsets
    count in the paragraph's own text.

    The line that opens an article does not cite it, nor does a heading that begins with it.
    """
    return read_citations(document, paragraphs).cited


def read_citations(document: Document, paragraphs: Sequence[Paragraph]) -> CitedText:
    """As ``document_citations``, with the instruments that the paragraphs are the text of."""
    lang = document.lang
    reading = _Reading(document)
    cited: list[tuple[Resolved, ...]] = []
    own: list[str] = []
    for paragraph in paragraphs:
        evened = even(paragraph.text)
        named = mentions(evened, lang)
        context = reading.context(paragraph)
        found = _cited(paragraph, evened)
        cited.append(resolve(paragraph.text, found, context, named) if found else ())
        reading.take(paragraph, evened, named)
        own.append(reading.own)
    return CitedText(tuple(cited), tuple(own))


def headings_cited(
    paragraphs: Sequence[Paragraph], cited: Sequence[Sequence[Resolved]]
) -> tuple[tuple[Resolved, ...], ...]:
    """For each paragraph what the heading right above it cites: a weaker tie than its own words.

    ``cited`` is what ``document_citations`` gave for ``paragraphs``; for a heading itself ().
    """
    out: list[tuple[Resolved, ...]] = []
    above: deque[tuple[str, tuple[Resolved, ...]]] = deque(maxlen=_HEADINGS)
    for paragraph, own in zip(paragraphs, cited, strict=True):
        if paragraph.role in _TITLES:
            above.appendleft((paragraph.text, tuple(own)))
            out.append(())
            continue
        heading = paragraph.heading
        out.append(next((c for text, c in above if heading and heading in text), ()))
    return tuple(out)


class _Reading:
    """What a document has told so far, taken in paragraph by paragraph."""

    def __init__(self, document: Document) -> None:
        self._base = Context(
            document.lang,
            document.symbol,
            document.body,
            organ=_organ(document),
            title=_named_in(document.title, document.lang, "title"),
        )
        opened = [t for t in _opening(document.title, self._base.title) if t.code != "UNLISTED"]
        self._own: Told | None = opened[0] if opened else None
        self._headings, self._lines = "", 0
        self._earlier: dict[str, Told] = {}
        self._defined: tuple[Definition, ...] = ()

    def context(self, paragraph: Paragraph) -> Context:
        """What is known before ``paragraph`` is read."""
        return replace(
            self._base,
            path=paragraph.number,
            at=paragraph.ordinal,
            own=self._own,
            heading=_named_in(paragraph.heading, paragraph.lang, "heading"),
            earlier=tuple(self._earlier.values()),
            defined=self._defined,
        )

    @property
    def own(self) -> str:
        """The code of the listed instrument whose text is being read, "" for none."""
        return self._own.code if self._own and self._own.code != "UNLISTED" else ""

    def take(self, paragraph: Paragraph, evened: str, named: tuple[Name, ...]) -> None:
        """Take note of what ``paragraph`` names, explains and opens."""
        self._open(paragraph, evened)
        for name in named:
            if name.kind != "law" and len(self._earlier) < _EARLIER:
                told = Told(name.code, "document", name.words, paragraph.ordinal, name.kind)
                unlisted = name.code == "UNLISTED"
                self._earlier.setdefault(name.words if unlisted else name.code, told)
        if "(" in evened or "指" in evened or "means" in evened:
            self._defined += tuple(definitions(evened, paragraph.lang, named, paragraph.ordinal))
        if self._own is None and paragraph.role not in {"masthead", "title", "footnote"}:
            self._own = _calls_itself(evened, named, paragraph.ordinal)

    def _open(self, paragraph: Paragraph, evened: str) -> None:
        """A title or heading that names an instrument opens its text; a title may run over several
        lines, of which readers take only the first for a heading. One that no table lists is
        opened too, and then nothing is known of it."""
        if paragraph.role == "annex":
            self._headings, self._lines = "", 0
            return
        if paragraph.role in _TITLES:
            self._lines = _TITLE_LINES
        elif paragraph.role == "text" and not paragraph.number and self._lines:
            self._lines -= 1
        else:
            self._headings, self._lines = "", 0
            return
        between = " " if paragraph.lang == "en" else ""
        self._headings = f"{self._headings}{between}{evened}".strip()
        if len(self._headings) > _LONGEST_TITLE:  # headings without end: no name is that long
            self._headings = evened[:_LONGEST_TITLE]
        for told in _opening(self._headings, _named_in(self._headings, paragraph.lang, "own")):
            self._own = None if told.code == "UNLISTED" else replace(told, at=paragraph.ordinal)


def _cited(paragraph: Paragraph, evened: str) -> tuple[Citation, ...]:
    found = chinese(evened) if paragraph.lang == "zh" else english(evened)
    both = sorted([*found, *symbols(evened, paragraph.lang)], key=lambda c: (c.start, c.end))
    if paragraph.role == "article":
        both = [c for c in both if c.start > 0]
    opened = paragraph.number[-1:]
    both = [c for c in both if c.start > 0 or opened != (f"art.{c.provision}",)]
    if paragraph.role == "heading":
        both = [c for c in both if c.start > 0 or c.instrument != "?"]
    return tuple(both)


@lru_cache(maxsize=4096)
def _named_in(text: str, lang: Lang, reason: CitationReason) -> tuple[Told, ...]:
    """The instruments that a title or heading names, in order."""
    whole = codes(lang).get(tight(text, lang)) if text else None
    if whole:
        return (Told(whole[0], reason, text, kind=whole[1]),)
    capitals = lang == "en" and text.isupper()
    named = mentions(even(text), lang, capitals) if text else ()
    return tuple(Told(n.code, reason, n.words, kind=n.kind) for n in named if n.kind != "law")


def _opening(line: str, named: Sequence[Told]) -> Iterator[Told]:
    """The instrument that ``line`` is the title of: named at its very beginning, and nothing but
    it; of one that no table lists the words known may be but the first."""
    title = _NUMBER_OF_TITLE.sub("", line).strip(" *").lower()
    name = named[0].words.lower() if named else ""
    if not name or not title.startswith(name):
        return
    if named[0].code == "UNLISTED" or _END_OF_TITLE.match(title, len(name)):
        yield replace(named[0], reason="own")


def _calls_itself(text: str, named: Sequence[Name], at: int) -> Told | None:
    """ "the present Charter of the United Nations", 本联合国宪章."""
    for name in named:
        short = name.words in {"Charter", "宪章"} or name.code == "UNLISTED"
        if not short and re.search(r"(?:\bthe present|\bthis|本)\s*$", text[: name.start]):
            return Told(name.code, "own", name.words, at)
    return None


def _organ(document: Document) -> Told | None:
    """The instrument whose parties assemble in the organ that the document is of."""
    code = treaty_of(document.symbol, document.body)
    return Told(code, "body", document.body or document.symbol) if code else None


@lru_cache(maxsize=4096)
def treaty_of(symbol: str, body: str) -> str:
    """The code of the instrument whose parties assemble in the organ of that symbol and body, ""
    for none."""
    for text in (symbol, body):
        for prefix, code in _treaty_bodies():
            if text == prefix or text.startswith((f"{prefix}/", f"{prefix}-", f"{prefix}.")):
                return code
    return ""


@cache
def _treaty_bodies() -> tuple[tuple[str, str], ...]:
    return tuple((r["prefix"], r["code"]) for r in lexicon.rows("treaty_bodies"))
