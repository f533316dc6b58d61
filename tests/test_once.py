"""What is computed of a state is computed once, and keeps nobody waiting who asks for another."""

import threading
from collections.abc import Iterator

import pytest
from small_index import write_corpus

from pipeline.collection import Collection
from pipeline.encode import load_encoder
from pipeline.ingest import ingest

WAIT = 20.0


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    folder = tmp_path_factory.mktemp("once")
    ingest([write_corpus(folder / "texts")], folder / "index", load_encoder(), workers=0)
    with Collection.open(folder / "index") as opened:
        yield opened


def test_a_long_answer_keeps_nobody_waiting_who_asks_for_another(held: Collection) -> None:
    begun, done = threading.Event(), threading.Event()

    def slow() -> str:
        begun.set()
        assert done.wait(WAIT)
        return "slow"

    found: list[str] = []
    thread = threading.Thread(target=lambda: found.append(held.state.once("slow", "", slow)))
    thread.start()
    assert begun.wait(WAIT)
    assert held.state.once("quick", "", lambda: "quick") == "quick"
    assert held.counted() is held.counted()
    assert not found
    done.set()
    thread.join(WAIT)
    assert found == ["slow"]


def test_two_who_ask_for_the_same_at_once_get_one_answer(held: Collection) -> None:
    made: list[object] = []
    together = threading.Barrier(4)

    def make() -> object:
        made.append(object())
        return made[-1]

    got: list[object] = []

    def ask() -> None:
        together.wait(WAIT)
        got.append(held.state.once("same", "", make))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT)
    assert len(made) == 1
    assert got == made * 4


def test_an_answer_that_failed_is_tried_again(held: Collection) -> None:
    def fail() -> str:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        held.state.once("fails", "", fail)
    assert held.state.once("fails", "", lambda: "now") == "now"
