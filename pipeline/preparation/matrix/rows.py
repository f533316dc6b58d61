"""Cells put side by side: each issue with the solutions and examples nearest to it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pipeline.preparation.matrix.cues import kind_of
from pipeline.records import Lang, Paragraph
from pipeline.records.matrix import MATRIX_COLUMNS, IssueKind, MatrixCell, MatrixRow
from pipeline.text.tokenise import phrase_key

Encode = Callable[[Sequence[str]], NDArray[np.float32]]
"""Texts to unit vectors of shape (n, dimensions)."""

NEAR = 0.55
"""Least cosine of a solution, or of an example, and the issue it is put beside, where they do not
stand in one passage."""
TWIN = 0.95
"""Cosine from which two cells of a column say the same, as a text that recurs each year does."""
NEAR_IN_SECTION = 0.35
"""The same where both stand under one heading of a document."""
SAME_PASSAGE = "same passage"
SAME_SECTION = "same section"
_KINDS: tuple[IssueKind, ...] = ("legal", "practical", "")


def rows_of(cells: Sequence[MatrixCell], encode: Encode) -> tuple[MatrixRow, ...]:
    """Rows of ``cells``: one for each issue, with what stands in the same passage or comes nearest
    to it; solutions and examples that no issue is near to have rows of their own.

    Rows with an issue come first, legal before practical ones, each in the order of the cells.
    """
    worded = _once(cells)
    every = encode([cell.words for cell in worded]) if worded else np.empty((0, 1), np.float32)
    chosen = _unlike(worded, every)
    kept, vectors = [worded[n] for n in chosen], every[chosen]
    heads: list[int] = []
    beside: dict[int, list[tuple[int, str]]] = {}
    order = sorted(range(len(kept)), key=lambda n: (MATRIX_COLUMNS.index(kept[n].column), n))
    for n in order:
        # a passage that names two issues names them of one thing; solutions are never put together
        own = [m for m in heads if kept[m].column != kept[n].column or kept[n].column == "issue"]
        best, reason = _nearest(n, own, kept, vectors)
        if best >= 0 and (kept[n].column != "issue" or reason == SAME_PASSAGE):
            beside[best].append((n, reason))
        else:
            heads.append(n)
            beside[n] = []
    rows = [_row(kept, n, beside[n]) for n in heads]
    rows.sort(key=lambda row: (not row.issues, _KINDS.index(row.kind)))
    return tuple(replace(row, id=str(n)) for n, row in enumerate(rows, 1))


def _once(cells: Sequence[MatrixCell]) -> list[MatrixCell]:
    """``cells`` with the same words, figures aside, once: the first."""
    seen: dict[tuple[str, str], MatrixCell] = {}
    for cell in cells:
        key = "".join(c for c in phrase_key(cell.words) if not c.isdigit())
        seen.setdefault((cell.column, key), cell)
    return list(seen.values())


def _unlike(cells: Sequence[MatrixCell], vectors: NDArray[np.float32]) -> list[int]:
    """Which cells say something that none before them in their column says."""
    kept: list[int] = []
    for n, cell in enumerate(cells):
        before = [m for m in kept if cells[m].column == cell.column]
        if not before or float((vectors[before] @ vectors[n]).max()) < TWIN:
            kept.append(n)
    return kept


def _nearest(
    n: int, others: Sequence[int], cells: Sequence[MatrixCell], vectors: NDArray[np.float32]
) -> tuple[int, str]:
    """The row to put cell ``n`` beside, and by what; -1 where none is near."""
    if not others:
        return -1, ""
    cosines = vectors[list(others)] @ vectors[n]
    own = [k for k, m in enumerate(others) if _is_same(cells[m], cells[n], "passage")]
    if own:
        return others[max(own, key=lambda k: float(cosines[k]))], SAME_PASSAGE
    section = [k for k, m in enumerate(others) if _is_same(cells[m], cells[n], "section")]
    best = max(section or range(len(others)), key=lambda k: float(cosines[k]))
    least = NEAR_IN_SECTION if section else NEAR
    if float(cosines[best]) < least:
        best = int(cosines.argmax())
    if float(cosines[best]) < (NEAR_IN_SECTION if best in section else NEAR):
        return -1, ""
    where = SAME_SECTION if best in section else "vectors"
    return others[best], f"{where} {float(cosines[best]):.2f}"


def _is_same(one: MatrixCell, other: MatrixCell, what: Literal["passage", "section"]) -> bool:
    """Whether two cells quote one passage, or passages under one heading of a document."""
    if one.passage is None or other.passage is None:
        return False
    first, second = one.passage.paragraph, other.passage.paragraph
    if what == "passage":
        return first == second
    return bool(first.heading) and _section(first) == _section(second)


def _section(paragraph: Paragraph) -> tuple[str, str, str, str]:
    return paragraph.symbol, paragraph.lang, paragraph.part, paragraph.heading


def _row(cells: Sequence[MatrixCell], head: int, beside: Sequence[tuple[int, str]]) -> MatrixRow:
    members = [cells[head], *(cells[n] for n, _ in beside)]
    issues, solutions, examples = (
        tuple(c for c in members if c.column == column) for column in MATRIX_COLUMNS
    )
    reasons = "; ".join(dict.fromkeys(reason for _, reason in beside))
    first = cells[head].passage
    lang: Lang = first.paragraph.lang if first else "en"
    kind = kind_of(cells[head].words, lang) or kind_of("\n".join(c.words for c in members), lang)
    return MatrixRow("", kind, issues, solutions, examples, reason=reasons)
