"""Counts by session as tables, charts and files."""
