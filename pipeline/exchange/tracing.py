"""The last part of every file that quotes: which bytes each passage was read from, by what.

A reader with the same file can go back to every passage: the SHA-256 says whether it is the same
file, the offsets where in its text the words stand. Nothing here depends on the day or the machine.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.exchange.harmless import clean
from pipeline.exchange.markdown import line as as_line
from pipeline.records.trace import Trace
from pipeline.strings import Strings

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from xlsxwriter.workbook import Workbook

MADE_BY = ("encoder", "rules", "program")
"""What all passages of a file share. The state of the index is not among them: the same texts,
taken in at once or one by one, give the same file."""
_COLUMNS = ("symbol", "lang", "ordinal", "start", "end", "file", "sha256")
_WIDTHS = (22, 9, 12, 9, 9, 40, 66)


@dataclass(frozen=True, slots=True)
class Origin:
    """What all passages of a file share: a name and a value."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that passages were read from: its symbol and language, then which file it is and where
    in its text they stand."""

    name: str
    words: str


def origins(traces: Iterable[Trace], say: Strings) -> tuple[Origin, ...]:
    """Encoder, rules and program of ``traces``; where they are not all of one,
    each."""
    held = list(traces)
    found = []
    for field in MADE_BY:
        values = dict.fromkeys(str(v) for t in held if (v := getattr(t, field)) not in ("", None))
        if values:
            found.append(Origin(say(f"trace.{field}"), say("list.semicolon").join(values)))
    return tuple(found)


def source_files(traces: Iterable[Trace], say: Strings) -> tuple[SourceFile, ...]:
    """The files of ``traces`` by symbol and language, each with all the offsets in it."""

    def file(trace: Trace) -> tuple[str, str, str, str]:
        return trace.symbol, trace.lang, trace.file, trace.sha256

    found = []
    for (symbol, lang, name, sha256), within in groupby(sorted(set(traces), key=_order), key=file):
        document = say("trace.document", symbol=symbol, lang=say(f"language.{lang}"))
        words = say(
            "trace.held",
            path=name or say("trace.unknown"),
            sha256=sha256 or say("trace.unknown"),
            spans=say("list.comma").join(f"{t.start}–{t.end}" for t in within),
        )
        found.append(SourceFile(clean(document), clean(words)))
    return tuple(found)


def _order(trace: Trace) -> tuple[str, str, str, str, int, int]:
    return trace.symbol, trace.lang, trace.file, trace.sha256, trace.start, trace.end


def markdown_lines(traces: Sequence[Trace], say: Strings) -> Iterator[str]:
    """The part in Markdown; nothing for no traces."""
    if not traces:
        return
    colon = "：" if say.lang == "zh" else ": "
    yield from (f"## {say('trace.title')}", "")
    yield from (f"- **{o.name}**{colon}{as_line(o.value)}" for o in origins(traces, say))
    files = source_files(traces, say)
    yield from (f"- **{as_line(f.name)}**{colon}{as_line(f.words)}" for f in files)
    yield ""


def add_to_document(document: "WordDocument", traces: Sequence[Trace], say: Strings) -> None:
    """The part at the end of a Word document, the origin among its properties too; nothing for no
    traces."""
    from pipeline.exchange.word_parts import Line, write

    if not traces:
        return
    colon = "：" if say.lang == "zh" else ": "
    shared = origins(traces, say)
    write(document.add_paragraph(), Line("Heading2", say("trace.title")))
    for origin in shared:
        write(document.add_paragraph(), Line("Particular", origin.value, f"{origin.name}{colon}"))
    for source in source_files(traces, say):
        write(document.add_paragraph(), Line("Particular", source.words, f"{source.name}{colon}"))
    told = "; ".join(f"{origin.name}: {origin.value}" for origin in shared)
    document.core_properties.comments = clean(told)[:255]


def add_to_workbook(book: "Workbook", traces: Sequence[Trace], say: Strings) -> None:
    """The part as the last sheet of a workbook, a row a passage; nothing for no traces."""
    from pipeline.exchange.books import look, put, sheet_name

    if not traces:
        return
    sheet = book.add_worksheet(sheet_name(say("trace.title")))
    head = look(book, {"bold": True, "bottom": 1, "valign": "top", "text_wrap": True})
    cell = look(book, {"text_wrap": True, "valign": "top"})
    at = 0
    for origin in origins(traces, say):
        put(sheet, at, 0, origin.name, head)
        put(sheet, at, 1, origin.value, cell)
        at += 1
    for column, (name, width) in enumerate(zip(_COLUMNS, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        put(sheet, at, column, say(f"trace.{name}"), head)
    for row, trace in enumerate(traces, at + 1):
        for column, name in enumerate(_COLUMNS):
            value = getattr(trace, name)
            if isinstance(value, int):
                sheet.write_number(row, column, value, cell.usual)
            else:
                put(sheet, row, column, value, cell)
