"""Commands that measure the encoder and the search; ``register`` adds them to the command line."""

import json
from pathlib import Path
from typing import Annotated, get_args

import typer

from pipeline.encode import BUILT_IN
from pipeline.records import Role

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object instead of lines.")]
EncoderName = Annotated[str, typer.Option("--encoder", help="As for tongwen itself.")]
PairsFile = Annotated[Path, typer.Option("--pairs", help="English TAB Chinese, one pair a line.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to ``app``."""
    app.command()(retrieval)
    app.command()(pairs)
    app.command()(speed)
    app.command()(latency)


def retrieval(
    pairs: PairsFile,
    as_json: AsJson = False,
    encoder: EncoderName = BUILT_IN,
    margin: Annotated[int, typer.Option(help="Nearest for the ratio margin; 0 for cosine.")] = 0,
    by_signals: Annotated[
        bool, typer.Option("--signals", help="The nearest 30 by figures, dates, citations too.")
    ] = False,
) -> None:
    """Share of paragraphs whose counterpart comes first among all of the file; tolerant: or a text
    that differs from it in nothing but figures and punctuation."""
    from evaluation.retrieval import measure_retrieval, read_pairs_file
    from pipeline.encode import load_encoder

    found = measure_retrieval(
        read_pairs_file(pairs), load_encoder(encoder), margin, by_signals=by_signals
    )
    directions = {"zh_to_en": found.zh_to_en, "en_to_zh": found.en_to_zh}
    if as_json:
        row: dict[str, object] = {
            "encoder": found.encoder, "pairs": found.pairs, "windowed": found.windowed
        }  # fmt: skip
        for name, way in directions.items():
            row[name] = {
                "right": way.right, "tolerant": way.tolerant, "asked": way.asked,
                "candidates": way.candidates, "first": round(way.first, 4),
                "first_tolerant": round(way.first_tolerant, 4), "mrr": round(way.mrr, 4),
            }  # fmt: skip
        typer.echo(json.dumps(row, ensure_ascii=False))
        return
    typer.echo(f"{found.encoder}: {found.pairs} pairs, {found.windowed} texts windowed")
    for name, way in directions.items():
        typer.echo(
            f"{name}: first {way.first:.4f} ({way.right} of {way.asked}), tolerant "
            f"{way.first_tolerant:.4f} ({way.tolerant}), MRR {way.mrr:.4f}, "
            f"among {way.candidates} texts"
        )


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
    from pipeline.encode.pairs import read_pairs

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
    from evaluation.speed import keep_to_one_core, measure_speed

    keep_to_one_core()
    from evaluation.retrieval import read_pairs_file
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


def latency(
    index: Annotated[Path, typer.Option("--index", help="Folder of the index.")],
    queries: Annotated[int, typer.Option(help="Queries of each kind.", min=1)] = 60,
    as_json: AsJson = False,
) -> None:
    """Milliseconds a warm search takes, and seconds a cold one from the command line."""
    from evaluation.search_latency import latency as measure

    found = measure(index, queries)
    rows = [*found.kinds, found.all]
    if as_json:
        kinds = {r.kind: {"n": r.queries, "p50_ms": r.p50, "p95_ms": r.p95} for r in rows}
        cold = {"cold_s": found.cold.seconds, "cold_mb": found.cold.memory, "mb": found.memory}
        typer.echo(json.dumps({"paragraphs": found.paragraphs, **kinds, **cold}))
        return
    typer.echo(f"{found.encoder}, {found.paragraphs} paragraphs")
    for row in rows:
        typer.echo(f"{row.kind}: p50 {row.p50:.1f} ms, p95 {row.p95:.1f} ms over {row.queries}")
    typer.echo(
        f"cold, from the command line: {found.cold.seconds:.2f} s ({found.cold.processor:.2f} s of"
        f" processor time), {found.cold.memory:.0f} MB (median)"
    )
