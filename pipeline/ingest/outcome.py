"""What an ingest tells while it runs and when it is done."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from pipeline.recommend import Fault, session_faults, table_faults
from pipeline.records import Heading, Lang, Refusal
from pipeline.store.held import held_documents
from pipeline.store.remarks import RemarkCount, count_remarks
from pipeline.store.schema import Database

Stage: TypeAlias = Literal["reading", "stored", "linking", "finishing", "removing"]


@dataclass(frozen=True, slots=True)
class Progress:
    """What an ingest is doing, and how many files and new paragraphs are behind it; ``what`` is
    the file being read or the symbol being linked. Of a removal: the texts and paragraphs taken out
    so far, and the symbol of the last."""

    stage: Stage
    files: int
    paragraphs: int
    what: str = ""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A scan that was taken in, with the mean confidence of its characters in [0, 1]."""

    path: str
    symbol: str
    lang: Lang
    confidence: float


Outcome: TypeAlias = Literal["added", "replaced"]


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A document that was taken in, the file it came from, and how many paragraphs it has, of which
    ``windowed`` were longer than the encoder takes in one piece; ``confidence`` as in a
    ``Document``."""

    outcome: Outcome
    symbol: str
    lang: Lang
    path: str
    paragraphs: int
    windowed: int
    confidence: float | None


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What became of the files. ``paragraphs`` counts those taken in, ``windowed`` those among
    them that were longer than the encoder takes in one piece; ``remarks`` counts what was taken out
    of the documents taken in and what is doubtful in them; ``recognised`` names the scans among
    them; ``seconds`` is wall time; ``taken`` names the documents, in the order of the index.
    ``faults`` names what is wrong with the register of the whole index: sessions without a date,
    two of one label, resolutions that decide nothing, tables that contradict themselves."""

    added: int
    replaced: int
    unchanged: int
    refused: tuple[Refusal, ...]
    paragraphs: int
    windowed: int
    remarks: tuple[RemarkCount, ...]
    recognised: tuple[Recognised, ...]
    seconds: float
    faults: tuple[Fault, ...] = ()
    taken: tuple[TakenIn, ...] = ()


def remarks_of_files(connection: Database, places: Collection[str]) -> tuple[RemarkCount, ...]:
    """Remarks of the documents whose files lay at ``places``, by document and kind."""
    held = held_documents(connection)
    taken = {(document.symbol, document.lang) for document in held if document.place in places}
    counts = count_remarks(connection)
    return tuple(count for count in counts if (count.symbol, count.lang) in taken)


def taken_from(connection: Database, outcomes: Mapping[str, Outcome]) -> tuple[TakenIn, ...]:
    """The documents whose files lay at the places of ``outcomes``, each with what became of it."""
    query = (
        "SELECT place, symbol, lang, path, paragraphs, windowed, confidence FROM documents"
        " ORDER BY id"
    )
    rows = connection.execute(query)
    return tuple(TakenIn(outcomes[place], *row) for place, *row in rows if place in outcomes)


def faults_of(connection: Database) -> tuple[Fault, ...]:
    """What is wrong with the register of the index, and with the tables that it is read by."""
    query = (
        "SELECT symbol, lang, title, body, session, date, status, path, sha256, paragraphs"
        " FROM documents ORDER BY id"
    )
    headings = [Heading(*row) for row in connection.execute(query)]
    silent = connection.execute(
        "SELECT symbol, lang FROM documents AS d WHERE kind = 'resolution' AND NOT EXISTS"
        " (SELECT 1 FROM paragraphs AS p WHERE p.document = d.id AND p.role = 'operative')"
        " ORDER BY id"
    )
    found = [Fault("no-operative", symbol, lang) for symbol, lang in silent]
    return (*table_faults(), *session_faults(headings), *found)
