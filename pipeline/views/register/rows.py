"""The register as an HTML table: each row word for word in both languages, with what was read."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

from pipeline.cite import citation, place_of
from pipeline.records import Heading, Lang, Recommendation
from pipeline.records.lineage import Entry
from pipeline.strings import Strings
from pipeline.trend.measures import Place, article_of
from pipeline.views.addresses import document_address, link
from pipeline.views.cards import copy_buttons
from pipeline.views.markup import passage, tag, text
from pipeline.views.names import name_of, short_name, word_for
from pipeline.views.register.choices import item_key
from pipeline.views.tracing import source

FIELDS = (
    *("strength", "addressee", "lead_verb", "verb_class", "modifiers", "hedges"),
    *("duty", "due", "articles", "topic"),
)
"""What is read from a row, as keys of columns, in the order to show it."""
Told: TypeAlias = Mapping[Place, Sequence[str]]
NONE_TOLD: Told = MappingProxyType({})
_NAMED = {"addressees": "addressee", "topics": "topic", "kind": "row_kind"}


def register_table(
    entries: Iterable[Entry],
    across: Mapping[tuple[str, int], str],
    say: Strings,
    told: Told = NONE_TOLD,
) -> str:
    """``entries`` as a table. ``across`` has the aligned words of the other language, by symbol and
    ordinal, for rows whose counterpart the register does not know; ``told`` as of ``fields_of``.
    """
    order: tuple[Lang, Lang] = ("zh", "en") if say.lang == "zh" else ("en", "zh")
    columns = ("citation", *order, "read")
    head = "".join(tag("th", say(f"column.{key}"), key, scope="col") for key in columns)
    body = "".join(_row(entry, across, order, say, told) for entry in entries)
    return tag("table", tag("thead", tag("tr", head)) + tag("tbody", body), "register", say.lang)


def _row(
    entry: Entry,
    across: Mapping[tuple[str, int], str],
    order: tuple[Lang, Lang],
    say: Strings,
    told: Told,
) -> str:
    cells = tag("th", cited(entry, say) + history_button(entry, say), "citation", scope="row")
    cells += "".join(wording_cell(entry, lang, across, say) for lang in order)
    return tag("tr", cells + tag("td", _read(entry, say, told), "read"))


def history_button(entry: Entry, say: Strings) -> str:
    """A button that asks the page for the history of a row: symbol, ``item_key`` and language."""
    lang = entry.recommendation.paragraph.lang
    asked = f"{entry.document.symbol} {item_key(entry)} {lang}"
    return tag("button", say("register.history"), "copy opens", type="button", data_ask=asked)


def cited(entry: Entry, say: Strings) -> str:
    """Symbol, place, session, date and status of a row: a draft is never without its mark."""
    document, paragraph = entry.document, entry.recommendation.paragraph
    leads = document_address(document.symbol, say, paragraph=paragraph)
    head = tag("div", link(text(document.symbol), leads, "cite"))
    if place := place_of(paragraph, say.lang):
        head += tag("div", text(place), "place", say.lang)
    facts = [say("card.session", session=document.session)] if document.session else []
    facts += [document.date] if document.date else []
    return head + tag("div", text(" · ".join(facts)), "when") + status_mark(document, say)


def status_mark(document: Heading, say: Strings) -> str:
    """What became of the document: draft, final, adopted, or that it is not known."""
    status = document.status or "none"
    return tag("span", text(word_for("status", status, say)), f"status {status}", say.lang)


def wording_cell(
    entry: Entry, lang: Lang, across: Mapping[tuple[str, int], str], say: Strings
) -> str:
    """The row word for word in ``lang``, with what is asked for marked; that it is not held where
    it is not."""
    own, other = entry.recommendation, entry.counterpart
    item = own if own.paragraph.lang == lang else other
    paragraph = own.paragraph
    if item is not None:
        spans = [item.asked] if item.asked[1] > item.asked[0] else []
        words = passage(item.paragraph.text, lang, spans, "asked")
        words += source([item.paragraph], say)
        paragraph = item.paragraph
    elif found := across.get(entry.key, ""):
        words = passage(found, lang)
    else:
        return tag("td", say(f"card.no_counterpart.{lang}"), f"side absent {lang}")
    return tag(
        "td",
        words + copy_buttons(say),
        f"side {lang}",
        data_cite=citation(paragraph, lang),
        data_lang=lang,
    )


def _read(entry: Entry, say: Strings, told: Told) -> str:
    """What the rules read from the row, and behind it the rules themselves; the class of a verb
    where it is not the strength, and of a conclusion that it is one."""
    item = entry.recommendation
    said_already = {"verb_class"} if item.verb_class == item.strength else set()
    is_said = item.kind == "conclusion"
    kind = [("row_kind", say(f"register.{item.kind}"))] if is_said else []
    facts = "".join(
        tag("dt", text(say(f"column.{key}"))) + tag("dd", text(value))
        for key, value in [*kind, *fields_of(entry, say, told)]
        if value and key not in said_already
    )
    rules = item.rules
    if not rules:
        return tag("dl", facts, "read", say.lang)
    listed = "".join(tag("li", _rule(rule, say)) for rule in rules)
    summary = tag("summary", text(say("register.rules", n=len(rules))))
    return tag("dl", facts, "read", say.lang) + tag("details", summary + tag("ul", listed), "rules")


def _rule(rule: str, say: Strings) -> str:
    """``strength=verbs:en:urges`` as the field in words and the row of the table."""
    field, separator, row = rule.partition("=")
    if not separator:
        return tag("code", text(rule))
    return text(field_name(field, say)) + " " + tag("code", text(row))


def field_name(field: str, say: Strings) -> str:
    """The name of a field of the record, itself where it has none."""
    key = f"column.{_NAMED.get(field, field)}"
    return say(key) if say.has(key) else field


def fields_of(entry: Entry, say: Strings, told: Told = NONE_TOLD) -> tuple[tuple[str, str], ...]:
    """``FIELDS`` of a row, each with its words; "" where nothing was read, and for the strength and
    the addressees of a conclusion, which asks nothing of anyone. ``told`` has the articles that
    paragraphs cite with their instruments, such as ``UNTOC:18``."""
    item, comma = entry.recommendation, say("list.comma")
    asks = item.kind != "conclusion"
    codes = item.addressees or (("",) if asks else ())
    addressees = comma.join(name_of("addressee", code, say) for code in codes)
    if item.subset:
        addressees = comma.join([addressees, word_for("subset", item.subset, say)])
    words = (
        strength_name(item, say) if item.strength or asks else "",
        addressees,
        _verbs(entry),
        word_for("verb", item.verb_class, say) if item.verb_class else "",
        comma.join(word_for("modifier", code, say) for code in item.modifiers),
        comma.join(word_for("hedge", code, say) for code in item.hedges),
        word_for("duty", item.duty, say) if item.duty else "",
        due_name(item.due, say),
        comma.join(_articles(entry, say, told)),
        comma.join(name_of("topic", code, say) for code in item.topics),
    )
    return tuple(zip(FIELDS, words, strict=True))


def _articles(entry: Entry, say: Strings, told: Told) -> list[str]:
    """The provisions of a row, each with the instruments that it is one of where these are told."""
    paragraph = entry.recommendation.paragraph
    keys = told.get((entry.document.symbol, entry.document.lang, paragraph.ordinal), ())
    named = []
    for provision in entry.recommendation.articles:
        article = article_of(provision)
        codes = [code for code, _, of in (key.rpartition(":") for key in keys) if of == article]
        whole = [
            say("register.provision", number=provision, instrument=short_name(code, say))
            for code in codes
        ]
        named += whole or [provision]
    return named


def strength_name(item: Recommendation, say: Strings) -> str:
    """The strength in words; that it is not resolved where it rests on 应 alone."""
    name = name_of("strength", item.strength, say)
    return name if item.is_resolved else say("register.unresolved", strength=name)


def due_name(due: str, say: Strings) -> str:
    """A session or a date in words; "" for none."""
    is_session = due.isdigit() and len(due) < 4
    return say("card.session", session=due) if is_session else due


def _verbs(entry: Entry) -> str:
    """The verbs that lead, word for word, of the row and then of its counterpart."""
    items = [entry.recommendation, *([entry.counterpart] if entry.counterpart else [])]
    verbs = [verb for item in items if (verb := item.lead_verb.replace(";", ", "))]
    return " ‖ ".join(verbs)
