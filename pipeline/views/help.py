"""The page Help: each sign drawn as on the pages, with what it means."""

from collections.abc import Callable
from typing import TypeAlias

from pipeline.strings import Strings, rows
from pipeline.strings.help import HelpRow, help_rows, sections
from pipeline.views.markup import tag, text

Drawn: TypeAlias = Callable[[Strings], str]

SAMPLES = {"rank": "1", "cosine": "0.82", "n": "3", "share": "64 %", "symbol": "A/RES/79/243"}
"""What stands in the fields of a string that is shown as a sign."""
_BADGES = {"status": "status", "standing": "status", "requests.state": "state", "alert": "status"}
"""Families that the pages draw as a badge, by the class of it."""
_LEFT = frozenset({"legend.deleted", "terms.legend.usual", "agreed.legend.draft"})
_RIGHT = frozenset({"legend.inserted", "terms.legend.other", "agreed.legend.adopted"})
_KEYS = ("legend.one_sided", "legend.moved")


def _mark(kind: str, key: str) -> Drawn:
    return lambda say: tag("mark", text(say(key)), kind)


def _line(key: str, classes: str) -> Drawn:
    return lambda say: tag("span", text(say(key)), classes)


def _plain(words: str, classes: str = "figure") -> Drawn:
    return lambda say: tag("span", text(words), classes)


def _key(words: str) -> Drawn:
    return lambda say: tag("kbd", text(words))


def _typed(zh: str, en: str) -> Drawn:
    return lambda say: tag("code", text(zh if say.lang == "zh" else en))


def _map(say: Strings) -> str:
    ticks = "".join(tag("i", "", kind) for kind in ("text", "differs", "one-sided", "moved"))
    return tag("span", ticks, "textmap sign", aria_hidden="true")


DRAWN: dict[str, Drawn] = {
    "words": _typed("返还文化财产的请求", "requests for the return of property"),
    "phrase": _typed("“不得解释为”", "“shall not be interpreted”"),
    "symbol": _typed("A/RES/79/243", "A/RES/79/243"),
    "article": _typed("第十八条第十三款", "article 18, paragraph 13"),
    "term": _typed("引渡", "引渡"),
    "rank": _plain("1", "figure"),
    "hit": _mark("hit", "column.marked"),
    "asked": _mark("asked", "column.asked"),
    "map": _map,
    "judged": _line("judged.accept", "judged-line"),
    "disputed": _line("judged.reject", "judged-line disputed"),
    "aside": _line("judged.dismiss", "aside-line"),
    "of": lambda say: tag("span", text(say("trends.of", n="3", total="14")), "figure"),
    "dash": _plain("–", "figure zero"),
    "star": _plain("*"),
    "broken": _plain("3", "figure broken"),
    "band": _plain("", "band"),
    "own": lambda say: tag("span", text(say("matrix.placed")), "entry own why"),
    "command": _typed("tongwen ingest FOLDER --index INDEX", "tongwen ingest FOLDER --index INDEX"),
    "tab": _key("Tab"),
    "enter": _key("Enter"),
    "space": _key("Space"),
    "differences": lambda say: tag("kbd", text("n")) + " " + tag("kbd", text("p")),
    "escape": _key("Esc"),
}
"""The signs that are no words of the interface, as the pages draw them."""


def help_page(say: Strings, at: str = "") -> str:
    """Contents and all sections; a section has the id ``help-<name>``, and ``data-at`` names that
    of the section ``at``."""
    listed = "".join(
        tag("li", tag("a", text(_title(name, say)), href=f"#{place(name)}")) for name in sections()
    )
    contents = tag("nav", tag("ol", listed), "contents", say.lang, aria_label=say("help.contents"))
    body = "".join(_section(name, say) for name in sections())
    whole = contents + tag("div", body, "said", say.lang)
    return tag("div", whole, "help", data_at=place(at) if at else "")


def place(section: str) -> str:
    """The id of a section on the page."""
    return f"help-{section}"


def _title(name: str, say: Strings) -> str:
    return next(r.words(say.lang) for r in help_rows() if r.section == name and r.sign == "title")


def _section(name: str, say: Strings) -> str:
    found = [row for row in help_rows() if row.section == name and row.sign != "title"]
    drawn = tag("h2", text(_title(name, say)), "side-title", id=place(name), tabindex="-1")
    listed: list[str] = []
    for row in found:
        if row.sign == "text":
            drawn += _list(listed) + tag("p", text(row.words(say.lang)))
            listed = []
        else:
            listed.append(tag("dt", sign(row, say)) + tag("dd", text(row.words(say.lang))))
    return tag("section", drawn + _list(listed), aria_labelledby=place(name))


def _list(listed: list[str]) -> str:
    return tag("dl", "".join(listed), "signs") if listed else ""


def sign(row: HelpRow, say: Strings) -> str:
    """The sign of a row, drawn as on the pages. Raises KeyError for one that there is not."""
    if row.sign.startswith("drawn."):
        return DRAWN[row.sign.removeprefix("drawn.")](say)
    if row.sign.endswith(".*"):
        keys = family(row.sign.removesuffix("*"))
        return tag("span", text(say("list.comma").join(say(key) for key in keys)), "why")
    return _string(row.sign, say)


def family(prefix: str) -> tuple[str, ...]:
    """The keys that begin with ``prefix`` and have no further part, in the order of the table.
    Raises KeyError where there is none."""
    keys = (row["key"] for row in rows())
    found = tuple(k for k in keys if k.startswith(prefix) and "." not in k[len(prefix) :])
    if not found:
        raise KeyError(prefix)
    return found


def _string(key: str, say: Strings) -> str:
    """A string of the interface, with the class that the pages give it."""
    samples = SAMPLES | {"rules": say("finding.numbers"), "name": say("column.name")}
    words, (room, _, code) = text(say(key, **samples)), key.rpartition(".")
    if key == "legend.finding":
        return tag("mark", words, "finding")
    if key in _KEYS:
        return tag("span", words, f"key {code.replace('_', '-')}")
    if room in _BADGES:
        return tag("span", words, f"{_BADGES[room]} {code}")
    if key in _LEFT:
        return tag("del", words)
    if key in _RIGHT:
        return tag("ins", words)
    if key == "legend.words_moved":
        return tag("ins", words, "moved")
    if room == "marks":
        return tag("span", words, f"seen {code}")
    return tag("span", words, "why")
