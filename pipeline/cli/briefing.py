"""The command ``briefing``: what the texts held have on a subject, as lines or as a pack."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cite import citation
from pipeline.cli.options import (
    DEFAULT_INDEX,
    AsJson,
    DateFrom,
    DateTo,
    Index,
    Language,
    OfBody,
    OfSession,
    one_form,
    print_json,
    print_lines,
    tell,
)
from pipeline.cli.tabular import AsCsv, print_csv
from pipeline.cli.tracing import TRACE_COLUMNS, traced
from pipeline.errors import InputError

if TYPE_CHECKING:
    from pipeline.collection import Collection
    from pipeline.records import Heading, Lang, Paragraph
    from pipeline.records.lineage import LineageLink, Request
    from pipeline.records.preparation import (
        AgreedWording,
        BriefedProvision,
        BriefedRecommendation,
        Briefing,
    )
    from pipeline.records.terms import TermAlert
    from pipeline.tracing import Traces

_COLUMNS = (
    *("kind", "citation", "lang", "session", "date", "standing", "addressees", "strength"),
    *("state", "due", "why", "chain", "recurs", "endorsed_by", "text", "counterpart"),
    *TRACE_COLUMNS,
)
_FORMATS = (".docx", ".xlsx", ".md")


def briefing(
    subject: Annotated[
        str, typer.Argument(help="An article (UNTOC:17), a topic or an agenda item in words.")
    ],
    lang: Annotated[
        Language | None, typer.Option(help="Passages of this language first; that of SUBJECT.")
    ] = None,
    body: OfBody = None,
    session: OfSession = None,
    date_from: DateFrom = "",
    date_to: DateTo = "",
    out: Annotated[
        Path | None, typer.Option(help="Write the pack to this file: .docx, .xlsx or .md.")
    ] = None,
    index: Index = DEFAULT_INDEX,
    as_csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """Gather what is held on a subject: articles, recommendations, requests, agreed language."""
    from pipeline.collection import Collection
    from pipeline.preparation import Preparation
    from pipeline.records.preparation import Range
    from pipeline.text.normalise import detect_lang
    from pipeline.tracing import traces_of_index

    one_form(json=as_json, csv=as_csv, out=out)
    if out is not None and out.suffix.lower() not in _FORMATS:
        raise InputError(str(out), f"a pack is written as {', '.join(_FORMATS)}")
    language: Lang = lang.value if lang else detect_lang(subject)
    within = Range(tuple(body or ()), tuple(session or ()), date_from, date_to)
    with Collection.open(index) as held:
        made = Preparation(held).briefing(subject, language, within)
        traces = traces_of_index(held)
        if out is not None:
            _write(held, made, traces, out)
        elif as_json:
            print_json(_rows(made, traces))
        elif as_csv:
            print_csv(_COLUMNS, _rows(made, traces))
        else:
            print_lines(map(_line, _rows(made, traces)))
    _tell(made)


def _write(held: "Collection", made: "Briefing", traces: "Traces", out: Path) -> None:
    from pipeline.exchange.whole import write_whole
    from pipeline.strings import Strings

    names = tuple((b.code, b.name_zh if made.lang == "zh" else b.name_en) for b in held.bodies())
    say = Strings(made.lang, names, held.ladder().codes)
    write_whole(out, _format(out.suffix.lower())(made, say, traces.of_all(made)))


def _format(suffix: str) -> Callable[..., bytes]:
    """What makes the bytes of a pack."""
    if suffix == ".docx":
        from pipeline.exchange.briefing_word import to_docx

        return to_docx
    if suffix == ".xlsx":
        from pipeline.exchange.briefing_sheets import to_xlsx

        return to_xlsx
    from pipeline.exchange.briefing_markdown import to_markdown

    return to_markdown


def _tell(made: "Briefing") -> None:
    """What was looked up and how much of what was found is listed, on standard error."""
    listed = {
        "provisions": (len(made.provisions), made.found.provisions),
        "recommendations": (len(made.recommendations), made.found.recommendations),
        "requests": (len(made.requests), made.found.requests),
        "wordings": (len(made.agreed), made.found.agreed),
        "alerts": (len(made.alerts), made.found.alerts),
    }
    counted = ", ".join(
        f"{n} {name}" if n == all_ else f"{n} of {all_} {name}"
        for name, (n, all_) in listed.items()
    )
    tell(f"looked up: {'; '.join(made.forms) or made.subject}")
    passing = f"; {made.found.in_passing} in passing left out" if made.found.in_passing else ""
    tell(f"{counted}{passing}; index {made.index}")


def _rows(made: "Briefing", traces: "Traces") -> Iterator[dict[str, Any]]:
    for provision in made.provisions:
        yield from _provision_rows(provision, made.lang, traces)
    for recommendation in made.recommendations:
        yield _recommendation_row(recommendation, traces)
    for request in made.requests:
        yield _request_row(request, traces)
    for wording in made.agreed:
        yield _agreed_row(wording, traces)
    for alert in made.alerts:
        yield _alert_row(alert, traces)


def _passage(
    kind: str,
    paragraph: "Paragraph",
    document: "Heading",
    traces: "Traces",
    across: "Iterable[Paragraph]" = (),
) -> dict[str, Any]:
    return {
        "kind": kind,
        "citation": citation(paragraph, paragraph.lang),
        "symbol": paragraph.symbol,
        "number": list(paragraph.number),
        "ordinal": paragraph.ordinal,
        "lang": paragraph.lang,
        "session": document.session,
        "date": document.date,
        "text": paragraph.text,
        **traced(traces, paragraph, document, across=across),
    }


def _provision_rows(
    found: "BriefedProvision", lang: "Lang", traces: "Traces"
) -> Iterator[dict[str, Any]]:
    sides = [(found.zh_document, found.zh), (found.en_document, found.en)]
    for document, paragraphs in sides if lang == "zh" else reversed(sides):
        for paragraph in paragraphs:
            assert document is not None  # has paragraphs
            row = _passage("provision", paragraph, document, traces)
            yield row | {"key": found.key, "why": [found.why]}


def _recommendation_row(found: "BriefedRecommendation", traces: "Traces") -> dict[str, Any]:
    entry, asked = found.entry, found.entry.recommendation
    across = (entry.counterpart.paragraph,) if entry.counterpart else ()
    return _passage("recommendation", asked.paragraph, entry.document, traces, across) | {
        "standing": found.standing,
        "addressees": list(asked.addressees),
        "strength": asked.strength,
        "why": list(found.why),
        "chain": [_link(link) for link in found.chain],
        "recurs": [heading.symbol for heading in found.recurs],
        "endorsed_by": [citation(p.paragraph, p.paragraph.lang) for p in found.endorsed_by],
        "counterpart": entry.counterpart.paragraph.text if entry.counterpart else "",
    }


def _link(link: "LineageLink") -> str:
    ends = [
        citation(entry.recommendation.paragraph, entry.recommendation.paragraph.lang)
        for entry in (link.earlier, link.later)
        if entry is not None
    ]
    return f"{link.verdict}: {' > '.join(ends)}"


def _request_row(found: "Request", traces: "Traces") -> dict[str, Any]:
    entry = found.entry
    across = (entry.counterpart.paragraph,) if entry.counterpart else ()
    paragraph = entry.recommendation.paragraph
    return _passage("request", paragraph, entry.document, traces, across) | {
        "addressees": list(found.addressees),
        "strength": entry.recommendation.strength,
        "act": found.act,
        "due": found.due,
        "state": found.state,
        "why": [found.why],
        "counterpart": entry.counterpart.paragraph.text if entry.counterpart else "",
    }


def _agreed_row(found: "AgreedWording", traces: "Traces") -> dict[str, Any]:
    asked, passage = found.recommendation, found.passage
    across = found.counterpart
    return _passage("agreed", passage.paragraph, passage.document, traces, across) | {
        "standing": found.standing,
        "strength": asked.strength if asked else "",
        "addressees": list(asked.addressees) if asked else [],
        "recurs": [heading.symbol for heading in found.recurs],
        "endorsed_by": [citation(p.paragraph, p.paragraph.lang) for p in found.endorsed_by],
        "counterpart": "\n".join(p.text for p in found.counterpart),
    }


def _alert_row(found: "TermAlert", traces: "Traces") -> dict[str, Any]:
    return _passage("alert", found.passage.paragraph, found.passage.document, traces) | {
        "state": found.kind,
        "form": found.form.form,
        "start": found.start,
        "end": found.end,
        "preferred": [form.form for form in found.preferred],
        "why": list(found.evidence),
    }


def _line(row: Mapping[str, Any]) -> str:
    told = [row.get(name) for name in ("standing", "state", "act", "due", "strength")]
    addressees = ", ".join(row.get("addressees", ()))
    why = "; ".join(row.get("why", ()))
    marks = "  ".join(filter(None, [*map(str, filter(None, told)), addressees, why]))
    head = f"[{row['kind']}]  {row['citation']}  {row['date']}  {marks}".rstrip()
    lines = [head, f"   {row['text']}"]
    if row.get("counterpart"):
        lines.append(f"   {row['counterpart']}")
    lines += [f"   {link}" for link in row.get("chain", ()) if not link.startswith("new:")]
    if row.get("recurs"):
        lines.append(f"   + {', '.join(row['recurs'])}")
    return "\n".join(lines)
