"""Files that are there whole or not at all."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pipeline.exchange.whole import write_whole


def test_of_several_that_write_one_file_at_once_one_stands_there_whole(tmp_path: Path) -> None:
    file = tmp_path / "pack.md"
    contents = [bytes([65 + n]) * 200_000 for n in range(8)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda content: write_whole(file, content), contents * 5))
    assert file.read_bytes() in contents
    assert list(tmp_path.iterdir()) == [file]


def test_a_name_as_long_as_a_folder_takes_is_written(tmp_path: Path) -> None:
    file = tmp_path / ("n" * 251 + ".csv")
    write_whole(file, b"pebble")
    assert file.read_bytes() == b"pebble"


@pytest.mark.parametrize("name", ["n" * 300 + ".csv", "nowhere/a.csv", "taken"])
def test_a_refusal_names_the_file_and_leaves_nothing(tmp_path: Path, name: str) -> None:
    (tmp_path / "taken").mkdir()
    with pytest.raises(OSError, match=r"a\.csv|taken|nnn") as refused:
        write_whole(tmp_path / name, b"pebble")
    assert refused.value.filename == str(tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]
