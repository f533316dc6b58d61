"""The chain of resolutions: which document names which, and in what words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline import lexicon
from pipeline.articles.edges import CITING_ROLES
from pipeline.records import Heading
from pipeline.records.articles import RecallEdge, Reference
from pipeline.records.lineage import Passage
from pipeline.store.citations import Citing
from pipeline.store.reading import Store

_UNSAID = frozenset({"", "ITS", "CONFERENCE"})
"""Organs of a reference that stand for the organ whose document it stands in."""


@dataclass(frozen=True, slots=True)
class Named:
    """A document named by another, by ids; ``target`` and ``relation`` as of ``RecallEdge``."""

    paragraph: int
    document: int
    target: str
    relation: str
    start: int
    end: int


def named_documents(rows: Iterable[Citing], headings: Mapping[int, Heading]) -> tuple[Named, ...]:
    """Every document that a text names beside itself, once for each text, target and relation; a
    relation that the words tell goes before none."""
    own = own_numbers(rows := list(rows), headings)
    found: dict[tuple[int, str, str], Named] = {}
    for row in rows:
        r = row.reference
        if row.role not in CITING_ROLES or r.is_heading or r.provision in {"THIS", "THAT"}:
            continue
        target = target_of(r, headings[row.document].body)
        if target in {headings[row.document].symbol, own.get(row.document, "")} or not target:
            continue
        named = Named(row.paragraph, row.document, target, r.relation, r.start, r.end)
        found.setdefault((row.document, target, r.relation), named)
    told = {(document, target) for document, target, relation in found if relation}
    return tuple(
        n
        for (document, target, relation), n in found.items()
        if relation or (document, target) not in told
    )


def own_numbers(rows: Iterable[Citing], headings: Mapping[int, Heading]) -> dict[int, str]:
    """For documents whose masthead or title gives the number of their own resolution or decision,
    that number as a target: ``CTOC-COP:RES:11/1``."""
    out: dict[int, str] = {}
    for row in rows:
        heading, r = headings[row.document], row.reference
        above = row.role in {"masthead", "title", "formula"} and heading.status == "adopted"
        if above and r.instrument in {"RES", "DEC"} and r.start >= 0:
            out.setdefault(row.document, target_of(r, heading.body))
    return out


def target_of(reference: Reference, body: str) -> str:
    """What a document of ``body`` names: a symbol, else the number with its organ, where the organ
    cannot be told ``RES:9/8``; "" where nothing can."""
    if reference.symbol:
        return reference.symbol
    if reference.instrument == "SYMBOL":
        return reference.provision
    organ = _organ_of(body) if reference.organ in _UNSAID else reference.organ
    if organ == "GA":  # its own would have a symbol: it is another's, named behind the number
        return reference.key
    return f"{organ}:{reference.instrument}:{reference.provision}" if organ else ""


@cache
def _organ_of(body: str) -> str:
    """The organ whose resolutions a document of ``body`` means by its own: of a working group that
    of the conference above it; the body itself where ``lexicon/organs.csv`` lists neither."""
    codes = dict.fromkeys(row["code"] for row in lexicon.rows("organs"))
    if body in codes:
        return body
    series = body.partition("-")[0]
    return next((code for code in codes if series and code.startswith(f"{series}-")), body)


def held_as(rows: Iterable[Citing], headings: Mapping[int, Heading]) -> dict[str, str]:
    """Symbols of documents held by every target that means them."""
    out = {heading.symbol: heading.symbol for heading in headings.values()}
    for key, target in own_numbers(rows, headings).items():
        out.setdefault(target, headings[key].symbol)
    return out


def recall_edges(
    store: Store, named: Sequence[Named], held: Mapping[str, str]
) -> tuple[RecallEdge, ...]:
    """``named`` with their texts, in the order of place."""
    headings = store.headings()
    texts = store.paragraphs_by_id(dict.fromkeys(n.paragraph for n in named))
    return tuple(
        RecallEdge(
            symbol=headings[n.document].symbol,
            target=n.target,
            relation=n.relation,
            held=held.get(n.target, ""),
            words=texts[n.paragraph].text[n.start : n.end],
            passage=Passage(headings[n.document], texts[n.paragraph]),
        )
        for n in named
    )
