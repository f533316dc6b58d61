"""Adopted wordings near to a draft clause: cards with a redline against it, and rows of a file."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.records import Change, Heading, Lang, Paragraph
from pipeline.records.preparation import AgreedWording
from pipeline.strings import Strings
from pipeline.text.numbering import marker
from pipeline.views.cards import recurs_line
from pipeline.views.comparing.redline import LAYOUTS, Layout, Revised, inline_wording
from pipeline.views.markup import tag, text
from pipeline.views.names import name_of
from pipeline.views.preparation.sides import absent, beside, order_of, places, side, side_of
from pipeline.views.recurrences import session_and_year
from pipeline.views.register.rows import status_mark, strength_name
from pipeline.views.tables import frame_of
from pipeline.views.tracing import source, with_sources

if TYPE_CHECKING:
    import pandas as pd

SHOWN: tuple[Layout, Layout] = (LAYOUTS[1], LAYOUTS[0])
"""Ways to draw a wording: as a redline, or as it is beside the draft's own words."""


def wording_cards(
    found: Iterable[AgreedWording],
    say: Strings,
    documents: Sequence[Heading] = (),
    redlined: bool = True,
) -> str:
    """Each wording as a card: citation, body, standing, both languages, where it recurs; in the
    language of the draft as a redline against it where ``redlined``. ``documents`` are those held:
    a title is given in the language of the interface where it is held so."""
    held = {(h.symbol, h.lang): h for h in documents}
    cards = []
    for wording in found:
        own = wording.passage.document
        document = held.get((own.symbol, say.lang), own) if wording.counterpart else own
        cards.append(_card(wording, document, say, redlined))
    return "".join(cards)


def _card(
    wording: AgreedWording,
    document: Heading,
    say: Strings,
    redlined: bool,
) -> str:
    head = tag("span", str(wording.rank), "rank")
    standing = say(f"standing.{wording.standing}")
    head += tag("span", text(standing), f"status {wording.standing}", say.lang)
    if document.status == "draft" and wording.standing != "draft":
        head += status_mark(document, say)
    head += tag("span", text(document.title), "title", document.lang, title=document.title)
    when = filter(
        None,
        (
            name_of("body", document.body, say) if document.body else "",
            say("card.session", session=document.session) if document.session else "",
            document.date,
        ),
    )
    head += tag("span", text(" · ".join(when)), "when", say.lang)
    sides = {lang: _side(wording, lang, say, redlined) for lang in order_of(say)}
    return tag(
        "article",
        tag("header", head, "card-document")
        + beside(sides, say)
        + _facts(wording, say)
        + recurs_line(wording.recurs, say),
        "card agreed",
    )


def _side(wording: AgreedWording, lang: Lang, say: Strings, redlined: bool) -> str:
    own = wording.passage.paragraph
    held = (own,) if own.lang == lang else wording.counterpart
    if not held:
        return absent(lang, say)
    if not (redlined and wording.changes and wording.compared == held):
        return side_of(held, lang, say)
    marked = tag("div", inline_wording(revised(wording)), "passage", lang)
    # what is copied is the wording as it was adopted, never the redline
    plain = "".join(tag("div", text(p.text), "passage", lang, hidden="") for p in held)
    words = tag("div", marked, "redlined") + plain + source(held, say)
    return side(places(held, lang), words, lang, say, held[0])


def revised(wording: AgreedWording) -> Revised:
    """The draft and what it is compared with, as two wordings of one language; the number that
    opens the adopted text is set apart, since the draft is compared without one."""
    lang = wording.compared[0].lang
    words = wording.draft
    draft = Paragraph("", lang, 0, "text", (), "", "", "", 0, len(words), words)
    return Revised(0, "changed", (draft,), wording.compared, _without_number(wording))


def _without_number(wording: AgreedWording) -> tuple[Change, ...]:
    number = marker(wording.compared[0].text)
    if number is None or not wording.changes:
        return wording.changes
    at = number.end
    rest = (
        replace(c, new_start=max(c.new_start, at), new_end=max(c.new_end, at))
        for c in wording.changes
    )
    kept = (c for c in rest if c.old_start < c.old_end or c.new_start < c.new_end)
    return (Change("equal", 0, 0, 0, at), *kept)


def _facts(wording: AgreedWording, say: Strings) -> str:
    asked = wording.recommendation
    said = []
    if asked and asked.strength:
        said.append(f"{say('column.strength')} {strength_name(asked, say)}")
    if asked and asked.addressees:
        names = say("list.comma").join(name_of("addressee", a, say) for a in asked.addressees)
        said.append(f"{say('column.addressee')} {names}")
    if wording.similarity is not None:
        said.append(say("agreed.similarity", share=f"{wording.similarity:.0%}"))
    if wording.cosine is not None:
        said.append(say("card.cosine", cosine=f"{wording.cosine:.2f}"))
    if wording.endorsed_by:
        cited = places([e.paragraph for e in wording.endorsed_by], say.lang)
        said.append(f"{say('briefing.endorsed_by')} {cited}")
    return tag("div", text(" · ".join(said)), "why", say.lang) if said else ""


def agreed_frame(found: Iterable[AgreedWording], say: Strings) -> "pd.DataFrame":
    """One row a wording: where it stands, how far it is agreed, both languages, the words that the
    adopted text has not and those that it has besides, where it recurs."""
    wordings = list(found)
    records = [_record(wording, say) for wording in wordings]
    keys = (
        *("rank", "citation", "body", "session", "date", "standing", "strength", "addressee"),
        *("similarity", "cosine", *order_of(say), "taken_out", "put_in", "recurs"),
        *("recurs_years", "endorsed_by", "compared_draft"),
    )
    return with_sources(frame_of(records, keys, say), wordings, say)


def _record(wording: AgreedWording, say: Strings) -> tuple[object, ...]:
    own, document, asked = (
        wording.passage.paragraph,
        wording.passage.document,
        wording.recommendation,
    )
    texts = {own.lang: own.text}
    for other in wording.counterpart:
        texts[other.lang] = "\n".join(filter(None, (texts.get(other.lang, ""), other.text)))
    return (
        wording.rank,
        places((own,), say.lang),
        name_of("body", document.body, say) if document.body else "",
        document.session,
        document.date,
        say(f"standing.{wording.standing}"),
        strength_name(asked, say) if asked and asked.strength else "",
        "; ".join(name_of("addressee", a, say) for a in asked.addressees) if asked else "",
        wording.similarity,
        wording.cosine,
        *(texts.get(lang, "") for lang in order_of(say)),
        *_changed(wording),
        "; ".join(h.symbol for h in wording.recurs),
        "; ".join(session_and_year(h) for h in wording.recurs),
        places([e.paragraph for e in wording.endorsed_by], say.lang),
        wording.draft,
    )


def _changed(wording: AgreedWording) -> Sequence[str]:
    """The words of the draft alone, and those of the adopted text alone, a line each."""
    if not wording.changes:
        return "", ""
    row = revised(wording)
    changed = [c for c in row.changes if c.kind != "equal"]
    out = (row.old_text[c.old_start : c.old_end] for c in changed)
    new = (row.new_text[c.new_start : c.new_end] for c in changed)
    return "\n".join(filter(None, out)), "\n".join(filter(None, new))
