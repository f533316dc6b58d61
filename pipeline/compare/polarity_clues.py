"""What tells whether a place is negated: the words around it and the negations across, but not its
own negation. Clues are written as in ``modal_clues``."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from re import Match

from pipeline.compare.course import Course
from pipeline.compare.modal_clues import EN_PER_ZH, tokens
from pipeline.compare.polarity import Place, Polarity

REACH = 45.0
"""Chinese characters within which a negation across may be the one that answers."""
_ANSWERS = 30.0
_AROUND = 20.0
_BOUNDS = ((5, "a"), (12, "b"), (25, "c"), (REACH, "d"))


@dataclass(frozen=True, slots=True)
class Negations:
    """A bead as the clues see it."""

    zh: str
    en: str
    in_zh: Polarity
    in_en: Polarity
    course: Course


def is_answerable(bead: Negations, place: Place, is_english: bool) -> bool:
    """Whether anything across within reach negates; nothing is missing where nothing does."""
    if is_english:
        at = bead.course.in_zh(place.start)
        return any(abs(m.start() - at) <= REACH for m in bead.in_zh.plain)
    at = bead.course.in_en(place.start)
    across = (*bead.in_en.plain, *bead.in_en.akin)
    return any(abs(m.start() - at) <= REACH * EN_PER_ZH for m in across)


def clues_en(bead: Negations, place: Place) -> set[str]:
    """The clues to whether an English place is negated."""
    en, head = bead.en, place.head
    left = ["^"] * 3 + tokens(en[max(0, place.start - 45) : place.start])
    right = [*tokens(en[place.end : place.end + 45]), "$", "$", "$"]
    found = {
        f"h:{head}", f"r1:{right[0]}", f"r2:{right[1]}", f"hr:{head} {right[0]}",
        f"hrr:{head} {right[0]} {right[1]}", f"r12:{right[0]} {right[1]}", f"lh:{left[-1]} {head}",
        f"l12:{left[-2]} {left[-1]}", f"lhr:{left[-1]} {head} {right[0]}",
    }  # fmt: skip
    found |= {f"r:{word}" for word in right[:4]}
    others = _others(bead.in_en.plain, place)
    found |= set(_beside("o", others, place.start, 60, 25))
    found |= set(_beside("a", bead.in_en.akin, place.start, 50, 25))
    at = bead.course.in_zh(place.start)
    found |= set(_chinese_negations(bead, place, at, right[0]))
    here = sum(abs(m.start() - place.start) <= _AROUND * EN_PER_ZH for m in others)
    across = sum(abs(m.start() - at) <= _AROUND for m in bead.in_zh.plain)
    found |= _counts(head, across - here, len(bead.in_zh.plain) - len(others))
    found |= {f"C:{c}" for c in bead.zh[max(0, int(at) - 8) : int(at) + 8]}
    return found


def clues_zh(bead: Negations, place: Place) -> set[str]:
    """The clues to whether a Chinese place is negated."""
    zh, head = bead.zh, place.head
    left = "^^^" + zh[max(0, place.start - 5) : place.start]
    right = zh[place.end : place.end + 5] + "$$$"
    found = {
        f"h:{head}", f"hr:{head}{right[0]}", f"hrr:{head}{right[:2]}", f"r2:{right[:2]}",
        f"lh:{left[-1]}{head}", f"llh:{left[-2:]}{head}", f"lllh:{left[-3:]}{head}",
        f"lhr:{left[-1]}{head}{right[0]}", f"lhrr:{left[-1]}{head}{right[:2]}",
        f"llhr:{left[-2:]}{head}{right[0]}",
    }  # fmt: skip
    others = _others(bead.in_zh.plain, place)
    found |= set(_beside("o", others, place.start, 20, 8))
    at = bead.course.in_en(place.start)
    found |= set(_english_negations(bead, place, at, right[0]))
    here = sum(abs(m.start() - place.start) <= _AROUND for m in others)
    plain = bead.in_en.plain
    across = sum(abs(m.start() - at) <= _AROUND * EN_PER_ZH for m in plain)
    found |= _counts(head, across - here, len(plain) - len(others))
    words = tokens(bead.en[max(0, int(at) - 30) : int(at) + 40])[1:-1]
    return found | {f"W:{w}" for w in words}


def _others(found: Sequence[Match[str]], place: Place) -> list[Match[str]]:
    return [m for m in found if not place.start <= m.start() < place.end]


def _beside(
    family: str, found: Sequence[Match[str]], at: int, within: int, close: int
) -> Iterator[str]:
    """Negations of the same side by their direction and whether they are close."""
    for m in found:
        step = m.start() - at
        if abs(step) <= within:
            side = ("before", "after")[step > 0]
            yield f"{family}:{m.group().lower()[:7]} {side}{' far' * (abs(step) > close)}"


def _counts(head: str, near: int, whole: int) -> set[str]:
    """How many more negations are across than here without this place, near by and in the bead."""
    near, whole = max(-2, min(2, near)), max(-2, min(2, whole))
    return {f"near:{near}", f"hnear:{head} {near}", f"whole:{whole}"}


def _chinese_negations(bead: Negations, place: Place, at: float, right: str) -> Iterator[str]:
    zh, head = bead.zh, place.head
    for m in bead.in_zh.plain:
        if step := _distance(m.start() - at):
            c, after = m.group(), zh[m.end() : m.end() + 1]
            yield from (f"Z:{c}|{step}", f"Z+:{c}{after}|{step}")
            yield f"Z-:{zh[max(0, m.start() - 1) : m.start()]}{c}|{step}"
    m = min(bead.in_zh.plain, key=lambda m: abs(m.start() - at))
    if abs(m.start() - at) > _ANSWERS:
        yield from ("N:none", f"Nh:none {head}")
        return
    c, after, step = m.group(), zh[m.end() : m.end() + 2], _distance(m.start() - at)
    before = zh[max(0, m.start() - 2) : m.start()]
    yield from (f"Nh:{head} {c}{after[:1]}", f"N2:{c}{after}", f"Nr:{c}{after[:1]} {right}")
    yield from (f"Nl:{before}{c}", f"Nhs:{head} {c}{step}", f"Nlr:{before[-1:]}{c}{after[:1]}")
    yield f"Ns:{c}{after[:1]}{step}"


def _english_negations(bead: Negations, place: Place, at: float, right: str) -> Iterator[str]:
    en, head = bead.en, place.head
    across = (*bead.in_en.plain, *bead.in_en.akin)
    for m in across:
        if step := _distance((m.start() - at) / EN_PER_ZH):
            word = m.group().lower()[:7]
            yield from (f"Z:{word}|{step}", f"Zh:{head} {word[:2]}|{step}")
    m = min(across, key=lambda m: abs(m.start() - at))
    off = (m.start() - at) / EN_PER_ZH
    if abs(off) > _ANSWERS:
        yield from ("N:none", f"Nh:none {head}", f"Nhr:none {head}{right}")
        return
    word, step = m.group().lower()[:7], _distance(off)
    after = "".join(tokens(en[m.end() : m.end() + 30])[:1])
    before = "".join(tokens(en[max(0, m.start() - 20) : m.start()])[-1:])
    yield from (f"Nh:{head} {word}", f"Nr:{word} {after}", f"Nl:{before} {word}")
    yield from (f"Nhs:{head} {step}", f"NR:{word} {right}", f"Nhws:{head} {word}{step}")


def _distance(characters: float) -> str:
    return next((name for bound, name in _BOUNDS if abs(characters) <= bound), "")
