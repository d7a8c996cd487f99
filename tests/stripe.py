"""A stand-in for Stripe that answers over HTTP; its events wait for a test to deliver them, signed, to the webhook."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from catalogue.payments.stand_in.memory import signature
from catalogue.payments.stand_in.server import StandIn
from catalogue.payments.stripe_api import API_VERSION

SECRET = "whsec_of_tests"


class Shop:
    """Stripe beside the site: what happens there, and its events as they reach us."""

    def __init__(self, server: StandIn):
        self.server, self.memory, self.client = server, server.memory, Client()

    def deliver(self, *events: dict[str, Any]) -> list[int]:
        """Each to the webhook, in this order; how it was answered."""
        return [self.post(json.dumps(event).encode()).status_code for event in events]

    def post(self, body: bytes, header: str | None = None):
        header = signature(body, SECRET) if header is None else header
        return self.client.post(
            "/stripe/webhook/", body, content_type="application/json", headers={"stripe-signature": header}
        )

    def happened(self) -> list[dict[str, Any]]:
        """Events since last asked, not delivered yet."""
        return self.server.release()

    def asked(self, method: str, path: str) -> list[dict[str, Any]]:
        """The forms of requests that came there."""
        return [form for verb, where, form in self.memory.requests if verb == method and where.startswith(path)]


@pytest.fixture
def stripe(settings) -> Iterator[Shop]:
    """The shop is paid through a stand-in of its own."""
    server = StandIn(secret=SECRET, api_version=API_VERSION)
    server.mode = "hold"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    settings.STRIPE_SECRET_KEY = "sk_test_lus"
    settings.STRIPE_WEBHOOK_SECRETS = ["whsec_old", SECRET]
    settings.STRIPE_API_BASE = server.address
    yield Shop(server)
    server.shutdown()
    server.server_close()
