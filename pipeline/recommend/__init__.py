"""Paragraphs to recommendations: who is asked, how strongly, on which article.

``register`` makes the rows. It asks ``taken`` which paragraphs count, ``acts`` and ``opening`` what
a paragraph does, ``directives`` (by ``english``, ``chinese``, ``people``, ``short_names``) who is
asked and how strongly, then ``hedges``, ``asking``, ``duties`` and ``due``, a file for each field.
``tables`` reads the lexicon for all of them, ``ladder`` orders the strengths, ``faults`` tells what
is wrong with tables and sessions.
"""

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
