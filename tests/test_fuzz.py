"""Readers fed with what no program wrote: their own errors may come out, and nothing else."""

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluation.fuzz import OUTSIDE, SHARES, feed, fuzz, spoilt
from evaluation.seeds import seeds
from pipeline.errors import Unreadable
from pipeline.readers import read_bytes, walk
from pipeline.recommend import recommendations
from pipeline.segment import segment

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


def test_figures_and_nesting_without_end_in_a_manifest(tmp_path: Path) -> None:
    for value in ("9" * 5000, "[" * 5000 + "]" * 5000):
        with pytest.raises(Unreadable, match="not valid TOML"):
            feed_raised(f"licence = {value}".encode(), emptied(tmp_path / "f"))


def feed_raised(content: bytes, folder: Path) -> None:
    (folder / "corpus.toml").write_bytes(content)
    (folder / "a.txt").write_bytes(b"1. The Group met.")
    list(walk([folder]))


@pytest.mark.parametrize("block", ["<!---->", "<?x?>", "</p>", "<!DOCTYPE d>", "<![CDATA[", "<p>"])
def test_markdown_blocks_of_marks_without_words(tmp_path: Path, block: str) -> None:
    content = f"# Report\n\n{block}\n\n1. The Group met.\n".encode()
    assert feed(".md", content, emptied(tmp_path / "f"))


def test_headings_in_a_row_are_no_growing_title() -> None:
    """The instruments named in headings are looked for in at most the latest of them."""
    text = "MCC/CONF/2020/1\n" + "CONF/2020/1\n第七十五届会议\n" * 1500
    document = read_bytes("a.md", text.encode())
    assert recommendations(document, segment(document)) == ()
