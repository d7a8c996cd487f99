"""The headers of what a server answers under the production settings, graded by the rules of Mozilla's HTTP Observatory."""

from __future__ import annotations

import json
import re
import subprocess
from copy import deepcopy
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from tests.browser.conftest import manage, serving
from tests.browser.programs import npm_install, program

pytestmark = pytest.mark.browser

HERE = Path(__file__).parent / "headers"
HOST = "www.lus.example"
WHO = {"login": "redacteur@example.org", "password": "a-long-sentence-for-tests"}
PAGES = {
    "home page": "/",
    "page with a form": "/contact/",
    "page with a personal link": "/mijn-gegevens/" + "x" * 43 + "/",
    "sign-in": "/aanmelden/",
    "API": "/api/v3/site/",
    "feed": "/nieuws/feed.xml",
    "calendar feed": "/kalender/agenda.ics",
    "static file": "/static/css/base.css",
}
NEEDED = ["Content-Security-Policy", "Strict-Transport-Security", "X-Content-Type-Options"]
# A session that has shown its device, for a look at the admin.
SESSION = """
from time import time
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import User
from trust.staff.sessions import SessionStore
user = User.objects.get(email="redacteur@example.org")
session = SessionStore()
session.update({SESSION_KEY: str(user.pk), BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
    HASH_SESSION_KEY: user.get_session_auth_hash(),
    "account_authentication_methods_user": str(user.pk),
    "account_authentication_methods": [{"method": "mfa", "at": time(), "type": "totp"}]})
session.create()
print(session.session_key)
"""


@pytest.fixture(scope="module")
def environment(demo_environment) -> dict[str, str]:
    """The demo site behind a proxy of ours that speaks HTTPS to people."""
    return demo_environment | {
        "DJANGO_SETTINGS_MODULE": "tests.browser.headers.settings",
        "SECRET_KEY": "only-for-this-test-" + "s" * 50,
        "PRIVACY_KEY": "only-for-this-test-" + "p" * 50,
        "ALLOWED_HOSTS": f"{HOST},127.0.0.1",
        "BASE_URL": f"https://{HOST}",
        "TRUSTED_PROXIES": "127.0.0.1",
        "CACHE_URL": "locmemcache://",
        "LOG_LEVEL": "WARNING",
    }


class Proxy:
    """Asks the server at `base_url` as the proxy in front of it does."""

    def __init__(self, base_url: str):
        self.netloc = urlsplit(base_url).netloc

    def ask(self, path: str, *, scheme="https", method="GET", body: str | None = None, **headers: str) -> dict:
        connection = HTTPConnection(self.netloc, timeout=30)
        sent = {"Host": HOST, "X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": scheme, "Accept": "*/*"}
        connection.request(
            method, path, body, sent | {name.replace("_", "-"): value for name, value in headers.items()}
        )
        answer = connection.getresponse()
        read = {
            "status": answer.status,
            "headers": answer.getheaders(),
            "body": answer.read().decode("utf-8", "replace"),
        }
        connection.close()
        return read

    def seen(self, name: str, path: str, last: dict | None = None, **headers: str) -> dict:
        """What the Observatory looks at: where HTTP leads, what HTTPS answers, and what another site may read."""
        first = self.ask(path, scheme="http")
        assert first["status"] == 301
        asked = {"Origin": "https://observatory.example", "Access_Control_Request_Method": "GET"}
        return {
            "name": name,
            "host": HOST,
            "first": {"address": f"http://{HOST}{path}", "status": first["status"]},
            "address": dict(first["headers"])["Location"],
            "last": last or self.ask(path, **headers),
            "preflight": self.ask(path, method="OPTIONS", **asked)["headers"],
        }

    def a_picture(self, on: str) -> str:
        """The path of a size of a picture; one that was not made yet is made when it is asked for."""
        path = re.search(r'<img[^>]* src="(/(?:media/images|beeld)/[^"]+)"', on)[1]
        if path.startswith("/beeld/"):
            path = urlsplit(dict(self.ask(path)["headers"])["Location"]).path
        return path

    def sign_in(self) -> dict:
        """The answer to a right password: the session's cookie."""
        page = self.ask("/aanmelden/")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page["body"])[1]
        cookie = next(value for name, value in page["headers"] if name == "Set-Cookie").partition(";")[0]
        return self.ask(
            "/aanmelden/",
            method="POST",
            body=urlencode(WHO | {"csrfmiddlewaretoken": token}),
            Cookie=cookie,
            Origin=f"https://{HOST}",
            Content_Type="application/x-www-form-urlencoded",
        )


@pytest.fixture(scope="module")
def answers(environment) -> list[dict]:
    session = manage(environment, "shell", "--no-imports", "-c", SESSION).strip()
    with serving(environment) as base_url:
        proxy = Proxy(base_url)
        found = [proxy.seen(name, path) for name, path in PAGES.items()]
        found.append(proxy.seen("picture", proxy.a_picture(on=found[0]["last"]["body"])))
        signed_in = proxy.sign_in()
        assert signed_in["status"] == 302
        found.append(proxy.seen("signing in", "/aanmelden/", signed_in))
        found.append(proxy.seen("admin", "/admin/", Cookie=f"__Host-sessionid={session}"))
    return found


def without(header: str, seen: dict) -> dict:
    """`seen` as it would be without `header`."""
    bare = deepcopy(seen) | {"name": f"without {header}"}
    bare["last"]["headers"] = [pair for pair in seen["last"]["headers"] if pair[0] != header]
    assert len(bare["last"]["headers"]) < len(seen["last"]["headers"])
    return bare


def with_a_loose_cookie(seen: dict) -> dict:
    """`seen` as it would be with a session that goes over HTTP too."""
    loose = deepcopy(seen) | {"name": "loose cookie"}
    loose["last"]["headers"] = [
        (name, "sessionid=x; Path=/" if name == "Set-Cookie" else value) for name, value in seen["last"]["headers"]
    ]
    return loose


@pytest.fixture(scope="module")
def judged(answers, tmp_path_factory) -> dict[str, dict]:
    """Grade, score and rules of each of `answers`, and of some that are worse, by name."""
    node = program("node")
    folder = npm_install(HERE, tmp_path_factory.mktemp("headers"))
    home_page = answers[0]
    worse = [without(header, home_page) for header in NEEDED] + [with_a_loose_cookie(seen) for seen in answers[-2:-1]]
    done = subprocess.run(
        [node, "grade.mjs"], cwd=folder, input=json.dumps(answers + worse), capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return {each["name"]: each for each in json.loads(done.stdout)}


def test_everything_gets_the_top_grade_and_loses_no_point(answers, judged):
    statuses = {seen["name"]: seen["last"]["status"] for seen in answers}
    assert statuses == dict.fromkeys(statuses, 200) | {"signing in": 302, "page with a personal link": 404}

    for name in statuses:
        print(judged[name]["grade"], judged[name]["score"], name)  # noqa: T201  (for whoever asks for it with -s)
    assert {name: judged[name]["grade"] for name in statuses} == dict.fromkeys(statuses, "A+")
    rules = [(name, rule, *found) for name in statuses for rule, found in judged[name]["rules"].items()]
    assert [(name, rule, result) for name, rule, result, points in rules if points < 0] == []


@pytest.mark.parametrize("header", NEEDED)
def test_a_page_without_a_header_gets_less(judged, header):
    assert judged[f"without {header}"]["score"] < judged["home page"]["score"]


def test_a_page_without_a_policy_gets_another_grade(judged):
    assert judged["without Content-Security-Policy"]["grade"] != "A+"


def test_a_cookie_that_goes_over_http_costs_points(judged):
    assert judged["signing in"]["rules"]["cookies"][1] > 0
    assert judged["loose cookie"]["rules"]["cookies"][1] < 0


def test_lock_of_the_observatory_names_no_registry():
    lock = json.loads((HERE / "package-lock.json").read_text())

    assert lock["packages"]["node_modules/@mdn/mdn-http-observatory"]["integrity"]
    assert not [name for name, package in lock["packages"].items() if "resolved" in package]
