"""One concept in the texts held: each form with its counts by body and year, and its passages."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pipeline.records import LANGS, Heading, Lang
from pipeline.records.lineage import Passage
from pipeline.records.terms import (
    FormUse,
    Mention,
    Term,
    TermCount,
    TermForm,
    TermLens,
    TermPassage,
    TermPassages,
    TermPlace,
)
from pipeline.store.columns import chunks, marks
from pipeline.store.fulltext import FullText
from pipeline.store.fulltext import Term as Token
from pipeline.store.reading import Store
from pipeline.terms.forms import Matcher
from pipeline.terms.senses import polysemous, sense
from pipeline.terms.table import sought, standing
from pipeline.text.tokenise import BREAK, grams, words

_Row = tuple[int, int, str, str]
"""Paragraph id, document id, text, the heading above."""


@dataclass(slots=True)
class _Tally:
    """What is counted of one form while the texts are gone through."""

    occurrences: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    passages: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    ids: dict[int, list[tuple[Mention, str]]] = field(default_factory=lambda: defaultdict(list))
    documents: set[int] = field(default_factory=set)


def lens(store: Store, term: Term, places: int = 10, also: tuple[Term, ...] = ()) -> TermLens:
    """``term`` in the texts of ``store``: of every form all occurrences counted, of forms that hold
    one another the longest at each place, and the ``places`` newest of them."""
    uses: list[FormUse] = []
    for lang in LANGS:
        uses += uses_of(store, term, lang, places)
    return TermLens(term, tuple(uses), also)


def uses_of(store: Store, term: Term, lang: Lang, places: int = 0) -> tuple[FormUse, ...]:
    """The forms of ``term`` in one language, the most used first."""
    found = _gone_through(store, term, lang)
    forms = (_use(store, form, tally, places) for form, tally in found.items())
    return tuple(sorted(forms, key=lambda use: -use.occurrences))


def passages_with(
    store: Store,
    term: Term,
    form: TermForm,
    year: str = "",
    sense_code: str | None = None,
    start: int = 0,
    most: int = 20,
) -> TermPassages:
    """The passages with ``form`` of ``term``, those of the same words once, the newest first, from
    number ``start`` (of 0) at most ``most``: those of ``year``, all for "", and of a sense, all for
    None, untold ones for ""."""
    tally = _gone_through(store, term, form.lang)[form]
    alike = list(_alike(store, form.lang, tally, year, sense_code))
    chosen = alike[start : start + most]
    first = [found[0][0] for found in chosen]
    paragraphs, others = store.paragraphs_by_id(first), store.counterparts(first)
    shown = []
    for (key, own), *rest in chosen:
        mentions = [found for found in tally.ids[key] if sense_code in (None, found[1])]
        shown.append(
            TermPassage(
                Passage(own, paragraphs[key]),
                tuple((mention.start, mention.end) for mention, _ in mentions),
                tuple(code for _, code in mentions),
                others.get(key, ()),
                tuple(dict.fromkeys(other for _, other in rest if other != own)),
            )
        )
    return TermPassages(tuple(shown), len(alike), sum(map(len, alike)))


def _alike(
    store: Store, lang: Lang, tally: _Tally, year: str, sense_code: str | None
) -> Iterable[list[tuple[int, Heading]]]:
    """The passages of ``tally`` that are wanted, the newest first: their ids and documents, those
    of the same words together."""
    import numpy as np

    headings, rows = store.headings(), store.rows[lang]
    found: dict[int, list[tuple[int, Heading]]] = {}
    wanted = (
        key
        for key, mentions in tally.ids.items()
        if sense_code is None or any(code == sense_code for _, code in mentions)
    )
    newest = _newest_first(store, lang, wanted)
    for key, row in zip(newest, rows[np.searchsorted(rows["id"], newest)], strict=True):
        heading = headings[int(row["document"])]
        if not year or heading.date[:4] == year:
            found.setdefault(int(row["twin"]), []).append((key, heading))
    return found.values()


def ad_hoc(words_asked: str, lang: Lang) -> Term:
    """A concept of one form that no table has."""
    form = TermForm("", lang, words_asked, "variant", (), "", "", "")
    return Term("", (form,))


def holding(store: Store, forms: Iterable[TermForm], lang: Lang) -> Iterator[_Row]:
    """Id, document, text and heading of the passages in ``lang`` that may hold one of ``forms``:
    all that do, and a few that do not."""
    full_text = FullText(store, lang)
    ids: set[int] = set()
    for form in forms:
        if token := _token(form.form, lang):
            ids.update(full_text.ids(token).tolist())
        else:
            ids.update(full_text.exact(form.form).tolist())
    for chunk in chunks(sorted(ids)):
        query = f"SELECT id, document, text, heading FROM paragraphs WHERE id IN ({marks(chunk)})"
        for row in store.fetch(query, chunk):
            yield row[0], row[1], row[2], row[3]


def _token(form: str, lang: Lang) -> Token | None:
    """What the full text is asked for; None where it cannot tell."""
    if lang == "en":
        tokens = words(form, "en")
        return Token("words", " ".join(tokens)) if tokens else None
    pairs = grams(form)
    return Token("grams", " ".join(pairs)) if pairs and BREAK not in pairs else None


def _gone_through(store: Store, term: Term, lang: Lang) -> dict[TermForm, _Tally]:
    tallies = {form: _Tally() for form in standing(term, lang)}
    forms = sought(term)
    matcher = Matcher(forms, lang)
    headings = store.headings()
    various = any(word.search(form.form) for form in tallies for word in polysemous(lang))
    for key, document, text, heading in holding(store, tallies, lang):
        when = _body_and_year(headings[document])
        seen: set[tuple[TermForm, str]] = set()
        for mention in matcher.mentions(text):
            told = sense(text, mention.start, mention.end, lang, heading) if various else None
            code = told.code if told else ""
            tally = tallies[mention.form]
            tally.occurrences[*when, code] += 1
            tally.passages[*when, code] += (mention.form, code) not in seen
            tally.ids[key].append((mention, code))
            tally.documents.add(document)
            seen.add((mention.form, code))
    return tallies


def _use(store: Store, form: TermForm, tally: _Tally, places: int) -> FormUse:
    years = sorted({year for _, year, _ in tally.occurrences if year})
    counts = tuple(
        TermCount(*which, number, tally.passages[which])
        for which, number in sorted(tally.occurrences.items())
    )
    return FormUse(
        form,
        tally.occurrences.total(),
        len(tally.ids),
        len(tally.documents),
        years[0] if years else "",
        years[-1] if years else "",
        counts,
        _places(store, form.lang, tally, places),
    )


def _places(store: Store, lang: Lang, tally: _Tally, most: int) -> tuple[TermPlace, ...]:
    """The newest occurrences, those of one passage one after another."""
    if not most:
        return ()
    headings = {(h.symbol, h.lang): h for h in store.headings().values()}
    newest = _newest_first(store, lang, tally.ids)[:most]
    paragraphs = store.paragraphs_by_id(newest)
    others = store.counterparts(newest)
    out: list[TermPlace] = []
    for key in newest:
        paragraph = paragraphs[key]
        passage = Passage(headings[paragraph.symbol, lang], paragraph)
        out += (
            TermPlace(passage, mention.start, mention.end, others.get(key, ()), code)
            for mention, code in tally.ids[key]
        )
    return tuple(out[:most])


def _newest_first(store: Store, lang: Lang, ids: Iterable[int]) -> list[int]:
    import numpy as np

    rows = store.rows[lang]
    keys = np.array(list(ids), dtype=np.int64)
    dates = rows["date"][np.searchsorted(rows["id"], keys)] if len(keys) else keys
    return [int(keys[at]) for at in np.lexsort((keys, -dates))]


def _body_and_year(heading: Heading) -> tuple[str, str]:
    return heading.body, heading.date[:4]
