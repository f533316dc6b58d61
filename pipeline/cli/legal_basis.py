"""The command ``legal-basis``: what a request for a measure can rest on, ready to paste."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cite import citation
from pipeline.cli.options import (
    DEFAULT_INDEX,
    AsJson,
    Index,
    Language,
    one_form,
    print_json,
    print_lines,
    tell,
)
from pipeline.cli.tabular import AsCsv, print_csv
from pipeline.cli.tracing import ACROSS, TRACE, TRACE_COLUMNS, trace_row, traced
from pipeline.errors import InputError

if TYPE_CHECKING:
    from pipeline.records import Lang, Paragraph
    from pipeline.records.matrix import BasisPassage, LegalBasis
    from pipeline.records.preparation import BriefedProvision
    from pipeline.tracing import Traces

_COLUMNS = (
    *("kind", "key", "lang", "symbol", "session", "date", "citation", "strength", "words"),
    *("text", "counterpart"),
    *TRACE_COLUMNS,
)
_LISTED = ("code", "en", "zh")
_FORMATS = (".docx", ".md")


def legal_basis(
    measure: Annotated[
        str, typer.Argument(help='"video hearing", 联合侦查; without it, all that are listed.')
    ] = "",
    lang: Annotated[
        Language | None, typer.Option(help="Passages of this language first; that of MEASURE.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Write it, ready to paste: .docx or .md.")
    ] = None,
    index: Index = DEFAULT_INDEX,
    as_csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """Give the treaty articles, recommendations and model provisions held on a measure."""
    from pipeline.text.normalise import detect_lang

    one_form(json=as_json, csv=as_csv, out=out)
    if out is not None and out.suffix.lower() not in _FORMATS:
        raise InputError(str(out), f"a legal basis is written as {', '.join(_FORMATS)}")
    if not measure.strip():
        _print(_listed(), _LISTED, as_json, as_csv)
        return
    from pipeline.collection import Collection
    from pipeline.preparation import Preparation
    from pipeline.tracing import traces_of_index

    language: Lang = lang.value if lang else detect_lang(measure)
    with Collection.open(index) as held:
        made = Preparation(held).legal_basis(measure, language)
        traces = traces_of_index(held)
    if out is not None:
        _write(made, traces, out)
    else:
        _print(_rows(made, traces), _COLUMNS, as_json, as_csv)
    tell(
        f"{made.measure.code}: {len(made.provisions)} provisions, {len(made.recommendations)}"
        f" recommendations, {len(made.models)} on models; not held:"
        f" {', '.join(made.not_held) or 'none'}"
    )


def _listed() -> Iterator[dict[str, str]]:
    from pipeline.preparation.legal_basis.measures import measures

    for each in measures():
        yield {"code": each.code, "en": each.name_en, "zh": each.name_zh}


def _write(made: "LegalBasis", traces: "Traces", out: Path) -> None:
    from pipeline.exchange.legal_basis import to_docx, to_markdown
    from pipeline.exchange.whole import write_whole
    from pipeline.strings import Strings

    make = to_docx if out.suffix.lower() == ".docx" else to_markdown
    write_whole(out, make(made, Strings(made.lang), traces.of_all(made)))


def _print(
    rows: Iterable[Mapping[str, Any]], columns: tuple[str, ...], as_json: bool, as_csv: bool
) -> None:
    if as_json:
        print_json(rows)
    elif as_csv:
        print_csv(columns, rows)
    else:
        print_lines(map(_line, rows))


def _rows(made: "LegalBasis", traces: "Traces") -> Iterator[dict[str, Any]]:
    for provision in made.provisions:
        yield from _provision_rows(provision, made.lang, traces)
    for kind, passages in (("recommendation", made.recommendations), ("model", made.models)):
        yield from (_passage_row(kind, found, traces) for found in passages)


def _provision_rows(
    found: "BriefedProvision", first: "Lang", traces: "Traces"
) -> Iterator[dict[str, Any]]:
    sides = (("zh", found.zh_document, found.zh), ("en", found.en_document, found.en))
    for lang, document, paragraphs in sorted(sides, key=lambda side: side[0] != first):
        if document is None:
            continue
        yield {
            "kind": "provision",
            "key": found.key,
            "lang": lang,
            "symbol": document.symbol,
            "session": document.session,
            "date": document.date,
            "citation": _citation(paragraphs, found.key),
            "strength": "",
            "words": "",
            "text": "\n".join(p.text for p in paragraphs),
            "counterpart": "",
            TRACE: trace_row(traces.over(paragraphs, document)),
            ACROSS: [],
            "traces": [trace_row(traces.of(p, document)) for p in paragraphs],
        }


def _citation(paragraphs: "tuple[Paragraph, ...]", key: str) -> str:
    from pipeline.exchange.legal_basis import cited

    found = cited(paragraphs, key)
    return citation(found, found.lang)


def _passage_row(kind: str, found: "BasisPassage", traces: "Traces") -> dict[str, Any]:
    paragraph, document = found.passage.paragraph, found.passage.document
    return {
        "kind": kind,
        "key": "",
        "lang": paragraph.lang,
        "symbol": paragraph.symbol,
        "session": document.session,
        "date": document.date,
        "citation": citation(paragraph, paragraph.lang),
        "strength": found.strength,
        "words": found.words,
        "text": paragraph.text,
        "counterpart": "\n".join(p.text for p in found.counterpart),
        **traced(traces, paragraph, document, across=found.counterpart),
    }


def _line(row: Mapping[str, Any]) -> str:
    if "kind" not in row:
        return f"{row['code']:<32} {row['en']}  {row['zh']}"
    head = [f"[{row['kind']}]", row["key"], row["citation"], row["strength"]]
    texts = [row["text"], row["counterpart"]]
    below = ["   " + line for text in texts for line in text.splitlines()]
    return "\n".join(["  ".join(filter(None, head)), *below])
