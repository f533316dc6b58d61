"""Passages with a form, renderings of one paragraph, and terms that need care, as cards."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from pipeline.cite import citation
from pipeline.records import Lang, Paragraph
from pipeline.records.terms import Rendering, TermAlert, TermPassage, Variance
from pipeline.strings import Strings
from pipeline.terms.forms import Matcher
from pipeline.views.cards import cite_link, copy_buttons, recurs_line
from pipeline.views.comparing.redline import Revised, marked_side, reworded
from pipeline.views.markup import Span, passage, tag, text
from pipeline.views.passages import counterparts, passage_card
from pipeline.views.recurrences import years
from pipeline.views.terms.forms import ASKS_TERM, sense_name
from pipeline.views.tracing import source

Matchers: TypeAlias = Mapping[Lang, Matcher]
"""What finds the forms of a concept in either language."""


def term_card(found: TermPassage, matchers: Matchers, say: Strings) -> str:
    """A passage with a form marked, its sense where the word has several, the other documents that
    have it, and the other language, in which ``matchers`` mark the forms of the concept."""
    senses = [code for code in dict.fromkeys(found.senses) if code]
    below = ""
    if senses:
        named = say("list.comma").join(sense_name(code, say) for code in senses)
        below = tag("div", text(say("terms.sense.line", senses=named)), "why", say.lang)
    below += recurs_line(found.recurs, say)
    marked = _marked(found.counterpart, matchers)
    return passage_card(found.passage, found.spans, found.counterpart, marked, below, say)


def _marked(paragraphs: Sequence[Paragraph], matchers: Matchers) -> list[list[Span]]:
    return [
        [(found.start, found.end) for found in matchers[paragraph.lang].mentions(paragraph.text)]
        for paragraph in paragraphs
    ]


def alert_card(
    alert: TermAlert, across: Sequence[Paragraph], matchers: Matchers, say: Strings
) -> str:
    """A form that needs care, a button that asks for its concept: why, what stands beside it, on
    what evidence, the passage with the form marked, and ``across``, the paragraphs of the other
    language, if any, in which ``matchers`` mark the forms of the concept."""
    paragraph = alert.passage.paragraph
    cited = citation(paragraph, paragraph.lang)
    named = tag(
        "button",
        tag("strong", text(alert.form.form)),
        "copy opens",
        alert.form.lang,
        type="button",
        data_ask=f"{ASKS_TERM} {alert.form.code}",
    )
    kind = tag("span", say(f"alert.{alert.kind}"), "status", say.lang)
    lines = tag("div", kind + " " + named, "alert")
    if alert.preferred:
        lang = alert.preferred[0].lang
        forms = say("list.semicolon").join(form.form for form in alert.preferred)
        words = (
            text(say(f"terms.preferred.{alert.kind}")) + " " + tag("span", text(forms), lang=lang)
        )
        lines += tag("div", words, "why")
    evidence = say("list.semicolon").join(alert.evidence)
    said = say(f"terms.evidence.{alert.kind}", values=evidence)
    lines += tag("div", text(said), "why", say.lang)
    # the other language's paragraphs may be of a file at hand that has a symbol of the index
    plain = replace(say, trace=None)
    marked = _marked(across, matchers)
    other = counterparts(paragraph.lang, across, marked, plain) if across else ""
    # a text at hand has no page, and its symbol may be that of a text held
    is_held = say.trace and say.trace(paragraph, alert.passage.document).generation is not None
    cite = (
        cite_link(paragraph, say) if is_held else tag("span", text(cited), "cite", paragraph.lang)
    )
    head = cite + copy_buttons(say)
    return tag(
        "article",
        lines
        + tag("header", head, "card-head")
        + passage(paragraph.text, paragraph.lang, [(alert.start, alert.end)], "finding")
        + source([paragraph], say, alert.passage.document)
        + other,
        "card",
        data_cite=cited,
        data_lang=paragraph.lang,
    )


def variance_card(found: Variance, say: Strings) -> str:
    """A recurring paragraph and its renderings, that of the most documents first; the words in
    which another differs from that are marked in it, and told beside what they stand instead of."""
    paragraph = found.passage.paragraph
    cited = citation(paragraph, paragraph.lang)
    head = cite_link(paragraph, say) + copy_buttons(say)
    counted = say(
        "terms.variance.counted", n=f"{found.documents:,}", renderings=len(found.renderings)
    )
    usual = found.renderings[0].paragraph
    sides = "".join(_rendering(one, usual, say) for one in found.renderings)
    return tag(
        "article",
        tag("header", head, "card-head")
        + tag("div", text(counted), "card-document", say.lang)
        + passage(paragraph.text, paragraph.lang)
        + source([paragraph], say)
        + sides,
        "card variance",
        data_cite=cited,
        data_lang=paragraph.lang,
    )


def _rendering(one: Rendering, usual: Paragraph, say: Strings) -> str:
    paragraph = one.paragraph
    cited = citation(paragraph, paragraph.lang)
    dated = years(one.documents)
    key = "terms.rendering_dated" if dated else "terms.rendering"
    counted = say(key, n=f"{len(one.documents):,}", years=dated)
    line = tag("span", text(counted), "rendered", say.lang)
    line += cite_link(paragraph, say) + copy_buttons(say)
    if paragraph is usual:
        body, differences = passage(paragraph.text, paragraph.lang), ""
    else:
        row = reworded(usual, paragraph)
        body, differences = marked_side(row, "new"), _differences(row, say)
    others = recurs_line(one.documents[1:], say)
    return tag(
        "div",
        tag("div", line, "card-head") + body + differences + source([paragraph], say) + others,
        "counterpart rendering",
        data_cite=cited,
        data_lang=paragraph.lang,
    )


def _differences(row: Revised, say: Strings) -> str:
    """What the usual rendering has, and what stands in its place."""
    lang = row.new[0].lang
    told = []
    for change in row.changes:
        old = row.old_text[change.old_start : change.old_end].strip()
        new = row.new_text[change.new_start : change.new_end].strip()
        if change.kind in {"equal", "move"} or not (old or new):
            continue
        sides = [tag("del", text(old)) if old else "", tag("ins", text(new)) if new else ""]
        told.append(tag("span", " → ".join(filter(None, sides)), lang=lang))
    if not told:
        return ""
    return tag(
        "div", text(say("terms.differs")) + " " + say("list.semicolon").join(told), "why", say.lang
    )
