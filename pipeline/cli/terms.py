"""The commands ``terms``: a concept in the texts held, the table, a text checked against it, and
paragraphs with several renderings."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli import term_files, term_mining
from pipeline.cli.options import (
    DEFAULT_INDEX,
    AsJson,
    Index,
    Language,
    one_form,
    print_json,
    print_lines,
    tell,
)
from pipeline.cli.tabular import AsCsv, print_csv
from pipeline.cli.term_rows import (
    ALERTS,
    COUNTED,
    LISTED,
    VARIED,
    alert_line,
    alert_row,
    count_rows,
    lens_lines,
    lens_rows,
    term_line,
    variance_lines,
    variance_rows,
)
from pipeline.errors import InputError, NoIndex

if TYPE_CHECKING:
    from pipeline.records.terms import TermAlert
    from pipeline.tracing import Traces

app = typer.Typer(
    no_args_is_help=True, help="Terms in both languages: how they are used, what needs care."
)


@app.command()
def show(
    term: Annotated[str, typer.Argument(help="A form in either language, or a code.")],
    k: Annotated[int, typer.Option("-k", "--k", help="Places of each form.", min=0)] = 3,
    index: Index = DEFAULT_INDEX,
    as_csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """Show the forms of one concept with their counts by body and year, and where they stand."""
    from pipeline.collection import Collection
    from pipeline.preparation import Preparation
    from pipeline.tracing import traces_of_index

    one_form(json=as_json, csv=as_csv)
    with Collection.open(index) as held:
        found, traces = Preparation(held).lens(term, k), traces_of_index(held)
    if as_json:
        print_json(lens_rows(found, traces))
    elif as_csv:
        print_csv(COUNTED, count_rows(found))
    else:
        print_lines(lens_lines(found))
    if found.also:
        tell(f"also named so: {', '.join(t.code for t in found.also)}")


@app.command(name="list")
def list_(
    words: Annotated[str, typer.Argument(help="Concepts with these words in a form.")] = "",
    index: Index = DEFAULT_INDEX,
    as_csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """List the concepts of the table, an index's own terms.csv over the built-in one."""
    from pipeline.terms.table import table_of

    one_form(json=as_json, csv=as_csv)
    found = table_of(index).containing(words)
    rows = ({name: getattr(f, name) for name in LISTED} for term in found for f in term.forms)
    if as_json:
        print_json(rows)
    elif as_csv:
        print_csv(LISTED, rows)
    else:
        print_lines(map(term_line, found))
    tell(f"{len(found)} concepts")


@app.command()
def check(
    text: Annotated[str, typer.Argument(help="A file, or the symbol of a text held.")],
    other: Annotated[
        Path | None, typer.Argument(help="The same text in the other language, a file.")
    ] = None,
    lang: Annotated[Language | None, typer.Option(help="One language of a symbol.")] = None,
    index: Index = DEFAULT_INDEX,
    as_csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """Say which terms of a text need care: several forms of a concept, given-up ones, a State's
    own, and those that the other language does not answer."""
    one_form(json=as_json, csv=as_csv)
    found, traces = _alerts(text, other, lang, index)
    rows = [alert_row(alert, traces) for alert in found]
    if as_json:
        print_json(rows)
    elif as_csv:
        print_csv(ALERTS, rows)
    else:
        print_lines(map(alert_line, rows))
    kinds = Counter(row["kind"] for row in rows)
    tell(", ".join(f"{n} {kind}" for kind, n in kinds.items()) or "nothing")


@app.command()
def variance(
    words: Annotated[str, typer.Argument(help="Paragraphs with these words or this term.")] = "",
    lang: Annotated[
        Language, typer.Option(help="The language in which a paragraph recurs.")
    ] = Language.en,
    k: Annotated[int, typer.Option("-k", "--k", help="Paragraphs.", min=1)] = 10,
    index: Index = DEFAULT_INDEX,
    as_csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """List paragraphs that recur in one language and differ in the other.

    [-words-] are those of the usual rendering alone, {+words+} those of the other one.
    """
    from pipeline.collection import Collection
    from pipeline.preparation import Preparation
    from pipeline.tracing import traces_of_index

    one_form(json=as_json, csv=as_csv)
    with Collection.open(index) as held:
        answer, traces = Preparation(held).variance(words, lang.value, k), traces_of_index(held)
    rows = [
        row for n, one in enumerate(answer.variances, 1) for row in variance_rows(n, one, traces)
    ]
    if as_json:
        print_json(rows)
    elif as_csv:
        print_csv(VARIED, rows)
    else:
        print_lines(variance_lines(rows))
    tell(f"{answer.found} of {answer.recurring} recurring paragraphs have several renderings")


def _alerts(
    text: str, other: Path | None, lang: Language | None, index: Path
) -> tuple[tuple["TermAlert", ...], "Traces"]:
    """The alerts on a text held or on files, and the traces of either."""
    from pipeline.collection import Collection
    from pipeline.preparation.terms.answers import check_documents, check_held
    from pipeline.preparation.terms.files import read_texts
    from pipeline.tracing import traces_of_files, traces_of_index

    path = Path(text)
    if not path.is_file():
        if other is not None:
            raise InputError(text, "no such file")
        with Collection.open(index) as held:
            return check_held(held, text, lang.value if lang else None), traces_of_index(held)
    one, *others = read_texts(path, other)
    beside, traces = next(iter(others), None), traces_of_files((one, *others))
    try:
        held = Collection.open(index)
    except NoIndex:
        return check_documents(None, one, beside), traces
    with held:
        return check_documents(held, one, beside), traces


app.command()(term_mining.mine)
app.command()(term_files.export)
app.command(name="import")(term_files.import_)
