from pathlib import Path

from small_index import build

from pipeline.ingest import remove
from pipeline.store.reading import open_store


def test_headings_are_read_from_an_index_of_their_own(tmp_path: Path) -> None:
    """SQLite would go through the pages of every text to columns that stand behind it."""
    index, _ = build(tmp_path)
    for documents in (4, 3):
        store = open_store(index)
        asked: list[str] = []
        store.connected(lambda database, asked=asked: database.set_trace_callback(asked.append))
        headings = store.headings()
        store.connected(lambda database: database.set_trace_callback(None))
        plan = store.fetch(f"EXPLAIN QUERY PLAN {asked[0]}")
        store.close()
        assert len(headings) == documents
        assert [step[-1] for step in plan] == ["SCAN documents USING COVERING INDEX headings"]
        if documents == 4:
            remove(index, "T/RES/1/1", "zh")
