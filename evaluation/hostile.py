"""Files made to break a reader, each in words that no text holds; the large ones are made anew.

A file is either ``refused`` or, where a person may mean it, read as what it is.
"""

import bz2
import lzma
import tarfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from evaluation.forging import (
    AKN_XML,
    BOMB_DTD,
    FILE_DTD,
    HTTP_DTD,
    OLE,
    WORD_XML,
    crowded,
    docx,
    locked,
    overlapping,
    paragraph,
    pdf,
    tar_of,
    zip_of,
)


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file called ``name`` that ``make`` makes; ``refused`` says that no reader may take it,
    ``heavy`` that it takes seconds to make or to read."""

    name: str
    make: Callable[[], bytes]
    refused: bool = True
    heavy: bool = False


def deep_html(depth: int = 30_000) -> bytes:
    """Tables in cells of tables."""
    return b"<table><tr><td>" * depth + b"Words." + b"</td></tr></table>" * depth


def deep_docx(depth: int = 20_000) -> bytes:
    """The same in a Word file."""
    inner = paragraph("Words.")
    return docx(
        WORD_XML % (f"{'<w:tbl><w:tr><w:tc>' * depth}{inner}{'</w:tc></w:tr></w:tbl>' * depth}")
    )


def deep_rtf(depth: int = 200_000) -> bytes:
    """Groups within groups, and tables within tables, of a rich text file."""
    return b"{\\rtf1 " + b"{\\itap9\\intbl " * depth + b"Words.\\cell\\row " + b"}" * depth + b"}"


def deep_xml(depth: int = 50_000) -> bytes:
    """Elements within elements of AKN4UN."""
    return (AKN_XML % ("<section>" * depth + "<p>Words.</p>" + "</section>" * depth)).encode()


def _member(name: str, kind: bytes = tarfile.REGTYPE, target: str = "") -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type, member.linkname = kind, target
    return member


def _long_name(size: int = 400_000_000) -> bytes:
    """A compressed TAR archive whose member has a name of ``size`` bytes."""
    header = tarfile.TarInfo("././@LongLink")
    header.type, header.size = tarfile.GNUTYPE_LONGNAME, size
    squeezed = lzma.LZMACompressor()
    out = [squeezed.compress(header.tobuf(tarfile.GNU_FORMAT))]
    out += [squeezed.compress(b"a" * 1_000_000) for _ in range(size // 1_000_000)]
    return b"".join((*out, squeezed.flush()))


def _empty_members(count: int = 2_000_000) -> bytes:
    """A compressed TAR archive of ``count`` files without a byte."""
    block = tarfile.TarInfo("a.txt").tobuf() * 10_000
    squeezed = lzma.LZMACompressor()
    out = [squeezed.compress(block) for _ in range(count // 10_000)]
    return b"".join((*out, squeezed.flush()))


def _zeros(squeezed: Any, size: int = 400_000_000) -> bytes:
    """``size`` bytes of nothing, compressed."""
    out = [squeezed.compress(bytes(1_000_000)) for _ in range(size // 1_000_000)]
    return b"".join((*out, squeezed.flush()))


WORDS = b"1. The Group met.\n\n2. The Group decided to meet again.\n"


LONG = {
    "line": b"a b c d. " * 900_000,
    "lines": b"1. a\n" * 59_000,
    "paragraphs": "第一条 工作组\n\n".encode() * 29_000,
    "row": b"a\tb\t" * 1_500_000,
    "brackets": b"[(" * 3_000_000,
    "links": (b"[(*_" * 2_000 + b"\n\n") * 900,
    "figures": b"1" * 8_000_000,
    "numbers": "一".encode() * 2_500_000,
    "marks": "¹²".encode() * 1_800_000,
}
"""Texts as long as are taken in, of what rules look for at every character."""


def archives() -> Iterator[Hostile]:
    """Archives, of which nothing may be taken in, but for the one honest text of some."""
    bomb = zip_of({"a.txt": b"word " * 12_000_000})
    yield Hostile("high-ratio.zip", lambda: bomb)
    yield Hostile("nested.zip", lambda: zip_of({"a.zip": zip_of({"b.zip": bomb})}))
    yield Hostile("crowded.zip", crowded, heavy=True)
    yield Hostile("overlapping.zip", overlapping, heavy=True)
    yield Hostile("locked.zip", lambda: locked(zip_of({"a.txt": WORDS})))
    yield Hostile("cut.zip", lambda: zip_of({"a.txt": WORDS * 99})[:150])
    yield Hostile("traversal.zip", lambda: zip_of({"../../a.txt": WORDS, "/etc/a.txt": WORDS}))
    yield Hostile("backslash.zip", lambda: zip_of({"..\\a.txt": WORDS, "C:\\a.txt": WORDS}))
    yield Hostile("control.zip", lambda: zip_of({"a\x1b[2J\n.txt": WORDS}))
    yield Hostile("override.zip", lambda: zip_of({"a\u202etxt.txt": WORDS}))
    yield Hostile("cut.tar.xz", lambda: lzma.compress(tar_of((_member("a.txt"), WORDS)))[:-40])
    yield Hostile("longname.tar.xz", _long_name, heavy=True)
    yield Hostile("empty.tar.xz", _empty_members, heavy=True)
    yield Hostile("zeros.tar.gz", lambda: _zeros(zlib.compressobj(wbits=31)), heavy=True)
    yield Hostile("zeros.tar.bz2", lambda: _zeros(bz2.BZ2Compressor()), heavy=True)
    yield Hostile("traversal.tar", lambda: tar_of((_member("../../a.txt"), WORDS)))
    links = (
        (_member("s.txt", tarfile.SYMTYPE, "/etc/passwd"), b""),
        (_member("h.txt", tarfile.LNKTYPE, "../a.txt"), b""),
        (_member("d.txt", tarfile.CHRTYPE), b""),
        (_member("f.txt", tarfile.FIFOTYPE), b""),
    )
    yield Hostile("links.tar", lambda: tar_of(*links))
    yield Hostile("long.zip", lambda: zip_of({"a" * 251 + ".txt": WORDS}), refused=False)


def mark_up() -> Iterator[Hostile]:
    """Entities, nesting and code points in AKN4UN, HTML and the parts of Word files."""
    for kind, dtd in (("bomb", BOMB_DTD), ("file", FILE_DTD), ("http", HTTP_DTD)):
        named = "&l9;" if kind == "bomb" else "&e;"
        akn = dtd + AKN_XML % f"<p>{named}</p>"
        word = dtd + WORD_XML % paragraph(named)
        yield Hostile(f"{kind}.xml", akn.encode)
        yield Hostile(f"{kind}.docx", lambda word=word: docx(word))  # type: ignore[misc]
        yield Hostile(f"{kind}.html", f"{dtd}<p>{named}</p>".encode, refused=False)
        notes = dtd + f'<w:footnotes xmlns:w="{WORD_XML.split(chr(34))[1]}">{named}</w:footnotes>'
        whole = WORD_XML % paragraph("Words.")
        yield Hostile(f"{kind}-styles.docx", lambda w=whole, n=notes: docx(w, styles=n), False)  # type: ignore[misc]
    yield Hostile("deep.html", deep_html)
    yield Hostile("deep.xml", deep_xml)
    yield Hostile("deep.docx", deep_docx)
    yield Hostile("deep.rtf", deep_rtf, refused=False, heavy=True)
    for name, code in (("surrogate", "#xd800"), ("nul", "#0"), ("beyond", "#x110000")):
        yield Hostile(f"{name}.xml", (AKN_XML % f"<p>Words&{code};</p>").encode)
        yield Hostile(f"{name}.docx", lambda c=code: docx(WORD_XML % paragraph(f"Words&{c};")))  # type: ignore[misc]
        yield Hostile(f"{name}.html", f"<p>Words&{code}; more.</p>".encode, refused=False)


def texts() -> Iterator[Hostile]:
    """Plain texts, and every format cut, empty or by another's name."""
    yield Hostile("lone.txt", lambda: b"\xff\xfe" + "Words".encode("utf-16-le") + b"\x00\xd8a\x00")
    yield Hostile("cesu.txt", lambda: b"Words \xed\xa0\x80\xed\xb0\x80 of no encoding")
    yield Hostile("nul.txt", lambda: b"Words\x00with a hole in them.")
    yield Hostile("override.txt", "1. The Group \u202edediced\u202c to meet.".encode)
    yield Hostile("marks.txt", "1. The \u200fGroup\u200e met.".encode, refused=False)
    for suffix in SUFFIXES:
        yield Hostile(f"empty{suffix}", bytes)
        yield Hostile(f"spaces{suffix}", lambda: b" \n\t\n")
        yield Hostile(f"zeros{suffix}", lambda: bytes(4096))
        whole = SEEDS[suffix]
        if suffix in BINARY:
            yield Hostile(f"cut{suffix}", lambda whole=whole: whole[: len(whole) // 3])  # type: ignore[misc]
        for other in SUFFIXES:
            if suffix in BINARY and other not in (suffix, *ALIKE.get(suffix, ())):
                yield Hostile(f"{suffix[1:]}-named{other}", lambda whole=whole: whole)  # type: ignore[misc]
        if suffix not in BINARY:
            for other in BINARY:
                is_word = other in (".doc", ".docx", ".rtf")
                yield Hostile(f"{suffix[1:]}-named{other}", lambda whole=whole: whole, not is_word)  # type: ignore[misc]
    for suffix in (".txt", ".md", ".html"):
        for name, content in LONG.items():
            yield Hostile(f"{name}{suffix}", lambda c=content: c, refused=False, heavy=True)  # type: ignore[misc]
    yield Hostile("pages.pdf", lambda: pdf(10_000))
    yield Hostile("locked.pdf", lambda: pdf(1, encrypt=True))
    package = "EncryptedPackage".encode("utf-16-le")
    for suffix in (".docx", ".doc"):
        yield Hostile(f"locked{suffix}", lambda: OLE + bytes(4096) + package + bytes(4096))
    yield Hostile("locked-member.docx", lambda: locked(docx(WORD_XML % paragraph("Words."))))
    yield Hostile("part.docx", lambda: docx(WORD_XML % paragraph("word " * 20_000_000)), heavy=True)


SEEDS: dict[str, bytes] = {
    ".txt": WORDS,
    ".md": b"# Report\n\n" + WORDS,
    ".html": b"<html><body><h1>Report</h1><p>1. The Group met.</p></body></html>",
    ".xml": (AKN_XML % "<p>The Group met.</p>").encode(),
    ".docx": docx(WORD_XML % paragraph("1. The Group met.")),
    ".rtf": b"{\\rtf1\\ansi 1. The Group met.\\par 2. It decided.\\par}",
    ".pdf": pdf(2),
    ".doc": OLE + bytes(1024),
    ".png": b"\x89PNG\r\n\x1a\n" + bytes(64),
}
"""One small file of each format, in invented words."""
SUFFIXES = tuple(SEEDS)
BINARY = (".docx", ".rtf", ".pdf", ".doc", ".png")
ALIKE = {".rtf": (".doc",), ".docx": (".doc",)}
"""Word opens these under that name too, as it opens text, and so does the reader."""


def every() -> tuple[Hostile, ...]:
    """All of them."""
    return (*texts(), *mark_up(), *archives())
