"""Retrieval figures worked by hand on vectors chosen by hand."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from evaluation.__main__ import app
from evaluation.encoder.retrieval import TextPair, measure_retrieval, read_pairs_file
from pipeline.encode import Encoded, Kind, StaticEncoder, load_encoder
from pipeline.errors import Empty, InputError

ANGLES = {"a": 0, "b": 90, "c": 180, "甲": 10, "乙": 60, "丙": 100}
ANGLES |= {"in 2019": 0, "in 2020": 20, "2019年": 14, "2020年": 25}


class Dial:
    """An encoder that knows the angle of each text, in degrees."""

    name = "dial"
    dimensions = 2
    limit = None

    def encode(self, texts: Sequence[str], kind: Kind = "passage") -> Encoded:
        turns = np.radians([ANGLES.get(text, 0) for text in texts])
        rows = np.stack([np.cos(turns), np.sin(turns)], axis=1).astype(np.float32)
        rows[[text not in ANGLES for text in texts]] = 0
        return Encoded(rows, windowed=0)


def test_ranks_by_hand() -> None:
    """甲 10° has a 0° first. 乙 60° has b 90° first. 丙 100° has b first and c 180° second.
    a has 甲 first, b has 丙 (10° off) before 乙 (30°), c has 丙 first."""
    pairs = [TextPair("a", "甲"), TextPair("b", "乙"), TextPair("c", "丙")]
    found = measure_retrieval(pairs, Dial())
    assert (found.zh_to_en.right, found.zh_to_en.asked, found.zh_to_en.candidates) == (2, 3, 3)
    assert found.zh_to_en.mrr == pytest.approx((1 + 1 + 1 / 2) / 3)
    assert found.en_to_zh.right == 2
    assert found.en_to_zh.mrr == pytest.approx((1 + 1 / 2 + 1) / 3)


def test_any_text_paired_with_the_query_is_right() -> None:
    """b stands with 乙 and with 丙: both questions are answered by 丙, the nearest."""
    found = measure_retrieval([TextPair("b", "乙"), TextPair("b", "丙")], Dial())
    assert (found.en_to_zh.right, found.en_to_zh.asked, found.en_to_zh.candidates) == (2, 2, 2)
    assert found.zh_to_en.candidates == 1


def test_a_zero_vector_finds_nothing() -> None:
    found = measure_retrieval([TextPair("a", "甲"), TextPair("b", "?")], Dial())
    assert (found.zh_to_en.right, found.en_to_zh.right) == (1, 1)


def test_margin_favours_what_is_near_to_little_else() -> None:
    """With k = 1 the cosine is divided by the mean of either side's best cosine. 丙: best cos 10°;
    b: best cos 10°, so b stays at 1; c: best cos 80°, cos 80° / ((cos 10° + cos 80°) / 2) < 1."""
    pairs = [TextPair("a", "甲"), TextPair("b", "乙"), TextPair("c", "丙")]
    plain, margin = measure_retrieval(pairs, Dial()), measure_retrieval(pairs, Dial(), margin=1)
    assert margin.zh_to_en.right == plain.zh_to_en.right == 2
    # b: 丙 1 against 乙 cos 30° / ((cos 10° + cos 30°) / 2) = 0.936, still second
    assert margin.en_to_zh.right == 2


def test_another_year_is_right_for_the_tolerant_count_alone() -> None:
    """2019年 14° has in 2020 (6° off) before in 2019; they differ in a figure only."""
    pairs = [TextPair("in 2019", "2019年"), TextPair("in 2020", "2020年")]
    found = measure_retrieval(pairs, Dial())
    assert (found.zh_to_en.right, found.zh_to_en.tolerant) == (1, 2)
    assert found.zh_to_en.first_tolerant == 1.0


def test_signals_tell_the_years_apart() -> None:
    """cos 6° - cos 14° = .024; the year in common adds more than that."""
    pairs = [TextPair("in 2019", "2019年"), TextPair("in 2020", "2020年")]
    found = measure_retrieval(pairs, Dial(), by_signals=True)
    assert (found.zh_to_en.right, found.en_to_zh.right) == (2, 2)


def test_equals_that_signals_do_not_part_stay_equals() -> None:
    """a and *in 2019* lie in one direction, and 甲 asks for no figure: its counterpart is last.
    So is that of 乙 60°."""
    pairs = [TextPair("a", "甲"), TextPair("in 2019", "乙")]
    found = measure_retrieval(pairs, Dial(), by_signals=True)
    assert found.zh_to_en.right == 0


def test_crowds_put_back_what_is_near_to_all() -> None:
    """丙 has b first (cos 10° = .985, cos 80° = .174 to c). Means of the cosines to 甲, 乙 and 丙:
    b (.174 + .866 + .985) / 3 = .675, c (-.985 - .5 + .174) / 3 = -.437; less half of them c has
    .393 and b .647, still first. For b 丙 goes before 乙 by .985 to .866; means over a, b and c:
    丙 (-.174 + .985 + .174) / 3 = .328, 乙 (.5 + .866 - .5) / 3 = .289: .821 to .722, 丙 still."""
    pairs = [TextPair("a", "甲"), TextPair("b", "乙"), TextPair("c", "丙")]
    found = measure_retrieval(pairs, Dial(), by_crowds=True)
    assert (found.zh_to_en.right, found.en_to_zh.right) == (2, 2)


def test_the_order_of_words_parts_equals() -> None:
    """Two English texts of the same words; the Chinese ones have them in one order or the other."""
    encoder = load_encoder()
    assert isinstance(encoder, StaticEncoder)
    pairs = [TextPair("Algeria thanks Belgium", "阿尔及利亚感谢比利时")]
    pairs += [TextPair("Belgium thanks Algeria", "比利时感谢阿尔及利亚")]
    plain = measure_retrieval(pairs, encoder)
    ordered = measure_retrieval(pairs, encoder, by_order=encoder)
    assert (plain.zh_to_en.right, plain.en_to_zh.right) == (0, 0)
    assert (ordered.zh_to_en.right, ordered.en_to_zh.right) == (2, 2)


def test_the_file_is_folded_and_bad_lines_are_named(tmp_path: Path) -> None:
    file = tmp_path / "pairs.tsv"
    file.write_text("b\t乙\na\t甲\nb\t乙\n", encoding="utf-8")
    assert read_pairs_file(file) == (TextPair("a", "甲"), TextPair("b", "乙"))
    file.write_text("a\t甲\nb\n", encoding="utf-8")
    with pytest.raises(InputError, match="line 2"):
        read_pairs_file(file)
    file.write_text("", encoding="utf-8")
    with pytest.raises(Empty):
        read_pairs_file(file)


def test_the_command_prints_one_json_object(tmp_path: Path) -> None:
    file = tmp_path / "pairs.tsv"
    file.write_text("high seas\t公海\nextradition\t引渡\n", encoding="utf-8")
    done = CliRunner().invoke(app, ["retrieval", "--pairs", str(file), "--json"])
    assert done.exit_code == 0, done.output
    row = json.loads(done.stdout)
    assert row["pairs"] == 2
    assert row["zh_to_en"]["asked"] == 2
    assert 0 <= row["en_to_zh"]["first"] <= 1
