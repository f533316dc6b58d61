"""Judgements of people: kept in a log of their own, laid over what is computed, counted."""

from pipeline.review.apply import Reviewed, reviewed
from pipeline.review.keys import judgement, key_links
from pipeline.review.log import LOG, Log, ReviewLog, read_log
from pipeline.review.quality import Quality, quality

__all__ = [
    "LOG",
    "Log",
    "Quality",
    "ReviewLog",
    "Reviewed",
    "judgement",
    "key_links",
    "quality",
    "read_log",
    "reviewed",
]
