"""Where the pages of the app stand, as links within it; the state of a page is its query string."""

from collections.abc import Sequence
from urllib.parse import urlencode

from pipeline.records import Lang, Paragraph
from pipeline.strings import Strings
from pipeline.views.markup import tag


def address_of(page: str, say: Strings, /, **fields: str) -> str:
    """The address of a page, relative to the others, in the language of the interface; fields that
    are ``""`` are left out."""
    path = "./" if page == "search" else page
    return f"{path}?{urlencode({'lang': say.lang} | {k: v for k, v in fields.items() if v})}"


def compare_address(symbol: str, say: Strings, paragraph: Paragraph | None = None) -> str:
    """Both languages of a text, side by side, at the row of ``paragraph`` where one is given."""
    return address_of("compare", say, symbol=symbol, at=row_name(paragraph))


def document_address(
    symbol: str, say: Strings, lang: Lang | None = None, paragraph: Paragraph | None = None
) -> str:
    """A text to read, in ``lang`` where it is held in it, at ``paragraph`` where one is given."""
    lang = lang or (paragraph.lang if paragraph else say.lang)
    return address_of("document", say, symbol=symbol, text=lang, at=at(paragraph))


def link(content: str, address: str, classes: str = "", title: str = "") -> str:
    """A link to another page of the app around ``content``, which is HTML already."""
    more = {"title": title} if title else {}
    return tag("a", content, classes, None, href=address, target="_self", **more)


def at(paragraph: Paragraph | None) -> str:
    """The name of a place in a text, for its address: the number path, and the ordinal, which tells
    paragraphs of one path apart. ``""`` for no paragraph."""
    return f"{paragraph.ordinal}:{'/'.join(paragraph.number)}" if paragraph else ""


def row_name(paragraph: Paragraph | None) -> str:
    """The name of the row of two languages in which a paragraph stands: the language and the place;
    ``""`` for no paragraph."""
    return f"{paragraph.lang}:{at(paragraph)}" if paragraph else ""


def paragraph_at(name: str, paragraphs: Sequence[Paragraph]) -> Paragraph | None:
    """The paragraph of ``paragraphs`` that ``name`` names: the nearest of its path, since a text
    that was read anew may count its paragraphs differently; None where there is none."""
    figure, colon, path = name.partition(":")
    if not colon or not (figure.isascii() and figure.isdigit()):
        return None
    found = [p for p in paragraphs if "/".join(p.number) == path]
    return min(found, key=lambda p: abs(p.ordinal - int(figure[:9])), default=None)
