"""Two floors on the same article pairs: Gale and Church by lengths alone, and nearest neighbours by
cosine alone, both without numbers."""

from collections.abc import Iterable, Sequence

from evaluation.alignment import Texts
from pipeline.errors import Unreadable
from pipeline.text.passage import wording


def nearest_pairs(texts: Texts) -> frozenset[tuple[int, int]]:
    """Each Chinese paragraph with the English one of the highest cosine."""
    best = (texts.zh_vectors @ texts.en_vectors.T).argmax(axis=1)
    return frozenset((i, int(j)) for i, j in enumerate(best))


def length_pairs(texts: Texts) -> frozenset[tuple[int, int]]:
    """Pairs that nltk's Gale and Church aligner gives for the lengths in characters; a Chinese
    character is taken for as many English ones as the whole text has. Raises ``Unreadable`` where
    nltk is not installed."""
    try:
        from nltk.translate.gale_church import align_blocks
    except ImportError:
        raise Unreadable("nltk", "not installed; pip install 'tongwen[evaluation]'") from None
    zh, en = ([max(1, len(wording(p))) for p in side] for side in (texts.zh, texts.en))
    ratio = sum(en) / sum(zh)
    return frozenset(align_blocks([round(n * ratio) for n in zh], en))


def f1(pairs: Iterable[tuple[int, int]], texts: Texts) -> float:
    """F1 over the pairs that touch a judged paragraph."""
    zh, en = texts.judged
    found = {(i, j) for i, j in pairs if i in zh or j in en}
    both = len(found) + len(texts.gold)
    return 2 * len(found & texts.gold) / both if both else 0.0


def floors(texts: Texts) -> Sequence[tuple[str, float]]:
    """Both floors by name."""
    found = (("nearest neighbour", nearest_pairs(texts)), ("Gale-Church", length_pairs(texts)))
    return [(name, f1(pairs, texts)) for name, pairs in found]
