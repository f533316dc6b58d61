"""Commands on files by themselves: segment, align, recommendations; and train."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli import output
from pipeline.cli.options import (
    AsJson,
    EncoderName,
    Many,
    Paths,
    one_form,
    print_json,
    print_lines,
    tell,
)
from pipeline.cli.remarks import print_remarks, tell_remarks

if TYPE_CHECKING:
    from pipeline.side_by_side import AlignedTexts


def segment(
    file: Annotated[Path, typer.Argument()],
    show_remarks: Annotated[
        bool, typer.Option("--remarks", help="What was taken out and is doubtful, instead.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Print the paragraphs of a text with their roles and numbers."""
    from pipeline.tracing import traces_of_files

    for document, paragraphs in read_paragraphs([file]):
        if show_remarks:
            print_remarks(document, paragraphs, as_json)
            continue
        if as_json:
            traces = traces_of_files([document])
            print_json(output.paragraph_row(p, traces) for p in paragraphs)
        else:
            print_lines(output.paragraph_line(p) for p in paragraphs)
        tell_remarks(document, paragraphs)


Corrected = Annotated[
    Path | None, typer.Option("--with", help="Take the alignment of this .tmx or .xlsx.")
]
BySentence = Annotated[
    bool, typer.Option("--sentences", help="Sentences of long paragraphs as well.")
]
AlignedFile = Annotated[
    Path | None, typer.Option("--out", help="Write a .tmx, .xlsx or .docx instead of lines.")
]


def align(
    first: Annotated[Path, typer.Argument(metavar="A")],
    second: Annotated[Path, typer.Argument(metavar="B")],
    hide_numbers: Annotated[
        bool, typer.Option("--hide-numbers", help="Align by words alone.")
    ] = False,
    only_differences: Annotated[
        bool, typer.Option("--only-differences", help="One-sided rows and findings alone.")
    ] = False,
    corrected: Corrected = None,
    by_sentence: BySentence = False,
    out: AlignedFile = None,
    encoder: EncoderName = None,
    as_json: AsJson = False,
) -> None:
    """Put the Chinese and the English version of a text side by side, in either order."""
    from pipeline.cli import beads
    from pipeline.compare import usage
    from pipeline.side_by_side import align_files, corrected_files
    from pipeline.tracing import traces_of_files

    one_form(json=as_json, out=out)
    if out and (by_sentence or only_differences):
        raise typer.BadParameter(
            "--out writes every row whole: without --sentences, --only-differences"
        )
    if corrected:
        aligned = corrected_files(first, second, corrected)
    else:
        aligned = align_files(first, second, encoder or "built-in", hide_numbers)
        _tell_unrelated(first, second, aligned)
    if out:
        _write(out, aligned)
        return
    use, traces = usage(aligned.en), traces_of_files(aligned.documents, aligned.encoder)
    rows = [
        beads.bead_row(b, aligned.zh, aligned.en, use) | beads.trace_rows(b, aligned, traces)
        for b in aligned.beads
    ]
    if by_sentence:
        _add_sentences(rows, aligned, encoder)
    if only_differences:
        rows = [row for row in rows if beads.differs(row)]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        print_lines(beads.bead_lines(row))
    differing = sum(beads.differs(row) for row in rows)
    tell(f"{len(aligned.beads)} rows, {differing} of them differ")


def _add_sentences(
    rows: list[dict[str, Any]], aligned: "AlignedTexts", encoder: str | None
) -> None:
    from pipeline.cli import beads
    from pipeline.encode import load_encoder

    loaded = load_encoder(encoder or "built-in")
    for row, bead in zip(rows, aligned.beads, strict=True):
        row["sentences"] = beads.sentence_rows(bead, aligned.zh, aligned.en, loaded)


def _tell_unrelated(first: Path, second: Path, aligned: "AlignedTexts") -> None:
    from pipeline.align import correspondence

    whole = correspondence(aligned.beads, aligned.zh, aligned.en)
    if not whole.holds:
        tell(
            f"{first} and {second}: nothing corresponds, {whole.share:.0%} of the words linked at"
            f" a mean cosine of {whole.cosine:.2f}"
        )


def _write(out: Path, aligned: "AlignedTexts") -> None:
    """The alignment with its findings as a file for other programs."""
    from pipeline.cli import beads
    from pipeline.compare import usage
    from pipeline.exchange import units_of, write_alignment
    from pipeline.strings import Strings
    from pipeline.tracing import traces_of_files

    use, traces = usage(aligned.en), traces_of_files(aligned.documents, aligned.encoder)
    rows = [beads.bead_row(b, aligned.zh, aligned.en, use) for b in aligned.beads]
    notes = [tuple(beads.finding_line(f) for f in row["findings"]) for row in rows]
    units = units_of(aligned.zh, aligned.en, aligned.beads, notes, traces.of)
    title = next((p.text for p in aligned.en if p.role == "title"), out.stem)
    write_alignment(out, units, title, Strings("en"))
    tell(f"{out}: {len(units)} rows")


def train(
    paths: Paths,
    out: Annotated[Path, typer.Option(help="The folder to write the model to.")],
    dictionary: Annotated[list[Path] | None, typer.Option(help="Dictionary file.")] = None,
    hold_out: Annotated[Many, typer.Option(help="Wildcard of a path, symbol or session.")] = None,
    passes: Annotated[int, typer.Option(min=1)] = 24,
    pieces: Annotated[int, typer.Option(min=300)] = 40_000,
) -> None:
    """Train a static encoder on paired AKN4UN texts and dictionaries."""
    from pipeline.cli.progress import trained_steps
    from pipeline.encode.training.recipe import Recipe
    from pipeline.encode.training.train import train as train_model

    recipe = Recipe(passes=passes, pieces=pieces)
    with trained_steps() as progress:
        made = train_model(
            paths,
            tuple(dictionary or ()),
            out,
            exclude=tuple(hold_out or ()),
            recipe=recipe,
            progress=progress,
        )
    tell(f"{made.folder}: {made.paragraphs} pairs, {made.entries} entries")


def read_paragraphs(paths: Iterable[Path]) -> Iterable[tuple[Any, Any]]:
    """Documents of ``paths`` with their paragraphs; the first file refused ends it."""
    from pipeline.errors import InputError
    from pipeline.readers import read_bytes, walk
    from pipeline.records import Refusal
    from pipeline.segment import segment as cut

    for path in paths:
        for file in walk([path]):
            if isinstance(file, Refusal):
                raise InputError(file.path, file.reason)
            document = read_bytes(file.name, file.content, file.given)
            yield document, cut(document)
