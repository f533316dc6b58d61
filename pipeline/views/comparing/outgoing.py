"""What a comparison shows, as files for other programs: units for TMX, Excel and Word, and JSON
lines."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Literal

from pipeline.cite import citation
from pipeline.exchange import Unit
from pipeline.exchange.formats import alignment_bytes
from pipeline.exchange.json_lines import json_bytes
from pipeline.records import Finding, Lang, Paragraph
from pipeline.records.trace import Trace
from pipeline.side_by_side import MappedTexts
from pipeline.strings import Strings
from pipeline.views.comparing.clauses import ClauseRow, path_of
from pipeline.views.comparing.redline import Revised
from pipeline.views.comparing.rows import Row, finding_lines


def units_of_rows(rows: Iterable[Row], say: Strings) -> tuple[Unit, ...]:
    """One unit a row, its findings as notes, with the sources of both sides where ``say`` knows of
    an index."""

    def traces(paragraphs: Sequence[Paragraph]) -> tuple[Trace, ...]:
        return tuple(say.trace(p, None) for p in paragraphs) if say.trace else ()

    return tuple(
        Unit(
            tuple(p.text for p in row.zh),
            tuple(p.text for p in row.en),
            _cited(row.zh, "zh"),
            _cited(row.en, "en"),
            row.why,
            row.confidence,
            finding_lines(row, say),
            traces(row.zh),
            traces(row.en),
        )
        for row in rows
    )


def unit_bytes(
    kind: Literal["tmx", "xlsx", "docx"], rows: Sequence[Row], title: str, say: Strings
) -> bytes:
    """``rows`` as a file of ``kind``."""
    # Only the ending of the name is looked at; nothing is written to a disk.
    return alignment_bytes(Path(f"rows.{kind}"), units_of_rows(rows, say), title, say)


def row_lines(rows: Iterable[Row]) -> bytes:
    """``rows`` as JSON lines: both texts, why they are linked, what differs, who judged it."""
    return json_bytes(
        {
            "zh": [p.ordinal for p in row.zh],
            "en": [p.ordinal for p in row.en],
            "zh_citation": _cited(row.zh, "zh"),
            "en_citation": _cited(row.en, "en"),
            "zh_text": row.words("zh"),
            "en_text": row.words("en"),
            "why": row.why,
            "cosine": row.cosine,
            "confidence": row.confidence,
            "findings": [_finding(f) for f in row.findings],
            "standing": row.standing,
            "reviewer": row.judgement.reviewer if row.judgement else "",
            "made": row.judgement.made if row.judgement else "",
            "set_aside": [
                {
                    **_finding(d.finding),
                    "reviewer": d.judgement.reviewer,
                    "reason": d.judgement.reason,
                }
                for d in row.dismissed
            ],
        }
        for row in rows
    )


def revised_lines(rows: Iterable[Revised]) -> bytes:
    """The paragraphs of two wordings and their changes as JSON lines."""
    return json_bytes(
        {
            "fate": row.fate,
            "old": [p.ordinal for p in row.old],
            "new": [p.ordinal for p in row.new],
            "old_text": row.old_text,
            "new_text": row.new_text,
            "changes": [
                {
                    "kind": c.kind,
                    "old": row.old_text[c.old_start : c.old_end],
                    "new": row.new_text[c.new_start : c.new_end],
                }
                for c in row.changes
                if c.kind != "equal"
            ],
        }
        for row in rows
    )


def clause_lines(mapped: MappedTexts, rows: Iterable[ClauseRow]) -> bytes:
    """Clauses that correspond, and those that are alone, as JSON lines."""
    return json_bytes(_clause(mapped, row) for row in rows)


def _clause(mapped: MappedTexts, row: ClauseRow) -> dict[str, Any]:
    found, pair = mapped.map, row.pair
    sides: dict[str, Any] = {}
    for name, clauses, at in (
        ("first", found.first, row.first),
        ("second", found.second, row.second),
    ):
        if at is not None:
            sides |= {name: path_of(clauses[at]), f"{name}_heading": clauses[at].heading}
    if row.judged is not None:
        sides |= {"judged": row.judged.target, "reviewer": row.judged.reviewer}
    if pair is None:
        return {**sides, "relation": "" if row.is_pair else "absent"}
    return {
        **sides,
        "relation": pair.relation,
        "moved": pair.moved,
        "similarity": round(pair.similarity, 4),
        "covered": [round(share, 4) for share in pair.covered],
        "paragraphs": [
            {
                "first": citation(mapped.first[r], mapped.first[r].lang),
                "second": citation(mapped.second[c], mapped.second[c].lang),
                "cosine": round(cosine, 4),
            }
            for r, c, cosine in pair.paragraphs
        ],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "id": finding.id,
        "rule": finding.rule,
        "zh": list(finding.zh),
        "en": list(finding.en),
    }


def _cited(paragraphs: Sequence[Paragraph], lang: Lang) -> str:
    return ("；" if lang == "zh" else "; ").join(citation(p, lang) for p in paragraphs)
