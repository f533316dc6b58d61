"""The article graph: what concerns a provision, and which clauses and documents hang together."""

from pipeline.articles.graphml import graphml_bytes
from pipeline.articles.index import ArticleIndex

__all__ = ["ArticleIndex", "graphml_bytes"]
