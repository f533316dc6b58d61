"""What in the terms of a text needs a reviser's eye: several forms of one concept, a form that
later texts have given up, one of a State's law, one that the other language does not answer.

An alert is given once for each form and kind in a document, at the first place. A form that is a
part of another or an abbreviation stands for it and is no other form; inflections of one English
word are none either.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.records import Bead, Heading, Lang, Paragraph
from pipeline.records.lineage import Passage
from pipeline.records.terms import AlertKind, FormUse, Mention, Term, TermAlert, TermForm
from pipeline.terms.forms import form_key
from pipeline.terms.likeness import abbreviated, differ, says
from pipeline.terms.table import TermTable, standing

Others = Mapping[tuple[str, Lang, int], tuple[Paragraph, ...]]
"""The aligned paragraphs of the other language, by symbol, language and ordinal."""
LAW = "PRC"
"""The body of forms that are of the law of the People's Republic of China."""
_GIVEN_UP = 2
"""Years without a form after which it is given up, where another is in use."""
_EVIDENT = 3
"""Passages of these years that must have another form, or of any that must have one of the law."""
_LEAST_ASKED = 2
"""Words of a form whose answer is looked for."""
_LOOKED_AT = 60
"""Places of a form whose counterparts are read."""
_OTHER: dict[Lang, Lang] = {"zh": "en", "en": "zh"}


@dataclass(frozen=True, slots=True)
class Counted:
    """The texts held as evidence: the ``uses`` of a concept's forms in one language, which takes a
    while for common ones, and the ``newest`` year in which a body has a text, "" for none."""

    uses: Callable[[Term, Lang], Sequence[FormUse]]
    newest: Callable[[str], str]


@dataclass(slots=True)
class _Uses:
    """Where a form stands in one document, in order."""

    places: list[tuple[Passage, Mention]] = field(default_factory=list)

    @property
    def form(self) -> TermForm:
        """The form."""
        return self.places[0][1].form

    @property
    def said(self) -> str:
        """The form and how often it stands there."""
        return f"{self.form.form} {len(self.places)}"


@dataclass(slots=True)
class _Text:
    """The forms of one document, by concept and spelling."""

    document: Heading
    lang: Lang
    passages: list[Passage] = field(default_factory=list)
    uses: dict[str, dict[tuple[str, ...], _Uses]] = field(default_factory=lambda: defaultdict(dict))


def alerts(
    passages: Sequence[Passage],
    table: TermTable,
    counted: Counted | None = None,
    others: Others | None = None,
) -> tuple[TermAlert, ...]:
    """What needs care in ``passages``, by document and place. Whether a form has been given up is
    asked of ``counted``, whether the other language answers of ``others``; without them neither
    is."""
    found: list[TermAlert] = []
    for text in _texts(passages, table):
        own = [*_several(text, table, others), *_of_law(text, table, counted)]
        if counted:
            own += _dated(text, table, counted)
        if others:
            own += _unlike(text, table, others)
        order = {id(passage.paragraph): at for at, passage in enumerate(text.passages)}
        found += sorted(own, key=lambda one: (order[id(one.passage.paragraph)], one.start))
    return tuple(found)


def others_of(beads: Sequence[Bead], zh: Sequence[Paragraph], en: Sequence[Paragraph]) -> Others:
    """What ``beads`` link to each paragraph of the two versions of a text."""
    out: dict[tuple[str, Lang, int], tuple[Paragraph, ...]] = {}
    for bead in beads:
        left, right = [zh[i] for i in bead.zh], [en[i] for i in bead.en]
        for own, other in ((left, right), (right, left)):
            for paragraph in own:
                key = (paragraph.symbol, paragraph.lang, paragraph.ordinal)
                out[key] = tuple(other)
    return out


def _texts(passages: Sequence[Passage], table: TermTable) -> list[_Text]:
    texts: dict[tuple[str, Lang], _Text] = {}
    for passage in passages:
        paragraph = passage.paragraph
        key = (paragraph.symbol, paragraph.lang)
        text = texts.setdefault(key, _Text(passage.document, paragraph.lang))
        text.passages.append(passage)
        for mention in table.mentions(paragraph.text, paragraph.lang):
            uses = text.uses[mention.form.code]
            uses.setdefault(form_key(mention.form.form), _Uses()).places.append((passage, mention))
    return list(texts.values())


def _several(text: _Text, table: TermTable, others: Others | None) -> Iterator[TermAlert]:
    """Forms beside the most frequent one of their concept, in paragraphs without that. Where the
    other language is at hand, both must stand for one form of it: sub-item and agenda item are two
    things in either. English varies its words on purpose: there only the concepts of a user's own
    table count."""
    for code, uses in text.uses.items():
        term = table.term(code)
        if term is None or len(uses) < 2 or (text.lang == "en" and code not in table.own):
            continue
        usual = max(uses.values(), key=lambda use: len(use.places))
        rivals = [
            use for use in uses.values() if use is usual or differ(use.form, usual.form, term)
        ]
        evidence = tuple(use.said for use in rivals)
        for use in rivals:
            place = _first_alike(use, usual, term, others) if use is not usual else None
            if place:
                yield _alert("several", place, (usual.form,), evidence)


def _first_alike(
    use: _Uses, usual: _Uses, term: Term, others: Others | None
) -> tuple[Passage, Mention] | None:
    """The first place of a form that the other language has in a form that it has for the usual one
    too; the first of all where the other language is not at hand."""
    beside = {passage.paragraph.ordinal for passage, _ in usual.places}
    places = [place for place in use.places if place[0].paragraph.ordinal not in beside]
    if not others:
        return next(iter(places), None)
    places = places[:_LOOKED_AT]
    answers = _answers(usual.places[:_LOOKED_AT], term, others)
    return next((place for place in places if answers & _answers([place], term, others)), None)


def _answers(
    places: Sequence[tuple[Passage, Mention]], term: Term, others: Others
) -> frozenset[tuple[str, ...]]:
    """The forms that the other language has for the concept at ``places``, by their keys."""
    lang = _OTHER[places[0][1].form.lang]
    texts = [_across(passage, others) for passage, _ in places]
    keys = {form_key(form.form) for form in standing(term, lang)}
    forms = [form for form in term.named(lang) if form_key(form.form) in keys]
    return frozenset(
        form_key(form.form) for form in forms if any(says([form], t, lang) for t in texts)
    )


def _of_law(text: _Text, table: TermTable, counted: Counted | None) -> Iterator[TermAlert]:
    """Forms of a State's law in a text of a body of the United Nations, unless the texts of such
    bodies have them too; and the reverse in a text of no body that has forms of the law."""
    every = [use for uses in text.uses.values() for use in uses.values()]
    lawful = [use for use in every if _is_of_law(use.form)]
    if text.document.body:
        for use in lawful:
            preferred = _standing_beside(table, use.form, of_law=False)
            if preferred and not _is_in_use(use.form, table, counted):
                yield _alert("law", use.places[0], preferred, (use.said,))
        return
    for use in every if lawful else ():
        preferred = _standing_beside(table, use.form, of_law=True)
        if preferred and LAW not in use.form.bodies:
            yield _alert("law", use.places[0], preferred, (use.said,))


def _is_of_law(form: TermForm) -> bool:
    return form.bodies == (LAW,)


def _is_in_use(form: TermForm, table: TermTable, counted: Counted | None) -> bool:
    """Whether ``form`` stands in the texts held of bodies of the United Nations."""
    term = table.term(form.code)
    if counted is None or term is None:
        return False
    own = next((use for use in counted.uses(term, form.lang) if use.form == form), None)
    return own is not None and sum(c.passages for c in own.counts if c.body) >= _EVIDENT


def _standing_beside(table: TermTable, form: TermForm, *, of_law: bool) -> tuple[TermForm, ...]:
    """The other forms of a concept that are of the law, or those that are not."""
    term = table.term(form.code)
    found = standing(term, form.lang) if term else ()
    return tuple(
        other
        for other in found
        if other is not form and (LAW in other.bodies if of_law else not _is_of_law(other))
    )


def _dated(text: _Text, table: TermTable, counted: Counted) -> Iterator[TermAlert]:
    """Forms that no text of the body has had for ``_GIVEN_UP`` years in which others were used; the
    evidence is the last year of the form, and the passages of later years with each other."""
    body, year = text.document.body, text.document.date[:4]
    newest = counted.newest(body)
    if year and int(newest or year) - int(year) < _GIVEN_UP:
        return  # no form of this text can have been given up: nothing need be counted
    for code, uses in text.uses.items():
        term = table.term(code)
        if not body or term is None or len(standing(term, text.lang)) < 2:
            continue
        in_use = {use.form: _years(use, body) for use in counted.uses(term, text.lang)}
        for use in uses.values():
            since = max([*in_use.get(use.form, ()), year])
            later = {
                form: sum(number for when, number in years.items() if when > since)
                for form, years in in_use.items()
                if form is not use.form and differ(form, use.form, term)
            }
            latest = max((when for form in later for when in in_use[form]), default=since)
            others = sorted((f for f in later if later[f] >= _EVIDENT), key=lambda f: -later[f])
            if others and since and int(latest) - int(since) >= _GIVEN_UP:
                counts = (f"{form.form} {body} > {since} {later[form]}" for form in others)
                evidence = (f"{use.form.form} {body} {since}", *counts)
                yield _alert("dated", use.places[0], tuple(others), evidence)


def _years(use: FormUse, body: str) -> Counter[str]:
    """In how many passages of ``body`` the form stands, by year."""
    years: Counter[str] = Counter()
    for count in use.counts:
        if count.body == body and count.year:
            years[count.year] += count.passages
    return years


def _unlike(text: _Text, table: TermTable, others: Others) -> Iterator[TermAlert]:
    """English forms that the Chinese does not answer with any form of their concept."""
    for code, uses in text.uses.items() if text.lang == "en" else ():
        term = table.term(code)
        if term is None or not any(form.lang == "zh" for form in term.forms):
            continue
        for use in filter(lambda use: _is_asked(use.form), uses.values()):
            places = [
                (passage, mention)
                for passage, mention in use.places
                if (across := _across(passage, others))
                and not says(term.forms, across, "zh")
                and not abbreviated(use.form.form, across)
            ]
            if places:
                counted = (f"{use.form.form} {len(places)}/{len(use.places)}",)
                counterpart = _linked(places[0][0], others)
                yield _alert("unlike", places[0], standing(term, "zh"), counted, counterpart)


def _is_asked(form: TermForm) -> bool:
    """Whether the other language must have a form of the concept where this one stands."""
    return form.use == "asks" and len(form_key(form.form)) >= _LEAST_ASKED


def _linked(passage: Passage, others: Others) -> tuple[Paragraph, ...]:
    paragraph = passage.paragraph
    return others.get((paragraph.symbol, paragraph.lang, paragraph.ordinal), ())


def _across(passage: Passage, others: Others) -> str:
    return " ".join(" ".join(p.text for p in _linked(passage, others)).split())


def _alert(
    kind: AlertKind,
    place: tuple[Passage, Mention],
    preferred: tuple[TermForm, ...],
    evidence: tuple[str, ...],
    counterpart: tuple[Paragraph, ...] = (),
) -> TermAlert:
    passage, mention = place
    spot = (mention.start, mention.end)
    return TermAlert(kind, mention.form, passage, *spot, preferred, evidence, counterpart)
