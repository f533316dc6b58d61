"""Terms as rows: of the page, and of files to take away."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from pipeline.cite import citation
from pipeline.records import LANGS
from pipeline.records.terms import (
    Term,
    TermAlert,
    TermForm,
    TermLens,
    TermPassage,
    Variance,
)
from pipeline.strings import Strings
from pipeline.terms.own import TakenIn
from pipeline.views.markup import tag, text
from pipeline.views.names import name_of
from pipeline.views.recurrences import session_and_year, years
from pipeline.views.tables import frame_of
from pipeline.views.terms.forms import ASKS_TERM, sense_name
from pipeline.views.tracing import with_sources

if TYPE_CHECKING:
    import pandas as pd


def counts_frame(lens: TermLens, say: Strings) -> "pd.DataFrame":
    """One row a form, body, year and sense; a form that stands nowhere has one of none."""
    records = []
    for use in lens.forms:
        own = (use.form.code, say(f"language.{use.form.lang}"), use.form.form)
        of = "; ".join(use.form.bodies)
        for count in use.counts:
            body = name_of("body", count.body, say) if count.body else ""
            sense = sense_name(count.sense, say) if count.sense else ""
            records.append((*own, of, body, count.year, sense, count.occurrences, count.passages))
        if not use.counts:
            records.append((*own, of, "", "", "", 0, 0))
    keys = ("code", "language", "form", "known_in", "body", "year", "term_sense")
    return frame_of(records, (*keys, "occurrences", "passages"), say)


def passages_frame(form: TermForm, found: Iterable[TermPassage], say: Strings) -> "pd.DataFrame":
    """One row a passage of other words: its citation, where else it stands, both languages."""
    passages = list(found)
    records = []
    for one in passages:
        paragraph, document = one.passage.paragraph, one.passage.document
        sides = dict.fromkeys(LANGS, "")
        sides[paragraph.lang] = paragraph.text
        for other in one.counterpart:
            sides[other.lang] = "\n".join(filter(None, (sides[other.lang], other.text)))
        records.append(
            (
                *(form.form, len(one.spans)),
                "; ".join(sense_name(code, say) for code in dict.fromkeys(one.senses) if code),
                citation(paragraph, say.lang),
                *(document.body, document.session, document.date),
                *(sides["zh"], sides["en"]),
                "; ".join(d.symbol for d in one.recurs),
                "; ".join(session_and_year(d) for d in one.recurs),
            )
        )
    keys = ("form", "occurrences", "term_sense", "citation", "body", "session", "date")
    columns = (*keys, "zh", "en", "recurs", "recurs_years")
    return with_sources(frame_of(records, columns, say), passages, say)


def variances_frame(found: Iterable[Variance], say: Strings) -> "pd.DataFrame":
    """One row a rendering of a recurring paragraph."""
    records = []
    for number, variance in enumerate(found, 1):
        paragraph = variance.passage.paragraph
        for rank, one in enumerate(variance.renderings, 1):
            records.append(
                (
                    *(number, variance.documents, citation(paragraph, say.lang), paragraph.text),
                    *(rank, len(one.documents), years(one.documents)),
                    *(citation(one.paragraph, say.lang), one.paragraph.text),
                    "; ".join(document.symbol for document in one.documents),
                )
            )
    keys = (
        *("variance", "held_in", "citation", "passage", "rendering", "rendered_in", "years"),
        *("rendering_citation", "rendering_text", "symbols"),
    )
    return frame_of(records, keys, say)


def alerts_frame(alerts: Iterable[TermAlert], say: Strings) -> "pd.DataFrame":
    """One row a form that needs care."""
    found = list(alerts)
    records = []
    for alert in found:
        paragraph = alert.passage.paragraph
        records.append(
            (
                say(f"alert.{alert.kind}"),
                *(alert.form.code, say(f"language.{alert.form.lang}"), alert.form.form),
                "; ".join(form.form for form in alert.preferred),
                "; ".join(alert.evidence),
                *(citation(paragraph, say.lang), paragraph.text),
                "\n".join(other.text for other in alert.counterpart),
            )
        )
    keys = ("alert", "code", "language", "form", "preferred", "evidence", "citation", "passage")
    return with_sources(frame_of(records, (*keys, "counterpart"), say), found, say)


def terms_table(terms: Sequence[Term], own: frozenset[str], say: Strings) -> str:
    """Concepts with their forms in both languages; the code is a button that asks for the concept.
    Those of the user's ``own`` table are marked."""
    langs = LANGS if say.lang == "zh" else LANGS[::-1]
    head = tag("th", say("column.code"), "code", scope="col")
    head += "".join(tag("th", say(f"column.{lang}"), scope="col") for lang in langs)
    body = ""
    for term in terms:
        asked = f"{ASKS_TERM} {term.code}"
        code = tag("button", text(term.code), "copy opens", type="button", data_ask=asked)
        if term.code in own:
            code += tag("span", say("terms.own"), "status", say.lang)
        cells = tag("th", code, scope="row")
        for lang in langs:
            forms = say("list.semicolon").join(form.form for form in term.named(lang))
            cells += tag("td", text(forms), lang=lang)
        body += tag("tr", cells)
    return tag(
        "table", tag("thead", tag("tr", head)) + tag("tbody", body), "held concepts", say.lang
    )


def taken_table(taken: Sequence[TakenIn], say: Strings) -> str:
    """What became of the concepts of a file: each with its forms, and those that held before."""
    keys = ("fate_of_term", "code", "forms_after", "forms_before")
    head = "".join(tag("th", say(f"column.{key}"), scope="col") for key in keys)
    body = ""
    for one in taken:
        cells = tag("th", say(f"terms.fate.{one.fate}"), scope="row")
        cells += tag("td", text(one.after.code))
        after = _forms(one.after, say)
        cells += tag("td", text(after) if after else say("terms.taken_out"))
        cells += tag("td", text(_forms(one.before, say) if one.before else ""))
        body += tag("tr", cells)
    return tag(
        "table", tag("thead", tag("tr", head)) + tag("tbody", body), "held judgements", say.lang
    )


def _forms(term: Term, say: Strings) -> str:
    return say("list.semicolon").join(form.form for form in term.forms)
