"""Two texts for a comparison that looks at paragraphs: of the index, or of files."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from pipeline.cite import place_of
from pipeline.collection import Collection
from pipeline.errors import UnknownSymbol
from pipeline.readers import read_bytes
from pipeline.records import Given, Heading, Lang, Paragraph
from pipeline.segment import segment
from pipeline.side_by_side import MappedTexts, RevisedTexts, map_paragraphs, revise_paragraphs
from pipeline.strings import Strings
from ui import frame
from ui.comparing.pairs import state_of
from ui.keep import in_visit
from ui.parts import choosing
from ui.parts.choosing import File
from ui.parts.paging import first_page

FROM = ("held", "files")
Pair = tuple[tuple[str, tuple[Paragraph, ...]], tuple[str, tuple[Paragraph, ...]]]
"""Two texts, each with the name to show."""


def choose_two(
    page: str,
    held: Collection,
    headings: Sequence[Heading],
    say: Strings,
    names: tuple[str, str],
    way: str,
) -> Pair | None:
    """Two texts in the fields ``names``, or two files; None while they are not chosen. Raises
    TongwenError for a file that cannot be read."""
    left, right = st.columns([2, 4], vertical_alignment="bottom", gap="medium")
    with left:
        source = choosing.segmented(
            page,
            "from",
            FROM,
            say("compare.source"),
            lambda code: say(f"compare.from.{code}"),
            lambda: first_page(page),
        )
    with right:
        if source == "files":
            given = choosing.two_files(page, say(f"{way}.files"), say)
            return None if given is None else _read_both(*given)
        chosen = []
        for column, name in zip(st.columns(2), names, strict=True):
            with column:
                chosen.append(
                    choosing.one_text(
                        page, name, headings, say(f"{way}.{name}"), say, lambda: first_page(page)
                    )
                )
        if not all(chosen):
            frame.notice(f"{way}.choose")
            return None
        return (chosen[0], _paragraphs(held, chosen[0])), (chosen[1], _paragraphs(held, chosen[1]))


def _read_both(first: File, second: File) -> Pair:
    return in_visit(
        "texts", (first, second), lambda: ((first.name, _read(first)), (second.name, _read(second)))
    )


def _read(file: File) -> tuple[Paragraph, ...]:
    return segment(read_bytes(file.name, file.content, Given()))


def _paragraphs(held: Collection, code: str) -> tuple[Paragraph, ...]:
    symbol, _, lang = code.rpartition(" ")
    language: Lang = "zh" if lang == "zh" else "en"
    found = held.paragraphs(symbol, language)
    if not found:
        raise UnknownSymbol(f"{symbol} ({lang}): no such document is held")
    return found


def parts_of(paragraphs: Sequence[Paragraph], lang: Lang) -> dict[str, str]:
    """The annexes and instruments that a text holds, as components of number paths, in order, with
    their names."""
    found: dict[str, str] = {}
    for paragraph in paragraphs:
        for at, part in enumerate(paragraph.number, 1):
            if part.startswith(("annex", "text-")) and part not in found:
                found[part] = place_of(replace(paragraph, number=paragraph.number[:at]), lang)
    return found


def below(paragraphs: Sequence[Paragraph], part: str) -> tuple[Paragraph, ...]:
    """The paragraphs below ``part``; all of them for ``""``."""
    return tuple(p for p in paragraphs if not part or part in p.number)


def mapped(
    held: Collection, first: tuple[Paragraph, ...], second: tuple[Paragraph, ...]
) -> MappedTexts:
    """The clause map of two texts."""
    return in_visit(
        "mapped",
        (state_of(held), first, second),
        lambda: map_paragraphs(first, second, held.encoder()),
    )


def revised(
    held: Collection, old: tuple[Paragraph, ...], new: tuple[Paragraph, ...]
) -> RevisedTexts:
    """The redline of two texts of one language; raises InputError for two languages."""
    return in_visit(
        "revised", (state_of(held), old, new), lambda: revise_paragraphs(old, new, held.encoder())
    )
