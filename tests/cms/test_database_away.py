"""A database that refuses, and one that never answers: what still works says so, and nobody waits long."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from contextlib import closing

import pytest
from django.conf import settings

from tests.reading import fragment

ADDRESSES = ["/healthz/", "/readyz/", "/", "/nieuws/", "/aanmelden/", "/api/v3/pages/"]
# In a process of its own, as a server that has just been started: address by address, what it answers and after how long.
ASK = """
import json, sys, time
import django
django.setup()
from django.test import Client
answers = {}
for address in sys.argv[1:]:
    started = time.monotonic()
    answer = Client(raise_request_exception=False).get(address)
    answers[address] = [answer.status_code, time.monotonic() - started, answer.content.decode(), dict(answer.headers)]
print("ANSWERS" + json.dumps(answers))
"""
A_FEW_SECONDS = 30  # what a person waits, with room for a very busy machine; without a limit it would be minutes


def ask(port: int) -> dict[str, list]:
    environment = {name: value for name, value in os.environ.items() if not name.endswith("_URL")}
    environment |= {
        "DJANGO_SETTINGS_MODULE": "cms.settings.test",
        "DATABASE_URL": f"postgres://lus:secret-of-ours@127.0.0.1:{port}/lus",
    }
    done = subprocess.run(
        [sys.executable, "-c", ASK, *ADDRESSES],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert "ANSWERS" in done.stdout, done.stderr[-3000:]
    return json.loads(done.stdout.split("ANSWERS")[1])


@pytest.fixture(scope="module", params=["refuses", "never answers"])
def answers(request) -> dict[str, list]:
    """What each address answers while the database is away."""
    with closing(socket.socket()) as door:
        door.bind(("127.0.0.1", 0))  # taken, so that nobody else answers there
        if request.param == "never answers":
            door.listen()
        return ask(door.getsockname()[1])


def test_the_process_still_says_that_it_lives(answers):
    assert answers["/healthz/"][0] == 200


def test_readiness_names_the_database(answers):
    status, _seconds, body, _headers = answers["/readyz/"]

    assert status == 503
    told = json.loads(body)
    assert told["status"] == "unavailable"
    assert (told["checks"].pop("database"), told["checks"].pop("storage")) == ("failed", "ok")
    assert set(told["checks"]) >= {"migrations", "queue", "mail", "restore"}
    assert set(told["checks"].values()) == {"not checked"}


@pytest.mark.parametrize("address", ["/", "/nieuws/", "/aanmelden/"])
def test_pages_ask_to_come_back_in_the_look_of_the_site(answers, address):
    status, _seconds, body, headers = answers[address]
    page = fragment(body)

    assert status == 503
    assert headers["Retry-After"] == "60"
    assert page.html["lang"] == "nl-BE"
    assert page.h1.get_text(strip=True) == "Zo terug"
    assert page.select_one('link[rel="stylesheet"]')["href"].startswith("/static/css/standalone")


def test_the_api_says_it_in_a_problem_document(answers):
    status, _seconds, body, headers = answers["/api/v3/pages/"]

    assert status == 503
    assert headers["Content-Type"] == "application/problem+json"
    assert json.loads(body)["status"] == 503


def test_nobody_waits_more_than_a_few_seconds(answers):
    assert {address: seconds for address, (_s, seconds, _b, _h) in answers.items() if seconds > A_FEW_SECONDS} == {}


def test_no_answer_tells_where_the_database_is(answers):
    assert not [
        address for address, (_s, _t, body, _h) in answers.items() if "secret-of-ours" in body or "lus:" in body
    ]
