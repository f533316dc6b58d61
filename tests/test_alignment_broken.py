"""Faults planted on invented texts: what is broken, and that the aligner mends most of it."""

import random

import pytest

from build import paragraph
from evaluation.alignment import vectors
from evaluation.alignment_broken import FAULTS, break_lines, measure_broken
from evaluation.alignment_documents import Version
from pipeline.encode import load_encoder
from pipeline.records import Lang, Paragraph, Role
from pipeline.text.passage import wording

_LINES: tuple[tuple[Role, str, str, str], ...] = (
    ("operative", "1.", "请秘书处每年三月公布捕捞配额；", "Requests the secretariat to publish the "
     "fishing quotas in March of each year;"),
    ("heading", "", "港口检查", "Port inspection"),
    ("operative", "2.", "决定港口检查员：", "Decides that port inspectors:"),
    ("item", "(a)", "可登临渔船并查阅航海日志；", "May board fishing vessels and consult the logbook;"),
    ("item", "(b)", "可扣押违禁渔具；", "May seize prohibited fishing gear;"),
    ("item", "(c)", "应向船旗国报告检查结果；", "Shall report the findings to the flag State;"),
    ("operative", "3.", "敦促缔约国保护湿地候鸟，并设立专门的保护区。", "Urges States Parties to protect "
     "the migratory birds of wetlands, and to establish special protected areas."),
)  # fmt: skip


def side(lang: Lang) -> tuple[Paragraph, ...]:
    return tuple(
        paragraph(f"{label} {zh if lang == 'zh' else en}".strip(), lang, (), role, label, ordinal)
        for ordinal, (role, label, zh, en) in enumerate(_LINES)
    )


def version(symbol: str) -> Version:
    zh, en, encoder = side("zh"), side("en"), load_encoder()
    return Version(symbol, zh, en, vectors(zh, encoder), vectors(en, encoder))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_faults_keep_every_word_in_its_order(lang: Lang) -> None:
    seen = set()
    for seed in range(60):
        broken = break_lines(side(lang), random.Random(seed))
        assert [p.ordinal for p in broken.side] == list(range(len(broken.sources)))
        assert sorted({i for held in broken.sources for i in held}) == list(range(len(_LINES)))
        joined = "".join(p.text for p in broken.side).replace(" ", "")
        for original in side(lang):
            assert wording(original).replace(" ", "") in joined
        seen |= {fault for fault, _ in broken.faults}
    assert seen == set(FAULTS) - {"note glued"}


def test_what_is_broken_is_mostly_mended() -> None:
    found = measure_broken([version(f"T/{n}") for n in range(12)], load_encoder(), seed=2)
    planted, mended = (sum(getattr(m, k) for m in found.faults) for k in ("planted", "mended"))
    assert planted >= 10
    assert mended >= 0.8 * planted
    assert 0.9 <= found.f1 <= 1.0
