"""Alignment against article pairs: precision, recall and F1 over paragraph pairs.

The gold is a file of one JSON object a line with ``article``, ``en``, ``zh`` (the paragraphs of the
article, one a line, its title first) and ``en_paras``, ``zh_paras`` (how many). Articles with equal
counts give the gold pairs by order. All articles are aligned together, as one text in each
language.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.align import Vectors, align
from pipeline.encode import Encoder
from pipeline.errors import Unreadable
from pipeline.readers.builder import DocumentBuilder
from pipeline.records import Lang, Paragraph
from pipeline.segment import segment
from pipeline.text.passage import wording


@dataclass(frozen=True, slots=True)
class Article:
    """One article: its paragraphs in both languages, and whether they pair by order."""

    name: str
    zh: tuple[str, ...]
    en: tuple[str, ...]
    is_gold: bool


@dataclass(frozen=True, slots=True)
class AlignmentFigures:
    """``gold`` pairs, ``found`` pairs that touch a paragraph of a gold article, ``right`` ones."""

    encoder: str
    articles: int
    gold_articles: int
    gold: int
    found: int
    right: int

    @property
    def precision(self) -> float:
        """Share of the found pairs that are right; 0 where none is found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold pairs that are found; 0 where there is none."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / (self.found + self.gold) if self.found + self.gold else 0.0


def read_articles(path: Path) -> tuple[Article, ...]:
    """The articles of ``path``; raises ``Unreadable`` naming the line that cannot be used."""
    out = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Unreadable(str(path), str(error)) from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            zh, en = (tuple(p for p in row[k].split("\n") if p.strip()) for k in ("zh", "en"))
            equal = row["en_paras"] == row["zh_paras"] and len(zh) == len(en)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise Unreadable(str(path), f"line {number}: {error!r}") from None
        out.append(Article(str(row["article"]), zh, en, equal))
    return tuple(out)


def measure_alignment(
    articles: Sequence[Article], encoder: Encoder, hide_numbers: bool = True
) -> AlignmentFigures:
    """Align all articles as one text and compare with the gold pairs."""
    zh, en = _side(articles, "zh"), _side(articles, "en")
    gold = {(i, j) for i, j, _ in _gold(articles)}
    gold_zh, gold_en = {i for i, _ in gold}, {j for _, j in gold}
    beads = align(zh, en, _vectors(zh, encoder), _vectors(en, encoder), hide_numbers)
    pairs = {(i, j) for bead in beads for i in bead.zh for j in bead.en}
    found = {(i, j) for i, j in pairs if i in gold_zh or j in gold_en}
    return AlignmentFigures(
        encoder=encoder.name,
        articles=len(articles),
        gold_articles=sum(a.is_gold for a in articles),
        gold=len(gold),
        found=len(found),
        right=len(found & gold),
    )


def _side(articles: Sequence[Article], lang: Lang) -> tuple[Paragraph, ...]:
    builder = DocumentBuilder()
    for article in articles:
        for line in article.zh if lang == "zh" else article.en:
            builder.add(" ".join(line.split()))
    return segment(builder.document("articles", "", lang=lang))


def _vectors(paragraphs: Sequence[Paragraph], encoder: Encoder) -> Vectors:
    return encoder.encode([wording(p) for p in paragraphs]).vectors


def _gold(articles: Sequence[Article]) -> Iterator[tuple[int, int, str]]:
    zh = en = 0
    for article in articles:
        if article.is_gold:
            yield from ((zh + k, en + k, article.name) for k in range(len(article.zh)))
        zh, en = zh + len(article.zh), en + len(article.en)
