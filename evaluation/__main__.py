"""Command line of the benchmarks: ``python -m evaluation retrieval --pairs FILE.tsv``."""

import json
import sys
from pathlib import Path
from typing import Annotated, get_args

import typer

from pipeline.encode import BUILT_IN
from pipeline.errors import TongwenError
from pipeline.records import Role

app = typer.Typer(add_completion=False, no_args_is_help=True, help=__doc__)

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object instead of lines.")]
EncoderName = Annotated[str, typer.Option("--encoder", help="As for tongwen itself.")]
PairsFile = Annotated[Path, typer.Option("--pairs", help="English TAB Chinese, one pair a line.")]


@app.command()
def retrieval(
    pairs: PairsFile,
    as_json: AsJson = False,
    encoder: EncoderName = BUILT_IN,
    margin: Annotated[int, typer.Option(help="Nearest for the ratio margin; 0 for cosine.")] = 0,
) -> None:
    """Share of paragraphs whose counterpart comes first among all of the file."""
    from evaluation.retrieval import measure_retrieval, read_pairs_file
    from pipeline.encode import load_encoder

    found = measure_retrieval(read_pairs_file(pairs), load_encoder(encoder), margin)
    directions = {"zh_to_en": found.zh_to_en, "en_to_zh": found.en_to_zh}
    if as_json:
        row: dict[str, object] = {
            "encoder": found.encoder, "pairs": found.pairs, "windowed": found.windowed
        }  # fmt: skip
        for name, way in directions.items():
            row[name] = {
                "right": way.right, "asked": way.asked, "candidates": way.candidates,
                "first": round(way.first, 4), "mrr": round(way.mrr, 4),
            }  # fmt: skip
        typer.echo(json.dumps(row, ensure_ascii=False))
        return
    typer.echo(f"{found.encoder}: {found.pairs} pairs, {found.windowed} texts windowed")
    for name, way in directions.items():
        typer.echo(
            f"{name}: first {way.first:.4f} ({way.right} of {way.asked}), MRR {way.mrr:.4f}, "
            f"among {way.candidates} texts"
        )


@app.command()
def alignment(
    articles: Annotated[Path, typer.Option("--articles", help="Article pairs, JSON lines.")],
    as_json: AsJson = False,
    encoder: EncoderName = BUILT_IN,
    numbers: Annotated[bool, typer.Option("--numbers", help="Do not hide the numbers.")] = False,
) -> None:
    """F1 over paragraph pairs of articles whose paragraphs pair by order."""
    from evaluation.alignment import measure_alignment, read_articles
    from pipeline.encode import load_encoder

    found = measure_alignment(read_articles(articles), load_encoder(encoder), not numbers)
    if as_json:
        row = {
            "encoder": found.encoder, "articles": found.articles,
            "gold_articles": found.gold_articles, "gold": found.gold, "found": found.found,
            "right": found.right, "precision": round(found.precision, 4),
            "recall": round(found.recall, 4), "f1": round(found.f1, 4),
        }  # fmt: skip
        typer.echo(json.dumps(row, ensure_ascii=False))
        return
    typer.echo(
        f"{found.encoder}: F1 {found.f1:.4f} (precision {found.precision:.4f}, recall "
        f"{found.recall:.4f}) over {found.gold} pairs of {found.gold_articles} articles "
        f"of {found.articles}"
    )


@app.command()
def recommendations(
    gold: Annotated[Path, typer.Option("--gold", help="Rows read by hand, CSV.")],
    text: Annotated[list[str], typer.Option("--text", help="NAME=FILE of a document in it.")],
    as_json: AsJson = False,
) -> None:
    """Kind, addressees, strength and articles against rows read by hand."""
    from evaluation.recommendations import FIELDS, against_gold

    named = dict(pair.split("=", 1) for pair in text if "=" in pair)
    if len(named) != len(text):
        raise typer.BadParameter("--text is written NAME=FILE")
    found = against_gold(gold, {name: Path(file) for name, file in named.items()})
    figures = {field: found.right.get(field, 0) for field in FIELDS}
    if as_json:
        typer.echo(json.dumps({"rows": found.rows, "found": found.found, **figures}))
        return
    typer.echo(f"{found.found} of {found.rows} rows found")
    for field, right in figures.items():
        typer.echo(f"{field}: {right} right ({right / max(1, found.rows):.3f})")
    for line in found.wrong:
        typer.echo(line, err=True)


@app.command()
def agreement(
    paths: Annotated[list[Path], typer.Argument(help="Files, folders or archives.")],
    as_json: AsJson = False,
) -> None:
    """How often the two languages of a resolution give the same recommendation."""
    from evaluation.recommendations import FIELDS
    from evaluation.recommendations import agreement as measure

    found = measure(paths)
    shares = {f: round(found.agree.get(f, 0) / max(1, found.paragraphs), 4) for f in FIELDS}
    if as_json:
        typer.echo(json.dumps({"paragraphs": found.paragraphs, **shares}))
        return
    typer.echo(f"{found.paragraphs} operative paragraphs held in both languages")
    for field, share in shares.items():
        typer.echo(f"{field}: the same in {share:.4f}")


@app.command()
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


@app.command()
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
        }  # fmt: skip
        typer.echo(json.dumps(row, ensure_ascii=False))
        return
    typer.echo(f"{found.encoder}: {found.per_second:.0f} paragraphs a second on one core")
    typer.echo(f"{found.start:.2f} s from process start to the first vector")


@app.command()
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
        typer.echo(json.dumps({"paragraphs": found.paragraphs, **kinds, "cold_s": found.cold}))
        return
    typer.echo(f"{found.encoder}, {found.paragraphs} paragraphs")
    for row in rows:
        typer.echo(f"{row.kind}: p50 {row.p50:.1f} ms, p95 {row.p95:.1f} ms over {row.queries}")
    typer.echo(f"cold, from the command line: {found.cold:.2f} s (median)")


def main() -> None:
    """Run a benchmark; a refusal is one line on standard error and exit code 1."""
    try:
        app()
    except TongwenError as error:
        typer.echo(str(error), err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
