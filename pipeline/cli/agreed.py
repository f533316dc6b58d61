"""The command ``agreed``: the adopted wordings nearest to a draft clause, or to those of a file."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cite import citation
from pipeline.cli.options import (
    DEFAULT_INDEX,
    AsJson,
    DateFrom,
    DateTo,
    EncoderName,
    Index,
    Language,
    OfBody,
    OfSession,
    one_form,
    print_json,
    print_lines,
)
from pipeline.cli.tabular import AsCsv, print_csv
from pipeline.cli.tracing import TRACE_COLUMNS, traced

if TYPE_CHECKING:
    from pipeline.records import Change, Lang, Paragraph
    from pipeline.records.preparation import AgreedWording
    from pipeline.tracing import Traces

_COLUMNS = (
    *("clause", "rank", "citation", "lang", "body", "session", "date", "standing", "strength"),
    *("similarity", "cosine", "redline", "text", "counterpart", "recurs", "recurs_years"),
    *("endorsed_by", "draft"),
    *TRACE_COLUMNS,
)
_LISTED = 6
"""Other documents with the same wording that a line names; JSON and tables name every one."""


def agreed(
    draft: Annotated[str, typer.Argument(help="A draft clause in Chinese or English.")] = "",
    file: Annotated[
        Path | None, typer.Option(help="A draft text: its paragraphs, each a clause.")
    ] = None,
    lang: Annotated[Language | None, typer.Option(help="Language of the draft.")] = None,
    k: Annotated[int, typer.Option("-k", "--k", help="Wordings for each clause.", min=1)] = 5,
    body: OfBody = None,
    session: OfSession = None,
    date_from: DateFrom = "",
    date_to: DateTo = "",
    index: Index = DEFAULT_INDEX,
    encoder: EncoderName = None,
    as_csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """Find adopted wordings near to a draft, in both languages, redlined against it.

    [-words-] are the draft's alone, {+words+} the adopted text's. Where the file is held itself,
    its own passages are left out.
    """
    from pipeline.collection import Collection
    from pipeline.preparation import Preparation
    from pipeline.search import Filters
    from pipeline.tracing import traces_of_index

    one_form(json=as_json, csv=as_csv)
    if bool(draft.strip()) == (file is not None):
        raise typer.BadParameter("give either a draft clause or --file")
    clauses = _clauses_of(file) if file else [_Clause("", draft, "")]
    filters = Filters((), tuple(body or ()), tuple(session or ()), (), (), date_from, date_to)
    language: Lang | None = lang.value if lang else None
    with Collection.open(index, encoder) as held:
        preparation, traces = Preparation(held), traces_of_index(held)
        rows = (
            _row(clause.label, wording, traces)
            for clause in clauses
            for wording in preparation.agreed(
                clause.text, language, k=k, filters=filters, without=clause.symbol
            )
        )
        if as_json:
            print_json(rows)
        elif as_csv:
            print_csv(_COLUMNS, map(_cells, rows))
        else:
            print_lines(_lines(rows))


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause with its place in the draft text and the draft's symbol, "" for one pasted."""

    label: str
    text: str
    symbol: str


def _clauses_of(file: Path) -> list[_Clause]:
    """The clauses of a draft text: the numbered paragraphs, or all content where none has a number.
    Raises Empty for a file without any."""
    from pipeline.cite import place_of
    from pipeline.cli.texts import read_paragraphs
    from pipeline.errors import Empty
    from pipeline.preparation.agreed.draft import WORDED, is_clause

    found: list[_Clause] = []
    for _, paragraphs in read_paragraphs([file]):
        content = [p for p in paragraphs if p.role in WORDED and is_clause(p.text)]
        numbered = [p for p in content if p.number]
        found += [_Clause(place_of(p, p.lang), p.text, p.symbol) for p in numbered or content]
    if not found:
        raise Empty(str(file), "no paragraph that could be a clause")
    return found


def _row(label: str, found: "AgreedWording", traces: "Traces") -> dict[str, Any]:
    paragraph, document = found.passage.paragraph, found.passage.document
    asked = found.recommendation
    return {
        "clause": label,
        "rank": found.rank,
        "citation": citation(paragraph, paragraph.lang),
        "symbol": document.symbol,
        "number": list(paragraph.number),
        "ordinal": paragraph.ordinal,
        "lang": paragraph.lang,
        "body": document.body,
        "session": document.session,
        "date": document.date,
        "standing": found.standing,
        "strength": asked.strength if asked else "",
        "similarity": None if found.similarity is None else round(found.similarity, 4),
        "cosine": None if found.cosine is None else round(found.cosine, 4),
        "is_compared": paragraph in found.compared,
        "redline": redlined(found.draft, _joined(found.compared), found.changes),
        "text": paragraph.text,
        "counterpart": [
            {"citation": citation(p, p.lang), "lang": p.lang, "text": p.text}
            for p in found.counterpart
        ],
        "recurs": [
            {"symbol": h.symbol, "session": h.session, "date": h.date} for h in found.recurs
        ],
        "endorsed_by": [citation(e.paragraph, e.paragraph.lang) for e in found.endorsed_by],
        "draft": found.draft,
        **traced(traces, paragraph, document, across=found.counterpart),
    }


def _cells(row: Mapping[str, Any]) -> dict[str, Any]:
    """``row`` with every value in one cell."""
    return {
        **row,
        "counterpart": "\n".join(c["text"] for c in row["counterpart"]),
        "recurs": [r["symbol"] for r in row["recurs"]],
        "recurs_years": [r["date"][:4] for r in row["recurs"]],
    }


def _lines(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    clause = None
    for row in rows:
        if row["clause"] and row["clause"] != clause:
            yield f"── {row['clause']} ──"
        clause = row["clause"]
        year, near = row["date"][:4], row["similarity"]
        how = ", ".join(filter(None, (row["standing"], row["strength"])))
        head = filter(None, (f"{row['rank']}. {row['citation']}", row["body"], year, f"[{how}]"))
        cosine = "" if row["cosine"] is None else f"  cosine {row['cosine']:.2f}"
        yield "  ".join(head) + ("" if near is None else f"  words {near:.2f}") + cosine
        if row["endorsed_by"]:
            yield f"   endorsed: {'; '.join(row['endorsed_by'])}"
        if row["recurs"]:
            named = [f"{r['symbol']} ({r['date'][:4] or '—'})" for r in row["recurs"][:_LISTED]]
            more = len(row["recurs"]) - len(named)
            yield f"   also: {', '.join(named)}" + (f", +{more}" if more else "")
        yield f"   {row['redline'] or row['text']}"
        if row["is_compared"]:
            yield from (f"   {c['text']}" for c in row["counterpart"])
        elif row["redline"]:  # of the counterpart: the draft is in its language
            yield f"   {row['text']}"


def redlined(draft: str, text: str, changes: Iterable["Change"]) -> str:
    """Both wordings in one: ``[-words-]`` of ``draft`` alone, then ``{+words+}`` of ``text`` alone;
    words that moved are taken out where they stood and put in where they came to be."""
    found = list(changes)
    left = sorted((c for c in found if c.kind == "move"), key=lambda c: c.old_start)
    out: list[str] = []
    for change in found:
        if change.kind != "move":
            while left and left[0].old_start < change.old_end:
                moved = left.pop(0)
                out.append(_marked("[-", draft[moved.old_start : moved.old_end], "-]"))
        new = text[change.new_start : change.new_end]
        if change.kind == "equal":
            out.append(new)
            continue
        if change.kind != "move":
            out.append(_marked("[-", draft[change.old_start : change.old_end], "-]"))
        out.append(_marked("{+", new, "+}"))
    out += (_marked("[-", draft[c.old_start : c.old_end], "-]") for c in left)
    return "".join(out)


def _marked(opening: str, words: str, closing: str) -> str:
    """``words`` between two signs, the white space around them outside; "" for none."""
    bare = words.strip()
    if not bare:
        return words
    start = words.index(bare)
    return f"{words[:start]}{opening}{bare}{closing}{words[start + len(bare) :]}"


def _joined(paragraphs: Iterable["Paragraph"]) -> str:
    return "\n".join(p.text for p in paragraphs)
