"""Segmentation against AKN4UN mark-up, one language against the other, and how fast it is."""

import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from evaluation.markup import printed
from evaluation.markup_numbers import Printed, key
from pipeline.errors import InputError
from pipeline.readers import read_bytes
from pipeline.records import Document, Given, Paragraph
from pipeline.segment import remarks, segment

_APPARATUS = frozenset({"masthead", "title", "footnote"})
_KINDS = {
    "operative": "numbered", "paragraph": "numbered", "item": "numbered", "subitem": "numbered",
    "chapter": "heading", "section": "heading", "article": "heading", "heading": "heading",
}  # fmt: skip
_UNMARKED = ("art.", "ch.", "sec.", "part.", "text.", "res.", "text-")
"""Parts of a path that no element of the mark-up stands for."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """``cause`` is one of those in ``causes``; a side that lacks the paragraph is ""."""

    cause: str
    file: str
    markup: str
    segmented: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """Paragraphs of the mark-up, those that agree in number path, role and text, those of them
    whose number stands in the words alone, and the rest."""

    documents: int
    paragraphs: int
    agree: int
    in_words: int
    disagreements: tuple[Disagreement, ...]

    @property
    def share(self) -> float:
        return self.agree / max(1, self.paragraphs)

    @property
    def causes(self) -> Counter[str]:
        return Counter(d.cause for d in self.disagreements)


@dataclass(frozen=True, slots=True)
class Sequences:
    """Pairs of documents, and those whose two sequences of number paths are the same as marked up
    and after rendering to plain lines; ``differing`` names the others."""

    pairs: int
    same: int
    same_plain: int
    differing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Noticed:
    """Documents, those with remarks on their numbers, and every remark as ``(file, line)``."""

    documents: int
    with_remarks: int
    remarks: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Speed:
    """Paragraphs read and segmented, and processor seconds, for one format."""

    form: str
    paragraphs: int
    seconds: float

    @property
    def per_second(self) -> float:
        return self.paragraphs / self.seconds if self.seconds else 0.0


def against_markup(folders: Sequence[Path]) -> Agreement:
    """Compare every AKN4UN file below ``folders`` with its own mark-up."""
    documents = paragraphs = agree = in_words = 0
    out: list[Disagreement] = []
    for path, document in _read(folders):
        marked = printed(path)
        found = list(_compared(path.name, marked, segment(document)))
        documents += 1
        paragraphs += len(marked)
        agree += len(marked) - sum(d.markup != "" for d in found)
        in_words += sum(p.in_words for p in marked)
        out += found
    return Agreement(documents, paragraphs, agree, in_words, tuple(out))


def _compared(
    file: str, marked: Sequence[Printed], ours: Sequence[Paragraph]
) -> Iterator[Disagreement]:
    left, right = [key(m.text) for m in marked], [key(p.text) for p in ours]
    matched = SequenceMatcher(None, left, right, autojunk=False)
    for operation, a, b, c, d in matched.get_opcodes():
        if operation == "equal":
            for one, other in zip(marked[a:b], ours[c:d], strict=True):
                if cause := _cause(one, other):
                    yield Disagreement(cause, file, _told(one), _said(other))
            continue
        cut = "".join(left[a:b]) == "".join(right[c:d])
        cause = "paragraph cut otherwise" if cut else "text differs"
        for one in marked[a:b]:
            yield Disagreement(cause, file, _told(one), "")
        for other in ours[c:d]:
            yield Disagreement(cause, file, "", _said(other))


def _cause(one: Printed, other: Paragraph) -> str:
    """Why two paragraphs with the same words disagree; "" where they do not."""
    role = _KINDS.get(other.role, other.role)
    if role == "heading" and other.number[-1:] and other.number[-1].startswith("annex"):
        role = "annex"
    expected = "heading" if one.kind == "annex" and role == "heading" else one.kind
    if one.kind == "part" and role in {"heading", "title"}:
        return ""
    if role != expected:
        if one.kind == "heading" or role == "heading":
            return f"{one.kind} in the mark-up, {other.role} by its words"
        return f"{one.kind} in the mark-up, {role} as segmented"
    if role not in {"numbered", "preambular", "footnote"}:
        return ""
    ours = tuple(p for p in other.number if not p.startswith(_UNMARKED))
    if ours == one.number:
        return ""
    if one.repeats:
        return "eId repeats"
    if one.in_words:
        return "number in the words alone, nested otherwise"
    return "path differs"


def _told(one: Printed) -> str:
    return f"{one.kind} {'/'.join(one.number)} {one.text.strip()[:60]!r}"


def _said(other: Paragraph) -> str:
    return f"{other.role} {'/'.join(other.number)} {other.text[:60]!r}"


def between_languages(folders: Sequence[Path]) -> Sequences:
    """Compare the number paths of the Chinese and English of each symbol in a folder."""
    held: dict[tuple[str, str], dict[str, Document]] = defaultdict(dict)
    for folder in folders:
        for _, document in _read([folder]):
            held[str(folder), document.symbol].setdefault(document.lang, document)
    pairs = same = same_plain = 0
    differing = []
    for (_, symbol), both in held.items():
        if len(both) < 2:
            continue
        pairs += 1
        zh, en = both["zh"], both["en"]
        if _paths(zh) == _paths(en):
            same += 1
        else:
            differing.append(symbol)
        same_plain += _paths(as_plain(zh)) == _paths(as_plain(en))
    return Sequences(pairs, same, same_plain, tuple(differing))


def as_plain(document: Document) -> Document:
    """``document`` printed one paragraph a line and read again as plain text."""
    given = Given(symbol=document.symbol, lang=document.lang)
    return read_bytes("text.txt", document.text.encode("utf-8"), given)


def _paths(document: Document) -> list[tuple[str, ...]]:
    return [p.number for p in segment(document) if p.number and p.role not in _APPARATUS]


def noticed(folders: Sequence[Path]) -> Noticed:
    """What segmentation remarks on the numbers of every file below ``folders``."""
    documents = 0
    out: list[tuple[str, str]] = []
    for path, document in _read(folders):
        documents += 1
        for remark in remarks(document, segment(document)):
            out.append((path.name, f"{remark.kind} {remark.detail}: {remark.text}"))
    return Noticed(documents, len({name for name, _ in out}), tuple(out))


def speed(folders: Sequence[Path]) -> tuple[Speed, Speed]:
    """Processor time of reading and segmenting, as AKN4UN and as plain text."""
    rows = []
    contents = [(p.name, p.read_bytes()) for p, _ in _read(folders)]
    plain = [(f"{p.stem}.txt", d.text.encode("utf-8")) for p, d in _read(folders)]
    for form, files in (("AKN4UN", contents), ("plain text", plain)):
        began = time.process_time()
        total = sum(len(segment(read_bytes(name, held, Given()))) for name, held in files)
        rows.append(Speed(form, total, time.process_time() - began))
    return rows[0], rows[1]


def _read(folders: Iterable[Path]) -> Iterator[tuple[Path, Document]]:
    """The Chinese and English files below ``folders``, in order; others are passed over."""
    for folder in folders:
        for path in sorted(folder.rglob("*.xml")):
            try:
                yield path, read_bytes(path.name, path.read_bytes(), Given())
            except InputError:
                continue


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a report, and its figures by name."""

    line: str
    figures: dict[str, object]


def report(
    folders: Sequence[Path], languages: bool, remarked: bool, timed: bool, examples: int
) -> Iterator[Row]:
    """The rows of the measurement that is asked for; against the mark-up where none is."""
    if languages:
        yield _row_of_languages(between_languages(folders))
    elif remarked:
        yield from _rows_of_remarks(noticed(folders))
    elif timed:
        for row in speed(folders):
            told = f"{row.form}: {row.paragraphs} paragraphs in {row.seconds:.2f} s, "
            yield Row(
                f"{told}{row.per_second:.0f} a second",
                {"form": row.form, "paragraphs": row.paragraphs, "seconds": row.seconds},
            )
    else:
        yield from _rows_of_markup(against_markup(folders), examples)


def _rows_of_markup(found: Agreement, examples: int) -> Iterator[Row]:
    yield Row(
        f"{found.agree} of {found.paragraphs} paragraphs of {found.documents} documents agree "
        f"({found.share:.4f}); {found.in_words} numbers stand in the words alone",
        {"documents": found.documents, "paragraphs": found.paragraphs, "agree": found.agree},
    )
    for cause, count in found.causes.most_common():
        yield Row(f"{count} {cause}", {"cause": cause, "count": count})
        for one in [d for d in found.disagreements if d.cause == cause][:examples]:
            told = f"  {one.file} | {one.markup} | {one.segmented}"
            yield Row(told, {"file": one.file, "markup": one.markup, "segmented": one.segmented})


def _row_of_languages(found: Sequences) -> Row:
    pairs = max(1, found.pairs)
    return Row(
        f"{found.same} of {found.pairs} pairs have the same number paths "
        f"({found.same / pairs:.4f}); as plain lines {found.same_plain} "
        f"({found.same_plain / pairs:.4f}); not: {', '.join(found.differing)}",
        {"pairs": found.pairs, "same": found.same, "same_plain": found.same_plain},
    )


def _rows_of_remarks(found: Noticed) -> Iterator[Row]:
    yield Row(
        f"{found.with_remarks} of {found.documents} documents have remarks on their numbers, "
        f"{len(found.remarks)} in all",
        {"documents": found.documents, "with_remarks": found.with_remarks},
    )
    for name, line in found.remarks:
        yield Row(f"{name}: {line}", {"file": name, "remark": line})
