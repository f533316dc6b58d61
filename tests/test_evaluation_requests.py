from dataclasses import replace
from pathlib import Path

import pytest
from registers import asked

from evaluation.requests import FIELDS, Row, against_gold, gold_rows
from pipeline import lexicon
from pipeline.errors import Unreadable
from pipeline.records.lineage import Passage, Request

ASK = "1. Requests the Secretary-General to report on the lamps at its twenty-first session;"


def request(answered_by: Passage | None = None) -> Request:
    entry = asked("20", ASK, "requests", addressees=("secretary-general",))
    state = "answered" if answered_by else "open"
    return Request(
        entry, ("secretary-general",), "requests", "report", "21", state, answered_by, "rule"
    )


def received(number: int) -> Passage:
    text = f"{number}. Takes note of the report of the Secretary-General;"
    later = asked("21", text, number=number)
    return Passage(later.document, later.recommendation.paragraph)


def row(of: Request, *answers: tuple[str, str], due: str = "21") -> Row:
    fields = {"addressees": "secretary-general", "duty": "report", "due": due}
    said = {f: frozenset(filter(None, fields[f].split(";"))) for f in FIELDS}
    return Row("development", (of.entry.document.symbol, "1"), said, frozenset(answers))


def test_the_gold_is_sound() -> None:
    rows = gold_rows()
    assert len({r.place for r in rows}) == len(rows) == 100
    codes = {r["code"] for r in lexicon.rows("addressee_names")}
    duties = {r["code"] for r in lexicon.rows("duties")}
    for r in rows:
        session = r.place[0].split("/")[2]
        assert (session in {"74", "75"}) == (r.split == "development")
        assert r.fields["due"]
        assert r.fields["addressees"] <= codes
        assert r.fields["duty"] <= duties
        assert len({symbol for symbol, _ in r.answers}) <= 1


def test_any_paragraph_that_answers_and_any_time_set_will_do() -> None:
    answer = received(3)
    one = request(answer)
    symbol = answer.document.symbol
    right = against_gold([one], [row(one, (symbol, "1"), (symbol, "3"), due="21;22")])
    assert right.wrong == ()
    assert (right.answers.right, right.answers.found, right.answers.wanted) == (1, 1, 1)
    assert (right.documents.f1, right.fields["due"].f1) == (1.0, 1.0)


def test_another_paragraph_of_the_right_document_is_half_right() -> None:
    answer = received(3)
    one = request(answer)
    half = against_gold([one], [row(one, (answer.document.symbol, "7"))])
    assert (half.answers.right, half.documents.right) == (0, 1)
    assert len(half.wrong) == 1
    assert (
        f"answer wanted {answer.document.symbol} 7, found {answer.document.symbol} 3"
        in (half.wrong[0])
    )


def test_an_answer_where_none_is_held_is_wrong() -> None:
    one = request(received(3))
    wrong = against_gold([one], [row(one)])
    assert (wrong.answers.right, wrong.answers.found, wrong.answers.wanted) == (0, 1, 0)


def test_what_is_not_found_to_be_a_request_has_no_value() -> None:
    one = request()
    other = replace(one, entry=asked("20", ASK.replace("1.", "2."), "requests", number=2))
    left = against_gold([other], [row(one)])
    assert left.missing == 1
    assert {f.recall for f in left.fields.values()} == {0.0}


def test_a_table_without_the_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "gold.csv"
    path.write_text("symbol\nX/1\n", encoding="utf-8")
    with pytest.raises(Unreadable, match="no rows with the columns"):
        gold_rows(path)
