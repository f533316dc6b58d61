"""The app on a shared server, run without a browser: what each visitor is shown and may do."""

import time
from html import escape
from pathlib import Path
from re import findall

import pytest

from pipeline.encode import load_encoder
from pipeline.ingest import ingest
from pipeline.places import sample_corpus
from pipeline.review import ReviewLog
from pipeline.strings import Strings

testing = pytest.importorskip("streamlit.testing.v1", reason="streamlit is not installed")

from test_access import TABLE, claims, table  # noqa: E402

from ui.visitors.access import HOURS  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
APP = str(ROOT / "app.py")
CONVENTION = "MCC/CONF/2014/8"

PAGES = tuple(sorted(p.stem for p in (ROOT / "ui" / "pages").glob("[a-z]*.py")))
AUTH = {
    "redirect_uri": "https://tongwen.example.org/oauth2callback",
    "cookie_secret": "an invented secret of forty characters ..",
    "client_id": "tongwen",
    "client_secret": "invented",
    "server_metadata_url": "https://sign-in.example.org/.well-known/openid-configuration",
}
SIGNED = "access.sign_out"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    index = tmp_path_factory.mktemp("index")
    ingest([sample_corpus()], index, load_encoder(), workers=0)
    return index


@pytest.fixture
def server(sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an index with a table of roles beside it; the table's own path."""
    pytest.importorskip("authlib", reason="Authlib is not installed")
    monkeypatch.setenv("TONGWEN_INDEX", str(sample))
    monkeypatch.setenv("TONGWEN_ROLES", str(tmp_path / "roles.csv"))
    return table(tmp_path)


def visit(
    page: str = "search", auth: object = AUTH, query: dict[str, str] | None = None, **said: object
):  # type: ignore[no-untyped-def]
    """The app as somebody sees it of whom the provider says ``said``, with that section [auth]."""
    app = testing.AppTest.from_file(APP, default_timeout=60)
    if auth is not None:
        app.secrets["auth"] = auth
    app.user = claims(**{"iat": time.time() - 60, **said}) if said else {"is_logged_in": False}  # type: ignore[arg-type]
    app.query_params.update({"lang": "en", **(query or {})})
    app.run()
    if page != "search" and any(b.key == SIGNED for b in app.button):
        app.switch_page(f"ui/pages/{page}.py")
        app.query_params.update({"lang": "en", **(query or {})})
        app.run()
    return app


def drawn(app) -> str:  # type: ignore[no-untyped-def]
    own = ("<style", "<script")
    return "\n".join(h.value for h in app.html if not h.value.startswith(own))


def keys(app) -> set[str]:  # type: ignore[no-untyped-def]
    return {w.key for kind in ("button", "text_input") for w in getattr(app, kind)}


def say(key: str, **values: object) -> str:
    """The words of the screen in English, as HTML."""
    return escape(Strings("en")(key, **values))


OUTSIDE = {
    "out": ({}, say("access.welcome")),
    "lapsed": ({"iat": 1_700_000_000}, say("access.lapsed", n=HOURS)),
    "unverified": ({"email_verified": False}, say("access.unverified", address="wang@example.org")),
    "stranger": (
        {"email": "<b>zhao@example.org"},
        say("access.stranger", address="<b>zhao@example.org"),
    ),
}


@pytest.mark.parametrize("standing", OUTSIDE)
def test_who_is_not_let_in_sees_one_screen_without_a_name_or_a_count(
    server: Path, standing: str
) -> None:
    said, line = OUTSIDE[standing]
    said = {"email": "wang@example.org", **said} if said else said
    app = visit(query={"q": "extradition"}, **said)
    assert not app.exception
    assert line in drawn(app)
    for held in ("MCC/", "sample", "foot", "Chinese and", "article", "encoder"):
        assert held not in drawn(app)
    assert not app.text_input
    ways = {"access.sign_in."} if standing in ("out", "lapsed") else set()
    assert keys(app) == ways | ({SIGNED} if said else set())


def test_the_screen_is_there_in_chinese(server: Path) -> None:
    assert Strings("zh")("access.welcome") in drawn(visit(query={"lang": "zh"}))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("email", ["wang@example.org", "li.na@example.org"])
def test_readers_and_reviewers_see_every_page(server: Path, page: str, email: str) -> None:
    app = visit(page, email=email)
    assert not app.exception
    assert say(f"page.{page}") in drawn(app)
    assert say("foot.server") in drawn(app)
    assert say("foot.local") not in drawn(app)
    assert SIGNED in keys(app)


BROKEN = {
    "no section": ({"other": 1}, TABLE),
    "plain http": ({**AUTH, "redirect_uri": "http://tongwen.example.org/oauth2callback"}, TABLE),
    "elsewhere": ({**AUTH, "redirect_uri": "https://tongwen.example.org/"}, TABLE),
    "short secret": ({**AUTH, "cookie_secret": "short"}, TABLE),
    "no client": ({k: v for k, v in AUTH.items() if k != "client_id"}, TABLE),
    "half a provider": ({**AUTH, "other": {"client_id": "x"}}, TABLE),
    "no words": ("on", TABLE),
    "unknown role": (AUTH, "email,role\nwang@example.org,owner\n"),
    "no table": (AUTH, None),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_what_is_not_set_up_right_lets_nobody_in_and_says_why_in_the_log(
    server: Path, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    auth, words = BROKEN[fault]
    if words is None:
        server.unlink()
    else:
        server.write_text(words, encoding="utf-8")
    app = visit(auth=auth, email="wang@example.org")
    assert say("access.broken") in drawn(app)
    assert "MCC/" not in drawn(app)
    assert str(server) not in drawn(app)
    (line,) = {r.getMessage() for r in caplog.records if r.name == "ui.visitors.signing"}
    assert line.startswith("nobody is let in: ")
    assert "\n" not in line
    assert AUTH["client_secret"] not in line


@pytest.mark.parametrize("there", [True, False])
def test_a_table_without_a_way_to_sign_in_lets_nobody_in(server: Path, there: bool) -> None:
    """Secrets that were lost open nothing, nor do secrets and table lost together."""
    if not there:
        server.unlink()
    app = visit(auth=None, email="wang@example.org")
    assert say("access.broken") in drawn(app)
    assert "foot" not in drawn(app)


def test_secrets_that_cannot_be_read_let_nobody_in(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from streamlit import config

    monkeypatch.setenv("TONGWEN_INDEX", str(sample))
    monkeypatch.delenv("TONGWEN_ROLES", raising=False)
    secrets = tmp_path / "secrets.toml"
    secrets.write_text("[auth\nredirect_uri = 1", encoding="utf-8")
    before = config.get_option("secrets.files")
    config.set_option("secrets.files", [str(secrets)])
    try:
        assert say("access.broken") in drawn(visit(auth=None))
        assert "the secrets are no TOML that can be read" in caplog.text
        secrets.write_bytes(b"\xff\xfe[auth]")
        assert say("access.broken") in drawn(visit(auth=None))
    finally:
        config.set_option("secrets.files", before)


def test_a_table_beside_the_index_asks_for_a_sign_in_too(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TONGWEN_INDEX", str(tmp_path))
    monkeypatch.delenv("TONGWEN_ROLES", raising=False)
    (tmp_path / "roles.csv").symlink_to(tmp_path / "nowhere")
    assert say("access.broken") in drawn(visit(auth=None))


def test_a_change_of_the_table_holds_at_the_next_step(server: Path) -> None:
    app = visit(email="wang@example.org")
    assert say("foot.server") in drawn(app)
    server.write_text(TABLE.replace("wang@", "other@"), encoding="utf-8")
    app.run()
    assert say("access.stranger", address="wang@example.org") in drawn(app)
    assert "MCC/" not in drawn(app)


def test_a_reader_is_shown_nothing_that_writes(server: Path) -> None:
    app = visit("review", email="wang@example.org")
    asked = rows_to_judge(
        visit("compare", email="li.na@example.org", query={"symbol": CONVENTION})
    )[3]
    assert say("access.read_only") in drawn(app)
    assert not any("reviewer" in str(key) for key in keys(app))
    assert rows_to_judge(app) == []
    app = visit("compare", email="wang@example.org", query={"symbol": CONVENTION})
    assert "table" in drawn(app)
    assert rows_to_judge(app) == []
    app.session_state["judge.open"] = asked
    app.run()
    assert not any("judge." in str(key) for key in keys(app))


def rows_to_judge(app) -> list[str]:  # type: ignore[no-untyped-def]
    """What the buttons ask by which a row is judged."""
    found = findall(r'data-ask="([^"]*)"', drawn(app))
    return [asked for asked in found if not asked.startswith(("sentences ", "marks "))]


def test_a_reviewer_judges_under_the_address_that_signed_in(server: Path, sample: Path) -> None:
    app = visit("compare", email="LI.NA@example.org", query={"symbol": CONVENTION})
    app.session_state["reviewer"] = "Somebody Else"
    app.session_state["judge.reviewer"] = "Somebody Else"
    app.session_state["judge.open"] = rows_to_judge(app)[3]
    app.run()
    assert "judge.reviewer" not in keys(app)
    app.button(key="judge.accept").click().run()
    assert not app.exception
    (made,) = ReviewLog(sample).read().judgements
    assert (made.action, made.reviewer) == ("accept", "Li.Na@Example.org")
    (sample / "reviews.jsonl").unlink()


def test_a_role_that_is_taken_away_while_the_dialog_is_open_judges_nothing(
    server: Path, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = visit("compare", email="li.na@example.org", query={"symbol": CONVENTION})
    app.session_state["judge.open"] = rows_to_judge(app)[3]
    app.run()
    button = app.button(key="judge.accept")
    server.write_text(TABLE.replace("review", "read"), encoding="utf-8")
    button.click().run()
    assert not app.exception
    assert ReviewLog(sample).read().judgements == ()


@pytest.mark.parametrize("email", ["wang@example.org", "zhao@example.org"])
def test_the_functions_that_write_refuse_whoever_may_not(
    server: Path, sample: Path, email: str
) -> None:
    """Called as if every widget had been shown: each refuses before it looks at what it is given."""
    app = testing.AppTest.from_string(
        """
        from inspect import signature

        from pipeline.errors import NotAllowed
        from ui.comparing import uploads
        from ui.preparation import matrix
        from ui.visitors import access
        import streamlit as st

        for name, write in {
            "log": lambda: uploads.merge_log(None, None),
            "corrected": lambda: uploads.take_corrected(None, "", None, "", ""),
            "matrix": lambda: matrix._keep(*[None] * len(signature(matrix._keep).parameters)),
        }.items():
            try:
                write()
            except NotAllowed as error:
                st.text(f"{name}: {error}")
        """,
        default_timeout=60,
    )
    app.secrets["auth"] = AUTH
    app.user = claims(email, iat=time.time() - 60)
    app.run()
    assert not app.exception
    line = f"{email} may not review on this server"
    assert [t.value for t in app.text] == [f"{n}: {line}" for n in ("log", "corrected", "matrix")]


def test_without_a_sign_in_everything_is_as_on_a_machine_of_ones_own(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TONGWEN_INDEX", str(sample))
    monkeypatch.delenv("TONGWEN_ROLES", raising=False)
    app = testing.AppTest.from_file(APP, default_timeout=60)
    app.query_params.update({"lang": "en"})
    app.run()
    app.switch_page("ui/pages/review.py")
    app.run()
    assert not app.exception
    assert say("foot.local") in drawn(app)
    assert SIGNED not in keys(app)
    assert "review.reviewer" in keys(app)


def test_authlib_is_asked_for_in_one_line(
    server: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from ui.visitors import access

    real = access.find_spec
    monkeypatch.setattr(access, "find_spec", lambda name: None if name == "authlib" else real(name))
    assert say("access.broken") in drawn(visit(email="wang@example.org"))
    assert 'pip install "tongwen[server]"' in caplog.text
