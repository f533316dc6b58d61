"""What is asked for, and which of those addressed are asked."""

import re
from dataclasses import dataclass

from pipeline.recommend.acts import Acts
from pipeline.recommend.tables import first_code
from pipeline.records import Lang, Paragraph

_SOME = re.compile(r"特别是|尤其是|包括|\bin particular\b|\bespecially\b|\bincluding\b|\bnotably\b")
"""Whom these words single out are named among the others and narrow nobody."""
_STOPS = " .,;:。；：，、\t\n"


@dataclass(frozen=True, slots=True)
class Asked:
    """Offsets in the paragraph's text of the words that say what is asked for, and the rule."""

    start: int = 0
    end: int = 0
    rule: str = ""


def asked_of(acts: Acts, paragraph: Paragraph, said: str) -> Asked:
    """The words after the addressee, or after the verb where that stands later, to the end of the
    sentence of the strongest verb; all of an item that its chapeau asks for. ``said`` are the
    paragraph's words without number and marks of notes."""
    strongest = acts.strongest
    if strongest is None:
        return Asked()
    start, end, rule = strongest.asked, strongest.end, "rule:after-addressee"
    if acts.inherited:
        start, end, rule = 0, len(said), "rule:whole-item"
    elif strongest.use != "object" or not strongest.addressees:
        rule = "rule:after-verb"
    while end > start and said[end - 1] in _STOPS:
        end -= 1
    while start < end and said[start] in _STOPS:
        start += 1
    if start >= end:
        return Asked()
    places = _places(paragraph.text, paragraph.label, said)
    return Asked(places[start], places[end - 1] + 1, rule)


def asked_words(acts: Acts, said: str) -> tuple[str, ...]:
    """What each verb that has a strength asks for, as far as its sentence goes; all of ``said``
    where the verb stands in the chapeau."""
    if acts.inherited and acts.strong:
        return (said,)
    return tuple(said[d.asked : d.end] for d in acts.strong)


def subset_of(acts: Acts, said: str, lang: Lang) -> tuple[str, str]:
    """The code of ``lexicon/subsets.csv`` that narrows the addressees of the strongest verb, and
    the name of the row; both "" for none. ``said`` are the words that the verb stands in."""
    for directive in acts.asking:
        start, end = directive.phrase
        code, rule = first_code("subsets", _SOME.split(said[start:end])[0], lang)
        if code:
            return code, rule
    return "", ""


def _places(text: str, label: str, said: str) -> list[int]:
    """For each character of ``said`` its offset in ``text``, which has a number before it and
    marks of notes and more white space in it."""
    at = len(label) if label and text.startswith(label) else 0
    places = []
    for character in said:
        while not (text[at] == character or (character == " " and text[at].isspace())):
            at += 1
        places.append(at)
        at += 1
    return places
