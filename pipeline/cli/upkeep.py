"""Commands that keep an index whole: doctor, reindex, backup, restore."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import (
    DEFAULT_INDEX,
    AsJson,
    EncoderName,
    Index,
    Wait,
    one_form,
    print_json,
    print_lines,
    tell,
)

if TYPE_CHECKING:
    from pipeline.doctor import Mended


def doctor(
    index: Index = DEFAULT_INDEX,
    as_json: AsJson = False,
    repair: Annotated[
        bool, typer.Option("--repair", help="Put right what can be, then look again.")
    ] = False,
    leave_out: Annotated[
        bool, typer.Option("--leave-out", help="Go on without files that are lost for good.")
    ] = False,
    encoder: EncoderName = None,
    digest: Annotated[
        bool, typer.Option("--digest", help="One line over all that is held, and nothing else.")
    ] = False,
    wait: Wait = 0.0,
) -> None:
    """Check an index: every byte, every count, every link; or put it right."""
    from pipeline.doctor import doctor as examine
    from pipeline.doctor import index_digest

    one_form(repair=repair, digest=digest)
    if not repair and (leave_out or encoder):
        raise typer.BadParameter("--leave-out and --encoder go with --repair")
    if digest:
        print_lines([index_digest(index)])
        return
    mended = _repaired(index, encoder, leave_out, wait, as_json) if repair else ()
    checks = examine(index)
    if as_json:
        print_json({"name": c.name, "ok": c.ok, "detail": c.detail} for c in checks)
    else:
        print_lines(f"{'ok  ' if c.ok else 'BAD '} {c.name}: {c.detail}" for c in checks)
    if not (all(c.ok for c in checks) and all(m.ok for m in mended)):
        raise typer.Exit(1)


def _repaired(
    index: Path, encoder: str | None, leave_out: bool, wait: float, as_json: bool
) -> "tuple[Mended, ...]":
    """Put the index right and print what was done."""
    from pipeline.cli.progress import shown
    from pipeline.doctor import repair

    with shown() as progress:
        mended = repair(index, encoder, leave_out=leave_out, progress=progress, wait=wait)
    if as_json:
        print_json({"name": "repair", "ok": m.ok, "detail": m.line} for m in mended)
    else:
        print_lines(f"{'done' if m.ok else 'LOST'} {m.line}" for m in mended)
        if not mended:
            print_lines(["nothing to repair"])
    return mended


def reindex(
    index: Index,
    encoder: EncoderName = None,
    wait: Wait = 0.0,
    as_json: AsJson = False,
) -> None:
    """Make an index again of the files it keeps: by newer rules, or with another encoder."""
    from pipeline.cli.indexes import encoder_for, tell_outcome
    from pipeline.cli.progress import shown
    from pipeline.encode import load_encoder
    from pipeline.ingest import give_way
    from pipeline.ingest import reindex as make_anew
    from pipeline.store.encoder_folder import note_encoder_folder
    from pipeline.store.manifest import read_manifest

    read_manifest(index)
    named = encoder_for(index, encoder)
    give_way()
    with shown() as progress:
        report = make_anew(index, load_encoder(named), progress, wait=wait)
    note_encoder_folder(index, named)
    tell_outcome(report, as_json)


def backup(
    file: Annotated[Path, typer.Argument(help="File to write; a ZIP archive.")],
    index: Index,
    force: Annotated[bool, typer.Option("--force", help="Overwrite a file that is there.")] = False,
    wait: Wait = 0.0,
) -> None:
    """Put an index into one file, with the judgements and tables of its people."""
    from pipeline.backup import backup as put_away
    from pipeline.cli.progress import shown_bytes

    with shown_bytes("writing") as progress:
        made = put_away(index, file, force=force, wait=wait, progress=progress)
    for path in made.left_out:
        tell(f"{path}: is damaged and was left out; run `tongwen doctor --repair`")
    tell(f"{file}: {made.documents} documents, {made.files} files, {made.bytes:,} bytes")
    if made.left_out:
        raise typer.Exit(1)


def restore(
    file: Annotated[Path, typer.Argument(help="What `tongwen backup` wrote.")],
    index: Index,
) -> None:
    """Make the index of a backup, in a folder that is not there or empty."""
    from pipeline.backup import restore as bring_back
    from pipeline.cli.progress import shown_bytes

    with shown_bytes("reading") as progress:
        manifest = bring_back(file, index, progress)
    tell(f"{index}: {manifest.documents} documents, {manifest.paragraphs} paragraphs")
