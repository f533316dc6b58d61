"""Tables of terms as CSV and as Excel workbooks, one row a form, and such files read back.

A cell that a spreadsheet would take for a formula gets an apostrophe in front, which is taken off
again when the file is read.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.errors import InputError, TongwenError, Unreadable
from pipeline.exchange.books import LONGEST_CELL
from pipeline.exchange.harmless import clean, guarded, unguarded
from pipeline.exchange.term_rows import COLUMNS, TermRow, concepts, new_code
from pipeline.exchange.workbook import read_sheets
from pipeline.records import LANGS
from pipeline.records.terms import Term, TermForm

_WANTED = COLUMNS[:3]
_SIDES = {"zh": "zh", "chinese": "zh", "中文": "zh", "en": "en", "english": "en", "英文": "en"}
"""What a glossary calls its columns."""
_SEPARATORS = (",", ";", "\t")
_SPACE = re.compile(r"[ \t\r\n]+")
_BOM = "\ufeff"


def plain(words: str) -> str:
    """``words`` in one line, without white space around them and signs that files leave out."""
    return _SPACE.sub(" ", clean(words)).strip()


def to_csv(terms: Iterable[Term]) -> bytes:
    """``terms`` as CSV in UTF-8 with a byte order mark, which Excel needs for Chinese. A concept
    without forms is a row with its code alone. The same terms give the same bytes."""
    stream = io.StringIO(newline="")
    table = csv.writer(stream, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for cells in _cells(terms):
        table.writerow(guarded(clean(cell)) for cell in cells)
    return (_BOM + stream.getvalue()).encode()


def from_csv(name: str, content: bytes) -> tuple[Term, ...]:
    """The concepts of the CSV file ``name``: with commas, semicolons or tabs, in UTF-8, UTF-16 or
    GB18030, its columns in any order. A glossary is read too: a column for each language, named
    ``zh`` and ``en`` or in words, and ``source`` if it has one; each row is a concept, whose code
    is made of its English form.

    Raises an InputError that names the file, the line and the values for what is no such table: no
    text, broken quotes, missing or unknown columns, and all that ``concepts`` refuses.
    """
    from pipeline.readers.decode import decode

    text = decode(name, content)
    head = text.lstrip("\r\n").partition("\n")[0]
    separator = max(_SEPARATORS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    lines: list[tuple[int, Sequence[str]]] = []
    try:
        for row in reader:
            lines.append((reader.line_num, row))
    except csv.Error as error:
        raise Unreadable(name, f"line {reader.line_num}: broken CSV ({error})") from None
    return concepts(name, _rows(name, lines))


def to_xlsx(terms: Iterable[Term]) -> bytes:
    """``terms`` as a workbook with one sheet, no cell of which is a formula; the same terms give
    the same bytes. Raises TongwenError for a form longer than a cell."""
    from pipeline.exchange.tables import table_bytes

    rows = list(_cells(terms))
    for row in rows:
        if long := next((cell for cell in row if len(cell) > LONGEST_CELL), ""):
            raise TongwenError(f"{row[0]}: {long[:40]}… is longer than a cell of Excel")
    return table_bytes("terms", COLUMNS, rows)


def from_xlsx(name: str, content: bytes) -> tuple[Term, ...]:
    """The concepts of the first sheet of the workbook ``name``; refuses as ``from_csv`` does, and
    Unreadable for what is no workbook."""
    sheets = read_sheets(name, content)
    rows = next(iter(sheets.values()), [])
    lines = [(at, [_shown(value) for value in row]) for at, row in enumerate(rows, 1)]
    return concepts(name, _rows(name, lines))


def _cells(terms: Iterable[Term]) -> Iterator[tuple[str, ...]]:
    for term in terms:
        if not term.forms:
            yield (term.code, *[""] * (len(COLUMNS) - 1))
        for form in term.forms:
            yield (
                *(form.code, form.lang, form.form, form.use, _joined(form)),
                *(form.first, form.last, form.source),
            )


def _joined(form: TermForm) -> str:
    if wrong := next((body for body in form.bodies if ";" in body), ""):
        raise TongwenError(f"{form.code}: {form.form}: {wrong} is no code of a body")
    return ";".join(form.bodies)


def _bare(cell: str) -> str:
    return plain(unguarded(cell))


def _shown(value: object) -> str:
    """A cell of a workbook as text: a year may have become a number."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _rows(name: str, lines: Sequence[tuple[int, Sequence[str]]]) -> Iterator[TermRow]:
    """The rows below the head; those without anything in them are passed over."""
    filled = [(line, row) for line, row in lines if any(cell.strip() for cell in row)]
    if not filled:
        raise InputError(name, f"no row in it; the columns {', '.join(_WANTED)} are wanted")
    at, head = filled[0]
    columns = [plain(cell).lower() for cell in head]
    while columns and not columns[-1]:
        columns.pop()
    sides = [_SIDES.get(column, "") for column in columns]
    is_glossary = "form" not in columns and {"zh", "en"} <= set(sides)
    if is_glossary:
        columns = [side or column for side, column in zip(sides, columns, strict=True)]
    _check_head(name, at, columns, ("zh", "en", "source") if is_glossary else COLUMNS)
    taken: set[str] = set()
    for line, row in filled[1:]:
        cells = dict(zip(columns, map(_bare, row), strict=False))
        if beyond := plain(" ".join(row[len(columns) :])):
            raise InputError(name, f"line {line}: {beyond} stands beyond the last column")
        if is_glossary:
            yield from _pair(line, cells, taken)
        else:
            yield TermRow(line, **{column: cells.get(column, "") for column in COLUMNS})


def _pair(line: int, cells: Mapping[str, str], taken: set[str]) -> Iterator[TermRow]:
    """The forms of a row of a glossary."""
    held = {lang: cells.get(lang, "") for lang in LANGS}
    code = new_code(held["en"] or held["zh"], taken)
    taken.add(code)
    for lang, form in held.items():
        if form:
            yield TermRow(line, code, lang, form, source=cells.get("source", ""))


def _check_head(name: str, line: int, columns: Sequence[str], known: Sequence[str]) -> None:
    wanted = [column for column in _WANTED if column in known]
    if missing := [column for column in wanted if column not in columns]:
        held = ", ".join(filter(None, columns)) or "nothing"
        raise InputError(
            name, f"line {line}: the column {', '.join(missing)} is missing; it holds {held}"
        )
    if unknown := [column or "without a name" for column in columns if column not in known]:
        raise InputError(
            name, f"line {line}: the column {unknown[0]} is none of {', '.join(known)}"
        )
    if twice := [column for column in known if columns.count(column) > 1]:
        raise InputError(name, f"line {line}: the column {twice[0]} stands twice")
