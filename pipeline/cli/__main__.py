"""``python -m pipeline.cli``: the same commands where the console script is not on the path."""

from pipeline.cli.main import main

main()
