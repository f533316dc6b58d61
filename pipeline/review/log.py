"""The judgements of an index, one JSON object a line, only ever added to (``store.appended``).

The log lies beside the states of an index and belongs to none of them, so that a new index of the
same texts finds it. Two logs merge by taking every judgement once.
"""

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import get_args

from pipeline.errors import Unreadable
from pipeline.records import Action, Judgement, KeyLink
from pipeline.store.appended import AppendedLog

LOG = "reviews.jsonl"
"""File name of the log in the folder of an index."""
_WHAT = "judgement"
_REMEDY = "; `tongwen doctor --repair` sets it aside"


@dataclass(frozen=True, slots=True)
class Log:
    """What a log holds, in the order of time; ``torn`` tells that its last line is not whole, as
    after a power loss: everything before it counts. ``aside`` is the number of lines that were
    set aside as torn or damaged."""

    judgements: tuple[Judgement, ...]
    torn: bool = False
    aside: int = 0

    def of(self, symbol: str) -> tuple[Judgement, ...]:
        """Those about one text."""
        return tuple(j for j in self.judgements if j.symbol == symbol)


class ReviewLog:
    """The log in ``folder``, whether or not there is one yet."""

    def __init__(self, folder: str | Path) -> None:
        self.path = Path(folder) / LOG
        self._log = AppendedLog(self.path, _WHAT, judgement_of, _REMEDY)

    def read(self) -> Log:
        """Every judgement once, in the order of time. Raises Unreadable, naming the line, for one
        that is damaged or no judgement, and IndexTooNew for one of a later version."""
        return _read(self._log)

    def moment(self) -> str:
        """The time of a judgement made now, in UTC to the second: after every other in the log, so
        that it holds at once, also where another machine's clock is ahead."""
        now = datetime.now(UTC).replace(microsecond=0, tzinfo=None)
        for made in self.read().judgements:
            # a log written by hand may hold any words for a time
            with suppress(ValueError, OverflowError):
                last = datetime.strptime(made.made, "%Y-%m-%dT%H:%M:%SZ")
                now = max(now, last + timedelta(seconds=1))
        return f"{now.isoformat()}Z"

    def add(self, judgements: Iterable[Judgement]) -> int:
        """Append those that are not held yet and return how many; they are on the disk when this
        returns. Raises as ``AppendedLog.append``."""
        wanted = tuple(dict.fromkeys(judgements))
        if not wanted:
            return 0

        def new(held: tuple[Judgement, ...]) -> list[str]:
            known = {j.id for j in held}
            return [_text(j) for j in wanted if j.id not in known]

        return self._log.append(new)


def read_log(path: Path) -> Log:
    """The log in the file ``path``. Raises Unreadable for a file that is missing or no log."""
    if not path.exists():
        raise Unreadable(str(path), "No such file or directory")
    return _read(AppendedLog(path, _WHAT, judgement_of))


def judgement_of(text: str) -> Judgement:
    """The judgement in the JSON ``text`` of a line; ValueError, TypeError or KeyError for none."""
    row = json.loads(text)
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


def _read(log: AppendedLog[Judgement]) -> Log:
    found = log.read()
    once: dict[str, Judgement] = {}
    for made in found.entries:
        once.setdefault(made.id, made)
    ordered = tuple(sorted(once.values(), key=lambda j: (j.made, j.id)))
    return Log(ordered, found.torn, found.aside)


def _text(made: Judgement) -> str:
    """``made`` as JSON, readable in an editor but where it holds half a character, which UTF-8
    does not."""
    text = json.dumps(asdict(made), ensure_ascii=False)
    halves = any("\ud800" <= char <= "\udfff" for char in text)
    return json.dumps(asdict(made)) if halves else text
