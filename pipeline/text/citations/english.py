"""Every provision, resolution and decision cited in an English text."""

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.records import Citation
from pipeline.text.citations import acts_en
from pipeline.text.citations.names import mentions
from pipeline.text.citations.names_en import name_after, name_before
from pipeline.text.citations.units_en import AND, UNIT, Units, units

_TRIGGER = re.compile(
    r"\b(?:[Aa]rticles?\s+[\dIVXL]|ARTICLES?\s|[Aa]rts?\.\s*\d|(?:[Pp]reambul\w+\s+|[Oo]perative\s+)?"
    r"(?:[Pp]ara(?:graph)?s?\.?\s*[\d(])|[Ss]ub-?para(?:graph)?s?\.?\s*\(|[Ss]ect(?:ion)?s?\.?\s+[\dIVXA-Z]"
    r"|[Aa]nnex(?:es)?\b|[Cc]hap(?:ter)?s?\.?\s+[\dIVX]|[Pp]arts?\s+[\dIVX]|[Rr]egulations?\s+\d"
    r"|[Rr]ules?\s+\d|[Pp]rinciples?\s+\d|[Rr]esolutions?\s+[\dSEIVXLW]|[Dd]ecisions?\s+[\dIVXLBRSO]"
    r"|(?:[Tt]he\s+(?:present|said|same)|[Tt]his|[Tt]hat)\s+(?:resolution|decision|article)\b)"
)
_THIS_LEVEL = re.compile(
    r"\s*,?\s+(?:of|in)\s+(?:(?P<this>this|the\s+present)|(?P<that>that|the\s+said|the\s+same))\s+"
    r"(?P<level>article|paragraph)\b"
)
_THAT_ARTICLE = re.compile(r"(?:[Tt]he\s+said|[Tt]hat|[Tt]he\s+same)\s+article\b")
_JOINED = re.compile(rf"(?:\s*;\s*|{AND})(?:(?:in|of|under|to|with)\s+)?(?:the\s+)?")
_AND_OF = re.compile(r"\s+and(?=\s+of\s+the\s+)")
"""Article 19 of one instrument "and of the" other."""
_UNLISTED_ABOVE = frozenset({"UNLISTED", "RULES"})


def english(text: str) -> tuple[Citation, ...]:
    """Citations of evened ``text`` in order, but for document symbols."""
    out: list[Citation] = []
    at = 0
    while trigger := _TRIGGER.search(text, at):
        found, end = _at(text, trigger.start())
        out += found
        at = max(end, trigger.start() + 3)
    named = [n for n in mentions(text, "en") if " " in n.words] if out else []
    kept = [c for c in out if not any(n.start <= c.start and c.end <= n.end for n in named)]
    return tuple(_shared(text, kept))


def _at(text: str, at: int) -> tuple[list[Citation], int]:
    if UNIT.match(text, at):
        found = units(text, at)
        return _provisions(text, at, found) if found else ([], at)
    acts, end = acts_en.acts(text, at)
    if acts:
        return acts, end
    said = _THAT_ARTICLE.match(text, at)
    if said:
        return [Citation("THAT-ARTICLE", "", at, said.end())], said.end()
    return [], at


def _provisions(text: str, at: int, found: Units) -> tuple[list[Citation], int]:
    if not found.articles:
        if this := _THIS_LEVEL.match(text, found.end):
            return _of_this(at, found, this)
        if below := acts_en.acts_below(text, found.end, found.places()):
            acts, end = below
            return [replace(acts[0], start=at), *acts[1:]], end
        return _above(text, at, found)
    before = name_before(text, at)
    name = name_after(text, found.end) or before
    code = name.code if name else _unnamed(text, at, found)
    if found.word == "principle" and code in {"?", "UNLISTED"}:
        return [], found.end
    cited = [
        Citation(code, p, at, found.end, name.words if name else "") for p in found.provisions()
    ]
    end = name.end if name and name.end > found.end else found.end
    also = _AND_OF.match(text, end)
    second = name_after(text, also.end()) if also else None
    if second:
        cited += [replace(c, instrument=second.code, name=second.words) for c in cited]
        end = max(end, second.end)
    return cited, end


def _unnamed(text: str, at: int, found: Units) -> str:
    """Rules and regulations are no articles: another's article does not tell whose they are."""
    if found.word != "rule":
        return "?"
    return "REGULATIONS" if text[at : at + 3].lower() == "reg" else "RULES"


def _of_this(at: int, found: Units, this: re.Match[str]) -> tuple[list[Citation], int]:
    code = f"{'THIS' if this['this'] else 'THAT'}-{this['level'].upper()}"
    paths = found.paragraphs or ("",)
    return [Citation(code, p, at, found.end) for p in paths if p], this.end()


def _above(text: str, at: int, found: Units) -> tuple[list[Citation], int]:
    """Chapters, parts, annexes and sections: cited only where a treaty or law is named."""
    name = name_after(text, found.end)
    preamble = bool(found.paragraphs) and found.paragraphs[0].startswith("(pp.")
    numbered = bool(found.above) and found.above != ("annex",)
    if name is None or not (preamble or (numbered and name.code not in _UNLISTED_ABOVE)):
        return [], found.end
    paths = found.provisions() or [p.strip("()") for p in found.paragraphs]
    return [Citation(name.code, p, at, found.end, name.words) for p in paths], name.end


def _shared(text: str, found: list[Citation]) -> Iterator[Citation]:
    """A provision joined by "and" to one whose instrument is named has the same instrument;
    not "article 2 and Article 33 of the Charter", whose articles alone have capitals."""
    out: list[Citation] = []
    for one in reversed(found):
        following = out[-1] if out else None
        if (
            one.instrument == "?"
            and following is not None
            and (
                (following.start, following.end) == (one.start, one.end)
                or (
                    text[one.start].islower() == text[following.start].islower()
                    and _JOINED.fullmatch(text, one.end, following.start)
                )
            )
            and following.instrument not in {"RES", "DEC"}
            and not following.instrument.startswith(("THIS-", "THAT-"))
        ):
            one = replace(one, instrument=following.instrument, name=following.name)
        out.append(one)
    return reversed(out)
