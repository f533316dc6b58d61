"""What instrument an English provision belongs to: "of the ..." behind it, or a name before it."""

import re

from pipeline.text.citations.names import LONGER_EN, Name, mentions

_TITLE = r"(?:\s*\([A-Z][^()]{2,80}\)|,?\s+(?:on|concerning|entitled)\s+[^;.()]{2,70}?,?)?"
_LINK = re.compile(
    _TITLE + r"\s*,?\s+(?P<link>of|to|in|under|from|contained\s+in|set\s+out\s+in)\s+"
    r"(?:(?P<this>the\s+present|this|these)\s+"
    r"|(?P<that>(?:the\s+)?(?:said|same|aforementioned|above-mentioned)|that|those)\s+"
    r"|(?P<own>its|their|his|her|our|national|domestic)\s+(?:own\s+)?"
    r"|(?:the|each|both|any)\s+)?"
)
_OF_AND = re.compile(r"(?:\s+of)?,?\s+and\s+[Aa]nnex\s+[IVX\d]+(?:\s+thereto)?(?=,?\s+(?:to|of)\s)")
"""Article 76 "of and annex II to" an instrument."""
_YEAR = re.compile(r"(?:19|20)\d\d\s+(?=[A-Z])")
_DIRECT = re.compile(r"\s*,?\s+(?=[A-Z])")
_GENERIC = re.compile(
    r"(?P<noun>[Cc]onventions?|[Cc]ovenants?|(?:[Oo]ptional\s+|[Aa]dditional\s+)?[Pp]rotocols?|"
    r"[Aa]greements?|[Tt]reaty|[Tt]reaties|Charter|[Ss]tatutes?|[Dd]eclarations?|[Rr]egulations?|"
    r"rules\s+of\s+procedure|Rules\s+of\s+Procedure|[Rr]ules)\b"
)
_LAW = re.compile(
    r"(?:(?:[A-Z][\w'.-]*|of|on|and|for|to|the|in|against"
    r"|[a-z]+(?=\s+[a-z ]{0,20}(?:code|act|law)\b))\s+){0,9}?"
    r"(?P<noun>Acts?|Codes?|Laws?|Decrees?|Ordinances?|Constitution|Statute\s+Book|Proclamation|"
    r"code|act|law|laws|legislation|constitution|decree)\b(?!\s+of\s+the\s+Sea)(?!\s+of\s+Treaties)"
)
_TREATY = re.compile(
    r"(?:(?:[A-Z][\w'.-]*|of|on|and|for|to|the|in|draft|model|additional)\s+){0,9}?"
    r"(?P<noun>Convention|Covenant|Protocol|Agreement|Treaty|Charter|Statute|Declaration|Regulations?|"
    r"Rules|Articles|articles|Principles|Directive|treaty|protocol|agreement|statute)\b"
)
_MORE = re.compile(r"(?:\s+(?:[A-Z][\w'-]*|of|on|and|for|to|the|in|against|between|concerning)\b)+")
_CODE_OF_CONDUCT = re.compile(r"(?:\w+\s+)*?Code\s+of\s+(?:Conduct|Practice|Ethics)|Code$")
_PLAIN_WORDS = re.compile(r"(?!which|whom|\d)[^,;:.()]{1,60}")
_THEREOF = re.compile(r"\s*,?\s+(?:thereof|thereto)\b")


def name_after(text: str, at: int) -> Name | None:
    """The instrument named right behind offset ``at`` of evened ``text``; None where none is.

    "of" with words that are no name in the tables gives ``UNLISTED`` or ``DOMESTIC``, so that
    nothing else is read into the provision later.
    """
    if _THEREOF.match(text, at):
        return None
    if and_annex := _OF_AND.match(text, at):
        at = and_annex.end()
    link = _LINK.match(text, at)
    if link is None:
        direct = _DIRECT.match(text, at)
        return _listed(text, direct.end()) if direct else None
    found = (
        _listed(text, link.end())
        or _generic(text, link)
        or _dated(text, link.end())
        or _unlisted(text, link)
    )
    if found or link["link"] != "of":
        return found
    words = _PLAIN_WORDS.match(text, link.end())
    if not text[at:].lstrip(" ,").startswith("of") or words is None:
        return None
    return Name("UNLISTED", "", link.end(), words.end(), words.group().strip())


def _listed(text: str, at: int) -> Name | None:
    for name in mentions(text[at : at + 260], "en")[:1]:
        if name.start == 0:
            return Name(name.code, name.kind, at, at + name.end, name.words)
    year = _YEAR.match(text, at)
    return _listed(text, year.end()) if year else None


def _dated(text: str, at: int) -> Name | None:
    """ "the 1997 Protocol": a name that only the text itself may explain."""
    year = _YEAR.match(text, at)
    found = _GENERIC.match(text, year.end()) if year else None
    if found is None:
        return None
    kind = _KINDS.get(found["noun"].lower().split(" ")[-1].rstrip("s"), "")
    return Name("UNLISTED", kind, at, found.end(), text[at : found.end()])


def _generic(text: str, link: re.Match[str]) -> Name | None:
    """ "the Convention", "this Protocol", "those Regulations"."""
    found = _GENERIC.match(text, link.end())
    if found is None or LONGER_EN.match(text, found.end()):
        return None
    noun = re.sub(r"\s+", " ", found["noun"]).lower()
    kind = "rules" if "rules" in noun else _KINDS[noun.split(" ")[-1].rstrip("s")]
    code = "THIS" if link["this"] else kind.upper()
    that = "that " if link["that"] else ""
    return Name(code, kind, found.start(), found.end(), that + found.group())


_KINDS = {
    "convention": "convention",
    "covenant": "covenant",
    "protocol": "protocol",
    "agreement": "agreement",
    "treaty": "treaty",
    "treatie": "treaty",
    "charter": "charter",
    "statute": "statute",
    "declaration": "declaration",
    "regulation": "regulations",
}


def _unlisted(text: str, link: re.Match[str]) -> Name | None:
    """An instrument that no table lists, told by its noun: an Act, a Code, a Convention on ..."""
    at = link.end()
    law, treaty = _LAW.match(text, at), _TREATY.match(text, at)
    if treaty and (law is None or treaty.end() <= law.end()):
        kind = _KINDS.get(treaty["noun"].lower().rstrip("s"), "")
        more = _MORE.match(text, treaty.end())
        end = more.end() if more else treaty.end()
        return Name("UNLISTED", kind, at, end, text[at:end])
    if law is None:
        return None
    if _CODE_OF_CONDUCT.match(law.group()) and not link["own"]:
        return Name("UNLISTED", "", at, law.end(), law.group())
    if law.group().lower().startswith(("model law", "uncitral", "international")):
        return Name("UNLISTED", "", at, law.end(), law.group())
    return Name("DOMESTIC", "law", at, law.end(), law.group())


_BEFORE = re.compile(r"(?:'s?\s+|\s*\(\s*|\s*,\s*|\s+)$")
_GENERIC_BEFORE = re.compile(
    r"(?:\b(?:(?P<this>[Tt]his|[Tt]he\s+present)|[Tt]he|[Tt]hat)\s+|(?P<opened>\())(?P<noun>Convention|Covenant|Protocol|"
    r"Agreement|Treaty|Charter|Statute)$"
)


def name_before(text: str, at: int) -> Name | None:
    """The instrument named right before offset ``at``: "UNCAC article 46", "the Convention (art.
    18)", "the Charter's Article 51"; None where none is."""
    gap = _BEFORE.search(text[:at][-6:])
    if gap is None:
        return None
    end = at - len(gap.group())
    window = text[max(0, end - 260) : end]
    shift = end - len(window)
    for name in mentions(window, "en")[-1:]:
        if name.end == len(window):
            return Name(name.code, name.kind, name.start + shift, end, name.words)
    found = _GENERIC_BEFORE.search(window)
    if found is None or ("," in gap.group() and not found["opened"]):
        return None
    kind = found["noun"].lower()
    code = "THIS" if found["this"] else kind.upper()
    return Name(code, kind, found.start("noun") + shift, end, found["noun"])
