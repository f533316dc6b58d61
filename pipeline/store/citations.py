"""Citations and held provisions into a database and back."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.records import Lang, Role
from pipeline.records.articles import Provision, Reference
from pipeline.store.schema import Database

_COLUMNS = (
    "c.instrument, c.provision, c.reason, c.is_heading, c.symbol, c.organ, c.relation, c.places,"
    " c.start, c.stop"
)
_JOINED = (
    "FROM citations AS c JOIN paragraphs AS p ON p.id = c.paragraph"
    " JOIN documents AS d ON d.id = p.document"
)
_ACTS = "('RES', 'DEC', 'SYMBOL')"


@dataclass(frozen=True, slots=True)
class Citing:
    """A reference with the ids of the paragraph that makes it and of its document, and the
    paragraph's role."""

    paragraph: int
    document: int
    role: Role
    reference: Reference


@dataclass(frozen=True, slots=True)
class HeldProvision:
    """A provision whose text the index holds in the paragraph of that id."""

    paragraph: int
    document: int
    lang: Lang
    provision: Provision


def add_references(connection: Database, ids: Sequence[int], found: Iterable[Reference]) -> None:
    """Store ``found``, the references of a document in order; ``ids`` are its paragraphs'."""
    positions: dict[int, int] = {}
    rows = []
    for r in found:
        position = positions[r.ordinal] = positions.get(r.ordinal, -1) + 1
        rows.append(
            (
                *(ids[r.ordinal], position, r.instrument, r.provision, r.reason, r.is_heading),
                *(r.symbol, r.organ, r.relation, json.dumps(r.places), r.start, r.end),
            )
        )
    connection.executemany("INSERT INTO citations VALUES (?" + ", ?" * 11 + ")", rows)


def add_provisions(connection: Database, ids: Sequence[int], found: Iterable[Provision]) -> None:
    """Store which paragraphs of a document are the text of a provision."""
    connection.executemany(
        "INSERT INTO provisions VALUES (?, ?, ?)",
        ((ids[p.ordinal], p.instrument, p.provision) for p in found),
    )


def remove_citations(connection: Database, document: int) -> None:
    """Forget what the document of that id cites and holds; before its paragraphs go."""
    inside = "(SELECT id FROM paragraphs WHERE document = ?)"
    connection.execute(f"DELETE FROM citations WHERE paragraph IN {inside}", (document,))
    connection.execute(f"DELETE FROM provisions WHERE paragraph IN {inside}", (document,))


def citing_provisions(connection: Database, instrument: str = "") -> list[Citing]:
    """Every citation of a provision whose instrument is told, of ``instrument`` alone where one is
    named, in the order in which the paragraphs were stored."""
    where, values = "c.instrument = ?", (instrument,)
    if not instrument:
        where, values = f"c.instrument NOT IN {_ACTS} AND c.instrument <> ?", ("",)
    return _citing(connection, where, values)


def citing_acts(connection: Database) -> list[Citing]:
    """Every citation of a resolution, a decision or a document, in the same order."""
    return _citing(connection, f"c.instrument IN {_ACTS}", ())


def citing_act(connection: Database, targets: Sequence[str]) -> list[Citing]:
    """The citations of acts that may mean one of ``targets``, symbols or numbers with their organs
    (``CTOC-COP:RES:11/1``): those of that symbol or, whatever the organ, of that number; in the
    same order."""
    named = list(dict.fromkeys(part for t in targets for part in (t, t.rpartition(":")[2])))
    held = ", ".join("?" * len(named))
    where = f"c.instrument IN {_ACTS} AND (c.symbol IN ({held}) OR c.provision IN ({held}))"
    return _citing(connection, where, (*named, *named))


def citing_in(connection: Database, document: int) -> list[Citing]:
    """Every citation that the document of that id makes, in the order of its words."""
    return _citing(connection, "p.document = ?", (document,))


def numbers_of_acts(connection: Database) -> list[Citing]:
    """The citations of resolutions and decisions in mastheads, titles and formulas, among which are
    the numbers that documents bear themselves; in the same order."""
    where = "c.instrument IN ('RES', 'DEC') AND p.role IN ('masthead', 'title', 'formula')"
    return _citing(connection, where, ())


def held_provisions(connection: Database) -> list[HeldProvision]:
    """The provisions whose text is held, in the order in which their paragraphs were stored."""
    query = (
        "SELECT p.id, p.document, d.lang, p.ordinal, v.instrument, v.provision"
        " FROM provisions AS v JOIN paragraphs AS p ON p.id = v.paragraph"
        " JOIN documents AS d ON d.id = p.document ORDER BY p.id"
    )
    return [
        HeldProvision(key, document, lang, Provision(*rest))
        for key, document, lang, *rest in connection.execute(query)
    ]


def _citing(connection: Database, where: str, values: Sequence[str | int]) -> list[Citing]:
    query = (
        f"SELECT p.id, p.document, p.role, p.ordinal, {_COLUMNS} {_JOINED}"
        f" WHERE {where} ORDER BY p.id, c.position"
    )
    return [_row(row) for row in connection.execute(query, values)]


def _row(row: Sequence[Any]) -> Citing:
    key, document, role, ordinal, instrument, provision, reason, is_heading, *rest = row
    symbol, organ, relation, places, start, end = rest
    return Citing(
        key,
        document,
        role,
        Reference(
            ordinal=ordinal,
            instrument=instrument,
            provision=provision,
            reason=reason,
            is_heading=bool(is_heading),
            symbol=symbol,
            organ=organ,
            relation=relation,
            places=tuple(json.loads(places)),
            start=start,
            end=end,
        ),
    )
