"""Agreed language, packs, matrices, networks, practices and events."""
