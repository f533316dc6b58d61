"""Windows over tokens, and the table of families."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from pipeline.encode.models.families import PLAIN, families, family_of
from pipeline.encode.models.windows import windows


def test_a_text_that_fits_is_one_window() -> None:
    assert windows([(0, 2), (3, 5)], room=2) == ((0, 5),)
    assert windows([], room=2) == ()


def test_windows_are_equal_and_overlap() -> None:
    letters = [(i, i + 1) for i in range(20)]
    # 20 tokens, 8 to a window, the next one 7 on at most: starts 0, 6, 12 cover all in three
    assert windows(letters, room=8, overlap=0.125) == ((0, 8), (6, 14), (12, 20))


def test_room_for_one_token_makes_a_window_of_each() -> None:
    assert windows([(0, 1), (1, 2), (2, 3)], room=1) == ((0, 1), (1, 2), (2, 3))


@given(
    count=st.integers(1, 300), room=st.integers(1, 80), overlap=st.floats(0, 0.5, allow_nan=False)
)
def test_no_token_is_lost(count: int, room: int, overlap: float) -> None:
    spans = windows([(3 * i, 3 * i + 2) for i in range(count)], room, overlap)
    seen: set[int] = set()
    for start, end in spans:
        assert start % 3 == 0 and end % 3 == 2
        assert (end - start + 1) // 3 <= room
        seen.update(range(start // 3, end // 3 + 1))
    assert seen == set(range(count))


def test_families_are_found_by_the_last_part_of_the_name() -> None:
    expected = {
        "intfloat/multilingual-e5-small": "e5-small",
        "intfloat/multilingual-e5-large-instruct": "e5-instruct",
        "/models/multilingual-e5-base/": "e5-base",
        "e5-by-hand": "e5",
        "BAAI/bge-m3": "bge-m3",
        "BAAI/bge-large-zh-v1.5": "bge-zh",
        "Alibaba-NLP/gte-multilingual-base": "gte-multilingual",
        "Alibaba-NLP/gte-Qwen2-1.5B-instruct": "gte-qwen",
        "Qwen/Qwen3-Embedding-0.6B": "qwen3-embedding-0.6b",
        "Qwen/Qwen3-Embedding-8B": "qwen3-embedding",
        "google/embeddinggemma-300m": "embeddinggemma",
        "sentence-transformers/LaBSE": "labse",
        "somebody/else": PLAIN.name,
    }
    assert {name: family_of(name).name for name in expected} == expected


def test_e5_prefixes_end_in_a_space_and_instructions_hold_a_line_break() -> None:
    e5 = family_of("intfloat/multilingual-e5-small")
    assert (e5.query, e5.passage) == ("query: ", "passage: ")
    assert "\nQuery:" in family_of("Qwen/Qwen3-Embedding-0.6B").query


def test_every_row_names_its_source() -> None:
    assert families()
    assert all(row.source and row.pattern == row.pattern.lower() for row in families())


def test_every_family_is_in_the_documentation_with_its_licence_and_limit() -> None:
    path = Path(__file__).resolve().parent.parent / "docs" / "encoders.md"
    lines = path.read_text(encoding="utf-8").splitlines()
    for family in families():
        [line] = [line for line in lines if line.startswith(f"| {family.hub} |")]
        limit = f"{family.limit:,}" if family.limit else "none"
        assert f"| {limit} |" in line and f"| {family.licence} |" in line
