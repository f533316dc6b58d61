"""The rules in the order in which they are shown, and the findings of a bead."""

from collections.abc import Sequence

from pipeline.compare.citations import compare_citations
from pipeline.compare.dates import compare_dates
from pipeline.compare.identity import finding_id
from pipeline.compare.items import compare_items
from pipeline.compare.length import compare_length
from pipeline.compare.matching import Rule
from pipeline.compare.members import compare_members
from pipeline.compare.named import compare_bodies, compare_hedges, compare_terms
from pipeline.compare.negation import compare_negation
from pipeline.compare.numbers import compare_numbers
from pipeline.compare.obligation import compare_obligation
from pipeline.compare.sides import side
from pipeline.compare.symbols import compare_symbols
from pipeline.compare.usage import Usage
from pipeline.records import Finding, Paragraph

RULES: dict[str, Rule] = {
    "numbers": compare_numbers,
    "dates": compare_dates,
    "citations": compare_citations,
    "symbols": compare_symbols,
    "bodies": compare_bodies,
    "terms": compare_terms,
    "obligation": compare_obligation,
    "hedges": compare_hedges,
    "negation": compare_negation,
    "items": compare_items,
    "members": compare_members,
    "length": compare_length,
}
"""Every rule by the name that its findings carry."""


def findings(
    zh: Sequence[Paragraph], en: Sequence[Paragraph], usage: Usage | None = None
) -> tuple[Finding, ...]:
    """The findings of one bead, at most one a rule; () where nothing differs or a side is empty.

    ``usage`` of the whole English text tells *shall* from *should* where the bead does not.

    ``zh`` and ``en`` of a finding quote what differs as printed; where a side says nothing of the
    kind, it is empty.
    """
    if not zh or not en:
        return ()
    chinese, english = side(zh, "zh"), side(en, "en", usage)
    if chinese.text == english.text:
        return ()
    out = []
    for name, rule in RULES.items():
        if difference := rule(chinese, english):
            zh_spans, en_spans = chinese.spans(difference.zh), english.spans(difference.en)
            quotes = chinese.quotes(zh_spans), english.quotes(en_spans)
            number = finding_id(zh, en, name, *quotes)
            out.append(Finding(name, *quotes, zh_spans, en_spans, number))
    return tuple(out)
