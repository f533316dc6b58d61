"""Two instruments clause by clause, with vectors whose answers can be worked out by hand."""

import tarfile
from pathlib import Path

import numpy as np
import pytest

from evaluation.mapping import GOLD, measure_mapping, read_judgements
from pipeline.encode import load_encoder
from pipeline.errors import Unreadable
from pipeline.mapping import ClauseMap, clauses, map_clauses
from pipeline.readers import read_bytes
from pipeline.records import Lang, Paragraph, Role
from pipeline.segment import segment
from shared import shared


def paragraphs(*rows: tuple[Role, str, str], lang: Lang = "en") -> list[Paragraph]:
    """(role, number path joined by strokes, words)."""
    return [
        Paragraph(
            "M/1",
            lang,
            i,
            role,
            tuple(n for n in number.split("/") if n),
            "",
            "",
            "",
            0,
            len(text),
            text,
        )
        for i, (role, number, text) in enumerate(rows)
    ]


LONG = "words that go on for long enough to stand for a paragraph of their own "
FIRST = paragraphs(
    ("title", "", "A treaty"),
    ("article", "art.1", "Extradition"),
    ("paragraph", "art.1/1", LONG + "x"),
    ("paragraph", "art.1/2", LONG + "y"),
    ("article", "art.2", "Costs"),
    ("paragraph", "art.2/1", LONG + "z"),
    ("article", "art.3", "Languages"),
    ("paragraph", "art.3/1", LONG + "w"),
)
SECOND = paragraphs(
    ("article", "art.1", "Languages"),
    ("paragraph", "art.1/1", LONG + "w"),
    ("article", "art.2", "Extradition"),
    ("paragraph", "art.2/1", LONG + "x"),
    ("paragraph", "art.2/2", LONG + "y"),
    ("paragraph", "art.2/3", LONG + "new"),
    ("article", "art.3", "Network"),
    ("paragraph", "art.3/1", LONG + "own"),
)
AXES = ("title", "Extradition", "Costs", "Languages", "Network", "x", "y", "z", "w", "new", "own")


def vectors(rows: list[Paragraph]) -> np.ndarray:
    """One axis for each last word: equal words have cosine 1, others 0."""
    out = np.zeros((len(rows), len(AXES)), dtype=np.float32)
    for i, p in enumerate(rows):
        word = p.text.split()[-1]
        out[i, AXES.index(word if word in AXES else "title")] = 1
    return out


def mapped() -> ClauseMap:
    return map_clauses(FIRST, SECOND, vectors(FIRST), vectors(SECOND))


def test_clauses_are_the_articles_with_their_headings_and_paragraphs() -> None:
    assert [(c.number, c.heading, c.ordinals) for c in clauses(FIRST)] == [
        (("art.1",), "Extradition", (1, 2, 3)),
        (("art.2",), "Costs", (4, 5)),
        (("art.3",), "Languages", (6, 7)),
    ]


def test_clauses_of_a_text_without_articles_are_its_numbered_paragraphs() -> None:
    rows = paragraphs(
        ("heading", "", "Head"),
        ("paragraph", "1", "One"),
        ("item", "1/a", "A"),
        ("paragraph", "annex/2", "Two"),
    )
    assert [(c.number, c.ordinals) for c in clauses(rows)] == [
        (("1",), (1, 2)),
        (("annex", "2"), (3,)),
    ]


def test_articles_correspond_whatever_their_order() -> None:
    found = mapped()
    assert [(p.first, p.second, p.relation, p.moved) for p in found.pairs] == [
        (0, 1, "wider", False),
        (2, 0, "same", True),
    ]
    assert found.absent() == ((1,), (2,))


def test_a_pair_tells_how_much_of_either_side_is_found_and_which_paragraphs_meet() -> None:
    pair = mapped().pairs[0]
    assert pair.covered[0] == 1.0
    assert pair.covered[1] == pytest.approx(2 / 3, abs=0.02)
    assert pair.paragraphs == ((2, 3, 1.0), (3, 4, 1.0))


def test_seen_from_the_other_side_wider_is_narrower() -> None:
    back = map_clauses(SECOND, FIRST, vectors(SECOND), vectors(FIRST))
    assert {(p.second, p.first, p.relation) for p in back.pairs} == {
        (0, 1, "narrower"),
        (2, 0, "same"),
    }


def test_a_text_against_itself_is_the_same_throughout() -> None:
    found = map_clauses(FIRST, FIRST, vectors(FIRST), vectors(FIRST))
    assert [(p.first, p.second, p.relation, p.moved) for p in found.pairs] == [
        (i, i, "same", False) for i in range(3)
    ]
    assert np.allclose(np.diag(found.similarity), 1.0)


def test_unrelated_texts_have_no_pair() -> None:
    other = paragraphs(("article", "art.1", "Network"), ("paragraph", "art.1/1", LONG + "own"))
    found = map_clauses(FIRST, other, vectors(FIRST), vectors(other))
    assert found.pairs == ()
    assert found.absent() == ((0, 1, 2), (0,))


def test_an_empty_side_has_no_clause_and_no_pair() -> None:
    found = map_clauses(FIRST, [], vectors(FIRST), np.zeros((0, len(AXES)), dtype=np.float32))
    assert (found.pairs, found.second, found.similarity.shape) == ((), (), (3, 0))


def test_rows_and_paragraphs_must_match() -> None:
    with pytest.raises(ValueError, match=r"8\+8 paragraphs, 7\+8 rows"):
        map_clauses(FIRST, SECOND, vectors(FIRST)[1:], vectors(SECOND))


def test_the_sample_convention_maps_onto_itself_across_the_languages() -> None:
    folder = Path(__file__).resolve().parent.parent / "corpora" / "sample"
    texts = [
        segment(read_bytes(f"c.{lang}.txt", (folder / f"convention.{lang}.txt").read_bytes()))
        for lang in ("zh", "en")
    ]
    encoder = load_encoder("built-in")
    rows = [encoder.encode([p.text for p in text]).vectors for text in texts]
    found = map_clauses(texts[0], texts[1], rows[0], rows[1])
    assert len(found.first) == len(found.second) > 20
    assert {(p.first, p.second) for p in found.pairs} >= {(i, i) for i in range(len(found.first))}


def test_a_list_of_judgements_is_read_and_a_missing_one_named(tmp_path: Path) -> None:
    judged = read_judgements(GOLD / "untoc-cybercrime.csv")
    assert len(judged.right) + sum(map(len, judged.absent)) >= 40
    assert {("16", "37"), ("18", "40"), ("13", "50"), ("19", "48"), ("17", "38")} <= judged.right
    assert "41" in judged.absent[1]
    with pytest.raises(Unreadable, match="no such list"):
        read_judgements(tmp_path / "none.csv")


@pytest.mark.shared
@pytest.mark.parametrize("lang", ["English", "Chinese"])
def test_the_two_conventions_correspond_as_judged(tmp_path: Path, lang: str) -> None:
    booklet = shared("texts/treaties/untoc-and-protocols.en.pdf")
    with tarfile.open(shared("texts/un-resolutions/unga-79.tar.xz")) as archive:
        (name,) = (n for n in archive.getnames() if f"/{lang}/A_RES_79_243-" in n)
        member = archive.extractfile(name)
        assert member is not None
        other = tmp_path / "cybercrime.xml"
        other.write_bytes(member.read())
    judged = read_judgements(GOLD / "untoc-cybercrime.csv")
    found = measure_mapping(booklet, other, judged, load_encoder("built-in"), "annex.1")
    assert found.f1 >= 0.9
    assert ("13", "50") not in found.missing
