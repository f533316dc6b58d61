"""The sheets of an Excel workbook that somebody sent, within bounds.

A workbook is a ZIP archive, and what reads it takes the room that a sheet says it has: one of a few
hundred bytes can claim 17,000 million cells, and one of a megabyte unpack to gigabytes. So it is
unpacked here first, within bounds, its cells are counted, and only what was counted is read.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from pipeline.errors import Unreadable

Sheet: TypeAlias = Sequence[Sequence[object]]
"""The rows of a sheet, each with its cells; an empty cell is ""."""

_PARTS = 2_000
_BYTES = 64 * 1024 * 1024
_CELLS = 2_000_000
_CHARACTERS = 64_000_000
"""Of an archive, unpacked: files, bytes; of one sheet: cells from its first corner to its last,
characters of the texts that its cells share."""
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError)


def read_sheets(name: str, content: bytes, *, whole: bool = True) -> dict[str, Sheet]:
    """The sheets of the workbook ``name`` by their titles, in its order; without ``whole`` less the
    empty rows and columns before the first cell.

    Raises Unreadable for what is no workbook in .xlsx, for a damaged one, and for one that unpacks
    to more than is read.
    """
    import python_calamine

    parts = _parts(name, content)
    _check_room(name, parts)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(_packed(parts)))
        return {
            title: book.get_sheet_by_name(title).to_python(skip_empty_area=not whole)
            for title in book.sheet_names
        }
    except (python_calamine.CalamineError, IndexError, OSError, ValueError) as error:
        raise Unreadable(name, f"no Excel workbook ({error})") from None


def _parts(name: str, content: bytes) -> dict[str, bytes]:
    """The files in the archive, all of which are whole."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            listed = archive.infolist()
            size = sum(part.file_size for part in listed)
            if len(listed) > _PARTS or size > _BYTES:
                raise Unreadable(
                    name, f"{len(listed):,} files of {size:,} bytes in it; the limit is {_BYTES:,}"
                )
            return {part.filename: archive.read(part) for part in listed if not part.is_dir()}
    except _DAMAGE as error:
        raise Unreadable(name, f"no Excel workbook ({error})") from None


def _packed(parts: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for path, part in parts.items():
            archive.writestr(path, part)
    return stream.getvalue()


def _check_room(name: str, parts: Mapping[str, bytes]) -> None:
    shared = [size for part in parts.values() if b"sst" in part for size in _shared(name, part)]
    for part in parts.values():
        if b"sheetData" not in part:
            continue
        rows = columns = characters = 0
        for row, column, text in _cells(name, part):
            rows, columns = max(rows, row), max(columns, column)
            characters += shared[text] if 0 <= text < len(shared) else 0
            if rows * columns > _CELLS or characters > _CHARACTERS:
                raise Unreadable(
                    name,
                    f"a sheet of {rows:,} rows by {columns:,} columns and {characters:,} characters"
                    f" or more; the limits are {_CELLS:,} cells and {_CHARACTERS:,} characters",
                )


def _shared(name: str, part: bytes) -> Iterator[int]:
    """How long each of the texts is that cells share."""
    for tag, _, words in _elements(name, part, "si"):
        if tag == "si":
            yield len(words)


def _cells(name: str, part: bytes) -> Iterator[tuple[int, int, int]]:
    """Row and column of each cell, from 1, and the number of the text that it shares, else -1; a
    cell that does not say where it stands follows the one before."""
    row, column = 0, 0
    for tag, given, words in _elements(name, part, "row", "c"):
        place = given.get("r", "")
        if tag == "row":
            row, column = int(place) if place.isdecimal() else row + 1, 0
            yield row, 1, -1
            continue
        letters = place.rstrip("0123456789")
        column = _number(letters) if letters else column + 1
        at = int(place[len(letters) :] or row) if letters else row
        is_shared = given.get("t") == "s" and words.strip().isdecimal()
        yield at, column, int(words) if is_shared else -1


def _number(letters: str) -> int:
    number = 0
    for letter in letters.upper()[:4]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _elements(name: str, part: bytes, *wanted: str) -> Iterator[tuple[str, Mapping[str, str], str]]:
    """Name, attributes and words of the elements of ``part`` that are ``wanted``: a row at its
    start, all else at its end."""
    from lxml import etree

    tags = tuple(f"{{*}}{tag}" for tag in wanted)
    try:
        for event, element in etree.iterparse(
            io.BytesIO(part), events=("start", "end"), tag=tags, resolve_entities=False
        ):
            tag = etree.QName(element).localname
            if (event == "start") == (tag == "row"):
                words = "" if event == "start" else "".join(element.itertext())
                yield tag, dict(element.attrib), words
            if event == "end":
                element.clear()
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(name, f"no Excel workbook ({error})") from None
