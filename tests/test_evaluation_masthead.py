"""Agreement of mastheads worked by hand on one file whose print differs from its mark-up."""

import json
from pathlib import Path

from typer.testing import CliRunner

from evaluation.__main__ import app

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
FILE = f"""\
<akomaNtoso xmlns="{AKN}"><statement name="resolution"><meta><identification>
<FRBRWork><FRBRuri value="/akn/un/statement/deliberation/unga/2030-12-18/85-7/"/>
<FRBRdate date="2030-12-18" name="adoption"/></FRBRWork>
<FRBRExpression><FRBRlanguage language="eng"/></FRBRExpression></identification></meta>
<coverPage><p><docNumber refersTo="#symbol">A/RES/85/7</docNumber></p>
<p>Distr.: General</p><p>20 December 2030</p><p>Eighty-fifth session</p>
<p>Agenda <inline name="agenda item">Agenda item 9</inline></p></coverPage>
<preface><p><docNumber>85/7.</docNumber> <docTitle>Keeping of the sky</docTitle></p></preface>
<preamble><formula name="enactingFormula"><p>The General Assembly,</p></formula></preamble>
<mainBody><paragraph><num>1.</num><content><p>Decides to look up.</p></content></paragraph>
</mainBody></statement></akomaNtoso>
"""


def test_what_agrees_and_what_does_not(tmp_path: Path) -> None:
    """The date of adoption stands in the mark-up alone: the lines give the date of issue."""
    (tmp_path / "A_RES_85_7.xml").write_text(FILE, encoding="utf-8")
    run = CliRunner().invoke(app, ["masthead", "--json", str(tmp_path)])
    assert run.exit_code == 0, run.output
    found = json.loads(run.output)
    assert found["zh"]["symbol"] == {"same": 0, "known": 0}
    for field in ("symbol", "body", "session", "title", "status"):
        assert found["en"][field] == {"same": 1, "known": 1}, field
    assert found["en"]["date"] == {"same": 0, "known": 1}
    told = CliRunner().invoke(app, ["masthead", str(tmp_path)])
    assert "date 0.0000 (0/1)" in told.output
