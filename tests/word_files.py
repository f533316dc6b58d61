"""What stands in a Word file, for the tests of those that are written."""

import io
import zipfile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def part_xml(content: bytes, name: str = "word/document.xml") -> etree._Element:
    """The part ``name`` of a Word file of which every part is well-formed."""
    with zipfile.ZipFile(io.BytesIO(content)) as made:
        for each in made.namelist():
            etree.fromstring(made.read(each))
        return etree.fromstring(made.read(name))


def words_in(element: etree._Element) -> str:
    """All words below ``element``."""
    return "".join(str(t.text or "") for t in element.iter(f"{W}t"))
