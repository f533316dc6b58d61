"""The server as ``docs/server.md`` says: its own configurations of nginx and Caddy in front of
``tongwen app``, a sign-in at a provider of ours, and every page in a real browser under the
Content-Security-Policy that stands there."""

import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

pytestmark = pytest.mark.browser
sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytest.importorskip("authlib", reason="Authlib is not installed")

from browsing import FLAGS, WAIT_MS, check_fonts, chromium, path_of, wait_for  # noqa: E402
from oidc_provider import CLIENT, served  # noqa: E402
from test_browser import PAGES  # noqa: E402

from pipeline.encode import load_encoder  # noqa: E402
from pipeline.ingest import ingest  # noqa: E402
from pipeline.places import app_file, sample_corpus  # noqa: E402
from pipeline.strings import Strings  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

DOCS = Path(__file__).resolve().parent.parent / "docs" / "server.md"
NAME = "tongwen.example.org"
SAY = Strings("en")


def block(kind: str) -> str:
    """The first block of that kind in the document."""
    found = re.search(rf"^```{kind}\n(.*?)^```", DOCS.read_text(encoding="utf-8"), re.S | re.M)
    assert found, kind
    return found.group(1)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@dataclass(frozen=True)
class Front:
    """The proxy: its name, its port on this machine, and the folder with every log."""

    proxy: str
    port: int
    folder: Path

    @property
    def address(self) -> str:
        return f"https://{NAME}:{self.port}"


def certificate(folder: Path) -> None:
    """A certificate signed by itself, as PEM, with its key."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no openssl to make a certificate")
    command = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"]
    paths = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "fullchain.pem")]
    subprocess.run([*command, *paths, "-subj", f"/CN={NAME}"], check=True, capture_output=True)


def nginx_files(folder: Path, port: int, behind: int) -> Path:
    """The configuration of the document for these ports, with its files in ``folder``."""
    words = block("nginx")
    for old, new in {
        "listen 443 ssl http2;": f"listen 127.0.0.1:{port} ssl http2;",
        "listen 80;": f"listen 127.0.0.1:{free_port()};",
        "http://127.0.0.1:8501": f"http://127.0.0.1:{behind}",
        "/etc/ssl/tongwen": str(folder),
        "/var/log/nginx": str(folder),
    }.items():
        assert old in words, old
        words = words.replace(old, new)
    temporary = "\n".join(
        f"{kind}_temp_path {folder}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    path = folder / "nginx.conf"
    path.write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/main.log;\nevents {{}}\n"
        f"http {{\n{temporary}\n{words}\n}}\n",
        encoding="utf-8",
    )
    return path


def caddy_files(folder: Path, port: int, behind: int) -> Path:
    """The same for Caddy."""
    words = block("caddy")
    tls = f"tls {folder}/fullchain.pem {folder}/key.pem"
    for old, new in {
        f"{NAME} {{": f"https://{NAME}:{port} {{\n    bind 127.0.0.1\n    {tls}",
        "127.0.0.1:8501": f"127.0.0.1:{behind}",
    }.items():
        assert old in words, old
        words = words.replace(old, new)
    path = folder / "Caddyfile"
    path.write_text(f"{{\nadmin off\nauto_https off\n}}\n{words}", encoding="utf-8")
    return path


def proxy_command(name: str, folder: Path, port: int, behind: int) -> list[str]:
    """How the proxy of that name is started; a skip where it is not installed."""
    program = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None:
        pytest.skip(f"no {name}: install the system's package")
    if name == "nginx":
        return [program, "-c", str(nginx_files(folder, port, behind)), "-p", str(folder)]
    file = str(caddy_files(folder, port, behind))
    return [program, "run", "--adapter", "caddyfile", "--config", file]


def start(command: list[str], log: Path, **environment: str) -> "subprocess.Popen[bytes]":
    with log.open("wb") as out:
        return subprocess.Popen(
            command, env=os.environ | environment, cwd=app_file().parent,
            stdout=out, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def front(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Front]:
    check_fonts()
    chromium()
    folder = tmp_path_factory.mktemp("front")
    certificate(folder)
    port, behind = free_port(), free_port()
    proxy = proxy_command(request.param, folder, port, behind)
    ingest([sample_corpus()], folder / "index", load_encoder(), workers=0)
    (folder / "roles.csv").write_text("email,role\nli@example.org,review\n", encoding="utf-8")
    started = []
    with served({"reviewer": {"email": "li@example.org", "email_verified": True}}) as provider:
        (folder / ".streamlit").mkdir()
        (folder / ".streamlit" / "secrets.toml").write_text(
            f'[auth]\nredirect_uri = "https://{NAME}:{port}/oauth2callback"\n'
            f'cookie_secret = "an invented secret of forty characters .."\nclient_id = "{CLIENT[0]}"\n'
            f'client_secret = "{CLIENT[1]}"\n'
            f'server_metadata_url = "{provider.issuer}/.well-known/openid-configuration"\n',
            encoding="utf-8",
        )
        app = [sys.executable, "-m", "pipeline.cli", "app", "--index", str(folder / "index")]
        app += ["--port", str(behind), "--host", NAME, "--sign-in", "sign-in.example.org"]
        log = folder / "app.log"
        try:
            started.append(
                start(app, log, HOME=str(folder), TONGWEN_ROLES=str(folder / "roles.csv"))
            )
            wait_for(f"http://127.0.0.1:{behind}/_stcore/health", started[0], log)
            started.append(start(proxy, folder / "proxy.log", HOME=str(folder)))
            yield Front(request.param, port, folder)
        finally:
            for process in reversed(started):
                os.killpg(process.pid, signal.SIGTERM)
                process.wait(timeout=20)


@pytest.fixture(scope="module")
def context(front: Front) -> Iterator["BrowserContext"]:
    """A browser that takes the certificate and finds the name on this machine."""
    flags = [*FLAGS, f"--host-resolver-rules=MAP {NAME} 127.0.0.1"]
    with sync_api.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=chromium(), args=flags)
        context = opened.new_context(
            viewport={"width": 1280, "height": 800}, locale="en-GB", ignore_https_errors=True
        )
        page = context.new_page()
        for _ in range(50):
            try:
                page.goto(front.address)
                break
            except sync_api.Error:
                page.wait_for_timeout(100)
        page.get_by_role("button", name=SAY("access.sign_in"), exact=True).click(timeout=WAIT_MS)
        page.get_by_role("link", name="reviewer", exact=True).click(timeout=WAIT_MS)
        page.wait_for_selector("footer.foot", timeout=WAIT_MS)
        page.close()
        yield context
        opened.close()


def settle(page: "Page") -> None:
    page.wait_for_selector("footer.foot", timeout=WAIT_MS)
    page.wait_for_selector(
        "[data-testid=stApp][data-test-script-state=notRunning]", timeout=WAIT_MS
    )


DRAWN = [("nginx", name) for name in PAGES]
DRAWN += [("caddy", name) for name in ("search", "compare", "trends")]


@pytest.mark.parametrize(("front", "name"), DRAWN, indirect=["front"], scope="module")
def test_every_page_is_drawn_behind_the_proxy(
    context: "BrowserContext", front: Front, name: str
) -> None:
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(f"exception: {error}"))
    query = {"q": "引渡"} if name == "search" else {}
    query |= {"symbol": "MCC/CONF/2014/8", "show": "differs"} if name == "compare" else {}
    page.goto(front.address + path_of(name, lang="en", **query))
    settle(page)
    if name == "trends":
        page.wait_for_selector("[data-testid=stVegaLiteChart] :is(canvas, svg)", timeout=WAIT_MS)
    if folder := os.environ.get("TONGWEN_SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"{front.proxy}-{name}.png")
    page.close()
    assert [line for line in wrong if "404" not in line] == []


def asked(front: Front, path: str, headers: dict[str, str] | None = None) -> tuple[int, Message]:
    """The status and the headers of an answer, asked for without a browser."""
    unchecked = ssl.create_default_context()
    unchecked.check_hostname = False
    unchecked.verify_mode = ssl.CERT_NONE
    opened = socket.create_connection(("127.0.0.1", front.port), timeout=20)
    line = HTTPConnection(NAME)
    line.sock = unchecked.wrap_socket(opened, server_hostname=NAME)
    try:
        line.request("GET", path, headers={"Host": f"{NAME}:{front.port}", **(headers or {})})
        found = line.getresponse()
        return found.status, found.headers
    finally:
        line.close()


def test_the_proxy_says_what_the_document_says(context: "BrowserContext", front: Front) -> None:
    status, headers = asked(front, "/")
    policy = re.search(r'Content-Security-Policy "([^"]*)"', DOCS.read_text(encoding="utf-8"))
    assert policy
    assert status == 200
    assert headers["content-security-policy"] == policy.group(1)
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert "max-age" in headers["strict-transport-security"]
    assert asked(front, "/_stcore/metrics")[0] == 404


def test_every_cookie_is_for_https_alone(context: "BrowserContext", front: Front) -> None:
    cookies = {c["name"]: c for c in context.cookies()}
    assert "_streamlit_user" in cookies
    assert [name for name, cookie in cookies.items() if not cookie["secure"]] == []
    assert [name for name, cookie in cookies.items() if cookie["sameSite"] == "None"] == []


def test_what_is_searched_for_is_in_no_log(context: "BrowserContext", front: Front) -> None:
    page = context.new_page()
    page.goto(f"{front.address}/?lang=en&q=meteoritequery")
    settle(page)
    page.reload()
    settle(page)
    page.close()
    for log in front.folder.glob("*.log"):
        assert "meteoritequery" not in log.read_text(encoding="utf-8", errors="replace"), log.name
    if front.proxy == "nginx":
        assert "GET / 200" in (front.folder / "tongwen.log").read_text(encoding="utf-8")


def test_a_page_of_another_site_gets_no_connection(context: "BrowserContext", front: Front) -> None:
    """The handshake of a websocket that says it comes from elsewhere."""
    handshake = {
        "Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    }  # fmt: skip
    own = {"Origin": front.address}
    assert asked(front, "/_stcore/stream", handshake | own)[0] == 101
    for other in ({"Origin": "https://elsewhere.example.org"}, {"Host": "elsewhere.example.org"}):
        assert asked(front, "/_stcore/stream", handshake | own | other)[0] != 101


def test_both_policies_of_the_document_are_one() -> None:
    found = re.findall(r'Content-Security-Policy "([^"]*)"', DOCS.read_text(encoding="utf-8"))
    assert len(found) == 2
    assert len(set(found)) == 1
