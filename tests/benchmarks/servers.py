"""The site, and what it is held against, under gunicorn as on a server; each on a database of its own that is gone afterwards. 127.0.0.1 only."""

from __future__ import annotations

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent.parent
POSTGRES = os.environ.get("TEST_DATABASE_URL", "postgres://postgres@127.0.0.1:5432/lus")


def environment(database: str, folder: Path) -> dict[str, str]:
    """What a production server has, with nothing of the caller's own."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "cms.settings.production",
        "SECRET_KEY": secrets.token_urlsafe(60),
        "PRIVACY_KEY": secrets.token_urlsafe(60),
        "ALLOWED_HOSTS": "127.0.0.1,www.example.org",
        "BASE_URL": "https://www.example.org",
        "SSL_REDIRECT": "off",
        "DATABASE_URL": database,
        "MEDIA_DIR": str(folder / "media"),
        "EMAIL_URL": "dummymail://",
        "LOG_LEVEL": "WARNING",
        "WEB_CONCURRENCY": "2",
    }


def manage(env: dict[str, str], *arguments: str, given: str | None = None) -> str:
    """Run `manage.py` to its end. Raises with what it said when it fails."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=env,
        input=given,
        capture_output=True,
        text=True,
        timeout=900,
    )
    if done.returncode:
        raise SystemExit(f"manage.py {' '.join(arguments)[:60]} failed:\n{(done.stdout + done.stderr)[-3000:]}")
    return done.stdout


def asked(env: dict[str, str], code: str, given: str = "") -> dict:
    """What a few lines inside Django print as JSON on their last line."""
    return json.loads(manage(env, "shell", "--no-imports", "--command", code, given=given).strip().splitlines()[-1])


@contextmanager
def serving(module: str, env: dict[str, str]):
    """gunicorn with the site's own configuration; gives its port and process id, and stops it afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "--config",
        "deploy/gunicorn.conf.py",
        "--bind",
        f"127.0.0.1:{port}",
        module,
    ]
    server = subprocess.Popen(command, cwd=ROOT, env=env | {"PYTHONPATH": str(ROOT)}, start_new_session=True)
    try:
        _wait(port, server)
        yield port, server.pid
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(30)


def _wait(port: int, server: subprocess.Popen) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("gunicorn did not answer")


def memory_of_workers(master: int) -> float:
    """Resident memory of the worker processes together, in MB; what they share counts for each."""
    total = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            lines = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
        except OSError:
            continue
        if int(lines["PPid"]) == master:
            total += int(lines.get("VmRSS", "0 kB").split()[0])
    return total / 1024


@contextmanager
def database(engine: str, folder: Path):
    """The address of an empty database, gone afterwards."""
    if engine == "sqlite":
        yield f"sqlite:///{folder / 'bench.sqlite3'}"
        return
    import psycopg

    name = f"lus_bench_{secrets.token_hex(4)}"
    parts = urlsplit(POSTGRES)
    with psycopg.connect(parts._replace(path="/postgres").geturl(), autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield parts._replace(path=f"/{name}").geturl()
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def bare():
    """The port of the same server with a view that does nothing."""
    with tempfile.TemporaryDirectory(prefix="lus-bench-") as made:
        env = environment("sqlite://:memory:", Path(made))
        env.pop("DJANGO_SETTINGS_MODULE")
        with serving("tests.benchmarks.bare:application", env) as (port, _pid):
            yield port
