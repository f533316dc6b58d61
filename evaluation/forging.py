"""Small files of every format, whole or made to break a reader, put together by hand."""

import io
import struct
import tarfile
import zipfile

WORD_XML = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body>%s</w:body></w:document>"
)
AKN_XML = (
    '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">'
    '<statement name="resolution"><mainBody>%s</mainBody></statement></akomaNtoso>'
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_LAUGHS = "".join(
    f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "lol">' for n in range(10)
)
BOMB_DTD = f"<!DOCTYPE d [{_LAUGHS}]>"
"""Entities that would grow to 3 GB."""
FILE_DTD = '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
HTTP_DTD = '<!DOCTYPE d [<!ENTITY e SYSTEM "http://127.0.0.1:9/e">]>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def docx(document: str, **parts: str) -> bytes:
    """A DOCX file whose main part is ``document``; ``parts`` are further ones of ``word/``."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("word/document.xml", document)
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return out.getvalue()


def paragraph(words: str) -> str:
    """A paragraph of WordprocessingML."""
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def pdf(pages: int, words: str = "The Group met.", encrypt: bool = False) -> bytes:
    """A PDF file of ``pages`` pages that share one stream of words."""
    out = bytearray(b"%PDF-1.4\n")
    places: list[int] = []

    def put(body: bytes) -> None:
        places.append(len(out))
        out.extend(b"%d 0 obj\n%s\nendobj\n" % (len(places), body))

    put(b"<</Type/Catalog/Pages 2 0 R>>")
    kids = b" ".join(b"%d 0 R" % (5 + n) for n in range(pages))
    put(b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, kids))
    put(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
    stream = b"BT /F 12 Tf 72 500 Td (%s) Tj ET" % words.encode("latin-1")
    put(b"<</Length %d>>\nstream\n%s\nendstream" % (len(stream), stream))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>"
    for _ in range(pages):
        put(page + b"/Contents 4 0 R>>")
    locked = b""
    if encrypt:
        put(b"<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>" % (b"a1" * 32, b"b2" * 32))
        locked = b"/Encrypt %d 0 R/ID[<00><00>]" % len(places)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    root = b"<</Size %d/Root 1 0 R%s>>" % (len(places) + 1, locked)
    out += b"trailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (root, start)
    return bytes(out)


def zip_of(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive of ``files``."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def tar_of(*members: tuple[tarfile.TarInfo, bytes]) -> bytes:
    """A TAR archive of ``members``, whose sizes are set."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for member, content in members:
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return out.getvalue()


def locked(archive: bytes) -> bytes:
    """A ZIP archive whose members claim to need a password."""
    content = bytearray(archive)
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(signature)
        while at >= 0:
            content[at + flags] |= 1
            at = content.find(signature, at + 4)
    return bytes(content)


def overlapping(entries: int = 200, size: int = 4_000_000) -> bytes:
    """A ZIP archive all of whose entries are one and the same compressed stretch of bytes."""
    whole = zip_of({"0.txt": b"a b c d. " * (size // 9)})
    end = whole.rindex(b"PK\x05\x06")
    start = int.from_bytes(whole[end + 16 : end + 20], "little")
    entry = whole[start:end]
    directory = b"".join(
        entry[:28] + struct.pack("<H", len(f"{n}.txt")) + entry[30:46] + f"{n}.txt".encode()
        for n in range(entries)
    )
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, entries, entries, len(directory), start, 0)
    return whole[:start] + directory + tail


def crowded(entries: int = 400_000) -> bytes:
    """A ZIP archive that lists so many files, none of which is there."""
    entry = struct.pack(
        "<4s4B4H3L5H2L", b"PK\x01\x02", 20, 0, 20, *(0,) * 5, *(0,) * 3, 9, *(0,) * 6
    )
    directory = b"".join(entry + b"%05x.txt" % (n % 0xFFFFF) for n in range(entries))
    counted = min(entries, 0xFFFF)
    return directory + struct.pack(
        "<4s4H2LH", b"PK\x05\x06", 0, 0, counted, counted, len(directory), 0, 0
    )
