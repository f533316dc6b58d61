"""The command that serves the app: to this machine alone, unless it is told otherwise."""

import os
import sys
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import DEFAULT_INDEX, Index, RerankerName, tell
from pipeline.closed import SIGN_IN_VARIABLE, is_here
from pipeline.places import INDEX_VARIABLE, RERANKER_VARIABLE, app_file, folder_named

LOOPBACK = "127.0.0.1"
UPLOAD_MEGABYTES = 50
"""Largest file that a page takes, as in the readers."""


def serve(
    index: Index = DEFAULT_INDEX,
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8501,
    rerank: RerankerName = None,
    address: Annotated[
        str,
        typer.Option(help="Where to listen; other machines reach any address but 127.0.0.1."),
    ] = LOOPBACK,
    host: Annotated[
        list[str] | None,
        typer.Option(help="Name under which people reach the app, as through a proxy; repeatable."),
    ] = None,
    sign_in: Annotated[
        list[str] | None,
        typer.Option("--sign-in", help="Name of a sign-in service it may reach; repeatable."),
    ] = None,
) -> None:
    """Serve the app on this machine and print its address."""
    import subprocess

    from pipeline.store.manifest import read_manifest

    read_manifest(index)
    _check(address, host or [])
    environment = {k: v for k, v in os.environ.items() if not k.startswith("STREAMLIT_")}
    # the module of the server is found in the folder of the app, which a safe path leaves out
    environment |= {INDEX_VARIABLE: str(index.resolve()), "PYTHONSAFEPATH": ""}
    if sign_in:
        environment[SIGN_IN_VARIABLE] = ",".join(sign_in)
    if rerank:
        environment[RERANKER_VARIABLE] = _reranker(rerank)
    shown = f"[{address}]" if ":" in address else address
    tell(f"Tongwen: http://{shown}:{port}  (Ctrl-C ends it)")
    if not is_here(address) or ip_address(address).is_unspecified:
        tell("Other machines can reach it; put a proxy with HTTPS and sign-in before it.")
    flags = [f"--{name}={value}" for name, value in settings(address, port, host or [])]
    command = [sys.executable, "-m", "ui.serving", "run", str(app_file()), *flags]
    raise typer.Exit(subprocess.call(command, env=environment, cwd=app_file().parent))


def settings(address: str, port: int, hosts: list[str]) -> list[tuple[str, str]]:
    """What Streamlit is told, by name; flags go before what any ``config.toml`` says, in the
    current folder or at home, and before variables of the environment."""
    own = [LOOPBACK, "localhost", *([] if ip_address(address).is_unspecified else [address])]
    return [
        ("server.address", address),
        ("server.port", str(port)),
        ("server.headless", "true"),
        ("server.enableXsrfProtection", "true"),
        ("server.enableCORS", "true"),
        *(("server.allowedHosts", name) for name in dict.fromkeys([*own, *hosts])),
        *(("server.corsAllowedOrigins", f"https://{name}") for name in hosts),
        ("server.enableStaticServing", "false"),
        ("server.enableAgentApi", "false"),
        ("server.maxUploadSize", str(UPLOAD_MEGABYTES)),
        ("server.fileWatcherType", "none"),
        ("server.runOnSave", "false"),
        ("global.developmentMode", "false"),
        ("browser.gatherUsageStats", "false"),
        ("browser.serverAddress", hosts[0] if hosts else address),
        ("client.showErrorDetails", "type"),
        ("client.toolbarMode", "minimal"),
        ("logger.enableRich", "false"),
        ("logger.level", "info"),
    ]


def _check(address: str, hosts: list[str]) -> None:
    """Raise BadParameter for what is no address or no name."""
    try:
        ip_address(address)
    except ValueError:
        raise typer.BadParameter(f"--address {address}: an address such as 127.0.0.1") from None
    for host in hosts:
        if not host or "/" in host or "*" in host:
            raise typer.BadParameter(f"--host {host}: a name such as treaties.example.org")


def _reranker(name: str) -> str:
    """The folder of a reranker; one of the hub is fetched now, since the server may not."""
    if not (folder := folder_named(name)):
        from pipeline.encode import HUB_NAME

        if not HUB_NAME.fullmatch(name):
            return name
        from pipeline.encode.models.hub import fetch

        fetch(name)
        return name
    return str(Path(folder).resolve())
