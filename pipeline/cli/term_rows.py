"""Rows and lines of the commands ``terms``."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from pipeline.cite import citation
from pipeline.cli.tracing import TRACE_COLUMNS, trace_columns, trace_row, traced
from pipeline.strings import Strings

if TYPE_CHECKING:
    from pipeline.records.terms import Term, TermAlert, TermLens, TermPlace, Variance
    from pipeline.tracing import Traces

LISTED = ("code", "lang", "form", "use", "bodies", "first", "last", "source")
COUNTED = ("code", "lang", "form", "body", "year", "sense", "occurrences", "passages")
ALERTS = (
    *("kind", "code", "lang", "form", "citation", "start", "end", "preferred", "evidence"),
    *("text", "counterpart"),
    *TRACE_COLUMNS,
)
VARIED = (
    *("paragraph", "documents", "citation", "text", "rendering", "in", "rendering_citation"),
    *("symbols", "years", "rendering_text", "redline"),
    *trace_columns(),
    *trace_columns("rendering_trace"),
)
_NAMED = 6
"""Documents with one rendering that a line names; JSON and tables name every one."""


def lens_lines(lens: "TermLens") -> Iterator[str]:
    """A concept with the counts of each form by body and year, and its places."""
    yield f"{lens.term.code or lens.term.forms[0].form}"
    for use in lens.forms:
        years = f"  {use.first}–{use.last}" if use.first else ""
        of = f"  {';'.join(use.form.bodies)}" if use.form.bodies else ""
        counts = f"{use.occurrences} in {use.passages} passages, {use.documents} documents"
        yield f"\n[{use.form.lang}]  {use.form.form}  {counts}{years}{of}"
        totals: Counter[tuple[str, str, str]] = Counter()
        for count in use.counts:
            totals[count.body or "–", count.year or "–", ""] += count.occurrences
            totals["", "", count.sense] += count.occurrences
        by_year = [f"{body} {year} {n}" for (body, year, _), n in totals.items() if body]
        if by_year:
            yield f"   {', '.join(by_year)}"
        senses = [(name, n) for (body, _, name), n in totals.items() if not body]
        if any(name for name, _ in senses):
            senses.sort(key=lambda one: -one[1])
            yield f"   {'; '.join(f'{_sense(name)}: {n}' for name, n in senses)}"
        for _, found in groupby(use.places, key=lambda place: place.passage):
            yield from _passage_lines(list(found))


def _passage_lines(places: Sequence["TermPlace"]) -> Iterator[str]:
    """A passage once, however often the form stands in it, with the senses in order."""
    paragraph = places[0].passage.paragraph
    senses = "; ".join(dict.fromkeys(_sense(place.sense) for place in places if place.sense))
    yield f"   {citation(paragraph, paragraph.lang)}{f'  ({senses})' if senses else ''}"
    yield f"      {paragraph.text}"
    yield from (f"      {p.text}" for p in places[0].counterpart)


def _sense(code: str) -> str:
    return Strings("en")(f"sense.{code}") if code else "–"


def lens_rows(lens: "TermLens", traces: "Traces") -> Iterator[dict[str, Any]]:
    """A row for each form."""
    for use in lens.forms:
        row = {name: getattr(use.form, name) for name in LISTED}
        row |= {name: getattr(use, name) for name in ("occurrences", "passages", "documents")}
        row |= {"seen_first": use.first, "seen_last": use.last}
        row["counts"] = [{name: getattr(c, name) for name in COUNTED[3:]} for c in use.counts]
        row["places"] = [
            {
                "symbol": place.passage.paragraph.symbol,
                "citation": citation(place.passage.paragraph, use.form.lang),
                "date": place.passage.document.date,
                "start": place.start,
                "end": place.end,
                "sense": place.sense,
                "text": place.passage.paragraph.text,
                "counterpart": "\n".join(p.text for p in place.counterpart),
                **_trace_of(place, traces),
            }
            for place in use.places
        ]
        yield row


def _trace_of(place: "TermPlace", traces: "Traces") -> dict[str, Any]:
    held = place.passage
    return traced(traces, held.paragraph, held.document, across=place.counterpart)


def count_rows(lens: "TermLens") -> Iterator[dict[str, Any]]:
    """A row for each form, body, year and sense."""
    for use in lens.forms:
        own = {"code": use.form.code, "lang": use.form.lang, "form": use.form.form}
        for count in use.counts:
            yield own | {name: getattr(count, name) for name in COUNTED[3:]}


def term_line(term: "Term") -> str:
    """A concept with its forms."""
    sides = (" / ".join(f.form for f in term.named(lang)) for lang in ("zh", "en"))
    return f"{term.code}  {'  —  '.join(filter(None, sides))}"


def alert_row(alert: "TermAlert", traces: "Traces") -> dict[str, Any]:
    """An alert as a row."""
    paragraph = alert.passage.paragraph
    return {
        "kind": alert.kind,
        "code": alert.form.code,
        "lang": alert.form.lang,
        "form": alert.form.form,
        "citation": citation(paragraph, paragraph.lang),
        "start": alert.start,
        "end": alert.end,
        "preferred": [form.form for form in alert.preferred],
        "evidence": list(alert.evidence),
        "text": paragraph.text,
        "counterpart": "\n".join(p.text for p in alert.counterpart),
        **traced(traces, paragraph, alert.passage.document, across=alert.counterpart),
    }


def alert_line(row: Mapping[str, Any]) -> str:
    """An alert with the passage."""
    instead = f" > {' / '.join(row['preferred'])}" if row["preferred"] else ""
    head = f"[{row['kind']}]  {row['form']}{instead}  ({', '.join(row['evidence'])})"
    below = f"\n   {row['counterpart']}" if row["counterpart"] else ""
    return f"{head}  {row['citation']}\n   {row['text']}{below}"


def variance_rows(number: int, found: "Variance", traces: "Traces") -> Iterator[dict[str, Any]]:
    """A row for each rendering."""
    from pipeline.cli.agreed import redlined

    paragraph = found.passage.paragraph
    usual = found.renderings[0].paragraph.text
    for rank, rendering in enumerate(found.renderings, 1):
        own = rendering.paragraph
        yield {
            "paragraph": number,
            "documents": found.documents,
            "citation": citation(paragraph, paragraph.lang),
            "text": paragraph.text,
            "rendering": rank,
            "in": len(rendering.documents),
            "rendering_citation": citation(own, own.lang),
            "symbols": [d.symbol for d in rendering.documents],
            "years": sorted({d.date[:4] for d in rendering.documents if d.date}),
            "rendering_text": own.text,
            "redline": redlined(usual, own.text, rendering.changes) if rendering.changes else "",
            **traced(traces, paragraph, found.passage.document),
            "rendering_trace": trace_row(traces.of(own)),
        }


def variance_lines(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Each recurring paragraph with its renderings, redlined against the usual one."""
    for row in rows:
        if row["rendering"] == 1:
            yield f"\n{row['citation']}  ({row['documents']})\n   {row['text']}"
        years = "–".join(dict.fromkeys((row["years"][0], row["years"][-1]))) if row["years"] else ""
        more = len(row["symbols"]) - _NAMED
        names = ", ".join(row["symbols"][:_NAMED]) + (f", +{more}" if more > 0 else "")
        yield f"   {row['in']}  {years}  {names}"
        yield f"      {row['redline'] or row['rendering_text']}"
