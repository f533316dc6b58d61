"""The legal basis of a measure: which measure words mean, and what the texts held give for it."""

import io
import tarfile
from pathlib import Path

import docx
import pytest
from fake_encoder import FakeEncoder
from small_index import Text, build

from pipeline import lexicon
from pipeline.collection import Collection
from pipeline.errors import TongwenError
from pipeline.exchange.legal_basis import to_docx, to_markdown
from pipeline.ingest import ingest
from pipeline.preparation import Preparation
from pipeline.preparation.legal_basis import find_measure, legal_basis, measures
from pipeline.preparation.legal_basis.measures import provisions_of
from pipeline.preparation.legal_basis.provisions import provision_of
from pipeline.strings import Strings
from shared import shared

INSTRUMENTS = {"UNTOC", "UNCAC", "CYBERCRIME", "DRUGS-1988", "TERRORIST-FINANCING"}

ACT_EN = (
    "The Conference,\n\nRecalling its first session,\n\n"
    "1. Encourages States to use video conference in mutual legal assistance, *2020*;\n\n"
    "2. Encourages States to hold video conferences on museums;\n\n"
    "3. Recommends that States follow the model treaty on criminal matters when they set up a video link."
)
ACT_ZH = (
    "会议，\n\n回顾其第一届会议，\n\n"
    "1. 鼓励各国在司法协助中使用视频会议；\n\n"
    "2. 鼓励各国举行关于博物馆的视频会议；\n\n"
    "3. 建议各国在建立视频连线时遵循刑事事项示范条约。"
)
TEXTS = (
    Text("T/RES/1/1", "en", ACT_EN, "2020-01-01"),
    Text("T/RES/1/1", "zh", ACT_ZH, "2020-01-01"),
    Text("T/RES/2/1", "en", ACT_EN.replace("2020", "2021"), "2021-01-01"),
)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("basis"), TEXTS)[0]


def test_the_tables_hold_what_they_should() -> None:
    assert len(measures()) >= 25
    codes = {measure.code for measure in measures()}
    for measure in measures():
        assert measure.name_en and measure.name_zh
    rows = lexicon.rows("measure_provisions")
    assert {row["code"] for row in rows} == codes
    assert {row["instrument"] for row in rows} <= INSTRUMENTS
    assert len({(row["code"], row["instrument"], row["provision"]) for row in rows}) == len(rows)
    forms = [
        (row["lang"], row["form"].casefold())
        for row in lexicon.rows("measures")
        if row["use"] == "name"
    ]
    assert len(set(forms)) == len(forms)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("video hearing", "video-hearing"),
        ("Video-Hearing", "video-hearing"),
        ("视频作证", "video-hearing"),
        ("a hearing by video of two witnesses", "video-hearing"),
        ("joint investigation", "joint-investigation"),
        ("联合调查", "joint-investigation"),
        ("transfer of proceedings", "transfer-of-proceedings"),
        ("transfer of sentenced persons", "transfer-of-sentenced-persons"),
        ("移管被判刑人", "transfer-of-sentenced-persons"),
        ("extradition", "extradition"),
        ("bank secrecy", "bank-secrecy"),
        ("银行流水", "bank-records"),
        ("controlled delivery", "controlled-delivery"),
        ("spontaneous information", "spontaneous-information"),
        ("detained witness", "temporary-transfer"),
        ("service of documents", "service-of-documents"),
        ("real-time collection of traffic data", "real-time-traffic-data"),
        ("wiretapping", "interception"),
        ("who pays", "costs"),
        ("COSTS", "costs"),
        ("central authorities", "central-authority"),
    ],
)
def test_names_and_everyday_words_lead_to_the_measure(words: str, code: str) -> None:
    assert find_measure(words).code == code


@pytest.mark.parametrize("words", ["", "  ", "e", "purple cow", "外星人", "\x00", "字" * 5000])
def test_other_words_are_refused_with_names_that_are_near(words: str) -> None:
    with pytest.raises(TongwenError, match="no measure listed; near: ") as raised:
        find_measure(words)
    assert "\n" not in str(raised.value).strip()


def test_recommendations_and_models_of_a_small_index(small: Path) -> None:
    with Collection.open(small) as held:
        found = legal_basis(held, "video hearing", "zh")
    # the English of 2020 has the same words as that of 2021, figures aside, and stands beside the
    # Chinese; paragraph 2 is about museums
    first = [
        (p.passage.paragraph.symbol, p.passage.paragraph.number) for p in found.recommendations
    ]
    assert first == [("T/RES/2/1", ("1",)), ("T/RES/1/1", ("1",))]
    assert found.recommendations[1].passage.paragraph.lang == "zh"
    assert found.recommendations[1].words == "视频会议"
    assert {p.passage.paragraph.number for p in found.models} == {("3",)}
    assert found.provisions == ()
    assert "UNTOC:18(18)" in found.not_held


def test_at_most_as_many_as_asked_for(small: Path) -> None:
    with Collection.open(small) as held:
        assert len(legal_basis(held, "video hearing", "en", most=1).recommendations) == 1


def test_it_is_written_word_for_word_and_the_same_each_time(small: Path) -> None:
    with Collection.open(small) as held:
        found = Preparation(held).legal_basis("video hearing", "en")
    written = to_markdown(found, Strings("en")).decode()
    assert (
        "> 1\\. Encourages States to use video conference in mutual legal assistance, \\*2021\\*;"
        in written
    )
    content = to_docx(found, Strings("en"))
    assert content == to_docx(found, Strings("en"))
    lines = [(p.style.name, p.text) for p in docx.Document(io.BytesIO(content)).paragraphs]
    assert lines[:2] == [
        ("Heading 1", "hearing by video conference"),
        ("Heading 2", "Recommendations"),
    ]
    words = "1. Encourages States to use video conference in mutual legal assistance, *2021*;"
    at = lines.index(("Quote", words))
    assert lines[at - 1] == ("Pack Citation", "T/RES/2/1, para. 1")
    assert lines[-1] == (
        "Pack Note",
        f"{Strings('en')('basis.not_held')}: {', '.join(found.not_held)}",
    )


@pytest.fixture(scope="module")
def treaties(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder, archive = shared("texts/treaties"), shared("texts/un-resolutions/unga-79.tar.xz")
    place = tmp_path_factory.mktemp("treaties")
    files = (
        "untoc-and-protocols.en.pdf",
        "uncac.en.pdf",
        "drug-convention-1988.en.pdf",
        "terrorist-financing-convention.en.html",
    )
    paths = [folder / name for name in files]
    with tarfile.open(archive) as packed:
        for member in packed:
            if "A_RES_79_243-" in member.name and (content := packed.extractfile(member)):
                paths.append(place / Path(member.name).name)
                paths[-1].write_bytes(content.read())
    ingest(paths, place / "index", FakeEncoder(), workers=0)
    return place / "index"


NOT_APART = {
    f"DRUGS-1988:{place}" for place in ("5(5)(b)(ii)", *(f"7(2)({letter})" for letter in "abcdfg"))
}
"""Items of the 1988 convention that its text as held does not keep apart."""


@pytest.mark.shared
def test_every_provision_listed_is_in_the_treaty_and_has_words_of_the_measure(
    treaties: Path,
) -> None:
    with Collection.open(treaties) as held:
        for measure, place in ((m, place) for m in measures() for place in provisions_of(m)):
            provision = provision_of(held, *place)
            assert provision is not None, place
            is_apart = provision.key == provision.why
            assert is_apart or provision.why in NOT_APART, provision.why
            assert provision.en and bool(provision.zh) == provision.key.startswith("CYBERCRIME:")
            for side in filter(None, (provision.en, provision.zh)):
                text = "\n".join(p.text for p in side).casefold()
                forms = [r["form"] for r in lexicon.rows("measures") if r["code"] == measure.code]
                named = any(form.casefold() in text for form in forms)
                assert named or not is_apart, provision.key


@pytest.mark.shared
def test_an_item_comes_with_the_title_and_the_words_that_open_its_list(treaties: Path) -> None:
    with Collection.open(treaties) as held:
        found = legal_basis(held, "service of documents", "en")
    provision = next(p for p in found.provisions if p.key == "UNTOC:18(3)(b)")
    assert [p.number[-1] for p in provision.en] == ["art.18", "3", "b"]


def test_a_whole_book_in_place_of_a_measure_is_refused_by_its_first_words() -> None:
    with pytest.raises(
        TongwenError, match=r"^(?:蓝石头){20}: no measure listed; near: "
    ) as refused:
        find_measure("蓝石头" * 30_000)
    assert len(str(refused.value)) < 300
