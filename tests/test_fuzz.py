"""Readers fed with what no program wrote: their own errors may come out, and nothing else."""

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluation.fuzz import OUTSIDE, SHARES, feed, fuzz, spoilt
from evaluation.seeds import seeds

SEEDS = seeds()
INSIDE = tuple(suffix for suffix in SEEDS if suffix not in OUTSIDE)
TOLD = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def emptied(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def test_every_format_has_a_share_of_the_inputs() -> None:
    assert set(SHARES) == set(SEEDS)
    assert sum(SHARES.values()) == pytest.approx(100)


@pytest.mark.parametrize("suffix", INSIDE)
def test_what_is_not_spoilt_is_read(tmp_path: Path, suffix: str) -> None:
    for content in SEEDS[suffix]:
        assert feed(suffix, content, emptied(tmp_path / "f"))


@TOLD
@given(suffix=st.sampled_from(INSIDE), number=st.integers(0, 1 << 40))
def test_spoilt_files_raise_nothing_but_refusals(tmp_path: Path, suffix: str, number: int) -> None:
    feed(suffix, spoilt(suffix, str(number)), emptied(tmp_path / "f"))


@TOLD
@given(suffix=st.sampled_from(INSIDE), content=st.binary(max_size=400))
def test_bytes_of_no_format_raise_nothing_but_refusals(
    tmp_path: Path, suffix: str, content: bytes
) -> None:
    feed(suffix, content, emptied(tmp_path / "f"))


MARKS = st.sampled_from(
    ["1.", "(a)", "㈠", "第一条", "一、", "Annex", "附件", "¹", "\t", "\n", "\n\n", "| a | b |\n", "**", "“", "<b>", "&amp;", "A/RES/1/1"]
)  # fmt: skip


@TOLD
@given(
    suffix=st.sampled_from([".txt", ".md", ".html"]),
    pieces=st.lists(st.text(max_size=12) | MARKS, max_size=40),
)
def test_texts_of_any_characters_raise_nothing_but_refusals(
    tmp_path: Path, suffix: str, pieces: list[str]
) -> None:
    feed(suffix, " ".join(pieces).encode("utf-8", "surrogatepass"), emptied(tmp_path / "f"))


def test_a_run_can_be_made_again() -> None:
    assert spoilt(".docx", "0-.docx-3") == spoilt(".docx", "0-.docx-3")
    found = fuzz(12, formats=(".txt", ".xml"))
    assert {suffix: fed.inputs for suffix, fed in found.by_format.items()} == {".txt": 6, ".xml": 6}
    assert not found.places


@pytest.mark.parametrize(
    "text", ["¹" * 5000, "9" * 5000 + ". words", "第" + "九" * 5000 + "条", "1." * 3000]
)
def test_numbers_that_no_text_has(tmp_path: Path, text: str) -> None:
    for suffix in (".txt", ".md", ".html"):
        feed(suffix, f"1. Words.\n\n{text}\n\n2. More.".encode(), emptied(tmp_path / "f"))
