"""The numbers of printed paragraphs as the mark-up has them, and the paths they make.

Part of the yardstick for the segmenter, with which it shares no code but the way in which a path
is written.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.text.numbering import component

Kind = Literal[
    "masthead", "title", "part", "formula", "preambular", "numbered", "heading", "annex", "text",
    "table", "signature", "footnote",
]  # fmt: skip

ANNEX = re.compile(
    r"(annex|appendix|attachment|附件|附录|附文)\s*([ivx]+|\d+|[一二三四五六七八九十]+)?\.?$", re.I
)
NUMBER = re.compile(
    r"\s*(\d{1,3}\.(?!\d)|[（(][a-z]{1,5}[）)]|[㈠-㈩]|[（(][一二三四五六七八九十]{1,3}[）)]"
    r"|[一二三四五六七八九十]{1,4}[、.．])"
)
_INVISIBLE = re.compile("[\\s\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")
_HAN = "一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Printed:
    """One printed paragraph; ``number`` is its path as the mark-up gives it, () for none.

    ``eid`` is that of the nearest element that has one, ``repeats`` says that it names more than
    one element; ``in_words`` that the number is no ``<num>``; ``above`` the numbers around it.
    """

    kind: Kind
    text: str
    number: tuple[str, ...] = ()
    eid: str = ""
    repeats: bool = False
    in_words: bool = False
    label: str = ""
    above: tuple[str, ...] = ()


def key(text: str) -> str:
    """``text`` without white space and in compatibility form, to compare what is printed."""
    return unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))


def with_paths(lines: list[Printed]) -> Iterator[Printed]:
    """Lines with their paths: letters hang on the last figure, small Roman numerals on a letter."""
    prefix: tuple[str, ...] = ()
    part: tuple[str, ...] = ()
    annexes: list[str] = []
    open_: list[tuple[str, int]] = []
    preambular = 0
    for i, line in enumerate(lines):
        if line.kind in {"part", "annex", "formula", "masthead", "title"}:
            open_ = []
        if line.kind == "part" and re.fullmatch(r"[A-Z]", key(line.text)):
            part, prefix, annexes, preambular = (key(line.text),), (key(line.text),), [], 0
        elif line.kind == "annex":
            prefix = (*part, *_annex(line, annexes))
        elif line.kind == "preambular":
            preambular += 1
            open_ = [("", preambular)]
            line = replace(line, number=(*prefix, f"pp.{preambular}"))
        elif line.kind == "numbered":
            following = next((n.label for n in lines[i + 1 :] if n.kind == "numbered"), "")
            open_ = _enter(open_, line, following)
            line = replace(line, number=(*prefix, *_path(open_)))
        yield line


def _annex(line: Printed, annexes: list[str]) -> tuple[str, ...]:
    found = ANNEX.match(key(line.text.strip().partition("\n")[0]).lower())
    word, figure = (found.group(1), found.group(2)) if found else ("annex", "")
    kind = "appendix" if word in {"appendix", "附录", "附文"} else "annex"
    value = _value(figure) if figure else 0
    name = f"{kind}.{value}" if value else kind
    above = (annexes[-1].split("/")[0],) if kind == "appendix" and annexes else ()
    whole = "/".join((*above, name))
    if whole in annexes:
        whole = "/".join((*above, f"{kind}.{1 + sum(a.startswith(kind) for a in annexes)}"))
    annexes.append(whole)
    return tuple(whole.split("/"))


def _enter(open_: list[tuple[str, int]], line: Printed, following: str) -> list[tuple[str, int]]:
    """The open numbers, each with its style, after ``line``."""
    style, value = _style(line.label, open_, following)
    least = len(line.above)
    if style in {"figure", "han"} and not least:
        kept = []
    else:
        alike = (k for k, (s, _) in enumerate(open_) if s == style and k >= least)
        kept = open_[: next(alike, len(open_))]
    out = [*kept, (style, value)]
    inner = NUMBER.match(line.text.lstrip()[len(line.label) :])
    if inner and _style_of(inner.group(1)) != "han" and _value(inner.group(1)) in {1, 9}:
        out.append((_style_of(inner.group(1)), 1))
    return out


def _path(open_: list[tuple[str, int]]) -> tuple[str, ...]:
    head = open_[0][0] if open_ else ""
    if head == "":
        return (f"pp.{open_[0][1]}", *(component(k, v) for k, (_, v) in enumerate(open_) if k))
    first = 0 if head in {"figure", "han"} else 1
    return tuple(component(first + k, v) for k, (_, v) in enumerate(open_))


def _style(label: str, open_: list[tuple[str, int]], following: str) -> tuple[str, int]:
    """``(i)`` is a letter after ``(h)`` unless ``(ii)`` follows."""
    style, value = _style_of(label), _value(label)
    inside = label.strip("（()）")
    if style == "letter" and set(inside) <= set("ivx"):
        last = next((v for s, v in open_ if s == "letter"), 0)
        running = next((v for s, v in open_ if s == "roman"), 0)
        as_roman = _roman(inside)
        is_letter = value == last + 1 and not (as_roman == 1 and following.strip("（()）") == "ii")
        if (running and running + 1 == as_roman) or not is_letter:
            return "roman", as_roman
    return style, value


def _style_of(label: str) -> str:
    inside = label.strip("（()）.、．")
    if inside.isdigit():
        return "figure"
    if label[0] in "（(㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩":
        return "letter" if inside.isascii() else "item"
    return "han"


def _value(figure: str) -> int:
    inside = figure.strip("（()）.、．").lower()
    if inside.isdigit():
        return int(inside)
    if len(inside) == 1 and "㈠" <= inside <= "㈩":
        return ord(inside) - ord("㈠") + 1
    if inside and all(c in _HAN + "十" for c in inside):
        tens, ten, units = inside.partition("十")
        if not ten:
            return _HAN.index(inside) + 1
        return 10 * (_HAN.index(tens) + 1 if tens else 1) + (_HAN.index(units) + 1 if units else 0)
    if figure.strip()[:1] not in "（(" and set(inside) <= set("ivx"):
        return _roman(inside)
    return ord(inside[0]) - ord("a") + 1 + 26 * (len(inside) - 1) if len(set(inside)) == 1 else 0


def _roman(inside: str) -> int:
    worth = [{"i": 1, "v": 5, "x": 10}[c] for c in inside]
    return sum(-w if any(w < v for v in worth[k + 1 : k + 2]) else w for k, w in enumerate(worth))
