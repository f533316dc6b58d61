"""Everyday words of a query: what the texts call by another name is looked up by that name.

*Graft* stands in hardly any text, and as a rare word would outweigh all others of the query. So an
everyday word and the official wording for it are one group, which is as rare as all of its members
are (structured queries, Pirkola 1998).
"""

from collections.abc import Sequence

from pipeline.records import Lang
from pipeline.search.concepts import Concept
from pipeline.search.covering import Group
from pipeline.search.translated import forms_group
from pipeline.search.wanted import Query


def without_everyday(text: str, named: Sequence[Concept]) -> str:
    """The query ``text`` with a comma in place of every everyday word among ``named``."""
    return _put(text, [(concept, " , ") for concept in named])


def officially(text: str, lang: Lang, named: Sequence[Concept]) -> str:
    """The query ``text`` in ``lang`` with the first official wording in place of every everyday
    word among ``named``; one without such a wording in ``lang`` stays."""
    return _put(text, [(c, (*c.forms(lang), text[c.start : c.end])[0]) for c in named])


def everyday_groups(query: Query, lang: Lang) -> tuple[Group, ...]:
    """One group in ``lang`` for every everyday word of ``query``: itself, if it is of that
    language and looked up, and the official wording."""
    groups = []
    for concept in query.concepts:
        if concept.everyday:
            forms = concept.forms(lang)
            if concept.everyday == "beside" and lang == query.question.lang:
                forms = (query.question.text[concept.start : concept.end], *forms)
            groups += [forms_group(forms, lang)] if forms else []
    return tuple(groups)


def _put(text: str, wordings: Sequence[tuple[Concept, str]]) -> str:
    out, end = "", 0
    for concept, wording in wordings:
        if concept.everyday:
            out += text[end : concept.start] + wording
            end = concept.end
    return out + text[end:]
