"""Recommendations through the sessions: counted by seven measures, and where shares tend."""

from pipeline.trend.measures import (
    EARLIEST,
    MEASURES,
    NO_BACKGROUND,
    NONE,
    Background,
    values_of,
)
from pipeline.trend.points import DRAFT, filled, in_series, one_language, trend
from pipeline.trend.tendency import tendencies

__all__ = [
    "DRAFT",
    "EARLIEST",
    "MEASURES",
    "NONE",
    "NO_BACKGROUND",
    "Background",
    "filled",
    "in_series",
    "one_language",
    "tendencies",
    "trend",
    "values_of",
]
