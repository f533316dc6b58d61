"""Streams that unpack to far more than a page can need, refused before PDFium unpacks them."""

import re
import zlib

from pipeline.errors import Unreadable

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_HEAD = 4000
"""Bytes before a stream in which its dictionary is sought."""
_FLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")
_IMAGE = re.compile(rb"/Subtype\s*/Image\b")
MOST_MEGABYTES = 24
"""A page of dense text has 0.1 MB of content, an embedded Chinese font some 10; PDFium needs thirty
times the size of drawing commands, so that 24 MB of them are the most that 1 GB holds."""
_RATIO = 150
_FROM = 2_000_000
"""From so many bytes on, no stream may be so many times its packed size: text packs to a tenth."""
_PIECE = 65_536


def check_streams(name: str, content: bytes) -> None:
    """Raise ``Unreadable`` where a packed stream that is no image unpacks to more than
    ``MOST_MEGABYTES``, or to a size that only repetition gives."""
    for found in _STREAM.finditer(content):
        start = max(0, found.start() - _HEAD)
        head = content[max(start, content.rfind(b"obj", start, found.start())) : found.start()]
        filters = len(_FLATE.findall(head))
        if not filters or _IMAGE.search(head):
            continue
        packed = content[found.end() : content.find(b"endstream", found.end())]
        if any(_is_bomb(packed, layers) for layers in range(1, min(filters, 3) + 1)):
            raise Unreadable(
                name,
                f"a packed part of the PDF unpacks to more than {MOST_MEGABYTES} MB or to "
                f"{_RATIO} times its size; print it to a new PDF",
            )


def _is_bomb(packed: bytes, layers: int) -> bool:
    """Whether ``packed``, unpacked ``layers`` times, passes the limits."""
    most = MOST_MEGABYTES * 1_000_000
    data = packed
    for _ in range(layers - 1):
        data = _unpacked(data, most)
    size = len(_unpacked(data, most + 1))
    return size > most or (size > _FROM and size > _RATIO * len(packed))


def _unpacked(packed: bytes, most: int) -> bytes:
    """At most ``most`` bytes of what ``packed`` holds; what comes before an error in it."""
    unpacker = zlib.decompressobj()
    out = bytearray()
    try:
        for at in range(0, len(packed), _PIECE):
            out += unpacker.decompress(packed[at : at + _PIECE], most - len(out))
            while unpacker.unconsumed_tail and len(out) < most:
                out += unpacker.decompress(unpacker.unconsumed_tail, most - len(out))
            if len(out) >= most or unpacker.eof:
                break
    except zlib.error:
        return bytes(out)
    return bytes(out)
