"""A user's own table of terms, in the folder of an index: what another file brings is taken in."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from pipeline.exchange.term_table import from_csv, to_csv
from pipeline.exchange.whole import write_whole
from pipeline.records import LANGS
from pipeline.records.terms import Term, TermForm
from pipeline.store.manifest import read_manifest
from pipeline.store.staging import writer_lock
from pipeline.terms.table import TERMS_FILE, built_in, read_terms

Fate: TypeAlias = Literal["new", "same", "replaced", "instead"]
"""What became of a concept: ``new`` to both tables; the ``same`` as the one that holds, so that
nothing was written; ``replaced`` one of the user's own; ``instead`` of a built-in one."""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A concept of a file, and the one that held before, None where none did. ``after`` has no
    forms where the file takes the concept out."""

    fate: Fate
    before: Term | None
    after: Term


def take_in(folder: Path, name: str, terms: Sequence[Term]) -> tuple[TakenIn, ...]:
    """Put ``terms``, read from the file ``name``, into the table of the index in ``folder``; what
    became of each.

    A code that the user's table has is replaced, all others of that table stay. A concept as the
    built-in table has it is not copied: it goes on as that does. The user's table is written whole
    or stays as it was. Raises NoIndex, Busy where another process writes to the index, and
    InputError for a user's table that is none and for terms that no table can hold.
    """
    read_manifest(folder)
    with writer_lock(folder):
        file = folder / TERMS_FILE
        own = read_terms(file) if file.is_file() else {}
        taken = tuple(_taken(term, own.get(term.code)) for term in terms)
        changed = {one.after.code: one.after for one in taken if one.fate != "same"}
        if changed:
            content = to_csv({**own, **changed}.values())
            from_csv(name, content)  # refuses what could not be read again, before it is written
            write_whole(file, content)
    return taken


def _taken(term: Term, own: Term | None) -> TakenIn:
    before = own or built_in().term(term.code)
    if before is None:
        return TakenIn("new", None, term)
    if _forms(before) == _forms(term):
        return TakenIn("same", before, term)
    return TakenIn("instead" if own is None else "replaced", before, term)


def _forms(term: Term) -> tuple[TermForm, ...]:
    """The forms by language, each once: how they alternate in a table tells nothing."""
    return tuple(dict.fromkeys(f for lang in LANGS for f in term.forms if f.lang == lang))
