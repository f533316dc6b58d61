"""Planted changes on invented texts: the harness itself, and what the aligner makes of them."""

import numpy as np

from build import paragraph
from evaluation.alignment_documents import Version
from evaluation.alignment_trials import CHANGES, make_trials, run_trials, shapes, total
from pipeline.align import MOVED, align
from pipeline.encode import load_encoder
from pipeline.records import Paragraph
from pipeline.text.passage import wording

_ZH = (
    "各缔约国应采取措施，保护湿地候鸟，并设立专门的保护区。",
    "秘书处应在每年三月公布捕捞配额；缔约国可在六十日内提出异议。",
    "港口检查员有权登临渔船，查阅航海日志，并扣押违禁渔具。",
    "缔约国之间的争端应通过谈判解决，谈判不成的提交仲裁。",
    "本协定自第三十份批准书交存之日起生效，保存人应通知各国。",
    "预算由会费和自愿捐款组成，外部审计员每两年审查一次账目。",
    "发展中国家可请求技术援助，包括培训实验室人员和提供设备。",
    "任何缔约国可书面通知退出，退出于一年后生效。",
)
_EN = (
    "Each State Party shall take measures to protect migratory birds of wetlands, and establish "
    "special protected areas.",
    "The secretariat shall publish the fishing quotas in March of each year; States Parties may "
    "object within sixty days.",
    "Port inspectors may board fishing vessels, consult the logbook, and seize prohibited gear.",
    "Disputes between States Parties shall be settled by negotiation, and failing that be "
    "submitted to arbitration.",
    "This Agreement enters into force on the date of deposit of the thirtieth instrument of "
    "ratification, and the depositary shall notify all States.",
    "The budget consists of assessed contributions and voluntary contributions, and the external "
    "auditor examines the accounts every two years.",
    "Developing countries may request technical assistance, including the training of laboratory "
    "staff and the provision of equipment.",
    "Any State Party may withdraw by written notification, and the withdrawal takes effect one "
    "year later.",
)


def version(symbol: str, order: tuple[int, ...] = tuple(range(8))) -> Version:
    """The invented agreement, its paragraphs in that order in both languages."""
    zh = tuple(paragraph(_ZH[k], "zh", ordinal=n) for n, k in enumerate(order))
    en = tuple(paragraph(_EN[k], "en", ordinal=n) for n, k in enumerate(order))
    return Version(symbol, zh, en, rows(zh), rows(en))


def rows(side: tuple[Paragraph, ...]) -> np.ndarray:
    return load_encoder().encode([wording(p) for p in side]).vectors


def test_trials_are_the_same_for_the_same_seed_and_one_of_each_kind() -> None:
    held = [version("T/1"), version("T/2", (7, 6, 5, 4, 3, 2, 1, 0))]
    first = list(make_trials(held, load_encoder(), True, 10, seed=3))
    again = list(make_trials(held, load_encoder(), True, 10, seed=3))
    assert [t.change for t in first] == list(CHANGES) * 2
    assert [(t.report, t.others) for t in first] == [(t.report, t.others) for t in again]


def test_what_a_trial_expects_holds_every_paragraph_once() -> None:
    for trial in make_trials([version("T/1"), version("T/2")], load_encoder(), True, 20, seed=5):
        beads = [trial.report, *trial.others]
        assert sorted(i for zh, _ in beads for i in zh) == list(range(len(trial.zh)))
        assert sorted(j for _, en in beads for j in en) == list(range(len(trial.en)))


def test_the_aligner_reports_planted_changes() -> None:
    found = run_trials([version("T/1"), version("T/2")], load_encoder(), True, 25, seed=1)
    whole = total(found)
    assert (whole.change, whole.trials) == ("all", 25)
    assert whole.reported >= 23
    assert whole.untouched >= 23


def test_a_moved_paragraph_is_one_bead_where_the_chinese_stands() -> None:
    held = version("T/1")
    order = (1, 2, 3, 4, 0, 5, 6, 7)
    zh = tuple(held.zh[k] for k in order)
    beads = align(zh, held.en, held.zh_vectors[list(order)], held.en_vectors)
    assert shapes(beads) == {((k,), (order[k],)) for k in range(8)}
    assert [b.why for b in beads].count(MOVED) == 1
    moved = next(b for b in beads if b.why == MOVED)
    assert (moved.zh, moved.en) == ((4,), (0,))
    assert beads.index(moved) == 4
