"""Names that look like those of networks and that no table has, for a person to add.

English: capitalised words that end in Network, Platform and the like. Chinese has no capitals:
what stands before 网络 or 平台 in its clause, back to a verb or a sign that opens a noun. A name is
offered where two passages have it; a person reads the list, so that one too many costs little.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from pipeline.preparation.networks.names import every_name, names_in, networks_of
from pipeline.records import LANGS, Lang
from pipeline.records.lineage import Passage
from pipeline.records.networks import Network, NetworkCandidate
from pipeline.records.paragraphs import CONTENT_ROLES
from pipeline.store.columns import chunks, marks
from pipeline.store.fulltext import FullText, Term
from pipeline.store.reading import Store
from pipeline.text.normalise import HAN

_HEADS: Mapping[Lang, tuple[str, ...]] = {
    "en": ("network", "platform", "partnership", "consortium", "database", "portal", "hub"),
    "zh": ("网络", "平台", "数据库", "门户网站"),
}
_LINK = r"(?:of|for|on|and|the|against|in|to|with|de|la)"
_WORD = r"[A-Z][\w’'/-]*"
_EN = re.compile(
    rf"\b{_WORD}(?:\s+(?:{_LINK}\s+)*{_WORD})*\s+"
    r"(?:Network|Platform|Partnership|Consortium|Database|Portal|Hub)s?\b"
    rf"(?:\s+(?:(?:of|for|on|against)\s+(?:the\s+)?{_WORD}(?:\s+(?:{_LINK}\s+)*{_WORD})*))?"
)
_LEAD = re.compile(
    r"(?:The|This|That|Also|Further|Recogni[sz]ing|Recogni[sz]es|Recalling|Recalls|Welcoming|Welcomes"
    r"|Noting|Notes|Requests?|Invites?|Encourages?|Urges?|Commends?|Reaffirm(?:ing|s)|States"
    r"|Acknowledg(?:ing|es)|Reiterates|Emphasizes|Stresses|Supports|Calls\s+upon|Expresses|Resolution"
    r"|Taking\s+note|Takes\s+note|Bearing\s+in\s+mind|of|for|on|and|the|to|in)\s+"
)
_ZH = re.compile(
    rf"(?:^|[，。；：、（）《》“”\s]|[的了和及与对为以将由向用过入把请在])(?P<name>[{HAN}]{{3,22}}?"
    r"(?:网络|平台|数据库|门户网站))(?=[，。；、（）(）的和及与以等在为将]|$)"
)
_ZH_LEAD = re.compile(
    r"^(?:又|还|并|同时|特别|包括|其中|强调|指出|注意到|欢迎|鼓励|例如|比如|承认|重申|确认|肯定|邀请|来自|表示"
    r"|赞赏|考虑到|为|及|和|是|内|各|公开启动|必须|实现|支持|推动|帮助|设立|维持|加入|了|秘书长|依靠|请)+"
)
_COMMON = re.compile(
    r"(?:犯罪|恐怖|社交|社会|贩运|走私|支持|支助|通信|无线|交通|运输|电信|计算机|信息|媒体|数字|在线|线上"
    r"|合作|现有|有关|相关|国家|全球|区域|非法|各种|重要|建立|一个|这些|此类|这一|该|安全)(?:网络|平台|数据库)$"
    r"|建立|加强|利用|促进|通过|提供|开发|创建|成为|作为|一个|各种|各类|[这该此其]|我们"
)


def network_candidates(store: Store) -> tuple[NetworkCandidate, ...]:
    """The names, those in most passages first."""
    networks = networks_of(store.folder)
    found = [one for lang in LANGS for one in _candidates(store, networks, lang)]
    return tuple(sorted(found, key=lambda c: (-c.passages, c.lang, c.name)))


def _candidates(
    store: Store, networks: Iterable[Network], lang: Lang
) -> tuple[NetworkCandidate, ...]:
    known = {name.name.casefold() for _, name in every_name(networks)}
    wanted = tuple(every_name(networks))
    counts: Counter[str] = Counter()
    first: dict[str, int] = {}
    for key, text in _passages(store, lang):
        for name in dict.fromkeys(_names(text, lang)):
            counts[name] += 1
            first.setdefault(name, key)
    names = [
        name
        for name, count in counts.items()
        if count > 1 and name.casefold() not in known and not names_in(name, lang, wanted)
    ]
    examples = store.paragraphs_by_id({first[name] for name in names})
    headings = {(h.symbol, h.lang): h for h in store.headings().values()}
    return tuple(
        NetworkCandidate(
            name,
            lang,
            counts[name],
            Passage(headings[examples[first[name]].symbol, lang], examples[first[name]]),
        )
        for name in names
    )


def _names(text: str, lang: Lang) -> Iterable[str]:
    if lang == "zh":
        named = (_ZH_LEAD.sub("", m["name"]) for m in _ZH.finditer(text))
        return [name for name in named if len(name) > 5 and not _COMMON.search(name)]
    found = []
    for match in _EN.finditer(text):
        name = " ".join(match.group().split()).rpartition(" and the ")[2]
        while lead := _LEAD.match(name):
            name = name[lead.end() :]
        if name.count(" ") > 1:
            found.append(name)
    return found


def _passages(store: Store, lang: Lang) -> Iterable[tuple[int, str]]:
    """Id and text of the passages of ``lang`` that hold one of the words such names end in."""
    text = FullText(store, lang)
    ids: set[int] = set()
    for word in _HEADS[lang]:
        ids |= set((text.ids(Term("words", word)) if lang == "en" else text.exact(word)).tolist())
    roles = tuple(sorted(CONTENT_ROLES))
    for chunk in chunks(sorted(ids)):
        query = (
            f"SELECT id, text FROM paragraphs WHERE id IN ({marks(chunk)})"
            f" AND role IN ({marks(roles)})"
        )
        yield from ((key, words) for key, words in store.fetch(query, (*chunk, *roles)))
