"""The tables that directives are read by: verbs, addressees, the ladder of strengths."""

import re
from dataclasses import dataclass
from functools import cache

from pipeline import lexicon
from pipeline.records import Lang


@dataclass(frozen=True, slots=True)
class Verb:
    """A row of ``lexicon/verbs.csv``: how the verb is printed, whether its addressee stands after
    it (``object``), before it (``subject``) or nowhere (``lead``), its strength or "", and the
    body whose documents alone use it so ("" for all)."""

    lang: Lang
    form: str
    use: str
    strength: str
    body: str

    @property
    def rule(self) -> str:
        """The row's name, as recommendations keep it."""
        return f"verbs:{self.lang}:{self.form}" + (f":{self.body}" if self.body else "")

    def holds_for(self, body: str) -> bool:
        """Whether the row is one for ``body``; a body's own rows go before those of no body."""
        if self.body:
            return body.startswith(self.body)
        same = (v for v in verbs(self.lang) if v.form == self.form and v.body)
        return not any(body.startswith(v.body) for v in same)


@cache
def verbs(lang: Lang) -> tuple[Verb, ...]:
    """The verbs of one language, the longest form first, so that 大力鼓励 goes before 鼓励."""
    found = [
        Verb(lang, r["form"], r["use"], r["strength"], r["body"])
        for r in lexicon.rows("verbs")
        if r["lang"] == lang
    ]
    return tuple(sorted(found, key=lambda verb: -len(verb.form)))


@cache
def addressee_forms(lang: Lang) -> dict[str, str]:
    """Codes of addressees by the forms of one language."""
    return {r["form"]: r["code"] for r in lexicon.rows("addressees") if r["lang"] == lang}


@cache
def addressee_pattern(lang: Lang) -> re.Pattern[str]:
    """Any of those forms, the longest at each place."""
    forms = sorted(addressee_forms(lang), key=len, reverse=True)
    if lang == "zh":
        return re.compile("|".join(map(re.escape, forms)))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, forms)) + r")\b")


@cache
def ladder() -> dict[str, int]:
    """Place of each strength on the ladder, 1 the strongest."""
    return {r["code"]: int(r["rank"]) for r in lexicon.rows("strengths")}
