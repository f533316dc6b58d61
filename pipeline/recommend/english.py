"""English verbs that ask, and who stands with them."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.recommend.people import Addressee, Named, last_joined, nearest

_REACH = 140
"""How far, in characters, an addressee may stand from its verb."""
_BEFORE_OBJECT = re.compile(
    r"(?:^|[,;:.(—]\s*|\b(?:and|also|further|again|once|it|which|Group|Conference|Assembly|Council|"
    r"Committee|Mechanism|Parties|strongly|they|We|we|he|she|was|were|then|while|thus|hereby|"
    r"therefore|thereby|accordingly|consequently|as well as|in (?:this|that) "
    r"(?:regard|connection|context|respect)|(?:decided|agreed|decides|agrees|wished|resolved) "
    r"(?:further |also )?to)\s+)$",
    re.I,
)
_RECALLED = re.compile(r"\b(?:in|by|through) which (?:it|the \w+) (?:\w+ly |also )*$")
"""What an organ asked for in another text is not asked for here."""
_OTHERWISE = re.compile(r"\bin which [^,;.]*$")
_FINITE = re.compile(r"^\w+(?:s|ed|ing)\b|^strongly \w+(?:s|ed|ing)\b", re.I)
_OF_ORGANS = re.compile(r"\b(?:to|and|or|also|further)\s+$")
"""Before a verb without ending these make an infinitive: to promote and encourage respect."""
_SAID = re.compile(
    r"\b[Ww]e\b|\b(?:decided|agreed|decides|agrees|wished|resolved) (?:further |also )?to\s+$"
)
_JOINED_VERB = re.compile(r",?\s+(?:and|but|or)\s+(?:also\s+|further\s+)?$")
_EARLIER_VERB = re.compile(
    r"\b(?:should|shall|may|(?:is|are) (?:encouraged|requested|urged|invited))\b"
)
_ASKED = re.compile(
    r"(?<!position )(?<!yet )(?<!able )"
    r"\b(?:not\s+)?to\s+(?!(?:the|this|that|these|those|its|their|his|her|all|any|each|an?|which|"
    r"whom|such|other|international|relevant|human|article|resolution|parts?|date)\b|[A-Z\d])"
)
"""The infinitive that says what is asked for; "parties to the Convention" is none."""
_ENDS = re.compile(r"[.:;](?:\s|$)")
_BESIDE = re.compile(
    r"\b(?:in (?:close |full |further |continued )?(?:cooperation|consultation|collaboration|"
    r"coordination|partnership|conjunction|accordance|line|conformity|association|compliance)|"
    r"with(?:out)?|through|on|under|pursuant|from|during|following|after|before|upon|at|"
    r"based|taking|bearing|consistent|against|including through|reports? of|adopted by|"
    r"established by|contained in|made by|provided by|mandate of|resolutions? of|"
    r"sessions? of)\b"
)
"""What is joined to an addressee by these words is not asked."""
_JOINT = re.compile(
    r",|\band\b|\bor\b|\bas well as\b|\bincluding\b|\bsuch as\b|\bin particular\b|\bespecially\b|"
    r"\bnotably\b|\bnamely\b|\btogether with\b|\balong with\b"
)
_OF_VERB = re.compile(r"^\s+(?:to|on|upon|for)\b")
_BETWEEN = re.compile(r"\b(?:between|among|by)\s+(?:(?:the|all|relevant|other)\s+)*$")
"""What stands before those who are to act where no infinitive follows them: efforts by States."""
_AGENT = re.compile(r"(?:should|shall)\s+be\s+[a-z]+ed\s+by(?=\s)")
_NOBODY = re.compile(r"\b(?:there|it|this|which|that|and|as)\s+$")
_TOGETHER = re.compile(r"\b(?:as well as|together with|along with)\b")
_DESCRIBED = re.compile(r"(?:\s|[A-Za-z’'-]|\([^)]*\))*")
_NO_NAME = re.compile(r"\b(?:of|in|to|for|that|which|who|whose|by|into|between)\b")
_OWNED = (" of ", " of the ")
"""What belongs to somebody does not act: in "the theme of the Conference shall be" nobody does."""
_PRONOUN = re.compile(r"\s+(?:it|them|him|her|they|these|those)\b(?!\s+(?:[a-z]+ )?[A-Z])")
_LEAVE = 35
"""Who is given leave ("may") stands close to the verb; further off it says what can be."""


def occurrences(sentence: str, form: str, use: str) -> Iterator[tuple[int, int, bool]]:
    """Where ``form`` stands as a directive, from and to, and whether it is passive there."""
    if use == "subject":
        for hit in re.finditer(rf"\b{form}\b(?!\s+(?:not\s+)?have\b)", sentence):
            yield hit.start(), hit.end(), False
        return
    if _stem(form) not in sentence.casefold():
        return
    passive, active = _patterns(form)
    for hit in passive.finditer(sentence):
        if not _OTHERWISE.search(sentence[: hit.start()]):
            yield hit.start(), hit.end(), True
    for hit in active.finditer(sentence):
        before = sentence[: hit.start()]
        if not _BEFORE_OBJECT.search(before) or _RECALLED.search(before):
            continue
        if _FINITE.search(hit.group()) or _SAID.search(before) or not _OF_ORGANS.search(before):
            yield hit.start(), hit.end(), False


@cache
def _stem(form: str) -> str:
    """What every inflection of ``form`` has in common, to pass over sentences without it."""
    return form.split()[0].removesuffix("e")


@cache
def _patterns(form: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    adverb, _, verb = form.rpartition("strongly ")
    strongly = r"strongly\s+" if adverb or form.startswith("strongly") else ""
    passive = (
        rf"\b(?:is|are|was|were|be)\s+(?:(?:also|further|again|hereby)\s+)*{strongly}"
        rf"{inflected(verb)}"
    )
    return re.compile(passive), re.compile(rf"\b{inflected(form)}", re.I)


@cache
def inflected(form: str) -> str:
    """A pattern for the forms of ``form``: encourage(s|d), encouraging, call(s|ed|ing) upon."""
    words = form.split()
    verb = words[1] if words[0] == "strongly" else words[0]
    stem = re.escape(verb[:-1] if verb.endswith("e") else verb)
    ends = r"(?:e[sd]?|s|es|ed|ied|ies|ing)?" if verb.endswith("e") else r"(?:s|es|ed|ing)?"
    place = words.index(verb)
    return r"\s+".join([*words[:place], f"{stem}{ends}", *words[place + 1 :]]) + r"\b"


def after(sentence: str, found: Sequence[Addressee], end: int) -> Named:
    """Those asked by the verb that ends at ``end``: the first named and those joined to it, before
    the infinitive; and where that begins, or what follows the names where there is none."""
    asked = _ASKED.search(sentence, end)
    stop = _ENDS.search(sentence, end)
    last = min(m.start() for m in (asked, stop) if m) if asked or stop else len(sentence)
    named = list(_antecedent(sentence, found, end)) if _PRONOUN.match(sentence, end) else []
    for person in () if named else found:
        if person.start < end:
            continue
        between = sentence[named[-1].end if named else end : person.start]
        if not named:
            if stop and person.start > stop.start():
                break
            if person.start > last or len(between) > _REACH:
                if not _BETWEEN.search(between):
                    continue
            elif _is_beside(between):
                continue
        elif person.start > last or not _is_joined(between):
            break
        named.append(person)
    begins = max(named[-1].end, end) if named else end
    if asked and asked.start() == last and asked.start() >= begins:
        begins = asked.start()
    return Named(tuple(named), begins, max(begins, last) if named else begins)


def subject(sentence: str, found: Sequence[Addressee], start: int) -> list[Addressee]:
    """The nearest addressee before offset ``start``; a verb joined to an earlier one (the
    Secretariat should …, and should …) has that verb's subject, not a nearer name."""
    reach = 2 * _REACH
    joined = _JOINED_VERB.search(sentence[:start])
    if _NOBODY.search(sentence[:start]) and not joined:
        return []
    if agent := _AGENT.match(sentence, start):
        return list(after(sentence, found, agent.end()).people)
    if joined:
        earlier = _EARLIER_VERB.search(sentence[: joined.start()])
        if earlier:
            start, reach = earlier.start(), len(sentence)
    if sentence.startswith("may ", start):
        reach = _LEAVE
    before = [p for p in nearest(found, start, reach) if not sentence[: p.start].endswith(_OWNED)]
    return last_joined(sentence, before, _is_joined)


def _antecedent(sentence: str, found: Sequence[Addressee], end: int) -> Iterator[Addressee]:
    """Whom "it" or "them" after a verb stands for: the first named in the sentence and those
    joined to it."""
    last = None
    for person in (p for p in found if p.end <= end):
        if last is not None and not _is_joined(sentence[last.end : person.start]):
            return
        yield person
        last = person


def _is_beside(between: str) -> bool:
    """Whether what follows ``between`` hangs on words such as "in cooperation with", or on a "to"
    other than the one right after the verb (its call to States)."""
    between = _OF_VERB.sub("", between)
    if re.search(r"\bto\b", between):
        return True
    found = list(_BESIDE.finditer(between))
    return bool(found) and "," not in between[found[-1].end() :]


def _is_joined(between: str) -> bool:
    joints = list(_JOINT.finditer(between))
    if not joints or len(between) > _REACH:
        return False
    last = between[joints[-1].end() :]
    if last.endswith((" their ", " its ")):
        return False
    if _BESIDE.search(_TOGETHER.sub("", between)) or _NO_NAME.search(last):
        return False
    return _DESCRIBED.fullmatch(last) is not None
