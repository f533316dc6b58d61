"""Comparisons and judgements as data frames whose columns are named in the interface language."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pipeline.cite import citation
from pipeline.records import Judgement
from pipeline.review import Quality
from pipeline.side_by_side import MappedTexts
from pipeline.strings import Strings
from pipeline.views.comparing.clauses import ClauseRow, clause_name, judged_relation, relation_name
from pipeline.views.comparing.judged import judged_line
from pipeline.views.comparing.parallel import percent
from pipeline.views.comparing.redline import Revised
from pipeline.views.comparing.rows import Row, finding_lines
from pipeline.views.names import reason, rule_name
from pipeline.views.tables import frame_of
from pipeline.views.tracing import with_sources

if TYPE_CHECKING:
    import pandas as pd


def rows_frame(rows: Iterable[Row], say: Strings) -> "pd.DataFrame":
    """One row a bead: number, both texts, why, cosine, confidence, what differs, who judged it."""
    found = list(rows)
    records = [
        (
            row.number,
            row.words("zh"),
            row.words("en"),
            reason(row.why, say),
            row.cosine,
            row.confidence,
            "\n".join(finding_lines(row, say)),
            judged_line(row.judgement, say) if row.judgement else "",
            "; ".join(citation(p, "zh") for p in row.zh),
            "; ".join(citation(p, "en") for p in row.en),
        )
        for row in found
    ]
    keys = ("number", "zh", "en", "why", "cosine", "sure", "findings", "judged")
    frame = frame_of(records, (*keys, "citation_zh", "citation_en"), say)
    return with_sources(frame, found, say)


def revised_frame(rows: Iterable[Revised], say: Strings) -> "pd.DataFrame":
    """One row a paragraph of two wordings: number, what became of it, both texts, and the words
    taken out and put in."""
    records = []
    for row in rows:
        changed = [c for c in row.changes if c.kind != "equal"]
        records.append(
            (
                row.number,
                say(f"redline.{row.fate}"),
                row.old_text,
                row.new_text,
                "\n".join(t for c in changed if (t := row.old_text[c.old_start : c.old_end])),
                "\n".join(t for c in changed if (t := row.new_text[c.new_start : c.new_end])),
            )
        )
    return frame_of(records, ("number", "fate", "old", "new", "taken_out", "put_in"), say)


def clauses_frame(mapped: MappedTexts, rows: Iterable[ClauseRow], say: Strings) -> "pd.DataFrame":
    """One row a pair of clauses, or a clause alone: both names, relation, similarity, how much of
    either is found in the other."""
    records = []
    for row in rows:
        first = "" if row.first is None else clause_name(mapped, "first", row.first, say)
        second = "" if row.second is None else clause_name(mapped, "second", row.second, say)
        pair = row.pair
        covered = pair.covered if pair else (None, None)
        alone = say("clauses.not_proposed" if row.is_pair else "clauses.absent")
        relation = relation_name(pair, say) if pair else alone
        said = judged_relation(row, say)
        records.append((first, second, relation, said, pair.similarity if pair else None, *covered))
    keys = ("first", "second", "relation", "relation_judged", "similarity")
    return frame_of(records, (*keys, "covered_first", "covered_second"), say)


def confidence_frame(quality: Quality, say: Strings) -> "pd.DataFrame":
    """One row a band of confidence of the texts judged: beads, confirmed, changed."""
    records = [
        (
            say("quality.from", percent=percent(float(low))) if low else say("quality.without"),
            judged.beads,
            judged.confirmed,
            judged.changed,
        )
        for low, judged in quality.by_confidence.items()
    ]
    return frame_of(records, ("sure", "beads", "confirmed", "changed"), say)


def reasons_frame(quality: Quality, say: Strings) -> "pd.DataFrame":
    """One row a reason of beads of the texts judged: beads, confirmed, changed."""
    records = [
        (reason(why, say), judged.beads, judged.confirmed, judged.changed)
        for why, judged in quality.by_why.items()
    ]
    return frame_of(records, ("why", "beads", "confirmed", "changed"), say)


def reviewers_frame(quality: Quality, say: Strings) -> "pd.DataFrame":
    """One row a person: judgements in force."""
    return frame_of(sorted(quality.by_reviewer.items()), ("reviewer", "judgements"), say)


def set_aside_frame(rules: Iterable[tuple[str, int]], say: Strings) -> "pd.DataFrame":
    """One row a rule: findings that somebody set aside."""
    records = [(rule_name(rule, say), count) for rule, count in rules]
    return frame_of(records, ("rule", "set_aside"), say)


def judgements_frame(judgements: Iterable[Judgement], say: Strings) -> "pd.DataFrame":
    """One row a judgement: symbol, who and when, what, paragraphs concerned, why."""
    records = [
        (
            made.symbol,
            made.reviewer,
            made.made.replace("T", " ").removesuffix("Z"),
            say(f"judged.{made.action}"),
            len({key for link in made.links for key in (*link.zh, *link.en)}),
            made.reason,
        )
        for made in judgements
    ]
    keys = ("symbol", "reviewer", "made", "action", "concerned", "reason")
    return frame_of(records, keys, say)
