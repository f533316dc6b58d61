"""Signing in, in a real browser at a provider of our own: what each visitor sees and can do."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

pytestmark = pytest.mark.browser
sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytest.importorskip("authlib", reason="Authlib is not installed")

from browsing import FLAGS, WAIT_MS, check_fonts, chromium, wait_for  # noqa: E402
from oidc_provider import CLIENT, Provider, served  # noqa: E402

from pipeline.encode import load_encoder  # noqa: E402
from pipeline.ingest import ingest  # noqa: E402
from pipeline.places import app_file, sample_corpus  # noqa: E402
from pipeline.review import ReviewLog  # noqa: E402
from pipeline.strings import Strings  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

SECRET = "an invented secret of forty characters .."
PEOPLE: dict[str, dict[str, object]] = {
    "reader": {"email": "Wang@Example.org", "email_verified": True},
    "reviewer": {"email": "li.na@example.org", "email_verified": True},
    "stranger": {"email": "zhao@example.org", "email_verified": True},
    "unverified": {"email": "li.na@example.org", "email_verified": False},
    "by-subject": {"email": "anything@example.net"},
}
ROLES = (
    "email,role,subject\nwang@example.org,read,\nli.na@example.org,review,\n"
    "chen@example.org,read,sub-by-subject\n"
)
SYMBOL = "MCC/CONF/2014/8"
SAY = Strings("en")
SIGN_IN, SIGN_OUT = SAY("access.sign_in"), SAY("access.sign_out")


@dataclass(frozen=True)
class Server:
    """The app as it is served with a sign-in; ``front`` is its address."""

    front: str
    index: Path
    roles: Path
    provider: Provider


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    check_fonts()
    chromium()
    folder = tmp_path_factory.mktemp("server")
    index, roles, secrets = folder / "index", folder / "roles.csv", folder / "secrets.toml"
    ingest([sample_corpus()], index, load_encoder(), workers=0)
    roles.write_text(ROLES, encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with served(PEOPLE) as provider:
        settings = {
            "redirect_uri": f"http://localhost:{port}/oauth2callback",
            "cookie_secret": SECRET,
            "client_id": CLIENT[0],
            "client_secret": CLIENT[1],
            "server_metadata_url": f"{provider.issuer}/.well-known/openid-configuration",
        }
        lines = [f'{name} = "{value}"' for name, value in settings.items()]
        secrets.write_text("\n".join(["[auth]", *lines]), encoding="utf-8")
        command = [sys.executable, "-m", "streamlit", "run", str(app_file())]
        log = folder / "server.log"
        with log.open("wb") as out:
            process = subprocess.Popen(
                [*command, "--server.port", str(port)],
                env=os.environ
                | {
                    "TONGWEN_INDEX": str(index),
                    "TONGWEN_ROLES": str(roles),
                    "STREAMLIT_SECRETS_FILES": str(secrets),
                },
                cwd=app_file().parent,
                stdout=out,
                stderr=subprocess.STDOUT,
            )
            try:
                wait_for(f"http://127.0.0.1:{port}/_stcore/health", process, log)
                yield Server(f"http://localhost:{port}", index, roles, provider)
            finally:
                process.kill()
                process.wait(timeout=20)


@pytest.fixture(scope="module")
def browser(server: Server) -> Iterator["Browser"]:
    with sync_api.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        yield opened
        opened.close()


@pytest.fixture
def context(browser: "Browser") -> Iterator["BrowserContext"]:
    opened = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
    yield opened
    opened.close()


def settle(page: "Page") -> None:
    idle = "[data-testid=stApp][data-test-script-state=notRunning]"
    page.wait_for_selector(idle, timeout=WAIT_MS)
    page.wait_for_selector("h1.page-title", timeout=WAIT_MS)


def sign_in(context: "BrowserContext", server: Server, who: str) -> "Page":
    """A window in which ``who`` has signed in at the provider."""
    page = context.new_page()
    page.goto(server.front)
    page.get_by_role("button", name=SIGN_IN, exact=True).click(timeout=WAIT_MS)
    page.get_by_role("link", name=who, exact=True).click(timeout=WAIT_MS)
    page.get_by_role("button", name=SIGN_OUT).wait_for(timeout=WAIT_MS)
    settle(page)
    return page


def open_path(page: "Page", server: Server, path: str) -> None:
    page.goto(server.front + path)
    page.wait_for_selector("footer.foot", timeout=WAIT_MS)
    settle(page)


def picture(page: "Page", name: str) -> None:
    if folder := os.environ.get("TONGWEN_SCREENSHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name}.png")


@pytest.mark.parametrize("path", ["/", "/compare?lang=en", "/corpus", "/?q=extradition"])
def test_before_signing_in_nothing_of_the_index_is_sent(
    context: "BrowserContext", server: Server, path: str
) -> None:
    page = context.new_page()
    frames: list[bytes] = []
    page.on("websocket", lambda ws: ws.on("framereceived", lambda f: frames.append(_bytes(f))))
    page.goto(server.front + path)
    page.get_by_role("button", name=SIGN_IN, exact=True).wait_for(timeout=WAIT_MS)
    settle(page)
    sent = b"".join(frames).decode(errors="replace") + page.content()
    assert SAY("access.welcome") in sent
    for held in ("MCC/", "paragraphs", "built-in@", str(server.index), "example.org"):
        assert held not in sent
    assert page.get_by_role("dialog").count() == 0
    picture(page, "sign-in-en")


def _bytes(frame: str | bytes) -> bytes:
    return frame.encode() if isinstance(frame, str) else frame


def test_the_screen_is_there_in_chinese_and_fits_a_telephone(
    browser: "Browser", server: Server
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN")
    page = context.new_page()
    page.goto(server.front)
    page.get_by_role("button", name=Strings("zh")("access.sign_in")).wait_for(timeout=WAIT_MS)
    settle(page)
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    picture(page, "sign-in-zh-390")
    context.close()
    assert wide <= 0


def test_a_reader_searches_and_takes_away_but_is_offered_nothing_that_writes(
    context: "BrowserContext", server: Server
) -> None:
    page = sign_in(context, server, "reader")
    open_path(page, server, "/?lang=en&q=extradition")
    assert page.locator("article.card").count() > 0
    assert SAY("foot.server") in page.inner_text("footer.foot")
    picture(page, "signed-in-reader")
    open_path(page, server, f"/compare?lang=en&symbol={SYMBOL}&show=differs")
    assert page.locator("table.parallel tbody tr").count() > 0
    judge = page.locator("table.parallel button", has_text=re.compile(f"^{SAY('judge.open')}$"))
    assert judge.count() == 0
    with page.expect_download(timeout=WAIT_MS) as started:
        page.get_by_role("button", name="CSV").click()
    assert "within 90 days" in Path(started.value.path()).read_text(encoding="utf-8-sig")
    open_path(page, server, "/review?lang=en")
    assert page.get_by_text(SAY("access.read_only")).count() == 1
    assert page.locator("[data-testid=stFileUploader]").count() == 0
    assert page.get_by_label(SAY("judge.reviewer")).count() == 0


def test_a_reviewer_judges_under_the_address_that_signed_in(
    context: "BrowserContext", server: Server
) -> None:
    page = sign_in(context, server, "reviewer")
    open_path(page, server, f"/compare?lang=en&symbol={SYMBOL}&show=one-sided")
    row = page.locator("table.parallel tbody tr").first
    row.hover()
    label = re.compile(f"^{SAY('judge.open')}$")
    row.locator("button[data-ask]", has_text=label).click(timeout=WAIT_MS)
    dialog = page.locator("[role=dialog]")
    dialog.get_by_text("li.na@example.org").wait_for(timeout=WAIT_MS)
    assert dialog.get_by_label(SAY("judge.reviewer")).count() == 0
    picture(page, "signed-in-reviewer")
    dialog.get_by_role("button", name=SAY("judge.accept"), exact=True).click()
    dialog.wait_for(state="detached", timeout=WAIT_MS)
    page.locator("table.parallel .judged-line").first.wait_for(timeout=WAIT_MS)
    (made,) = ReviewLog(server.index).read().judgements
    assert (made.action, made.reviewer) == ("accept", "li.na@example.org")


@pytest.mark.parametrize(("who", "address"), [("stranger", "zhao"), ("unverified", "li.na")])
def test_who_is_not_in_the_table_sees_only_that(
    context: "BrowserContext", server: Server, who: str, address: str
) -> None:
    page = sign_in(context, server, who)
    for path in ("/", "/corpus", f"/compare?symbol={SYMBOL}"):
        page.goto(server.front + path)
        page.get_by_text(SAY(f"access.{who}", address=f"{address}@example.org")).wait_for(
            timeout=WAIT_MS
        )
        settle(page)
        assert "MCC/" not in page.content().replace(SYMBOL, "" if "symbol" in path else SYMBOL)
        assert page.locator("footer.foot").count() == 0
    picture(page, f"refused-{who}")


def test_a_row_with_a_subject_needs_no_confirmed_address(
    context: "BrowserContext", server: Server
) -> None:
    page = sign_in(context, server, "by-subject")
    page.wait_for_selector("footer.foot", timeout=WAIT_MS)


def test_a_forged_or_altered_cookie_lets_nobody_in(
    browser: "Browser", context: "BrowserContext", server: Server
) -> None:
    sign_in(context, server, "reviewer")
    cookies = {c["name"]: c for c in context.cookies()}
    real = cookies["_streamlit_user"]
    from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

    said = (
        '{"is_logged_in": true, "email": "li.na@example.org", "email_verified": true,'
        f' "iat": {int(time.time())}, "sub": "x", "origin": "{server.front}", "provider": "default"}}'
    )
    forged = create_signed_value(
        "another secret of forty characters, sir.", "_streamlit_user", said
    )
    middle = len(real["value"]) // 3
    altered = real["value"][:middle] + ("A" if real["value"][middle] != "A" else "B")
    for value in (forged.decode(), altered + real["value"][middle + 1 :], said, "chunks-2"):
        other = browser.new_context(locale="en-GB")
        other.add_cookies(
            [
                {
                    "name": "_streamlit_user",
                    "value": value.replace('"', "%22").replace(" ", "").replace(",", "%2C"),
                    "url": server.front,
                }
            ]
        )
        page = other.new_page()
        page.goto(server.front)
        page.get_by_role("button", name=SIGN_IN, exact=True).wait_for(timeout=WAIT_MS)
        assert page.locator("footer.foot").count() == 0
        other.close()


def test_the_real_cookie_is_kept_from_scripts_and_other_sites(
    context: "BrowserContext", server: Server
) -> None:
    page = sign_in(context, server, "reader")
    cookies = {c["name"]: c for c in context.cookies()}
    for name in ("_streamlit_user", "_streamlit_user_tokens"):
        assert cookies[name]["httpOnly"]
        assert cookies[name]["sameSite"] == "Lax"
    assert "_streamlit_user" not in page.evaluate("document.cookie")
    assert not cookies["_streamlit_user"]["secure"]  # the proxy adds it: docs/server.md


def test_signing_out_ends_it_here_and_at_the_provider(
    context: "BrowserContext", server: Server
) -> None:
    page = sign_in(context, server, "reader")
    before = server.provider.asked.count("/end")
    page.get_by_role("button", name=SIGN_OUT).click()
    page.get_by_role("button", name=SIGN_IN, exact=True).wait_for(timeout=WAIT_MS)
    assert server.provider.asked.count("/end") == before + 1
    assert not [c for c in context.cookies() if c["name"].startswith("_streamlit_user")]
    page.goto(f"{server.front}/corpus")
    page.get_by_role("button", name=SIGN_IN, exact=True).wait_for(timeout=WAIT_MS)


def test_a_link_is_opened_again_after_signing_in(context: "BrowserContext", server: Server) -> None:
    page = context.new_page()
    page.goto(f"{server.front}/compare?lang=en&symbol={SYMBOL}&show=one-sided")
    page.get_by_role("button", name=SIGN_IN, exact=True).click(timeout=WAIT_MS)
    page.get_by_role("link", name="reader", exact=True).click(timeout=WAIT_MS)
    page.wait_for_selector("table.parallel", timeout=WAIT_MS)
    assert "/compare?" in page.url
    assert "show=one-sided" in page.url
    open_path(page, server, "/corpus?lang=en")
    assert page.url.startswith(f"{server.front}/corpus")


def test_an_address_that_means_another_machine_is_not_opened(
    context: "BrowserContext", server: Server
) -> None:
    page = context.new_page()
    page.goto(server.front)
    page.evaluate("sessionStorage.setItem('tongwen.link', '//sign-in.example.org/x')")
    page.get_by_role("button", name=SIGN_IN, exact=True).wait_for(timeout=WAIT_MS)
    page.evaluate("sessionStorage.setItem('tongwen.link', '//sign-in.example.org/x')")
    page.get_by_role("button", name=SIGN_IN, exact=True).click(timeout=WAIT_MS)
    page.get_by_role("link", name="reader", exact=True).click(timeout=WAIT_MS)
    page.wait_for_selector("footer.foot", timeout=WAIT_MS)
    settle(page)
    assert page.url.startswith(server.front)


def test_a_row_taken_out_of_the_table_shuts_a_window_that_is_open(
    context: "BrowserContext", server: Server
) -> None:
    page = sign_in(context, server, "reader")
    open_path(page, server, "/?lang=en&q=extradition")
    try:
        server.roles.write_text(ROLES.replace("wang@", "other@"), encoding="utf-8")
        page.get_by_role("link", name=SAY("page.trends"), exact=True).first.click()
        line = SAY("access.stranger", address="Wang@Example.org")
        page.get_by_text(line).wait_for(timeout=WAIT_MS)
    finally:
        server.roles.write_text(ROLES, encoding="utf-8")
