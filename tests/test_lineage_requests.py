import numpy as np
import pytest
from registers import SAMPLE, asked, encoded, entries_of, found, sample

from build import document, paragraph
from pipeline.lineage import cited_documents, endorsements, kin, lineage, requests
from pipeline.readers import read_bytes
from pipeline.recommend.due import due_of
from pipeline.records import Document, Given, Heading, Paragraph
from pipeline.records.lineage import Entry, Passage, Request
from pipeline.segment import segment
from shared import shared

ASK = "1. Requests the Secretary-General to report on the lamps to the Assembly at its twenty-first session;"


def reading(symbol: str, text: str, role: str = "preambular") -> Passage:
    session = symbol.split("/")[2]
    made = paragraph(text, role=role, ordinal=50, symbol=symbol)  # type: ignore[arg-type]
    heading = Heading(
        symbol, "en", "Lighthouses", "X", session, f"20{session}-12-01", "adopted", "p", "s", 9,
        kind="resolution",
    )  # fmt: skip
    return Passage(heading, made)


def request_of(*entries: Entry, passages: tuple[Passage, ...] = ()) -> Request:
    """The first request of ``entries``."""
    return requests(entries, found(*entries), passages)[0]


def of_keeper(session: str, text: str = ASK) -> Entry:
    return asked(session, text, "requests", addressees=("secretary-general",))


def test_a_report_received_in_the_session_due_answers() -> None:
    later = of_keeper("21")
    passage = reading(later.document.symbol, "Taking note of the report of the Secretary-General,")
    answered = request_of(of_keeper("20"), later, passages=(passage,))
    assert (answered.act, answered.due, answered.state) == ("report", "21", "answered")
    assert (answered.answered_by, answered.why) == (passage, "report-received")


def test_a_report_of_somebody_else_does_not_answer() -> None:
    later = of_keeper("21")
    passage = reading(later.document.symbol, "Taking note of the report of the Working Group,")
    left = request_of(of_keeper("20"), later, passages=(passage,))
    assert (left.state, left.answered_by) == ("open", None)


def test_the_words_that_name_the_request_answer_from_any_series() -> None:
    first = of_keeper("20")
    number = "/".join(first.document.symbol.split("/")[-2:])
    passage = reading(
        "X/RES/21/77",
        f"Welcomes the report of the Secretary-General pursuant to resolution {number}",
    )
    answered = request_of(first, passages=(passage,))
    assert (answered.answered_by, answered.why) == (passage, "cites-request")


def test_what_is_asked_for_later_is_not_yet_due() -> None:
    assert request_of(of_keeper("20")).state == "not due"


def test_what_asks_for_no_report_is_not_called_open() -> None:
    text = "1. Requests the Secretary-General to convene a meeting on lamps at its twenty-first session;"
    left = request_of(of_keeper("20", text), of_keeper("21"))
    assert (left.act, left.due, left.state, left.why) == ("convene", "21", "unchecked", "no-report")


def test_a_request_without_a_time_is_answered_only_by_its_number() -> None:
    first = of_keeper("20", "1. Requests the Secretary-General to report on the lamps;")
    later = of_keeper("21", first.recommendation.paragraph.text)
    passage = reading(later.document.symbol, "Taking note of the report of the Secretary-General,")
    assert request_of(first, later, passages=(passage,)).state == "undated"


def test_a_date_before_the_text_is_no_time_set() -> None:
    assert due_of("to join the plan adopted by 30 June 2023", "en", "4", "2024-01-01").when == ""


def test_without_duty_or_time_it_is_no_request() -> None:
    entry = asked("20", "1. Encourages States to keep their lighthouses lit;")
    assert requests([entry], found(entry)) == ()


@pytest.mark.parametrize(
    ("text", "lang", "session", "due"),
    [
        ("to submit a report at its eightieth session", "en", "78", "80"),
        ("to the Commission at its thirty-third session", "en", "78", ""),
        ("to brief the Committee at its next session", "en", "78", "79"),
        ("to designate an authority by 30 June 2023", "en", "4", "2023-06-30"),
        ("the results of the meeting of 30 June 2023", "en", "4", ""),
        ("to finish the work no later than the end of 2027", "en", "78", "2027"),
        ("向大会第八十届会议提交报告", "zh", "78", "80"),
        ("在2023年6月30日前指定主管机关", "zh", "4", "2023-06-30"),
        ("在2027年年底前完成", "zh", "78", "2027"),
        ("注意到2023年6月30日的会议", "zh", "4", ""),
    ],
)
def test_by_when(text: str, lang: str, session: str, due: str) -> None:
    assert due_of(text, lang, session).when == due  # type: ignore[arg-type]


def _read(path: str) -> tuple[Document, tuple[Paragraph, ...]]:
    d = read_bytes(path, (SAMPLE / path).read_bytes(), Given(body="MCC-COP"))
    return d, segment(d)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_sample_resolution_endorses_two_reports(lang: str) -> None:
    entries = sample(lang)  # type: ignore[arg-type]
    first, second = endorsements(*_read(f"cop-4-resolution-1.{lang}.txt"), entries)
    assert (first.annex, first.sources, first.stubs) == ("annex.1", ("MCC/COP/WG.1/2021/6",), ())
    assert (second.annex, second.sources) == ("annex.2", ("MCC/COP/WG.1/2022/3",))
    assert len(first.recommendations) == len(second.recommendations) == 16
    changed = [
        (e.entry.recommendation.paragraph.label, e.source and e.source.recommendation.paragraph.label)
        for x in (first, second) for e in x.recommendations if not e.word_for_word
    ]  # fmt: skip
    assert changed == [("(a)", "(b)"), ("(l)", "(l)")]


def test_a_report_that_is_not_held_is_a_stub() -> None:
    made = document(
        "Resolution 3/1\n\nLamps\n\nThe Conference,\n\n1. Endorses the recommendations contained in the"
        " report of the Working Group;¹\n\n¹ LMP/COP/WG.2/2019/4, paras. 2 and 3.\n",
        symbol="LMP/COP/RES/3/1",
    )
    made_of = segment(made)
    entries = entries_of(made, made_of)
    (endorsement,) = endorsements(made, made_of, entries)
    (stub,) = endorsement.stubs
    assert (stub.symbol, stub.places) == ("LMP/COP/WG.2/2019/4", ("2", "3"))
    assert (endorsement.annex, endorsement.sources, endorsement.recommendations) == ("", (), ())
    operative = entries[0].recommendation.paragraph
    assert cited_documents(made, made_of, operative) == (stub,)


def test_without_an_operative_paragraph_nothing_is_endorsed() -> None:
    made = document("Lamps\n\nNothing is decided here.\n", symbol="LMP/1")
    assert endorsements(made, segment(made), []) == ()


# the seeds ---------------------------------------------------------------------------------------


def _seeds() -> list[tuple[Document, tuple[Paragraph, ...], list[Entry]]]:
    out = []
    for name in (
        "wg-international-cooperation-2012-report",
        "wg-international-cooperation-2017-draft-report",
        "cop-resolution-11-1",
    ):
        path = shared(f"texts/seeds/{name}.zh.txt")
        d = read_bytes(path.name, path.read_bytes(), Given())
        made = segment(d)
        out.append((d, made, entries_of(d, made)))
    return out


@pytest.mark.shared
def test_resolution_11_1_endorses_its_annexes_from_reports_not_held() -> None:
    seeds = _seeds()
    entries = [e for *_, own in seeds for e in own]
    first, second = endorsements(seeds[2][0], seeds[2][1], entries)
    assert (first.annex, second.annex) == ("annex.1", "annex.2")
    assert [s.symbol for s in first.stubs] == ["CTOC/COP/WG.3/2021/3"]
    assert [s.symbol for s in second.stubs] == ["CTOC/COP/WG.2/2022/4", "CTOC/COP/WG.3/2022/4"]
    assert (len(first.recommendations), len(second.recommendations)) == (24, 13)


@pytest.mark.shared
def test_the_recommendations_on_networks_are_kin_through_three_sessions() -> None:
    entries = [e for *_, own in _seeds() for e in own]
    own = next(e for e in entries if e.recommendation.paragraph.number == ("annex.1", "f"))
    near = kin(own, entries, encoded(entries), k=5)
    found_at = {k.entry.recommendation.paragraph.number for k in near}
    assert {("3", "a"), ("3", "e"), ("1", "e"), ("1", "j")} <= found_at
    assert len(near) == 10


def test_no_entries_no_requests() -> None:
    nothing = lineage([], np.zeros((0, 4), dtype=np.float32))
    assert requests([], nothing) == ()
