"""Characters that no text and no name of a file may hold, whatever its format."""

import re

from pipeline.errors import Binary, InputError, Unreadable, WrongEncoding
from pipeline.records import Document

_UNSOUND = re.compile(r"[\x00\ud800-\udfff\u202d\u202e]")
_UNNAMEABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


def check_document(name: str, document: Document) -> None:
    """Raise ``WrongEncoding`` for half of a surrogate pair, ``Binary`` for a NUL character, and
    ``Unreadable`` for a direction override, under which words are seen in another order than they
    stand, so that what is read on the screen is not what is quoted. Marks of direction, which texts
    with Arabic names hold, are left."""
    around = (document.symbol, document.title, document.session, document.agenda, document.place)
    taken_out = (remark.text for remark in document.remarks)
    for text in (document.text, *around, *taken_out):
        if found := _UNSOUND.search(text):
            raise _fault(name, found.group(), found.start())


def _fault(name: str, character: str, at: int) -> InputError:
    code = f"U+{ord(character):04X}"
    if character == "\x00":
        return Binary(name, f"not a text (a NUL character at character {at})")
    if "\ud800" <= character <= "\udfff":
        return WrongEncoding(name, f"half of a surrogate pair ({code}) at character {at}")
    return Unreadable(
        name, f"a direction override ({code}) at character {at}: the words would not be seen as"
        " they stand; take it out",
    )  # fmt: skip


def name_fault(name: str) -> str:
    """Why a file of this name is not taken in, ``""`` for nearly all."""
    found = _UNNAMEABLE.search(name)
    if not found:
        return ""
    if "\ud800" <= found.group() <= "\udfff":
        return "its name is not written in UTF-8; rename it"
    return f"a control character (U+{ord(found.group()):04X}) in its name; rename it"


def printable(name: str) -> str:
    """``name`` with a sign in place of each character that ``name_fault`` objects to."""
    return _UNNAMEABLE.sub("\ufffd", name)
