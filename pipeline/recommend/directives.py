"""Who is asked, and how strongly: the directive verbs of a passage with their addressees.

A verb of ``lexicon/verbs.csv`` is used in one of three ways. An *object* verb stands before its
addressee (鼓励缔约国, Encourages States parties; in English also passive: States parties are
encouraged to). A *subject* verb stands after it (缔约国应, States parties should). A *lead* verb
opens an operative paragraph and asks nobody (欢迎, Endorses), 决定/Decides apart, which binds the
organ itself. A verb without addressee asks nothing: 应 in 反应 or 应以…为重点 is no directive.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.recommend import chinese, english
from pipeline.recommend.people import Addressee, Named, people
from pipeline.recommend.tables import Verb, verbs
from pipeline.records import Lang


@dataclass(frozen=True, slots=True)
class Directive:
    """One verb at offset ``at`` and the row that named it; the codes of its addressees with theirs;
    ``asked`` is the offset at which the words begin that say what is asked for, ``end`` that of the
    end of its sentence; ``phrase`` are the offsets of the words that name and narrow the
    addressees."""

    at: int
    form: str
    strength: str
    verb_class: str
    addressees: tuple[str, ...]
    use: str
    rule: str
    named_by: tuple[str, ...] = ()
    asked: int = 0
    end: int = 0
    phrase: tuple[int, int] = (0, 0)


_SENTENCE = {
    "zh": re.compile(r"[^。；;]*[。；;]?"),
    "en": re.compile(r".+?(?:[.;](?=\s+[A-Z]|\s*$)|$)", re.S),
}


def directives(
    text: str, lang: Lang, body: str = "", *, of_organ: bool = False
) -> tuple[Directive, ...]:
    """The directives of ``text`` (without its number) in order; () where it asks nothing.

    Where an organ speaks (``of_organ``), as in operative paragraphs, a verb before its object asks
    even where nobody listed is asked: "urges the further strengthening".
    """
    found: list[Directive] = []
    for sentence in _SENTENCE[lang].finditer(text):
        if sentence.group().strip():
            inside = _in_sentence(sentence.group(), sentence.start(), lang, body, of_organ)
            found.extend(_main_clauses(sorted(inside, key=lambda d: d.at)))
    return tuple(found)


def _main_clauses(found: Sequence[Directive]) -> Iterator[Directive]:
    """Without the subject verbs of clauses that hang on an object verb of the same sentence:
    in 请秘书长确保各国应…, 应 says what is asked for, not how strongly."""
    asked = False
    for directive in found:
        if directive.use == "subject" and asked:
            continue
        asked = asked or directive.use == "object"
        yield directive


def _in_sentence(
    sentence: str, offset: int, lang: Lang, body: str, of_organ: bool
) -> Iterator[Directive]:
    named = people(sentence, lang, body)
    if not named and not of_organ:
        return
    taken: list[tuple[int, int]] = []
    places = english.occurrences if lang == "en" else chinese.occurrences
    for row in verbs(lang, body):
        if row.use == "lead":
            continue
        for start, end, passive in places(sentence, row.form, row.use):
            if any(a < end and start < b for a, b in taken):
                continue
            taken.append((start, end))
            asked = _asked(sentence, named, (start, end), row.use == "subject" or passive, lang)
            if asked.people or (of_organ and row.use == "object" and not passive):
                yield _directive(row, asked, start, offset, offset + len(sentence))


def _asked(
    sentence: str, named: Sequence[Addressee], verb: tuple[int, int], before: bool, lang: Lang
) -> Named:
    """Who is asked by the verb that stands from ``verb[0]`` to ``verb[1]``."""
    start, end = verb
    if lang == "en":
        if before:
            return Named(tuple(english.subject(sentence, named, start)), end, start)
        return english.after(sentence, named, end)
    if before:
        return Named(tuple(chinese.subject(sentence, named, start)), end, start)
    return chinese.after(sentence, named, end)


def _directive(row: Verb, asked: Named, start: int, offset: int, end: int) -> Directive:
    return Directive(
        offset + start,
        row.form,
        row.strength,
        row.verb_class,
        tuple(dict.fromkeys(p.code for p in asked.people)),
        row.use,
        row.rule,
        tuple(dict.fromkeys(p.rule for p in asked.people)),
        offset + asked.asked,
        end,
        (
            offset + min([start, *(p.start for p in asked.people)]),
            offset + max(start, asked.until),
        ),
    )
