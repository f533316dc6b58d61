"""The command ``citations``: what a text or file cites, with offsets and the reason."""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.cli.options import AsJson, Language, print_json, print_lines
from pipeline.errors import Empty, InputError, Unreadable
from pipeline.records import CitationReason, Document, Lang, Paragraph, Resolved

_REASONS: Mapping[CitationReason, str] = {
    "": "the instrument is not told",
    "named": "named",
    "definition": "explained",
    "sentence": "named before in the sentence",
    "paragraph": "named before in the paragraph",
    "heading": "named in the heading",
    "own": "the text itself",
    "path": "the article it stands in",
    "title": "named in the title",
    "body": "document of",
    "document": "the only one of its kind named before",
}


def citations(
    text: Annotated[str, typer.Argument(metavar="TEXT|FILE", help="- is standard input.")],
    lang: Annotated[Language | None, typer.Option("--lang", help="Told by the script.")] = None,
    as_json: AsJson = False,
) -> None:
    """Print what a text or a file cites: provisions, resolutions, decisions, symbols."""
    chosen: Lang | None = lang.value if lang else None
    found = _in_files(Path(text), chosen) if _is_file(text) else _in_text(text, chosen)
    if as_json:
        print_json(_row(*one) | _trace(*one) for one in found)
    else:
        print_lines(_line(*one) for one in found)


def _is_file(text: str) -> bool:
    """Whether the argument names a file; one that is written like a file's name and is none is
    refused rather than taken for a text."""
    from pipeline.readers.formats import SUFFIXES
    from pipeline.readers.rawfile import suffix_of

    try:
        if text and Path(text).is_dir():
            raise InputError(text, "a folder; name one file")
        if text != "-" and Path(text).is_file():
            return True
    except (OSError, ValueError):
        return False  # a text too long for a name, or with a NUL byte
    if " " not in text.strip() and suffix_of(text) in SUFFIXES:
        raise Unreadable(text, "no such file")
    return False


def _in_text(text: str, lang: Lang | None) -> Iterator[tuple[Document | None, Any, Resolved]]:
    from pipeline.readers.decode import decode
    from pipeline.text.citations import Context, resolve
    from pipeline.text.citations import citations as read
    from pipeline.text.normalise import detect_lang

    if text == "-":
        text = decode("standard input", sys.stdin.buffer.read())
    if not text.strip():
        raise Empty("TEXT", "no text in it")
    at = lang or detect_lang(text)
    for one in resolve(text, read(text, at), Context(at)):
        yield None, text, one


def _in_files(
    path: Path, lang: Lang | None
) -> Iterator[tuple[Document | None, Paragraph, Resolved]]:
    from dataclasses import replace

    from pipeline.readers import read_bytes, walk
    from pipeline.records import Refusal
    from pipeline.segment import segment
    from pipeline.text.citations import document_citations

    for file in walk([path]):
        if isinstance(file, Refusal):
            raise InputError(file.path, file.reason)
        given = replace(file.given, lang=lang) if lang else file.given
        document = read_bytes(file.name, file.content, given)
        paragraphs = segment(document)
        found = document_citations(document, paragraphs)
        for paragraph, cited in zip(paragraphs, found, strict=True):
            for one in cited:
                yield document, paragraph, one


def _row(document: Document | None, within: Paragraph | str, one: Resolved) -> dict[str, Any]:
    """What ``--json`` prints; ``start`` and ``end`` count in the text given, or in that which the
    reader makes of the file, as those of ``segment --json`` do."""
    paragraph = None if isinstance(within, str) else within
    shift = paragraph.start if paragraph else 0
    cited = one.citation
    text = paragraph.text if paragraph else within
    return {
        "document": document.symbol if document else "",
        "lang": document.lang if document else "",
        "ordinal": paragraph.ordinal if paragraph else 0,
        "number": list(paragraph.number) if paragraph else [],
        "start": shift + cited.start,
        "end": shift + cited.end,
        "words": str(text)[cited.start : cited.end],
        "key": one.key,
        "instrument": one.instrument,
        "provision": one.provision,
        "places": list(cited.places),
        "symbol": one.symbol,
        "reason": one.reason,
        "evidence": one.evidence,
        "evidence_ordinal": one.at,
        "domestic": one.is_domestic,
    }


def _trace(document: Document | None, within: Paragraph | str, one: Resolved) -> dict[str, Any]:
    """The trace of the words that cite; None for words that were read from no file."""
    from pipeline.cli.tracing import TRACE, traced
    from pipeline.tracing import traces_of_files

    if document is None or isinstance(within, str):
        return {TRACE: None}
    span = (one.citation.start, one.citation.end)
    return traced(traces_of_files([document]), within, span=span)


def _line(document: Document | None, within: Paragraph | str, one: Resolved) -> str:
    row = _row(document, within, one)
    places = f" [{', '.join(row['places'])}]" if row["places"] else ""
    number = "/".join(row["number"])
    head = f"{number:<14}  " if document else ""
    because = _REASONS[one.reason] + (f": {one.evidence}" if one.evidence else "")
    words = " ".join(row["words"].split())
    return f"{head}{words}  →  {row['key']}{places}  ({' '.join(because.split())})"
