"""A server with the demo site, and Chromium to look at it with."""

from __future__ import annotations

import fcntl
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO
from urllib.request import urlopen

import pytest

from tests.browser.log_reading import telling
from tests.browser.resident import resident_in
from tests.databases import copy_migrated

ROOT = Path(__file__).resolve().parent.parent.parent
STARTING = 120  # seconds that the server may take on a busy machine
# Debian's builds of Chromium: the one without windows does the same with half the work.
BUILDS = ("/usr/bin/chromium-headless-shell", "/usr/bin/chromium")
CHROMIUM = os.environ.get("CHROMIUM") or next((build for build in BUILDS if Path(build).exists()), BUILDS[-1])
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items):
    """Without Chromium these tests are skipped, or fail when nothing may be left out."""
    if Path(CHROMIUM).exists() or os.environ.get("REQUIRE_ALL") == "1":
        return
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason=f"{CHROMIUM} is not here"))


@pytest.fixture(scope="session")
def demo_environment(tmp_path_factory, django_db_blocker) -> dict[str, str]:
    """A database and pictures of the demo site, made once for all processes of this run: on SQLite, or on the PostgreSQL of `DATABASE_URL`."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    made = folder / "demo-site"
    made.mkdir(exist_ok=True)
    env = environment_of(made, address_of("browser", made))
    with (made / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (made / "ready").exists():
            with django_db_blocker.unblock():
                copy_migrated(env["DATABASE_URL"])
            manage(env, "fill_demo")
            (made / "ready").touch()
    manage(env, "worker", "--batch")  # each process of this run takes its part of the pictures
    return env


def environment_of(folder: Path, url: str) -> dict[str, str]:
    """That of a site with its pictures in `folder` and its database at `url`."""
    kept = {name: value for name, value in os.environ.items() if not name.endswith("_URL") and name != "DEBUG"}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
        "DEBUG": "off",
        "DATABASE_URL": url,
        "MEDIA_DIR": str(folder / "media"),
        "EMAIL_URL": "dummymail://",
        "DEMO_PASSWORD": "a-long-sentence-for-tests",
        "RATE_LIMITS": "off",  # all these tests come from one address; who tests limits asks for a server with them
        "LOG_LEVEL": "INFO",
        "LOG_FORMAT": "json",
        "LEDGER_FILE": str(folder / "erasures.jsonl"),
        "PYTHONPATH": str(ROOT),
    }


def address_of(name: str, folder: Path) -> str:
    """Where a database of this run is: a file in `folder`, or beside the one on PostgreSQL that `DATABASE_URL` names."""
    named = os.environ.get("DATABASE_URL", "")
    return f"{named}_{name}" if named.startswith("postgres") else f"sqlite:///{folder / name}.sqlite3"


def manage(env: dict[str, str], *arguments: str) -> str:
    """What `manage.py` says, run to its end; shown when it fails."""
    status, said, complained = resident_in(frozenset(env.items()), str(ROOT)).run(*arguments)
    assert status == 0, f"manage.py {arguments[0]}:\n{(said + complained)[-3000:]}"
    return said


def follow(control) -> None:
    """Press a link or a button of a page (a locator), and wait for the page that follows: a click alone doesn't."""
    with control.page.expect_navigation():
        control.click()


@pytest.fixture(scope="session")
def base_url(demo_environment, tmp_path_factory) -> Iterator[str]:
    """Where gunicorn serves the demo site, as `make run` does; what it logs in all those tests tells of nobody."""
    path = tmp_path_factory.mktemp("log") / "site.log"
    with path.open("w") as log, serving(demo_environment, log=log) as address:
        yield address
    assert telling(path.read_text()) == []


@contextmanager
def serving(environment: dict[str, str], log: TextIO | None = None) -> Iterator[str]:
    """The address at which gunicorn serves the site of that environment, until this closes.

    It is handed a socket that listens already: nobody else can take the port, and whoever comes early waits in its queue.
    """
    with socket.create_server(("127.0.0.1", 0), backlog=128) as door:
        address = f"http://127.0.0.1:{door.getsockname()[1]}"
        env = environment | {"WEB_CONCURRENCY": "1", "BASE_URL": address}
        command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py"]
        server = subprocess.Popen(
            [*command, "--bind", f"fd://{door.fileno()}", "cms.wsgi"],
            cwd=ROOT,
            env=env,
            pass_fds=[door.fileno()],
            stdout=log,
            stderr=log,
        )
    try:
        with urlopen(f"{address}/healthz/", timeout=STARTING) as answer:
            assert answer.status == 200
        yield address
    finally:
        server.terminate()
        server.wait(30)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict:
    assert Path(CHROMIUM).exists(), f"{CHROMIUM} is not here, and REQUIRE_ALL=1"
    return {"executable_path": CHROMIUM, "args": FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args) -> dict:
    return browser_context_args | {"locale": "nl-BE", "viewport": {"width": 1280, "height": 900}}


@contextmanager
def quietly(browser, base_url: str) -> Iterator[Any]:
    """A page of a browser with JavaScript off, as narrow as a phone."""
    context = browser.new_context(java_script_enabled=False, base_url=base_url, viewport={"width": 360, "height": 740})
    yield context.new_page()
    context.close()


@pytest.fixture
def quiet(browser, base_url) -> Iterator[Any]:
    """Such a page of this test's own."""
    with quietly(browser, base_url) as page:
        yield page
