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
from functools import cache

from pipeline.recommend.tables import (
    Verb,
    addressee_forms,
    addressee_pattern,
    ladder,
    verbs,
)
from pipeline.records import Lang


@dataclass(frozen=True, slots=True)
class Directive:
    """One verb at offset ``at`` with its addressee codes, and the lexicon row that named it."""

    at: int
    form: str
    strength: str
    addressees: tuple[str, ...]
    use: str
    rule: str


@dataclass(frozen=True, slots=True)
class _Addressee:
    code: str
    start: int
    end: int


_SENTENCE = {
    "zh": re.compile(r"[^。；;]*[。；;]?"),
    "en": re.compile(r".+?(?:[.;](?=\s+[A-Z]|\s*$)|$)", re.S),
}
_REACH = {"zh": 60, "en": 140}
"""How far, in characters, an addressee may stand from its verb."""
_ZH_BEFORE_OBJECT = re.compile(
    r"(?:^|[，、；;。：,:\s]|又|还|并|也|再|再次|进一步|继续|特别|同时|兹|另|着重|在这方面|为此|大会|"
    r"会议|工作组|理事会|委员会|缔约方|与会者|发言者|因此|而且|此外)$"
)
_ZH_NO_VERB_AFTER = {
    "请": re.compile(r"求|愿|假|示|柬|教|书"),
    "请求": re.compile(r"国|方|书|中|时|的"),
    "建议": re.compile(r"的|书|及|和|是"),
    "要求": re.compile(r"的|和|，|。"),
    "应": re.compile(
        r"对|请|用|急|邀|答|付|得|"
        r"(?:另一|该|其|有关|任何|本)*(?:缔约[国方]|[会成]员国|各国|国家?|秘书长|大会|会议|理事会|委员会)?"
        r"的?(?:请求|要求|邀请)"
    ),
    "可": re.compile(r"能|以|负|供|开|行|持|采|靠|见|信|比|用于|得|再|适|获|接|及|否"),
    "须": re.compile(r"知|臾"),
}
_ZH_NO_VERB_BEFORE = {
    "请": re.compile(r"[应申邀促吁敦报聘恳提]$"),
    "应": re.compile(r"[反相适供响回对效顺呼感因照理不]$|是否$|何种$"),
    "应当": re.compile(r"是否$"),
    "可": re.compile(r"[许认不均尚]$|是否$"),
    "须": re.compile(r"[必无毋]$"),
}
_LEAVE = ("可", "may ")
"""Verbs that give leave stand close to whom they give it; further off they say what can be."""
_JOINED_VERB = {
    "zh": re.compile(r"[，、；]?(?:还|并|也|且|又|并且|同时)$"),
    "en": re.compile(r",?\s+(?:and|but|or)\s+(?:also\s+|further\s+)?$"),
}
_EARLIER_VERB = {
    "zh": re.compile(r"应当?(?!对|请|用|急)"),
    "en": re.compile(r"\b(?:should|shall|may|(?:is|are) (?:encouraged|requested|urged|invited))\b"),
}
_EN_BEFORE_OBJECT = re.compile(
    r"(?:^|[,;:.(—]\s*|\b(?:and|also|further|again|once|it|which|Group|Conference|Assembly|Council|"
    r"Committee|Mechanism|Parties|strongly|they|he|she|was|were|then|to|in this regard)\s+)$",
    re.I,
)


def directives(text: str, lang: Lang, body: str = "") -> tuple[Directive, ...]:
    """The directives of ``text`` (without its number) in order; () where it asks nothing."""
    found: list[Directive] = []
    for sentence in _SENTENCE[lang].finditer(text):
        if sentence.group().strip():
            inside = _in_sentence(sentence.group(), sentence.start(), lang, body)
            found.extend(_main_clauses(sorted(inside, key=lambda d: d.at)))
    return tuple(found)


def lead_verb(text: str, lang: Lang, body: str = "") -> Directive | None:
    """The verb that opens an operative paragraph, or the first that opens a clause of a Chinese
    conclusion (在讨论…时，强调了…), whatever it does; None where no listed verb stands there.

    Its strength is that of the table where it opens the paragraph, so that "Calls upon the
    administering Power" asks something of somebody whom no table lists.
    """
    clauses = re.split(r"(?<=，)", text) if lang == "zh" else [text]
    at = 0
    for clause in clauses:
        if found := _lead_of(clause, at, lang, body):
            return found
        at += len(clause)
    return None


def _lead_of(clause: str, offset: int, lang: Lang, body: str) -> Directive | None:
    opening = _opening(clause, lang)
    for row in verbs(lang):
        pattern = re.escape(row.form) if lang == "zh" else _english(row.form)
        if row.use == "subject" or not row.holds_for(body):
            continue
        if hit := re.match(pattern, opening, re.I):
            printed = hit.group() if lang == "zh" else row.form
            at = offset + len(clause) - len(opening)
            strength = row.strength if row.use == "lead" or not offset else ""
            return Directive(at, printed, strength, (), row.use, row.rule)
    return None


def strongest(found: Sequence[Directive]) -> str:
    """The strength that stands highest on the ladder of ``lexicon/strengths.csv``."""
    return min((d.strength for d in found if d.strength), key=rank, default="")


def rank(strength: str) -> int:
    """Place of ``strength`` on the ladder, 1 the strongest."""
    return ladder()[strength]


def _main_clauses(found: Sequence[Directive]) -> Iterator[Directive]:
    """Without the subject verbs of clauses that hang on an object verb of the same sentence:
    in 请秘书长确保各国应…, 应 says what is asked for, not how strongly."""
    asked = False
    for directive in found:
        if directive.use == "subject" and asked:
            continue
        asked = asked or directive.use == "object"
        yield directive


# one sentence -------------------------------------------------------------------------------------


def _in_sentence(sentence: str, offset: int, lang: Lang, body: str) -> Iterator[Directive]:
    people = tuple(_people(sentence, lang))
    taken: list[tuple[int, int]] = []
    for row in verbs(lang):
        if row.use == "lead" or not row.holds_for(body):
            continue
        for start, end, passive in _occurrences(sentence, row, lang):
            if any(a < end and start < b for a, b in taken):
                continue
            taken.append((start, end))
            if row.use == "subject" or passive:
                named = _subject(sentence, people, start, lang)
            else:
                named = _after(sentence, people, end, lang)
            if named:
                codes = tuple(dict.fromkeys(p.code for p in named))
                yield Directive(offset + start, row.form, row.strength, codes, row.use, row.rule)


def _occurrences(sentence: str, row: Verb, lang: Lang) -> Iterator[tuple[int, int, bool]]:
    """Where the verb of ``row`` stands as a directive, and whether it is passive there."""
    form = row.form
    if lang == "en":
        yield from _english_occurrences(sentence, form, row.use)
        return
    for hit in re.finditer(re.escape(form), sentence):
        left, right = sentence[: hit.start()], sentence[hit.end() :]
        not_after, not_before = _ZH_NO_VERB_AFTER.get(form), _ZH_NO_VERB_BEFORE.get(form)
        if (not_after and not_after.match(right)) or (not_before and not_before.search(left)):
            continue
        if row.use == "subject" or _ZH_BEFORE_OBJECT.search(left):
            yield hit.start(), hit.end(), False


def _english_occurrences(sentence: str, form: str, use: str) -> Iterator[tuple[int, int, bool]]:
    if use == "subject":
        for hit in re.finditer(rf"\b{form}\b(?!\s+(?:not\s+)?have\b)", sentence):
            yield hit.start(), hit.end(), False
        return
    adverb, _, verb = form.rpartition("strongly ")
    past = _english(verb)
    strongly = r"strongly\s+" if adverb or form.startswith("strongly") else ""
    passive = rf"\b(?:is|are|was|were|be)\s+(?:(?:also|further|again|hereby)\s+)*{strongly}{past}"
    for hit in re.finditer(passive, sentence):
        yield hit.start(), hit.end(), True
    for hit in re.finditer(rf"\b{_english(form)}", sentence, re.I):
        if _EN_BEFORE_OBJECT.search(sentence[: hit.start()]):
            yield hit.start(), hit.end(), False


@cache
def _english(form: str) -> str:
    """A pattern for the present and past of ``form``: encourage(s|d), call(s|ed) upon."""
    words = form.split()
    verb = words[1] if words[0] == "strongly" else words[0]
    stem = re.escape(verb[:-1] if verb.endswith("e") else verb)
    inflected = (
        rf"{stem}(?:e[sd]?|s|es|ed|ied|ies)?" if verb.endswith("e") else rf"{stem}(?:s|es|ed)?"
    )
    after = words[words.index(verb) + 1 :]
    before = [*words[: words.index(verb)]]
    return r"\s+".join([*before, inflected, *after]) + r"\b"


def _people(sentence: str, lang: Lang) -> Iterator[_Addressee]:
    """Addressees named in ``sentence``, the longest form at each place, in order."""
    for hit in addressee_pattern(lang).finditer(sentence):
        yield _Addressee(addressee_forms(lang)[hit.group()], hit.start(), hit.end())


def _after(sentence: str, people: Sequence[_Addressee], end: int, lang: Lang) -> list[_Addressee]:
    """The first addressee after offset ``end`` and those joined to it by 和, 、 or "and"."""
    named: list[_Addressee] = []
    for person in people:
        if person.start < end:
            continue
        between = sentence[named[-1].end if named else end : person.start]
        if not named:
            stop = r"[，：。]" if lang == "zh" else r"[.:;]|\bto\b"
            if len(between) > _REACH[lang] or re.search(stop, between):
                return []
        elif not _is_joined(between, lang):
            return named
        named.append(person)
    return named


def _is_joined(between: str, lang: Lang) -> bool:
    if lang == "zh":
        return (
            re.fullmatch(r"(?:、|和|及|以及|及其|并|或)?(?:其他|有关|相关|各|所有)*", between)
            is not None
        )
    joint = r"(?:,| and| or| as well as)*\s*(?:the|other|relevant|all|of|concerned|\s)*"
    return re.fullmatch(joint, between) is not None


def _subject(
    sentence: str, people: Sequence[_Addressee], start: int, lang: Lang
) -> list[_Addressee]:
    """The nearest addressee before offset ``start``; a verb joined to an earlier one (秘书处应…，
    还应…; the Secretariat should …, and should …) has that verb's subject, not a nearer name."""
    reach = 2 * _REACH[lang]
    joined = _JOINED_VERB[lang].search(sentence[:start])
    if joined:
        earlier = _EARLIER_VERB[lang].search(sentence[: joined.start()])
        if earlier:
            start, reach = earlier.start(), len(sentence)
    if sentence.startswith(_LEAVE, start):
        reach = _REACH[lang] // 4
    before = [p for p in people if p.end <= start and start - p.end <= reach]
    named = before[-1:]
    for person in before[-2::-1]:
        if not _is_joined(sentence[person.end : named[0].start], lang):
            break
        named.insert(0, person)
    return named


def _opening(text: str, lang: Lang) -> str:
    """``text`` from its first verb on: without 又, 还, "Also", "Further", "Notes with" stays."""
    if lang == "zh":
        return re.sub(r"^(?:还|又|再次|并|也|进一步|再度|深为|深表|表示)*", "", text)
    return re.sub(
        r"^(?:Also|Further|Again|Once again|Strongly(?! encourage)|Reiterating|Acting \S+)[\s,]+",
        "",
        text,
    )
