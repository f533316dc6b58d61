"""Briefing packs: what the texts held have on a subject, every row a passage."""

from pipeline.preparation.briefing.pack import briefing

__all__ = ["briefing"]
