"""The source of a passage: behind a quiet word on the page, in columns of a file."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.records import Heading, Paragraph
from pipeline.records.lineage import Passage
from pipeline.records.trace import Trace
from pipeline.strings import Strings
from pipeline.tracing import passages_in
from pipeline.views.markup import tag, text

if TYPE_CHECKING:
    import pandas as pd

_FIELDS = ("file", "sha256", "chars", "ordinal", "encoder", "rules")
_COLUMNS = ("file", "sha256", "start", "end", "others", "encoder", "rules", "program")


def source(paragraphs: Sequence[Paragraph], say: Strings, document: Heading | None = None) -> str:
    """A disclosure with the traces of ``paragraphs``; nothing where ``say`` knows of no index.
    ``document`` is theirs where it may be none that is held."""
    if say.trace is None or not paragraphs:
        return ""
    lists = "".join(_list(say.trace(paragraph, document), say) for paragraph in paragraphs)
    return tag("details", tag("summary", text(say("trace.show"))) + lists, "source", say.lang)


def source_of_sides(zh: Sequence[Paragraph], en: Sequence[Paragraph], say: Strings) -> str:
    """A disclosure with where the two sides of a page of held texts were read from, each from its
    first paragraph to its last; nothing where ``say`` knows of no index."""
    if say.trace is None or not (zh or en):
        return ""
    stretches = [
        replace(say.trace(side[0], None), end=max(p.end for p in side)) for side in (zh, en) if side
    ]
    lists = "".join(_list(stretch, say) for stretch in stretches)
    return tag("details", tag("summary", text(say("trace.show"))) + lists, "source", say.lang)


def with_sources(frame: "pd.DataFrame", found: Sequence[object], say: Strings) -> "pd.DataFrame":
    """``frame`` with columns for where the first passage of each row was read from, and one for the
    other passages of the row; ``found`` are the records of the rows, in order. As it is where
    ``say`` knows of no index."""
    if say.trace is None:
        return frame
    rows = [_cells(record, say) for record in found]
    for at, name in enumerate(_COLUMNS):
        frame[say("trace.column", name=say(f"trace.{name}"))] = [row[at] for row in rows]
    return frame


def _cells(record: object, say: Strings) -> tuple[str | int, ...]:
    """The values of ``_COLUMNS`` for one row; "" for a row without a passage."""
    passages = passages_in(record)
    if say.trace is None or not passages:
        return ("",) * len(_COLUMNS)
    own, *others = passages
    held = getattr(record, "passage", None)
    trace = say.trace(own, held.document if isinstance(held, Passage) else None)
    # beside a passage of a file at hand stand others of files at hand, which are not looked up
    known = [say.trace(p, None) for p in others] if trace.generation is not None else []
    across = "\n".join(f"{t.file} {t.sha256} {t.start}–{t.end}" for t in known)
    place = (trace.file, trace.sha256, trace.start, trace.end)
    return (*place, across, trace.encoder, trace.rules, trace.program)


def _list(trace: Trace, say: Strings) -> str:
    """Names and values; the hash in full, to be compared with that of a file at hand."""
    values = {
        "file": trace.file,
        "sha256": trace.sha256,
        "chars": f"{trace.start}–{trace.end}",
        "ordinal": str(trace.ordinal),
        "encoder": trace.encoder,
        "rules": trace.rules,
    }
    return tag(
        "dl",
        "".join(
            tag("dt", text(say(f"trace.{name}")))
            + tag("dd", text(values[name] or say("trace.unknown")))
            for name in _FIELDS
        ),
    )
