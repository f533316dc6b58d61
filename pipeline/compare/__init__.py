"""Differences between the two sides of a bead that a lawyer would want to see.

Each finding names its rule and quotes both sides word for word. Layout, numbering and wording are
no findings.
"""

from pipeline.compare.rules import RULES, findings
from pipeline.compare.usage import Usage, usage

__all__ = ["RULES", "Usage", "findings", "usage"]
