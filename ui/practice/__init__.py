"""Practices, networks, events."""
