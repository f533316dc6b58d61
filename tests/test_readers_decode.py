"""Bytes to text, and which reader takes which file."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import Binary, Empty, Encrypted, InputError, WrongEncoding
from pipeline.readers import read_bytes
from pipeline.readers.decode import decode

CHINESE = "第三条 缔约国应当采取必要的立法和其他措施，依照本国法律惩治下列行为：（一）“陨石”贩运；"
FRENCH = "Les États parties s’engagent à prévenir le trafic de météorites, où qu’il ait été commis."


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How an Office file of the older kind begins."""


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030", "gb2312"])
def test_chinese_in_every_encoding(codec: str) -> None:
    text = CHINESE if codec != "gb2312" else CHINESE.replace("陨", "行")
    assert decode("a.txt", text.encode(codec)) == text


def test_utf16_of_either_order() -> None:
    assert decode("a.txt", b"\xfe\xff" + CHINESE.encode("utf-16-be")) == CHINESE


@pytest.mark.parametrize("label", ["windows-1252", "ISO-8859-1", '"windows-1252"'])
def test_declared_charset(label: str) -> None:
    page = f"<html><head><meta charset={label}></head><p>{FRENCH}</p>"
    assert decode("a.html", page.encode("cp1252")) == page


def test_declared_gb2312_holds_gb18030() -> None:
    page = f'<meta http-equiv="Content-Type" content="text/html; charset=gb2312"><p>{CHINESE} 㐀'
    assert decode("a.html", page.encode("gb18030")) == page


def test_utf8_wins_over_a_wrong_declaration() -> None:
    page = f"<meta charset=gb2312><p>{CHINESE}"
    assert decode("a.html", page.encode("utf-8")) == page


@pytest.mark.parametrize(
    ("content", "kind", "reason"),
    [
        (b"", Empty, "no text"),
        (" \t\r\n\u3000\u00a0".encode(), Empty, "no text"),
        (b"\xef\xbb\xbf", Empty, "no text"),
        (b"%PDF-1.7 trailer", Binary, "a PDF file"),
        (b"PK\x03\x04word", Binary, "a ZIP or Office file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Binary, "older kind"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), Encrypted, "password"),
        (b"Salted__x", Encrypted, "OpenSSL"),
        (b"-----BEGIN PGP MESSAGE-----\n", Encrypted, "PGP"),
        (b"text\x00text", Binary, "NUL byte at offset 4"),
        (b"\x01\x02text\x03", Binary, "control bytes"),
        (FRENCH.encode("cp1252"), WrongEncoding, "byte 0xC9 at offset 4"),
        (CHINESE.encode()[:-1], WrongEncoding, "neither UTF-8"),
        (b"\xff\xfeA", WrongEncoding, "claims to be UTF-16"),
        (b"<meta charset=klingon>\xff", WrongEncoding, "klingon"),
        (b"<meta charset=big5>\xff\xff", WrongEncoding, "claims to be BIG5"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(
    content: bytes, kind: type[InputError], reason: str
) -> None:
    with pytest.raises(kind, match=reason) as caught:
        decode("folder/a.txt", content)
    assert str(caught.value).startswith("folder/a.txt: ")
    assert "\n" not in str(caught.value)


@settings(max_examples=80)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1))
def test_utf8_is_always_taken_for_what_it_is(text: str) -> None:
    text = f"x{text}"
    assert decode("a.txt", text.encode("utf-8")) == text


@settings(max_examples=80)
@given(st.lists(st.sampled_from("缔约国应当采取措施，。；第三条（一）"), min_size=4, max_size=60))
def test_gb18030_of_common_chinese_is_found(characters: list[str]) -> None:
    content = "".join(characters).encode("gb18030")
    assert decode("a.txt", content) in {
        "".join(characters),
        content.decode("utf-8", errors="ignore"),
    }


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [
        ("a.txt", b"One.", "One."),
        ("a.TEXT", b"One.", "One."),
        ("a.md", b"# One", "One"),
        ("a.markdown", b"# One", "One"),
        ("a.htm", b"<h1>One</h1>", "One"),
        ("t.zip!x/a.HTML", b"<h1>One</h1>", "One"),
    ],
)
def test_the_extension_names_the_reader(name: str, content: bytes, text: str) -> None:
    document = read_bytes(name, content)
    assert (document.text, document.source.path) == (text, name)


@pytest.mark.parametrize(
    ("name", "content", "kind", "reason"),
    [
        ("a.xls", OLE, Binary, "XLS files are not read; convert to text first"),
        ("a.xls", OLE + "EncryptedPackage".encode("utf-16-le"), Encrypted, "password"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), Encrypted, "password"),
        ("a.txt", b"\x89PNG\r\n", Binary, "a PNG image, not what .*; rename it to .png"),
        ("a.txt", b"7z\xbc\xaf\x27\x1c", Binary, "a 7-Zip file, not what .*; convert it to text"),
        ("a.txt", b"", Empty, "no byte"),
        ("a", b"text", Binary, "no extension"),
        ("a.html", b"<script>x</script>", Empty, "no text"),
        ("a.md", b"---\n", Empty, "no text"),
        ("a.xml", b"\n", Empty, "no text"),
    ],
)
def test_files_without_a_reader_or_a_text(
    name: str, content: bytes, kind: type[InputError], reason: str
) -> None:
    with pytest.raises(kind, match=reason):
        read_bytes(name, content)
