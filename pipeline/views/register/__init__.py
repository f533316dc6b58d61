"""Recommendations on the page and in files: the register, lineage, requests."""
