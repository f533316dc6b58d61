"""Commands that measure clause maps and word links; ``register`` adds them to the command line."""

import json
from pathlib import Path
from typing import Annotated

import typer

AsJson = Annotated[bool, typer.Option("--json", help="JSON lines.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to ``app``."""
    app.command()(mapping)
    app.command()(words)


def mapping(
    first: Annotated[Path, typer.Argument(metavar="A")],
    second: Annotated[Path, typer.Argument(metavar="B")],
    gold: Annotated[Path, typer.Option("--gold", help="Articles judged by hand, CSV.")],
    within: Annotated[str, typer.Option(help="Component of the paths of A, as annex.1.")] = "",
    as_json: AsJson = False,
) -> None:
    """Article correspondences of two instruments against a list judged by hand."""
    from evaluation.mapping import measure_mapping, read_judgements
    from pipeline.encode import BUILT_IN, load_encoder

    found = measure_mapping(first, second, read_judgements(gold), load_encoder(BUILT_IN), within)
    if as_json:
        row = {"right": found.right, "found": found.found, "gold": found.gold}
        row |= {"absent_right": found.absent_right, "absent": found.absent}
        typer.echo(json.dumps(row | {"f1": round(found.f1, 4)}))
        return
    typer.echo(
        f"{found.right} right of {found.found} found and {found.gold} judged: {found.f1:.3f}"
    )
    typer.echo(f"{found.absent_right} of {found.absent} articles without counterpart left alone")
    for name, pairs in (("wrong", found.wrong), ("missing", found.missing)):
        typer.echo(f"{name}: {', '.join(f'{a}-{b}' for a, b in pairs) or '—'}")


def words(
    texts: Annotated[Path, typer.Argument(help="Chinese ||| English, cut into words.")],
    links: Annotated[Path, typer.Argument(help="Links by hand, as 1-1 2p3.")],
    as_json: AsJson = False,
) -> None:
    """Alignment error rate of word links; odd pairs played no part in choosing parameters."""
    from evaluation.words import measure_words, read_hand_links
    from pipeline.encode import BUILT_IN, load_encoder
    from pipeline.encode.static import StaticEncoder
    from pipeline.errors import EncoderError

    encoder = load_encoder(BUILT_IN)
    if not isinstance(encoder, StaticEncoder):
        raise EncoderError("word links need an encoder with a vector for each token")
    pairs = read_hand_links(texts, links)
    for name, chosen in (("all", pairs), ("even", pairs[::2]), ("odd", pairs[1::2])):
        found = measure_words(chosen, encoder)
        if as_json:
            row = {"pairs": name, "sentences": found.sentences, "sure": found.sure}
            row |= {"found": found.found, "error_rate": round(found.error_rate, 4)}
            typer.echo(json.dumps(row))
        else:
            typer.echo(
                f"{name}: {found.sentences} sentences, {found.sure} sure links, {found.found}"
                f" found, error rate {found.error_rate:.3f}"
            )
