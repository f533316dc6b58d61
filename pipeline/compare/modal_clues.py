"""What tells which modal stands at a place: the words around it on both sides, but not itself.

A clue is a short string, ``family:words``; families in small letters are of the modal's own side,
those of the other side begin with a capital. ``likely`` weighs them.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from pipeline.compare.course import Course
from pipeline.compare.modals import Modal
from pipeline.compare.usage import Usage, ratios
from pipeline.records import Paragraph

NEAR = 25.0
"""Chinese characters within which a modal of the other side may be the one that answers."""
EN_PER_ZH = 3.0
"""English characters for a Chinese one."""
_BOUNDS = ((8, "a"), (18, "b"), (40, "c"))
_TOKEN = re.compile(r"[A-Za-z][A-Za-z'’-]*|\d+|[,;:.()]")


@dataclass(frozen=True, slots=True)
class Passage:
    """A bead as the clues see it; ``usage`` is that of the whole text, None where unknown."""

    zh: str
    en: str
    zh_modals: tuple[Modal, ...]
    en_modals: tuple[Modal, ...]
    course: Course
    paragraphs: tuple[Paragraph, ...]
    usage: Usage | None


def tokens(text: str) -> list[str]:
    """English words, figures and signs in small letters."""
    return [t.lower() for t in _TOKEN.findall(text)]


def clues_en(passage: Passage, at: int) -> set[str]:
    """The clues to the English modal ``en_modals[at]``."""
    modal = passage.en_modals[at]
    left, right = _words_around(passage.en, modal)
    opening = " ".join(tokens(passage.en[:60])[:1])
    found = {f"{family}:{clue}" for family, clue in _own_words(left, right)}
    found |= set(_place(passage, at, passage.en_modals))
    found |= {f"opens:{opening}", f"opens2:{' '.join(tokens(passage.en[:60])[:2])}"}
    found |= set(_chinese_modals(passage, modal, (left[-1], right[0], opening)))
    place = int(passage.course.in_zh(modal.start))
    found |= {f"B:{pair}" for pair in _pairs(passage.zh[max(0, place - 10) : place + 12])}
    found |= {f"C:{c}" for c in passage.zh[max(0, place - 8) : place + 8]}
    found |= {f"Opens:{passage.zh[:2]}", f"Opens4:{passage.zh[:4]}"}
    others = Counter(m.kind for i, m in enumerate(passage.en_modals) if i != at)
    found |= set(ratios("bead", others))
    if passage.usage is not None:
        found |= set(passage.usage.clues(passage.paragraphs))
    return found


def clues_zh(passage: Passage, at: int) -> set[str]:
    """The clues to the Chinese modal ``zh_modals[at]``."""
    modal, zh = passage.zh_modals[at], passage.zh
    left = "^^^" + zh[max(0, modal.start - 6) : modal.start]
    right = zh[modal.end : modal.end + 6] + "$$$"
    opening = " ".join(tokens(passage.en[:60])[:1])
    found = {
        f"l1:{left[-1]}", f"l2:{left[-2:]}", f"r1:{right[0]}", f"r2:{right[:2]}",
        f"r3:{right[:3]}", f"lr:{left[-1]}{right[0]}", f"opens:{zh[:2]}",
        f"Opens:{opening}", f"Opens2:{' '.join(tokens(passage.en[:60])[:2])}",
    }  # fmt: skip
    found |= set(_place(passage, at, passage.zh_modals))
    found |= set(_english_modals(passage, modal, left, right, opening))
    place = int(passage.course.in_en(modal.start))
    words = tokens(passage.en[max(0, place - 40) : place + 50])[1:-1]
    found |= {f"W:{w}" for w in words}
    found |= {f"W2:{a} {b}" for a, b in pairwise(words)}
    found |= {f"V:{w}" for w in tokens(passage.en[max(0, place - 20) : place + 25])[1:-1]}
    return found


def distance(characters: float) -> str:
    """``a`` (at most 8 Chinese characters), ``b`` (18), ``c`` (40), ``d``."""
    return next((name for bound, name in _BOUNDS if abs(characters) <= bound), "d")


def _words_around(text: str, modal: Modal) -> tuple[list[str], list[str]]:
    """The words before and after, the negation of the modal itself left out."""
    left = ["^"] * 4 + tokens(text[max(0, modal.start - 60) : modal.start])
    right = [*tokens(text[modal.end : modal.end + 50]), "$", "$", "$"]
    return left, right[1:] if right[0] == "not" else right


def _own_words(left: list[str], right: list[str]) -> Iterator[tuple[str, str]]:
    yield from (("l1", left[-1]), ("l2", left[-2]), ("r1", right[0]), ("r2", right[1]))
    yield "l12", f"{left[-2]} {left[-1]}"
    yield "r12", f"{right[0]} {right[1]}"
    yield "lr", f"{left[-1]} {right[0]}"
    yield from (("l", word) for word in left[-8:])
    yield from (("r", word) for word in right[:5])


def _place(passage: Passage, at: int, modals: tuple[Modal, ...]) -> Iterator[str]:
    """Where the bead stands, and which modals stand before and after this one."""
    before = modals[at - 1].kind if at else "-"
    after = modals[at + 1].kind if at + 1 < len(modals) else "-"
    number = passage.paragraphs[0].number if passage.paragraphs else ()
    yield from (f"before:{before}", f"after:{after}")
    yield f"more:{max(-2, min(2, len(passage.en_modals) - len(passage.zh_modals)))}"
    yield f"role:{passage.paragraphs[0].role if passage.paragraphs else ''}"
    yield f"article:{any(n.startswith('art.') for n in number)}"
    yield f"annex:{any(n.startswith('annex') for n in number)}"


def _chinese_modals(passage: Passage, modal: Modal, beside: tuple[str, str, str]) -> Iterator[str]:
    """The Chinese modals by their distance, and the nearest with ``beside``, the English words
    before and after the modal and that which opens the bead."""
    zh, place = passage.zh, passage.course.in_zh(modal.start)
    for m in passage.zh_modals:
        step = distance(m.start - place)
        wide = "a" if step in "ab" else "c"
        yield f"M:{m.form}|{step}"
        yield f"M+:{m.form}{zh[m.end : m.end + 1]}|{wide}"
        yield f"M-:{zh[max(0, m.start - 1) : m.start]}{m.form}|{wide}"
    nearest = _nearest(passage.zh_modals, place, NEAR)
    form = nearest.form if nearest else "none"
    left, right, opening = beside
    is_negated = _kind(passage.en, modal).endswith("!")
    yield from (f"N:{form}", f"No:{form} {opening}", f"N!:{form} {is_negated}")
    if nearest:
        yield f"N+:{form}{zh[nearest.end : nearest.end + 2]}"
        yield from (f"Nr:{form} {right}", f"Nl:{form} {left}", f"NO:{form} {zh[:2]}")


def _english_modals(
    passage: Passage, modal: Modal, left: str, right: str, opening: str
) -> Iterator[str]:
    """The English modals by their distance, and the nearest with the Chinese words beside."""
    place = passage.course.in_en(modal.start)
    for m in passage.en_modals:
        yield f"M:{_kind(passage.en, m)}|{distance((m.start - place) / EN_PER_ZH)}"
    nearest = _nearest(passage.en_modals, place, NEAR * EN_PER_ZH)
    kind = _kind(passage.en, nearest) if nearest else "none"
    yield from (f"N:{kind}", f"N1:{kind}{right[0]}", f"N2:{kind}{right[:2]}")
    yield from (f"Nl:{kind}{left[-1]}", f"No:{kind} {opening}", f"NO:{kind} {passage.zh[:2]}")


def _kind(text: str, modal: Modal) -> str:
    """The kind of an English modal, ``!`` after it where it is negated."""
    is_negated = modal.form.lower() == "cannot" or text[modal.end : modal.end + 4] == " not"
    return modal.kind + "!" * is_negated


def _nearest(modals: tuple[Modal, ...], place: float, within: float) -> Modal | None:
    near = min(modals, key=lambda m: abs(m.start - place), default=None)
    return near if near and abs(near.start - place) <= within else None


def _pairs(text: str) -> Iterator[str]:
    return (text[i : i + 2] for i in range(len(text) - 1))
