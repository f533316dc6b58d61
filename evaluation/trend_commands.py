"""``python -m evaluation trends INDEX``: how long a trend takes."""

from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("trends")(_trends)


def _trends(
    index: Annotated[Path, typer.Argument(help="Folder of an index.")],
    runs: Annotated[int, typer.Option(min=1)] = 5,
    without: Annotated[
        list[str] | None, typer.Option(help="A measure to leave out, such as novelty.")
    ] = None,
) -> None:
    """Medians of counting and drawing each measure, and the seconds of the first call."""
    from evaluation.trends import trend_times
    from pipeline.trend import MEASURES

    measures = [m for m in MEASURES if m not in (without or ())]
    for t in trend_times(index, measures, runs):
        typer.echo(
            f"{t.measure}: {t.points} points of {t.recommendations} recommendations in"
            f" {t.counted:.0f} ms, drawn in {t.drawn:.0f} ms, together {t.whole:.0f} ms"
            f" ({t.processor:.0f} of the processor);"
            f" tendencies {t.tended:.0f} ms; first call {t.first:.1f} s"
        )
