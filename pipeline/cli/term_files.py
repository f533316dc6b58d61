"""The commands ``terms export`` and ``terms import``: the table of terms as a file, and back."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.options import DEFAULT_INDEX, AsJson, Index, print_json, print_lines, tell
from pipeline.errors import Unreadable

if TYPE_CHECKING:
    from pipeline.terms.own import Fate, TakenIn

_FATES: "Mapping[Fate, str]" = {
    "new": "new",
    "same": "held already",
    "replaced": "in place of your own",
    "instead": "in place of the built-in",
}


def export(
    file: Annotated[Path, typer.Argument(help="To write: .tbx, .csv or .xlsx.")],
    index: Index = DEFAULT_INDEX,
) -> None:
    """Write the table of terms to a file, an index's own terms.csv over the built-in one."""
    from pipeline.exchange.term_files import terms_as, written_as
    from pipeline.exchange.whole import write_whole
    from pipeline.store.manifest import read_manifest
    from pipeline.terms.table import table_of

    suffix = written_as(str(file))
    if index != DEFAULT_INDEX or index.is_dir():
        read_manifest(index)
    terms = table_of(index).terms
    write_whole(file, terms_as(suffix, terms))
    tell(f"{len(terms)} concepts, {sum(len(t.forms) for t in terms)} forms")


def import_(
    file: Annotated[Path, typer.Argument(help="To read: .tbx, .xml, .csv or .xlsx.")],
    index: Index = DEFAULT_INDEX,
    as_json: AsJson = False,
) -> None:
    """Take the terms of a file into an index's own terms.csv, and say what they replace.

    A code that your table has is replaced, all else in it stays. The built-in table itself is never
    changed: yours goes before it.
    """
    from pipeline.exchange.term_files import read_as, terms_from
    from pipeline.terms.own import take_in

    read_as(str(file))
    taken = take_in(index, str(file), terms_from(str(file), _content(file)))
    rows = [_row(one) for one in taken]
    if as_json:
        print_json(rows)
    else:
        print_lines(_line(row) for row in rows if row["fate"] != "same")
    counts = Counter(one.fate for one in taken)
    told = ", ".join(f"{counts[fate]} {words}" for fate, words in _FATES.items() if counts[fate])
    tell(f"{len(taken)} concepts: {told or 'nothing to take in'}")


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise Unreadable(str(file), error.strerror or "cannot be read") from None


def _row(one: "TakenIn") -> dict[str, Any]:
    return {
        "code": one.after.code,
        "fate": one.fate,
        "before": [form.form for form in one.before.forms] if one.before else [],
        "after": [form.form for form in one.after.forms],
    }


def _line(row: Mapping[str, Any]) -> str:
    after = ", ".join(row["after"]) or "taken out"
    before = f"  (was {', '.join(row['before'])})" if row["before"] else ""
    return f"[{row['fate']}]  {row['code']}  {after}{before}"
