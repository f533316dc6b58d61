"""What a line is by its words alone: heading, formula, opening of a paragraph, contents, signature.

Nothing here knows what stands around the line; ``reading`` does.
"""

import re

from pipeline.records import Lang
from pipeline.text.normalise import fold, is_complete, without_note_marks

HEADING_LIMIT: dict[Lang, int] = {"zh": 60, "en": 160}
"""Characters beyond which a line without a full stop is a sentence and no heading."""
_TORN_LIMIT = 60
"""Characters beyond which a line that the next one goes on from in small letters is no heading."""
_FORMULA_LIMIT = 240
_PARTIES = re.compile(
    r"The (?:States )?Parties to (?:this|the present) \w+,$|本(?:公约|协定|议定书)各?缔约[国方]，$",
    re.I,
)
"""The line that opens the preamble of a treaty, as a formula opens that of a resolution."""
_ORGANS_ZH = ("会议", "大会", "理事会", "委员会", "工作组")
_ADOPTED_EN = re.compile(
    r"(?:(?:The )?[A-Z][\w’' -]{0,80} )?(?P<kind>resolution|decision) (?P<number>\d+(?:/\d+)?)"
    r"(?: of \d{1,2} [A-Z][a-z]+ \d{4})?$",
    re.I,
)
_ADOPTED_ZH = re.compile(
    r"[\u4e00-\u9fff]{0,20}?\s*第?\s*(?P<number>\d+(?:/\d+)?)\s*号?\s*(?P<kind>决议|决定)$"
)
_LEADERS = re.compile(r"(?:\s*[.．…·⋯]){4,}\s*[\divxlc]*$|…{2,}\s*\d*$|\s\.\s?\d+$")
_CONTENTS = frozenset({"contents", "table of contents", "目录", "目 录", "目次"})
_COLUMN_HEADS = frozenset(
    {"page", "paragraphs page", "chapter", "chapter page", "页次", "段次页次"}
)
_TESTIMONIUM = re.compile(
    r"in witness whereof|in faith whereof|done (?:at|in) \w"
    r"|(?:为此|以此为证|以资证明|下列署名人|下列签署人|兹由)[^。]*(?:签[字署]|为证|证明)"
    r"|[^。]{0,20}年[^。]{0,12}[日号]订于",
    re.I,
)
_MEETING = re.compile(
    r"\d+(?:st|nd|rd|th)(?: \(resumed\))?(?: plenary)? meeting$"
    r"|第\s?[\d〇零一二三四五六七八九十百]+次(?:全体)?会议(?:[（(]续[）)])?$"
)
_DATE = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}$|\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日$")


def is_heading(text: str, lang: Lang, following: str, *, due: bool = False) -> bool:
    """A line without number is a heading when it is short, no sentence, and stands above
    something that it can head; ``following`` is the next line, "" at the end of the text, and
    ``due`` says that a title must come here, below the number of an annex or article."""
    if not following or "\t" in text:
        return False
    words = without_note_marks(text)
    if len(words) > HEADING_LIMIT[lang] * (2 if due else 1):
        return False
    if re.search(r"[，,、]\d?$" if due else r"[，,、;；]\d?$", text):
        return False
    words = words.rstrip(";；")
    return is_title(words) and not (len(words) > _TORN_LIMIT and following[:1].islower())


def is_title(words: str) -> bool:
    """Whether ``words`` end as no sentence does; a question or a bracket may close a title."""
    if not is_complete(words):
        return True
    return words.endswith(("）", ")", "?", "？")) and words[-2:-1] not in "。.；;"


def is_parties(text: str) -> bool:
    """``The States Parties to this Convention,`` / 本公约缔约国，"""
    return bool(_PARTIES.match(text))


def is_organ(text: str, lang: Lang) -> bool:
    """The organ's name and a comma, which opens a resolution: 大会， / The Conference …,"""
    if len(text) > _FORMULA_LIMIT or not text.endswith(("，", ",")):
        return False
    if lang == "zh":
        return text.rstrip("，,").endswith(_ORGANS_ZH)
    words = text.rstrip(",").split()
    return words[:1] == ["The"] and sum(w[0].isupper() for w in words) >= len(words) / 2


def adopted(text: str) -> str:
    """``res.55/25`` or ``dec.3/1`` for a line that is nothing but the name of a resolution or
    decision, "" for others."""
    found = _ADOPTED_EN.match(text) or _ADOPTED_ZH.match(text)
    if not found or len(text) > 120:
        return ""
    is_decision = found.group("kind").casefold() in {"decision", "决定"}
    return f"{'dec' if is_decision else 'res'}.{found.group('number')}"


def is_testimonium(text: str) -> bool:
    """The clause above the signatures of a treaty: In witness whereof … / 为此，… 签字。"""
    return bool(_TESTIMONIUM.match(text))


def is_meeting(text: str) -> bool:
    """``55th plenary meeting``, which stands below a resolution."""
    return bool(_MEETING.match(text))


def is_date(text: str) -> bool:
    """A date and nothing else."""
    return bool(_DATE.match(text))


def contents(texts: tuple[str, ...]) -> frozenset[int]:
    """The ordinals of lines that list what the text holds: those that end in dots and a page, and
    those between the word *Contents* and the place where the first of them comes again."""
    found = {i for i, text in enumerate(texts) if text[-1:] in ".．…·⋯0123456789" and _listed(text)}
    for i, text in enumerate(texts):
        if text.casefold() in _CONTENTS:
            found |= set(range(i + 1, _end_of_contents(texts, i)))
    return frozenset(found)


def _listed(text: str) -> bool:
    return len(text) < 400 and bool(_LEADERS.search(text))


def _end_of_contents(texts: tuple[str, ...], start: int) -> int:
    """Where the list that ``texts[start]`` heads ends; ``start`` where that cannot be told."""
    first = start + 1
    while first < len(texts) and texts[first].casefold() in _COLUMN_HEADS:
        first += 1
    if first >= len(texts):
        return start
    entry = fold(re.sub(r"\s*\d+$", "", _LEADERS.sub("", texts[first])))[:40]
    if len(entry) < 2:
        return start
    later = range(first + 1, min(len(texts), first + 400))
    return next((j for j in later if fold(texts[j]).startswith(entry)), start)
