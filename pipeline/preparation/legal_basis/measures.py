"""The measures that one State asks of another, and which of them words mean.

``lexicon/measures.csv`` has for each its name, the words it has in texts (``text``), words of the
provisions listed that are too general to find other passages by (``treaty``), and what people call
it besides (``asked``).
"""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import cache

from pipeline import lexicon
from pipeline.errors import TongwenError
from pipeline.records import Lang
from pipeline.records.matrix import Measure
from pipeline.text.normalise import detect_lang, fold

_SHOWN = 60
"""Characters of unknown words that are said back."""
_NEAR = 5
"""Names that are offered where none is meant."""
_SHORTEST: dict[Lang, int] = {"en": 4, "zh": 2}
"""Characters below which words are no part of a longer name: "by", 书."""


@cache
def measures() -> tuple[Measure, ...]:
    """Every measure, in the order of the table."""
    return tuple(
        Measure(
            code,
            _forms(code, "en", {"name"})[0],
            _forms(code, "zh", {"name"})[0],
            _forms(code, "en", {"name", "text"}),
            _forms(code, "zh", {"name", "text"}),
        )
        for code in dict.fromkeys(row["code"] for row in lexicon.rows("measures"))
    )


def find_measure(words: str) -> Measure:
    """The measure that ``words`` mean: a code, a name, or everyday words, in either language.

    Words that are no name count by the longest form that they hold or, failing that, that holds
    them. Raises TongwenError, with the nearest names, where that is none.
    """
    asked = _folded(words)
    by_code = {measure.code: measure for measure in measures()}
    if asked.replace(" ", "-") in by_code:
        return by_code[asked.replace(" ", "-")]
    rows = [(_folded(row["form"]), row["code"], row["use"]) for row in lexicon.rows("measures")]
    for use in ("name", "asked", "text", "treaty"):
        for form, code, its_use in rows:
            if its_use == use and asked in {form, f"{form}s"}:
                return by_code[code]
    found = _held(asked, [row for row in rows if row[2] != "treaty"])
    if not found:
        shown = " ".join(words.split())[:_SHOWN] or "no words"
        raise TongwenError(f"{shown}: no measure listed; {_nearest(asked[:_SHOWN])}")
    return by_code[found]


def _held(asked: str, rows: Iterable[tuple[str, str, str]]) -> str:
    """The code of the longest form in the words asked or, without one, of the shortest form that
    holds them; "" for neither."""
    shortest = _SHORTEST["zh" if _is_han(asked) else "en"]
    if len(asked) < shortest:
        return ""
    rows = list(rows)
    inside = [(len(form), code) for form, code, _ in rows if _stands(form, asked)]
    if inside:
        longest = max(length for length, _ in inside)
        return next(code for length, code in inside if length == longest)
    around = [(len(form), code) for form, code, _ in rows if _stands(asked, form)]
    if not around:
        return ""
    least = min(length for length, _ in around)
    return next(code for length, code in around if length == least)


def _stands(words: str, inside: str) -> bool:
    """Whether ``words`` stand in ``inside``, Latin words as whole ones."""
    if len(words) > len(inside):
        return False  # asked of each form: no language is told of a whole book each time
    if _is_han(words):
        return words in inside
    return f" {words} " in f" {inside} "


def _is_han(words: str) -> bool:
    return detect_lang(words) == "zh"


def _nearest(asked: str) -> str:
    lang: Lang = "zh" if _is_han(asked) else "en"
    names = [m.name_zh if lang == "zh" else m.name_en for m in measures()]

    def likeness(name: str) -> float:
        return SequenceMatcher(None, asked, _folded(name), autojunk=False).ratio()

    return "near: " + ", ".join(sorted(names, key=likeness, reverse=True)[:_NEAR])


def _folded(words: str) -> str:
    return " ".join(fold(words).replace("-", " ").split())


def _forms(code: str, lang: Lang, uses: set[str]) -> tuple[str, ...]:
    rows: Sequence[dict[str, str]] = lexicon.rows("measures")
    of_code = [row for row in rows if (row["code"], row["lang"]) == (code, lang)]
    return tuple(dict.fromkeys(row["form"] for row in of_code if row["use"] in uses))


def provisions_of(measure: Measure) -> tuple[tuple[str, str], ...]:
    """Instrument and provision of each article listed for the measure, in the table's order."""
    rows = lexicon.rows("measure_provisions")
    return tuple((r["instrument"], r["provision"]) for r in rows if r["code"] == measure.code)


def forms_meant(words: str) -> tuple[str, ...]:
    """The words in texts, of both languages, of the measure that is called ``words``; () where no
    measure is called so."""
    asked = _folded(words)
    for row in lexicon.rows("measures"):
        if row["use"] in {"name", "text", "asked"} and _folded(row["form"]) == asked:
            measure = next(m for m in measures() if m.code == row["code"])
            return (*measure.forms_en, *measure.forms_zh)
    return ()
