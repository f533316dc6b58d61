"""What people decided, in a line: who, what, when, about which paragraphs, and who disagreed."""

from pipeline.records import Conflict, Judgement
from pipeline.review import VERDICTS, is_pair
from pipeline.strings import Strings
from pipeline.views.names import rule_name


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


def concerned_line(made: Judgement, say: Strings) -> str:
    """What a judgement is about: the number paths of the paragraphs, or the rule of the finding."""
    if made.action in {"dismiss", "restore"}:
        return rule_name(made.target.partition(":")[0], say)
    sides = (" ↔ ".join(map(_numbers, (link.zh, link.en))) for link in made.links)
    return "; ".join(sides)


def conflict_line(conflict: Conflict, say: Strings) -> str:
    """Two judgements that contradict each other, the earlier first."""
    earlier, later = (judged_line(made, say) for made in (conflict.earlier, conflict.later))
    return say("judged.conflict", earlier=earlier, later=later)


def _numbers(keys: tuple[str, ...]) -> str:
    return ", ".join(key.partition("#")[0] or "¶" for key in keys) or "—"
