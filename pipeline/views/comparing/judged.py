"""What people decided, in a line: who, what, when, about which paragraphs, and who disagreed."""

from collections.abc import Mapping, Sequence
from itertools import chain
from types import MappingProxyType

from pipeline.records import Conflict, Judgement, Paragraph
from pipeline.review import VERDICTS, is_pair
from pipeline.review.keys import keys_of
from pipeline.strings import Strings
from pipeline.views.names import rule_name

_OPENING = {"zh": 16, "en": 36}
"""Characters by which a paragraph without a number is told."""
_NONE: Mapping[str, str] = MappingProxyType({})


def judged_line(made: Judgement, say: Strings) -> str:
    """What somebody decided, who, when (UTC) and why."""
    is_verdict = is_pair(made.symbol) and made.target in VERDICTS
    what = say(
        "judged.line",
        action=say(f"clauses.{made.target}" if is_verdict else f"judged.{made.action}"),
        who=made.reviewer,
        when=made.made.replace("T", " ").removesuffix("Z"),
    )
    return say("judged.with_reason", line=what, reason=made.reason) if made.reason else what


def openings(zh: Sequence[Paragraph], en: Sequence[Paragraph]) -> Mapping[str, str]:
    """The first words of the paragraphs of both languages, by the keys that judgements use."""
    keyed = chain(zip(keys_of(zh), zh, strict=True), zip(keys_of(en), en, strict=True))
    return {key: _opening(paragraph) for key, paragraph in keyed}


def concerned_line(made: Judgement, say: Strings, words: Mapping[str, str] = _NONE) -> str:
    """What a judgement is about: the number paths of the paragraphs, of those without a number the
    first of their ``words`` (``openings``), or the rule of the finding."""
    if made.action in {"dismiss", "restore"}:
        return rule_name(made.target.partition(":")[0], say)
    sides = (" ↔ ".join(_named(keys, words) for keys in (k.zh, k.en)) for k in made.links)
    return "; ".join(sides)


def conflict_line(conflict: Conflict, say: Strings) -> str:
    """Two judgements that contradict each other, the earlier first."""
    earlier, later = (judged_line(made, say) for made in (conflict.earlier, conflict.later))
    return say("judged.conflict", earlier=earlier, later=later)


def _named(keys: tuple[str, ...], words: Mapping[str, str]) -> str:
    return ", ".join(key.partition("#")[0] or words.get(key, "¶") for key in keys) or "—"


def _opening(paragraph: Paragraph) -> str:
    words, length = " ".join(paragraph.text.split()), _OPENING[paragraph.lang]
    return f"“{words}”" if len(words) <= length else f"“{words[:length].rstrip()}…”"
