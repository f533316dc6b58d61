"""What is done to valid files to spoil them at random."""

import io
import re
import zipfile
from random import Random
from typing import Any

from evaluation.forging import zip_of

_TOKENS = tuple(
    token.encode()
    for token in (
        *("(a)", "(b)", "(i)", "1.", "1.1.1.", "第一条", "㈠", "一、", "A.", "Article 9", "Annex"),
        *("9" * 5000, "¹" * 5000, "第" + "九" * 5000 + "条", "(" * 200, "附件", "¹²", "\t", "\f"),
        *("\r", "\u2028", "\u0085", "\ufeff", "\u200f", "\u202e", "\U0001f600", "\x1b[0m"),
        *("A/RES/1/1", "30 February 2020", "2020年13月45日", "&#xD800;", "&#0;", "&#99999999;"),
        *("<table>", "</table>", "<td>", "<li>", "<![CDATA[", "<!--", "<?x?>", "<!DOCTYPE d>"),
        *("<sup>1</sup>", "|", "```", "[^1]", "> ", "---", "-1", "4294967296", "NaN"),
        *('w:val="999999"', "<w:tbl>", "<w:p>", "</w:p>", "%1%9", "\\u-10240 ?", "{\\*"),
        *("\\bin99999 ", "obj", "stream", "/Kids[1 0 R]", "/Count -1", "[[files]]", "inf"),
        *("1e400", "0x", "true", '"""'),
    )
)
_TAG = re.compile(rb"<[^<>]{1,200}>")


def mutant(content: bytes, others: tuple[bytes, ...], random: Random) -> bytes:
    """``content`` spoilt one to six times; in a ZIP container, often one of its parts."""
    if content.startswith(b"PK\x03\x04") and random.random() < 0.7:
        spoilt = _repacked(content, others, random)
        if spoilt is not None:
            return spoilt
    if content.lstrip().startswith(b"<") and random.random() < 0.6:
        return _restructured(content, random)
    if content.startswith(b"%PDF-") and random.random() < 0.6:
        return _overwritten(content, random)
    for _ in range(random.choice((1, 1, 1, 2, 3, 6))):
        content = random.choice(_WAYS)(content, others, random)
    return content


def _repacked(content: bytes, others: tuple[bytes, ...], random: Random) -> bytes | None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = random.choice(sorted(parts))
    if random.random() < 0.1:
        del parts[name]
    else:
        parts[name] = mutant(parts[name], others, random)
    return zip_of(parts)


def _restructured(content: bytes, random: Random) -> bytes:
    """Mark-up that stays well-formed: elements moved, copied, left out, renamed, their text and
    attributes changed."""
    from lxml import etree, html

    is_page = content.lstrip()[:5].lower() == b"<html"
    root = html.fromstring(content) if is_page else etree.fromstring(content)
    for _ in range(random.choice((1, 2, 4, 12))):
        elements = [element for element in root.iter() if isinstance(element.tag, str)]
        one, other = random.choice(elements), random.choice(elements)
        _change(one, other, root, random)
    return html.tostring(root) if is_page else etree.tostring(root, encoding="utf-8")


def _change(one: Any, other: Any, root: Any, random: Random) -> None:
    """One change of ``one``, which may be the root, with ``other`` at hand."""
    from copy import deepcopy

    way = random.randrange(6)
    if way == 0 and one is not root:
        one.getparent().remove(one)
    elif way == 1:
        other.append(deepcopy(one))
    elif way == 2:
        one.tag = other.tag
    elif way == 3 and one.attrib:
        name = random.choice(sorted(one.attrib))
        one.set(name, random.choice(_VALUES))
    elif way == 4:
        one.text = random.choice(_VALUES)
    else:
        one.tail = random.choice(_VALUES)


def _overwritten(content: bytes, random: Random) -> bytes:
    """The bytes of some places changed, their number kept, so that a PDF stays in shape."""
    out = bytearray(content)
    for _ in range(random.choice((1, 2, 5, 20))):
        at = random.randrange(len(out))
        new = random.choice((b"9", b"0", b"-", b"(", b")", b"\\", b"/", b"\xff", b"[", b" 9 9 9 "))
        out[at : at + len(new)] = new
    return bytes(out[: len(content)])


_VALUES = (
    *("", "0", "-1", "7", "999999", "4294967296", "1.5", "x", "1.", "(a)", "第一条", "㈠", "¹²"),
    *("9" * 5000, "%1%2%9", "lowerLetter", "bullet", "F0B7", "on", "begin", "end", "Annex"),
    *("附件一", "A/RES/1/1", " ", "\t", "\n", "\u200f", "e\u0301", "words " * 400),
)


def _place(content: bytes, random: Random) -> tuple[int, int]:
    start = random.randrange(len(content) + 1)
    return start, min(len(content), start + random.choice((1, 2, 8, 40, 400)))


def _flip(content: bytes, others: tuple[bytes, ...], random: Random) -> bytes:
    out = bytearray(content)
    for _ in range(random.choice((1, 3, 20)) if out else 0):
        out[random.randrange(len(out))] = random.randrange(256)
    return bytes(out)


def _cut(content: bytes, others: tuple[bytes, ...], random: Random) -> bytes:
    return content[: random.randrange(len(content) + 1)]


def _delete(content: bytes, others: tuple[bytes, ...], random: Random) -> bytes:
    start, end = _place(content, random)
    return content[:start] + content[end:]


def _repeat(content: bytes, others: tuple[bytes, ...], random: Random) -> bytes:
    start, end = _place(content, random)
    return content[:end] + content[start:end] * random.choice((1, 3, 300)) + content[end:]


def _insert(content: bytes, others: tuple[bytes, ...], random: Random) -> bytes:
    at = random.randrange(len(content) + 1)
    return content[:at] + random.choice(_TOKENS) + content[at:]


def _replace(content: bytes, others: tuple[bytes, ...], random: Random) -> bytes:
    start, end = _place(content, random)
    return content[:start] + random.choice(_TOKENS) + content[end:]


def _splice(content: bytes, others: tuple[bytes, ...], random: Random) -> bytes:
    other = random.choice(others)
    start, end = _place(other, random)
    at = random.randrange(len(content) + 1)
    return content[:at] + other[start:end] + content[at:]


def _lines(content: bytes, others: tuple[bytes, ...], random: Random) -> bytes:
    lines = content.split(b"\n")
    random.shuffle(lines)
    return b"\n".join(lines)


def _tags(content: bytes, others: tuple[bytes, ...], random: Random) -> bytes:
    found = list(_TAG.finditer(content))
    if not found:
        return _insert(content, others, random)
    one, other = random.choice(found), random.choice(found)
    put = random.choice((b"", other.group(), one.group() * 60, one.group().replace(b"/", b"")))
    return content[: one.start()] + put + content[one.end() :]


def _figures(content: bytes, others: tuple[bytes, ...], random: Random) -> bytes:
    found = list(re.finditer(rb"\d+", content))
    if not found:
        return _insert(content, others, random)
    one = random.choice(found)
    put = random.choice((b"0", b"-1", b"65536", b"4294967295", b"9" * 30, b"1.5", b""))
    return content[: one.start()] + put + content[one.end() :]


_WAYS = (
    *(_flip, _cut, _delete, _repeat, _insert, _insert, _replace, _replace, _splice),
    *(_lines, _tags, _tags, _figures),
)
