"""One address in the environment says how mail leaves."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
ASK = """
import json, runpy
made = runpy.run_path("cms/settings/mail.py")
print(json.dumps({name: value for name, value in made.items() if name.isupper() and name != "EMAIL_URL"}))
"""


def settings_with(**environment: str) -> dict:
    """The mail settings of a process with these in its environment."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("EMAIL_")} | environment
    done = subprocess.run([sys.executable, "-c", ASK], cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_mail_is_queued_whoever_sends_it_and_waits_without_an_address():
    made = settings_with()

    assert made["EMAIL_BACKEND"] == "trust.outbox.backends.QueueBackend"
    assert made["OUTBOX_BACKEND"] == ""
    assert made["OUTBOX_MAILBOX"] is False


def test_mail_server_is_named_by_an_address():
    made = settings_with(EMAIL_URL="smtp+tls://post%40lus:p%2Fss@smtp.example.org:587")

    assert made["EMAIL_BACKEND"] == "trust.outbox.backends.QueueBackend"
    assert made["OUTBOX_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend"
    assert (made["EMAIL_HOST"], made["EMAIL_PORT"], made["EMAIL_USE_TLS"]) == ("smtp.example.org", 587, True)
    assert (made["EMAIL_HOST_USER"], made["EMAIL_HOST_PASSWORD"]) == ("post@lus", "p/ss")
    assert made["EMAIL_TIMEOUT"] == 30


@pytest.mark.parametrize(
    ("address", "backend", "holds"),
    [
        ("anymail+brevo://k%2Fey@", "brevo", {"BREVO_API_KEY": "k/ey"}),
        ("anymail+mailjet://key:secret@", "mailjet", {"MAILJET_API_KEY": "key", "MAILJET_SECRET_KEY": "secret"}),
        ("anymail+postmark://key@", "postmark", {"POSTMARK_SERVER_TOKEN": "key"}),
        ("anymail+scaleway://key@?project_id=p1&region=nl-ams", "scaleway",
         {"SCALEWAY_SECRET_KEY": "key", "SCALEWAY_PROJECT_ID": "p1", "SCALEWAY_REGION": "nl-ams"}),
        ("anymail+amazon-ses://", "amazon_ses", {}),
    ],
)  # fmt: skip
def test_provider_is_named_by_an_address_with_its_key(address, backend, holds):
    made = settings_with(EMAIL_URL=address, EMAIL_WEBHOOK_SECRET="name:secret")

    assert made["OUTBOX_BACKEND"] == f"anymail.backends.{backend}.EmailBackend"
    assert made["OUTBOX_PROVIDER"] == backend
    assert made["MAIL_APPS"] == ["anymail"]
    assert made["ANYMAIL"].items() >= (holds | {"WEBHOOK_SECRET": "name:secret"}).items()
