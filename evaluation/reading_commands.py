"""Commands that measure what is read out of texts; ``register`` adds them to the command line."""

import json
from pathlib import Path
from typing import Annotated

import typer

from pipeline.encode import BUILT_IN

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object instead of lines.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to ``app``."""
    app.command()(structure)
    app.command()(masthead)
    app.command()(citations)
    app.command()(recommendations)
    app.command()(agreement)
    app.command("findings")(between_versions)


def structure(
    folders: Annotated[list[Path], typer.Argument(help="Folders of AKN4UN files.")],
    languages: Annotated[
        bool, typer.Option("--languages", help="Chinese against English.")
    ] = False,
    noticed: Annotated[bool, typer.Option("--remarks", help="What the numbers give away.")] = False,
    timed: Annotated[bool, typer.Option("--speed", help="Paragraphs a second.")] = False,
    examples: Annotated[int, typer.Option(help="Print so many of each cause.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Segmentation against the mark-up's own numbers, roles and words; or the languages; speed."""
    from evaluation.structure import report

    for row in report(folders, languages, noticed, timed, examples):
        typer.echo(json.dumps(row.figures, ensure_ascii=False) if as_json else row.line)


def masthead(
    paths: Annotated[list[Path], typer.Argument(help="Files, folders or archives of AKN4UN.")],
    as_json: AsJson = False,
) -> None:
    """Fields of mastheads read from plain lines against the mark-up of the same files."""
    from evaluation.masthead import FIELDS, measure_mastheads

    found = measure_mastheads(paths)
    if as_json:
        rows = {
            f.lang: {n: {"same": f.same[n], "known": f.known[n]} for n in FIELDS} for f in found
        }
        typer.echo(json.dumps(rows))
        return
    for side in found:
        shares = (f"{n} {side.share(n):.4f} ({side.same[n]}/{side.known[n]})" for n in FIELDS)
        typer.echo(f"{side.lang}, {side.files} files: {', '.join(shares)}")
        for line in side.differing:
            typer.echo(line, err=True)


def citations(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files, folders, archives.")] = None,
    gold: Annotated[Path | None, typer.Option("--gold", help="Rows read by hand, CSV.")] = None,
    examples: Annotated[Path | None, typer.Option(help="Write paragraphs that differ to.")] = None,
    sample: Annotated[Path | None, typer.Option(help="Write citations to judge to.")] = None,
    as_json: AsJson = False,
) -> None:
    """Citations: rows read by hand; one language against the other; links of the markup."""
    from evaluation.citations import against_gold, described, draw, measure

    if gold:
        rows = against_gold(gold)
        typer.echo(json.dumps({"rows": rows.rows, "right": rows.right}) if as_json else
                   f"{rows.right} of {rows.rows} rows right")  # fmt: skip
        for line in rows.wrong:
            typer.echo(line, err=True)
    if paths:
        found = measure(paths)
        for line in described(found, as_json):
            typer.echo(line)
        if examples:
            examples.write_text("\n".join(found.both.examples) + "\n", encoding="utf-8")
        if sample:
            sample.write_text("\n".join(draw(found.drawn)) + "\n", encoding="utf-8")


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


def agreement(
    paths: Annotated[list[Path], typer.Argument(help="Files, folders or archives.")],
    as_json: AsJson = False,
) -> None:
    """How often the two languages of a resolution give the same recommendation."""
    from evaluation.recommendations import SPOKEN
    from evaluation.recommendations import agreement as measure

    found = measure(paths)
    shares = {f: round(found.agree.get(f, 0) / max(1, found.paragraphs), 4) for f in SPOKEN}
    if as_json:
        typer.echo(json.dumps({"paragraphs": found.paragraphs, **shares}))
        return
    typer.echo(f"{found.paragraphs} operative paragraphs held in both languages")
    for field, share in shares.items():
        typer.echo(f"{field}: the same in {share:.4f}")


def between_versions(
    paths: Annotated[list[Path], typer.Argument(help="Files, folders, archives; or .jsonl.")],
    seed: Annotated[int, typer.Option(help="Of the choice of places.")] = 1,
    each: Annotated[int, typer.Option(help="Errors of each kind and language.", min=1)] = 150,
    shown: Annotated[int, typer.Option(help="Findings of untouched beads to print.")] = 0,
    missed: Annotated[int, typer.Option(help="Missed errors of each kind to print.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Errors planted in aligned beads, and the findings of untouched ones."""
    from evaluation.findings import measure_findings, read_beads
    from pipeline.encode import load_encoder

    found = measure_findings(read_beads(paths, load_encoder(BUILT_IN)), seed, each, shown)
    if as_json:
        rows = [
            {"kind": p.kind, "lang": p.lang, "planted": p.planted, "found": p.found,
             "by_rule": p.by_rule} for p in found.planted
        ]  # fmt: skip
        counts = dict(found.counts)
        typer.echo(json.dumps({"beads": found.beads, "findings": counts, "planted": rows}))
        return
    total = sum(n for _, n in found.counts)
    typer.echo(
        f"{found.beads} beads, {total} findings in {found.marked}: "
        f"{100 * total / found.beads:.2f} in 100; "
        f"{found.per_thousand:.2f} s of one core for 1,000 beads"
    )
    for rule, n in found.counts:
        typer.echo(f"  {rule}: {n} ({100 * n / found.beads:.3f} in 100)")
    for p in found.planted:
        share = 100 * p.found / max(1, p.planted)
        typer.echo(
            f"{p.kind} ({p.lang}): {p.found} of {p.planted} found ({share:.1f} %), "
            f"{p.by_rule} by the rule for it"
        )
        for line in p.missed[:missed]:
            typer.echo(f"    {line}")
    for bead, finding in found.untouched:
        typer.echo(f"{finding.rule} {bead.en[0].symbol} {'/'.join(bead.en[0].number)}")
        typer.echo(f"    {', '.join(finding.zh)} ‖ {', '.join(finding.en)}")
        typer.echo(f"    {''.join(p.text for p in bead.zh)}")
        typer.echo(f"    {' '.join(p.text for p in bead.en)}")
