"""Codes of a briefing pack in words of the interface."""

import re
from collections.abc import Sequence

from pipeline.cite import place_of
from pipeline.lexicon.naming import names_in, short_names
from pipeline.records import Heading, Paragraph, Recommendation
from pipeline.strings import Strings

_ARTICLE = re.compile(r"\d+[a-z]*(\(\w+\))*")
_PARTS = re.compile(r"\w+")
_LONGEST_SESSION = 3
"""Figures of a session; four are a year."""


def provision_name(key: str, say: Strings) -> str:
    """``UNTOC:17`` as an article of that instrument, by its shortest name."""
    instrument, _, number = key.rpartition(":")
    name = short_names(say.lang).get(instrument, instrument)
    if say.lang == "zh" and _ARTICLE.fullmatch(number):
        return name + _in_chinese(number)
    if not instrument:
        return say("trends.article", number=number)
    return say("trends.article_of", instrument=name, number=number)


def _in_chinese(number: str) -> str:
    """``23(2)(b)`` as Chinese texts cite it: 第二十三条第二款第㈡项."""
    article, *below = _PARTS.findall(number)
    path = (f"art.{article}", *below)
    return place_of(Paragraph("", "zh", 0, "article", path, "", "", "", 0, 0, ""), "zh")


def bodies_of(codes: Sequence[str], say: Strings) -> str:
    """Bodies by name, "" for none; what an index calls its own comes first."""
    known = {**names_in("bodies", say.lang), **dict(say.names)}
    return say("list.comma").join(known.get(code, code) for code in codes)


def addressees_of(codes: Sequence[str], subset: str, say: Strings) -> str:
    """Addressees by name, then what narrows them; that none is named where none is."""
    known = names_in("addressee_names", say.lang)
    names = [known.get(code, code) for code in codes] or [say("none.addressee")]
    if subset:
        names.append(names_in("subsets", say.lang).get(subset, subset))
    return say("list.comma").join(names)


def strength_name(item: Recommendation, say: Strings) -> str:
    """The strength in words; that it is not resolved where it rests on 应 alone."""
    if not item.strength:
        return say("none.strength")
    name = names_in("strengths", say.lang).get(item.strength, item.strength)
    return name if item.is_resolved else say("register.unresolved", strength=name)


def act_name(act: str, say: Strings) -> str:
    """What is asked for: a code of ``lexicon/duties.csv`` or of the strings."""
    key = f"duty.{act}"
    return say(key) if say.has(key) else names_in("duties", say.lang).get(act, act)


def session_name(due: str, say: Strings) -> str:
    """A session or a date in words."""
    is_session = due.isdigit() and len(due) <= _LONGEST_SESSION
    return say("card.session", session=due) if is_session else due


def when(document: Heading, say: Strings) -> str:
    """Session and date of a document as far as they are known; that it is a draft where it is."""
    parts = [session_name(document.session, say)] if document.session else []
    parts += [document.date] if document.date else []
    parts += [say("status.draft")] if document.status == "draft" else []
    return " · ".join(parts)


def request_reason(why: str, say: Strings) -> str:
    """Why a request counts as not answered; the rule's own name where no string has it."""
    key = f"requests.why.{why.replace(' ', '-')}"
    return say(key) if say.has(key) else why
