"""Recommendations counted by session."""
