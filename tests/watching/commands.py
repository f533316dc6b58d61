"""Runs commands of the program one after another in one process: a JSON list of lists of words on
standard input, the exit code of each on standard output; what they print goes to standard error."""

import json
import sys


def main() -> None:
    asked = json.load(sys.stdin)
    printed, sys.stdout = sys.stdout, sys.stderr
    from pipeline.cli.main import main as run

    codes = []
    for words in asked:
        sys.argv = ["tongwen", *words]
        print("$", *words, file=sys.stderr, flush=True)
        try:
            run()
            codes.append(0)
        except SystemExit as end:
            codes.append(end.code or 0)
    json.dump(codes, printed)


if __name__ == "__main__":
    main()
