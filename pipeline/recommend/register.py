"""Paragraphs become recommendations and conclusions: who, how strongly, on which article.

Taken in are the lettered items below a chapeau that announces recommendations or conclusions
("The Working Group agreed on the following recommendations:", 提出了下列建议：) or, without one, in
a chapter or annex so headed; the paragraphs of such a chapter that ask for something; every
operative paragraph of a resolution with its items; and the lettered items of a decision, which has
them in place of operative paragraphs. Every field is set by a row of a table in ``lexicon/``;
``rules`` names the rows.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline import lexicon
from pipeline.recommend.directives import Directive, directives, lead_verb, strongest
from pipeline.records import Document, Lang, Paragraph, Recommendation, Resolved
from pipeline.text.citations import document_citations
from pipeline.text.normalise import fold, without_note_marks
from pipeline.text.passage import wording

_ANNOUNCES = {
    "zh": re.compile(r"建议|结论"),
    "en": re.compile(r"\brecommend|\bconclusion", re.I),
}
_FOLLOWING = {
    "zh": re.compile(r"下列|以下|如下"),
    "en": re.compile(r"\bfollow(?:ing|s)\b|\bbelow\b", re.I),
}

_NO_TREATY = frozenset(
    {"RES", "DEC", "SYMBOL", "THIS-ARTICLE", "THAT-ARTICLE", "THIS-PARAGRAPH", "RULES"}
)
"""Citations that are no provision of a treaty, or that name none."""


@dataclass(slots=True)
class _Place:
    """Where in a document the reading is: the number of the chapter, annex or article, what it is
    headed, and the chapeau that the items hang on."""

    scope: tuple[str, ...] = ()
    titles: str = ""
    chapeau: Paragraph | None = None
    in_decision: bool = False

    def move(self, paragraph: Paragraph) -> None:
        """Take note of ``paragraph``."""
        if paragraph.role in {"annex", "chapter", "article"}:
            self.scope, self.titles, self.chapeau = paragraph.number, paragraph.text, None
        elif paragraph.role == "heading" and paragraph.number[-1:] == ("title",):
            self.titles += f" {paragraph.text}"
        elif _is_chapeau(paragraph):
            self.chapeau = paragraph
        elif paragraph.role in {"paragraph", "operative", "text"} and paragraph.number:
            self.chapeau = None


def recommendations(
    document: Document, paragraphs: Sequence[Paragraph]
) -> tuple[Recommendation, ...]:
    """The recommendations and conclusions of one segmented document, in order; often ()."""
    out = []
    has_operative = any(p.role == "operative" for p in paragraphs)
    place = _Place(in_decision=document.status == "adopted" and not has_operative)
    cited = document_citations(document, paragraphs)
    for paragraph, own in zip(paragraphs, cited, strict=True):
        place.move(paragraph)
        if _is_taken(paragraph, place):
            out.append(_read(document, paragraph, place.chapeau, articles_of(own)))
    return tuple(out)


def _is_chapeau(paragraph: Paragraph) -> bool:
    if paragraph.role not in {"paragraph", "operative", "text"}:
        return False
    text, lang = without_note_marks(paragraph.text).rstrip(), paragraph.lang
    return text.endswith((":", "：")) or (
        _announces(text, lang) and bool(_FOLLOWING[lang].search(text))
    )


def _is_taken(paragraph: Paragraph, place: _Place) -> bool:
    if any(part.startswith("art.") for part in (*place.scope, *paragraph.number)):
        return False
    if paragraph.role == "operative":
        return True
    chapeau, lang = place.chapeau, paragraph.lang
    if paragraph.role == "item":
        if place.in_decision and not place.scope:
            return True
        if chapeau is None:
            return _announces(place.titles, lang)
        return chapeau.role == "operative" or _announces(chapeau.text, lang)
    if paragraph.role != "paragraph" or paragraph is chapeau:
        return False
    headed = _announces(paragraph.heading, paragraph.lang)
    return headed and bool(directives(wording(paragraph), paragraph.lang))


def _announces(text: str, lang: Lang) -> bool:
    return bool(_ANNOUNCES[lang].search(text))


def _read(
    document: Document,
    paragraph: Paragraph,
    chapeau: Paragraph | None,
    articles: tuple[str, ...],
) -> Recommendation:
    lang, said = paragraph.lang, wording(paragraph)
    found = directives(said, lang, document.body)
    if not found and paragraph.role == "item" and chapeau is not None:
        found = directives(wording(chapeau), lang, document.body)
    lead = lead_verb(said, lang, document.body)
    if paragraph.role == "operative" and lead is not None and not lead.strength:
        # What an organ recalls or reaffirms that States should do it does not ask for here.
        found = tuple(d for d in found if d.use != "subject")
    asking = tuple(d for d in found if d.strength)
    strength = strongest([*asking, *([lead] if lead else [])])
    topics, topic_rules = topics_of(f"{paragraph.heading} {paragraph.text}", lang)
    hedges, hedge_rules = _hedges(said, lang)
    rules = dict.fromkeys([*(d.rule for d in asking), *([lead.rule] if lead else [])])
    return Recommendation(
        paragraph=paragraph,
        kind="recommendation" if strength else "conclusion",
        addressees=tuple(dict.fromkeys(code for d in asking for code in d.addressees)),
        strength=strength,
        lead_verb=_lead_form(asking, lead),
        hedges=hedges,
        articles=articles,
        topics=topics,
        rules=(*rules, *hedge_rules, *topic_rules),
    )


def _lead_form(asking: Sequence[Directive], lead: Directive | None) -> str:
    """The verbs that ask, each once; where none does, the verb that opens the paragraph."""
    asked = [d.form for d in asking if d.use == "object"] or [d.form for d in asking][:1]
    return ";".join(dict.fromkeys(asked)) or (lead.form if lead else "")


def articles_of(cited: Sequence[Resolved]) -> tuple[str, ...]:
    """Provisions of treaties among what a paragraph cites, such as ``18(13)``, each once, in
    order; those of a State's own law and of "this article" are left out. What only the heading
    above it cites is a weaker tie and not among them."""
    kept = (r for r in cited if not r.is_domestic and r.citation.instrument not in _NO_TREATY)
    return tuple(dict.fromkeys(r.provision for r in kept if r.provision[:1].isdigit()))


def topics_of(text: str, lang: Lang) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Topic codes whose forms of ``lexicon/topics.csv`` stand in ``text``, and the rows."""
    return _listed("topics", text, lang)


def _hedges(text: str, lang: Lang) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return _listed("hedges", text, lang)


def _listed(table: str, text: str, lang: Lang) -> tuple[tuple[str, ...], tuple[str, ...]]:
    folded = fold(text)
    hits = [
        r
        for r in lexicon.rows(table)
        if r["lang"] == lang and r["form"] and fold(r["form"]) in folded
    ]
    codes = tuple(dict.fromkeys(r["code"] for r in hits))
    return codes, tuple(f"{table}:{lang}:{r['form']}" for r in hits)
