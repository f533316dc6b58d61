"""A query to passages, ranked in each language by itself."""

from pipeline.search.filters import Filters, documents_passing
from pipeline.search.results import WHY, SearchResult
from pipeline.search.searcher import Searcher

__all__ = ["WHY", "Filters", "SearchResult", "Searcher", "documents_passing"]
