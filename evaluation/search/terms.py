"""Concepts that have forms in both languages, of the tables that a search looks things up in."""

from dataclasses import dataclass

from pipeline.lexicon import rows
from pipeline.records import Lang


@dataclass(frozen=True, slots=True)
class Term:
    """The forms of one concept in each language, the one that is asked with first."""

    zh: tuple[str, ...]
    en: tuple[str, ...]

    def forms(self, lang: Lang) -> tuple[str, ...]:
        """Those of ``lang``."""
        return self.zh if lang == "zh" else self.en


def terms_of(table: str) -> tuple[Term, ...]:
    """The terms of a table, ``terms``, ``names`` or ``concepts``, that have forms in both
    languages."""
    if table == "concepts":
        return tuple(Term((row["name_zh"],), (row["name_en"],)) for row in rows(table))
    forms: dict[str, dict[str, list[str]]] = {}
    for row in rows(table):
        if row["use"] != "never":
            forms.setdefault(row["code"], {}).setdefault(row["lang"], []).append(row["form"])
    return tuple(
        Term(tuple(held["zh"]), tuple(held["en"]))
        for held in forms.values()
        if "zh" in held and "en" in held
    )
