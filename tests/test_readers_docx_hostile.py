"""Word files that are damaged, locked, or made to do harm: one clear line each."""

import io
import struct
import zipfile

import pytest

from docx_files import Parts, W, call, docx, note, p, package_parts, zipped
from pipeline.errors import Binary, Empty, Encrypted, InputError, Unreadable
from pipeline.readers import read_bytes
from pipeline.records import Document

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read(content: bytes, name: str = "a.docx") -> Document:
    return read_bytes(name, content)


def with_document(mark_up: str) -> bytes:
    """A Word file whose main part is ``mark_up`` as it stands."""
    return zipped(package_parts() | {"word/document.xml": mark_up})


def body(inside: str) -> str:
    return f'<w:document xmlns:w="{W}"><w:body>{inside}</w:body></w:document>'


ENTITIES = "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        (b"", Empty, "no byte in it"),
        (b"PK\x03\x04" + b"\x00" * 40, Unreadable, "damaged DOCX"),
        (docx(p("Words"))[:-60], Unreadable, "damaged DOCX"),
        (b"Plain words.", Binary, "without the form of a Word file"),
        (OLE + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"), Encrypted, "password"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), Binary, "OpenDocument"),
        (zipped({"a.txt": "words"}), Binary, "no Word document"),
        (zipped({"[Content_Types].xml": "<Types/>"}), Unreadable, "without its text"),
        (with_document("<w:document"), Unreadable, "broken XML in word/document.xml"),
        (with_document(f'<w:document xmlns:w="{W}"/>'), Unreadable, "without a body"),
        (with_document(body("")), Empty, "no text in it"),
        (with_document("\x00\x01"), Unreadable, "broken XML"),
        (
            with_document(f'<!DOCTYPE a [<!ENTITY a "aaaa">{ENTITIES}]>{body(p("&j;"))}'),
            Unreadable,
            "XML|document type",
        ),
        (
            with_document(f'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>{body(p("&x;"))}'),
            Unreadable,
            "a document type",
        ),
        (
            with_document(f'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">{body(p("x"))}'),
            Unreadable,
            "a document type",
        ),
        (with_document(body("<w:p/>" * 1_000_000)), Unreadable, "unpacks to more than 200 times"),
        (
            with_document(body("<w:tbl><w:tr><w:tc>" * 200 + p("x") + "</w:tc></w:tr></w:tbl>" * 200)),
            Unreadable,
            "depth",
        ),
    ],
    ids=[
        "nothing", "no-zip", "truncated", "text", "password", "odt", "zip", "no-document", "cut",
        "no-body", "no-words", "no-xml", "entities", "external", "external-dtd", "bomb", "deep",
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_one_line(
    content: bytes, error: type[InputError], words: str
) -> None:
    with pytest.raises(error, match=words) as raised:
        read(content)
    assert str(raised.value).startswith("a.docx: ") and "\n" not in str(raised.value)


def test_a_bomb_that_hides_its_size_is_not_unpacked() -> None:
    """The directory of the archive claims ten bytes; what counts is what comes out."""
    content = with_document(body("<w:p/>" * 1_000_000))
    at = content.find(b"PK\x01\x02")
    while at >= 0 and content[at + 46 : at + 63] != b"word/document.xml":
        at = content.find(b"PK\x01\x02", at + 1)
    lying = content[: at + 24] + struct.pack("<I", 10) + content[at + 28 :]
    with pytest.raises(InputError):
        read(lying)


def test_too_many_tags_are_refused_before_they_fill_the_memory() -> None:
    many = "".join(f"<w:p w:rsidR='{i * 7919 % 999983:06}'/>" for i in range(1_500_001))
    with pytest.raises(Unreadable, match="more than 1,500,000 tags"):
        read(with_document(body(many)))


def test_a_directory_without_end_is_refused() -> None:
    end = b"PK\x05\x06" + b"\x00" * 8 + struct.pack("<II", 60_000_000, 100) + b"\x00\x00"
    with pytest.raises(Unreadable, match="ZIP directory of 60,000,000 bytes"):
        read(b"PK\x03\x04" + b"\x00" * 100 + end)


def test_locked_members_need_a_password() -> None:
    content = bytearray(docx(p("Words")))
    at = content.find(b"PK\x01\x02")
    while at >= 0:
        content[at + 8] |= 1
        at = content.find(b"PK\x01\x02", at + 1)
    with pytest.raises(Encrypted, match="password"):
        read(bytes(content))


def test_tables_in_tables_are_read_as_deep_as_the_parser_goes() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 70 + p("In the depth.") + "</w:tc></w:tr></w:tbl>" * 70
    assert read(docx(deep)).text == "In the depth."


def test_parts_that_are_missing_or_point_nowhere_are_done_without() -> None:
    types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rels = "".join(
        f'<Relationship Id="r{i}" Type="{types}/{kind}" Target="{target}" {mode}/>'
        for i, (kind, target, mode) in enumerate(
            [
                ("numbering", "gone.xml", ""),
                ("styles", "../../../../etc/passwd", ""),
                ("footnotes", "http://127.0.0.1:9/f.xml", 'TargetMode="External"'),
                ("header", "", ""),
            ]
        )
    )
    wrong = '<w:sectPr><w:headerReference w:type="default" r:id="none"/></w:sectPr>'
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="4"/></w:numPr><w:pStyle w:val="Gone"/>'

    document = read(docx(p("Words.", listed) + wrong, Parts(relationships=rels)))
    assert document.text == "Words."


def test_styles_that_rest_on_each_other_are_read() -> None:

    circle = "".join(
        f'<w:style w:type="paragraph" w:styleId="{a}"><w:name w:val="{a}"/><w:basedOn w:val="{b}"/></w:style>'
        for a, b in (("A", "B"), ("B", "A"))
    )
    assert read(docx(p("Words.", '<w:pStyle w:val="A"/>'), Parts(circle))).text == "Words."


def test_a_note_called_many_times_is_printed_once() -> None:

    document = read(
        docx(p("First words.") + f"<w:p>{call(1) * 500}</w:p>", Parts(footnotes=note(1, "x" * 900)))
    )
    assert document.text.count("x" * 900) == 1


def test_macros_are_never_read() -> None:
    out = io.BytesIO(docx(p("Words.")))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"\x00" * 100)
    assert read(out.getvalue(), "a.docm").text == "Words."


def test_the_strict_form_of_the_format_is_read() -> None:
    strict = body(p("Strict words.")).replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert read(with_document(strict)).text == "Strict words."


@pytest.mark.parametrize("text", ["\u202eabc\u202c words", "a\u200bb words", "a\ufeffb words"])
def test_invisible_signs_are_no_words(text: str) -> None:
    found = read(docx(p(text))).text
    assert not set(found) & set("\u202e\u202c\u200b\ufeff")
