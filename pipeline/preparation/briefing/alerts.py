"""Terms that need care in the passages of a briefing."""

from collections.abc import Sequence

from pipeline.preparation.briefing.subject import Form
from pipeline.records import Lang, Paragraph
from pipeline.records.lineage import Passage
from pipeline.records.preparation import AgreedWording, BriefedRecommendation
from pipeline.records.terms import TermAlert
from pipeline.terms.consistency import alerts
from pipeline.terms.table import TermTable
from pipeline.text.normalise import fold
from pipeline.text.symbols import natural

MOST = 100
"""Alerts of one briefing."""


def needing_care(
    recommendations: Sequence[BriefedRecommendation],
    agreed: Sequence[AgreedWording],
    forms: Sequence[Form],
    table: TermTable,
) -> tuple[TermAlert, ...]:
    """The terms that need care in the passages listed, by document and place; those of concepts
    that ``forms``, the subject's own, stand for come first."""
    passages: dict[tuple[str, str, int], Passage] = {}
    others: dict[tuple[str, Lang, int], tuple[Paragraph, ...]] = {}
    for row in recommendations:
        paragraph = row.entry.recommendation.paragraph
        _add(passages, Passage(row.entry.document, paragraph))
        if row.entry.counterpart:
            key = (paragraph.symbol, paragraph.lang, paragraph.ordinal)
            others[key] = (row.entry.counterpart.paragraph,)
    for wording in agreed:
        paragraph = wording.passage.paragraph
        _add(passages, wording.passage)
        if wording.counterpart:
            others[paragraph.symbol, paragraph.lang, paragraph.ordinal] = wording.counterpart
    order = sorted(passages, key=lambda key: (natural(key[0]), key[1], key[2]))
    found = alerts([passages[key] for key in order], table, None, others)
    own = {fold(form.words) for form in forms}
    codes = {t.code for t in table.terms if any(fold(f.form) in own for f in t.forms)}
    return tuple(sorted(found, key=lambda alert: alert.form.code not in codes))


def _add(passages: dict[tuple[str, str, int], Passage], passage: Passage) -> None:
    paragraph = passage.paragraph
    passages[paragraph.symbol, paragraph.lang, paragraph.ordinal] = passage
