"""Commands on two texts: the clauses of two instruments, and what people decided."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.options import AsJson, EncoderName, print_json, print_lines, tell
from pipeline.cli.tracing import trace_row
from pipeline.errors import InputError

if TYPE_CHECKING:
    from pipeline.mapping import Clause
    from pipeline.records import Paragraph
    from pipeline.side_by_side import MappedTexts
    from pipeline.tracing import Traces


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


@dataclass(frozen=True, slots=True)
class _Side:
    """One of two instruments: its paragraphs, and their traces by its own file, since two drafts
    of a text may have one symbol."""

    paragraphs: "tuple[Paragraph, ...]"
    traces: "Traces"

    def of(self, paragraphs: "Sequence[Paragraph]") -> dict[str, Any]:
        """The trace of the stretch that they make up."""
        return trace_row(self.traces.over(paragraphs))

    def of_clause(self, clause: "Clause") -> dict[str, Any]:
        """The trace of a clause from its first paragraph to its last."""
        return self.of([self.paragraphs[i] for i in clause.ordinals])


def _traced(mapped: "MappedTexts") -> tuple[_Side, _Side]:
    from pipeline.tracing import traces_of_files

    one, other = (traces_of_files([d], mapped.encoder) for d in mapped.documents)
    return _Side(mapped.first, one), _Side(mapped.second, other)


def _paired(mapped: "MappedTexts", wanted: Set[str]) -> list[dict[str, Any]]:
    """A row a pair of clauses, of those ``wanted`` of the first text; none named are all."""
    rows: list[dict[str, Any]] = []
    found, (first, second) = mapped.map, _traced(mapped)
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
                        "first_trace": first.of([mapped.first[r]]),
                        "second_trace": second.of([mapped.second[c]]),
                    }
                    for r, c, cosine in pair.paragraphs
                ],
                "first_trace": first.of_clause(one),
                "second_trace": second.of_clause(other),
            }
        )
    return rows


def _alone(mapped: "MappedTexts", wanted: Set[str]) -> list[dict[str, Any]]:
    """A row a clause without counterpart; where articles are named, of those alone."""
    found = mapped.map
    first, second = found.absent()
    one, other = _traced(mapped)
    return [
        {
            side: "/".join(clause.number),
            f"{side}_heading": clause.heading,
            "relation": "absent",
            f"{side}_trace": traces.of_clause(clause),
        }
        for side, clauses, positions, traces in (
            ("first", found.first, first, one),
            ("second", found.second, second, other),
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
