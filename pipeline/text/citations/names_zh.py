"""What instrument a Chinese provision belongs to: the name that stands right before it."""

import re

from pipeline.text.citations.names import (
    BEFORE_BARE,
    GENERIC,
    Name,
    codes,
    kind_of,
    law_of,
    mentions,
    tight,
)

_LAW = re.compile(r"(?:法典|法案|法令|法律|(?<![公国])法|条例|规定|办法|修正案|实施细则|解释)$")
_NO_LAW = ("国际法", "示范法", "组织法", "海洋法", "人道法", "人权法", "习惯法")
_OTHERS_RULES = re.compile(r"(?:委员会|理事会|会议|法[庭院]|管理局|机[构制])(?:的)?\s*$")
_BETWEEN = re.compile(r"(?:\s*(?:的|之|中的?|下的?|所载的?)|\s*\(|\s*，)\s*$")
_GENERIC = re.compile(
    r"(?P<this>本|这一|此项|此)?(?P<that>该项?|上述|前述|所述)?"
    r"(?P<noun>公约|盟约|任择议定书|附加议定书|补充议定书|议定书|协定|条约|宪章|规约|宣言|规章|"
    r"议事规则|(?<=[本该])(?:章程|条例|细则|规则))$"
)
_BARE_LAW = re.compile(
    r"[\u4e00-\u9fff]{0,12}?(?:法典|法令|法律|宪法|刑法|诉讼法|条例|法案|"
    r"[\u4e00-\u9fff]{2}(?<![方办做看想说用合违非无司执立守依])法)$"
)


def name_before(text: str, at: int) -> Name | None:
    """The instrument whose name ends right before offset ``at`` of evened ``text``, be it listed,
    unlisted, or "the Convention"; None where no name stands there."""
    stem = text[:at].rstrip()
    between = _BETWEEN.search(stem)
    for end in (len(stem), between.start() if between else -1):
        if end > 0:
            found = _quoted(stem[:end]) if stem[end - 1] == "》" else _bare(stem[:end])
            if found and (end == len(stem) or found.kind != "law" or "》" in found.words):
                return found
    return None


def _quoted(stem: str) -> Name:
    start = _opening(stem)
    words, before, end = stem[start:], stem[max(0, start - 6) : start], len(stem)
    name = tight(words, "zh")
    if name in codes("zh"):
        code, kind = codes("zh")[name]
        return Name(law_of(code, before) if kind == "law" else code, kind, start, end, words)
    for kind, forms in GENERIC.items():
        if name in forms:
            if kind == "rules" and _OTHERS_RULES.search(before):
                return Name("UNLISTED", kind, start, end, words)
            return Name(kind.upper(), kind, start, end, words)
    if _LAW.search(name) and not name.endswith(_NO_LAW):
        return Name("DOMESTIC", "law", start, end, words)
    return Name("UNLISTED", kind_of(name), start, end, words)


def _opening(text: str) -> int:
    """Where the title opens that the last sign of ``text`` closes."""
    depth = 0
    for i in range(len(text) - 1, -1, -1):
        depth += {"》": 1, "《": -1}.get(text[i], 0)
        if not depth:
            return i
    return 0


def _bare(stem: str) -> Name | None:
    """A name without quotation marks that ends ``stem``."""
    window = stem[-80:]
    shift, end = len(stem) - len(window), len(stem)
    for last in mentions(window, "zh")[-1:]:
        if last.end == len(window):
            return Name(last.code, last.kind, last.start + shift, end, last.words)
    if found := _GENERIC.search(window):
        kind, start = kind_of(found["noun"]), found.start() + shift
        if found["this"]:
            return Name("THIS", kind, start, end, found.group())
        bare = start == 0 or BEFORE_BARE.search(stem[:start]) or stem[start - 1] == " "
        code = kind.upper() if found["that"] or bare else "UNLISTED"
        return Name(code, kind, start, end, found.group())
    law = _BARE_LAW.search(window)
    if law and not window.endswith(_NO_LAW):
        return Name("DOMESTIC", "law", law.start() + shift, end, law.group())
    return None
