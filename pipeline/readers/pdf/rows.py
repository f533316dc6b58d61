"""Runs to rows: what stands on one baseline, with raised figures put on the line they belong to."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from pipeline.readers.pdf.shapes import Run
from pipeline.text.normalise import is_wide
from pipeline.text.numbering import marker
from pipeline.text.raised import note_mark, raised

_SHELF = 12.0
"""Points: runs are looked up by shelves of this height."""
_SPACE = 0.195
"""A gap of so many ems between two runs is a space: in letter-spaced and justified text two runs
of one word are set up to 0.17 ems apart, two words at least 0.21."""
_AFTER_MARK = 0.05
"""A gap behind the number that opens a row, however narrow, parts it from its words."""
HAN_SPACE = 0.9
"""Next to a Chinese character a gap narrower than this is none: type-setters put a quarter of an
em between Chinese and Latin characters that nobody wrote."""


@dataclass(frozen=True)
class Row:
    """Runs on one baseline of one page, left to right; never empty."""

    runs: tuple[Run, ...]
    page: int

    @cached_property
    def main(self) -> tuple[Run, ...]:
        """The runs without raised figures, all of them where there are no others."""
        return tuple(r for r in self.runs if not r.raised) or self.runs

    @cached_property
    def y(self) -> float:
        """The baseline of most of the words."""
        return max(self.main, key=lambda r: len(r.text)).y

    @cached_property
    def size(self) -> float:
        """The size of most of the words."""
        return max(self.main, key=lambda r: len(r.text)).size

    @cached_property
    def x0(self) -> float:
        """The left edge."""
        return self.runs[0].x0

    @cached_property
    def x1(self) -> float:
        """The right edge."""
        return max(r.x1 for r in self.runs)

    @cached_property
    def bold(self) -> bool:
        """Whether every word is bold."""
        return all(r.bold for r in self.main if r.text.strip())

    @cached_property
    def italic(self) -> bool:
        """Whether every word is italic."""
        return all(r.italic for r in self.main if r.text.strip())

    @cached_property
    def tag(self) -> int:
        """The tagged element of the last words on the line."""
        return self.main[-1].tag

    def opens_note(self, body: float) -> bool:
        """Whether the row opens with the raised sign of a note, and words in type smaller than
        ``body``; a call may stand first on a line of the text."""
        small = self.size < 0.95 * body
        return small and self.runs[0].raised and len(self.runs) > 1 and bool(note_mark(self.text))

    @cached_property
    def text(self) -> str:
        """The words, with the spaces that the page shows."""
        return text_of(self.runs)


def rows_of(runs: Sequence[Run], page: int) -> tuple[Row, ...]:
    """The rows of a page or of a column, from the top."""
    levelled = _with_raised(runs)
    out: list[list[Run]] = []
    for run in sorted(levelled, key=lambda r: (-r.y, r.x0)):
        if out and abs(out[-1][0].y - run.y) <= 0.25 * min(out[-1][0].size, run.size):
            out[-1].append(run)
        else:
            out.append([run])
    return tuple(Row(tuple(sorted(runs, key=lambda r: r.x0)), page) for runs in out)


def _with_raised(runs: Sequence[Run]) -> list[Run]:
    """Small runs that stand above the baseline of their neighbour, put down onto it."""
    small = [r for r in runs if len(r.text.strip()) <= 8]
    if not small:
        return list(runs)
    shelves: dict[int, list[Run]] = {}
    for run in runs:
        shelves.setdefault(int(run.y // _SHELF), []).append(run)
    up: dict[int, Run] = {}
    for run in sorted(small, key=lambda r: r.x0):
        shelf = int(run.y // _SHELF)
        near = [r for k in (shelf, shelf - 1, shelf - 2) for r in shelves.get(k, ())]
        base = next((r for r in near if _bears(r, run)), None)
        if base is None:
            beside = (r for r in near if r.order in up and _continues(r, run))
            base = next((up[r.order] for r in beside), None)
        if base is not None:
            up[run.order] = replace(run, y=base.y, raised=True)
    return [up.get(r.order, r) for r in runs]


def _continues(first: Run, run: Run) -> bool:
    """Whether ``run`` stands right behind ``first`` at the same height, in the same type."""
    level = abs(first.y - run.y) < 0.1 * run.size and abs(first.size - run.size) < 0.1 * run.size
    return level and -0.3 * run.size < run.x0 - first.x1 < 0.6 * run.size


def _bears(base: Run, run: Run) -> bool:
    """Whether ``run`` is smaller than ``base``, touches it, and stands above its baseline by a part
    of its height."""
    lift = run.y - base.y
    if not (0.12 * base.size < lift < 0.7 * base.size and run.size < 0.85 * base.size):
        return False
    reach = 0.5 * base.size
    return -reach < run.x0 - base.x1 < reach or -reach < base.x0 - run.x1 < 1.5 * base.size


def text_of(runs: Sequence[Run]) -> str:
    """The words of ``runs``, left to right, with a space where the page shows one; raised figures
    as superscript digits."""
    out = ""
    before: Run | None = None
    for run in _raised_together(runs):
        words = raised(run.text) if run.raised else run.text
        if before is not None and _apart(before, run, out, words):
            out = f"{out.rstrip()} {words.lstrip()}"
        else:
            out += words
        before = run
    return out.strip()


def _raised_together(runs: Sequence[Run]) -> list[Run]:
    """``runs`` with raised neighbours put together, so that ``a``, ``,`` and ``b`` are one sign."""
    out: list[Run] = []
    for run in runs:
        last = out[-1] if out else None
        if last and last.raised and run.raised and run.x0 - last.x1 < 0.6 * run.size:
            out[-1] = replace(last, text=last.text + run.text, x1=run.x1)
        else:
            out.append(run)
    return out


def _apart(a: Run, b: Run, left: str, right: str) -> bool:
    if left[-1:].isspace() or right[:1].isspace():
        return True
    if b.raised and not a.raised:
        return False
    gap = b.x0 - a.x1
    if gap > _AFTER_MARK * b.size and left[-1:] in ".)" and _is_mark(left.strip()):
        return True
    size = min(a.size, b.size) if not b.raised else a.size
    wide = is_wide(left[-1:]) or is_wide(right[:1])
    return gap > (HAN_SPACE if wide else _SPACE) * size


def _is_mark(text: str) -> bool:
    mark = marker(text)
    return mark is not None and mark.end >= len(text)
