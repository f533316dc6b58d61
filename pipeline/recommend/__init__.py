"""Paragraphs to recommendations: who is asked, how strongly, on which article."""

from pipeline.recommend.faults import Fault, session_faults, table_faults
from pipeline.recommend.ladder import Ladder, built_in, by_ladder, ladder_of, read_ladder
from pipeline.recommend.register import articles_of, recommendations, topics_of

__all__ = [
    "Fault",
    "Ladder",
    "articles_of",
    "built_in",
    "by_ladder",
    "ladder_of",
    "read_ladder",
    "recommendations",
    "session_faults",
    "table_faults",
    "topics_of",
]
