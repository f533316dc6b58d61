"""Words that correspond, as numbers for the script that marks them on the page."""

from pipeline.views.comparing.rows import Row
from pipeline.words import TokenEncoder, word_links


def word_marks(row: Row, encoder: TokenEncoder) -> list[int]:
    """Four numbers a link, one link after the other: start and end in ``row.words("zh")``, start
    and end in ``row.words("en")``, counted as scripts in a browser count, in UTF-16 units; [] for
    a row with one side."""
    zh, en = row.words("zh"), row.words("en")
    left, right = _Units(zh), _Units(en)
    return [
        number
        for link in word_links(zh, en, encoder)
        for number in (*map(left.at, link.zh), *map(right.at, link.en))
    ]


class _Units:
    """Characters of a text to UTF-16 units: characters beyond the first plane count as two."""

    def __init__(self, text: str) -> None:
        self._wide = [i for i, character in enumerate(text) if ord(character) > 0xFFFF]

    def at(self, offset: int) -> int:
        return offset + sum(i < offset for i in self._wide)
