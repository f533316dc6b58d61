"""``python -m evaluation term-mining --index FOLDER``: pairs of terms mined, measured."""

import math
import time
from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("term-mining")(term_mining)


def term_mining(
    index: Annotated[Path, typer.Option(help="Folder of an index.")],
    body: Annotated[str, typer.Option(help="Texts of this body; empty for all.")] = "GA",
    session: Annotated[list[str] | None, typer.Option(help="A session; may be repeated.")] = None,
    least: Annotated[int, typer.Option(help="Passages that have both forms.")] = 3,
    sample: Annotated[int, typer.Option(help="Pairs drawn to be judged.")] = 300,
    seed: Annotated[int, typer.Option(help="The same seed draws the same pairs.")] = 11,
    missed: Annotated[bool, typer.Option("--missed", help="List the concepts missed.")] = False,
    unread: Annotated[bool, typer.Option("--unread", help="List the pairs not judged.")] = False,
) -> None:
    """Pairs mined, concepts of the table found, and the share that is right of a judged sample."""
    from evaluation.terms.mining import drawn, judged, recall
    from pipeline.collection import Collection
    from pipeline.preparation import Preparation
    from pipeline.preparation.terms.mining import corresponding
    from pipeline.search import Filters
    from pipeline.terms.mining import differing
    from pipeline.terms.table import built_in

    filters = Filters(body=(body,) if body else (), session=tuple(session or ()))
    with Collection.open(index) as held:
        begun, processor = time.perf_counter(), time.process_time()
        mined = Preparation(held).mined_terms(filters, least)
        took, used = time.perf_counter() - begun, time.process_time() - processor
        passages = tuple(corresponding(held, filters))
        found = recall(mined, passages, built_in())
    typer.echo(
        f"{len(passages)} pairs of passages, {len(mined)} pairs of terms,"
        f" {sum(bool(pair.known) for pair in mined)} in the table;"
        f" {took:.0f} s, {used:.0f} of the processor"
    )
    different = recall(mined, differing(passages), built_in())
    for what, part in (
        ("concepts in five pairs of passages or more", found),
        ("of these the half that was looked at", found.half(0)),
        ("of these the other half", found.half(1)),
        ("concepts in five pairs of passages of different words or more", different),
    ):
        typer.echo(
            f"{part.concepts} {what}, {part.concepts - len(part.missed)} found: {part.share:.3f}"
        )
    told = judged(drawn(mined, sample, seed))
    if told.judged:
        low, high = _wilson(told.right, told.judged)
        typer.echo(
            f"{told.judged} judged, {told.right} right: {told.right / told.judged:.3f}"
            f" (Wilson, 95 %: {low:.3f} to {high:.3f}); {len(told.unread)} not judged"
        )
    for code, times in found.missed if missed else ():
        typer.echo(f"missed\t{code}\t{times}")
    for pair in told.unread if unread else ():
        zh, en = pair.zh_example.paragraph, pair.en_example.paragraph
        typer.echo(f"unread\t{pair.zh}\t{pair.en}\t{pair.together}\t{zh.text}\t{en.text}")


def _wilson(right: int, of: int, z: float = 1.96) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson, 1927)."""
    share, square = right / of, z * z
    middle = (share + square / (2 * of)) / (1 + square / of)
    spread = z * math.sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return middle - spread, middle + spread
