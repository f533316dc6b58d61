"""From AKN4UN files in two folders to pairs, and from pairs to a model that can be opened."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from pipeline.encode import load_encoder
from pipeline.encode.training.dictionary import Pair
from pipeline.encode.training.pairs import read_pairs
from pipeline.encode.training.recipe import Recipe, Step
from pipeline.encode.training.train import train
from pipeline.errors import EncoderError, Unreadable

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
NOUNS = [("report", "报告"), ("fund", "基金"), ("border", "边界"), ("port", "港口")]
VERBS = [("Approves", "核准"), ("Recalls", "回顾"), ("Rejects", "驳回"), ("Publishes", "发表")]
PLACES = [("Geneva", "日内瓦"), ("Vienna", "维也纳"), ("Nairobi", "内罗毕"), ("Hague", "海牙")]


def file_of(folder: Path, number: int, language: str, texts: list[str]) -> None:
    """Write one resolution of session 50 with numbered paragraphs."""
    paragraphs = "".join(
        f'<paragraph eId="para_{i}"><num>{i}.</num><content><p>{text}</p></content></paragraph>'
        for i, text in enumerate(texts, start=1)
    )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{number}.xml").write_text(
        f'<akomaNtoso xmlns="{AKN}"><statement name="resolution"><meta><identification source="#x">'
        f'<FRBRExpression><FRBRlanguage language="{language}"/></FRBRExpression></identification>'
        f'</meta><coverPage><p><docNumber refersTo="#symbol">A/RES/50/{number}</docNumber></p>'
        "</coverPage>"
        f"<mainBody>{paragraphs}</mainBody></statement></akomaNtoso>",
        encoding="utf-8",
    )


@pytest.fixture
def one_thread() -> Iterator[None]:
    """Steps this small cost more in threads waiting for each other than in work."""
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Four resolutions of sixteen paragraphs, a fifth in English alone, a sixth that is broken."""
    root = tmp_path / "corpus"
    for number, (en_place, zh_place) in enumerate(PLACES, start=1):
        words = [(noun, verb) for noun in NOUNS for verb in VERBS]
        en = [f"{verb[0]} the {noun[0]} on {en_place};" for noun, verb in words]
        zh = [f"{verb[1]}：{zh_place}，{noun[1]}；" for noun, verb in words]
        file_of(root / "English", number, "eng", en)
        file_of(root / "Chinese", number, "zho", zh)
    file_of(root / "English", 5, "eng", ["Takes note of the report;"])
    (root / "English" / "6.xml").write_text("<broken", encoding="utf-8")
    return root


def test_pairs_of_all_documents_in_both_languages(corpus: Path) -> None:
    found = read_pairs([corpus])
    assert (found.documents, found.single, len(found.pairs)) == (4, 1, 64)
    assert Pair("Rejects the fund on Vienna;", "驳回：维也纳，基金；") in found.pairs
    assert (found.unpaired, found.unfit) == (0, 0)
    assert [Path(refusal.path).name for refusal in found.refused] == ["6.xml"]


def test_documents_are_chosen_by_path_symbol_or_session(corpus: Path) -> None:
    assert read_pairs([corpus], exclude=["*/2.xml", "A/RES/50/3"]).documents == 2
    assert read_pairs([corpus], only=["A/RES/50/4"]).documents == 1
    assert read_pairs([corpus], only=["50"], exclude=["A/RES/50/4"]).documents == 3
    with pytest.raises(EncoderError, match="no paragraph pairs"):
        read_pairs([corpus], exclude=["50"])
    with pytest.raises(EncoderError, match="no paragraph pairs"):
        read_pairs([corpus], roles=["preambular"])


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="absent"):
        read_pairs([tmp_path / "absent"])


@pytest.mark.usefixtures("one_thread")
def test_training_from_files_to_a_model_folder(corpus: Path, tmp_path: Path) -> None:
    entries = tmp_path / "words.tsv"
    entries.write_text(
        "".join(f"{en}\t{zh}\n" for en, zh in (*NOUNS, *VERBS, *PLACES)), encoding="utf-8"
    )
    steps: list[Step] = []
    recipe = Recipe(pieces=200, dimensions=16, passes=30, batch=16, learning_rate=0.05)
    out = tmp_path / "model"
    out.mkdir()
    trained = train(
        [corpus], [entries], out, exclude=["A/RES/50/4"], recipe=recipe, progress=steps.append
    )
    assert (trained.folder, trained.documents, trained.paragraphs, trained.entries) == (
        out,
        3,
        48,
        12,
    )
    assert {step.stage for step in steps} == {"pieces", "passes"}
    assert trained.size <= sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    card = (out / "README.md").read_text(encoding="utf-8")
    assert "`corpus`" in card and "`words.tsv`" in card and "`A/RES/50/4`" in card
    assert not list(tmp_path.glob("*.unfinished"))

    learned = read_pairs([corpus], exclude=["A/RES/50/4"]).pairs
    encoder = load_encoder(str(out))
    zh = encoder.encode([pair.zh for pair in learned]).vectors
    en = encoder.encode([pair.en for pair in learned]).vectors
    assert np.mean((zh @ en.T).argmax(axis=1) == np.arange(48)) >= 0.9

    with pytest.raises(EncoderError, match="not an empty folder"):
        train([corpus], [entries], out, recipe=recipe)
