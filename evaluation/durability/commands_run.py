"""A command of the program run in a child of this process, which has loaded what commands need."""

import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended: its exit code, what it told, and what it printed."""

    code: int
    told: str
    printed: str


def run_command(arguments: Sequence[str]) -> Ran:
    """Run ``tongwen`` with ``arguments`` in a fork of this process and wait for it."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        sys.stdout.flush()
        child = os.fork()
        if child == 0:
            _be_the_program(arguments, out.fileno(), err.fileno())
        _, status = os.waitpid(child, 0)
        texts = []
        for file in (err, out):
            file.seek(0)
            texts.append(file.read().decode("utf-8", "replace"))
    return Ran(os.waitstatus_to_exitcode(status), *texts)


def _be_the_program(arguments: Sequence[str], out: int, err: int) -> None:
    """Never returns: the rest of this process's program is none of the child's."""
    import traceback

    code: object = 70
    try:
        os.dup2(out, 1)
        os.dup2(err, 2)
        sys.stdout, sys.stderr = (os.fdopen(n, "w", encoding="utf-8") for n in (1, 2))
        sys.argv = ["tongwen", *arguments]
        os.environ["TOKENIZERS_PARALLELISM"] = "false"  # the threads of its pool were not forked
        from pipeline.cli import main

        main()
    except SystemExit as ended:
        code = ended.code
    except BaseException:
        traceback.print_exc()
    finally:
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except (OSError, ValueError):
                continue
        os._exit(code if isinstance(code, int) else 0 if code is None else 1)


def load_all(index: Path) -> None:
    """Load here, once, what each child would load: encoder, dictionary, FAISS, readers."""
    from pipeline.collection import Collection
    from pipeline.doctor import doctor

    doctor(index)
    with Collection.open(index) as held:
        held.search("report")
