"""Which file format an alignment is written to and read from, by the extension."""

from collections.abc import Sequence
from pathlib import Path

from pipeline.errors import InputError, Unreadable
from pipeline.exchange.units import Unit
from pipeline.exchange.whole import write_whole
from pipeline.strings import Strings

SUFFIXES = (".tmx", ".xlsx", ".docx")
_READ = (".tmx", ".xlsx")


def write_alignment(path: Path, units: Sequence[Unit], title: str, say: Strings) -> None:
    """Write ``units`` to ``path``; the file is there whole or not at all.

    Raises InputError for an extension other than ``SUFFIXES``, OSError where it cannot be written.
    """
    write_whole(path, alignment_bytes(path, units, title, say))


def alignment_bytes(path: Path, units: Sequence[Unit], title: str, say: Strings) -> bytes:
    """What ``write_alignment`` writes."""
    suffix = path.suffix.lower()
    if suffix == ".tmx":
        from pipeline.exchange.tmx import to_tmx

        return to_tmx(units)
    if suffix == ".xlsx":
        from pipeline.exchange.sheets import to_xlsx

        return to_xlsx(units, say)
    if suffix == ".docx":
        from pipeline.exchange.word import to_docx

        return to_docx(units, title, say)
    raise InputError(str(path), f"name a file that ends in {', '.join(SUFFIXES)}")


def read_alignment(path: Path) -> tuple[Unit, ...]:
    """The units of the TMX or Excel file at ``path``.

    Raises InputError for another extension and for what the file lacks, Unreadable for a file that
    is missing or broken.
    """
    suffix = path.suffix.lower()
    if suffix not in _READ:
        raise InputError(str(path), f"an alignment is read from {' and '.join(_READ)} files")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Unreadable(str(path), error.strerror or "cannot be read") from None
    if suffix == ".tmx":
        from pipeline.exchange.tmx import from_tmx

        return from_tmx(str(path), content)
    from pipeline.exchange.sheets import from_xlsx

    return from_xlsx(str(path), content)
