"""Concepts of texts: learned from those that cataloguers gave, and measured on later texts.

A concept counts as right where a cataloguer gave it to the text (a heading in capitals; see
``pipeline.topics.headings``). One that no text of the training carries can never be found and
counts as missed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evaluation.inputs import documents_in
from pipeline import lexicon
from pipeline.encode import load_encoder
from pipeline.errors import Empty
from pipeline.records import CONTENT_ROLES, LANGS, Lang
from pipeline.segment import segment
from pipeline.text.passage import wording
from pipeline.topics import FIRST, LIKELY, concepts_of
from pipeline.topics.nearest import ConceptModel, Vectors, evidence_input

_TITLE = 0.5
_STIFFNESS = 1.0
_LABEL = 0.2
"""Weight of the title beside the paragraphs, of the squared weights in the fit, and of the cosine
to the concept's own name: the best of 128 settings on General Assembly 78, Security Council 2023
and Human Rights Council 56, learned from what is earlier."""
_SAME_TITLE = 0.9
"""Cosine from which on a title counts as one that was there before."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """A text and its concepts: ``title`` and ``mean`` are vectors, ``numbers`` every UNBIS number
    that the file carries, those that come with a Goal among them."""

    symbol: str
    lang: Lang
    title: Vectors
    mean: Vectors
    concepts: frozenset[str]
    numbers: frozenset[str]


@dataclass(frozen=True, slots=True)
class ConceptFigures:
    """Figures over ``texts``. ``one`` of them have a concept of their own among the first five;
    ``number`` have any UNBIS number of theirs there. ``precision`` and ``recall`` are means over
    the texts, of the first five and of those that are likely. ``unseen`` of ``given`` concepts
    stand in no text of the training."""

    texts: int
    one: int
    number: int
    precision: float
    recall: float
    likely_precision: float
    likely_recall: float
    unseen: int
    given: int


def tagged_texts(paths: Sequence[Path]) -> tuple[Tagged, ...]:
    """The texts in ``paths`` that carry concepts, encoded by the built-in encoder. Raises Empty
    where there is none."""
    encoder = load_encoder()
    out: list[Tagged] = []
    for document in documents_in(paths):
        concepts = frozenset(c.concept for c in concepts_of(document.keywords))
        if not concepts:
            continue
        said = [wording(p) for p in segment(document) if p.role in CONTENT_ROLES]
        vectors = encoder.encode([document.title, *said]).vectors
        numbers = frozenset(k.id for k in document.keywords if k.id)
        out.append(
            Tagged(
                *(document.symbol, document.lang, vectors[0], vectors[1:].sum(axis=0)),
                *(concepts, numbers | concepts),
            )
        )
    if not out:
        raise Empty(", ".join(map(str, paths)), "no text that carries subject headings")
    return tuple(out)


def matching(texts: Iterable[Tagged], patterns: Sequence[str]) -> tuple[Tagged, ...]:
    """Those whose symbol fits one of ``patterns``, such as ``A/RES/79/*``."""
    return tuple(t for t in texts if any(fnmatchcase(t.symbol, p) for p in patterns))


def trained(texts: Sequence[Tagged], later: Sequence[Tagged]) -> ConceptModel:
    """A map learned from ``texts`` and ``later``; how evidence becomes probability is learned on
    ``later`` with a map that knows ``texts`` alone."""
    slope, offset = _logistic(fitted(texts), later)
    whole = fitted([*texts, *later])
    return ConceptModel(whole.encoder, whole.codes, whole.weights, whole.bias, slope, offset)


def fitted(texts: Sequence[Tagged]) -> ConceptModel:
    """Ridge regression of what is carried on the vectors, and the cosine to a concept's name."""
    encoder = load_encoder()
    codes = tuple(sorted({code for text in texts for code in text.concepts}))
    place = {code: n for n, code in enumerate(codes)}
    wanted = np.zeros((len(texts), len(codes)))
    for row, text in zip(wanted, texts, strict=True):
        row[[place[code] for code in text.concepts]] = 1
    given = _input(texts).astype(np.float64)
    half = given.shape[1] // 2
    scale = np.r_[np.full(half, _TITLE), np.ones(half)]
    centre, usual = (given * scale).mean(axis=0), wanted.mean(axis=0)
    moved = given * scale - centre
    square = moved.T @ moved + _STIFFNESS * np.eye(len(scale))
    weights = np.linalg.solve(square, moved.T @ (wanted - usual)).T
    bias = usual - weights @ centre
    names = _names(codes)
    label = encoder.encode([en for en, _ in names]).vectors
    label = label + encoder.encode([zh for _, zh in names]).vectors
    label /= np.maximum(np.linalg.norm(label, axis=1, keepdims=True), 1e-9)
    weights = weights * scale + _LABEL * np.hstack([label, label])
    return ConceptModel(
        encoder.name, codes, weights.astype(np.float32), bias.astype(np.float32), 1.0, 0.0
    )


def concept_figures(
    model: ConceptModel, texts: Sequence[Tagged], earlier: Sequence[Tagged] = ()
) -> Mapping[tuple[Lang, str], ConceptFigures]:
    """Figures for each language over all ``texts`` (``all``), and over those whose title is unlike
    every one of ``earlier`` (``new``), where there are such."""
    titles = np.array([t.title for t in earlier]) if earlier else None
    found: dict[tuple[Lang, str], ConceptFigures] = {}
    for lang in LANGS:
        own = [t for t in texts if t.lang == lang]
        if own:
            found[lang, "all"] = _figures(model, own)
        if own and titles is not None:
            new = [t for t in own if float((titles @ t.title).max()) < _SAME_TITLE]
            if new:
                found[lang, "new"] = _figures(model, new)
    return found


def _figures(model: ConceptModel, texts: Sequence[Tagged]) -> ConceptFigures:
    evidence = model.evidence(*_vectors(texts))
    probability = model.probability(evidence)
    order = np.argsort(-evidence, axis=1, kind="stable")[:, :FIRST]
    known = set(model.codes)
    sums = np.zeros(6)
    for text, best, chances in zip(texts, order, probability, strict=True):
        first = {model.codes[n] for n in best}
        likely = {model.codes[n] for n in best if chances[n] >= LIKELY}
        right, sure = len(first & text.concepts), len(likely & text.concepts)
        sums += (
            right > 0,
            bool(first & text.numbers),
            right / FIRST,
            right / len(text.concepts),
            sure / max(1, len(likely)),
            sure / len(text.concepts),
        )
    _, _, precision, recall, likely_precision, likely_recall = map(float, sums / len(texts))
    return ConceptFigures(
        texts=len(texts),
        one=int(sums[0]),
        number=int(sums[1]),
        precision=precision,
        recall=recall,
        likely_precision=likely_precision,
        likely_recall=likely_recall,
        unseen=sum(len(t.concepts - known) for t in texts),
        given=sum(len(t.concepts) for t in texts),
    )


def _logistic(model: ConceptModel, texts: Sequence[Tagged]) -> tuple[float, float]:
    """Slope and offset of the likeliest logistic curve, over every text and concept (Newton)."""
    evidence = model.evidence(*_vectors(texts)).astype(np.float64).ravel()
    right = np.array([[code in t.concepts for code in model.codes] for t in texts]).ravel()
    given = np.stack([evidence, np.ones_like(evidence)])
    chosen = np.array([0.0, np.log(right.mean() / (1 - right.mean()))])
    for _ in range(25):
        chance = 1 / (1 + np.exp(-(chosen @ given)))
        slack = chance * (1 - chance)
        step = np.linalg.solve((given * slack) @ given.T, given @ (right - chance))
        # a whole step overshoots where right ones are so rare
        while _loss(chosen + step, given, right) > _loss(chosen, given, right) + 1e-9:
            step = step / 2
        chosen = chosen + step
    return float(chosen[0]), float(chosen[1])


def _loss(
    chosen: NDArray[np.float64], given: NDArray[np.float64], right: NDArray[np.bool_]
) -> float:
    drawn = chosen @ given
    return float((np.logaddexp(0, drawn) - right * drawn).mean())


def _vectors(texts: Sequence[Tagged]) -> tuple[Vectors, Vectors]:
    return np.array([t.title for t in texts]), np.array([t.mean for t in texts])


def _input(texts: Sequence[Tagged]) -> Vectors:
    return evidence_input(*_vectors(texts))


def _names(codes: Iterable[str]) -> list[tuple[str, str]]:
    names = {row["code"]: (row["name_en"], row["name_zh"]) for row in lexicon.rows("concepts")}
    return [names[code] for code in codes]
