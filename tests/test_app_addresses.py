"""Every view has an address of its own that opens it again, in either language of the interface,
and no address breaks a page: the real app on the sample corpus."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from re import sub
from typing import Any

import pytest
from every_view import VIEWS, View
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from test_app import APP, drawn, seen

from pipeline.encode import load_encoder
from pipeline.ingest import ingest
from pipeline.places import sample_corpus
from pipeline.strings import Strings
from ui import address

testing = pytest.importorskip("streamlit.testing.v1", reason="streamlit is not installed")

ODD = (
    "²", "-1", "0", "1.5", "９９", "9" * 5000, "1e999", "nan", " ", "\x00", "a\nb", "灯" * 600,
    "<script>alert(1)</script>", "=1+1", "\u202eabc", "%00%FF", "en", "zh en", "0:", "0:\u0661",
    "9999999:art.1/1", "x:y:z", "../../etc/passwd", "A/RES/1/1", "[", "(", "\\", "*", '"', "“”",
    "article 18", "第18条", "2020-13-45", "10000", "page", "None", "True", "😀", "e\u0301" * 20,
)  # fmt: skip
"""Values that no field of an address expects, or that a careless reader of numbers trips over."""
KINDS_OF_VIEW = frozenset({"view", "way"})
"""Fields that say which view is drawn; an odd value there opens the first."""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The index that the app of this module shows."""
    folder = tmp_path_factory.mktemp("index")
    ingest([sample_corpus()], folder, load_encoder(), workers=0)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TONGWEN_INDEX", str(folder))
        yield folder


@pytest.fixture(scope="module")
def fields(index: Path) -> dict[str, dict[str, address.Field]]:
    """Every field of every page, by page and name, as the pages themselves state them."""
    found: dict[str, dict[str, address.Field]] = {}
    usual = address.adopt

    def noting(page: str, fields: Sequence[address.Field]) -> None:
        found.setdefault(page, {}).update({field.name: field for field in fields})
        usual(page, fields)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(address, "adopt", noting)
        for view in VIEWS:
            opened(view)
    return found


def opened(view: View, /, **more: object) -> Any:
    """The app at that address, drawn."""
    app = testing.AppTest.from_file(APP, default_timeout=120)
    return asked(app, view, {"lang": "en", **view.fields, **more}, enters=True)


def asked(app: Any, view: View, query: Mapping[str, object], enters: bool = False) -> Any:
    """The app once its address has become ``query``."""
    if enters and view.page != "search":
        app.run()
        app.switch_page(f"ui/pages/{view.page}.py")
    app.query_params.clear()
    app.query_params.update(query)
    app.run()
    assert not app.exception, (view, query, [e.message for e in app.exception])
    return app


def bare(app: Any) -> str:
    """The page without names that Streamlit gives to what is drawn again."""
    return sub(r"\s+", " ", drawn(app))


def test_every_page_of_the_app_has_a_view() -> None:
    """Every file of the folder of pages, and so every page of the navigation."""
    pages = {path.stem for path in (Path(APP).parent / "ui" / "pages").glob("*.py")}
    assert pages - {"__init__"} == {view.page for view in VIEWS}
    named = ast.literal_eval(
        next(
            n.value
            for n in ast.walk(ast.parse(Path(APP).read_text("utf-8")))
            if isinstance(n, ast.Assign) and ast.unparse(n.targets[0]) == "PAGES"
        )
    )
    assert {*named, "search"} == pages - {"__init__"}


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_an_address_opens_its_view_and_the_view_writes_that_address(
    index: Path, view: View
) -> None:
    app = opened(view)
    held = dict(app.query_params)
    assert {name: str(value) for name, value in held.items()} == {"lang": "en", **view.fields}
    first = bare(app)
    assert bare(asked(app, view, held)) == first
    assert bare(opened(view)) == first, "another visitor sees the same"


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_the_language_switch_keeps_the_view_and_the_back_button_undoes_it(
    index: Path, view: View
) -> None:
    app = opened(view)
    before, first = dict(app.query_params), bare(app)
    app.segmented_control(key="language").set_value("zh").run()
    assert not app.exception
    now = dict(app.query_params)
    # the language that is read stays that of before, which the address says where it is another
    # than that of the interface
    if "text" in before or "text" in now:
        assert now.pop("text", "zh") == before.get("text", "en")
    without = {name: value for name, value in before.items() if name != "text"}
    assert {**now, "lang": "en"} == without
    assert Strings("zh")(f"page.{view.page}") in seen(app)
    assert bare(asked(app, view, before)) == first


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_odd_values_in_every_field_break_nothing(
    index: Path, fields: dict[str, dict[str, address.Field]], view: View
) -> None:
    names = sorted(set(fields.get(view.page, {})) - KINDS_OF_VIEW)
    kind = {name: view.fields[name] for name in KINDS_OF_VIEW & set(view.fields)}
    app = opened(view)
    start = VIEWS.index(view)
    for turn in range(3):
        odd = {name: ODD[(start + at * 3 + turn) % len(ODD)] for at, name in enumerate(names)}
        asked(app, view, {"lang": "en", **odd, **kind})
    asked(app, view, {"lang": "en", **view.fields, "page": "9" * 5000})
    for name in names:  # one odd value where all else is as it should be
        if name in view.fields:
            odd = {name: ODD[(start + len(name)) % len(ODD)]}
            asked(app, view, {"lang": "en", **view.fields, **odd})


@given(
    view=st.sampled_from(VIEWS),
    value=st.text(max_size=40),
    others=st.lists(st.text(max_size=8), max_size=3),
    which=st.integers(0, 40),
)
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to shrink an example takes minutes
)
def test_no_address_breaks_a_page(
    index: Path,
    fields: dict[str, dict[str, address.Field]],
    view: View,
    value: str,
    others: list[str],
    which: int,
) -> None:
    names = sorted(fields.get(view.page, {})) or ["x"]
    opened(view, **{names[which % len(names)]: [value, *others], "lang": [value]})
