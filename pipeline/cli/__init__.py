"""The command line: thin commands over the same functions that the app calls.

``--json`` prints one JSON object a line on standard output and nothing else there; messages go to
standard error. Exit codes: 0 done, 1 refused with one clear line, 2 wrong usage, 128 and the number
of the signal where it was ended from outside (130 for Ctrl-C), which is one line too.
"""

try:
    from pipeline.cli.main import main
except KeyboardInterrupt:  # Ctrl-C while the commands are loaded, before there is a line to print
    raise SystemExit(130) from None

__all__ = ["main"]
