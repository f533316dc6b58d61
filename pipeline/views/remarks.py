"""What was taken out of files and what looks wrong in them: a line, and data frames."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, get_args

from pipeline.records import Heading, Remark, RemarkKind
from pipeline.store.remarks import RemarkCount
from pipeline.strings import Strings

if TYPE_CHECKING:
    import pandas as pd

KINDS: tuple[RemarkKind, ...] = get_args(RemarkKind)
"""Every kind in the order to name them."""

TAKEN_OUT = frozenset(KINDS[:7])
"""Kinds of what was taken out of the text; the others are to be looked at."""


def kinds_of(counts: Iterable[RemarkCount]) -> tuple[RemarkKind, ...]:
    """The kinds that occur, in their order."""
    found = {count.kind for count in counts}
    return tuple(kind for kind in KINDS if kind in found)


def summary(counts: Sequence[RemarkCount], say: Strings) -> str:
    """One line for ``counts``, ``""`` for none: of what was taken out how often, of what is to be
    looked at in how many documents."""
    taken: list[str] = []
    noticed: list[str] = []
    for kind in kinds_of(counts):
        each = [count.count for count in counts if count.kind == kind]
        into, n = (taken, sum(each)) if kind in TAKEN_OUT else (noticed, len(each))
        into.append(say(f"remark.count.{kind}", n=f"{n:,}"))
    comma = say("list.comma")
    parts = [say("remark.taken", list=comma.join(taken))] if taken else []
    parts += [say("remark.noticed", list=comma.join(noticed))] if noticed else []
    return say("list.semicolon").join(parts)


def remark_counts_frame(
    headings: Iterable[Heading], counts: Sequence[RemarkCount], say: Strings
) -> "pd.DataFrame":
    """One row a document that has remarks, one column for each kind that occurs."""
    import pandas as pd

    kinds = kinds_of(counts)
    by_document: dict[tuple[str, str], dict[str, int]] = {}
    for count in counts:
        by_document.setdefault((count.symbol, count.lang), {})[count.kind] = count.count
    records = [
        (h.symbol, say(f"language.{h.lang}"), *(found.get(kind, 0) for kind in kinds))
        for h in headings
        if (found := by_document.get((h.symbol, h.lang)))
    ]
    names = [say(f"remark.{kind}") for kind in kinds]
    return pd.DataFrame(records, columns=[say("column.symbol"), say("column.language"), *names])


def remarks_frame(remarks: Iterable[tuple[Heading, Remark]], say: Strings) -> "pd.DataFrame":
    """One row a remark: document, page (empty without pages), kind, words, value, file."""
    import pandas as pd

    records = [
        (
            *(heading.symbol, say(f"language.{heading.lang}")),
            str(remark.page or ""),
            say(f"remark.{remark.kind}"),
            remark.text,
            remark.detail,
            heading.path,
        )
        for heading, remark in remarks
    ]
    keys = ("symbol", "language", "leaf", "remark", "words", "detail", "file")
    return pd.DataFrame(records, columns=[say(f"column.{key}") for key in keys])
