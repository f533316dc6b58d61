"""What a new process loads to answer one search: the rooms of a search and no others."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from small_index import write_corpus

from pipeline.encode import StaticEncoder, load_encoder
from pipeline.ingest import ingest

ROOT = Path(__file__).resolve().parent.parent
OTHER_ROOMS = (
    *("align", "articles", "compare", "exchange", "ingest", "lineage", "mapping", "readers"),
    *("recommend", "segment", "text.citations", "topics", "trend"),
)
LIBRARIES = ("torch", "pandas", "networkx", "scipy", "rapidfuzz", "lxml", "safetensors.torch")
PROGRAM = """
import sys
from pipeline.collection import Collection
with Collection.open(sys.argv[1]) as collection:
    found = collection.search(sys.argv[2])
assert found.en or found.zh
print(*(name for name in sys.argv[3:] if name in sys.modules))
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cold")
    ingest([write_corpus(folder / "texts")], folder / "index", load_encoder(), workers=0)
    return folder / "index"


@pytest.mark.parametrize("query", ["legal assistance", "司法协助"])
def test_a_search_loads_no_room_but_its_own(index: Path, query: str) -> None:
    late = [*(f"pipeline.{room}" for room in OTHER_ROOMS), *LIBRARIES]
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(index), query, *late],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    assert run.stdout.strip() == ""


def test_a_text_has_the_same_vector_before_and_after_the_weights_are_widened() -> None:
    encoder = load_encoder()
    assert isinstance(encoder, StaticEncoder)
    texts = ["States Parties shall cooperate.", "缔约国应当合作。", ""]
    before, tokens = encoder.encode(texts).vectors, encoder.token_vectors(texts[0]).vectors
    many = encoder.encode(texts * 100).vectors
    assert before.dtype == tokens.dtype == many.dtype == np.float32
    np.testing.assert_array_equal(many[:3], before)
    np.testing.assert_array_equal(encoder.encode(texts).vectors, before)
    np.testing.assert_array_equal(encoder.token_vectors(texts[0]).vectors, tokens)
