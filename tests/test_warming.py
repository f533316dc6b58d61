"""What the server computes before visitors come: what they would ask first, and nothing that only
few ask for."""

from pathlib import Path

import pytest
from small_index import write_corpus

from pipeline.encode import load_encoder
from pipeline.ingest import ingest
from pipeline.places import INDEX_VARIABLE


def test_a_server_that_is_warm_has_searched_and_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("streamlit")
    ingest([write_corpus(tmp_path / "texts")], tmp_path / "index", load_encoder(), workers=0)
    monkeypatch.setenv(INDEX_VARIABLE, str(tmp_path / "index"))
    from ui import frame, warming

    held = frame.opened()
    warming.warm(held)
    kept = {name for name, _ in held.state._kept}
    assert {"counted", "register", "concepts", "article"} <= kept
    assert not {"lineage", "requests"} & kept
    assert frame.opened() is held


def test_no_index_is_no_error_of_the_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("streamlit")
    from streamlit import runtime

    monkeypatch.setenv(INDEX_VARIABLE, str(tmp_path / "nothing"))
    monkeypatch.setattr(runtime, "exists", lambda: True)
    from ui import warming

    thread = warming.begin()
    thread.join(30)
    assert not thread.is_alive()
