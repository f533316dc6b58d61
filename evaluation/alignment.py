"""Alignment against article pairs: precision, recall and F1 over paragraph pairs.

The gold is a file of one JSON object a line with ``article``, ``en``, ``zh`` (the paragraphs of the
article, one a line, its title first) and ``en_paras``, ``zh_paras`` (how many). Articles with equal
counts give the gold pairs by order; those with unequal counts were read by hand, and their pairs
stand in ``gold/unequal_articles.csv``, as ordinals within the article. All articles are aligned
together, as one text in each language. With hidden numbers the printed numbers are taken out of the
lines before they are segmented, so that neither paths nor roles are left of them.
"""

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.align import Vectors, align
from pipeline.encode import Encoder
from pipeline.errors import Unreadable
from pipeline.readers.builder import DocumentBuilder
from pipeline.records import Bead, Lang, Paragraph
from pipeline.segment import segment
from pipeline.text.numbering import marker
from pipeline.text.passage import wording

UNEQUAL = Path(__file__).parent / "gold" / "unequal_articles.csv"


@dataclass(frozen=True, slots=True)
class Article:
    """One article: its paragraphs in both languages, and whether they pair by order."""

    name: str
    zh: tuple[str, ...]
    en: tuple[str, ...]
    is_gold: bool


@dataclass(frozen=True, slots=True)
class AlignmentFigures:
    """``gold`` pairs, ``found`` pairs that touch a paragraph of a gold article, ``right`` ones.

    ``wrong`` names each pair that is missing (``-``) or should not be there (``+``), as Chinese and
    English ordinals in the whole text; ``unequal`` counts the gold articles read by hand.
    """

    encoder: str
    articles: int
    gold_articles: int
    unequal: int
    gold: int
    found: int
    right: int
    wrong: tuple[str, ...]

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


@dataclass(frozen=True, slots=True)
class Texts:
    """Both sides of a treaty ready to align, and what of them is gold."""

    zh: tuple[Paragraph, ...]
    en: tuple[Paragraph, ...]
    zh_vectors: Vectors
    en_vectors: Vectors
    gold: frozenset[tuple[int, int]]
    judged: tuple[frozenset[int], frozenset[int]]


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


def read_unequal(treaty: str) -> dict[str, frozenset[tuple[int, int]]]:
    """Pairs within the articles of ``treaty`` that were read by hand, by article."""
    found: dict[str, set[tuple[int, int]]] = {}
    for row in csv.DictReader(UNEQUAL.read_text(encoding="utf-8").splitlines()):
        if row["treaty"] == treaty:
            zh, en = ([int(n) for n in row[lang].split()] for lang in ("zh", "en"))
            found.setdefault(row["article"], set()).update((i, j) for i in zh for j in en)
    return {article: frozenset(pairs) for article, pairs in found.items()}


def prepare(
    articles: Sequence[Article], encoder: Encoder, hide_numbers: bool, treaty: str = ""
) -> Texts:
    """All articles as one text in each language; ``treaty`` names the rows read by hand."""
    zh, en = (_side(articles, lang, hide_numbers) for lang in ("zh", "en"))
    unequal = read_unequal(treaty)
    gold: set[tuple[int, int]] = set()
    judged: tuple[set[int], set[int]] = (set(), set())
    i = j = 0
    for article in articles:
        pairs = _pairs(article, unequal)
        if pairs is not None:
            gold |= {(i + a, j + b) for a, b in pairs}
            judged[0].update(range(i, i + len(article.zh)))
            judged[1].update(range(j, j + len(article.en)))
        i, j = i + len(article.zh), j + len(article.en)
    return Texts(
        zh,
        en,
        vectors(zh, encoder),
        vectors(en, encoder),
        frozenset(gold),
        (frozenset(judged[0]), frozenset(judged[1])),
    )


def measure_alignment(
    articles: Sequence[Article], encoder: Encoder, hide_numbers: bool = True, treaty: str = ""
) -> AlignmentFigures:
    """Align all articles as one text and compare with the gold pairs."""
    texts = prepare(articles, encoder, hide_numbers, treaty)
    beads = align(texts.zh, texts.en, texts.zh_vectors, texts.en_vectors, hide_numbers)
    found = judged_pairs(beads, texts)
    unequal = set(read_unequal(treaty)) & {a.name for a in articles if not a.is_gold}
    return AlignmentFigures(
        encoder=encoder.name,
        articles=len(articles),
        gold_articles=sum(a.is_gold for a in articles) + len(unequal),
        unequal=len(unequal),
        gold=len(texts.gold),
        found=len(found),
        right=len(found & texts.gold),
        wrong=tuple(_wrong(found, texts)),
    )


def judged_pairs(beads: Sequence[Bead], texts: Texts) -> frozenset[tuple[int, int]]:
    """Pairs of the beads that touch a paragraph of an article whose pairs are known."""
    zh, en = texts.judged
    pairs = ((i, j) for bead in beads for i in bead.zh for j in bead.en)
    return frozenset((i, j) for i, j in pairs if i in zh or j in en)


def vectors(paragraphs: Sequence[Paragraph], encoder: Encoder) -> Vectors:
    """One row for each paragraph, of its wording."""
    return encoder.encode([wording(p) for p in paragraphs]).vectors


def without_number(line: str) -> str:
    """``line`` without the number that it opens with; as it is where nothing would be left."""
    mark = marker(line)
    return line[mark.end :].strip() or line if mark else line


def _side(articles: Sequence[Article], lang: Lang, hide_numbers: bool) -> tuple[Paragraph, ...]:
    builder = DocumentBuilder()
    for article in articles:
        for line in article.zh if lang == "zh" else article.en:
            clean = " ".join(line.split())
            builder.add(without_number(clean) if hide_numbers else clean)
    return segment(builder.document("articles", "", lang=lang))


def _pairs(
    article: Article, unequal: dict[str, frozenset[tuple[int, int]]]
) -> frozenset[tuple[int, int]] | None:
    if article.is_gold:
        return frozenset((k, k) for k in range(len(article.zh)))
    return unequal.get(article.name)


def _wrong(found: frozenset[tuple[int, int]], texts: Texts) -> Iterator[str]:
    for sign, pairs in (("-", texts.gold - found), ("+", found - texts.gold)):
        for i, j in sorted(pairs):
            yield f"{sign} {i}-{j} {texts.zh[i].text[:30]} | {texts.en[j].text[:60]}"
