"""Commands on judgements: record an alignment corrected by hand, list, merge and count them."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.cli.options import DEFAULT_INDEX, AsJson, Index, print_json, print_lines, tell
from pipeline.records import Judgement


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
    tell(f"{symbol}: {changed} of {rows} rows changed")


def reviews(
    symbol: Annotated[str, typer.Argument(help="One text; without it, all.")] = "",
    merge: Annotated[
        Path | None, typer.Option(help="Take in the judgements of another log, reviews.jsonl.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Write all judgements to this file.")] = None,
    quality: Annotated[bool, typer.Option("--quality", help="Counts instead of a list.")] = False,
    index: Index = DEFAULT_INDEX,
    as_json: AsJson = False,
) -> None:
    """List what people decided on an index; merge, copy or count it."""
    from pipeline.collection import Collection
    from pipeline.review import read_log

    with Collection.open(index) as held:
        log = held.reviews()
        if merge:
            taken = log.add(read_log(merge).judgements)
            tell(f"{merge}: {taken} judgements taken in")
        found = log.read()
        if found.torn:
            tell(f"{log.path}: its last line is not whole and does not count")
        if out:
            out.write_bytes(log.path.read_bytes() if log.path.exists() else b"")
            tell(f"{out}: {len(found.judgements)} judgements")
            return
        if quality:
            row = asdict(held.quality())
            print_json([row]) if as_json else print_lines(_quality_lines(row))
            return
    judgements = [j for j in found.judgements if symbol in {"", j.symbol}]
    if as_json:
        print_json(asdict(j) for j in judgements)
    else:
        print_lines(_line(j) for j in judgements)


def _line(j: Judgement) -> str:
    links = [f"{', '.join(k.zh) or '—'} ↔ {', '.join(k.en) or '—'}" for k in j.links]
    what = "; ".join(links) or j.target
    reason = f"  ({j.reason})" if j.reason else ""
    return f"{j.made}  {j.reviewer}  {j.symbol}  {j.action}  {what}{reason}"


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
