"""Benchmarks of Tongwen, one command each: ``python -m evaluation --help``."""
