"""What an ingest tells while it runs and when it is done."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, TypeAlias

from pipeline.recommend import Fault, session_faults, table_faults
from pipeline.records import Heading, Lang, Refusal
from pipeline.store.held import held_documents
from pipeline.store.remarks import RemarkCount, count_remarks
from pipeline.store.schema import Database

Stage: TypeAlias = Literal["reading", "stored", "linking", "finishing"]


@dataclass(frozen=True, slots=True)
class Progress:
    """What an ingest is doing, and how many files and new paragraphs are behind it; ``what`` is
    the file being read or the symbol being linked."""

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


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What became of the files. ``paragraphs`` counts those taken in, ``windowed`` those among
    them that were longer than the encoder takes in one piece; ``remarks`` counts what was taken out
    of the documents taken in and what is doubtful in them; ``recognised`` names the scans among
    them; ``seconds`` is wall time. ``faults`` names what is wrong with the register of the whole
    index: sessions without a date, two of one label, resolutions that decide nothing, tables that
    contradict themselves."""

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


def remarks_of_files(connection: Database, paths: Collection[str]) -> tuple[RemarkCount, ...]:
    """Remarks of the documents that were read from ``paths``, by document and kind."""
    taken = {(held.symbol, held.lang) for held in held_documents(connection) if held.path in paths}
    counts = count_remarks(connection)
    return tuple(count for count in counts if (count.symbol, count.lang) in taken)


def recognised_of_files(connection: Database, paths: Collection[str]) -> tuple[Recognised, ...]:
    """The scans among the documents that were read from ``paths``."""
    query = (
        "SELECT path, symbol, lang, confidence FROM documents"
        " WHERE confidence IS NOT NULL ORDER BY id"
    )
    return tuple(Recognised(*row) for row in connection.execute(query) if row[0] in paths)


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
