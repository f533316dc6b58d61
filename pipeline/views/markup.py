"""Texts as escaped HTML: a passage with marks, a tag, an attribute."""

from collections.abc import Sequence
from html import escape
from typing import Literal, TypeAlias

from pipeline.records import Lang

MarkKind = Literal["hit", "finding", "asked"]
Span: TypeAlias = tuple[int, int]
"""Start and end, in characters of the text."""


def tag(name: str, content: str, classes: str = "", lang: Lang | None = None, **more: str) -> str:
    """An element around ``content``, which is HTML already; attributes are escaped.

    An underscore in the name of an attribute stands for a hyphen.
    """
    attributes = dict(more)
    if classes:
        attributes = {"class": classes, **attributes}
    if lang:
        attributes["lang"] = "zh-Hans" if lang == "zh" else "en"
    printed = "".join(f' {k.replace("_", "-")}="{escape(v)}"' for k, v in attributes.items())
    return f"<{name}{printed}>{content}</{name}>"


def text(content: str) -> str:
    """``content`` escaped and set apart, so that no sign in it turns the words around it."""
    return f"<bdi>{escape(content)}</bdi>"


def passage(
    content: str, lang: Lang, spans: Sequence[Span] = (), kind: MarkKind = "hit", classes: str = ""
) -> str:
    """A passage word for word, escaped, ``spans`` of it marked; an element of its own.

    ``spans`` are in order, without overlap, within the text.
    """
    pieces: list[str] = []
    done = 0
    for start, end in spans:
        pieces.append(escape(content[done:start]))
        pieces.append(f'<mark class="{kind}">{escape(content[start:end])}</mark>')
        done = end
    pieces.append(escape(content[done:]))
    return tag("div", "".join(pieces), f"passage {classes}".strip(), lang)
