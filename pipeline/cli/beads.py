"""Beads as JSON objects and as lines for a terminal.

Imported by ``align`` alone: aligning and comparing take longer to import than a search takes.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pipeline.align import ALONE, MOVED
from pipeline.align.sentences import align_sentences
from pipeline.cli.tracing import trace_row
from pipeline.compare import Usage, findings
from pipeline.encode import Encoder
from pipeline.records import Bead, Finding, Heading, Paragraph
from pipeline.tracing import Traces
from pipeline.views.comparing.sentences import has_several

if TYPE_CHECKING:
    from pipeline.side_by_side import AlignedTexts


def bead_row(
    bead: Bead, zh: Sequence[Paragraph], en: Sequence[Paragraph], use: Usage | None = None
) -> dict[str, Any]:
    """What ``align --json`` prints of a bead; ``use`` is how the whole English uses modals."""
    chinese, english = [zh[i] for i in bead.zh], [en[i] for i in bead.en]
    found = findings(chinese, english, use)
    return {
        "zh": list(bead.zh),
        "en": list(bead.en),
        "zh_number": list(chinese[0].number) if chinese else [],
        "en_number": list(english[0].number) if english else [],
        "zh_text": "".join(p.text for p in chinese),
        "en_text": " ".join(p.text for p in english),
        "why": bead.why,
        "cosine": None if bead.cosine is None else round(bead.cosine, 4),
        "confidence": None if bead.confidence is None else round(bead.confidence, 4),
        "runner_up": None if bead.runner_up is None else [list(side) for side in bead.runner_up],
        "findings": [_finding_row(f) for f in found],
    }


def trace_rows(bead: Bead, aligned: "AlignedTexts", traces: Traces) -> dict[str, Any]:
    """The traces of the paragraphs of either side of a bead, in their order."""
    zh, en = aligned.documents
    return {
        "zh_traces": [trace_row(traces.of(aligned.zh[i], Heading.of(zh, 0))) for i in bead.zh],
        "en_traces": [trace_row(traces.of(aligned.en[i], Heading.of(en, 0))) for i in bead.en],
    }


def _finding_row(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "zh": list(finding.zh),
        "en": list(finding.en),
        "zh_spans": [[s.paragraph, s.start, s.end] for s in finding.zh_spans],
        "en_spans": [[s.paragraph, s.start, s.end] for s in finding.en_spans],
        "id": finding.id,
    }


def sentence_rows(
    bead: Bead, zh: Sequence[Paragraph], en: Sequence[Paragraph], encoder: Encoder
) -> list[dict[str, Any]]:
    """What ``align --sentences --json`` prints below a bead: the sentences that correspond; []
    where one side is missing or neither has several."""
    chinese = "\n".join(zh[i].text for i in bead.zh)
    english = "\n".join(en[i].text for i in bead.en)
    if not chinese or not english:
        return []
    if not (has_several(chinese, "zh") or has_several(english, "en")):
        return []
    return [
        {
            "zh": [chinese[start:end].strip() for start, end in found.zh],
            "en": [english[start:end].strip() for start, end in found.en],
            "why": found.why,
            "cosine": None if found.cosine is None else round(found.cosine, 4),
        }
        for found in align_sentences(chinese, english, encoder)
    ]


def bead_lines(row: Mapping[str, Any]) -> list[str]:
    """What ``align`` prints of a bead without ``--json``: a head line and both texts."""
    cosine = "" if row["cosine"] is None else f"  {row['cosine']:.2f}"
    number = "/".join(row["en_number"] or row["zh_number"])
    lines = [f"[{number}]  {row['why']}{cosine}"]
    lines += [f"  zh  {row['zh_text'] or '—'}", f"  en  {row['en_text'] or '—'}"]
    lines += [f"  {finding_line(finding)}" for finding in row["findings"]]
    for sentence in row.get("sentences", ()):
        lines.append(f"    zh  {''.join(sentence['zh']) or '—'}")
        lines.append(f"    en  {' '.join(sentence['en']) or '—'}")
    return lines


def finding_line(finding: Mapping[str, Any]) -> str:
    """A finding as ``bead_row`` gives it, on one line: its rule and both quotations."""
    zh, en = ", ".join(finding["zh"]), ", ".join(finding["en"])
    return f"{finding['rule']}: zh {zh or '—'}  en {en or '—'}"


def differs(row: Mapping[str, Any]) -> bool:
    """Whether a bead is one-sided or moved, or has a finding."""
    return row["why"] in {ALONE, MOVED} or bool(row["findings"])
