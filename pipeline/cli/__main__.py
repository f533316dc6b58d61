"""``python -m pipeline.cli``: the same commands where the console script is not on the path."""

from pipeline.cli.main import main

if __name__ == "__main__":  # processes that an ingest starts import this module too
    main()
