"""Records as JSON objects and as lines for a terminal."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.cite import citation, place_of
from pipeline.records import Lang, Match, Paragraph


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
