"""Paragraphs become recommendations and conclusions: who, how strongly, what, by when.

Every field is set by a row of a table in ``lexicon/`` or by a rule named in the code; ``rules``
says for each which, as ``strength=verbs:en:urge`` or ``due=rule:next-session``.
"""

from collections.abc import Iterator, Sequence
from functools import cache

from pipeline import lexicon
from pipeline.recommend.acts import Acts, acts_of
from pipeline.recommend.asking import asked_of, asked_words, subset_of
from pipeline.recommend.due import Due, due_of
from pipeline.recommend.duties import duty_of
from pipeline.recommend.hedges import hedges_of
from pipeline.recommend.ladder import UNRESOLVED
from pipeline.recommend.short_names import ShortNames
from pipeline.recommend.taken import Place
from pipeline.records import Document, Lang, Paragraph, Recommendation, Resolved
from pipeline.text.citations import document_citations
from pipeline.text.citations.names import kinds
from pipeline.text.normalise import fold
from pipeline.text.passage import wording

_NO_TREATY = frozenset(
    {"RES", "DEC", "SYMBOL", "THIS-ARTICLE", "THAT-ARTICLE", "THIS-PARAGRAPH"}
    | {"RULES", "REGULATIONS"}
)
"""Citations that are no provision of a treaty, or that name none."""
_NO_ARTICLES = frozenset({"rules", "regulations"})
"""Kinds of instrument whose provisions are rules and no articles (rules of procedure)."""


def recommendations(
    document: Document,
    paragraphs: Sequence[Paragraph],
    cited: Sequence[Sequence[Resolved]] | None = None,
) -> tuple[Recommendation, ...]:
    """The recommendations and conclusions of one segmented document, in order; often ().

    ``cited`` is what ``document_citations`` gave for ``paragraphs``, where the caller has it.
    """
    out = []
    has_operative = any(p.role == "operative" for p in paragraphs)
    place = Place(in_decision=document.status == "adopted" and not has_operative)
    names = ShortNames(document)
    if cited is None:
        cited = document_citations(document, paragraphs)
    for paragraph, own in zip(paragraphs, cited, strict=True):
        place.move(paragraph)
        if place.takes(paragraph):
            out.append(_read(document, paragraph, place.chapeau, articles_of(own), names))
    return tuple(out)


def _read(
    document: Document,
    paragraph: Paragraph,
    chapeau: Paragraph | None,
    articles: tuple[str, ...],
    names: ShortNames,
) -> Recommendation:
    lang, said = paragraph.lang, wording(paragraph)
    acts = acts_of(paragraph, chapeau, document.body)
    strongest = acts.strongest
    strength = strongest.strength if strongest else ""
    above = wording(chapeau) if acts.inherited and chapeau else ""
    topics, topic_rules = topics_of(f"{paragraph.heading} {paragraph.text}", lang)
    hedges, hedge_rules = hedges_of(f"{above} {said}", lang)
    subset, subset_rule = subset_of(acts, above or said, lang)
    duty, duty_rule = duty_of(asked_words(acts, said), lang)
    due = due_of(said, lang, document.session, document.date) if strength else Due()
    asked = asked_of(acts, paragraph, said)
    opening = acts.lead if acts.lead and not _is_later(acts) else (acts.asking or (None,))[0]
    return Recommendation(
        paragraph=paragraph,
        kind="recommendation" if strength else "conclusion",
        addressees=names.codes(code for d in acts.asking for code in d.addressees),
        strength=strength,
        lead_verb=_lead_form(acts),
        hedges=hedges,
        articles=articles,
        topics=topics,
        rules=(
            *_verb_rules(acts, articles),
            *_fielded("verb_class", [opening.rule] if opening else []),
            *_fielded("modifiers", acts.modified_by),
            *_fielded("subset", [subset_rule]),
            *_fielded("hedges", hedge_rules),
            *_fielded("topics", topic_rules),
            *_fielded("asked", [asked.rule]),
            *_fielded("duty", [duty_rule]),
            *_fielded("due", [f"rule:{due.rule}" if due.rule else ""]),
        ),
        subset=subset,
        verb_class=opening.verb_class if opening else "",
        modifiers=acts.modifiers,
        asked=(asked.start, asked.end),
        duty=duty,
        due=due.when,
        is_resolved=strongest is None or strongest.form not in UNRESOLVED,
    )


def _is_later(acts: Acts) -> bool:
    """Whether somebody is asked before the verb that opens a clause of a conclusion."""
    return bool(acts.asking and acts.lead and acts.asking[0].at < acts.lead.at)


def _lead_form(acts: Acts) -> str:
    """The verbs that ask, each once; where none does, or where it is stronger than they are
    ("Decides that the Committee shall"), the verb that opens the paragraph."""
    if acts.lead and acts.lead == acts.strongest:
        opening = [acts.lead.form]
        asked = opening + [d.form for d in acts.asking if d.use == "object"]
    else:
        opening = [acts.lead.form] if acts.lead else []
        asked = [d.form for d in acts.asking if d.use == "object"]
        asked = asked or [d.form for d in acts.asking[:1]] or opening
    return ";".join(dict.fromkeys(asked))


def _verb_rules(acts: Acts, articles: Sequence[str]) -> Iterator[str]:
    """The rows behind kind, verbs, strength, addressees and articles."""
    strongest = acts.strongest
    yield "kind=rule:asks" if strongest else "kind=rule:asks-nothing"
    yield from _fielded("strength", [strongest.rule] if strongest else [])
    verbs = [d.rule for d in acts.strong] or ([acts.lead.rule] if acts.lead else [])
    yield from _fielded("lead_verb", verbs)
    yield from _fielded("addressees", [rule for d in acts.asking for rule in d.named_by])
    yield from _fielded("articles", ["rule:cited"] if articles else [])


def _fielded(field: str, rules: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"{field}={rule}" for rule in dict.fromkeys(rules) if rule)


def articles_of(cited: Sequence[Resolved]) -> tuple[str, ...]:
    """Provisions of treaties among what a paragraph cites, such as ``18(13)``, each once, in
    order; those of a State's own law, of rules of procedure and of "this article" are left out.
    What only the heading above it cites is a weaker tie and not among them."""
    kept = (r.provision for r in cited if _is_of_treaty(r) and r.provision[:1].isdigit())
    return tuple(dict.fromkeys(kept))


def _is_of_treaty(cited: Resolved) -> bool:
    if cited.is_domestic or cited.citation.instrument in _NO_TREATY:
        return False
    return kinds().get(cited.instrument) not in _NO_ARTICLES


def topics_of(text: str, lang: Lang) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Topic codes whose forms of ``lexicon/topics.csv`` stand in ``text``, and the rows."""
    return _listed("topics", text, lang)


def _listed(table: str, text: str, lang: Lang) -> tuple[tuple[str, ...], tuple[str, ...]]:
    folded = fold(text)
    hits = [(code, rule) for form, code, rule in _folded(table, lang) if form in folded]
    return tuple(dict.fromkeys(code for code, _ in hits)), tuple(rule for _, rule in hits)


@cache
def _folded(table: str, lang: Lang) -> tuple[tuple[str, str, str], ...]:
    """Folded form, code and row name of each row of ``table`` in ``lang``."""
    return tuple(
        (fold(r["form"]), r["code"], f"{table}:{lang}:{r['form']}")
        for r in lexicon.rows(table)
        if r["lang"] == lang and r["form"]
    )
