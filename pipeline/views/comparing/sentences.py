"""A long paragraph opened into its sentences, those of both languages that correspond side by
side."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from pipeline.align.sentences import Extent, SentenceBead
from pipeline.records import LANGS, Lang
from pipeline.strings import Strings
from pipeline.text.sentences import sentences
from pipeline.views.comparing.rows import Row
from pipeline.views.markup import passage, tag, text
from pipeline.views.names import reason

Opened: TypeAlias = Mapping[str, Sequence[SentenceBead]]
"""The beads of sentences of each row that is open, by ``Row.key``; their offsets count in
``Row.words``."""
_JOINING: dict[Lang, int] = {"zh": 4, "en": 10}
"""Characters up to which a piece at the end of an item only joins it to the next."""
ASKS = "sentences"
"""What a button asks for, before the key of its row."""


def is_long(row: Row) -> bool:
    """Whether both sides are there and either has several sentences."""
    if row.is_one_sided or row.kind != "text":
        return False
    return any(has_several(row.words(lang), lang) for lang in LANGS)


def has_several(words: str, lang: Lang) -> bool:
    """Whether ``words`` are several sentences; what joins an item to the next (; and) is none."""
    whole = [e for e in sentences(words, lang) if e[1] - e[0] > _JOINING[lang]]
    return len(whole) > 1


def open_button(row: Row, say: Strings, is_open: bool) -> str:
    """A button that opens a row into its sentences, or closes it again."""
    return tag(
        "button",
        say("compare.close_sentences" if is_open else "compare.by_sentence"),
        "copy sentences",
        type="button",
        data_ask=f"{ASKS} {row.key}",
        aria_expanded="true" if is_open else "false",
    )


def sentence_rows(
    row: Row, beads: Sequence[SentenceBead], say: Strings, order: Sequence[Lang]
) -> str:
    """The sentences of ``row`` as rows of the same table."""
    return "".join(
        tag("tr", _cells(row, bead, say, order), "sentence" + _alone(bead)) for bead in beads
    )


def _alone(bead: SentenceBead) -> str:
    return "" if bead.zh and bead.en else " one-sided"


def _cells(row: Row, bead: SentenceBead, say: Strings, order: Sequence[Lang]) -> str:
    cells = tag("td", "", "number")
    for lang in order:
        extents = bead.zh if lang == "zh" else bead.en
        cells += _side(row.words(lang), extents, lang, say)
    cosine = "" if bead.cosine is None else tag("span", f"{bead.cosine:.2f}", "figure")
    return cells + tag("td", tag("div", text(reason(bead.why, say)) + cosine, "linked"), "why")


def _side(words: str, extents: Sequence[Extent], lang: Lang, say: Strings) -> str:
    if not extents:
        return tag("td", say(f"compare.absent.sentence.{lang}"), f"side absent {lang}")
    said = "".join(passage(words[start:end].strip(), lang) for start, end in extents)
    return tag("td", said, f"side {lang}")
