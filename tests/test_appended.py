"""Logs that are only added to: every flip is told, every cut costs its own line, nobody loses."""

import errno
import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.errors import Busy, IndexTooNew, TongwenError, Unreadable
from pipeline.store import appended
from pipeline.store.appended import AppendedLog, aside_of, faults, sealed, set_aside
from pipeline.store.locks import locked


def word_of(text: str) -> str:
    """The word that a line of these tests holds."""
    word = json.loads(text)["word"]
    if not isinstance(word, str):
        raise ValueError("no word")
    return word


def log_in(folder: Path) -> AppendedLog[str]:
    return AppendedLog(folder / "words.jsonl", "word", word_of)


def add(log: AppendedLog[str], *words: str) -> int:
    return log.append(lambda _: [json.dumps({"word": w}, ensure_ascii=False) for w in words])


def test_what_is_added_is_read_with_a_version_and_a_sum_of_its_own_line(tmp_path: Path) -> None:
    log = log_in(tmp_path / "new")
    assert log.read().entries == ()
    assert (add(log, "甲", "b"), add(log), add(log, "c")) == (2, 0, 1)
    assert log.read() == appended.Entries(("甲", "b", "c"))
    first = log.path.read_bytes().split(b"\n")[0]
    # printf '%s' '{"v": 1, "word": "甲"' | sha256sum | cut -c1-16
    assert first == '{"v": 1, "word": "甲", "sum": "28072e1b680d0ec7"}'.encode()
    assert faults(log.path) == ()
    assert set_aside(log.path) == 0


def test_lines_without_a_sum_count_as_they_are(tmp_path: Path) -> None:
    log = log_in(tmp_path)
    log.path.write_bytes(b'\xef\xbb\xbf{"word": "old"}\r\n\r\n{"word": "by hand"}')
    assert log.read().entries == ("old", "by hand")
    add(log, "new")
    assert log.read() == appended.Entries(("old", "by hand", "new"))


def test_a_log_of_a_later_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    log = log_in(tmp_path)
    later = b'{"v": 2, "word": "?", "sealed": "otherwise"}\n'
    log.path.write_bytes(sealed('{"word": "a"}').encode() + b"\n" + later + b"no json\n")
    said = r"words\.jsonl: line 2 was written by a later version \(2; this one reads up to 1\)"
    before = log.path.read_bytes()
    for refused in (log.read, lambda: add(log, "b"), lambda: set_aside(log.path)):
        with pytest.raises(IndexTooNew, match=said):
            refused()
    assert log.path.read_bytes() == before
    assert [fault.partition(" line ")[2][:1] for fault in faults(log.path)] == ["2", "3"]


def test_damage_is_named_refused_and_set_aside_word_for_word(tmp_path: Path) -> None:
    log = AppendedLog(tmp_path / "words.jsonl", "word", word_of, "; set it aside")
    add(log, "a", "b", "c")
    one, two, three, _ = log.path.read_bytes().split(b"\n")
    damaged = two.replace(b'"b"', b'"B"')
    log.path.write_bytes(b"\n".join([one, damaged, three, b'{"v": 1, "wo']))
    said = r"words\.jsonl: line 2 is no word \(its sum does not fit\); set it aside"
    with pytest.raises(Unreadable, match=said):
        log.read()
    with pytest.raises(Unreadable, match=said):
        add(log, "d")
    assert faults(log.path) == (
        f"{log.path}: line 2 is damaged (its sum does not fit)",
        f"{log.path}: line 4 is not whole and does not count",
    )
    assert set_aside(log.path) == 2
    assert log.path.read_bytes() == one + b"\n" + three + b"\n"
    assert aside_of(log.path).read_bytes() == damaged + b'\n{"v": 1, "wo\n'
    assert log.read() == appended.Entries(("a", "c"), aside=2)
    assert set_aside(log.path) == 0


def test_lines_that_are_no_entries_are_faults_where_it_is_known_what_is_one(tmp_path: Path) -> None:
    log = log_in(tmp_path)
    log.path.write_bytes(b'{"word": 1}\n')
    assert faults(log.path) == ()
    assert faults(log.path, word_of) == (f"{log.path}: line 1 is damaged (no word)",)
    assert set_aside(log.path, word_of) == 1
    assert log.read().entries == ()


def test_a_torn_last_line_is_kept_aside_by_the_next_addition(tmp_path: Path) -> None:
    log = log_in(tmp_path)
    add(log, "a", "b")
    log.path.write_bytes(log.path.read_bytes()[:-9])
    assert log.read() == appended.Entries(("a",), torn=True)
    add(log, "c")
    assert log.read() == appended.Entries(("a", "c"), aside=1)
    assert aside_of(log.path).read_bytes().startswith(b'{"v": 1, "word": "b"')


def test_a_log_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "words.jsonl").mkdir()
    with pytest.raises(Unreadable, match=r"words\.jsonl"):
        log_in(tmp_path).read()


def test_another_writer_is_waited_for_and_then_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(appended, "WAIT", 0.1)
    log = log_in(tmp_path)
    add(log, "a")
    with (
        locked(tmp_path / "words.jsonl.lock", "held"),
        pytest.raises(Busy, match=r"words\.jsonl: another process is adding to it"),
    ):
        add(log, "b")
    assert log.read().entries == ("a",)
    assert add(log, "b") == 1


def test_an_addition_whose_sync_fails_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = log_in(tmp_path)
    add(log, "a")
    before = log.path.read_bytes()

    def failing(_: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(appended.os, "fsync", failing)
        with pytest.raises(TongwenError, match="input/output"):
            add(log, "b")
    assert log.path.read_bytes() == before


# properties ---------------------------------------------------------------------------------------

WORDS = st.lists(st.text(max_size=8), min_size=1, max_size=4)


@settings(max_examples=100, deadline=None)
@given(WORDS, st.data())
def test_any_one_flipped_byte_is_told_or_lies_in_white_space(
    words: list[str], data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        log = log_in(Path(folder))
        add(log, *words)
        whole = log.path.read_bytes()
        at = data.draw(st.integers(0, len(whole) - 1))
        other = data.draw(st.integers(0, 255).filter(lambda byte: byte != whole[at]))
        log.path.write_bytes(whole[:at] + bytes([other]) + whole[at + 1 :])
        if faults(log.path):
            try:
                assert log.read().torn
            except TongwenError as error:
                assert "line" in str(error)
            return
        assert whole[at : at + 1] == b"\n"
        assert log.read().entries == tuple(words)


def test_every_flip_to_every_byte_that_may_matter_is_told(tmp_path: Path) -> None:
    log, words = log_in(tmp_path), ["甲", '\n"}']
    add(log, *words)
    whole = log.path.read_bytes()
    for at in range(len(whole)):
        for other in {whole[at] ^ (1 << bit) for bit in range(8)} | set(b'\n\r {}[]",:\\0 v\x00'):
            if other == whole[at]:
                continue
            log.path.write_bytes(whole[:at] + bytes([other]) + whole[at + 1 :])
            if not faults(log.path):
                assert whole[at : at + 1] == b"\n", (at, other)
                assert log.read().entries == tuple(words)


@settings(max_examples=80, deadline=None)
@given(WORDS, st.integers(0, 400), st.booleans())
@example(["a"], 0, True)
def test_any_cut_keeps_every_whole_line_and_the_log_goes_on(
    words: list[str], cut: int, zeros: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        log = log_in(Path(folder))
        add(log, *words)
        whole = log.path.read_bytes()
        cut = min(cut, len(whole))
        left = whole[: len(whole) - cut]
        # where the length of a file outlives its content, the end reads as zeros
        log.path.write_bytes(left + b"\0" * cut * zeros)
        count = left.count(b"\n") + (left[-1:] == b"}")
        found = log.read()
        assert found.entries == tuple(words[:count])
        if not zeros:
            assert found.torn == bool(left and left[-1:] not in b"\n}")
        add(log, "next")
        assert log.read().entries == (*words[:count], "next")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["add", "flip", "cut", "aside"]), st.integers(0, 10**6))))
def test_whatever_happens_nothing_is_thrown_away(steps: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        log, number = log_in(Path(folder)), 0
        untouched: set[bytes] = set()
        for what, value in steps:
            content = log.path.read_bytes() if log.path.exists() else b""
            if what == "add":
                number += 1
                try:
                    add(log, f"w{number}")
                except Unreadable:
                    continue
                untouched.add(sealed(json.dumps({"word": f"w{number}"})).encode())
            elif what == "aside":
                set_aside(log.path, word_of)
                assert faults(log.path, word_of) == ()
            elif content:
                at = value % len(content)
                changed = content[:at] + (b"" if what == "cut" else b"#" + content[at + 1 :])
                log.path.write_bytes(changed)
                untouched &= set(changed.split(b"\n"))
            held = log.path.read_bytes() if log.path.exists() else b""
            kept = aside_of(log.path).read_bytes() if aside_of(log.path).exists() else b""
            assert untouched <= set(held.split(b"\n")) | set(kept.split(b"\n"))
