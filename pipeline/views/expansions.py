"""What was looked up beside the words of a query, as one line."""

from collections.abc import Sequence
from html import escape

from pipeline.records import LANGS, Expansion, Lang
from pipeline.strings import Strings
from pipeline.views.markup import tag, text


def forms_by_language(expansions: Sequence[Expansion]) -> tuple[tuple[Lang, tuple[str, ...]], ...]:
    """The forms of each language that has some, each once, in the order of ``expansions``."""
    found = {
        lang: tuple(dict.fromkeys(f for e in expansions if e.lang == lang for f in e.forms))
        for lang in LANGS
    }
    return tuple((lang, forms) for lang, forms in found.items() if forms)


def expansion_line(expansions: Sequence[Expansion], say: Strings) -> str:
    """The forms looked up as well, each marked with its language; ``""`` where there are none.

    What stands over a form names the words of the query that it goes with.
    """
    grouped = forms_by_language(expansions)
    if not grouped:
        return ""
    terms = {(e.lang, form): e.term for e in expansions for form in e.forms}
    pieces = [tag("span", text(say("search.expanded")))]
    for lang, forms in grouped:
        shown = " · ".join(
            tag("bdi", escape(form), "form", lang, title=terms[lang, form]) for form in forms
        )
        named = tag("span", text(say(f"language.{lang}")), "of", say.lang)
        pieces.append(tag("span", f"{named} {shown}", "forms"))
    return tag("p", " ".join(pieces), "summary expanded", say.lang)
