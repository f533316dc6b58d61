"""Every file that the program writes and every output that a program reads, of one index.

Run as a program with an index, a folder to write to and ``commands`` or ``pages``, it prints the
sum of each as JSON.
"""

import contextlib
import hashlib
import io
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

ROOT = Path(__file__).resolve().parent.parent
TREATY, REPORT, RESOLUTION = "MCC/CONF/2014/8", "MCC/COP/WG.1/2022/3", "MCC/COP/RES/4/1"
HOSTILE, NEXT = "T/RES/9/1", "T/RES/9/2"


@dataclass(frozen=True, slots=True)
class Command:
    """A command of the program without its forms of output, the forms it has besides JSON, and the
    option or the place of an argument by which it writes files with the endings ``files``."""

    words: tuple[str, ...]
    forms: tuple[str, ...] = ("--json",)
    out: str = ""
    files: tuple[str, ...] = ()
    needs_index: bool = True


_TABLE = ("--json", "--csv")
COMMANDS = (
    Command(("search", "central authority"), _TABLE, "--xlsx", (".xlsx",)),
    Command(("recommendations",), _TABLE, "--xlsx", (".xlsx",)),
    Command(("articles",), _TABLE),
    Command(("articles", "METEORITES:11"), _TABLE, "--graphml", (".graphml",)),
    Command(("articles", "--recalled", RESOLUTION), _TABLE),
    Command(("articles", "METEORITES:11"), (), "--picture", (".svg", ".png")),
    Command(("agreed", "States parties shall return =1+1 objects"), _TABLE),
    Command(
        ("briefing", "mutual legal assistance"), _TABLE, "--out", (".docx", ".xlsx", ".md")
    ),
    Command(("practices",), _TABLE, "--xlsx", (".xlsx",)),
    Command(("networks",), _TABLE, "--xlsx", (".xlsx",)),
    Command(("networks", "--candidates"), _TABLE, "--xlsx", (".xlsx",)),
    Command(("events", REPORT), _TABLE, "--xlsx", (".xlsx",)),
    Command(("trends",), _TABLE, "--xlsx", (".xlsx",)),
    Command(
        ("trends", "--by", "strength", "--body", "MCC/COP/WG.1"), (), "--chart", (".svg", ".png")
    ),
    Command(("lineage", RESOLUTION), _TABLE, "--xlsx", (".xlsx",)),
    Command(("requests",), _TABLE, "--xlsx", (".xlsx",)),
    Command(("remarks",),),
    Command(("reviews",), ("--json",), "--out", (".jsonl",)),
    Command(("reviews", "--quality"),),
    Command(("doctor",),),
    Command(("matrix", "mutual legal assistance"), _TABLE, "--out", (".xlsx",)),
    Command(("legal-basis", "mutual-legal-assistance"), _TABLE, "--out", (".docx", ".md")),
    Command(("terms", "show", "State of find"), _TABLE),
    Command(("terms", "list"), _TABLE),
    Command(("terms", "check", TREATY), _TABLE),
    Command(("terms", "variance", "lamp"), _TABLE),
    Command(("terms", "mine", "--least", "2"), _TABLE, "--xlsx", (".xlsx",)),
    Command(("terms", "export"), (), "argument", (".tbx", ".csv", ".xlsx")),
    Command(("terms", "import", "{terms}")),
)  # fmt: skip
ALONE = (
    Command(("align", "{zh}", "{en}"), ("--json",), "--out", (".tmx", ".xlsx", ".docx"), False),
    Command(("segment", "{en}"), ("--json", "--remarks --json"), needs_index=False),
    Command(("recommendations", "{zh}", "{en}"), _TABLE, "--xlsx", (".xlsx",), False),
    Command(("citations", "article 11, paragraph 2, of the Convention"), needs_index=False),
    Command(("map", "{zh}", "{en}"), needs_index=False),
    Command(
        ("ingest", "{folder}", "--index", "{new}"),
        ("--json",),
        "--report",
        (".csv", ".jsonl"),
        False,
    ),
    Command(("reindex", "--index", "{new}"), needs_index=False),
)
"""Of files by themselves, each given by a name for it."""

PAGES: tuple[tuple[str, Mapping[str, object]], ...] = (
    ("search", {"q": "central authority"}),
    ("compare", {"symbol": HOSTILE, "show": "all"}),
    ("compare", {"way": "clauses", "first": f"{REPORT} en", "second": f"{RESOLUTION} en"}),
    ("compare", {"way": "wordings", "old": f"{HOSTILE} en", "new": f"{NEXT} en", "fate": "all"}),
    ("document", {"symbol": HOSTILE}),
    ("document", {"symbol": HOSTILE, "other": "1"}),
    ("review", {"symbol": TREATY}),
    ("recommendations", {}),
    ("recommendations", {"view": "lineage", "of": RESOLUTION}),
    ("recommendations", {"view": "requests"}),
    ("articles", {}),
    ("articles", {"key": "METEORITES:11"}),
    ("trends", {}),
    ("terms", {"q": "State of find"}),
    ("terms", {"view": "variance", "q": "lamp"}),
    ("terms", {"view": "check", "symbol": TREATY}),
    ("terms", {"view": "table"}),
    ("preparation", {"view": "briefing", "subject": "mutual legal assistance"}),
    ("preparation", {"view": "agreed", "draft": "States parties shall return =1+1 objects"}),
    ("preparation", {"view": "matrix", "subject": "mutual legal assistance"}),
    ("preparation", {"view": "basis", "measure": "mutual-legal-assistance"}),
    ("practice", {}),
    ("practice", {"view": "networks", "new": "1"}),
    ("practice", {"view": "networks", "network": "INTERPOL"}),
    ("practice", {"view": "events", "doc": f"{HOSTILE} en"}),
    ("corpus", {}),
    ("corpus", {"view": "texts"}),
    ("corpus", {"view": "gaps"}),
    ("corpus", {"view": "files"}),
    ("corpus", {"view": "files", "of": f"{HOSTILE} en"}),
)


@dataclass(frozen=True, slots=True)
class Export:
    """A file or an output; ``made_by`` is the command, or the line of the app that offers it."""

    name: str
    kind: str
    content: bytes
    made_by: str


def ran(*words: str) -> bytes:
    """What a command prints, as bytes, under the encoding that the system asks for."""
    from pipeline.cli.main import main

    held, told = io.BytesIO(), io.StringIO()
    stream = io.TextIOWrapper(held, newline=os.linesep)
    with patch.multiple(sys, argv=["tongwen", *words], stdout=stream, stderr=told):
        try:
            main()
        except SystemExit as end:
            assert not end.code, f"{' '.join(words)[:200]}: {told.getvalue()}"
        stream.flush()
        return held.getvalue()


def of_commands(index: Path, out: Path, texts: Mapping[str, str]) -> Iterator[Export]:
    """What every command gives; ``texts`` are the paths of what ``ALONE`` names."""
    for at, command in enumerate((*COMMANDS, *ALONE)):
        words = [word.format(**texts) if "{" in word else word for word in command.words]
        words += ["--index", str(index)] if command.needs_index else []
        name = " ".join(command.words[:2])
        for form in command.forms:
            printed = ran(*words, *form.split())
            yield Export(f"{at} {name} {form}", form[-4:].strip("-"), printed, command.words[0])
        for ending in command.files:
            path = out / f"{at}{ending}"
            given = [*words, str(path)] if command.out == "argument" else [
                *words, command.out, str(path)
            ]  # fmt: skip
            ran(*given)
            yield Export(f"{at} {name} {ending}", ending[1:], path.read_bytes(), command.words[0])


def of_pages(index: Path) -> Iterator[Export]:
    """What every button of the app takes away."""
    from streamlit.delta_generator import DeltaGenerator
    from streamlit.testing.v1 import AppTest

    for page, query in PAGES:
        made: list[Export] = []
        with _listening(DeltaGenerator, made), patch.dict(os.environ, TONGWEN_INDEX=str(index)):
            app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
            app.query_params.update({"lang": "en", **query})
            app.run()
            if page != "search":
                made.clear()
                app.switch_page(f"ui/pages/{page}.py")
                app.query_params.update({"lang": "en", **query})
                app.run()
            assert not app.exception, (page, query, app.exception)
        words = " ".join(map(str, query.values()))[:40]
        for at, one in enumerate(made):
            yield Export(f"{page} {words} {at} {one.name}", one.kind, one.content, one.made_by)


@contextlib.contextmanager
def _listening(generator: Any, made: list[Export]) -> Iterator[None]:
    """Notes what each button that is drawn would take away."""
    import streamlit

    usual: Callable[..., bool] = generator.download_button

    def button(self: Any, label: str, data: Any, file_name: str, **more: Any) -> bool:
        content = data() if callable(data) else data
        kind = file_name.rpartition(".")[2]
        made.append(Export(file_name, kind, content, _place()))
        return usual(self, label, data, file_name, **more)

    def of_page(label: str, data: Any, **more: Any) -> bool:
        return button(streamlit._main, label, data, **more)

    with (
        patch.object(generator, "download_button", button),
        patch.object(streamlit, "download_button", of_page),
    ):
        yield


def _place() -> str:
    """The module of the app whose function offers the file, past those that draw for others."""
    frame: Any = sys._getframe(1)
    while frame:
        path = Path(frame.f_code.co_filename)
        if "ui" in path.parts and path.name != "downloads.py":
            return path.relative_to(ROOT).as_posix()
        frame = frame.f_back
    return ""


def main(arguments: Sequence[str]) -> None:
    """Print the sums."""
    index, out, what, *texts = arguments
    named = dict(zip(("zh", "en", "folder", "new", "terms"), texts, strict=False))
    made = of_pages(Path(index)) if what == "pages" else of_commands(Path(index), Path(out), named)
    sums = {one.name: hashlib.sha256(one.content).hexdigest() for one in made}
    sys.stdout.write(json.dumps(sums))


if __name__ == "__main__":
    main(sys.argv[1:])
