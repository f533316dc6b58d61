"""A small OpenID Connect provider on this machine, for signing in within a test: whoever asks may
choose to be anybody it knows."""

import base64
import hashlib
import html
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT = ("tongwen", "an invented client secret")
KEY = {"kid": "one", "use": "sig", "alg": "RS256"}


@dataclass
class Provider:
    """What the provider knows: ``people`` by name, as the claims of their tokens; what was asked."""

    people: dict[str, dict[str, object]]
    issuer: str = ""
    asked: list[str] = field(default_factory=list)
    signing: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, KEY))
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def metadata(self) -> dict[str, object]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "end_session_endpoint": f"{self.issuer}/end",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }

    def choosing(self, query: dict[str, str]) -> str:
        """The page on which a person is chosen."""
        links = "".join(
            f'<p><a href="/chosen?{html.escape(urlencode({**query, "who": name}))}">{name}</a></p>'
            for name in self.people
        )
        return f"<!doctype html><title>provider</title>{links}"

    def chosen(self, query: dict[str, str]) -> str:
        """Where the browser goes back to, with a code that is good once."""
        code = secrets.token_urlsafe(16)
        self.codes[code] = query
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def token(self, form: dict[str, str], client: tuple[str, str]) -> dict[str, object] | None:
        """The tokens for a code; None where client, code, address or verifier are not right."""
        asked = self.codes.pop(form.get("code", ""), None)
        if asked is None or client != CLIENT or form["redirect_uri"] != asked["redirect_uri"]:
            return None
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != asked["code_challenge"]:
            return None
        now = int(time.time())
        claims = {
            "iss": self.issuer, "aud": CLIENT[0], "iat": now, "exp": now + 600,
            "nonce": asked["nonce"], "sub": f"sub-{asked['who']}", **self.people[asked["who"]],
        }  # fmt: skip
        header = {"alg": "RS256", "kid": "one"}
        signed = jwt.encode(header, claims, self.signing)
        return {
            "id_token": signed,
            "access_token": "none",
            "token_type": "Bearer",
            "expires_in": 600,
        }


def _handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            provider.asked.append(parts.path)
            if parts.path == "/.well-known/openid-configuration":
                self._json(provider.metadata())
            elif parts.path == "/jwks":
                self._json({"keys": [provider.signing.as_dict(private=False)]})
            elif parts.path == "/authorize":
                self._answer(200, "text/html", provider.choosing(query).encode())
            elif parts.path == "/chosen":
                self._go(provider.chosen(query))
            elif parts.path == "/end":
                self._go(query["post_logout_redirect_uri"])
            else:
                self._answer(404, "text/plain", b"")

        def do_POST(self) -> None:
            provider.asked.append(self.path)
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            basic = self.headers.get("Authorization", "").removeprefix("Basic ")
            name, _, secret = base64.b64decode(basic).decode().partition(":")
            found = provider.token(form, (name, secret.replace("+", " ").replace("%20", " ")))
            self._json(found or {"error": "invalid_grant"}, 200 if found else 400)

        def _go(self, url: str) -> None:
            self.send_response(302)
            self.send_header("Location", url)
            self.end_headers()

        def _json(self, answer: dict[str, object], status: int = 200) -> None:
            self._answer(status, "application/json", json.dumps(answer).encode())

        def _answer(self, status: int, kind: str, content: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """A test prints nothing."""

    return Handler


@contextmanager
def served(people: dict[str, dict[str, object]]) -> Iterator[Provider]:
    """The provider on a free port of this machine."""
    provider = Provider(people)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(provider))
    provider.issuer = f"http://localhost:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=10)
