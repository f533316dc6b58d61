"""Chinese verbs that ask, and who stands with them."""

import re
from collections.abc import Iterator, Sequence

from pipeline.recommend.people import Addressee, Named, last_joined, nearest
from pipeline.recommend.tables import no_verb

_REACH = 60
"""How far, in characters, an addressee may stand from its verb."""
_BEFORE_OBJECT = re.compile(
    r"(?:^|^(?:[又还]|再次)?继续|[，、；。：,:\s]|又|还|并|也|再|再次|进一步|特别|同时|兹|另|着重|在这方面|为此|大会|"
    r"会议|工作组|理事会|委员会|缔约方|与会者|发言者|因此|而且|此外|大力|强烈|紧急|迫切|恳切|郑重|"
    r"谨|我们|并且|一并)$"
)
_JOINED_VERB = re.compile(r"[，、；]?(?:还|并|也|且|又|并且|同时)$")
_EARLIER_VERB = re.compile(r"应当?(?!对|请|用|急)")
_TITLES = re.compile(r"《[^》]*》|[(（][^)）]*[)）]")
"""What stands between a verb and its addressee without counting: 尚未加入《…》的国家."""
_STOPS = re.compile("[，：。]")
_BESIDE = re.compile(
    "(?:与|同|跟|会同|协同|通过|向|依照|根据|按照|对|(?<!成)为|给予|在|由|经|从|以及同|包括与|的报告|提交)"
    "(?:各|所有|有关|相关|其他|该|其)*$"
)
"""What follows these words is not asked: 请秘书长与会员国协商."""
_JOINED = re.compile(
    "(?:(?:各|有关|相关|主管)*(?:机构|实体|组织|基金|方案|机关|部门|成员|伙伴|系统|专家|办事处|等)|"
    "（[^）]*）|等)*"
    "[（(]?(?:(?:、|和|及|以及|及其|并|或|暨|[，（(]?(?:以及|包括|特别是|尤其是|诸如|例如|如|连同))+"
    "[^，。、；：和及与向对在请鼓敦促吁应]{0,9})+"
)
_CONCERNING = re.compile("(?:对于?|关于|涉及|就)[^，。；]{0,40}$")
"""Whom a clause is about is not asked: 对于…的会员国，应减除."""
_LEAVE = 15
"""Who is given leave (可) stands close to the verb; further off it says what can be."""


def occurrences(sentence: str, form: str, use: str) -> Iterator[tuple[int, int, bool]]:
    """Where ``form`` stands as a directive, from and to; Chinese has no passive of these."""
    not_before, not_after = no_verb("zh", form)
    start = sentence.find(form)
    while start >= 0:
        end = start + len(form)
        is_none = (not_after and not_after.match(sentence, end)) or (
            not_before and not_before.search(sentence[:start])
        )
        if not is_none and (use == "subject" or _BEFORE_OBJECT.search(sentence[:start])):
            yield start, end, False
        start = sentence.find(form, end)


def after(sentence: str, found: Sequence[Addressee], end: int) -> Named:
    """Those asked by the verb that ends at ``end``: the first named and those joined to it by 和
    or 、, and where what is asked for begins."""
    named: list[Addressee] = []
    for person in found:
        if person.start < end:
            continue
        between = sentence[named[-1].end if named else end : person.start]
        if not named:
            between = _TITLES.sub("", between)
            if len(between) > _REACH or _STOPS.search(between):
                break
            if _BESIDE.search(between):
                continue
        elif not _JOINED.fullmatch(between):
            break
        named.append(person)
    end = named[-1].end if named else end
    return Named(tuple(named), end, end)


def subject(sentence: str, found: Sequence[Addressee], start: int) -> list[Addressee]:
    """The nearest addressee before offset ``start``; a verb joined to an earlier one (秘书处应…，
    还应…) has that verb's subject, not a nearer name."""
    reach = 2 * _REACH
    joined = _JOINED_VERB.search(sentence[:start])
    if joined:
        earlier = _EARLIER_VERB.search(sentence[: joined.start()])
        if earlier:
            start, reach = earlier.start(), len(sentence)
    if sentence.startswith("可", start):
        reach = _LEAVE
    before = [
        p for p in nearest(found, start, reach) if not _CONCERNING.search(sentence[: p.start])
    ]
    return last_joined(sentence, before, lambda between: bool(_JOINED.fullmatch(between)))
