"""A query to passages, ranked in each language by itself."""

from pipeline.search.searcher import Filters, Searcher, SearchResult, documents_passing

__all__ = ["Filters", "SearchResult", "Searcher", "documents_passing"]
