"""Judgements on clauses of two instruments: what the second clause is to the first.

They stand in the same log under the names of both texts. A clause is named by the keys of its
paragraphs, so that the judgement holds as long as its words do.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from pipeline.errors import TongwenError
from pipeline.records import Conflict, Judgement, KeyLink, Paragraph
from pipeline.records.articles import ClauseRelation
from pipeline.review.keys import judgement, keys_of

if TYPE_CHECKING:
    from pipeline.mapping import Clause

Verdict: TypeAlias = ClauseRelation | Literal["absent"]
"""The relation that a person confirms or sets; ``absent``: the two do not correspond."""
VERDICTS: tuple[Verdict, ...] = (*get_args(ClauseRelation), "absent")
_BETWEEN = " ↔ "


def pair_name(first: Sequence[Paragraph], second: Sequence[Paragraph]) -> str:
    """What two instruments are called in the log. Raises TongwenError where one is empty."""
    if not first or not second:
        raise TongwenError("two texts with paragraphs are wanted")
    return _BETWEEN.join(f"{side[0].symbol} ({side[0].lang})" for side in (first, second))


def is_pair(symbol: str) -> bool:
    """Whether a judgement's symbol names two instruments."""
    return _BETWEEN in symbol


def judge_pair(
    texts: tuple[Sequence[Paragraph], Sequence[Paragraph]],
    clauses: tuple["Clause", "Clause"],
    verdict: Verdict,
    reviewer: str,
    *,
    reason: str = "",
    made: str = "",
) -> Judgement:
    """The judgement that the second of ``clauses`` is ``verdict`` to the first.

    Raises TongwenError where the reviewer is not named.
    """
    keys = [_keys(text, clause) for text, clause in zip(texts, clauses, strict=True)]
    return judgement(
        pair_name(*texts),
        "reject" if verdict == "absent" else "accept",
        reviewer,
        links=(KeyLink(keys[0], keys[1]),),
        target=verdict,
        reason=reason,
        made=made,
    )


def judged_pairs(
    judgements: Iterable[Judgement],
    texts: tuple[Sequence[Paragraph], Sequence[Paragraph]],
    clauses: tuple[Sequence["Clause"], Sequence["Clause"]],
) -> dict[tuple[int, int], Judgement]:
    """The latest judgement on each pair of clauses, by their positions; one that was withdrawn, or
    whose words are no longer there, does not count."""
    name = pair_name(*texts)
    ordered = sorted((j for j in judgements if j.symbol == name), key=lambda j: (j.made, j.id))
    withdrawn = {j.target for j in ordered if j.action == "withdraw"}
    places = [
        {_keys(text, clause): at for at, clause in enumerate(side)}
        for text, side in zip(texts, clauses, strict=True)
    ]
    out: dict[tuple[int, int], Judgement] = {}
    for made in ordered:
        if made.id in withdrawn or made.target not in VERDICTS:
            continue
        for link in made.links:
            found = places[0].get(link.zh), places[1].get(link.en)
            if found[0] is not None and found[1] is not None:
                out[found[0], found[1]] = made
    return out


def pair_conflicts(judgements: Iterable[Judgement]) -> tuple[Conflict, ...]:
    """Where two people say different things of one pair of clauses, in the order of time; a
    judgement that was withdrawn does not count."""
    ordered = sorted((j for j in judgements if is_pair(j.symbol)), key=lambda j: (j.made, j.id))
    withdrawn = {j.target for j in ordered if j.action == "withdraw"}
    last: dict[tuple[str, tuple[KeyLink, ...]], Judgement] = {}
    conflicts = []
    for made in ordered:
        if made.id in withdrawn or made.target not in VERDICTS:
            continue
        before = last.get((made.symbol, made.links))
        if before and before.target != made.target and before.reviewer != made.reviewer:
            conflicts.append(Conflict(before, made))
        last[made.symbol, made.links] = made
    return tuple(conflicts)


def _keys(text: Sequence[Paragraph], clause: "Clause") -> tuple[str, ...]:
    return keys_of([text[i] for i in clause.ordinals])
