"""The stand-in as a server on 127.0.0.1: Stripe's API, its page to pay, and its webhooks."""

from __future__ import annotations

import html
import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import parse_qsl, urlsplit
from urllib.request import Request, urlopen

from catalogue.payments.stand_in.fields import nested
from catalogue.payments.stand_in.memory import Memory, Refused, signature

PAGE = """<!doctype html><html lang="nl"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Betaalpagina (proef)</title><h1>Betaal {amount} euro</h1><p>Dit is een proefpagina: er gaat geen geld om.</p>
<form method="post">{buttons}</form></html>"""
BUTTONS = {
    "bancontact": "Betaal met Bancontact",
    "card": "Betaal met een kaart",
    "slow": "Betaal; de bank antwoordt later",
    "cancel": "Terug zonder te betalen",
}


class StandIn(ThreadingHTTPServer):
    """`webhook`: where events go, signed with `secret`. `mode`: how they are delivered: `now`, `twice`, `hold` (until `release`), `never`."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, *, port: int = 0, webhook: str = "", secret: str = "", api_version: str = ""):
        super().__init__(("127.0.0.1", port), Handler)
        self.webhook, self.secret, self.mode = webhook, secret, "now"
        self.held: list[dict[str, Any]] = []
        self.told: list[tuple[str, int]] = []
        # Called with (method, path) before an answer leaves: a test that raises here breaks the line after the deed is done.
        self.before_answer: Callable[[str, str], None] = lambda method, path: None
        self.memory = Memory(api_version=api_version, deliver=self.deliver)
        self.memory.address = self.address

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def deliver(self, event: dict[str, Any]) -> None:
        if self.mode == "hold":
            self.held.append(event)
        elif self.mode != "never" and self.webhook:
            for _time in range(2 if self.mode == "twice" else 1):
                threading.Thread(target=self.tell, args=[event], daemon=True).start()

    def release(self) -> list[dict[str, Any]]:
        """What was held, for a test to deliver in an order of its own."""
        held, self.held = self.held, []
        return held

    def tell(self, event: dict[str, Any]) -> int:
        """Deliver `event` now; the status of the answer, 0 when there was none."""
        payload = json.dumps(event).encode()
        headers = {"Content-Type": "application/json", "Stripe-Signature": signature(payload, self.secret)}
        try:
            with urlopen(Request(self.webhook, payload, headers), timeout=30) as answer:  # noqa: S310  (our own address)
                status = answer.status
        except HTTPError as error:
            status = error.code
        except (URLError, OSError):
            status = 0
        self.told.append((event["type"], status))
        return status


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: StandIn
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path, query = self.parts()
        if path.startswith("/pay/"):
            self.show(path)
        else:
            self.respond("GET", path, query)

    def do_POST(self) -> None:
        path, _query = self.parts()
        pairs = parse_qsl(
            self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode(), keep_blank_values=True
        )
        if path.startswith("/pay/"):
            self.choose(path, dict(pairs).get("method", ""))
        else:
            self.respond("POST", path, pairs)

    def respond(self, method: str, path: str, pairs: list[tuple[str, str]]) -> None:
        memory, form = self.server.memory, nested(pairs)
        expand = list(form.get("expand", {}).values())
        with memory.lock:
            memory.requests.append((method, path, form))
            try:
                if not self.headers.get("Authorization", "").startswith("Bearer sk_test_"):
                    raise Refused(401, "invalid_request_error", "You did not provide an API key.")
                key = self.headers.get("Idempotency-Key", "")
                if method == "POST" and not key:
                    raise Refused(400, "invalid_request_error", "Here every POST has an Idempotency-Key.")
                found = memory.once(key, [path, form], lambda: memory.answer(self.deed(method, path, form), expand))
                status = 200
            except Refused as no:
                status = no.status
                found = {"error": {"type": no.kind, "message": no.words, "code": no.code or None}}
        self.server.before_answer(method, path)
        self.write(status, json.dumps(found).encode(), "application/json")

    def deed(self, method: str, path: str, form: dict[str, Any]) -> dict[str, Any]:
        memory = self.server.memory
        match (method, *path.strip("/").split("/")):
            case ("POST", "v1", "checkout", "sessions"):
                return memory.create_session(form)
            case ("GET", "v1", "checkout", "sessions", session_id):
                return memory.session(session_id, form)
            case ("POST", "v1", "checkout", "sessions", session_id, "expire"):
                return memory.expire_session(session_id)
            case ("GET", "v1", "payment_intents", intent_id):
                return memory._found(memory.intents, intent_id)
            case ("POST", "v1", "refunds"):
                return memory.create_refund(form)
            case ("GET", "v1", "refunds"):
                return memory.list_refunds(form)
            case ("GET", "v1", "events"):
                return memory.list_events(form)
        raise Refused(404, "invalid_request_error", f"Unrecognized request URL ({method}: {path}).")

    def show(self, path: str) -> None:
        session = self.server.memory.sessions.get(path.rpartition("/")[2])
        if session is None:
            self.write(404, b"Geen betaling", "text/plain; charset=utf-8")
            return
        amount = f"{session['amount_total'] // 100},{session['amount_total'] % 100:02}"
        buttons = "".join(
            f'<p><button name="method" value="{name}">{html.escape(words)}</button></p>'
            for name, words in BUTTONS.items()
            if session["status"] == "open" or name == "cancel"
        )
        self.write(200, PAGE.format(amount=amount, buttons=buttons).encode(), "text/html; charset=utf-8")

    def choose(self, path: str, method: str) -> None:
        memory, session_id = self.server.memory, path.rpartition("/")[2]
        session = memory.sessions.get(session_id)
        if session is None or method not in BUTTONS:
            self.write(404, b"Geen betaling", "text/plain; charset=utf-8")
            return
        if method != "cancel":
            try:
                memory.pay(session_id, method="card" if method == "slow" else method, slow=method == "slow")
            except Refused as no:
                self.write(409, no.words.encode(), "text/plain; charset=utf-8")
                return
        self.send_response(303)
        self.send_header("Location", session["cancel_url" if method == "cancel" else "success_url"])
        self.send_header("Content-Length", "0")
        self.end_headers()

    def parts(self) -> tuple[str, list[tuple[str, str]]]:
        parts = urlsplit(self.path)
        return parts.path, parse_qsl(parts.query, keep_blank_values=True)

    def write(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """Quiet."""
