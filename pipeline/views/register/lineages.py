"""Recommendations through the sessions as HTML tables: links with both texts, endorsements."""

from collections.abc import Iterable, Mapping
from typing import get_args

from pipeline.cite import citation
from pipeline.records.lineage import (
    Endorsed,
    Endorsement,
    Entry,
    Kin,
    LineageLink,
    Stub,
    Verdict,
)
from pipeline.strings import Strings
from pipeline.views.addresses import document_address, link
from pipeline.views.cards import copy_buttons
from pipeline.views.comparing.redline import marked_side, reworded
from pipeline.views.markup import passage, tag, text
from pipeline.views.names import name_of, word_for
from pipeline.views.register.rows import cited, history_button
from pipeline.views.tracing import source

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
_BETWEEN = " > "
_CODES: Mapping[str, str] = {
    "strength": "strength",
    "asks": "strength",
    "verb-added": "strength",
    "verb-dropped": "strength",
    "addressee-added": "addressee",
    "addressee-dropped": "addressee",
}
"""Rules whose evidence is codes before and after, and of what kind."""


def links_table(
    links: Iterable[LineageLink], say: Strings, chosen: Entry | None = None, can_open: bool = True
) -> str:
    """``links`` as a table: the earlier wording, the later one, the verdict. ``chosen`` is marked;
    ``can_open`` puts a button below each verdict that asks for the whole history."""
    names = ("lineage.earlier", "lineage.later", "lineage.verdict")
    head = "".join(
        tag("th", say(name), name.rpartition(".")[2], say.lang, scope="col") for name in names
    )
    body = "".join(_row(link, say, chosen, can_open) for link in links)
    table = tag("thead", tag("tr", head)) + tag("tbody", body)
    return tag("table", table, "lineage redline", say.lang)


def _row(link: LineageLink, say: Strings, chosen: Entry | None, can_open: bool) -> str:
    earlier, later = link.earlier, link.later
    if earlier is not None and later is not None:
        both = reworded(earlier.recommendation.paragraph, later.recommendation.paragraph)
        words = marked_side(both, "old"), marked_side(both, "new")
    else:
        words = _plain(earlier), _plain(later)
    cells = _side(earlier, words[0], "earlier", say, chosen)
    cells += _side(later, words[1], "later", say, chosen)
    return tag("tr", cells + _verdict(link, say, can_open), link.verdict)


def _plain(entry: Entry | None) -> str:
    if entry is None:
        return ""
    paragraph = entry.recommendation.paragraph
    return passage(paragraph.text, paragraph.lang)


def _side(
    entry: Entry | None, words: str, which: str, say: Strings, chosen: Entry | None = None
) -> str:
    if entry is None:
        return tag("td", text(say(f"lineage.none.{which}")), f"{which} absent")
    is_chosen = chosen is not None and entry.key == chosen.key
    paragraph = entry.recommendation.paragraph
    return tag(
        "td",
        tag("div", cited(entry, say), "cited")
        + words
        + copy_buttons(say)
        + source([paragraph], say),
        f"side {which} {'chosen' if is_chosen else ''}".strip(),
        data_cite=citation(paragraph, paragraph.lang),
        data_lang=paragraph.lang,
    )


def _verdict(link: LineageLink, say: Strings, can_open: bool) -> str:
    pieces = tag("div", text(word_for("verdict", link.verdict, say)), "verdict")
    pieces += tag("div", text(rule_line(link, say)), "why")
    entry = link.later or link.earlier
    if can_open and entry is not None:
        pieces += history_button(entry, say)
    return tag("td", pieces, "verdict")


def rule_line(link: LineageLink, say: Strings) -> str:
    """The rule that decided, and what it went by."""
    key = f"lineage.rule.{link.rule}"
    rule = say(key) if say.has(key) else link.rule
    if not link.evidence:
        return rule
    kind = _CODES.get(link.rule, "")
    shown = _named(link.evidence, kind, say) if kind else link.evidence
    return say("lineage.evidence", rule=rule, evidence=shown)


def _named(evidence: str, kind: str, say: Strings) -> str:
    """Codes before and after in words."""
    sides = evidence.split(_BETWEEN)
    return " → ".join(
        say("list.comma").join(
            name_of(kind, "" if code == "-" else code, say) for code in side.split(";")
        )
        for side in sides
    )


def kin_table(found: Iterable[Kin], say: Strings) -> str:
    """Recommendations of like content, the nearest first, with how near they are; a weaker tie than
    a link, and marked as one."""
    names = ("lineage.kin.row", "lineage.kin.near")
    kinds = ("later", "verdict")
    head = "".join(
        tag("th", say(name), kind, scope="col") for name, kind in zip(names, kinds, strict=True)
    )
    body = "".join(
        tag("tr", _side(one.entry, _plain(one.entry), "later", say) + _nearness(one, say))
        for one in found
    )
    table = tag("thead", tag("tr", head)) + tag("tbody", body)
    return tag("table", table, "lineage kin", say.lang)


def _nearness(one: Kin, say: Strings) -> str:
    line = say("lineage.kin.line", cosine=f"{one.cosine:.2f}", words=f"{one.similarity:.2f}")
    return tag("td", tag("div", text(line), "why") + history_button(one.entry, say), "verdict")


def endorsements_table(found: Iterable[Endorsement], say: Strings) -> str:
    """Each operative paragraph that endorses recommendations, what it endorses, whether word for
    word, and the reports they come from, also those that are not held."""
    return "".join(_endorsement(one, say) for one in found)


def _endorsement(found: Endorsement, say: Strings) -> str:
    paragraph = found.entry.recommendation.paragraph
    leads = document_address(paragraph.symbol, say, paragraph=paragraph)
    cite = link(text(citation(paragraph, say.lang)), leads, "cite")
    head = tag("div", cite, "card-head")
    own = tag(
        "div",
        head
        + passage(paragraph.text, paragraph.lang)
        + copy_buttons(say)
        + source([paragraph], say),
        "endorses",
        data_cite=citation(paragraph, paragraph.lang),
        data_lang=paragraph.lang,
    )
    lines = [sources_line(found, say), *(stub_line(stub, say) for stub in found.stubs)]
    lines.append(counts_line(found, say))
    about = "".join(tag("p", text(line), "summary", say.lang) for line in lines if line)
    names = (("report", "earlier"), ("endorsed", "later"), ("word_for_word", "verdict"))
    columns = "".join(tag("th", say(f"lineage.{n}"), kind, scope="col") for n, kind in names)
    body = "".join(_endorsed(item, say) for item in found.recommendations)
    if not body:
        return own + about
    table = tag("thead", tag("tr", columns)) + tag("tbody", body)
    return own + about + tag("table", table, "lineage redline endorsed", say.lang)


def _endorsed(item: Endorsed, say: Strings) -> str:
    entry, source = item.entry, item.source
    own = entry.recommendation.paragraph
    if source is None:
        cells = _side(None, "", "report", say) + _side(entry, _plain(entry), "later", say)
    elif source.key == entry.key:
        cells = _side(source, _plain(source), "earlier", say)
        cells += tag("td", text(say("lineage.endorsed_there")), "later absent")
    else:
        both = reworded(source.recommendation.paragraph, own)
        cells = _side(source, marked_side(both, "old"), "earlier", say)
        cells += _side(entry, marked_side(both, "new"), "later", say)
    return tag("tr", cells + tag("td", text(fidelity(item, say)), "verdict"))


def fidelity(item: Endorsed, say: Strings) -> str:
    """Whether a recommendation was endorsed as its report has it."""
    if item.word_for_word is None:
        return say("lineage.fidelity.unknown")
    return say("lineage.fidelity.same" if item.word_for_word else "lineage.fidelity.changed")


def sources_line(found: Endorsement, say: Strings) -> str:
    """The reports held that the recommendations come from; "" for none."""
    if not found.sources:
        return ""
    return say("lineage.sources", reports=say("list.comma").join(found.sources))


def stub_line(stub: Stub, say: Strings) -> str:
    """A report that is cited and not held, and the words that cite it."""
    return say("lineage.stub", symbol=stub.symbol, words=" ".join(stub.words.split()))


def counts_line(found: Endorsement, say: Strings) -> str:
    """How many recommendations are endorsed, how many of them word for word."""
    items = found.recommendations
    compared = [item for item in items if item.word_for_word is not None]
    same = sum(item.word_for_word is True for item in compared)
    return say("lineage.counted", n=len(items), compared=len(compared), same=same)
