"""Recommendations: the register, lineage, requests."""
