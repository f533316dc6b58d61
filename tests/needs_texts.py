"""A small collection with paragraphs that recur, and a need, for the tests of the judged needs."""

from small_index import Text

from evaluation.search.needs import Need
from evaluation.search.needs_items import Passages
from pipeline.records import Lang

YEAR = "Requests the keeper of the lamp to report in {} on confiscation of oil."
YEAR_ZH = "请管灯人在{}年报告没收灯油的情况。"
TEXTS = (
    Text("L/1", "en", f"1. {YEAR.format(2019)}\n\n2. Invites sailors to wave.", "2019-01-01"),
    Text("L/1", "zh", f"1. {YEAR_ZH.format(2019)}\n\n2. 邀请水手挥手。", "2019-01-01"),
    Text("L/2", "en", f"1. {YEAR.format(2020)}\n\n2. Invites pilots to sing.", "2020-01-01"),
    Text("L/2", "zh", f"1. {YEAR_ZH.format(2020)}\n\n2. 邀请飞行员歌唱。", "2020-01-01"),
    Text("L/3", "en", "1. Extradition of lamplighters is not granted for jokes.", "2021-01-01"),
)
NEED = Need("x001", "transfer", "没收灯油", "who reports on confiscation of oil?")


def at(passages: Passages, symbol: str, lang: Lang, starts: str) -> int:
    [key] = [
        k
        for k, p in passages.paragraphs.items()
        if (p.symbol, p.lang) == (symbol, lang) and p.text.startswith(starts)
    ]
    return key


class Fixed:
    """A system that ranks as it is told."""

    name = "fixed"

    def __init__(self, *keys: int) -> None:
        self._keys = keys

    def ranked(self, query: str, asked: Lang, wanted: Lang) -> tuple[int, ...]:
        return self._keys
