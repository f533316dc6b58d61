"""Paragraphs said in other words by rule: openings in another tense, synonyms, parts in another
order (``paraphrases.csv``). Figures stay as they are."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random

from evaluation.inputs import table_rows
from pipeline.lineage.words import similarity, words_of
from pipeline.records import Lang, Paragraph
from pipeline.text.passage import wording

_TABLE = Path(__file__).parent / "paraphrases.csv"
_JOINTS: dict[Lang, re.Pattern[str]] = {
    "zh": re.compile(r"([，、；])"),
    "en": re.compile(r"((?:, |; )(?:and |or )?| and (?=\w{4}))"),
}
"""Where a paragraph is taken apart to put its parts in another order."""
_STOP: dict[Lang, str] = {"zh": "；。，", "en": ";.,"}


@dataclass(frozen=True, slots=True)
class Paraphrase:
    """``text`` says what ``paragraph`` says; ``changed`` in [0, 1] is the share of the words of
    both that are other words or stand in another order."""

    paragraph: Paragraph
    text: str
    changed: float


def paraphrase(paragraph: Paragraph, level: float, random: Random) -> Paraphrase:
    """``paragraph`` with at least ``level`` of its words changed or moved, or as many as the rules
    reach: opening and synonyms first, in the order that ``random`` draws, then parts swapped."""
    lang = paragraph.lang
    text = wording(paragraph).rstrip(_STOP[lang] + " ")
    said = words_of(replace(paragraph, text=text, label=""))

    def changed(other: str) -> float:
        return 1 - similarity(said, words_of(replace(paragraph, text=other, label="")))

    text = _reworded(text, lang, level, changed, random)
    if changed(text) < level:
        text = _reordered(text, lang, level, changed, random)
    return Paraphrase(paragraph, text, changed(text))


def half(made: Paraphrase, random: Random) -> Paraphrase:
    """The first or the second half of a paraphrase, cut where it can be taken apart."""
    pieces = _JOINTS[made.paragraph.lang].split(made.text)
    middle, at, cut = len(made.text) / 2, 0, 0
    for i, piece in enumerate(pieces):
        at += len(piece)
        if at >= middle:
            cut = i + 1
            break
    first, second = "".join(pieces[:cut]), "".join(pieces[cut:])
    kept = random.choice([first, second]) if len(second) * 4 > len(first) else first
    return replace(made, text=kept.strip(" ，、；,;"))


def _reworded(
    text: str, lang: Lang, level: float, changed: Callable[[str], float], random: Random
) -> str:
    """``text`` with its opening and then synonyms put in, until ``level`` is reached."""
    opening, synonyms = _table(lang, "opening"), _table(lang, "synonym", "name")
    head = opening[0].match(text)
    places = [(m.start(), m.end(), synonyms[1][m.group()]) for m in synonyms[0].finditer(text)]
    places = [place for place in places if head is None or place[0] >= head.end()]
    random.shuffle(places)
    chosen = [(head.start(), head.end(), opening[1][head.group()])] if head else []
    out = _put(text, chosen)
    for place in places:
        if changed(out) >= level:
            break
        chosen.append(place)
        out = _put(text, chosen)
    return out


def _put(text: str, places: Sequence[tuple[int, int, str]]) -> str:
    out, at = [], 0
    for start, end, becomes in sorted(places):
        out += [text[at:start], becomes]
        at = end
    return "".join((*out, text[at:]))


def _reordered(
    text: str, lang: Lang, level: float, changed: Callable[[str], float], random: Random
) -> str:
    """``text`` with neighbouring parts swapped, each pair once, until ``level`` is reached."""
    pieces = _JOINTS[lang].split(text)
    pairs = list(range(0, len(pieces) - 2, 2))
    random.shuffle(pairs)
    for at in pairs:
        if changed("".join(pieces)) >= level:
            break
        pieces[at], pieces[at + 2] = pieces[at + 2], pieces[at]
    return "".join(pieces)


@cache
def _table(lang: Lang, *kinds: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern for the forms of those kinds and what becomes of each; names stay as they are."""
    columns = {"lang", "form", "becomes", "kind", "source"}
    rows = [r for r in table_rows(_TABLE, columns) if r["lang"] == lang and r["kind"] in kinds]
    becomes = {row["form"]: row["becomes"] for row in rows}
    forms = sorted(becomes, key=len, reverse=True)
    border = r"\b" if lang == "en" else ""
    return re.compile(f"{border}(?:{'|'.join(map(re.escape, forms))}){border}"), becomes
