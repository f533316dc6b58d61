"""The matrices of people, one version a line, only ever added to.

The log lies beside the states of an index and belongs to none of them, as that of judgements does
(``review.log``); the last version of a subject holds.
"""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import InputError, Unreadable
from pipeline.exchange.matrix_record import from_record, to_record
from pipeline.records.matrix import Matrix
from pipeline.text.normalise import fold

LOG = "matrices.jsonl"
"""File name of the log in the folder of an index."""


@dataclass(frozen=True, slots=True)
class MatrixLog:
    """The log in the folder of an index, whether or not there is one yet."""

    folder: Path

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self.folder / LOG

    def read(self) -> tuple[Matrix, ...]:
        """Every version, in the order in which they were kept; a last line that is cut, as after a
        power loss, is left out. Raises Unreadable, naming the line, for one that is no matrix."""
        if not self.path.exists():
            return ()
        lines = self.path.read_bytes().split(b"\n")
        found = []
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                found.append(from_record(str(self.path), line.decode("ascii")))
            except (UnicodeDecodeError, InputError):
                if line is lines[-1] or not line.rstrip().endswith(b"}"):
                    continue
                raise Unreadable(str(self.path), f"line {number} is no matrix") from None
        return tuple(found)

    def latest(self, subject: str) -> Matrix | None:
        """The version of ``subject`` that holds; None where none was kept."""
        wanted = fold(subject)
        return next((m for m in reversed(self.read()) if fold(m.subject) == wanted), None)

    def keep(self, matrix: Matrix) -> bool:
        """Add ``matrix`` as the version of its subject that holds; whether it differs from the one
        that did. It is on the disk when this returns."""
        if self.latest(matrix.subject) == matrix:
            return False
        line = json.dumps(json.loads(to_record(matrix))) + "\n"
        self.folder.mkdir(parents=True, exist_ok=True)
        # one write in append mode: lines of two writers do not mix
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
        try:
            size = os.lseek(descriptor, 0, os.SEEK_END)
            if size and self.path.read_bytes()[-1:] != b"\n":
                line = "\n" + line
            content = line.encode("ascii")
            while content:
                content = content[os.write(descriptor, content) :]
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        return True
