"""Command line of the benchmarks: ``python -m evaluation retrieval --pairs FILE.tsv``."""

import sys

import typer

from evaluation import (
    alignment_commands,
    article_commands,
    change_commands,
    comparison_commands,
    concept_commands,
    document_commands,
    lineage_commands,
    modal_commands,
    page_commands,
    reader_commands,
    reading_commands,
    register_commands,
    source_commands,
    table_commands,
    trend_commands,
)
from evaluation.browser import commands as browser_commands
from evaluation.browser import row_commands
from evaluation.durability import commands as durability_commands
from evaluation.durability import disk_commands, review_commands
from evaluation.encoder import backend_commands
from evaluation.encoder import commands as encoder_commands
from evaluation.preparation import (
    agreed_commands,
    briefing_commands,
    event_commands,
    matrix_commands,
)
from evaluation.search import commands as search_commands
from evaluation.search import needs_commands, size_commands
from evaluation.terms import commands as term_commands
from evaluation.terms import mining_commands, usage_commands
from pipeline.closed import shut
from pipeline.errors import TongwenError

app = typer.Typer(add_completion=False, no_args_is_help=True, help=__doc__)
for commands in (
    browser_commands,
    row_commands,
    agreed_commands,
    briefing_commands,
    event_commands,
    matrix_commands,
    term_commands,
    mining_commands,
    usage_commands,
    encoder_commands,
    backend_commands,
    reading_commands,
    document_commands,
    durability_commands,
    disk_commands,
    reader_commands,
    alignment_commands,
    comparison_commands,
    concept_commands,
    change_commands,
    lineage_commands,
    modal_commands,
    needs_commands,
    page_commands,
    article_commands,
    register_commands,
    review_commands,
    size_commands,
    search_commands,
    source_commands,
    table_commands,
    trend_commands,
):
    commands.register(app)


def main() -> None:
    """Run a benchmark; a refusal is one line on standard error and exit code 1."""
    shut()
    try:
        app()
    except TongwenError as error:
        typer.echo(str(error), err=True)
        sys.exit(1)
    except OSError as error:
        name = f"{error.filename}: " if error.filename else ""
        typer.echo(f"{name}{error.strerror or error}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
