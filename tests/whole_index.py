"""Texts enough for several batches, and what an index made of them says."""

import dataclasses
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
from small_index import Text

from pipeline.doctor import doctor
from pipeline.records import LANGS
from pipeline.store.reading import open_store

HERE = Path(__file__).resolve().parent
MANY = tuple(
    Text(f"T/RES/{n}/1", lang, body, f"20{n:02}-01-01", str(n))
    for n in range(1, 7)
    for lang, body in zip(
        LANGS,
        (
            f"1. 第{n}届会议应当报告。\n\n2. 缔约国应当合作{n}次。",
            f"1. Session {n} shall report.\n\n2. States shall cooperate {n} times.",
        ),
        strict=True,
    )
)


def contents(index: Path) -> dict[str, Any]:
    """All that an index says, without ids and generations."""
    store = open_store(index)
    found: dict[str, Any] = {}
    for heading in store.headings().values():
        key = f"{heading.symbol} {heading.lang}"
        found[key] = (
            dataclasses.replace(heading, path=Path(heading.path).name, rules=""),
            store.paragraphs(heading.symbol, heading.lang),
            store.beads(heading.symbol),
        )
    found["recommendations"] = [recommendation for _, recommendation in store.recommendations()]
    for lang in LANGS:
        vectors = store.vectors[lang]
        rows = store.rows[lang]["id"].tolist()
        passages = store.paragraphs_by_id(rows)
        links = store.counterparts(rows)
        columns = f"SELECT rowid, words, grams, marks FROM passages_{lang}"
        tokens = {key: rest for key, *rest in store.fetch(columns)}
        held = dict(zip(rows, vectors.reconstruct(np.arange(len(rows))).tolist(), strict=True))
        found[lang] = {
            (passage.symbol, passage.ordinal): (held[key], links.get(key), tokens[key])
            for key, passage in passages.items()
        }
    store.close()
    return found


def former_index(folder: Path, written: int) -> Path:
    """An index of the format ``written``, as its version wrote it, below ``folder``."""
    with zipfile.ZipFile(HERE / "indexes" / f"format{written}.zip") as archive:
        archive.extractall(folder / "former")
    return folder / "former" / "index"


def assert_sound(index: Path) -> None:
    assert [check for check in doctor(index) if not check.ok] == []
