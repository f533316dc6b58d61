"""The issues matrix of a provision or a subject: filled by rules, kept as people leave it."""

from pipeline.preparation.matrix.checked import checked
from pipeline.preparation.matrix.filled import matrix
from pipeline.preparation.matrix.kept import MatrixLog

__all__ = ["MatrixLog", "checked", "matrix"]
