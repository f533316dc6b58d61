"""Commands that measure the encoder; ``register`` adds them to the command line."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from pipeline.encode import BUILT_IN
from pipeline.records import Role

if TYPE_CHECKING:
    from evaluation.encoder.retrieval import Direction

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object instead of lines.")]
EncoderName = Annotated[str, typer.Option("--encoder", help="As for tongwen itself.")]
PairsFile = Annotated[Path, typer.Option("--pairs", help="English TAB Chinese, one pair a line.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to ``app``."""
    app.command()(retrieval)
    app.command()(pairs)
    app.command()(speed)


def retrieval(
    pairs: PairsFile,
    as_json: AsJson = False,
    encoder: EncoderName = BUILT_IN,
    margin: Annotated[int, typer.Option(help="Nearest for the ratio margin; 0 for cosine.")] = 0,
    by_signals: Annotated[
        bool, typer.Option("--signals", help="The nearest 30 by figures, dates, citations too.")
    ] = False,
    by_crowds: Annotated[
        bool, typer.Option("--crowds", help="The nearest 30 less how crowded their places are.")
    ] = False,
    by_order: Annotated[
        bool, typer.Option("--order", help="Those almost first by the order of their words too.")
    ] = False,
) -> None:
    """Share of paragraphs whose counterpart comes first among all of the file; tolerant: or a text
    that differs from it in nothing but figures and punctuation."""
    from evaluation.encoder.retrieval import measure_retrieval, read_pairs_file
    from pipeline.encode import StaticEncoder, load_encoder

    if margin and by_crowds:
        raise typer.BadParameter("--margin and --crowds both count neighbours: give one")
    loaded = load_encoder(encoder)
    if by_order and not isinstance(loaded, StaticEncoder):
        raise typer.BadParameter("--order needs an encoder that knows its tokens, as a static one")
    tokens = loaded if by_order and isinstance(loaded, StaticEncoder) else None
    found = measure_retrieval(
        read_pairs_file(pairs),
        loaded,
        margin,
        by_signals=by_signals,
        by_crowds=by_crowds,
        by_order=tokens,
    )
    directions = {"zh_to_en": found.zh_to_en, "en_to_zh": found.en_to_zh}
    if as_json:
        row: dict[str, object] = {
            "encoder": found.encoder, "pairs": found.pairs, "windowed": found.windowed
        }  # fmt: skip
        row |= {name: _row(way) for name, way in directions.items()}
        typer.echo(json.dumps(row, ensure_ascii=False))
        return
    typer.echo(f"{found.encoder}: {found.pairs} pairs, {found.windowed} texts windowed")
    for name, way in directions.items():
        typer.echo(
            f"{name}: first {way.first:.4f} ({way.right} of {way.asked}), tolerant "
            f"{way.first_tolerant:.4f} ({way.tolerant}), MRR {way.mrr:.4f}, "
            f"among {way.candidates} texts"
        )


def _row(way: "Direction") -> dict[str, int | float]:
    return {
        "right": way.right, "tolerant": way.tolerant, "asked": way.asked,
        "candidates": way.candidates, "first": round(way.first, 4),
        "first_tolerant": round(way.first_tolerant, 4), "mrr": round(way.mrr, 4),
    }  # fmt: skip


def pairs(
    paths: Annotated[list[Path], typer.Argument(help="Files, folders or archives.")],
    out: Annotated[Path, typer.Option(help="The file to write, English TAB Chinese.")],
    only: Annotated[
        list[str], typer.Option(help="Wildcards a path, symbol or session must fit.")
    ] = ["*"],  # noqa: B006, typer reads the list as a default and never changes it
    roles: Annotated[
        list[str] | None, typer.Option("--role", help="Only paragraphs of these roles.")
    ] = None,
) -> None:
    """Write paragraph pairs of documents that exist in both languages."""
    from pipeline.encode.training.pairs import read_pairs

    wanted = [role for role in get_args(Role) if roles is None or role in roles]
    if roles is not None and len(wanted) < len(set(roles)):
        raise typer.BadParameter(f"a role is one of {', '.join(get_args(Role))}")
    bitext = read_pairs(paths, only=only, roles=None if roles is None else wanted)
    lines = sorted(f"{pair.en}\t{pair.zh}\n" for pair in bitext.pairs)
    out.write_text("".join(lines), encoding="utf-8")
    typer.echo(
        f"{len(lines)} pairs of {bitext.documents} documents; left out: {bitext.unfit} that are "
        f"no counterparts by length or numbers, {bitext.unpaired} paragraphs without one",
        err=True,
    )


def speed(pairs: PairsFile, as_json: AsJson = False, encoder: EncoderName = BUILT_IN) -> None:
    """Paragraphs a second on one core, and seconds from process start to first vector."""
    from evaluation.encoder.speed import keep_to_one_core, measure_speed

    keep_to_one_core()
    from evaluation.encoder.retrieval import read_pairs_file
    from pipeline.encode import load_encoder

    texts = [text for pair in read_pairs_file(pairs) for text in (pair.en, pair.zh)]
    found = measure_speed(texts, load_encoder(encoder), encoder)
    if as_json:
        row = {
            "encoder": found.encoder, "paragraphs": found.paragraphs,
            "per_second": round(found.per_second), "start_seconds": round(found.start, 3),
            "signals_ms": round(found.compared_ms, 2),
        }  # fmt: skip
        typer.echo(json.dumps(row, ensure_ascii=False))
        return
    typer.echo(f"{found.encoder}: {found.per_second:.0f} paragraphs a second on one core")
    typer.echo(f"{found.start:.2f} s from process start to the first vector")
    typer.echo(f"{found.compared_ms:.1f} ms to compare figures, dates and citations of 30 texts")
