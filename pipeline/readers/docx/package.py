"""The parts of a DOCX file, unpacked one by one in memory and never trusted.

A part is unpacked only when it is asked for, so that pictures, embedded files and macros are never
touched. Mark-up with a document type, and so every entity, is refused; nothing is fetched.
"""

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree

from pipeline.errors import Binary, Encrypted, Unreadable
from pipeline.readers.docx.names import R

_LARGEST_PART = 48 * 1024 * 1024
_LARGEST_TOTAL = 96 * 1024 * 1024
"""Bytes after unpacking; the longest UN documents have a tenth of it. A tree takes some five times
the size of its mark-up in memory."""

_MOST_TIMES = 200
_MOST_TIMES_FROM = 4 * 1024 * 1024
"""A part of more than 4 MB that unpacks to more than 200 times its size is a bomb; the mark-up of
real documents unpacks to some 10 to 40 times."""

_MOST_TAGS = 1_500_000
"""A tree takes some 100 bytes for each, and each takes its time; 37 pages full of tables have
90,000."""

_LARGEST_DIRECTORY = 4 * 1024 * 1024
_END_OF_DIRECTORY = b"PK\x05\x06"
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError)
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)
"""Namespaces of the strict form of the format, and those of the usual one."""


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part points to: ``kind`` is the last word of the type, ``target`` a part's path."""

    kind: str
    target: str


class Package:
    """The ZIP container of the file ``name``.

    Raises ``Unreadable`` for a damaged container or one without a text document, ``Binary`` for
    another kind of Office file, ``Encrypted`` for one whose members need a password.
    """

    def __init__(self, name: str, content: bytes) -> None:
        self._name = name
        self._left = _LARGEST_TOTAL
        self._relations: dict[str, dict[str, Relation]] = {}
        _check_directory(name, content)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except _DAMAGE as error:
            raise Unreadable(name, f"a damaged DOCX file ({_line(error)})") from None
        self._members = {e.filename.lstrip("/").lower(): e for e in self._zip.infolist()}
        self.main = self._main_part()

    def part(self, path: str) -> etree._Element | None:
        """The root of the part at ``path``, or None where the container has no such part.

        Raises ``Unreadable`` for a part that is broken, too large, or brings a document type.
        """
        entry = self._members.get(path.lower())
        if entry is None:
            return None
        content = self._unpacked(entry)
        if content.count(b"<") > _MOST_TAGS:
            raise Unreadable(self._name, f"{path} has more than {_MOST_TAGS:,} tags")
        for strict, usual in _STRICT:
            if strict in content:
                content = content.replace(strict, usual)
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(content, parser)
        except etree.XMLSyntaxError as error:
            raise Unreadable(self._name, f"broken XML in {path} ({_line(error)})") from None
        if root.getroottree().docinfo.internalDTD is not None:
            raise Unreadable(self._name, f"a document type in {path}, which DOCX does not have")
        return root

    def relations(self, path: str) -> dict[str, Relation]:
        """What the part at ``path`` points to inside the container, by relationship id."""
        if path not in self._relations:
            self._relations[path] = self._read_relations(path)
        return self._relations[path]

    def _read_relations(self, path: str) -> dict[str, Relation]:
        folder, _, file = path.rpartition("/")
        root = self.part(posixpath.join(folder, "_rels", f"{file}.rels"))
        if root is None:
            return {}
        found: dict[str, Relation] = {}
        for element in root.iter(_RELATIONSHIP):
            target = element.get("Target") or ""
            if element.get("TargetMode") == "External" or not target:
                continue
            inside = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
            kind = (element.get("Type") or "").rpartition("/")[2]
            found[element.get("Id") or ""] = Relation(kind, inside)
        return found

    def related(self, kind: str) -> tuple[str, etree._Element] | None:
        """Path and root of the part that the main one names as its ``kind``, such as "styles"."""
        for relation in self.relations(self.main).values():
            if relation.kind == kind:
                root = self.part(relation.target)
                return None if root is None else (relation.target, root)
        return None

    def _main_part(self) -> str:
        paths = [r.target for r in self.relations("").values() if r.kind == "officeDocument"]
        for path in (*paths, "word/document.xml"):
            if path.lower() in self._members:
                return path
        if "mimetype" in self._members:
            raise Binary(self._name, "an OpenDocument file; save it as DOCX")
        if "[content_types].xml" in self._members:
            raise Unreadable(self._name, "a DOCX file without its text (word/document.xml)")
        raise Binary(self._name, "a ZIP file that is no Word document")

    def _unpacked(self, entry: zipfile.ZipInfo) -> bytes:
        if entry.flag_bits & 0x1:
            raise Encrypted(self._name, "a password is needed; save it without one")
        most = min(_LARGEST_PART, self._left)
        try:
            with self._zip.open(entry) as stream:
                content = stream.read(most + 1)
        except _DAMAGE as error:
            reason = f"a damaged DOCX file ({entry.filename}: {_line(error)})"
            raise Unreadable(self._name, reason) from None
        size = len(content)
        if size > most:
            raise Unreadable(self._name, f"{entry.filename} unpacks to more than {most:,} bytes")
        if size > _MOST_TIMES_FROM and size > _MOST_TIMES * max(1, entry.compress_size):
            times = f"{_MOST_TIMES} times its size"
            raise Unreadable(self._name, f"{entry.filename} unpacks to more than {times}")
        self._left -= size
        return content


def reference(element: etree._Element) -> str:
    """The relationship id that ``element`` carries, or ``""``."""
    return element.get(R + "id") or ""


def _check_directory(name: str, content: bytes) -> None:
    """Raise ``Unreadable`` where the directory of the ZIP file alone would fill the memory."""
    at = content.rfind(_END_OF_DIRECTORY)
    size = int.from_bytes(content[at + 12 : at + 16], "little") if at >= 0 else 0
    if size > _LARGEST_DIRECTORY:
        raise Unreadable(name, f"a ZIP directory of {size:,} bytes, more than any DOCX has")


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
