"""A log line says what happened, never who asked (cms/logs.py)."""

import io
import logging

import pytest
import structlog
from django.conf import settings

from cms.logs import forget_people, safe_path

UUID = "1b4e28ba-2fa1-41d2-883f-0016d3cca427"
TOKEN = "Zk3vQ9_xT7aLmN2pR8sW4yB6cD1eF5gH0iJ"


@pytest.mark.parametrize(
    ("path", "safe"),
    [
        ("/nieuws/nieuwe-lusgroep-in-leuven-2026/", "/nieuws/nieuwe-lusgroep-in-leuven-2026/"),
        ("/zoeken/?q=jan+peeters", "/zoeken/"),
        (f"/inschrijving/{UUID}/", "/inschrijving/…/"),
        (f"/inschrijving/{TOKEN}/wijzig/", "/inschrijving/…/wijzig/"),
        (f"/inschrijving/{TOKEN}", "/inschrijving/…"),
        ("/reset/MQ/c8f3-5d41402abc4b2a76b9719d911017c592/", "/reset/MQ/…/"),
        ("/static/css/base.5d41402abc4b2a76.css", "/static/css/base.5d41402abc4b2a76.css"),
        ("/bel-mij/", "/meedoen/…"),
        ("/bel-mij", "/meedoen/…"),
        ("/bel-mij/bedankt/?d=abc", "/meedoen/…"),
        ("/meedoen/linkgroep/", "/meedoen/…"),
        ("/meedoenwoord/", "/meedoenwoord/"),
        ("/api/v3/circles/sign-ups/young/", "/api/v3/circles/sign-ups/…"),
        ("/api/v3/circles/map/", "/api/v3/circles/map/"),
    ],
)
def test_paths_lose_what_opens_a_door(path, safe):
    assert safe_path(path) == safe


def test_private_values_and_mail_addresses_are_masked():
    event = {
        "event": "mail to an.peeters@example.org failed",
        "email": "an@example.org",
        "ip": "192.0.2.7",
        "code": 500,
    }

    assert forget_people(None, "info", event) == {"event": "mail to … failed", "email": "…", "ip": "…", "code": 500}


@pytest.mark.parametrize(
    ("said", "written"),
    [
        (f"Internal Server Error: /mijn-gegevens/{TOKEN}/", "Internal Server Error: /mijn-gegevens/…/"),
        (f'"GET /inschrijving/{UUID}/?q=jan HTTP/1.1"', '"GET /inschrijving/…/ HTTP/1.1"'),
        ("Referer https://www.example.org/x/" + "aB3" * 14 + "c", "Referer https://www.example.org/x/…"),
        ("token " + "aB3" * 14 + "c refused", "token … refused"),
        ("Forbidden (CSRF cookie not set.): /bel-mij/", "Forbidden (CSRF cookie not set.): /meedoen/…"),
        ("call +32 475 12 34 56 or 016/12.34.56", "call … or …"),
        ("took 0.123456789 s on 2026-11-23T14:07:26.883546Z", "took 0.123456789 s on 2026-11-23T14:07:26.883546Z"),
        ("DETAIL:  Failing row contains (1, An, an, 3).", "DETAIL:  Failing row contains …."),
        ("Key (name)=(An Peeters) already exists.", "Key (name)=… already exists."),
        (
            "Input is wrong [type=x, input_value='An', input_type=str]",
            "Input is wrong [type=x, input_value=…, input_type=str]",
        ),
        ('  File "/srv/lus/site-packages/django/core/handlers/exception.py", line 55', None),
        ("enqueued trust.outbox.tasks.send_due_mail", None),
    ],
)
def test_a_sentence_loses_who_asked_and_what_opens_a_door(said, written):
    assert forget_people(None, "error", {"event": said, "exception": said}) == {
        "event": written or said,
        "exception": written or said,
    }


def test_values_are_masked_however_deep_they_stand():
    event = {
        "event": "x",
        "payload": {"email": "an@example.org", "parts": ["an@example.org", {"name": "An"}], "count": 3},
    }

    assert forget_people(None, "info", event)["payload"] == {"email": "…", "parts": ["…", {"name": "…"}], "count": 3}


def test_what_the_log_writes_itself_is_left_alone():
    event = {"event": "x", "timestamp": "2026-11-23T14:07:26.883546Z", "request_id": UUID, "code": 500, "ms": 12}

    assert forget_people(None, "info", dict(event)) == event


def test_an_error_behind_a_personal_link_tells_neither_the_link_nor_the_person(client, monkeypatch, db):
    """As handlers write it: the request line, Django's own line and the trace."""
    handler = logging.StreamHandler(stream := io.StringIO())
    formatter = settings.LOGGING["formatters"]["json"]
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(**{k: v for k, v in formatter.items() if k != "()"}))
    logging.getLogger().addHandler(handler)

    def fail(**_arguments):
        raise RuntimeError("no row for an.peeters@example.org, +32 475 12 34 56")

    monkeypatch.setattr("trust.links.views.open_link", fail)
    client.raise_request_exception = False
    token = "aB3" * 14 + "c"
    try:
        answer = client.get(f"/mijn-gegevens/{token}/?q=peeters", headers={"referer": f"https://x.org/{token}/"})
    finally:
        logging.getLogger().removeHandler(handler)

    written = stream.getvalue()
    assert answer.status_code == 500
    assert "RuntimeError" in written
    for private in (token, "peeters", "475 12"):
        assert private not in written


def test_every_answer_carries_the_id_of_its_log_line(client):
    first, second = client.get("/healthz/"), client.get("/healthz/")

    assert first["X-Request-ID"]
    assert first["X-Request-ID"] != second["X-Request-ID"]


def test_a_request_is_one_line_without_address_query_or_browser(client, caplog):
    caplog.set_level("INFO", logger="django_structlog")

    client.get("/healthz/?email=an@example.org", headers={"user-agent": "Some Browser"}, REMOTE_ADDR="192.0.2.7")

    lines = [record.msg for record in caplog.records if record.name.startswith("django_structlog")]
    assert len(lines) == 1
    assert lines[0]["request"] == "GET /healthz/"
    assert lines[0]["code"] == 200
    assert not {"ip", "user_id", "user_agent"} & set(lines[0])
