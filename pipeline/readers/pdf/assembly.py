"""Pages to logical lines: regions read in order, paragraphs gathered over columns and pages."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.readers.pdf.columns import Column, column_of
from pipeline.readers.pdf.contents import contents_of
from pipeline.readers.pdf.figures import split_figures
from pipeline.readers.pdf.headings import heading_level
from pipeline.readers.pdf.hyphens import Vocabulary
from pipeline.readers.pdf.masthead import split_masthead
from pipeline.readers.pdf.newspaper import strips
from pipeline.readers.pdf.notes import Foot, hosts, note_line, notes_of, split_notes
from pipeline.readers.pdf.paragraphs import Draft, Leading, goes_on, leading, runs_over
from pipeline.readers.pdf.regions import Region, regions
from pipeline.readers.pdf.rows import Row, rows_of
from pipeline.readers.pdf.running import strip_running
from pipeline.readers.pdf.shapes import Page
from pipeline.readers.pdf.tables import is_repeated_head, table_lines
from pipeline.records import Remark
from pipeline.text.lines import Line


@dataclass(frozen=True, slots=True)
class Assembled:
    """The lines of a document, the page on which each begins, and what was taken out."""

    lines: tuple[Line, ...]
    pages: tuple[int, ...]
    remarks: tuple[Remark, ...]


def assemble(pages: Sequence[Page]) -> Assembled:
    """The logical lines of a document."""
    stripped, running = strip_running(pages, [rows_of(p.runs, p.number) for p in pages])
    rows, figures = split_figures(stripped)
    body = _body_size(rows)
    columns = [
        [split_notes(page, strip, body) for strip in strips(page, own)]
        for page, own in zip(pages, rows, strict=True)
    ]
    feet = [foot for page in columns for foot in page]
    words = Vocabulary(row.text for own in rows for row in own)
    usual = leading([foot.body for foot in feet], body)
    gathered = _Gathering(usual, _right_edge(feet, body), words)
    for page, own in zip(pages, columns, strict=True):
        gathered.page(page, [foot.body for foot in own])
    lines, on, contents = _lines(gathered.drafts, feet, words, body)
    return Assembled(lines, on, (*running, *figures, *gathered.heads, *contents))


def _body_size(pages: Iterable[Sequence[Row]]) -> float:
    sizes: Counter[float] = Counter()
    for rows in pages:
        for row in rows:
            for run in row.runs:
                sizes[round(run.size * 2) / 2] += len(run.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _right_edge(feet: Iterable[Foot], body: float) -> float:
    """Where most long rows of the document end."""
    ends = Counter(
        round(row.x1)
        for foot in feet
        for row in foot.body
        if abs(row.size - body) < 0.6 and row.x1 - row.x0 > 15 * body
    )
    if not ends:
        return 0.0
    most = ends.most_common(1)[0][1]
    return float(max(x for x, count in ends.items() if count >= 0.3 * most))


class _Gathering:
    """Gathers drafts page by page; ``heads`` are heads of tables that a page repeats."""

    def __init__(self, usual: Leading, right: float, words: Vocabulary) -> None:
        self._usual = usual
        self._right = right
        self._words = words
        self._open = True
        self._above: list[str] = []
        self.drafts: list[Draft] = []
        self.heads: list[Remark] = []

    def page(self, page: Page, columns: Sequence[tuple[Row, ...]]) -> None:
        """Read the columns of one page, in order."""
        for i, rows in enumerate(columns):
            self._strip(page, rows, first=i == 0, whole=len(columns) == 1)

    def _strip(self, page: Page, rows: tuple[Row, ...], first: bool, whole: bool) -> None:
        """Read a column, of the first page below its masthead. ``whole`` says that it is all of
        its page."""
        if page.number == 1 and first:
            head = split_masthead(page, rows)
            self.drafts += (Draft([row]) for row in head.above)
            self._text(head.left, column_of(head.left, self._usual.body, 0.0))
            self.drafts += (Draft([row]) for row in head.right)
            rows = head.below
            self._open = False
        parts = regions(page, rows)
        column = self._column(parts, whole)
        for i, part in enumerate(parts):
            self._region(part, column, first=i == 0)
        self._open = True

    def _column(self, parts: Sequence[Region], whole: bool) -> Column:
        """The edges of the column that the regions of text fill."""
        rows = [row for part in parts if part.kind == "text" for row in part.rows]
        return column_of(rows, self._usual.body, self._right if whole else 0.0)

    def _region(self, part: Region, column: Column, first: bool) -> None:
        if part.kind == "text":
            self._text(part.rows, column)
            return
        lines = table_lines(part.rows, part.rules, self._words)
        repeated = is_repeated_head(lines, self._above) if first else 0
        self._above = lines
        page = part.rows[0].page
        self.heads += (Remark("repeated-title", text, page) for text in lines[:repeated])
        for text in lines[repeated:]:
            self.drafts.append(Draft([part.rows[0]], table=text))
        self._open = False

    def _text(self, rows: Sequence[Row], column: Column) -> None:
        """Rows of one column; the first may go on with the paragraph of the column before."""
        for i, row in enumerate(rows):
            last = self._last_text(over=i == 0)
            if last and (
                runs_over(last, row, column.left, self._usual)
                if i == 0
                else goes_on(last, row, self._usual)
            ):
                last.rows.append(row)
                last.left, last.right = column.left, column.right_of(row)
            else:
                self.drafts.append(Draft([row], column.left, column.right_of(row)))
        self._open = False

    def _last_text(self, over: bool) -> Draft | None:
        """The paragraph that may go on; over a column's end only where nothing stands between."""
        if not self.drafts or self.drafts[-1].table or (over and not self._open):
            return None
        return self.drafts[-1]


def _lines(
    drafts: Sequence[Draft], feet: Sequence[Foot], words: Vocabulary, body: float
) -> tuple[tuple[Line, ...], tuple[int, ...], tuple[Remark, ...]]:
    """The lines with the footnotes after those that call them, the page of each, and the contents
    as remarks."""
    texts = [draft.table or words.joined(row.text for row in draft.rows) for draft in drafts]
    contents = contents_of(texts, [draft.rows[0].page for draft in drafts])
    notes: dict[int, list[Line]] = {}
    for host, text in hosts(drafts, texts, notes_of(feet, words)):
        notes.setdefault(host, []).append(note_line(text))
    out: list[Line] = list(notes.get(-1, ()))
    pages = [1] * len(out)
    for i, (draft, text) in enumerate(zip(drafts, texts, strict=True)):
        if i not in contents:
            out.append(_line(draft, text, body))
        out += notes.get(i, ())
        pages += [draft.rows[0].page] * (len(out) - len(pages))
    return tuple(out), tuple(pages), tuple(contents.values())


def _line(draft: Draft, text: str, body: float) -> Line:
    if draft.table:
        return Line(text, kind="table")
    if draft.rows[0].opens_note(body):
        return note_line(text)
    return Line(text, level=heading_level(draft, text, body))
