"""DOCX: the text as Word prints it, line by line, with its automatic numbers and its notes."""

from lxml import etree

from pipeline.errors import Unreadable
from pipeline.readers.docx.body import Body, Entry
from pipeline.readers.docx.margins import furniture, is_masthead, margins, remark
from pipeline.readers.docx.names import child
from pipeline.readers.docx.notes import Notes
from pipeline.readers.docx.numbering import Numbering
from pipeline.readers.docx.package import Package
from pipeline.readers.docx.paragraphs import Paragraphs
from pipeline.readers.docx.styles import Styles
from pipeline.readers.plain import from_lines
from pipeline.records import Document, Given, Remark
from pipeline.text.lines import Line
from pipeline.text.raised import calls, note_mark

_HEAD = 40
_TYPED_MARKS = frozenset("*†‡")


def read_docx(name: str, content: bytes, given: Given, sha256: str) -> Document:
    """Read the Word document ``content``; macros, pictures and embedded files are never touched.

    Raises ``Unreadable`` for a damaged file or one that unpacks beyond measure, ``Encrypted``,
    ``Binary`` for a ZIP file that is no Word document, ``Empty`` for one without words.
    """
    try:
        lines, remarks, title = _Reading(name, Package(name, content)).lines()
    except RecursionError:
        raise Unreadable(name, "tables or boxes nested too deep to be read") from None
    return from_lines(name, lines, given, sha256, title, remarks=remarks)


class _Reading:
    """One document's way from its parts to lines and remarks."""

    def __init__(self, name: str, package: Package) -> None:
        self._package = package
        root = package.part(package.main)
        body = child(root, "body")
        if body is None:
            raise Unreadable(name, "a Word document without a body")
        self._body = body
        self._settings = self._related("settings")
        self._styles = Styles(self._related("styles"))

    def lines(self) -> tuple[tuple[Line, ...], tuple[Remark, ...], str]:
        """The lines of the text, what was taken out of it, and its title by style."""
        notes = Notes(self._related("footnotes"), self._related("endnotes"), self._settings)
        numbering = Numbering(self._related("numbering"), self._styles)
        body = Body(Paragraphs(self._styles, numbering, notes), notes)
        entries = body.read(self._body)
        masthead, remarks = self._margins([e.line.text for e in entries[:_HEAD]])
        text = _without_furniture([*masthead, *entries], remarks)
        return _without_contents(_with_notes_placed(text), remarks), tuple(remarks), body.title

    def _margins(self, head: list[str]) -> tuple[list[Entry], dict[Remark, None]]:
        masthead: list[Entry] = []
        remarks: dict[Remark, None] = {}
        targets = self._package.relations(self._package.main)
        for margin in margins(self._body, self._settings):
            target = targets.get(margin.part)
            root = self._package.part(target.target) if target else None
            if root is None:
                continue
            entries = self._margin(root)
            if is_masthead(margin, entries, head):
                masthead += entries
            if margin.repeats or not margin.is_header or not margin.on_first:
                remarks |= {remark(entry): None for entry in entries}
        return masthead, remarks

    def _margin(self, root: etree._Element) -> list[Entry]:
        notes = Notes()
        numbering = Numbering(None, self._styles)
        entries = Body(Paragraphs(self._styles, numbering, notes), notes, flat=True).read(root)
        return [Entry(Line(e.line.text.replace("\t", " ")), has_page=e.has_page) for e in entries]

    def _related(self, kind: str) -> etree._Element | None:
        found = self._package.related(kind)
        return found[1] if found else None


def _without_furniture(entries: list[Entry], remarks: dict[Remark, None]) -> list[Entry]:
    """``entries`` without job numbers and bar codes, which go to ``remarks``."""
    kept: list[Entry] = []
    for entry in entries:
        kind = furniture(entry.line.text)
        if kind is None:
            kept.append(entry)
        else:
            remarks[Remark(kind, entry.line.text)] = None
    return kept


def _with_notes_placed(entries: list[Entry]) -> list[Entry]:
    """``entries`` with notes that are typed under asterisks, at the foot of a page or in a frame,
    behind the first line that calls them."""
    callers: dict[str, int | None] = {}
    placed: dict[int, list[Entry]] = {}
    for i, entry in enumerate(entries):
        at: int | None = None
        mark = note_mark(entry.line.text)
        if mark[:1] in _TYPED_MARKS and _may_be_note(entry):
            if mark not in callers:
                callers[mark] = _caller(entries, mark)
            at = callers[mark]
        if at is None:
            placed.setdefault(i, []).insert(0, entry)
        else:
            placed.setdefault(at, []).append(Entry(Line(entry.line.text, kind="footnote")))
    return [entry for i in sorted(placed) for entry in placed[i]]


def _may_be_note(entry: Entry) -> bool:
    return not (entry.is_contents or entry.line.level or entry.line.kind == "table")


def _caller(entries: list[Entry], mark: str) -> int | None:
    """Where the line stands behind which the note ``mark`` goes: the first that calls it, or the
    end of the table of contents that does."""
    at = next((i for i, e in enumerate(entries) if calls(e.line.text, mark)), None)
    if at is None:
        return None
    while entries[at].is_contents and at + 1 < len(entries) and entries[at + 1].is_contents:
        at += 1
    return at


def _without_contents(entries: list[Entry], remarks: dict[Remark, None]) -> tuple[Line, ...]:
    """The lines that are no table of contents; each table goes to ``remarks`` as a whole."""
    lines: list[Line] = []
    contents: list[str] = []
    for entry in (*entries, None):
        if entry is not None and entry.is_contents:
            contents.append(entry.line.text)
            continue
        if contents:
            remarks[Remark("contents", "\n".join(contents))] = None
            contents = []
        if entry is not None:
            lines.append(entry.line)
    return tuple(lines)
