"""Records as JSON objects and as lines for a terminal."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pipeline.align import ALONE, MOVED
from pipeline.align.sentences import align_sentences
from pipeline.cite import citation, place_of
from pipeline.compare import Usage, findings
from pipeline.encode import Encoder
from pipeline.records import Bead, Finding, Lang, Match, Paragraph
from pipeline.views.comparing.sentences import has_several


def json_lines(rows: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    """Each row as one line of JSON, Chinese left as it is."""
    return (json.dumps(row, ensure_ascii=False) for row in rows)


def paragraph_row(p: Paragraph) -> dict[str, Any]:
    """What ``segment --json`` prints of a paragraph."""
    return {
        "symbol": p.symbol,
        "lang": p.lang,
        "ordinal": p.ordinal,
        "role": p.role,
        "number": list(p.number),
        "label": p.label,
        "part": p.part,
        "heading": p.heading,
        "start": p.start,
        "end": p.end,
        "text": p.text,
        "eid": p.eid,
    }


def paragraph_line(p: Paragraph) -> str:
    """What ``segment`` prints of a paragraph without ``--json``."""
    return f"{p.ordinal:>5}  {p.role:<11} {place_of(p, p.lang):<28}  {p.text}"


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


def match_row(lang: Lang, match: Match) -> dict[str, Any]:
    """What ``search --json`` prints of a hit."""
    p, d = match.paragraph, match.document
    return {
        "lang": lang,
        "rank": match.rank,
        "symbol": p.symbol,
        "number": list(p.number),
        "citation": citation(p, lang),
        "role": p.role,
        "heading": p.heading,
        "title": d.title,
        "body": d.body,
        "session": d.session,
        "date": d.date,
        "cosine": None if match.cosine is None else round(match.cosine, 4),
        "why": list(match.why),
        "text": p.text,
        "start": p.start,
        "end": p.end,
        "sha256": d.sha256,
        "counterpart": [
            {"lang": c.lang, "number": list(c.number), "ordinal": c.ordinal, "text": c.text}
            for c in match.counterpart
        ],
    }


def match_lines(lang: Lang, match: Match) -> list[str]:
    """What ``search`` prints of a hit without ``--json``."""
    p = match.paragraph
    lines = [f"{match.rank}. {citation(p, lang)}  ({', '.join(match.why)})", f"   {p.text}"]
    lines += [f"   {c.lang}: {c.text}" for c in match.counterpart]
    return lines
