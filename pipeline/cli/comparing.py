"""Commands on two texts: the clauses of two instruments, and what people decided."""

from collections.abc import Set
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.options import AsJson, EncoderName, print_json, print_lines, tell
from pipeline.errors import InputError

if TYPE_CHECKING:
    from pipeline.side_by_side import MappedTexts


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
    rows = [*_paired(mapped, wanted), *_alone(mapped, wanted)]
    if as_json:
        print_json(rows)
        return
    print_lines(_line(row) for row in rows)
    alone = found.absent()
    tell(
        f"{len(found.pairs)} pairs; without counterpart: {len(alone[0])} of {len(found.first)}"
        f" in A, {len(alone[1])} of {len(found.second)} in B"
    )


def _paired(mapped: "MappedTexts", wanted: Set[str]) -> list[dict[str, Any]]:
    """A row a pair of clauses, of those ``wanted`` of the first text; none named are all."""
    rows: list[dict[str, Any]] = []
    found = mapped.map
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
    return rows


def _alone(mapped: "MappedTexts", wanted: Set[str]) -> list[dict[str, Any]]:
    """A row a clause without counterpart; where articles are named, of those alone."""
    found = mapped.map
    first, second = found.absent()
    return [
        {side: "/".join(clause.number), f"{side}_heading": clause.heading, "relation": "absent"}
        for side, clauses, positions in (
            ("first", found.first, first),
            ("second", found.second, second),
        )
        for clause in (clauses[i] for i in positions)
        if not wanted or (side == "first" and clause.number[-1] in wanted)
    ]


def _line(row: dict[str, Any]) -> str:
    sides = [
        f"{row[side]} {row[f'{side}_heading']}".strip() if side in row else "—"
        for side in ("first", "second")
    ]
    moved = ", moved" if row.get("moved") else ""
    likeness = f"  {row['similarity']:.2f}" if "similarity" in row else ""
    return f"{sides[0]}  ↔  {sides[1]}  [{row['relation']}{moved}]{likeness}"
