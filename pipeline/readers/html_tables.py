"""Which HTML tables hold rows to be kept together, and which only lay out a page."""

from lxml import etree

from pipeline.text.normalise import squeeze
from pipeline.text.numbering import marker

_LONGEST_CELL = 600
"""Characters; a cell longer than that holds running text."""

_BREAKS = frozenset({"br", "p", "div", "li", "tr", "td", "th", "dd", "dt", "blockquote"})


def flows(table: etree._Element) -> bool:
    """Whether the content of ``table`` is to be read as running text.

    So are tables within tables and those around them, a single row or column, cells of running
    text, and two columns of which the first has only the numbers of paragraphs.
    """
    if table.get("role") in {"presentation", "none"} or table.find(".//table") is not None:
        return True
    if next(table.iterancestors("table"), None) is not None:
        return True
    rows = [_cells(row) for row in table.iter("tr")]
    filled = [row for row in rows if any(row)]
    if len(filled) < 2 or max(len(row) for row in filled) < 2:
        return True
    if any(len(cell) > _LONGEST_CELL for row in filled for cell in row):
        return True
    return all(len(row) == 2 and _is_number(row[0]) for row in filled)


def table_rows(table: etree._Element) -> list[str]:
    """The caption, then each row that is not empty, its cells joined by tabs."""
    captions = [cell_text(caption) for caption in table.iter("caption")]
    rows = ["\t".join(_cells(row)).strip("\t") for row in table.iter("tr")]
    return [line for line in (*captions, *rows) if line]


def cell_text(cell: etree._Element) -> str:
    """The text of ``cell`` on one line."""
    pieces: list[str] = []
    for event, element in etree.iterwalk(cell, events=("start", "end", "comment", "pi")):
        if element.tag in _BREAKS:
            pieces.append(" ")
        if event == "start":
            pieces.append(element.text or "")
        elif element is not cell:
            pieces.append(element.tail or "")
    return squeeze("".join(pieces))


def _cells(row: etree._Element) -> list[str]:
    return [cell_text(cell) for cell in row if cell.tag in {"td", "th"}]


def _is_number(text: str) -> bool:
    mark = marker(text)
    return not text or (mark is not None and mark.end >= len(text))
