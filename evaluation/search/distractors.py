"""Whether many more texts of one language change what is found in the other.

An index of texts in both languages is asked; then ten times as many paragraphs of one language are
put beside them, real ones with other words in the places of some; and for every query in that
language the first three hits in the other one are compared.
"""

import random
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from evaluation.inputs import table_rows
from pipeline.collection import Collection
from pipeline.encode import Encoder
from pipeline.errors import Empty
from pipeline.ingest import ingest
from pipeline.records import CONTENT_ROLES, Lang
from pipeline.store.manifest import read_manifest
from pipeline.text.passage import wording
from pipeline.text.tokenise import word_spans

_FIRST = 3
_VARIED = 0.25
"""Share of the words of a distractor that come from elsewhere."""
_IN_A_TEXT = 200
"""Paragraphs of one text of distractors."""
Places: TypeAlias = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Disturbed:
    """``queries`` in ``lang``, asked before and after ``added`` paragraphs of it were put beside
    the ``held`` ones: ``same`` had their first three hits in the other language unchanged, in
    order; ``kept`` of ``hits`` such hits are among the first three still."""

    lang: Lang
    queries: int
    held: int
    added: int
    same: int
    kept: int
    hits: int


def distractors(
    index: Path, needs: Path, lang: Lang, encoder: Encoder, times: int = 10, seed: int = 7
) -> Disturbed:
    """Measure on a copy of ``index``, built with ``encoder``, with the queries in the column
    ``lang`` of the table ``needs``. Raises NoIndex, and Empty where nothing of the language is
    held."""
    read_manifest(index)  # before a copy is made of what is no index
    queries = [row[lang] for row in table_rows(needs, (lang,))]
    with tempfile.TemporaryDirectory() as name:
        copy, more = Path(name) / "index", Path(name) / "more"
        shutil.copytree(index, copy)
        with Collection.open(copy, encoder) as held:
            before = [_first(held, query, lang) for query in queries]
            passages = list(_passages(held, lang))
        if not passages:
            raise Empty(str(index), f"holds no passage in {lang}")
        write_varied(more, passages, lang, times, seed)
        ingest([more], copy, encoder)
        with Collection.open(copy, encoder) as held:
            after = [_first(held, query, lang) for query in queries]
    pairs = list(zip(before, after, strict=True))
    return Disturbed(
        lang,
        len(queries),
        len(passages),
        times * len(passages),
        sum(one == other for one, other in pairs),
        sum(len(set(one) & set(other)) for one, other in pairs),
        sum(map(len, before)),
    )


def _first(held: Collection, query: str, lang: Lang) -> Places:
    """Where the first hits in the other language stand."""
    found = held.search(query, k=_FIRST, fold=True)
    hits = found.zh if lang == "en" else found.en
    return tuple((hit.paragraph.symbol, hit.paragraph.ordinal) for hit in hits)


def _passages(held: Collection, lang: Lang) -> Iterator[str]:
    for heading in held.documents():
        if heading.lang == lang:
            found = held.paragraphs(heading.symbol, lang)
            yield from (wording(p) for p in found if p.role in CONTENT_ROLES)


def write_varied(folder: Path, passages: Sequence[str], lang: Lang, times: int, seed: int) -> None:
    """Write ``times`` varied versions of ``passages`` into ``folder`` as texts of ``lang`` with
    their ``corpus.toml``; the same passages and seed give the same texts."""
    chance = random.Random(seed)
    cut = [[passage[a:b] for a, b in word_spans(passage)] for passage in passages]
    words = [word for passage in cut for word in passage if word.isalpha()]
    folder.mkdir()
    listed, lines = [], []
    for _ in range(times):
        lines += [_varied(passage, words, lang, chance) for passage in cut]
    for number, start in enumerate(range(0, len(lines), _IN_A_TEXT), start=1):
        part = lines[start : start + _IN_A_TEXT]
        text = "\n\n".join(f"{n}. {line}" for n, line in enumerate(part, start=1))
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
        listed.append(
            f'[[files]]\npath = "{number}.txt"\nsymbol = "X/DISTRACTOR/{number}"\n'
            f'lang = "{lang}"\ntitle = "{number}"\nbody = "X"\nsession = "1"\n'
        )
    (folder / "corpus.toml").write_text("\n".join(listed), encoding="utf-8")


def _varied(passage: Sequence[str], words: Sequence[str], lang: Lang, chance: random.Random) -> str:
    changed = [
        chance.choice(words) if word.isalpha() and chance.random() < _VARIED else word
        for word in passage
    ]
    return ("" if lang == "zh" else " ").join(changed) or "1"
