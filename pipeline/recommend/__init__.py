"""Paragraphs to recommendations: who is asked, how strongly, on which article."""

from pipeline.recommend.register import articles_of, recommendations, topics_of

__all__ = ["articles_of", "recommendations", "topics_of"]
