"""Commands on judgements: record an alignment corrected by hand, list, merge and count them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.options import DEFAULT_INDEX, AsJson, Index, print_json, print_lines, tell
from pipeline.errors import TongwenError
from pipeline.records import Conflict, Judgement

if TYPE_CHECKING:
    from pipeline.collection import Collection
    from pipeline.review import ReviewLog

_IN_LINE = re.compile(r"[\r\n\t\v\f\x1c-\x1e\x85\u2028\u2029]+")


def review(
    symbol: Annotated[str, typer.Argument(help="The text that was corrected.")],
    corrected: Annotated[Path, typer.Option("--with", help="Its alignment, .tmx or .xlsx.")],
    reviewer: Annotated[str, typer.Option(help="Whose judgement it is.")],
    reason: Annotated[str, typer.Option(help="Why.")] = "",
    index: Index = DEFAULT_INDEX,
) -> None:
    """Let an alignment corrected by hand stand in place of the computed one."""
    from pipeline.collection import Collection
    from pipeline.exchange import read_alignment

    with Collection.open(index) as held:
        units = read_alignment(corrected)
        changed, rows = held.take_corrected(symbol, str(corrected), units, reviewer, reason)
        latest = held.reviews().read().of(symbol)[-1:]
        disputed = [c for c in held.reviewed(symbol).conflicts if changed and c.later in latest]
        words = _words(held, latest)
    tell(f"{symbol}: {changed} of {rows} rows changed")
    for conflict in disputed:
        print_lines(_conflict_lines(conflict, words))


def reviews(
    symbol: Annotated[str, typer.Argument(help="One text; without it, all.")] = "",
    merge: Annotated[
        Path | None, typer.Option(help="Take in the judgements of another log, reviews.jsonl.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Write all judgements to this file.")] = None,
    quality: Annotated[bool, typer.Option("--quality", help="Counts instead of a list.")] = False,
    withdraw: Annotated[
        str, typer.Option(help="Take back the judgement of this id, whoever made it.")
    ] = "",
    reviewer: Annotated[str, typer.Option(help="Who withdraws it.")] = "",
    reason: Annotated[str, typer.Option(help="Why it is withdrawn.")] = "",
    index: Index = DEFAULT_INDEX,
    as_json: AsJson = False,
) -> None:
    """List what people decided and where they disagree; merge, copy, count or withdraw it.

    Of two judgements that contradict each other the later holds, until either is withdrawn."""
    from pipeline.collection import Collection
    from pipeline.exchange.whole import write_whole
    from pipeline.review import disputes, read_log
    from pipeline.store.appended import aside_of

    with Collection.open(index) as held:
        log = held.reviews()
        if merge:
            taken = log.add(read_log(merge).judgements)
            tell(f"{merge}: {taken} judgements taken in")
        if withdraw:
            back = _withdrawn(log, withdraw, reviewer, reason)
            tell(f"withdrawn: {_line(back, _words(held, [back]))}")
        found = log.read()
        if found.torn:
            tell(f"{log.path}: its last line is not whole and does not count")
        if found.aside:
            tell(f"{aside_of(log.path)}: torn or damaged lines set aside: {found.aside}")
        if out:
            write_whole(out, log.path.read_bytes() if log.path.exists() else b"")
            tell(f"{out}: {len(found.judgements)} judgements")
            return
        if quality:
            row = asdict(held.quality())
            print_json([row]) if as_json else print_lines(_quality_lines(row))
            return
        judgements = [j for j in found.judgements if symbol in {"", j.symbol}]
        conflicts = disputes(judgements, held.reviewed).conflicts
        words = {} if as_json else _words(held, judgements)
    if as_json:
        print_json(asdict(j) | {"contradicts": _contradicted(j, conflicts)} for j in judgements)
        return
    if not judgements:
        tell(f"{index}: no judgements" + (f" on {symbol}" if symbol else ""))
    print_lines(_line(j, words) for j in judgements)
    print_lines(line for c in conflicts for line in _conflict_lines(c, words))


def _withdrawn(log: "ReviewLog", wanted: str, reviewer: str, reason: str) -> Judgement:
    """Take back the judgement whose id begins as ``wanted``, and return it. Raises TongwenError
    where none or several do, and where the reviewer is not named."""
    from pipeline.review import judgement

    made = [j for j in log.read().judgements if j.id.startswith(wanted)]
    if len(made) != 1:
        found = f"{len(made)} judgements have ids that begin" if made else "no judgement has the id"
        raise TongwenError(f"{log.path}: {found} {wanted}; `tongwen reviews --json` lists them")
    old, when = made[0], log.moment()
    back = judgement(old.symbol, "withdraw", reviewer, target=old.id, reason=reason, made=when)
    log.add([back])
    return old


def _contradicted(j: Judgement, conflicts: Iterable[Conflict]) -> list[str]:
    return [c.earlier.id for c in conflicts if c.later == j]


def _conflict_lines(c: Conflict, words: Mapping[str, str]) -> tuple[str, ...]:
    return (
        f"conflict: {c.later.symbol}: the later holds; withdraw one: --withdraw ID --reviewer NAME",
        f"   {c.earlier.id}  {_line(c.earlier, words)}",
        f"   {c.later.id}  {_line(c.later, words)}",
    )


def _words(held: "Collection", judgements: Iterable[Judgement]) -> Mapping[str, str]:
    """The first words of the paragraphs of all texts that ``judgements`` are on, by their keys."""
    from pipeline.views.comparing.judged import openings

    symbols = sorted({j.symbol for j in judgements})
    texts = [(held.paragraphs(s, "zh"), held.paragraphs(s, "en")) for s in symbols]
    return {key: words for zh, en in texts for key, words in openings(zh, en).items()}


def _line(j: Judgement, words: Mapping[str, str]) -> str:
    from pipeline.strings import Strings
    from pipeline.views.comparing.judged import concerned_line

    what = (concerned_line(j, Strings("en"), words) if j.links else "") or j.target
    if j.links and j.target:  # of a pair of clauses: the relation
        what = f"{what} = {j.target}"
    reason = f"  ({j.reason})" if j.reason else ""
    # a log that somebody sent may hold line breaks, which would pass for another judgement
    return _IN_LINE.sub(" ", f"{j.made}  {j.reviewer}  {j.symbol}  {j.action}  {what}{reason}")


def _quality_lines(row: dict[str, Any]) -> list[str]:
    lines = []
    for table in ("by_why", "by_confidence"):
        for name, judged in row[table].items():
            shown = name or ("—" if table == "by_why" else "without confidence")
            lines.append(
                f"{shown}: {judged['beads']} beads, {judged['confirmed']} confirmed,"
                f" {judged['changed']} changed"
            )
    lines += [f"{who}: {count} judgements" for who, count in row["by_reviewer"].items()]
    lines += [f"{rule}: {count} findings set aside" for rule, count in row["dismissed"].items()]
    lines.append(f"no longer fitting: {row['stale']}; conflicts: {row['conflicts']}")
    return lines
