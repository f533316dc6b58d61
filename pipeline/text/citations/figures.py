"""Numbers inside citations: ranges, items and sub-items, and words such as *bis*."""

import re

from pipeline.text.numbering import circled_number, han_number, letter, roman, roman_number

LATIN = ("bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "novies", "decies")
"""What is put behind a number for one inserted later: 第八条之二 is article 8 *bis*."""
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
"""The Charter letters its items so in Chinese: 第七十三条(辰)款 is Article 73 e."""
_LONGEST_RANGE = 200
_ROMANS = [roman(n) for n in range(1, 60)]
_PIECE = re.compile(r"\(([^()]+)\)")


def figure(text: str) -> int:
    """``18``, ``十八`` or ``XVIII`` as a number; 0 for none."""
    if text.isdigit():
        return int(text)
    return han_number(text) or roman_number(text)


def inserted(number: str, sign: str) -> str:
    """``8`` and ``之二`` or ``bis`` as ``8bis``; 之一, of which Latin has no word, as ``8-1``."""
    if not sign:
        return number
    if sign in LATIN:
        return number + sign
    value = figure(sign.removeprefix("之").strip())
    return number + (LATIN[value - 2] if 2 <= value <= len(LATIN) + 1 else f"-{value}")


def span(first: str, last: str) -> list[str]:
    """Names from ``first`` to ``last`` in letters, Roman or Arabic figures; both where they make
    no range. A range without end in sight is taken by its ends."""
    if first == last:
        return [first]
    if first.isdigit() and last.isdigit():
        low, high = int(first), int(last)
        return (
            [str(n) for n in range(low, high + 1)]
            if low < high <= low + _LONGEST_RANGE
            else [first, last]
        )
    if len(first) == len(last) == 1 and not {first, last} <= set("ivx"):
        return [chr(c) for c in range(ord(first), ord(last) + 1)] or [first, last]
    if first in _ROMANS and last in _ROMANS:
        return _ROMANS[_ROMANS.index(first) : _ROMANS.index(last) + 1] or [first, last]
    return [first, last]


def item(text: str) -> str:
    """The name of an item as printed, ``(a)``, ``㈠``, ``(一)``, ``(1)``, in its usual letters:
    Chinese figures stand for small Roman ones."""
    inside = text.strip("() ")
    for cycle in (_STEMS, _BRANCHES):
        if inside and inside in cycle:
            return letter(cycle.index(inside) + 1)
    value = circled_number(inside) or han_number(inside)
    return roman(value) if value else inside


def pieces(path: str) -> list[str]:
    """``(3)(b)(i)`` as ``["3", "b", "i"]``."""
    return [p.strip() for p in _PIECE.findall(path)]


def sibling(before: str, new: str) -> str:
    """The path of item ``new`` that is listed after ``before``: after ``(1)(a)(i)``, ``(ii)``
    stands beside ``(i)`` and ``(b)`` beside ``(a)``."""
    path = pieces(before)
    for depth in range(len(path) - 1, -1, -1):
        if _kind(path[depth], new) == _kind(new, path[depth]):
            return "".join(f"({p})" for p in [*path[:depth], new])
    return "".join(f"({p})" for p in [*path[:-1], new])


def _kind(name: str, beside: str) -> str:
    """What ``name`` is written in; ``i``, ``v`` and ``x`` are Roman beside what is clearly so, and
    letters beside letters."""
    if name.isdigit():
        return "figure"
    if len(name) == 1 and name in "ivx":
        clear = len(beside) > 1 or beside in "ivx"
        return "roman" if clear and beside in _ROMANS else "letter"
    return "roman" if len(name) > 1 and name in _ROMANS else "letter"
