"""Who speaks and what is asked, in interviews and records that name the speaker."""

import re
from functools import cache

from pipeline import lexicon
from pipeline.text.normalise import HAN

_ZH_TITLE = "先生|女士|教授|法官|大使|代表"
_SPEAKER = re.compile(
    rf"(?:\*\*|__)?(?:(?P<zh>[{HAN}·]{{2,4}}(?:{_ZH_TITLE})?|[问答])(?:\*\*|__)?[：:](?=\s*\S|\s*$)"
    r"|(?P<en>[QA]|(?:(?:Mr|Ms|Mrs|Dr|Prof|H\.E)\. )?[A-Z][\w’'-]+(?: [A-Z][\w’'.-]*){0,3})"
    r"(?:\*\*|__)?:(?=\s|\*|$))"
)
_FIGURE = r"(?:\d+|[一二三四五六七八九十]+)"
_ASKS = re.compile(rf"(?:\*\*|__)?(?:Q|Question|问|问题)\s?{_FIGURE}?\s?[:：]")
_QUESTION_MARK = re.compile(r".{4,150}[?？](?:\*\*|__)?$")


def speaker(text: str) -> str:
    """Who speaks, where ``text`` opens with a name and a colon (``张三：``, ``Q:``, a bold name);
    else "". Words that head notes and lists (``lexicon/labels.csv``) are no names."""
    found = _SPEAKER.match(text[:80])
    if not found:
        return ""
    name = found["zh"] or found["en"]
    return "" if name in _labels() or name.split()[0] in _labels() or name[0] == "第" else name


@cache
def _labels() -> frozenset[str]:
    return frozenset(row["label"] for row in lexicon.rows("labels"))


def asks(text: str) -> bool:
    """Whether a line says of itself that it is a question: ``Q:``, ``问：``, ``问题一：``."""
    return bool(_ASKS.match(text))


def is_question(text: str) -> bool:
    """Whether a line is a question: it says so, or is short and ends in a question mark."""
    return asks(text) or bool(_QUESTION_MARK.match(text))
