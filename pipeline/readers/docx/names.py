"""Element names of WordprocessingML (ISO/IEC 29500-1, clause 17) and how its values are read."""

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

VAL = W + "val"
_OFF = frozenset({"0", "false", "off", "none"})


def child(element: etree._Element | None, *names: str) -> etree._Element | None:
    """The element at the end of a path of child names, or None."""
    for name in names:
        if element is None:
            return None
        element = element.find(W + name)
    return element


def value(element: etree._Element | None, *names: str) -> str | None:
    """``w:val`` of the element at the end of a path of child names; None where either is absent."""
    found = child(element, *names)
    return None if found is None else found.get(VAL)


def switch(element: etree._Element | None, name: str) -> bool | None:
    """An on-off property: None where it is not set; present without a value it is on."""
    found = child(element, name)
    return None if found is None else (found.get(VAL) or "1").lower() not in _OFF


def whole(text: str | None) -> int | None:
    """``text`` as a whole number of at most six figures, else None."""
    text = (text or "").strip()
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) < 7 else None


def local(element: etree._Element) -> str:
    """The name without its namespace; ``""`` for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
