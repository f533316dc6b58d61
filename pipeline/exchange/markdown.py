"""Words in Markdown (CommonMark): text and nothing else, whatever signs they hold."""

import re

from pipeline.exchange.harmless import clean

# Escaped, a sign of ASCII punctuation is that sign and no more (CommonMark 0.31, 2.4). "@", and ":"
# and "." where an address has them, are among these because many programs make links of addresses.
_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~$&@^=]|:(?=//)|(?<=www)\.)", re.I)
_OPENING = re.compile(r"^(\d+)([.)])|^([-+])")
_BLANK = re.compile(r"[^\S\n]+")


def line(text: str) -> str:
    """``text`` in one line, every sign that Markdown obeys made plain."""
    plain = _SIGNS.sub(r"\\\1", _BLANK.sub(" ", clean(text).replace("\n", " ")).strip())
    return _OPENING.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", plain)
