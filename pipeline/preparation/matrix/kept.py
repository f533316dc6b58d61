"""The matrices of people, one version a line, only ever added to (``store.appended``).

The log lies beside the states of an index and belongs to none of them, as that of judgements does
(``review.log``); the last version of a subject holds. Of two people who edit one version the second
to keep theirs loses nothing of the first's: the two are merged (``merged``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.exchange.matrix_record import from_record, to_record
from pipeline.preparation.matrix.merged import merged
from pipeline.records.matrix import Matrix
from pipeline.store.appended import AppendedLog
from pipeline.text.normalise import fold

LOG = "matrices.jsonl"
"""File name of the log in the folder of an index."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What becomes of a matrix that is to be kept: the version that holds then, whether it is a new
    one, whether another's is merged into it, and the ids of rows that both changed and that stand
    twice."""

    matrix: Matrix
    is_new: bool
    is_merged: bool = False
    doubled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MatrixLog:
    """The log in the folder of an index, whether or not there is one yet."""

    folder: Path

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self.folder / LOG

    def read(self) -> tuple[Matrix, ...]:
        """Every version, in the order in which they were kept. Raises Unreadable, naming the line,
        for one that is damaged or no matrix, and IndexTooNew for one of a later version."""
        return self._log.read().entries

    def is_torn(self) -> bool:
        """Whether its last line is not whole, as after a power loss, and does not count."""
        return self._log.read().torn

    def aside(self) -> int:
        """How many lines were set aside as torn or damaged."""
        return self._log.read().aside

    def latest(self, subject: str) -> Matrix | None:
        """The version of ``subject`` that holds; None where none was kept."""
        return _latest(self.read(), subject)

    def keep(self, matrix: Matrix, base: Matrix | None = None, seen: Matrix | None = None) -> Kept:
        """Add ``matrix`` as the version of its subject that holds, and say what became of it. It
        is on the disk when this returns.

        ``base`` is what it was made from, and ``seen`` the version that it is to replace. Where
        another than these has been kept since, that one and ``matrix`` are merged; without a
        ``base`` it replaces whatever holds, which the log still has. Raises as
        ``AppendedLog.append``.
        """
        outcome = Kept(matrix, is_new=False)

        def choose(held: Sequence[Matrix]) -> list[str]:
            nonlocal outcome
            outcome = _outcome(_latest(held, matrix.subject), matrix, base, seen)
            return [to_record(outcome.matrix)] if outcome.is_new else []

        self._log.append(choose)
        return outcome

    def outlook(self, matrix: Matrix, base: Matrix | None = None) -> Kept:
        """What ``keep`` would make of it, without keeping anything."""
        return _outcome(self.latest(matrix.subject), matrix, base, None)

    @property
    def _log(self) -> AppendedLog[Matrix]:
        name = str(self.path)
        remedy = "; `tongwen doctor --repair` sets it aside"
        return AppendedLog(self.path, "matrix", lambda text: from_record(name, text), remedy)


def _latest(held: Sequence[Matrix], subject: str) -> Matrix | None:
    wanted = fold(subject)
    return next((m for m in reversed(held) if fold(m.subject) == wanted), None)


def _outcome(
    latest: Matrix | None, matrix: Matrix, base: Matrix | None, seen: Matrix | None
) -> Kept:
    if base is None or latest is None or latest in (matrix, base, seen):
        return Kept(matrix, is_new=latest != matrix)
    both = merged(base, latest, matrix)
    return Kept(both.matrix, both.matrix != latest, True, both.doubled)
