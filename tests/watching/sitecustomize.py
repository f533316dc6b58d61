"""Python reads this at its start where ``PYTHONPATH`` names this folder: every attempt to look up
or reach another machine is written to the file that ``TONGWEN_WATCHED`` names, and refused."""

import os
import sys
import traceback
from ipaddress import ip_address
from pathlib import Path

LOOKED_UP = (
    "socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo",
)  # fmt: skip
REACHED = ("socket.connect", "socket.sendto", "socket.sendmsg")
ASKED = ("urllib.Request", "http.client.connect", "ftplib.connect", "smtplib.connect")
LISTENED = ("socket.bind",)


def _here(host: object) -> bool:
    name = host.decode() if isinstance(host, bytes) else str(host)
    if host is None or name in ("", "localhost"):
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False


def _watch(event: str, arguments: tuple) -> None:
    if event in LOOKED_UP:
        found = arguments[0][0] if isinstance(arguments[0], tuple) else arguments[0]
    elif event in (*REACHED, *LISTENED):
        address = arguments[-1]
        if not isinstance(address, tuple) or not isinstance(address[0], str | bytes):
            return  # a socket of this machine by a path or a number, or one that is connected
        found = address[0]
    elif event in ASKED:
        found = arguments[0] if event == "urllib.Request" else arguments[1]
        if event == "urllib.Request":
            from urllib.parse import urlsplit

            if urlsplit(str(found)).scheme in ("file", "data"):
                return
            found = urlsplit(str(found)).hostname
    else:
        return
    if _here(found):
        return
    stack = "".join(traceback.format_stack(limit=8))
    with Path(os.environ["TONGWEN_WATCHED"]).open("a", encoding="utf-8") as file:
        file.write(f"{event} {found!r}\n{stack}\n")
    raise PermissionError(f"{event} {found!r}")


sys.addaudithook(_watch)
