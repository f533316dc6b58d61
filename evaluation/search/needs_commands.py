"""Commands of the judged needs: their pool, the judgements, every way to search side by side."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evaluation.search.needs import FIRST, JUDGEMENTS, NEEDS

if TYPE_CHECKING:
    from evaluation.search.needs_measures import Contrast, Way

NeedsFile = Annotated[Path, typer.Argument(metavar="NEEDS", help="Needs, CSV.")]
IndexFolder = Annotated[Path, typer.Option("--index", help="Folder of the judged collection.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to ``app``."""
    app.command("needs-pool")(needs_pool)
    app.command("needs-judged")(needs_judged)
    app.command("needs-index")(needs_index)
    app.command("needs")(needs)
    app.command("needs-agreement")(needs_agreement)
    app.command("needs-terms")(needs_terms)


def needs_pool(
    needs: NeedsFile,
    index: IndexFolder,
    out: Annotated[Path, typer.Option(help="Folder for the texts to read.")],
    judged: Annotated[
        list[Path] | None, typer.Option(help="Judgements held already, CSV; left out.")
    ] = None,
    first: Annotated[int, typer.Option(min=1, help="Items of each ranking.")] = FIRST,
) -> None:
    """Write what every way to search finds first for each need, for people to judge."""
    from evaluation.search.needs import read_judgements, read_needs
    from evaluation.search.needs_items import Passages
    from evaluation.search.needs_pool import pool, write_pool
    from evaluation.search.rivals import systems_of
    from pipeline.collection import Collection

    wanted = read_needs(needs)
    passages = Passages(index)
    out.mkdir(parents=True, exist_ok=True)  # refused at once, and not when all is found
    held = [row for path in judged or () for row in read_judgements(path)]
    grades = passages.found(held).grades if held else {}
    with Collection.open(index) as collection:
        pooled = pool(wanted, systems_of(collection, passages), passages, grades, first)
    number = write_pool(out, pooled, passages)
    typer.echo(f"{number} items for {len(pooled)} of {len(wanted)} needs in {out}")


def needs_judged(
    folder: Annotated[Path, typer.Argument(help="Folder that needs-pool wrote.")],
    answers: Annotated[list[Path], typer.Argument(help="Files of lines: need item grade.")],
    out: Annotated[Path, typer.Option(help="Judgements, CSV; those in it already are kept.")],
    missed: Annotated[
        list[Path] | None,
        typer.Option(help="Lines `need symbol lang ordinal grade`: passages not in the pool."),
    ] = None,
    index: Annotated[
        Path | None, typer.Option("--index", help="The judged collection, for --missed.")
    ] = None,
) -> None:
    """Turn a reader's grades of a pool into rows of judgements."""
    from evaluation.search.needs import GRADES, merged, read_judgements, write_judgements
    from evaluation.search.needs_items import Passages
    from evaluation.search.needs_pool import graded, named

    rows, wanting = graded(folder, answers)
    if missed:
        if index is None:
            raise typer.BadParameter("--missed needs --index")
        rows += named(missed, Passages(index))
    held = read_judgements(out) if out.exists() else ()
    write_judgements(out, merged(out, held, rows))
    counts = ", ".join(f"{sum(r.grade == g for r in rows)} of grade {g}" for g in GRADES)
    typer.echo(f"{len(rows)} judgements ({counts}); {len(held)} were held; all in {out}")
    needs = {row.need for row in rows}
    without = sorted(n for n in needs if not any(r.need == n and r.grade == 2 for r in rows))
    typer.echo(f"not graded yet: {len(wanting)} {' | '.join(wanting[:20])}")
    typer.echo(f"needs without a passage of grade 2 here: {', '.join(without) or 'none'}")


def needs_index(
    texts: Annotated[Path, typer.Argument(help="Folder of the reference texts.")],
    index: Annotated[Path, typer.Option("--index", help="Folder to write.")],
) -> None:
    """Make the index of the judged collection again from the reference texts."""
    from evaluation.search.needs_index import build, read_documents
    from pipeline.encode import BUILT_IN, load_encoder

    listed = read_documents()
    report = build(texts, index, load_encoder(BUILT_IN), listed)
    typer.echo(f"{len(listed)} texts listed, {report.added} taken in, {report.paragraphs} passages")


def needs(
    index: IndexFolder,
    model: Annotated[
        list[str] | None, typer.Option(help="Encoder to set beside: a folder or owner/name.")
    ] = None,
    dictionary: Annotated[
        Path | None, typer.Option(help="Dictionary in the format of CC-CEDICT to set beside.")
    ] = None,
    half: Annotated[str, typer.Option(help="development, test or all.")] = "test",
    needs_file: Annotated[Path, typer.Option("--needs", help="Needs, CSV.")] = NEEDS,
    judgements: Annotated[Path, typer.Option(help="Judgements, CSV.")] = JUDGEMENTS,
    out: Annotated[
        Path | None, typer.Option(help="CSV to write: every need, direction and system.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON lines.")] = False,
) -> None:
    """Judged needs: nDCG@10 and recall@10 of every way to search, side by side."""
    from evaluation.search import needs_measures, rivals
    from evaluation.search.needs import HALVES, read_judgements, read_needs
    from evaluation.search.needs_items import Passages
    from pipeline.collection import Collection

    chosen = next((h for h in HALVES if h == half), None)
    if chosen is None:
        raise typer.BadParameter(f"a half is one of {', '.join(HALVES)}")
    asked = read_needs(needs_file, chosen)
    passages = Passages(index)
    found = passages.found(read_judgements(judgements))
    with Collection.open(index) as collection:
        systems = rivals.systems_of(collection, passages, model or (), dictionary)
        ways = needs_measures.measure(asked, systems, passages, found.grades)
    contrasts = needs_measures.contrasts(ways, rivals.FUSED, rivals.PARTS)
    others = {way.system for way in ways} - {rivals.FUSED, *rivals.PARTS}
    contrasts += needs_measures.contrasts(ways, rivals.FUSED, others)
    if out:
        needs_measures.write_ways(out, ways)
    if as_json:
        _print_json(ways, contrasts)
    else:
        lost = f"{len(found.lost)} judgements not found, {found.moved} found at another ordinal"
        typer.echo(f"{len(asked)} needs ({half}); {lost}")
        _print_tables(ways, contrasts)


def _print_tables(ways: "Sequence[Way]", contrasts: "Sequence[Contrast]") -> None:
    for way in ways:
        typer.echo(
            f"{way.direction}  {way.system:24} nDCG@10 {way.ndcg:.3f}  recall@10 {way.recall:.3f}"
            f"  judged {way.judged:.2f}  n {len(way.needs)}"
        )
    for one in contrasts:
        typer.echo(
            f"{one.direction}  fused - {one.other:24} {one.difference:+.3f}  p {one.p:.4f}"
            f"  Holm {one.holm:.4f}  n {one.needs}"
        )


def _print_json(ways: "Sequence[Way]", contrasts: "Sequence[Contrast]") -> None:
    import json

    for way in ways:
        row = {"system": way.system, "direction": way.direction, "needs": len(way.needs)}
        ratios = {"ndcg": way.ndcg, "recall": way.recall, "judged": way.judged}
        typer.echo(json.dumps(row | {name: round(value, 4) for name, value in ratios.items()}))
    for one in contrasts:
        row = {"fused_less": one.other, "direction": one.direction, "needs": one.needs}
        ratios = {"difference": one.difference, "p": one.p, "holm": one.holm}
        typer.echo(json.dumps(row | {name: round(value, 4) for name, value in ratios.items()}))


def needs_agreement(
    first: Annotated[Path, typer.Argument(help="Judgements of one reader, CSV.")],
    second: Annotated[Path, typer.Argument(help="Judgements of the other, CSV.")],
) -> None:
    """Two readers' grades of the same passages: agreement and Cohen's kappa."""
    from evaluation.search.needs import read_judgements
    from evaluation.search.needs_agreement import agreement

    found = agreement(read_judgements(first), read_judgements(second))
    typer.echo(
        f"{found.same} of {found.items} items graded the same; kappa {found.kappa:.3f}"
        f" (linear weights), {found.useful:.3f} (0 against 1 and 2)"
    )
    for grade, row in enumerate(found.table):
        typer.echo(f"first {grade}: second {', '.join(map(str, row))}")


def needs_terms(
    index: IndexFolder, as_json: Annotated[bool, typer.Option("--json", help="JSON lines.")] = False
) -> None:
    """Known terms as queries: how many find a passage that holds a form of the term."""
    import json
    from dataclasses import asdict

    from evaluation.search.needs_items import Passages
    from evaluation.search.needs_terms import TABLES, measure_terms
    from evaluation.search.rivals import systems_of
    from pipeline.collection import Collection

    passages = Passages(index)
    with Collection.open(index) as collection:
        systems = systems_of(collection, passages)
        for one in (f for table in TABLES for f in measure_terms(table, systems, passages)):
            if as_json:
                typer.echo(json.dumps(asdict(one)))
            else:
                typer.echo(
                    f"{one.table:9} {one.asked}>{one.wanted}  {one.system:20}"
                    f" {one.found} of {one.terms} ({one.found / max(1, one.terms):.3f})"
                )
