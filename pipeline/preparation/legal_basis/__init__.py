"""The legal basis of a measure: articles of treaties, recommendations, model provisions."""

from pipeline.preparation.legal_basis.basis import legal_basis
from pipeline.preparation.legal_basis.measures import find_measure, measures

__all__ = ["find_measure", "legal_basis", "measures"]
