"""The article index measured three ways.

The seeds must give what a reader of them finds (``PLACES``). A citation that is hidden from the
words of a paragraph must be found by content: the share found is that of what content can find, the
share right that of what it says wrongly, as far as passages go that do cite the instrument. What it
says of passages that cite nothing is read by a person from a sample.
"""

import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np

from pipeline.articles.asked import article_of
from pipeline.articles.content import NEAREST, ArticleText, article_text, titles
from pipeline.cite import citation
from pipeline.collection import Collection
from pipeline.encode import load_encoder
from pipeline.errors import UnknownProvision
from pipeline.ingest import ingest
from pipeline.records import CONTENT_ROLES, LANGS, Lang
from pipeline.records.articles import ArticleEdge
from pipeline.store.citations import Citing, citing_acts, citing_provisions, held_provisions
from pipeline.store.reading import Store, open_store
from pipeline.text.normalise import fold

_SEED = 20261
REPORT, DRAFT = "2012-report", "2017-draft-report"
PLACES: tuple[tuple[str, str, tuple[str, ...], str], ...] = (
    ("18(13)", REPORT, ("37/a",), "cites"),
    ("18(4)", DRAFT, ("5",), "cites"),
    ("18(5)", DRAFT, ("5",), "cites"),
    ("21", REPORT, ("34", "35", "36"), "any"),
    ("21", DRAFT, ("1/a", "1/d"), "cites"),
)
"""A provision, the end of a seed's name, the paragraphs that must be tied to it, and how; the
heading of 2012 paragraphs 34 to 36 cites article 21, and 35 does so itself too."""


@dataclass(frozen=True, slots=True)
class Place:
    """What one provision must give in one seed, and what it gives."""

    provision: str
    document: str
    wanted: tuple[str, ...]
    found: tuple[str, ...]

    @property
    def is_right(self) -> bool:
        """Whether they are the same."""
        return self.wanted == self.found


@dataclass(frozen=True, slots=True)
class Hidden:
    """Citations of one language and way of finding them: how many are ``hidden``, how many content
    ``found``, how many of these are ``right``."""

    lang: Lang
    sessions: tuple[str, ...]
    way: str
    hidden: int
    found: int
    right: int


def places(folder: Path) -> tuple[Place, ...]:
    """``PLACES`` in an index of the seeds in ``folder``, and that no edge comes of a State's own
    law."""
    with tempfile.TemporaryDirectory() as made:
        ingest([folder], Path(made), load_encoder(), workers=0)
        with Collection.open(made) as held:
            out = [_place(held, *row) for row in PLACES]
            domestic = tuple(c.instrument for c in held.article_index() if "-LAW" in c.instrument)
            refused = _is_refused(held, "刑法第10条")
    out.append(Place("刑法第10条", "", (), domestic if refused else ("an answer",)))
    return tuple(out)


def _is_refused(held: Collection, key: str) -> bool:
    try:
        held.articles(key)
    except UnknownProvision:
        return True
    return False


def _place(
    held: Collection, provision: str, document: str, wanted: tuple[str, ...], kind: str
) -> Place:
    found = [
        "/".join(edge.passage.paragraph.number)
        for edge in sorted(
            held.articles(provision).edges, key=lambda e: e.passage.paragraph.ordinal
        )
        if edge.passage.document.symbol.endswith(document)
        and edge.kind in ({"cites", "heading"} if kind == "any" else {kind})
    ]
    return Place(provision, document, wanted, tuple(dict.fromkeys(found)))


def hidden_citations(index: Path, sessions: Sequence[str]) -> tuple[Hidden, ...]:
    """Passages of ``sessions`` that cite an article of an instrument held, with the words of every
    citation taken out: whether vectors and titles find the article."""
    store = open_store(index)
    try:
        return tuple(_hidden(store, sessions))
    finally:
        store.close()


def _hidden(store: Store, sessions: Sequence[str]) -> Iterator[Hidden]:
    held = store.connected(held_provisions)
    rows = store.connected(citing_provisions)
    own = {h.paragraph for h in held}
    codes = sorted({h.provision.instrument for h in held})
    headings = store.headings()
    for lang in LANGS:
        texts = [
            article_text(store, [h for h in held if h.provision.instrument == code], lang)
            for code in codes
        ]
        passages: dict[int, list[Citing]] = defaultdict(list)
        for row in rows:
            document, r = headings[row.document], row.reference
            chosen = document.lang == lang and document.session in sessions
            cites = row.role in CONTENT_ROLES and not r.is_heading and r.instrument in codes
            if chosen and cites and row.paragraph not in own:
                passages[row.paragraph].append(row)
        yield from _found(store, lang, tuple(sessions), passages, texts)


def _found(
    store: Store,
    lang: Lang,
    sessions: tuple[str, ...],
    passages: dict[int, list[Citing]],
    texts: Sequence[ArticleText],
) -> Iterator[Hidden]:
    whole = store.paragraphs_by_id(passages)
    masked = [_masked(whole[key].text, rows) for key, rows in passages.items()]
    vectors = load_encoder().encode(masked).vectors
    gold: set[tuple[int, str, str]] = set()
    near: set[tuple[int, str, str]] = set()
    named: set[tuple[int, str, str]] = set()
    for (key, rows), words, vector in zip(passages.items(), masked, vectors, strict=True):
        cited = {(r.reference.instrument, article_of(r.reference.provision)) for r in rows}
        gold |= {(key, *one) for one in cited}
        for text in texts:
            if text.instrument not in {instrument for instrument, _ in cited}:
                continue
            cosines = text.vectors @ vector
            best = int(np.argmax(cosines))
            if cosines[best] >= NEAREST:
                near.add((key, text.instrument, text.articles[best]))
            for article, form in titles(lang).get(text.instrument, ()):
                if form in fold(words):
                    named.add((key, text.instrument, article))
    yield Hidden(lang, sessions, "vectors", len(gold), len(near), len(near & gold))
    yield Hidden(lang, sessions, "titles", len(gold), len(named), len(named & gold))


def _masked(text: str, rows: Sequence[Citing]) -> str:
    for r in sorted((row.reference for row in rows), key=lambda r: -r.start):
        text = text[: r.start] + " " + text[r.end :]
    return text


@dataclass(frozen=True, slots=True)
class Census:
    """What an index holds: citations of provisions told and not told, by own words and by heading,
    documents named in passages by relation, and articles with a passage."""

    told: int
    untold: int
    by_heading: int
    instruments: int
    articles: int
    relations: tuple[tuple[str, int], ...]


def census(index: Path) -> Census:
    """Counts of the citations that the index keeps, both languages."""
    store = open_store(index)
    acts = "('RES', 'DEC', 'SYMBOL')"
    try:
        told, untold, heading = store.fetch(
            "SELECT sum(instrument <> '' AND NOT is_heading), sum(instrument = ''), sum(is_heading)"
            f" FROM citations WHERE instrument NOT IN {acts}"
        )[0]
        relations = store.fetch(
            "SELECT relation, count(*) FROM citations AS c JOIN paragraphs AS p"
            f" ON p.id = c.paragraph WHERE instrument IN {acts} AND NOT is_heading"
            " AND provision NOT IN ('THIS', 'THAT')"
            f" AND p.role IN ({', '.join('?' * len(CONTENT_ROLES))})"
            " GROUP BY relation ORDER BY count(*) DESC",
            sorted(CONTENT_ROLES),
        )
    finally:
        store.close()
    with Collection.open(index) as held:
        counts = held.article_index()
    return Census(
        told,
        untold,
        heading,
        len({c.instrument for c in counts}),
        len({(c.instrument, c.provision) for c in counts}),
        tuple((relation or "none", n) for relation, n in relations),
    )


@dataclass(frozen=True, slots=True)
class Relations:
    """Documents named in both languages of a passage (``named``), in how many the same relations
    are read, and the pairs (English > Chinese) that differ most often."""

    named: int
    same: int
    differ: tuple[tuple[str, int], ...]


def relations_agree(index: Path, sessions: Sequence[str]) -> Relations:
    """Relations read in the two languages of the passages of ``sessions``, compared."""
    store = open_store(index)
    try:
        held = {k: h for k, h in store.headings().items() if h.session in sessions}
        rows = [r for r in store.connected(citing_acts) if r.role in CONTENT_ROLES]
        rows = [r for r in rows if r.document in held]
        english = {key for key, heading in held.items() if heading.lang == "en"}
        said: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for row in rows:
            if row.reference.symbol and row.reference.provision not in {"THIS", "THAT"}:
                said[row.paragraph][row.reference.symbol].add(row.reference.relation)
        ids = {row.paragraph for row in rows if row.document in english}
        across = store.counterpart_ids(ids)
    finally:
        store.close()
    pairs = [
        (said[key][symbol], said[other][symbol])
        for key, others in across.items()
        for other in others
        for symbol in said[key].keys() & said[other].keys()
    ]
    differ = Counter(f"{_joined(one)} > {_joined(two)}" for one, two in pairs if one != two)
    same = sum(one == two for one, two in pairs)
    return Relations(len(pairs), same, tuple(differ.most_common(10)))


def _joined(relations: set[str]) -> str:
    return "+".join(sorted(relation or "none" for relation in relations))


def sample(index: Path, each: int) -> tuple[ArticleEdge, ...]:
    """``each`` edges by citation and ``each`` by content, drawn at random over every article that
    is cited, for a person to read."""
    with Collection.open(index) as held:
        keys = dict.fromkeys(f"{c.instrument}:{c.provision}" for c in held.article_index())
        edges = [edge for key in keys for edge in held.articles(key).edges]
    # "UNTOC:18" and "UNTOC:18(13)" give one edge twice
    unique = list(dict.fromkeys(edges))
    random = Random(_SEED)
    out: list[ArticleEdge] = []
    for kind in ("cites", "content"):
        of_kind = [edge for edge in unique if edge.kind == kind]
        out += random.sample(of_kind, min(each, len(of_kind)))
    return tuple(out)


def edge_line(edge: ArticleEdge) -> str:
    """An edge on one line, for reading."""
    paragraph = edge.passage.paragraph
    near = "" if edge.cosine is None else f" {edge.cosine:.2f}"
    words = " ".join(paragraph.text.split())
    return "\t".join(
        (edge.kind + near, edge.key, citation(paragraph, paragraph.lang), edge.words, words)
    )
