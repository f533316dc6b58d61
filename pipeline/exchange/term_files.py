"""Files of terms by their ending: a table as CSV or Excel workbook, or TBX."""

from collections.abc import Sequence
from pathlib import PurePath

from pipeline.errors import InputError
from pipeline.records.terms import Term

WRITTEN = (".tbx", ".csv", ".xlsx")
READ = (*WRITTEN, ".xml")


def written_as(name: str) -> str:
    """The ending of a file to write, one of ``WRITTEN``; an InputError for another."""
    return _checked(name, "written as", WRITTEN)


def read_as(name: str) -> str:
    """The ending of a file to read, one of ``READ``; an InputError for another."""
    return _checked(name, "read from", READ)


def terms_from(name: str, content: bytes) -> tuple[Term, ...]:
    """The concepts of the file ``name``, by its ending; an InputError that names the file for an
    ending that is not read and for what is no table of terms."""
    suffix = read_as(name)
    if suffix in {".tbx", ".xml"}:
        from pipeline.exchange.tbx_reading import from_tbx

        return from_tbx(name, content)
    from pipeline.exchange.term_table import from_csv, from_xlsx

    return (from_csv if suffix == ".csv" else from_xlsx)(name, content)


def terms_as(suffix: str, terms: Sequence[Term]) -> bytes:
    """``terms`` as a file with that ending, one of ``WRITTEN``; TongwenError for terms that such a
    file cannot hold."""
    if suffix == ".tbx":
        from pipeline.exchange.tbx import to_tbx

        return to_tbx(terms)
    from pipeline.exchange.term_table import to_csv, to_xlsx

    return to_csv(terms) if suffix == ".csv" else to_xlsx(terms)


def _checked(name: str, verb: str, suffixes: Sequence[str]) -> str:
    suffix = PurePath(name).suffix.lower()
    if suffix not in suffixes:
        raise InputError(name, f"a table of terms is {verb} {', '.join(suffixes)}")
    return suffix
