"""Alignments as files that other programs open, and such files, corrected by hand, read back."""

from pipeline.exchange.formats import SUFFIXES, read_alignment, write_alignment
from pipeline.exchange.units import Unit, beads_of_units, units_of

__all__ = ["SUFFIXES", "Unit", "beads_of_units", "read_alignment", "units_of", "write_alignment"]
