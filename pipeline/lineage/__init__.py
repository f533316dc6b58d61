"""What became of recommendations: taken up, endorsed, answered."""

from pipeline.lineage.asked import requests
from pipeline.lineage.chains import Lineage, lineage
from pipeline.lineage.endorsed import endorsements, endorses
from pipeline.lineage.entries import entries
from pipeline.lineage.kin import kin
from pipeline.lineage.notes import cited_documents

__all__ = [
    "Lineage",
    "cited_documents",
    "endorsements",
    "endorses",
    "entries",
    "kin",
    "lineage",
    "requests",
]
