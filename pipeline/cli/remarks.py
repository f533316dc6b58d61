"""Remarks on texts: listed from an index, and written to a file after an ingest."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.cli.options import (
    DEFAULT_INDEX,
    AsJson,
    Index,
    Language,
    Many,
    print_json,
    print_lines,
    tell,
)
from pipeline.exchange.json_lines import json_bytes
from pipeline.records import Document, Heading, Paragraph, Refusal, Remark
from pipeline.store.remarks import RemarkCount, all_remarks

COLUMNS = ("path", "symbol", "lang", "page", "kind", "text", "detail", "start", "sha256")
REFUSED = "refused"
"""What stands for the kind of a refusal, whose reason is its detail."""


def remarks(
    symbol: Annotated[str, typer.Argument(help="One text; without it, all.")] = "",
    index: Index = DEFAULT_INDEX,
    lang: Annotated[Language | None, typer.Option(help="One language only.")] = None,
    kind: Annotated[Many, typer.Option(help="Such as running-head or gap.")] = None,
    as_json: AsJson = False,
) -> None:
    """List what was taken out of the texts of an index, word for word, and what is doubtful."""
    from pipeline.collection import Collection
    from pipeline.errors import UnknownSymbol
    from pipeline.views.remarks import KINDS

    if unknown := sorted(set(kind or ()) - set(KINDS)):
        raise typer.BadParameter(f"{unknown[0]}: a kind is one of {', '.join(KINDS)}")
    with Collection.open(index) as collection:
        headings = [
            heading
            for heading in collection.documents()
            if symbol in ("", heading.symbol) and lang in (None, heading.lang)
        ]
        if symbol and not headings:
            raise UnknownSymbol(f"{symbol}: no such document in {index}")
        for heading in headings:
            found = collection.remarks(heading.symbol, heading.lang)
            wanted = [remark for remark in found if not kind or remark.kind in kind]
            rows = [remark_row(heading.path, heading, remark) for remark in wanted]
            if as_json:
                print_json(rows)
            else:
                print_lines(map(remark_line, rows))


def print_remarks(document: Document, paragraphs: Sequence[Paragraph], as_json: bool) -> None:
    """What was taken out of a file that was read by itself, and what is doubtful in it."""
    rows = [remark_row(document.source.path, document, r) for r in _all(document, paragraphs)]
    if as_json:
        print_json(rows)
    else:
        print_lines(map(remark_line, rows))


def tell_remarks(document: Document, paragraphs: Sequence[Paragraph]) -> None:
    """One line on standard error about what ``print_remarks`` would list; none for nothing."""
    from pipeline.strings import Strings
    from pipeline.views.remarks import summary

    found = Counter(remark.kind for remark in _all(document, paragraphs))
    counts = [RemarkCount(document.symbol, document.lang, *count) for count in found.items()]
    if document.confidence is not None:
        percent = f"{100 * document.confidence:.0f} %"
        tell(f"a scan, recognised with a confidence of {percent}")
    if line := summary(counts, Strings("en")):
        tell(f"{line} (--remarks lists them)")


def _all(document: Document, paragraphs: Sequence[Paragraph]) -> tuple[Remark, ...]:
    from pipeline.segment import remarks as noticed

    return all_remarks(document, noticed(document, paragraphs))


def remark_row(path: str, text: Document | Heading, remark: Remark) -> dict[str, Any]:
    """A remark with the text and the file it is about, by ``COLUMNS``."""
    sha256 = text.sha256 if isinstance(text, Heading) else text.source.sha256
    values = (path, text.symbol, text.lang, remark.page, remark.kind)
    row = (*values, remark.text, remark.detail, remark.start, sha256)
    return dict(zip(COLUMNS, row, strict=True))


def refusal_row(refusal: Refusal) -> dict[str, Any]:
    """A file that was not taken in, by ``COLUMNS``."""
    values = (refusal.path, "", "", 0, REFUSED, "", refusal.reason, -1, "")
    return dict(zip(COLUMNS, values, strict=True))


def remark_line(row: dict[str, Any]) -> str:
    """What ``remarks`` prints without ``--json``."""
    page = f"p. {row['page']}" if row["page"] else ""
    detail = f"  [{row['detail']}]" if row["detail"] else ""
    text = " ".join(row["text"].split())
    return f"{row['symbol']} ({row['lang']})  {page:<7}{row['kind']:<16} {text}{detail}"


def remark_counts(counts: Iterable[RemarkCount]) -> dict[str, int]:
    """How many remarks there are of each kind that occurs, over all documents."""
    totals: dict[str, int] = {}
    for count in counts:
        totals[count.kind] = totals.get(count.kind, 0) + count.count
    return totals


def write_report(
    path: Path, index: Path, refused: Sequence[Refusal], counts: Sequence[RemarkCount]
) -> None:
    """Every refusal, and every remark of the documents of ``counts``, into ``path``: as CSV for a
    name that ends so (with a byte order mark, which Excel needs), else as JSON lines."""
    from pipeline.collection import Collection
    from pipeline.errors import NoIndex
    from pipeline.exchange.whole import write_whole

    rows = [refusal_row(refusal) for refusal in refused]
    taken = {(count.symbol, count.lang) for count in counts}
    try:
        with Collection.open(index) as collection:
            rows += [
                remark_row(heading.path, heading, remark)
                for heading in collection.documents()
                if (heading.symbol, heading.lang) in taken
                for remark in collection.remarks(heading.symbol, heading.lang)
            ]
    except NoIndex:  # every file was refused
        pass
    if path.suffix.lower() == ".csv":
        write_whole(path, _csv_bytes(rows))
    else:
        write_whole(path, json_bytes(rows))


def _csv_bytes(rows: Iterable[dict[str, Any]]) -> bytes:
    from pipeline.views.files import safe_cell

    stream = io.StringIO(newline="")
    table = csv.writer(stream, lineterminator="\r\n")
    table.writerow(COLUMNS)
    table.writerows([safe_cell(row[column]) for column in COLUMNS] for row in rows)
    return stream.getvalue().encode("utf-8-sig")
