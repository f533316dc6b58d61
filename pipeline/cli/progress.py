"""Progress lines on standard error, by rich."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.encode.training.recipe import Step
    from pipeline.ingest import Progress


@contextmanager
def shown() -> Iterator[Callable[["Progress"], None]]:
    """A line that follows an ingest: what it is doing, files and paragraphs so far."""
    from rich.console import Console

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda step: None  # a log file wants the counts at the end alone
        return
    with console.status("reading") as status:

        def tell(step: "Progress") -> None:
            what = step.what[-60:]
            status.update(f"{step.stage}: {step.files} files, {step.paragraphs} paragraphs  {what}")

        yield tell


@contextmanager
def shown_bytes(what: str) -> Iterator[Callable[[int, int], None]]:
    """A bar that follows a large file: bytes done, and of how many."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda done, of: None
        return
    columns = (TextColumn(what), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(what)
        yield lambda done, of: bar.update(task, completed=done, total=of)


@contextmanager
def trained_steps() -> Iterator[Callable[["Step"], None]]:
    """A line for each pass of a training run."""
    from rich.console import Console

    console = Console(stderr=True)
    with console.status("reading") as status:

        def tell(step: "Step") -> None:
            of = f" of {step.total}" if step.total else ""
            status.update(f"{step.stage}: {step.done}{of}")
            if step.loss is not None:
                console.print(f"pass {step.done}{of}: loss {step.loss:.4f}")

        yield tell
