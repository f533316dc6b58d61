"""Events in a Chinese sentence: 于2021年3月7日至12日在日本京都举行的第十四届大会."""

import re
from collections.abc import Iterator

from pipeline.preparation.events.tables import Said, kind_of, last_of, words
from pipeline.text.normalise import HAN
from pipeline.text.periods import Period, periods

_CLAUSE_END = re.compile(r"[，,。；;：:！？]")
_ENCLOSED = re.compile(r"《[^《》]*》|〈[^〈〉]*〉|“[^“”]*”|（[^（）]*）|\([^()]*\)")
_CITED = re.compile(
    r"\s*(?:第\s*[^，。；号]{1,16}号|(?:的)?[^，。；]{0,14}第\s*[\dA-Z/()（）-]+(?:\s*[A-Z])?\s*号"
    r"|以来|以前|之前|之后|以后|前|后|至今|为止|止|截止|提交|给|致|信|来信|的信|的报告|的说明|报告"
    r"|的普通照会|的普通照会)"
)
"""After a date: the number of a resolution, a limit, a letter; the date is none of an event."""
_LIMIT = re.compile(r"(?:截至|截止|不迟于|最迟|迟至)\s*$")
_BARE = re.compile(r"\s*的?(?P<name>第[〇零一二三四五六七八九十百\d]+(?:次|届)[^，。；、]{0,60})")
_PLACE = re.compile(
    rf"(?:在|于)(?P<place>[{HAN}A-Za-z·、—－\s]{{1,20}}?)(?:成功|正式|联合|共同|同时|再次|首次|顺利|主办|承办|以[^，。；]{{1,8}}(?:方式|形式))?$"
)
_NO_PLACE = re.compile(
    r".*(?:上|下|中|内|间|里|时|后|前|际|面|域|期|线|范围|之时|网络|阶段|基础|情况|水平)$|.*(?:的|由|届|第|次).*"
)
_NAME_END = re.compile(
    r"[，,。；;：:）)]|及其|以及|的(?:成果|成功|结果|报告|情况|各|建议|主题|最后|筹备|工作|主持|会议记录)|期间|上(?=通过|发表|所|宣布|的|商定|作出)|通过的|所通过|之后|之际|成果|和(?=\d{4}年)|、(?=\d{4}年)|并"
)
_NUMBER = re.compile(r"第\s*([〇零一二三四五六七八九十百\d]+)\s*(?:次|届|轮|期)")
_FIRST = re.compile(r"首(?:次|届|轮)")
_ITEM = re.compile(r"\s*(?:\d+[.．、]|[(（][a-z\d]+[)）]|[一二三四五六七八九十]+、)\s*")
_BEFORE = re.compile(r"(?:将|定|已|现|经|曾|拟)?(?:于|在|自|从)?\s*$")
_OPENERS = re.compile(
    r".*(?:欢迎|回顾|注意到|赞赏|决定|强调|重申|确认|表示|赞扬|知悉|满意地|指出|获悉|期待|请|呼吁|敦促|鼓励|执行|落实|包括|参加|根据|特别是|其中|为此|又|还|参与|提及|随着|关于(?=在)|标志着|支持)"
)
_JOINED = re.compile(
    rf"\s*(?:在(?P<place>[{HAN}]{{1,12}}))?\s*(?:、|和|及|以及|，以及|，和|与)\s*(?:分别)?(?:于|在)?\s*"
)
_LOOSE = frozenset({"founding", "ratification", "launch", "statement", "visit"})
_NEAR = 12
"""Characters from a date to a verb of those kinds; farther it must end the clause, for 设立 and its
like say most often what shall be done."""
_ANNIVERSARY = re.compile(r"[^，。；]{0,6}周年")
_BLANK = "□"
_AFTER_NOUN = re.compile(
    r"通过|取得|获得|上|所|与会者|接纳|提交|核可|商定|决定|宣布|提出|发表|指出|作出|产生|核准|达成"
)
_ADVERB = re.compile(r"(?:正式|成功|顺利|首次|再次|共同|联合|一致|协商一致)+$")
_OWN_OBJECT = re.compile(r"\s*(?:并由[^，。；]{1,20}?(?:主办|承办))?(?:了|的)?")
_TITLE = re.compile(r"《[^《》]*(?:〈[^〈〉]*〉[^《》]*)*》(?:[（(][^（）()]*[）)])?")
_MASTHEAD = re.compile(rf"[，,]\s*(?P<place>[{HAN}]{{2,8}})\s*$")
_INSTRUMENT = frozenset(
    {
        *("signing", "adoption", "entry-into-force", "opening-for-signature", "ratification"),
        "statement",
    }
)


def said(text: str, start: int, end: int) -> Iterator[Said]:
    """What the sentence ``text[start:end]`` says happened on the dates that it names."""
    blank = _hidden(text)
    dated = periods(text[:end], "zh")
    found = [p for p in dated if p.start >= start and blank[p.start] != _BLANK]
    later: Said | None = None
    told: list[Said] = []
    for place in reversed(range(len(found))):
        period = found[place]
        before = found[place - 1].end if place else start
        after = found[place + 1].start if place + 1 < len(found) else end
        joined = later and later.rule != "masthead" and _JOINED.fullmatch(text, period.end, after)
        one: Said | None = None
        if later is not None and joined:
            one = _again(period, later, joined)
        elif not _CITED.match(text, period.end, end) and not _LIMIT.search(text, 0, period.start):
            one = (
                _after(text, period, before, after, end)
                or _verb_first(text, period, before)
                or _bare(text, period)
            )
        told += [one] if one else []
        later = one
    yield from reversed(told)


def _again(period: Period, later: Said, joined: re.Match[str]) -> Said:
    """What ``later`` tells of, on a date before its own in one list; in its own place where one
    stands between."""
    place = joined.span("place") if joined["place"] else later.place
    return Said(later.kind, period, place, later.name, later.verb, "joined")


def masthead(text: str) -> Iterator[Said]:
    """A line of a day and a place alone, as above the title of a report."""
    for period in periods(text, "zh"):
        place = _MASTHEAD.match(text, period.end)
        if place and len(period.first) == 10 and not text[: period.start].strip():
            yield Said("meeting", period, place.span("place"), (0, 0), (0, 0), "masthead")


def number(name: str) -> int:
    """The ordinal in a name: 13 for 第十三次会议, 1 for 首次会议, 0 for none."""
    from pipeline.text.numbering import han_number

    if _FIRST.search(name):
        return 1
    found = _NUMBER.findall(name)
    if not found:
        return 0
    printed = found[-1]
    return int(printed) if printed.isdecimal() else han_number(printed) or 0


def titles(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where instruments are named by title, 《…》."""
    return (m.span() for m in _TITLE.finditer(text, start, end))


def _after(text: str, period: Period, before: int, limit: int, end: int) -> Said | None:
    """An event whose verb stands after its date, in the same clause or in the first one after.

    The verb stands before ``limit``, what it is said of before ``end``.
    """
    lead = re.compile(r"\s*[，,、]?\s*").match(text, period.end)
    first = lead.end() if lead else period.end
    blank = _hidden(text)
    stop = _CLAUSE_END.search(blank, first, limit)
    last = stop.start() if stop else limit
    verb = _verb(blank, first, last)
    if verb is None or (len(period.first) == 4 and verb.start() - period.end > 24):
        return None
    kind = kind_of(verb.group(), "", "zh")
    far = verb.start() - first > _NEAR and not _CLAUSE_END.match(text + "。", verb.end())
    if _ANNIVERSARY.match(text, verb.end()) or (kind in _LOOSE and far):
        return None
    named = _PLACE.search(text[first : verb.start()])
    place = (0, 0)
    if named and not _NO_PLACE.match(named["place"]):
        place = (first + named.start("place"), first + named.end("place"))
    name = _object(text, blank, verb.end(), end)
    subject = _trimmed(text, first, first + named.start() if named else verb.start())
    if subject[1] - subject[0] < 2:
        subject = _above(text, blank, before, period.start)
    chosen = _chosen(text, verb.group(), name, subject, before, end)
    kind = kind_of(verb.group(), text[slice(*chosen)], "zh")
    return Said(kind, period, place, chosen, verb.span())


def _verb(blank: str, first: int, last: int) -> re.Match[str] | None:
    """The verb that says it; 谈判 and its like are one only where none follows in the clause."""
    found = list(words("zh", "verb").finditer(blank, first, last))
    nouns = words("zh", "noun")
    plain = (verb for verb in found if not nouns.fullmatch(verb.group()))
    return next(plain, found[0] if found else None)


def _bare(text: str, period: Period) -> Said | None:
    """A meeting that is only named with its date: 2027年的第一次缔约国会议."""
    named = _BARE.match(text, period.end)
    noun = words("zh", "noun").search(named["name"]) if named else None
    if named is None or noun is None:
        return None
    name = named.start("name"), named.start("name") + noun.end()
    return Said(kind_of("举行", text[slice(*name)], "zh"), period, (0, 0), name, (0, 0))


def _verb_first(text: str, period: Period, before: int) -> Said | None:
    """An event whose verb stands before its date: 成立于1998年5月."""
    last = last_of(words("zh", "verb"), text, before, period.start)
    if last is None or not re.fullmatch(r"\s*于\s*", text[last.end() : period.start]):
        return None
    name = _above(text, _hidden(text), before, last.start())
    kind = kind_of(last.group(), text[slice(*name)], "zh")
    return Said(kind, period, (0, 0), name, last.span())


def _chosen(
    text: str, verb: str, name: tuple[int, int], subject: tuple[int, int], first: int, limit: int
) -> tuple[int, int]:
    """Which stretch names what happened: of an instrument its title, else what is held."""
    if kind_of(verb, "", "zh") in _INSTRUMENT:
        for stretch in (name, subject, (first, limit)):
            if title := next(titles(text, *stretch), None):
                return title
    nouns = words("zh", "noun")
    if name[1] - name[0] > 1 and (nouns.search(text, *name) or subject[1] - subject[0] < 2):
        return name
    return subject if subject[1] - subject[0] > 1 else (0, 0)


def _object(text: str, blank: str, first: int, limit: int) -> tuple[int, int]:
    """What follows the verb, to the end of its noun."""
    lead = _OWN_OBJECT.match(text, first)
    first = lead.end() if lead else first
    stop = _NAME_END.search(blank, first, limit)
    last = stop.start() if stop else limit
    noun = words("zh", "noun").search(blank, first, last)
    if noun and (rest := _AFTER_NOUN.search(blank, noun.end(), last)):
        last = rest.start()
    noun = last_of(words("zh", "noun"), text, first, last)
    if noun and not text[noun.end() : last].startswith(("(", "（")):
        last = noun.end()
    return _trimmed(text, first, last)


def _above(text: str, blank: str, first: int, last: int) -> tuple[int, int]:
    """What stands before the date in its clause."""
    cut = last_of(_CLAUSE_END, blank, first, last)
    first = cut.end() if cut else first
    item = _ITEM.match(text, first, last)
    first = item.end() if item else first
    opener = _OPENERS.match(blank[first:last])
    if opener:
        first += opener.end()
    joined = _BEFORE.search(text[first:last])
    return _trimmed(text, first, first + joined.start() if joined else last)


def _trimmed(text: str, first: int, last: int) -> tuple[int, int]:
    words_ = text[first:last]
    lead = len(words_) - len(words_.lstrip(" \t\n，,、和及与由"))
    tail = len(words_.rstrip(" \t\n，,、于在"))
    adverb = _ADVERB.search(words_, 0, tail)
    tail = adverb.start() if adverb else tail
    return (first + lead, first + tail) if tail > lead else (0, 0)


def _hidden(text: str) -> str:
    """``text`` with what stands in brackets and quotation marks made blank, so that no verb of a
    title counts; every character keeps its place."""
    return _ENCLOSED.sub(lambda m: _BLANK * len(m.group()), text)
