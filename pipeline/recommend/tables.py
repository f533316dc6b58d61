"""The tables that directives are read by: verbs, what is no verb, addressees, modifiers."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from pipeline import lexicon
from pipeline.records import Lang


@dataclass(frozen=True, slots=True)
class Verb:
    """A row of ``lexicon/verbs.csv``: how the verb is printed, whether its addressee stands after
    it (``object``), before it (``subject``) or nowhere (``lead``), its strength or "", its class,
    and the body whose documents alone use it so ("" for all)."""

    lang: Lang
    form: str
    use: str
    strength: str
    verb_class: str
    body: str

    @property
    def rule(self) -> str:
        """The row's name, as recommendations keep it."""
        return f"verbs:{self.lang}:{self.form}" + (f":{self.body}" if self.body else "")


@cache
def every_verb(lang: Lang) -> tuple[Verb, ...]:
    """The verbs of one language in the order of the table, those of single bodies among them."""
    return tuple(
        Verb(lang, r["form"], r["use"], r["strength"], r["class"], r["body"])
        for r in lexicon.rows("verbs")
        if r["lang"] == lang
    )


@cache
def verbs(lang: Lang, body: str = "") -> tuple[Verb, ...]:
    """The verbs of one language as ``body`` uses them, the longest form first, so that 大力鼓励
    goes before 鼓励; a body's own rows stand in place of those of no body."""
    found = [verb for verb in every_verb(lang) if body.startswith(verb.body)]
    own = {(v.form, v.use) for v in found if v.body}
    kept = [v for v in found if v.body or (v.form, v.use) not in own]
    return tuple(sorted(kept, key=lambda verb: -len(verb.form)))


@cache
def no_verb(lang: Lang, form: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    """What may not stand before ``form`` and after it for it to be a verb: 应 in 反应 and in
    应请求 is none. None where nothing is listed."""
    rows = [r for r in lexicon.rows("verb_limits") if r["lang"] == lang and r["form"] == form]
    before = [r["pattern"] for r in rows if r["side"] == "before"]
    after = [r["pattern"] for r in rows if r["side"] == "after"]
    return (
        re.compile(f"(?:{'|'.join(before)})$") if before else None,
        re.compile("|".join(after)) if after else None,
    )


@cache
def addressee_rules(lang: Lang, body: str = "") -> dict[str, tuple[str, str]]:
    """Code and row name by form: the addressees of ``addressees.csv``, those of ``body`` before
    those of no body, and the States of ``countries.csv``."""
    found = {
        r["form"]: ("named-state", f"countries:{lang}:{r['form']}")
        for r in lexicon.rows("countries")
        if r["lang"] == lang
    }
    rows = [r for r in lexicon.rows("addressees") if r["lang"] == lang]
    for row in sorted(rows, key=lambda r: len(r["body"])):
        if body.startswith(row["body"]):
            end = f":{row['body']}" if row["body"] else ""
            found[row["form"]] = row["code"], f"addressees:{lang}:{row['form']}{end}"
    return found


@cache
def addressee_pattern(lang: Lang, body: str = "") -> re.Pattern[str]:
    """Any form of an addressee, the longest at each place."""
    return re.compile(any_of(addressee_rules(lang, body), lang))


@cache
def forms(table: str, lang: Lang) -> tuple[tuple[str, str], ...]:
    """Form and code of each row of ``table`` in ``lang``, in file order."""
    return tuple((r["form"], r["code"]) for r in lexicon.rows(table) if r["lang"] == lang)


def any_of(words: Iterable[str], lang: Lang) -> str:
    """A regular expression for any of ``words``, the longest at each place, that shares their
    beginnings; in English for whole words alone."""
    tree: dict[str, object] = {}
    for word in words:
        node = tree
        for character in word:
            node = node.setdefault(character, {})  # type: ignore[assignment]
        node[""] = True
    body = _branches(tree)
    return body if lang == "zh" else rf"\b{body}(?![\w’'-]*\w)"


def _branches(node: dict[str, object]) -> str:
    found = [
        re.escape(character) + _branches(below)  # type: ignore[arg-type]
        for character, below in sorted(node.items())
        if character
    ]
    if not found:
        return ""
    inside = f"(?:{'|'.join(found)})"
    return inside + "?" if "" in node else inside


def first_code(table: str, text: str, lang: Lang) -> tuple[str, str]:
    """Code and row name of the first row of ``table`` whose form stands in ``text``; both "" for
    none. ``text`` is folded where ``table`` is."""
    for form, code in forms(table, lang):
        if form in text:
            return code, f"{table}:{lang}:{form}"
    return "", ""
