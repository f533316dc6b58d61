"""Obligation: *shall*, *should*, *must*, *may* against 应, 应当, 须, 必须, 可, 可以.

Chinese 应 renders *shall* and *should* alike and often nothing marks the modal at all, so that no
word asks for one other word. ``lexicon/modality.csv`` holds for each Chinese form how often it
stands for an English word of duty and for one of permission, as counted in resolutions. A finding
is a duty on one side where the other permits: unlikely few words of the one class together with
unlikely many of the other. *Shall* and *should* are told apart only where the context does: below
决定 and in articles 应 is *shall*, below 认识到 or 促请 it is *should* (``lexicon/readings.csv``);
elsewhere 应 stays unresolved.
"""

import re
from dataclasses import dataclass
from functools import cache

from pipeline import lexicon
from pipeline.compare.chances import at_least, at_most, spread
from pipeline.compare.matching import NONE, Difference
from pipeline.compare.sides import Mention, Side

_UNLIKELY = 0.04
"""Product of the two chances below which duty and permission have changed places."""
_EXPECTED = 0.97
"""Chance above which a number of words is no shortage at all."""
_OUT_OF_NOTHING = 0.0037
"""Chance of an English modal in 150 Chinese characters that no Chinese form accounts for."""
_ON_REQUEST = re.compile(
    r"应(?!根据|按照|依|就|向|在|对|由|于|考虑|尽|努力|将|通过|提|采|自|按|立即|及|予|为)"
    r"(?=[^，。；：]{0,14}?(?:请求|邀请|之请|的要求))"
)
"""应请求, 应缔约国的邀请: at the request of."""
_AS_MAY_BE = re.compile(r"(?<=as )may be|(?<=that )may be (?:necessary|required)", re.I)
"""Measures as may be necessary: necessary measures, 必要措施."""
_UNRESOLVED = frozenset({"应", "不应", "应当", "应该"})
_OPENING = re.compile(r"(?:[又还并再次强烈重新深特此]|也|同时)*")
_STRONG_ZH = re.compile("必须|务必|务须|须|不得|不可|绝不|一定|必|需")
_STRONG_EN = re.compile(
    r"\b(?:must|shall|need|necess|requir|imperative|essential|vital|ha(?:ve|s) to|crucial|oblig"
    r"|bound|bind|importan|urg|compel|critical|indispens|dut(?:y|ies)|priorit|should be made)",
    re.I,
)
_BINDING_ZH = re.compile(
    "必须|应|需|必要|重要|义务|责任|要求|亟|迫切|紧迫|紧急|不可或缺|必不可少|关键|务必|须|当|要|宜"
    "|不得|急"
)
_BINDING_EN = re.compile(
    r"\b(?:shall|should|must|ought|needs?|needed|necess\w+|requir\w+|importan\w+|essential|vital"
    r"|crucial\w*|imperative|urgen\w+|oblig\w+|dut(?:y|ies)|ha(?:s|ve) to|indispens\w+)\b",
    re.I,
)
_PERMITTING_EN = re.compile(
    r"\b(?:(?<!\d )may(?! \d)|might|can|cannot|could|able|possib\w+|allow\w*|permit\w*|potential\w*"
    r"|opportunit\w+|options?|enabl\w+|eligib\w+|abilit\w+|feasib\w+|accessible|available)\b"
)
_ANSWERS = {
    "may": re.compile("[可能得会]|不妨|或许|准许|允许|有权|以便|任何"),
    "should": re.compile("[应须必需要宜当将]|不得"),
}
"""What Chinese has beside these modals almost without exception."""


@dataclass(frozen=True, slots=True)
class _Modal:
    duty: float
    permission: float


def compare_obligation(zh: Side, en: Side) -> Difference:
    """The modals of both sides where one binds and the other permits, or *must* and *should*, or
    *shall* and *should*, have changed places."""
    chinese = _chinese(zh.text)
    english = _english(en.text)
    if (
        _is_exchanged(zh, chinese, english)
        or _is_weakened(zh, en, english)
        or _is_unanswered(zh, en, chinese, english)
    ):
        return Difference(tuple(chinese), tuple(english))
    reading = _reading(zh)
    if reading and any(m.value in _UNRESOLVED for m in chinese):
        found = {m.value for m in english} & {"shall", "should"}
        if found and reading not in found:
            return Difference(
                tuple(m for m in chinese if m.value in _UNRESOLVED),
                tuple(m for m in english if m.value in found),
            )
    return NONE


def _is_exchanged(zh: Side, chinese: list[Mention], english: list[Mention]) -> bool:
    duties = sum(m.value in _forms("duty") for m in english)
    permissions = len(english) - duties
    surprise = min(0.5, _OUT_OF_NOTHING * (1 + len(zh.text) / 150))
    duty = spread(_modals()[m.value].duty for m in chinese)
    permission = spread(_modals()[m.value].permission for m in chinese)
    for count, likely, other, others in (
        (duties, duty, permissions, permission),
        (permissions, permission, duties, duty),
    ):
        few = at_most(count, likely)
        if few < _EXPECTED and few * at_least(other, others, surprise) < _UNLIKELY:
            return True
    return False


def _is_weakened(zh: Side, en: Side, english: list[Mention]) -> bool:
    """Whether *must* stands against no strong word, or 必须 against *should* and none."""
    musts = sum(m.value == "must" for m in english)
    if musts > len(_STRONG_ZH.findall(zh.text)):
        return True
    return (
        "必须" in zh.text
        and any(m.value == "should" for m in english)
        and zh.text.count("必须") > len(_STRONG_EN.findall(en.text))
    )


def _is_unanswered(zh: Side, en: Side, chinese: list[Mention], english: list[Mention]) -> bool:
    """Whether an English modal has nothing at all beside it, or a Chinese permission stands where
    the English only binds, and more often than the Chinese does."""
    if any(not _ANSWERS[m.value].search(zh.text) for m in english if m.value in _ANSWERS):
        return True
    return (
        any(m.value in {"可", "可以"} for m in chinese)
        and not _PERMITTING_EN.search(en.text)
        and len(_BINDING_EN.findall(en.text)) > len(_BINDING_ZH.findall(zh.text))
    )


def _reading(zh: Side) -> str:
    """How 应 is read where the side stands: ``shall``, ``should``, or ``""``."""
    if any(part.startswith("art.") for part in zh.paragraphs[0].number):
        return _readings().get("article", "")
    opening = _OPENING.match(zh.text)
    start = opening.end() if opening else 0
    leads = [lead for lead in _readings() if zh.text.startswith(lead, start)]
    return _readings()[max(leads, key=len)] if leads else ""


def _chinese(text: str) -> list[Mention]:
    return [
        Mention(m.group(), m.start(), m.end())
        for m in _chinese_pattern().finditer(text)
        if m.group() in _modals() and not _ON_REQUEST.match(text, m.start())
    ]


def _english(text: str) -> list[Mention]:
    return [
        Mention(m.group().lower(), m.start(), m.end())
        for m in _english_pattern().finditer(text)
        if not _AS_MAY_BE.match(text, m.start())
    ]


@cache
def _forms(use: str) -> frozenset[str]:
    return frozenset(r["form"] for r in lexicon.rows("modality") if r["use"] == use)


@cache
def _modals() -> dict[str, _Modal]:
    return {
        r["form"]: _Modal(float(r["duty"]), float(r["permission"]))
        for r in lexicon.rows("modality")
        if r["use"] == "modal"
    }


@cache
def _readings() -> dict[str, str]:
    return {r["lead"]: r["reading"] for r in lexicon.rows("readings")}


@cache
def _chinese_pattern() -> re.Pattern[str]:
    """All forms, the longest first, so that 适应 is not read as 应."""
    forms = sorted(_forms("modal") | _forms("none"), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, forms)))


@cache
def _english_pattern() -> re.Pattern[str]:
    """The modals in any case; *May* is none where it is a month."""
    forms = sorted((_forms("duty") | _forms("permission")) - {"may"}, key=len, reverse=True)
    either = "|".join(forms)
    return re.compile(rf"\b(?:{either}|(?<!\d )may(?! \d))\b|\b(?i:{either})\b")
