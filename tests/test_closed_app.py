"""The app talks to this machine alone, whatever settings lie about, and to pages of its own."""

import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from watched import Served, served

from pipeline.encode import load_encoder
from pipeline.ingest import ingest
from pipeline.places import sample_corpus


def listening(pid: int) -> set[str]:
    """The addresses at which a process and those it started listen, from the tables of Linux."""
    pids, todo = {pid}, [pid]
    while todo:
        for path in Path(f"/proc/{todo.pop()}/task").glob("*/children"):
            below = {int(word) for word in path.read_text(encoding="ascii").split()} - pids
            pids |= below
            todo.extend(below)
    inodes: set[str] = set()
    for one in pids:
        for path in Path(f"/proc/{one}/fd").glob("*"):
            link = str(path.readlink())
            if link.startswith("socket:["):
                inodes.add(link[8:-1])
    found = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text(encoding="ascii").splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and fields[9] in inodes:
                found.add(fields[1].partition(":")[0])
    return found


@pytest.fixture(scope="module")
def app_served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The app as ``tongwen app`` starts it, from a folder and a home whose own settings would open
    it to everybody, and with variables that would too."""
    home = tmp_path_factory.mktemp("careless")
    careless = (
        '[server]\naddress = "0.0.0.0"\nenableCORS = false\nenableXsrfProtection = false\n'
        'allowedHosts = ["*"]\nenableStaticServing = true\nenableAgentApi = true\n'
        "maxUploadSize = 9999\n"
        "[browser]\ngatherUsageStats = true\n[global]\ndevelopmentMode = true\n"
        '[client]\nshowErrorDetails = "full"\n[logger]\nenableRich = true\n'
    )
    for folder in (home, home / "here"):
        (folder / ".streamlit").mkdir(parents=True)
        (folder / ".streamlit" / "config.toml").write_text(careless, encoding="utf-8")
    index = home / "index"
    ingest([sample_corpus()], index, load_encoder(), workers=0)
    variables = {
        "HOME": str(home),
        "STREAMLIT_SERVER_ADDRESS": "0.0.0.0",
        "STREAMLIT_SERVER_ENABLE_CORS": "false",
    }
    with served(index, home / "here", home / "watched", variables) as found:
        yield found


def asked(port: int, host: str, origin: str) -> str:
    """The first line of the answer to a page that wants to talk to the app."""
    lines = (
        "GET /_stcore/stream HTTP/1.1", f"Host: {host}", f"Origin: {origin}", "Upgrade: websocket",
        "Connection: Upgrade", "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
        "Sec-WebSocket-Version: 13", "Sec-WebSocket-Protocol: streamlit", "", "",
    )  # fmt: skip
    with socket.create_connection(("127.0.0.1", port), 10) as line:
        line.sendall("\r\n".join(lines).encode())
        return line.recv(200).decode("latin-1").partition("\r\n")[0]


def test_the_app_listens_to_this_machine_alone(app_served: Served) -> None:
    assert app_served.get("/_stcore/health") == "ok"
    assert "<html" in app_served.get("/")
    if sys.platform.startswith("linux"):
        assert listening(app_served.pid) == {"0100007F"}, "127.0.0.1, whatever other settings say"


@pytest.mark.parametrize(
    ("host", "origin", "answer"),
    [
        ("127.0.0.1:{port}", "http://127.0.0.1:{port}", "101"),
        ("localhost:{port}", "http://localhost:{port}", "101"),
        ("127.0.0.1:{port}", "https://evil.example", "403"),
        ("evil.example", "http://evil.example", "403"),
        ("evil.example:{port}", "http://evil.example:{port}", "403"),
        ("127.0.0.1.evil.example:{port}", "http://127.0.0.1.evil.example:{port}", "403"),
    ],
)
def test_a_page_of_another_site_is_refused_and_nobody_is_asked(
    app_served: Served, host: str, origin: str, answer: str
) -> None:
    """Another name that leads to this machine is how a page elsewhere would get round the rule of
    the same origin."""
    port = app_served.port
    told = asked(port, host.format(port=port), origin.format(port=port))
    assert told.split()[1] == answer
    assert app_served.noted() == ""


def test_a_file_is_not_taken_from_another_site(app_served: Served) -> None:
    assert app_served.status("PUT", "/_stcore/upload_file/a/b", b"words") in (400, 403)
    assert app_served.get("/app/static/a.txt") == app_served.get("/"), "no file of the folder"
    assert app_served.status("POST", "/_stcore/agent/interact", b"{}") >= 400


def test_the_app_asked_nobody(app_served: Served) -> None:
    assert app_served.noted() == ""
