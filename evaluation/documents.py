"""DOCX against PDF of one document: the same paragraphs, under the same numbers; and speed."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from pipeline.errors import Empty
from pipeline.readers import read_bytes
from pipeline.records import Document, Paragraph
from pipeline.segment import segment


@dataclass(frozen=True, slots=True)
class Difference:
    """Paragraphs that stand at one place of the two, and are not the same; a side may be empty."""

    docx: tuple[Paragraph, ...]
    pdf: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """How the two files of one document compare.

    ``identical`` counts paragraphs that stand in both, in one order, word for word once white
    space is folded; ``same_path`` those of them with the same number path. Shares are of the
    longer of the two.
    """

    name: str
    docx: int
    pdf: int
    identical: int
    same_path: int
    differences: tuple[Difference, ...]

    @property
    def share(self) -> float:
        """Identical paragraphs, of the longer side."""
        return self.identical / max(1, self.docx, self.pdf)

    @property
    def share_with_path(self) -> float:
        """Identical paragraphs with the same number path, of the longer side."""
        return self.same_path / max(1, self.docx, self.pdf)


@dataclass(frozen=True, slots=True)
class Speed:
    """Processor seconds for the files of one format; ``pages`` are those of the PDF."""

    suffix: str
    files: int
    pages: int
    seconds: float

    @property
    def per_second(self) -> float:
        return self.pages / self.seconds if self.seconds else 0.0


def pairs_in(folder: Path) -> tuple[tuple[Path, Path], ...]:
    """The DOCX files of ``folder`` that have a PDF of the same name beside them.

    Raises ``Empty`` where there is none.
    """
    found = [(p, p.with_suffix(".pdf")) for p in sorted(folder.glob("*.docx"))]
    held = tuple((docx, pdf) for docx, pdf in found if pdf.is_file())
    if not held:
        raise Empty(str(folder), "no DOCX file with a PDF of the same name")
    return held


def compare(docx: Path, pdf: Path) -> Pair:
    """Read, segment and compare the two files of one document."""
    one, other = (segment(_read(path)) for path in (docx, pdf))
    found = SequenceMatcher(None, _folded(one), _folded(other), autojunk=False)
    identical = same = 0
    differences: list[Difference] = []
    for tag, i, end, j, stop in found.get_opcodes():
        if tag != "equal":
            differences.append(Difference(one[i:end], other[j:stop]))
            continue
        pairs = list(zip(one[i:end], other[j:stop], strict=True))
        identical += len(pairs)
        same += sum(a.number == b.number for a, b in pairs)
        differences += (Difference((a,), (b,)) for a, b in pairs if a.number != b.number)
    return Pair(docx.stem, len(one), len(other), identical, same, tuple(differences))


def speed(pairs: Sequence[tuple[Path, Path]]) -> tuple[Speed, ...]:
    """Time the readers alone, on one core, each file once after a first run to load them."""
    pages = [_pages(pdf) for _, pdf in pairs]
    out = []
    for side, suffix in enumerate((".docx", ".pdf")):
        files = [pair[side] for pair in pairs]
        _read(files[0])
        seconds = sum(map(_seconds, files))
        out.append(Speed(suffix, len(files), sum(pages), seconds))
    return tuple(out)


def described(pair: Pair, most: int = 0) -> list[str]:
    """The figures of ``pair`` in one line, then its first ``most`` differences: ``-`` what only
    the DOCX has, ``+`` what only the PDF has, with role and number path."""
    lines = [
        f"{pair.name}: {pair.identical} identical of {pair.docx} (DOCX) and {pair.pdf} (PDF), "
        f"{pair.share:.4f}; with the same number path {pair.same_path}, {pair.share_with_path:.4f}"
    ]
    for difference in pair.differences[:most]:
        for sign, side in (("-", difference.docx), ("+", difference.pdf)):
            lines += (f"  {sign} {p.role} {'.'.join(p.number)} | {p.text!r}" for p in side)
        lines.append("")
    return lines


def _seconds(path: Path) -> float:
    start = time.process_time()
    _read(path)
    return time.process_time() - start


def _read(path: Path) -> Document:
    return read_bytes(path.as_posix(), path.read_bytes())


def _pages(pdf: Path) -> int:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def _folded(paragraphs: Sequence[Paragraph]) -> list[str]:
    return [" ".join(p.text.split()) for p in paragraphs]
