"""No personal data in the log, whatever people do with the site: checked on what the processes really write."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import time
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import ROOT, follow
from tests.browser.log_reading import telling

pytestmark = pytest.mark.browser
HUMAN = 2100  # ms: less is taken for a machine
ADDRESS, NAME, PHONE = "veerle.logboek@example.org", "Veerle Logboek", "0470 98 76 54"
TYPED = [ADDRESS, ADDRESS.title(), NAME, "Logboek", PHONE, "+32470987654", "een-geheim-woord", "Dit is mijn verhaal"]
LINK_OF = """
from trust.links.models import PersonalLink
from trust.links.services import link_url
print(link_url(link=PersonalLink.objects.for_purpose({purpose!r}).first()))
"""


@pytest.fixture(scope="module")
def site_with_log(demo_environment, tmp_path_factory):
    """The site on a port of its own, saying all that it says in production, into a file."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = demo_environment | {
        "WEB_CONCURRENCY": "1",
        "BASE_URL": f"http://127.0.0.1:{port}",
        "LOG_LEVEL": "INFO",
        "LOG_FORMAT": "json",
        "LEDGER_FILE": str(tmp_path_factory.mktemp("ledger") / "erasures.jsonl"),
        "EMAIL_URL": "smtp://127.0.0.1:1",  # nobody listens: the worker's troubles are logged too
    }
    path = tmp_path_factory.mktemp("log") / "site.log"
    command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "--bind", f"127.0.0.1:{port}"]
    with path.open("w") as log:
        server = subprocess.Popen([*command, "cms.wsgi"], cwd=ROOT, env=environment, stdout=log, stderr=log)
        until = time.monotonic() + 60
        while time.monotonic() < until and server.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}", path, environment
        server.terminate()
        server.wait(30)


def run(environment: dict[str, str], log, *arguments: str) -> str:
    """A command as systemd runs it: what it says on standard error goes to the log as well."""
    with log.open("a") as into:
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=into,
            text=True,
            timeout=120,
            check=False,
        )
    return done.stdout.strip()


def press(page) -> None:
    page.wait_for_timeout(HUMAN)
    follow(page.locator("main form.form button[type=submit]").first)


def test_nothing_that_people_do_tells_the_log_who_they_are(page, site_with_log):
    base, log, environment = site_with_log

    page.goto(f"{base}/contact/")
    page.fill("[name=name]", NAME)
    page.fill("[name=email]", ADDRESS)
    page.fill("[name=phone]", PHONE)
    page.fill("[name=message]", "Dit is mijn verhaal")
    press(page)
    page.goto(f"{base}/zoeken/?q={ADDRESS}")
    page.goto(f"{base}/aanmelden/")
    page.fill("[name=login]", ADDRESS)
    page.fill("[name=password]", "een-geheim-woord")
    page.locator("main button[type=submit]").first.click()
    page.wait_for_load_state()
    page.goto(f"{base}/mijn-gegevens/")
    page.check("[name=kind][value=export]")
    page.fill("[name=email]", ADDRESS.title())
    press(page)
    link = run(environment, log, "shell", "--verbosity", "0", "--command", LINK_OF.format(purpose="privacy.request"))
    path = urlsplit(link.splitlines()[-1]).path
    page.goto(base + path)
    press(page)
    assert NAME in page.locator("main").inner_text()
    page.goto(base + path[:-5] + "/")  # cut off by a mail program
    page.goto(f"{base}/api/v3/privacy/requests/{path.split('/')[2]}/?email={ADDRESS}")
    refused = page.request.post(f"{base}/api/v3/contact/messages/", data={"name": NAME, "email": "x", "message": ""})
    run(environment, log, "send_mail")
    run(environment, log, "run_retention")

    said = log.read_text()
    lines = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    assert refused.status == 422
    assert [line for line in lines if line.get("request") == "POST /contact/"]  # it does say what happened
    assert [line for line in lines if line.get("request") == "GET /mijn-gegevens/…/"]
    assert telling(said, typed=[*TYPED, path.split("/")[2]]) == []


@pytest.mark.parametrize(
    "line",
    [
        "mail to an@example.org refused",
        "call 0470 98 76 54",
        "GET /mijn-gegevens/Zk3vQ9xT7aLmN2pR8sW4yB6cD1eF5gH0iJkLmNoPqR1/",
        "GET /inschrijving/1b4e28ba-2fa1-41d2-883f-0016d3cca427/",
        "GET /zoeken/?q=jan",
        "request from 192.0.2.7",
        "Mozilla/5.0",
        "Cookie: sessionid=abcdefghij",
        "hello Veerle",
    ],
)
def test_the_reader_of_logs_sees_what_it_should(line):
    assert telling(line, typed=["Veerle"])


def test_the_reader_of_logs_lets_everyday_lines_pass():
    lines = [
        '{"code": 200, "request": "GET /mijn-gegevens/…/", "ms": 12, "request_id": "a92ecb9c-58a5-460d-b936-239e34b63f5b"}',
        '  File "/srv/lus/lib/python3.11/site-packages/django/core/handlers/exception.py", line 55, in inner',
        "[2026-11-23 14:20:27 +0000] [123] [WARNING] Listening at: http://127.0.0.1:8400 (4567)",
        "2026-11-23T14:07:26.883546Z [info] retention failed: home.Subscription, term",
    ]
    assert not re.search("Veerle", "".join(lines))
    assert telling("\n".join(lines)) == []
