"""Whether the two languages of a document cite the same, paragraph by paragraph, and how not."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.records import CONTENT_ROLES, Document, Paragraph, Resolved
from pipeline.text.numbering import letter_number, roman_number

ACTS = ("RES", "DEC", "SYMBOL")
UNNUMBERED = frozenset({"THIS", "THAT"})
"""What stands for the number of "the present resolution" and "that decision"."""
_EXAMPLES = 40


@dataclass(frozen=True, slots=True)
class Read:
    """A document, its paragraphs, and what each of them cites."""

    document: Document
    paragraphs: tuple[Paragraph, ...]
    cited: tuple[tuple[Resolved, ...], ...]


@dataclass(frozen=True, slots=True)
class BothLanguages:
    """Paragraphs of one number path held in both languages of which at least one side cites;
    ``classes`` counts those that differ, ``examples`` holds a few of each class."""

    paragraphs: int
    citing: int
    same: int
    classes: Mapping[str, int]
    examples: tuple[str, ...]


def both_languages(held: Mapping[tuple[str, str], Read]) -> BothLanguages:
    """Compare the documents of ``held``, by symbol and language."""
    paragraphs = citing = same = 0
    classes: Counter[str] = Counter()
    examples: list[str] = []
    for (symbol, lang), chinese in held.items():
        english = held.get((symbol, "en")) if lang == "zh" else None
        if english is None:
            continue
        keys = _by_path(english)
        for path, (zh, zh_text) in _by_path(chinese).items():
            if path not in keys:
                continue
            en, en_text = keys[path]
            paragraphs += 1
            citing += bool(zh or en)
            same += bool(zh or en) and zh == en
            if zh != en:
                name = _difference(zh, en)
                classes[name] += 1
                if classes[name] <= _EXAMPLES:
                    place = f"{symbol} {'/'.join(path)}"
                    cells = (name, place, _only(zh, en), _only(en, zh), zh_text, en_text)
                    examples.append("\t".join(" ".join(cell.split()) for cell in cells))
    return BothLanguages(paragraphs, citing, same, dict(classes), tuple(examples))


def _by_path(read: Read) -> dict[tuple[str, ...], tuple[Counter[str], str]]:
    """Keys cited by each content paragraph whose path is its alone."""
    counts = Counter(p.number for p in read.paragraphs)
    return {
        p.number: (Counter(r.key for r in cited), p.text)
        for p, cited in zip(read.paragraphs, read.cited, strict=True)
        if p.number and counts[p.number] == 1 and p.role in CONTENT_ROLES
    }


def _only(own: Counter[str], other: Counter[str]) -> str:
    return " ".join((own - other).elements())


def _difference(zh: Counter[str], en: Counter[str]) -> str:
    """The class of a difference, by what is left when the common keys are taken away."""
    only_zh, only_en = zh - en, en - zh
    if all(k.split(":")[-1] in UNNUMBERED for k in (*only_zh, *only_en)):
        return "the present or that resolution, named in one language alone"
    if set(zh) == set(en):
        return "the same, cited more often in one language"
    numbers = [Counter(k.split(":")[-1] for k in side.elements()) for side in (only_zh, only_en)]
    if numbers[0] == numbers[1]:
        told = any(k.startswith("?") for k in (*only_zh, *only_en))
        return "instrument told in one language alone" if told else "another instrument"
    if _counted(only_zh) == _counted(only_en):
        return "the same item in letters in one language and in figures in the other"
    kinds = {k.split(":")[0] for k in (*only_zh, *only_en)}
    if kinds <= set(ACTS):
        return "a resolution, decision or symbol " + _side(only_zh, only_en)
    return "a provision " + _side(only_zh, only_en)


def _counted(keys: Counter[str]) -> Counter[str]:
    """Items by their place in the alphabet or figure: ㈡ is ``(ii)`` here and ``(b)`` there."""

    def place(found: re.Match[str]) -> str:
        name = found.group(1)
        return f"({roman_number(name) or letter_number(name) or name})"

    return Counter(re.sub(r"\((\w+)\)", place, key) for key in keys.elements())


def _side(only_zh: Counter[str], only_en: Counter[str]) -> str:
    if only_zh and only_en:
        return "that differs"
    return "in Chinese alone" if only_zh else "in English alone"
