"""The judgements of an index, one JSON object a line, only ever added to.

The log lies beside the states of an index and belongs to none of them, so that a new index of the
same texts finds it. Two logs merge by taking every judgement once.
"""

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, get_args

from pipeline.errors import Unreadable
from pipeline.records import Action, Judgement, KeyLink

LOG = "reviews.jsonl"
"""File name of the log in the folder of an index."""


@dataclass(frozen=True, slots=True)
class Log:
    """What a log holds, in the order of time; ``torn`` tells that its last line is not whole, as
    after a power loss: everything before it counts."""

    judgements: tuple[Judgement, ...]
    torn: bool = False

    def of(self, symbol: str) -> tuple[Judgement, ...]:
        """Those about one text."""
        return tuple(j for j in self.judgements if j.symbol == symbol)


class ReviewLog:
    """The log in ``folder``, whether or not there is one yet."""

    def __init__(self, folder: str | Path) -> None:
        self.path = Path(folder) / LOG

    def read(self) -> Log:
        """Every judgement once, in the order of time. Raises Unreadable, naming the line, for one
        in the middle that is no judgement."""
        return read_log(self.path) if self.path.exists() else Log(())

    def moment(self) -> str:
        """The time of a judgement made now, in UTC to the second: after every other in the log, so
        that it holds at once, also where another machine's clock is ahead."""
        now = datetime.now(UTC).replace(microsecond=0, tzinfo=None)
        for made in self.read().judgements:
            with suppress(ValueError):  # a log written by hand may hold any words for a time
                last = datetime.strptime(made.made, "%Y-%m-%dT%H:%M:%SZ")
                now = max(now, last + timedelta(seconds=1))
        return f"{now.isoformat()}Z"

    def add(self, judgements: Iterable[Judgement]) -> int:
        """Append those that are not held yet and return how many; they are on the disk when this
        returns."""
        known = {j.id for j in self.read().judgements}
        new = [j for j in dict.fromkeys(judgements) if j.id not in known]
        if not new:
            return 0
        lines = "".join(json.dumps(asdict(j), ensure_ascii=False) + "\n" for j in new)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        # One write in append mode: lines of two writers do not mix.
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
        try:
            size = os.lseek(descriptor, 0, os.SEEK_END)
            if size and self.path.read_bytes()[-1:] != b"\n":
                lines = "\n" + lines
            content = lines.encode()
            while content:
                content = content[os.write(descriptor, content) :]
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        return len(new)


def read_log(path: Path) -> Log:
    """The log in the file ``path``. Raises Unreadable for a file that is missing or no log."""
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        raise Unreadable(str(path), error.strerror or "cannot be read") from None
    found: dict[str, Judgement] = {}
    torn = False
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            made = _judgement(json.loads(line))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            if not any(rest.strip() for rest in lines[number:]):
                torn = True
                break
            if _is_torn(line):
                torn = True
                continue
            raise Unreadable(str(path), f"line {number} is no judgement ({error})") from None
        found.setdefault(made.id, made)
    return Log(tuple(sorted(found.values(), key=lambda j: (j.made, j.id))), torn)


def _is_torn(line: bytes) -> bool:
    """A line cut by a power loss, after which the log went on: it begins as one of ours does."""
    return line.startswith(b'{"id": "') and not line.rstrip().endswith(b"}")


def _judgement(row: dict[str, Any]) -> Judgement:
    texts = [row[k] for k in ("id", "symbol", "target", "reviewer", "made", "reason")]
    if not all(isinstance(value, str) for value in texts):
        raise ValueError("a field is no text")
    if row["action"] not in get_args(Action):
        raise ValueError(f"action {row['action']!r}")
    links = tuple(KeyLink(tuple(map(str, k["zh"])), tuple(map(str, k["en"]))) for k in row["links"])
    return Judgement(
        id=row["id"],
        symbol=row["symbol"],
        action=row["action"],
        links=links,
        target=row["target"],
        reviewer=row["reviewer"],
        made=row["made"],
        reason=row["reason"],
    )
