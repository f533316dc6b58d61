"""Commands on two texts: the clauses of two instruments, and what people decided."""

from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.cli.options import AsJson, EncoderName, print_json, print_lines
from pipeline.errors import InputError


def map_(
    first: Annotated[Path, typer.Argument(metavar="A")],
    second: Annotated[Path, typer.Argument(metavar="B")],
    article: Annotated[
        list[str] | None, typer.Option("--article", help="Only this article of A, as 18.")
    ] = None,
    within: Annotated[
        str, typer.Option(help="Only clauses of A whose path holds this, as annex.1.")
    ] = "",
    encoder: EncoderName = None,
    as_json: AsJson = False,
) -> None:
    """Propose which clauses of two instruments correspond, in any order and either language."""
    from pipeline.side_by_side import map_files

    mapped = map_files(first, second, encoder or "built-in", within)
    found, wanted = mapped.map, {f"art.{number}" for number in article or ()}
    missing = sorted(wanted - {number for clause in found.first for number in clause.number[-1:]})
    if missing:
        raise InputError(str(first), f"no article {missing[0].removeprefix('art.')}")
    rows: list[dict[str, Any]] = []
    for pair in found.pairs:
        one, other = found.first[pair.first], found.second[pair.second]
        if wanted and one.number[-1] not in wanted:
            continue
        rows.append(
            {
                "first": "/".join(one.number),
                "first_heading": one.heading,
                "second": "/".join(other.number),
                "second_heading": other.heading,
                "relation": pair.relation,
                "moved": pair.moved,
                "similarity": round(pair.similarity, 4),
                "first_covered": round(pair.covered[0], 4),
                "second_covered": round(pair.covered[1], 4),
                "paragraphs": [
                    {
                        "first": "/".join(mapped.first[r].number),
                        "second": "/".join(mapped.second[c].number),
                        "cosine": round(cosine, 4),
                    }
                    for r, c, cosine in pair.paragraphs
                ],
            }
        )
    alone = found.absent()
    for side, clauses, positions in (
        ("first", found.first, alone[0]),
        ("second", found.second, alone[1]),
    ):
        for clause in (clauses[i] for i in positions):
            if wanted and (side == "second" or clause.number[-1] not in wanted):
                continue
            rows.append(
                {side: "/".join(clause.number), f"{side}_heading": clause.heading}
                | {"relation": "absent"}
            )
    if as_json:
        print_json(rows)
        return
    print_lines(_line(row) for row in rows)
    typer.echo(
        f"{len(found.pairs)} pairs; without counterpart: {len(alone[0])} of {len(found.first)}"
        f" in A, {len(alone[1])} of {len(found.second)} in B",
        err=True,
    )


def _line(row: dict[str, Any]) -> str:
    sides = [
        f"{row[side]} {row[f'{side}_heading']}".strip() if side in row else "—"
        for side in ("first", "second")
    ]
    moved = ", moved" if row.get("moved") else ""
    likeness = f"  {row['similarity']:.2f}" if "similarity" in row else ""
    return f"{sides[0]}  ↔  {sides[1]}  [{row['relation']}{moved}]{likeness}"
