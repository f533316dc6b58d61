"""Where the forms of ``lexicon/terms.csv`` are used, counted over an index in one pass, and the
columns ``bodies``, ``first`` and ``last`` of the table filled from the counts.

A form is counted wherever it stands, in a longer form of the table as well; forms that differ in
case or number alone share their count, as they do when a text is looked through for them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from evaluation.tables import as_csv
from pipeline import lexicon
from pipeline.collection import Collection
from pipeline.records import LANGS, Heading, Lang
from pipeline.records.terms import TermForm
from pipeline.store.citations import held_provisions
from pipeline.terms.forms import Matcher, form_key
from pipeline.text.symbols import body_and_session

LAW = "PRC"
"""What ``bodies`` has for the law of the People's Republic of China; set by hand, with its year."""
_Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Usage:
    """A form and its use. ``bodies`` are those in whose texts it stands, and the instruments held
    as such, the one with most occurrences first; the years are "" for a form of undated texts."""

    form: TermForm
    occurrences: int
    bodies: tuple[str, ...]
    first: str
    last: str


@dataclass(slots=True)
class _Tally:
    bodies: Counter[str] = field(default_factory=Counter)
    years: Counter[str] = field(default_factory=Counter)
    occurrences: int = 0


def usage(collection: Collection) -> tuple[Usage, ...]:
    """The use of every form of the table, in its order."""
    forms = table_forms()
    tallies = {lang: _tallies(collection, forms, lang) for lang in LANGS}
    return tuple(_usage(form, tallies[form.lang].get(form_key(form.form))) for form in forms)


def table_forms() -> tuple[TermForm, ...]:
    """The rows of ``lexicon/terms.csv`` as they stand."""
    return tuple(
        TermForm(
            code=row["code"],
            lang="zh" if row["lang"] == "zh" else "en",
            form=row["form"],
            use="never" if row["use"] == "never" else "variant",
            bodies=tuple(row["bodies"].split(";")) if row["bodies"] else (),
            first=row["first"],
            last=row["last"],
            source=row["source"],
        )
        for row in lexicon.rows("terms")
    )


def filled(found: Iterable[Usage]) -> str:
    """The table as CSV with the columns from the counts of ``found``, which has a use for each of
    its rows. Rows of the law keep that and its years; rows that stand nowhere stay as they are."""
    rows = []
    for row, use in zip(lexicon.rows("terms"), found, strict=True):
        new = dict(row)
        given = (LAW,) if LAW in use.form.bodies else ()
        if use.bodies:
            new["bodies"] = ";".join((*given, *use.bodies))
        if use.first and not given:
            new["first"], new["last"] = use.first, use.last
        rows.append(new)
    return as_csv(rows)


def _usage(form: TermForm, tally: _Tally | None) -> Usage:
    if tally is None or form.use == "never":
        return Usage(form, 0, (), "", "")
    bodies = sorted(tally.bodies, key=lambda body: (-tally.bodies[body], body))
    years = sorted(tally.years)
    first, last = (years[0], years[-1]) if years else ("", "")
    return Usage(form, tally.occurrences, tuple(bodies), first, last)


def _tallies(collection: Collection, forms: Sequence[TermForm], lang: Lang) -> dict[_Key, _Tally]:
    matcher = Matcher(forms, lang)
    keys = {form_key(f.form) for f in forms if f.lang == lang and f.use != "never"}
    inside = {key: tuple(_inside(key, keys)) for key in keys}
    of_instrument = _instruments(collection)
    out: dict[_Key, _Tally] = defaultdict(_Tally)
    for heading in collection.documents():
        if heading.lang != lang:
            continue
        body, year = body_of(heading) or of_instrument.get(heading.symbol, ""), heading.date[:4]
        for key, number in _counted(collection, heading, matcher).items():
            for held in inside.get(key, ()):
                tally = out[held]
                tally.occurrences += number
                if body:
                    tally.bodies[body] += number
                if year:
                    tally.years[year] += number
    return out


def _counted(collection: Collection, heading: Heading, matcher: Matcher) -> Counter[_Key]:
    """How often each form stands in a document, what it holds not counted."""
    found: Counter[_Key] = Counter()
    for paragraph in collection.paragraphs(heading.symbol, heading.lang):
        starts: set[int] = set()
        for mention in matcher.mentions(paragraph.text):
            if mention.start not in starts:  # a form of several concepts is given for each
                starts.add(mention.start)
                found[form_key(mention.form.form)] += 1
    return found


def _inside(key: _Key, keys: set[_Key]) -> Iterator[_Key]:
    """``key`` and the others that stand in it, each once."""
    spans = {key[a:b] for a in range(len(key)) for b in range(a + 1, len(key) + 1)}
    yield from spans & keys


def body_of(heading: Heading) -> str:
    """The code of the body whose document it is, by its symbol, else as its text says; "" where
    neither is one of ``lexicon/bodies.csv``."""
    known = {row["code"] for row in lexicon.rows("bodies")}
    by_symbol, _ = body_and_session(heading.symbol)
    return next((code for code in (by_symbol, heading.body) if code in known), "")


def _instruments(collection: Collection) -> dict[str, str]:
    """By symbol, the instrument whose provisions a document holds, that of most of them."""
    store = collection.state.store
    symbols = {key: heading.symbol for key, heading in store.headings().items()}
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for held in store.connected(held_provisions):
        found[symbols[held.document]][held.provision.instrument] += 1
    return {symbol: counted.most_common(1)[0][0] for symbol, counted in found.items()}
