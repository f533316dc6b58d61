"""Differences between the two sides of a bead that a lawyer would want to see.

Each finding names its rule and quotes both sides word for word. Layout, numbering and wording are
no findings; a figure or a document symbol that only one language holds is one.
"""

from collections.abc import Callable, Sequence

from pipeline.records import Finding, Lang, Paragraph
from pipeline.text.figures import generous_values, plain_values
from pipeline.text.passage import wording
from pipeline.text.symbols import find_symbols

_Rule = Callable[[str, str], tuple[tuple[str, ...], tuple[str, ...]]]


def findings(zh: Sequence[Paragraph], en: Sequence[Paragraph]) -> tuple[Finding, ...]:
    """The findings of one bead; () where nothing differs or a side is empty.

    ``zh`` and ``en`` of a finding hold what is printed on one side and missing on the other.
    """
    if not zh or not en:
        return ()
    zh_text = "".join(wording(p) for p in zh)
    en_text = " ".join(wording(p) for p in en)
    out = []
    for name, rule in _RULES.items():
        only_zh, only_en = rule(zh_text, en_text)
        if only_zh or only_en:
            out.append(Finding(name, only_zh, only_en))
    return tuple(out)


def _numbers(zh: str, en: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Figures whose value the other side does not hold in any writing."""
    return _figures_without(zh, "zh", en, "en"), _figures_without(en, "en", zh, "zh")


def _figures_without(text: str, lang: Lang, other: str, other_lang: Lang) -> tuple[str, ...]:
    held = generous_values(other, other_lang)
    return tuple(p for value, p in plain_values(text, lang).items() if value not in held)


def _symbols(zh: str, en: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Document symbols that only one side names."""
    first, second = find_symbols(zh), find_symbols(en)
    return (
        tuple(dict.fromkeys(s for s in first if s not in second)),
        tuple(dict.fromkeys(s for s in second if s not in first)),
    )


_RULES: dict[str, _Rule] = {"numbers": _numbers, "symbols": _symbols}
