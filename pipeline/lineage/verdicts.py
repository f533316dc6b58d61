"""What became of a recommendation: the rules, in the order in which they are asked.

1. The same words: repeated. 2. Another verb on the ladder of strengths: strengthened or softened; a
verb added beside those that stay widens. 3. A hedge put in softens, one taken out strengthens.
4. More addressees widen, fewer narrow. 5. Words put in widen and words taken out narrow, where they
are more than were exchanged; dates, numbers and names of months are no words here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipeline import lexicon
from pipeline.lineage.words import Step, Words, said, steps
from pipeline.recommend import Ladder, built_in
from pipeline.records import Lang, Recommendation
from pipeline.records.lineage import Entry, Verdict
from pipeline.text.normalise import fold

_HEDGE_ALONE = {"en": 9, "zh": 12}
"""Words of an insertion up to which a hedge in it is what was inserted; in a longer one it belongs
to what was added."""
_LEAST = {"en": 2, "zh": 4}
_SHARE = 0.05
"""Words by which a text must have grown or shrunk, and share of its length."""
_EXCHANGED = 0.6
"""Share of the words put in that were taken out, or the reverse, from which on the text is held to
be reworded."""
_JOINT = " > "


@dataclass(frozen=True, slots=True)
class Reading:
    """A verdict with the rule that gave it and what it went by."""

    verdict: Verdict
    rule: str
    evidence: str = ""


def verdict(
    earlier: Entry, later: Entry, before: Words, after: Words, ladder: Ladder | None = None
) -> Reading:
    """What the later wording makes of the earlier, by the built-in ladder unless one is given;
    never ``new``, ``dropped``, ``split`` or ``merged``, which no pair alone can tell."""
    if before.tokens == after.tokens:
        return Reading("repeated", "same-words")
    changed = steps(before, after)
    read = (
        _by_strength(
            _telling(earlier),
            _telling(later),
            before.tokens[:1] == after.tokens[:1],
            ladder or built_in(),
        )
        or _by_hedge(before, after, changed)
        or _by_addressee(earlier.recommendation, later.recommendation)
        or _by_length(before, after, changed)
    )
    return read or Reading(
        "repeated", "reworded" if _counted(changed, before, after) else "updated"
    )


def _telling(entry: Entry) -> Recommendation:
    """The language whose verb tells the strength: 应 alone is both shall and should."""
    other = entry.counterpart
    is_english = other is not None and other.paragraph.lang == "en"
    return other if other is not None and is_english else entry.recommendation


def _by_strength(
    before: Recommendation, after: Recommendation, opens_alike: bool, ladder: Ladder
) -> Reading | None:
    """By the strongest verbs; that one of two which open alike asks and the other does not is a
    clause put in or taken out, and left to the words."""
    one, two = (
        ladder.rank(r.strength) if r.strength in ladder.codes else None for r in (before, after)
    )
    shown = f"{before.strength or '-'}{_JOINT}{after.strength or '-'}"
    if one == two:
        return None
    verbs = set(before.lead_verb.split(";")), set(after.lead_verb.split(";"))
    if one is None or two is None:
        if opens_alike or (before.strength and after.strength):
            return None  # the latter: a strength that the ladder does not place
        return Reading("strengthened" if one is None else "softened", "asks", shown)
    if verbs[0] < verbs[1]:
        return Reading("widened", "verb-added", shown)
    if verbs[1] < verbs[0]:
        return Reading("narrowed", "verb-dropped", shown)
    return Reading("strengthened" if two < one else "softened", "strength", shown)


def _by_hedge(before: Words, after: Words, changed: Sequence[Step]) -> Reading | None:
    put_in = _hedge([after.tokens[s.c : s.d] for s in changed], after.lang)
    taken_out = _hedge([before.tokens[s.a : s.b] for s in changed], before.lang)
    if put_in and not taken_out:
        return Reading("softened", "hedge-added", put_in)
    if taken_out and not put_in:
        return Reading("strengthened", "hedge-dropped", taken_out)
    return None


def _hedge(stretches: Sequence[Sequence[str]], lang: Lang) -> str:
    """The hedge that is all of one of ``stretches``, "" for none."""
    for stretch in stretches:
        if 0 < len(stretch) <= _HEDGE_ALONE[lang]:
            words = f" {' '.join(stretch)} "
            for form in _hedges(lang):
                if f" {form} " in words:
                    return form if lang == "en" else form.replace(" ", "")
    return ""


def _by_addressee(before: Recommendation, after: Recommendation) -> Reading | None:
    one, two = set(before.addressees), set(after.addressees)
    shown = f"{';'.join(before.addressees) or '-'}{_JOINT}{';'.join(after.addressees) or '-'}"
    if one and one < two:
        return Reading("widened", "addressee-added", shown)
    if two and two < one:
        return Reading("narrowed", "addressee-dropped", shown)
    return None


def _by_length(before: Words, after: Words, changed: Sequence[Step]) -> Reading | None:
    put_in, taken_out = _words_changed(changed, before, after)
    grown = len(put_in) - len(taken_out)
    lang = after.lang
    least = max(_LEAST[lang], _SHARE * max(len(before.tokens), len(after.tokens)))
    if grown >= least and len(taken_out) <= _EXCHANGED * len(put_in):
        return Reading("widened", "words-added", said(put_in, lang))
    if -grown >= least and len(put_in) <= _EXCHANGED * len(taken_out):
        return Reading("narrowed", "words-dropped", said(taken_out, lang))
    return None


def _counted(changed: Sequence[Step], before: Words, after: Words) -> bool:
    put_in, taken_out = _words_changed(changed, before, after)
    return bool(put_in or taken_out)


def _words_changed(
    changed: Sequence[Step], before: Words, after: Words
) -> tuple[list[str], list[str]]:
    """Words put in and taken out, without numbers, dates and words that say nothing."""
    idle = _idle(after.lang)
    put_in = [w for s in changed for w in after.tokens[s.c : s.d]]
    taken_out = [w for s in changed for w in before.tokens[s.a : s.b]]
    return [w for w in put_in if _counts(w, idle)], [w for w in taken_out if _counts(w, idle)]


def _counts(word: str, idle: frozenset[str]) -> bool:
    return not word.isdigit() and word not in idle and not word.endswith("ieth")


@cache
def _hedges(lang: Lang) -> tuple[str, ...]:
    forms = {r["form"] for r in lexicon.rows("hedges") if r["lang"] == lang and r["form"]}
    return tuple(sorted((fold(f) if lang == "en" else " ".join(f) for f in forms), key=len))


@cache
def _idle(lang: Lang) -> frozenset[str]:
    return frozenset(r["form"] for r in lexicon.rows("idle_words") if r["lang"] == lang)
