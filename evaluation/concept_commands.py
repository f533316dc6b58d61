"""``python -m evaluation concepts train|test``: the map from texts to concepts, and its error."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from evaluation.concepts import ConceptFigures, Tagged

_HELD_OUT = ("A/RES/79/*", "S/RES/*(2024)", "A/HRC/RES/57/*")
_LATER = ("A/RES/78/*", "S/RES/*(2023)", "A/HRC/RES/56/*")

Paths = Annotated[list[Path], typer.Argument(help="Files, folders or archives of AKN4UN texts.")]
HeldOut = Annotated[
    list[str] | None,
    typer.Option("--hold-out", help=f"Symbols left for the test; without it {_HELD_OUT}."),
]


def register(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    concepts = typer.Typer(no_args_is_help=True, help=__doc__)
    concepts.command("train")(_train)
    concepts.command("test")(_test)
    app.add_typer(concepts, name="concepts")


def _train(
    paths: Paths,
    out: Annotated[Path, typer.Option(help="File for the weights, .npz.")],
    hold_out: HeldOut = None,
    later: Annotated[
        list[str] | None,
        typer.Option(help=f"Symbols on which probabilities are learned; without it {_LATER}."),
    ] = None,
) -> None:
    """Learn the map from all texts but those held out."""
    from evaluation.concepts import tagged_texts, trained
    from pipeline.topics.nearest import write_model

    kept, _ = _parted(tagged_texts(paths), hold_out or _HELD_OUT)
    first, last = _parted(kept, later or _LATER)
    model = trained(first, last)
    write_model(model, out)
    typer.echo(
        f"{len(model.codes)} concepts from {len(kept)} texts ({len(last)} for the probabilities:"
        f" slope {model.slope:.3f}, offset {model.offset:.3f}), {out.stat().st_size:,} bytes"
    )


def _test(
    paths: Paths,
    hold_out: HeldOut = None,
    weights: Annotated[Path | None, typer.Option(help="Without it, those shipped.")] = None,
) -> None:
    """Measure on the texts held out; the rest of PATHS tells which of their titles are new."""
    from evaluation.concepts import concept_figures, matching, tagged_texts
    from pipeline.topics.nearest import concept_model, read_model

    texts = tagged_texts(paths)
    model = read_model(weights) if weights else concept_model()
    patterns = hold_out or _HELD_OUT
    earlier, _ = _parted(texts, patterns)
    for pattern in patterns:
        chosen = matching(texts, [pattern])
        for (lang, titles), figures in concept_figures(model, chosen, earlier).items():
            typer.echo(f"{pattern} {lang}, {titles} titles: {_line(figures)}")


def _parted(
    texts: "Sequence[Tagged]", patterns: Sequence[str]
) -> "tuple[list[Tagged], list[Tagged]]":
    """Those that fit none of ``patterns``, and those that do."""
    from evaluation.concepts import matching

    fitting = matching(texts, patterns)
    chosen = {id(text) for text in fitting}
    return [text for text in texts if id(text) not in chosen], list(fitting)


def _line(f: "ConceptFigures") -> str:
    return (
        f"{f.texts} texts, one right among five {f.one / f.texts:.3f} (any number"
        f" {f.number / f.texts:.3f}); first five: precision {f.precision:.3f}, recall"
        f" {f.recall:.3f}; likely ones: precision {f.likely_precision:.3f}, recall"
        f" {f.likely_recall:.3f}; never seen {f.unseen} of {f.given} given"
    )
