"""Citations measured three ways: against rows read by hand, one language against the other, and
against the links that AKN4UN marks up.

The second needs no reading: a paragraph cites the same in both languages. The third tests
resolutions, decisions and symbols, where the markup links them.
"""

import json
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

from evaluation.citation_agreement import ACTS, UNNUMBERED, BothLanguages, Read, both_languages
from evaluation.inputs import documents_in, table_rows
from pipeline.records import (
    LANGS,
    Citation,
    Document,
    Lang,
    Paragraph,
    Resolved,
)
from pipeline.segment import segment
from pipeline.text.citations import Context, citations, document_citations, resolve
from pipeline.text.citations.resolving import Told
from pipeline.text.symbols import is_symbol, normalise_symbol

_SEED, _SAMPLE = 20240, 100


@dataclass(frozen=True, slots=True)
class GoldRows:
    """``right`` of ``rows`` rows; ``wrong`` says what was read instead."""

    rows: int
    right: int
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Links:
    """Links to documents, how many a citation finds with the same symbol (``found``); citations
    whose symbol is known (``told``), those on a link (``marked``), those that agree with it."""

    lang: Lang
    links: int
    found: int
    told: int
    marked: int
    agree: int


@dataclass(frozen=True, slots=True)
class Measured:
    """Figures over files; ``seconds`` is the processor time that the citations of all took,
    readers apart; ``reasons`` counts how instruments were told, ``drawn`` holds every citation
    of a provision as a line to judge by hand."""

    paragraphs: int
    seconds: float
    both: BothLanguages
    links: tuple[Links, ...]
    reasons: Mapping[str, int]
    drawn: tuple[str, ...]


def against_gold(gold: Path) -> GoldRows:
    """Compare with ``gold`` (columns lang, text, expected: keys joined by ``|``).

    ``UNTOC?`` says that only the document tells: by the words alone the key is ``?``, and in a
    document of the Conference of the Parties it is UNTOC.
    """
    rows = table_rows(gold, {"lang", "text", "expected"})
    wrong = []
    for row in rows:
        lang: Lang = "zh" if row["lang"] == "zh" else "en"
        found = citations(row["text"], lang)
        expected = [key for key in row["expected"].split("|") if key]
        alone = [key.replace("UNTOC?", "?") for key in expected]
        if [c.key for c in found] != alone or not _told(row["text"], found, lang, expected):
            wrong.append(f"{row['text']}: {'|'.join(c.key for c in found)}")
    return GoldRows(len(rows), len(rows) - len(wrong), tuple(wrong))


def _told(text: str, found: Sequence[Citation], lang: Lang, expected: Sequence[str]) -> bool:
    """Whether a document of the Conference tells the keys that the words alone do not."""
    context = Context(lang, body="CTOC-COP", organ=Told("UNTOC", "body", "CTOC-COP"))
    resolved = resolve(text, found, context)
    wanted = [(i, k.replace("?", "")) for i, k in enumerate(expected) if k.startswith("UNTOC?")]
    return all(resolved[i].key == key for i, key in wanted)


def measure(paths: Sequence[Path]) -> Measured:
    """Read every document of ``paths`` and compare languages and links."""
    held: dict[tuple[str, str], Read] = {}
    seconds, count = 0.0, 0
    for document, paragraphs in _documents(paths):
        started = time.process_time()
        cited = document_citations(document, paragraphs)
        seconds += time.process_time() - started
        count += len(paragraphs)
        held[document.symbol, document.lang] = Read(document, paragraphs, cited)
    flat = [
        (r, p, c)
        for r in held.values()
        for p, cs in zip(r.paragraphs, r.cited, strict=True)
        for c in cs
    ]
    reasons = Counter(
        f"{'acts' if c.citation.instrument in ACTS else 'provisions'}: {c.reason or 'not told'}"
        for _, _, c in flat
    )
    drawn = tuple(_to_judge(p, c) for _, p, c in flat)
    links = tuple(_links(lang, [r for (_, at), r in held.items() if at == lang]) for lang in LANGS)
    return Measured(count, seconds, both_languages(held), links, dict(reasons), drawn)


def _to_judge(paragraph: Paragraph, one: Resolved) -> str:
    start, end = one.citation.start, one.citation.end
    around = paragraph.text[max(0, start - 160) : start] + "⟦" + paragraph.text[start:end] + "⟧"
    place = f"{paragraph.symbol} {'/'.join(paragraph.number)}"
    cells = (
        paragraph.lang,
        one.key,
        one.reason,
        one.evidence,
        place,
        around + paragraph.text[end : end + 120],
    )
    return "\t".join(" ".join(cell.split()) for cell in cells)


def draw(lines: Sequence[str]) -> list[str]:
    """Of each language ``_SAMPLE`` lines at random, always the same, half of them provisions of
    treaties and laws, which are rarer than resolutions and harder."""
    random = Random(_SEED)
    out = []
    for lang in LANGS:
        own = [line for line in lines if line.startswith(f"{lang}\t")]
        acts = [line for line in own if line.split("\t")[1].startswith(ACTS)]
        rest = [line for line in own if not line.split("\t")[1].startswith(ACTS)]
        for group in (acts, rest):
            out += random.sample(group, min(_SAMPLE // 2, len(group)))
    return out


def described(found: Measured, as_json: bool) -> Iterator[str]:
    """The figures as lines, or as one JSON object."""
    both = found.both
    if as_json:
        row = asdict(found) | {"drawn": len(found.drawn)}
        row["both"]["examples"] = len(both.examples)
        yield json.dumps(row, ensure_ascii=False)
        return
    yield f"{found.paragraphs} paragraphs in {found.seconds:.1f} s of one core"
    share = both.same / max(1, both.citing)
    yield (
        f"{both.citing} of {both.paragraphs} paragraphs held in both languages cite; "
        f"{both.same} cite the same ({share:.4f})"
    )
    for name, count in sorted(both.classes.items(), key=lambda item: -item[1]):
        yield f"  {count:>5}  {name}"
    for side in found.links:
        recall, precision = side.found / max(1, side.links), side.agree / max(1, side.marked)
        yield (
            f"{side.lang}: {side.found} of {side.links} links found ({recall:.4f}); "
            f"{side.agree} of {side.marked} citations on a link agree ({precision:.4f}); "
            f"{side.told - side.marked} are on none"
        )
    for name, count in sorted(found.reasons.items(), key=lambda item: -item[1]):
        yield f"  {count:>6}  {name}"


def _documents(paths: Sequence[Path]) -> Iterator[tuple[Document, tuple[Paragraph, ...]]]:
    for document in documents_in(paths):
        yield document, segment(document)


def _links(lang: Lang, reads: Iterable[Read]) -> Links:
    links = found = told = marked = agree = 0
    for read in reads:
        spans = [
            (link.start, link.end, _plain(normalise_symbol(link.target)))
            for link in read.document.links
            if is_symbol(link.target)
        ]
        known = [
            (p.start + r.citation.start, p.start + r.citation.end, r.symbol)
            for p, cited in zip(read.paragraphs, read.cited, strict=True)
            for r in cited
            if r.symbol and not UNNUMBERED & {r.provision, r.citation.provision}
        ]
        links += len(spans)
        told += len(known)
        for a, b, target in spans:
            found += any(s < b and a < e and _plain(symbol) == target for s, e, symbol in known)
        for s, e, symbol in known:
            over = [t for a, b, t in spans if s < b and a < e]
            marked += bool(over)
            agree += _plain(symbol) in over
    return Links(lang, links, found, told, marked, agree)


def _plain(symbol: str) -> str:
    """``symbol`` without the letter of one of several texts, which the markup mostly leaves out:
    it links ``46/36 L`` to ``A/RES/46/36`` and ``217 A (III)`` to ``A/RES/217 (III)``."""
    return re.sub(r"(?<=\d) ?[A-Z](?= ?\(|$)", "", symbol).replace(" ", "")
