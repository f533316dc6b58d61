"""Texts that every command has an answer to, and how a trace is followed back to the bytes."""

import hashlib
from pathlib import Path
from typing import Any

from small_index import Text, write_corpus

from pipeline.places import sample_corpus
from pipeline.readers import read_bytes, walk
from pipeline.records import Document, Refusal

MEETING_EN = (
    "1. INTERPOL and the Northern Judges Network took part in the meeting held on 3 May 2019.\n\n"
    "2. Some speakers described challenges in gathering evidence for extradition.\n\n"
    "3. States should train judges in extradition, which is a good practice.\n\n"
    "4. Video hearings under article 17 of the Convention are encouraged.\n"
)
MEETING_ZH = (
    "1. 国际刑警组织和北方法官网络参加了2019年5月3日举行的会议。\n\n"
    "2. 发言者指出为引渡调取证据时遇到困难。\n\n"
    "3. 各国应就引渡培训法官，这是一种良好做法。\n\n"
    "4. 鼓励按照公约第十七条进行视频听证。\n"
)
RECURRING = (
    "1. Requests the secretariat of the lantern fund to report on the use of its contributions."
)
RENDERED = (
    "1. 请灯笼基金秘书处报告捐款的使用情况。",
    "1. 请灯笼基金秘书处报告捐款的使用情况。",
    "1. 请灯笼基金秘书处就各项捐助如何使用提交报告。",
)
TEXTS = (
    Text("T/WG/2019/1", "en", MEETING_EN, "2019-05-06"),
    Text("T/WG/2019/1", "zh", MEETING_ZH, "2019-05-06"),
    Text("T/WG/2021/1", "en", "1. The Northern Judges Network met again.", "2021-01-02", "2"),
    *(
        Text(f"T/RES/{n}/9", lang, body, f"202{n}-05-06", str(n))
        for n, rendered in enumerate(RENDERED, 1)
        for lang, body in (("en", RECURRING), ("zh", rendered))
    ),
)


def written(folder: Path) -> list[Path]:
    """The sample corpus and ``TEXTS``, as folders to take in."""
    return [sample_corpus(), write_corpus(folder / "texts", TEXTS)]


class Followed:
    """The documents of some folders and files, read from the disk anew, by the path of a trace."""

    def __init__(self, paths: list[Path]) -> None:
        self._documents: dict[str, Document] = {}
        for file in walk(paths):
            assert not isinstance(file, Refusal), file
            self._documents[file.name] = read_bytes(file.name, file.content, file.given)

    def words(self, trace: dict[str, Any]) -> str:
        """The words that a trace leads to, in a file whose bytes are still those it names."""
        assert hashlib.sha256(Path(trace["path"]).read_bytes()).hexdigest() == trace["sha256"]
        document = self._documents[trace["path"]]
        assert (document.symbol, document.lang) == (trace["symbol"], trace["lang"])
        return document.text[trace["start"] : trace["end"]]
