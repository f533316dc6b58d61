"""The command line: thin commands over the same functions that the app calls.

``--json`` prints one JSON object a line on standard output and nothing else there; messages go to
standard error. Exit codes: 0 done, 1 refused with one clear line, 2 wrong usage.
"""

from pipeline.cli.main import main

__all__ = ["main"]
