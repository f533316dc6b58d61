"""Judgements of people: kept in a log of their own, laid over what is computed, counted."""

from pipeline.review.apply import Reviewed, reviewed
from pipeline.review.disputes import Disputes, disputes
from pipeline.review.keys import judgement, key_links
from pipeline.review.log import LOG, Log, ReviewLog, read_log
from pipeline.review.matches import reviewed_match
from pipeline.review.pairs import (
    VERDICTS,
    is_pair,
    judge_pair,
    judged_pairs,
    pair_conflicts,
    pair_name,
)
from pipeline.review.quality import Quality, quality

__all__ = [
    "LOG",
    "VERDICTS",
    "Disputes",
    "Log",
    "Quality",
    "ReviewLog",
    "Reviewed",
    "disputes",
    "is_pair",
    "judge_pair",
    "judged_pairs",
    "judgement",
    "key_links",
    "pair_conflicts",
    "pair_name",
    "quality",
    "read_log",
    "reviewed",
    "reviewed_match",
]
