"""The page of preparation shows what the library returns: the real app on the sample corpus."""

from collections.abc import Iterator
from html import unescape
from pathlib import Path
from re import DOTALL, findall, sub
from typing import Any

import pytest
from test_app import drawn, open_app, seen

from pipeline.cite import citation
from pipeline.collection import Collection
from pipeline.encode import load_encoder
from pipeline.exchange.briefing_rows import pack_of
from pipeline.ingest import ingest
from pipeline.places import sample_corpus
from pipeline.preparation import Preparation
from pipeline.records import LANGS, Lang
from pipeline.strings import Strings
from pipeline.views.preparation.agreed import agreed_frame
from pipeline.views.preparation.basis import basis_frame, measure_name

DRAFT = "States parties shall promptly return a celestial object to the State of find on request."
CHINESE = "缔约国应当根据请求及时将天体归还发现国。"
HOSTILE = "<script>alert(1)</script> <b>States parties</b> shall return =1+1 celestial objects"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample corpus and a draft whose words are also mark-up, built for this module."""
    folder = tmp_path_factory.mktemp("preparation")
    words = "1. States parties are urged to return <i>moon dust</i> & <script>x</script> at once.\n"
    (folder / "draft.en.txt").write_text(words, encoding="utf-8")
    ingest([sample_corpus(), folder / "draft.en.txt"], folder / "index", load_encoder(), workers=0)
    return folder / "index"


@pytest.fixture
def held(index: Path) -> Iterator[Collection]:
    with Collection.open(index) as collection:
        yield collection


def plain(app: Any) -> str:
    """The words of the page in one line, as they are read."""
    return " ".join(seen(app).split())


def said(key: str, lang: Lang, **values: object) -> str:
    return " ".join(Strings(lang)(key, **values).split())


def opened(index: Path, monkeypatch: pytest.MonkeyPatch, **query: str) -> Any:
    return open_app(index, monkeypatch, "preparation", **query)


@pytest.mark.parametrize("lang", LANGS)
def test_every_view_says_what_to_do_before_anything_is_asked(
    index: Path, monkeypatch: pytest.MonkeyPatch, lang: Lang
) -> None:
    for view, key in (
        ("agreed", "agreed.welcome"),
        ("briefing", "preparation.briefing_welcome"),
        ("matrix", "matrix.welcome"),
    ):
        assert said(key, lang) in plain(opened(index, monkeypatch, lang=lang, view=view))
    app = opened(index, monkeypatch, lang=lang, view="basis")
    assert said("basis.welcome", lang, n=48) in plain(app)


@pytest.mark.parametrize(("lang", "draft"), [("en", DRAFT), ("zh", CHINESE), ("zh", DRAFT)])
def test_agreed_wordings_are_those_of_the_library_with_their_standing(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch, lang: Lang, draft: str
) -> None:
    app = opened(index, monkeypatch, lang=lang, draft=draft)
    found = Preparation(held).agreed(draft)
    cards = findall(r'<article class="card agreed">(.*?)</article>', drawn(app), DOTALL)
    assert len(cards) == len(found) > 3
    for card, wording in zip(cards, found, strict=True):
        own, others = wording.passage.paragraph, wording.counterpart
        cited = {unescape(c) for c in findall(r'data-cite="([^"]*)"', card)}
        assert citation(own, own.lang) in cited
        assert f">{Strings(lang)(f'standing.{wording.standing}')}<" in sub(r"</?bdi>", "", card)
        copied = [unescape(sub(r"</?bdi>", "", w)) for w in passages(card)]
        assert own.text in copied
        assert all(p.text in copied for p in others)
        if wording.counterpart:
            headings = {(h.symbol, h.lang): h.title for h in held.documents()}
            assert headings[own.symbol, lang] in unescape(card)
    first = findall(r'class="quoted[^"]*" data-cite="[^"]*" data-lang="(\w+)"', cards[0])
    assert first == [lang, "en" if lang == "zh" else "zh"]
    assert "draft" not in app.query_params, "an address ends in the logs of proxies"


def letters(words: str) -> str:
    return "".join(c for c in words if c.isalnum())


def passages(card: str) -> list[str]:
    """What the buttons of a card copy: passages that are no redline."""
    without = sub(r'<div class="redlined">.*?</div></div>', "", card, flags=DOTALL)
    return findall(r'<div class="passage"[^>]*>(.*?)</div>', without, DOTALL)


def test_a_redline_is_draft_and_adopted_text_and_can_be_put_away(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(index, monkeypatch, lang="en", draft=DRAFT)
    redlines = findall(r'<div class="redlined">(.*?)</div></div>', drawn(app), DOTALL)
    wording = Preparation(held).agreed(DRAFT)[0]
    adopted = unescape(sub(r"<[^>]*>", "", sub(r"<del.*?</del>", "", redlines[0])))
    assert adopted == "\n".join(p.text for p in wording.compared)
    was = unescape(sub(r"<[^>]*>", "", sub(r"<ins.*?</ins>", "", redlines[0])))
    assert letters(was).endswith(letters(wording.draft))  # punctuation is no difference
    number = wording.compared[0].label
    assert number and f"<ins>{number}" not in redlines[0]
    app.segmented_control(key="preparation.layout").set_value("beside").run()
    assert "<ins>" not in drawn(app) and "<del>" not in drawn(app)
    assert app.query_params["layout"] == "beside"


def test_a_file_of_agreed_wordings_has_a_row_for_each(held: Collection) -> None:
    found = Preparation(held).agreed(DRAFT)
    frame = agreed_frame(found, Strings("zh"))
    assert list(frame["出处"]) == [citation(w.passage.paragraph, "zh") for w in found]
    assert list(frame["英文"]) == [
        next(p.text for p in (w.passage.paragraph, *w.counterpart) if p.lang == "en") for w in found
    ]


def test_filters_narrow_the_wordings_and_what_cannot_be_asked_is_said(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(index, monkeypatch, lang="en", draft=DRAFT)
    app.text_input(key="preparation.to").set_value("2019").run()
    assert not app.exception
    dates = findall(r"· (\d{4})-\d\d-\d\d", plain(app))
    assert dates and max(dates) <= "2019"
    app.text_input(key="preparation.to").set_value("1900").run()
    assert said("agreed.nothing", "en") in plain(app)
    app.text_area(key="preparation.draft").set_value("MCC/COP/RES/4/1").run()
    assert "names a text and has no wording" in plain(app)


def test_hostile_words_stay_words(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(index, monkeypatch, lang="en", draft=HOSTILE)
    assert "<script" not in drawn(app) and "<b>" not in drawn(app)
    app = opened(
        index, monkeypatch, lang="en", draft="States parties are urged to return moon dust"
    )
    assert "<i>" not in drawn(app)
    assert "<i>moon dust</i> & <script>x</script> at once." in unescape(drawn(app))
    for view in ("briefing", "matrix"):
        app = opened(index, monkeypatch, lang="zh", view=view, subject="<b>moon dust</b> zzzz")
        assert "<b>" not in drawn(app)
        assert Strings("zh")("error.UnknownSubject") in seen(app)


def test_a_draft_is_kept_out_of_the_address(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(index, monkeypatch, lang="en")
    app.text_area(key="preparation.draft").set_value(f"{DRAFT} " * 60).run()
    assert not app.exception
    assert "draft" not in app.query_params
    assert 'class="card agreed"' in drawn(app)
    app.switch_page("ui/pages/search.py").run()
    app.switch_page("ui/pages/preparation.py").run()
    assert app.text_area(key="preparation.draft").value == f"{DRAFT} " * 60


@pytest.mark.parametrize("lang", LANGS)
def test_a_briefing_shows_the_rows_of_its_files(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch, lang: Lang
) -> None:
    subject = "extradition" if lang == "en" else "引渡"
    app = opened(index, monkeypatch, lang=lang, view="briefing", subject=subject)
    pack = pack_of(Preparation(held).briefing(subject, lang), Strings(lang))
    page = plain(app)
    assert all(" ".join(fact.value.split()) in page for fact in pack.facts)
    assert said("briefing.reading", lang) in page
    kinds = [button.label for button in app.get("download_button")]
    assert kinds == [Strings(lang)(f"download.{kind}") for kind in ("docx", "xlsx", "md")]
    app.segmented_control(key="preparation.section").set_value("recommendations").run()
    rows = [row for group in pack.recommendations for row in group.rows]
    quoted = [unescape(c) for c in findall(r'data-cite="([^"]*)"', drawn(app))]
    order = ("zh", "en") if lang == "zh" else ("en", "zh")
    assert quoted == [getattr(row, side).place for row in rows for side in order]
    for row in rows:
        for fact in row.particulars:
            assert fact.value in seen(app)
    assert app.query_params["section"] == "recommendations"


def test_each_part_of_a_briefing_is_reached_and_an_empty_one_says_so(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = pack_of(Preparation(held).briefing("extradition", "en"), Strings("en"))
    query = {"lang": "en", "view": "briefing", "subject": "extradition"}
    app = opened(index, monkeypatch, section="documents", **query)
    assert drawn(app).count("<tr>") == len(pack.documents) + 1
    assert all(document.symbol in seen(app) for document in pack.documents)
    for section, rows in (("requests", pack.requests), ("alerts", pack.alerts)):
        app = opened(index, monkeypatch, section=section, **query)
        assert (said("briefing.none", "en") in plain(app)) == (not rows)


def test_a_briefing_keeps_to_its_range_and_says_so(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = {"lang": "en", "view": "briefing", "subject": "extradition", "to": "1900"}
    app = opened(index, monkeypatch, **query)
    assert said("briefing.to", "en", before="1900") in plain(app)
    app = opened(index, monkeypatch, section="recommendations", **query)
    assert said("briefing.none", "en") in plain(app)
    app = opened(index, monkeypatch, **{**query, "to": "soon"})
    assert Strings("en")("error.TongwenError") in seen(app)


@pytest.mark.parametrize("lang", LANGS)
def test_a_measure_is_chosen_by_its_name_and_shows_its_basis(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch, lang: Lang
) -> None:
    app = opened(index, monkeypatch, lang=lang, view="basis")
    box = app.selectbox(key="preparation.measure")
    listed = {m.code: measure_name(m, Strings(lang)) for m in Preparation(held).measures()}
    assert sorted(box.options[1:]) == sorted(listed.values())
    box.set_value("extradition").run()
    basis = Preparation(held).legal_basis("extradition", lang)
    assert app.query_params["measure"] == "extradition"
    cards = findall(r'<article class="card[^"]*"[^>]*>(.*?)</article>', drawn(app), DOTALL)
    count = len(basis.provisions) + len(basis.recommendations) + len(basis.models)
    assert len(cards) == count > 0
    for passage in basis.recommendations:
        own = passage.passage.paragraph
        assert own.text in unescape(sub(r"</?mark[^>]*>", "", drawn(app)))
        assert citation(own, own.lang) in unescape(drawn(app))
    assert all(key in seen(app) for key in basis.not_held)
    assert len(basis_frame(basis, Strings(lang))) == count
    wanted = [Strings(lang)(f"download.{kind}") for kind in ("docx", "md", "xlsx", "csv")]
    assert [button.label for button in app.get("download_button")] == wanted


def test_an_unknown_measure_in_a_link_is_no_measure(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(index, monkeypatch, lang="en", view="basis", measure="<b>nothing</b>")
    assert said("basis.welcome", "en", n=48) in plain(app)


def test_an_index_with_nothing_on_anything_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.en.txt").write_text("1. The Group met.", encoding="utf-8")
    ingest([tmp_path / "a.en.txt"], tmp_path / "index", load_encoder(), workers=0)
    for lang in LANGS:
        for view in ("briefing", "matrix"):
            app = opened(tmp_path / "index", monkeypatch, lang=lang, view=view, subject="weather")
            assert Strings(lang)("error.UnknownSubject") in seen(app)
        app = opened(
            tmp_path / "index", monkeypatch, lang=lang, view="basis", measure="extradition"
        )
        assert said("briefing.none", lang) in plain(app)
