"""Lineage measured against links read by hand, and timed on a whole register.

The rows of ``gold/lineage.csv`` are operative paragraphs drawn at random from the series on crime,
corruption, trafficking, drugs and cybercrime of the General Assembly. For each the earlier
paragraphs with the highest tf-idf cosine were read beside it: which one it takes up, if any, and
what became of it. Rows of the part ``rules`` (sessions 75 and 76) were looked at while the rules
were written, those of ``held-out`` (77 to 79) only to measure.
"""

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evaluation.inputs import documents_in, table_rows
from pipeline.encode import Encoder, load_encoder
from pipeline.lineage import Lineage, lineage
from pipeline.recommend import recommendations
from pipeline.records import Heading, Lang
from pipeline.records.lineage import Entry, LineageLink, Passage
from pipeline.segment import segment
from pipeline.text.passage import wording

GOLD = Path(__file__).parent / "gold" / "lineage.csv"
_COLUMNS = {"part", "symbol", "path", "earlier", "earlier_path", "verdict"}


@dataclass(frozen=True, slots=True)
class Row:
    """One paragraph read by hand; ``earlier`` holds symbol and path of what it takes up, several
    where it was merged, none where it is new."""

    part: str
    place: tuple[str, str]
    earlier: frozenset[tuple[str, str]]
    verdict: str


@dataclass(frozen=True, slots=True)
class LineageFigures:
    """Links found against links read: ``right`` of ``found`` and of ``wanted``; verdicts right of
    the links that are right, and of those among them whose words changed in substance."""

    rows: int
    right: int
    found: int
    wanted: int
    verdicts: int
    changed: int
    changed_right: int
    wrong: tuple[str, ...]

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall of links."""
        return 2 * self.right / max(1, self.found + self.wanted)


def gold_rows(path: Path = GOLD) -> tuple[Row, ...]:
    """The rows of ``path``; raises ``Unreadable`` for a file without the columns."""
    return tuple(
        Row(
            r["part"],
            (r["symbol"], r["path"]),
            frozenset((r["earlier"], p) for p in r["earlier_path"].split(";") if r["earlier"]),
            r["verdict"],
        )
        for r in table_rows(path, _COLUMNS)
    )


def entries_of(paths: Sequence[Path], lang: Lang) -> tuple[Entry, ...]:
    """The register of the files in ``paths``, one language of it."""
    return entries_and_preambles(paths, lang)[0]


def entries_and_preambles(
    paths: Sequence[Path], lang: Lang
) -> tuple[tuple[Entry, ...], tuple[Passage, ...]]:
    """The register of the files in ``paths``, one language of it, and their preambular
    paragraphs, which may receive a report too."""
    out: list[Entry] = []
    preambles: list[Passage] = []
    for document in documents_in(paths):
        if document.lang == lang:
            paragraphs = segment(document)
            d = document
            heading = Heading(
                d.symbol, d.lang, d.title, d.body, d.session, d.date, d.status, d.source.path,
                d.source.sha256, len(paragraphs), d.edition, d.kind, d.original, d.confidence,
            )  # fmt: skip
            out.extend(Entry(heading, r) for r in recommendations(document, paragraphs))
            preambles.extend(Passage(heading, p) for p in paragraphs if p.role == "preambular")
    return tuple(out), tuple(preambles)


def vectors_of(entries: Sequence[Entry], encoder: Encoder | None = None) -> NDArray[np.float32]:
    """One row for each entry, encoded as an index does it."""
    said = [wording(e.recommendation.paragraph) for e in entries]
    return (encoder or load_encoder()).encode(said).vectors


def against_gold(found: Lineage, rows: Sequence[Row]) -> LineageFigures:
    """Links and verdicts of ``found`` against those ``rows`` whose document it holds."""
    links: dict[tuple[str, str], list[LineageLink]] = {}
    for link in found.links:
        if link.later is not None:
            links.setdefault(_place(link.later), []).append(link)
    count: Counter[str] = Counter()
    wrong = []
    held = {symbol for symbol, _ in links}
    rows = [row for row in rows if row.place[0] in held]
    for row in rows:
        own = [link for link in links.get(row.place, ()) if link.earlier is not None]
        right = [link for link in own if link.earlier and _place(link.earlier) in row.earlier]
        count["found"] += bool(own)
        count["wanted"] += bool(row.earlier)
        count["right"] += bool(right)
        got = right[0].verdict if right else (own[0].verdict if own else "new")
        if right:
            is_changed = row.verdict != "repeated"
            count["verdicts"] += got == row.verdict
            count["changed"] += is_changed
            count["changed_right"] += is_changed and got == row.verdict
        if bool(right) != bool(row.earlier) or got != row.verdict:
            wrong.append(_difference(row, own, got))
    return LineageFigures(
        len(rows), count["right"], count["found"], count["wanted"], count["verdicts"],
        count["changed"], count["changed_right"], tuple(wrong),
    )  # fmt: skip


def timed(entries: Sequence[Entry], vectors: NDArray[np.float32]) -> tuple[Lineage, float]:
    """The lineage and the seconds of processor time it took, vectors given."""
    start = time.process_time()
    found = lineage(entries, vectors)
    return found, time.process_time() - start


def verdict_counts(found: Lineage) -> Mapping[str, int]:
    """How many links have each verdict."""
    return dict(Counter(link.verdict for link in found.links).most_common())


def _place(entry: Entry) -> tuple[str, str]:
    return entry.document.symbol, "/".join(entry.recommendation.paragraph.number)


def _difference(row: Row, own: Sequence[LineageLink], got: str) -> str:
    said = [
        f"{' '.join(_place(o.earlier))} ({o.rule}: {o.evidence[:60]})" for o in own if o.earlier
    ]
    wanted = [" ".join(e) for e in sorted(row.earlier)] or ["nothing"]
    return (
        f"{' '.join(row.place)}: wanted {row.verdict} of {', '.join(wanted)};"
        f" found {got} of {', '.join(said) or 'nothing'}"
    )
