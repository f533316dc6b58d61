"""Paragraphs become recommendations and conclusions: who, how strongly, on which article.

Taken in are the lettered items below a chapeau that announces recommendations or conclusions
("The Working Group agreed on the following recommendations:", 提出了下列建议：), the paragraphs of
a chapter so headed that ask for something, and every operative paragraph of a resolution or
decision. Every field is set by a row of a table in ``lexicon/``; ``rules`` names the rows.
"""

import re
from collections.abc import Sequence

from pipeline import lexicon
from pipeline.recommend.directives import Directive, directives, lead_verb, strongest
from pipeline.records import Document, Lang, Paragraph, Recommendation
from pipeline.text.citations import citations
from pipeline.text.normalise import fold, without_note_marks
from pipeline.text.passage import wording

_ANNOUNCES = {
    "zh": re.compile(r"建议|结论"),
    "en": re.compile(r"\brecommend|\bconclusion", re.I),
}


def recommendations(
    document: Document, paragraphs: Sequence[Paragraph]
) -> tuple[Recommendation, ...]:
    """The recommendations and conclusions of one segmented document, in order; often ()."""
    out = []
    chapeau: Paragraph | None = None
    scope: tuple[str, ...] = ()
    for paragraph in paragraphs:
        if paragraph.role in {"annex", "chapter", "article"}:
            chapeau, scope = None, paragraph.number
        elif _is_chapeau(paragraph):
            chapeau = paragraph
        elif paragraph.role in {"paragraph", "operative", "text"} and paragraph.number:
            chapeau = None
        if _is_taken(paragraph, chapeau, scope):
            out.append(_read(document, paragraph, chapeau))
    return tuple(out)


def _is_chapeau(paragraph: Paragraph) -> bool:
    if paragraph.role not in {"paragraph", "operative", "text"}:
        return False
    return without_note_marks(paragraph.text).rstrip().endswith((":", "："))


def _is_taken(paragraph: Paragraph, chapeau: Paragraph | None, scope: tuple[str, ...]) -> bool:
    if any(part.startswith("art.") for part in scope):
        return False
    if paragraph.role == "operative":
        return True
    announced = chapeau is not None and _announces(chapeau.text, paragraph.lang)
    if paragraph.role == "item":
        return chapeau is not None and (announced or chapeau.role == "operative")
    if paragraph.role != "paragraph" or paragraph is chapeau:
        return False
    headed = _announces(paragraph.heading, paragraph.lang)
    return headed and bool(directives(wording(paragraph), paragraph.lang))


def _announces(text: str, lang: Lang) -> bool:
    return bool(_ANNOUNCES[lang].search(text))


def _read(document: Document, paragraph: Paragraph, chapeau: Paragraph | None) -> Recommendation:
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
        articles=articles_of(paragraph.text, lang),
        topics=topics,
        rules=(*rules, *hedge_rules, *topic_rules),
    )


def _lead_form(asking: Sequence[Directive], lead: Directive | None) -> str:
    """The verbs that ask, each once; where none does, the verb that opens the paragraph."""
    asked = [d.form for d in asking if d.use == "object"] or [d.form for d in asking][:1]
    return ";".join(dict.fromkeys(asked)) or (lead.form if lead else "")


def articles_of(text: str, lang: Lang) -> tuple[str, ...]:
    """Provisions of treaties cited in ``text`` such as ``18(13)``, each once, in order; those of
    a State's own law and of "this article" are left out."""
    cited = citations(text, lang)
    kept = (c for c in cited if not c.is_domestic and c.instrument != "THIS-ARTICLE")
    return tuple(dict.fromkeys(c.provision for c in kept))


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
