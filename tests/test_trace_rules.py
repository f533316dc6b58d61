"""The version of the rules changes with every table and line of code, and with nothing else."""

import re
import shutil
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

import pipeline
from pipeline.rules import ROOMS, fingerprint, program_version, rules_version

PACKAGE = Path(pipeline.__file__).parent


def _room(tmp_path: Path) -> Path:
    room = tmp_path / "room"
    (room / "inner").mkdir(parents=True)
    (room / "verbs.csv").write_bytes(b"verb,strength\nurges,3\n")
    (room / "inner" / "rule.py").write_bytes(b"LIMIT = 3\n")
    (room / "weights.npz").write_bytes(b"PK\r\n\x00")
    return room


def test_the_version_names_the_program_and_a_hash() -> None:
    for version in (rules_version(), program_version()):
        assert re.fullmatch(re.escape(pipeline.__version__) + r"\+[0-9a-f]{12}", version)
    assert rules_version() != program_version()


def test_the_rooms_are_there_and_hold_the_tables_of_the_rules() -> None:
    assert all((PACKAGE / room).is_dir() for room in ROOMS)
    tables = {p for p in PACKAGE.rglob("*.csv") if p.parent.name not in {"strings", "models"}}
    weights = set(PACKAGE.rglob("*.npz"))
    held = {p for p in tables | weights if "bundled" not in p.parts}
    assert held and {p.relative_to(PACKAGE).parts[0] for p in held} <= set(ROOMS)


def test_a_change_of_a_table_a_line_of_code_or_a_weight_shows(tmp_path: Path) -> None:
    room = _room(tmp_path)
    seen = {fingerprint(room)}
    (room / "verbs.csv").write_bytes(b"verb,strength\nurges,4\n")
    seen.add(fingerprint(room))
    (room / "inner" / "rule.py").write_bytes(b"LIMIT = 4\n")
    seen.add(fingerprint(room))
    (room / "weights.npz").write_bytes(b"PK\n\x00")
    seen.add(fingerprint(room))
    (room / "verbs.csv").rename(room / "words.csv")
    seen.add(fingerprint(room))
    assert len(seen) == 5


def test_one_shipped_table_edited_changes_the_version(tmp_path: Path) -> None:
    shutil.copytree(PACKAGE / "lexicon", tmp_path / "lexicon")
    before = fingerprint(tmp_path / "lexicon")
    assert before == fingerprint(PACKAGE / "lexicon")
    with (tmp_path / "lexicon" / "verbs.csv").open("a", encoding="utf-8") as file:
        file.write("\n")
    assert fingerprint(tmp_path / "lexicon") != before


def test_line_endings_compiled_code_and_notes_do_not_count(tmp_path: Path) -> None:
    room = _room(tmp_path)
    before = fingerprint(room)
    (room / "verbs.csv").write_bytes(b"verb,strength\r\nurges,3\r\n")
    (room / "inner" / "rule.py").write_bytes(b"LIMIT = 3\r\n")
    (room / "__pycache__").mkdir()
    (room / "__pycache__" / "rule.py").write_bytes(b"")
    (room / "bundled").mkdir()  # where a wheel has the app and the sample
    (room / "bundled" / "app.py").write_bytes(b"")
    (room / "notes.md").write_text("a note", encoding="utf-8")
    assert fingerprint(room) == before


@settings(max_examples=25, deadline=None)
@given(cut=st.integers(min_value=0, max_value=21))
def test_moving_text_from_one_file_to_the_next_shows(tmp_path_factory, cut: int) -> None:  # type: ignore[no-untyped-def]
    text = b"verb,strength\nurges,3\n"
    folder = tmp_path_factory.mktemp("cut")
    (folder / "a.csv").write_bytes(text)
    (folder / "b.csv").write_bytes(b"")
    whole = fingerprint(folder)
    (folder / "a.csv").write_bytes(text[:cut])
    (folder / "b.csv").write_bytes(text[cut:])
    assert fingerprint(folder) != whole
