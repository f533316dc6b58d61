"""A quotation in both languages beside each other, that of the interface first, ready to copy."""

from collections.abc import Mapping, Sequence

from pipeline.cite import citation
from pipeline.records import Lang, Paragraph
from pipeline.strings import Strings
from pipeline.views.addresses import document_address, link
from pipeline.views.cards import copy_buttons
from pipeline.views.markup import Span, passage, tag, text
from pipeline.views.tracing import source


def order_of(say: Strings) -> tuple[Lang, Lang]:
    """The two languages, that of the interface first."""
    return ("zh", "en") if say.lang == "zh" else ("en", "zh")


def places(paragraphs: Sequence[Paragraph], lang: Lang) -> str:
    """Where paragraphs stand, cited in ``lang``."""
    between = "；" if lang == "zh" else "; "
    return between.join(dict.fromkeys(citation(p, lang) for p in paragraphs))


def side(place: str, words: str, lang: Lang, say: Strings, first: Paragraph | None = None) -> str:
    """One language of a quotation: its citation, the buttons that copy, and ``words``, which are
    HTML already: elements of the class ``passage``, which alone are copied, and others. The
    citation is a link to ``first`` in its text where that is held."""
    cited = tag("span", text(place), "" if first else "cite", lang)
    if first:
        cited = link(cited, document_address(first.symbol, say, paragraph=first), "cite")
    head = cited + copy_buttons(say)
    return tag(
        "div",
        tag("div", head, "card-head") + words,
        "quoted",
        data_cite=place,
        data_lang=lang,
    )


def side_of(
    paragraphs: Sequence[Paragraph],
    lang: Lang,
    say: Strings,
    place: str = "",
    spans: Sequence[Span] = (),
) -> str:
    """Paragraphs of one language, or that none is held; ``spans`` are marked in the first of them.
    ``place`` is cited where it is not that of all of them."""
    if not paragraphs:
        return absent(lang, say)
    first, *rest = paragraphs
    words = passage(first.text, lang, spans) + "".join(passage(p.text, lang) for p in rest)
    words += source(paragraphs, say)
    return side(place or places(paragraphs, lang), words, lang, say, first)


def absent(lang: Lang, say: Strings) -> str:
    """That the passage is not held in ``lang``."""
    return tag("div", say(f"briefing.absent.{lang}"), "quoted absent", say.lang)


def beside(sides: Mapping[Lang, str], say: Strings) -> str:
    """Both sides, each HTML already, in two columns."""
    return tag("div", "".join(sides[lang] for lang in order_of(say)), "beside")
