"""Commands of the alignment benchmarks; ``register`` adds them to the command line."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.encode import BUILT_IN

if TYPE_CHECKING:
    from evaluation.alignment_reliability import Band

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object instead of lines.")]
EncoderName = Annotated[str, typer.Option("--encoder", help="As for tongwen itself.")]
Paths = Annotated[list[Path], typer.Argument(help="Files, folders or archives, both languages.")]
Numbers = Annotated[bool, typer.Option("--numbers", help="Do not hide the numbers.")]
Limit = Annotated[int | None, typer.Option(help="Only so many texts.", min=1)]
Seed = Annotated[int, typer.Option(help="The same seed gives the same changes.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to ``app``."""
    app.command()(alignment)
    for name, command in (
        ("alignment-documents", documents),
        ("alignment-trials", trials),
        ("alignment-reliability", reliability),
        ("alignment-speed", speed),
        ("alignment-sentences", sentences),
        ("alignment-broken", broken),
    ):
        app.command(name)(command)


def alignment(
    articles: Annotated[Path, typer.Option("--articles", help="Article pairs, JSON lines.")],
    as_json: AsJson = False,
    encoder: EncoderName = BUILT_IN,
    numbers: Numbers = False,
    with_floors: Annotated[bool, typer.Option("--floors", help="Two simple aligners too.")] = False,
    wrong: Annotated[bool, typer.Option("--wrong", help="List what is wrong.")] = False,
) -> None:
    """F1 over paragraph pairs of articles: equal counts by order, unequal ones as read by hand."""
    from evaluation.alignment import measure_alignment, prepare, read_articles
    from evaluation.alignment_floors import floors
    from pipeline.encode import load_encoder

    held, model = read_articles(articles), load_encoder(encoder)
    found = measure_alignment(held, model, not numbers, articles.stem)
    beside = floors(prepare(held, model, True, articles.stem)) if with_floors else ()
    if as_json:
        row = {
            "encoder": found.encoder, "articles": found.articles,
            "gold_articles": found.gold_articles, "unequal": found.unequal, "gold": found.gold,
            "found": found.found, "right": found.right, "precision": round(found.precision, 4),
            "recall": round(found.recall, 4), "f1": round(found.f1, 4),
            "floors": {name: round(f1, 4) for name, f1 in beside},
        }  # fmt: skip
        typer.echo(json.dumps(row, ensure_ascii=False))
        return
    typer.echo(
        f"{found.encoder}: F1 {found.f1:.4f} (precision {found.precision:.4f}, recall "
        f"{found.recall:.4f}) over {found.gold} pairs of {found.gold_articles} articles "
        f"of {found.articles}, {found.unequal} of them read by hand"
    )
    for name, f1 in beside:
        typer.echo(f"{name}: F1 {f1:.4f}")
    for line in found.wrong if wrong else ():
        typer.echo(line, err=True)


def documents(
    paths: Paths,
    as_json: AsJson = False,
    encoder: EncoderName = BUILT_IN,
    numbers: Numbers = False,
    limit: Limit = None,
    workers: Annotated[int, typer.Option(help="Other processes that read.", min=0)] = 0,
) -> None:
    """Published texts: F1 against their numbers, equal paths linked, seconds from the files."""
    from evaluation.alignment_documents import measure_documents
    from pipeline.encode import load_encoder

    found = measure_documents(paths, load_encoder(encoder), not numbers, limit, workers)
    if as_json:
        row = {
            "documents": found.documents, "paragraphs": found.paragraphs,
            "one_sided": found.one_sided, "gold": found.gold, "found": found.found,
            "right": found.right, "f1": round(found.f1, 5), "paths": found.paths,
            "linked": found.linked, "notes": found.notes, "notes_linked": found.notes_linked,
            "seconds": round(found.seconds, 2), "cpu": round(found.cpu, 2),
        }  # fmt: skip
        typer.echo(json.dumps(row))
        return
    typer.echo(
        f"{found.documents} texts, {found.paragraphs} paragraphs, {found.one_sided} one-sided: "
        f"F1 {found.f1:.5f} over {found.gold} pairs; {found.linked} of {found.paths} equal paths "
        f"linked, {found.notes_linked} of {found.notes} footnotes of equal number; "
        f"{found.seconds:.1f} s, {found.cpu:.1f} s of processor time"
    )
    for line in found.wrong:
        typer.echo(line, err=True)


def trials(
    paths: Paths,
    as_json: AsJson = False,
    encoder: EncoderName = BUILT_IN,
    numbers: Numbers = False,
    limit: Limit = None,
    count: Annotated[int, typer.Option("--trials", min=5)] = 1_000,
    seed: Seed = 79,
) -> None:
    """A paragraph deleted, added, split, merged or moved: what is reported, what is touched."""
    from evaluation.alignment_documents import read_versions
    from evaluation.alignment_trials import run_trials, total
    from pipeline.encode import load_encoder

    model = load_encoder(encoder)
    found = run_trials(list(read_versions(paths, model, limit)), model, not numbers, count, seed)
    for tally in (*found, total(found)):
        figures = {"trials": tally.trials, "reported": tally.reported}
        figures["untouched"] = tally.untouched
        if as_json:
            typer.echo(json.dumps({"change": tally.change, **figures}))
        else:
            typer.echo(
                f"{tally.change}: {tally.reported} of {tally.trials} reported, "
                f"{tally.untouched} touched nothing else"
            )


def reliability(
    paths: Paths,
    encoder: EncoderName = BUILT_IN,
    limit: Limit = None,
    count: Annotated[int, typer.Option("--trials", min=5)] = 500,
    seed: Seed = 79,
) -> None:
    """Share of right beads in each band of confidence, under planted changes."""
    from evaluation.alignment_documents import read_versions
    from evaluation.alignment_reliability import measure_reliability
    from pipeline.encode import load_encoder

    model = load_encoder(encoder)
    _print_bands(measure_reliability(list(read_versions(paths, model, limit)), model, count, seed))


def _print_bands(found: "tuple[tuple[Band, ...], float]") -> None:
    for band in found[0]:
        typer.echo(
            f"{band.low:.3f} to {band.high:.3f}: {band.beads} beads, mean {band.mean:.4f}, "
            f"right {band.right / band.beads:.4f} ({band.right})"
        )
    typer.echo(f"expected calibration error {found[1]:.5f}")


def broken(
    paths: Paths,
    encoder: EncoderName = BUILT_IN,
    limit: Limit = None,
    seed: Seed = 79,
) -> None:
    """Lines broken as files break them, numbers hidden: what is mended by kind of fault."""
    from evaluation.alignment_broken import measure_broken
    from evaluation.alignment_documents import read_versions
    from pipeline.encode import load_encoder

    model = load_encoder(encoder)
    found = measure_broken(list(read_versions(paths, model, limit)), model, seed)
    typer.echo(f"F1 {found.f1:.5f} over {found.gold} pairs")
    for kind in found.faults:
        typer.echo(f"{kind.fault}: {kind.mended} of {kind.planted} mended")


def speed(
    paths: Paths,
    encoder: EncoderName = BUILT_IN,
    paragraphs: Annotated[int, typer.Option(min=10)] = 1_000,
    numbers: Numbers = False,
) -> None:
    """Seconds and memory for one long text, put together of many, with its vectors at hand."""
    from evaluation.alignment_speed import measure_long
    from pipeline.encode import load_encoder

    found = measure_long(paths, load_encoder(encoder), paragraphs, not numbers)
    typer.echo(
        f"{found.zh} against {found.en} paragraphs: {found.seconds:.2f} s, "
        f"{found.cpu:.2f} s of processor time, "
        f"{found.megabytes:.0f} MB at most in the process, {found.one_sided} one-sided, "
        f"{found.linked} of {found.paths} equal paths linked"
    )


def sentences(
    articles: Annotated[list[Path], typer.Option("--articles", help="Article pairs, JSON lines.")],
    encoder: EncoderName = BUILT_IN,
    seed: Seed = 79,
) -> None:
    """Sentences and items aligned within articles that are written on as one paragraph."""
    from evaluation.alignment import read_articles
    from evaluation.alignment_reliability import bands
    from evaluation.alignment_sentences import measure_sentences
    from pipeline.encode import load_encoder

    held = [article for path in articles for article in read_articles(path)]
    found = measure_sentences(held, load_encoder(encoder), seed)
    typer.echo(
        f"{found.beads} beads of {found.articles} articles: {found.right} right, {found.wrong} "
        f"wrong, {found.one_sided} one-sided"
    )
    _print_bands(bands(found.judged))
