"""A worker that is killed in the middle of a task: it runs again, once, on both queues and both databases."""

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django_tasks_db.models import DBTaskResult
from redis import Redis
from redis.exceptions import ConnectionError as RedisConnectionError

from tests.trust.queue.conftest import REDIS_URL
from tests.trust.queue.work import note_and_die_once, note_until
from trust.queue.models import TaskRetry, WorkerBeat
from trust.queue.services import queue_health

SILENCE_SECONDS = 2
PROGRAM = "import django; django.setup(); from django.core.management import call_command; call_command('worker')"


@contextmanager
def worker(queue: str, prefix: str = "", url: str = REDIS_URL):
    """A real worker process on the test database."""
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.trust.queue.worker_settings",
        "WORKER_DATABASE": str(connection.settings_dict["NAME"]),
        "TASKS_URL": url if queue == "redis" else "",
        "TASKS_PREFIX": prefix or "lus",
        "QUEUE_SILENCE": str(SILENCE_SECONDS),
    }
    process = subprocess.Popen([sys.executable, "-c", PROGRAM], cwd=settings.BASE_DIR, env=env)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def until(true, seconds: float = 60) -> None:
    """Wait for `true()`; fail when it takes too long."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "took too long"
        time.sleep(0.1)


def lines(path: Path) -> list[str]:
    return [line.split()[0] for line in path.read_text().splitlines()] if path.exists() else []


@pytest.fixture
def prefix(any_queue, request):
    return request.getfixturevalue("redis")[1] if any_queue == "redis" else ""


@pytest.mark.django_db(transaction=True)
def test_a_task_whose_worker_is_killed_runs_again_once(any_queue, prefix, tmp_path, settings):
    out, end = tmp_path / "out", tmp_path / "end"
    note_until.enqueue(str(out), str(end))
    with worker(any_queue, prefix) as first:
        until(lambda: lines(out) == ["begun"])
        first.send_signal(signal.SIGKILL)
        first.wait()
    assert DBTaskResult.objects.get().status == "RUNNING"

    settings.QUEUE_SILENCE = timedelta(hours=1)
    call_command("tend_queue")
    assert DBTaskResult.objects.get().status == "RUNNING"  # it may still live: nobody takes it before a long silence
    settings.QUEUE_SILENCE = timedelta(seconds=SILENCE_SECONDS)
    end.touch()
    with worker(any_queue, prefix) as second:
        time.sleep(SILENCE_SECONDS)
        for _ in range(2):
            call_command("tend_queue")
        until(lambda: DBTaskResult.objects.get().status == "SUCCESSFUL")
        until(lambda: queue_health().workers == 1)
        second.send_signal(signal.SIGTERM)
        assert second.wait(timeout=60) == 0

    assert lines(out) == ["begun", "begun", "ended"]
    # The one that was asked to stop has said goodbye; the one that was killed could not.
    assert WorkerBeat.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_asked_to_stop_ends_its_task_first(any_queue, prefix, tmp_path):
    out, end = tmp_path / "out", tmp_path / "end"
    note_until.enqueue(str(out), str(end))
    with worker(any_queue, prefix) as only:
        until(lambda: lines(out) == ["begun"])
        only.send_signal(signal.SIGTERM)
        time.sleep(0.3)  # it is asked in the middle of its task
        end.touch()
        assert only.wait(timeout=60) == 0

    assert lines(out) == ["begun", "ended"]
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"
    assert not TaskRetry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_task_that_kills_its_worker_is_counted(database_queue, tmp_path, settings):
    settings.QUEUE_SILENCE = timedelta(seconds=SILENCE_SECONDS)
    out = tmp_path / "out"
    note_and_die_once.enqueue(str(out))
    with worker("database") as first:
        assert first.wait(timeout=60) == -signal.SIGKILL
    time.sleep(SILENCE_SECONDS)
    call_command("tend_queue")
    assert (TaskRetry.objects.get().attempts, TaskRetry.objects.get().last_error) == (1, "Abandoned")

    with worker("database"):
        until(lambda: DBTaskResult.objects.get().status == "SUCCESSFUL")

    assert lines(out) == ["begun", "begun", "ended"]
    assert not TaskRetry.objects.exists()


@contextmanager
def redis_server(port: int):
    """A Redis of this test alone, that it may take away."""
    command = ["redis-server", "--port", str(port), "--save", "", "--bind", "127.0.0.1"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        client = Redis(port=port)
        until(lambda: _answers(client))
        yield client
    finally:
        process.kill()
        process.wait()


def _answers(client: Redis) -> bool:
    try:
        return bool(client.ping())
    except RedisConnectionError:
        return False


@pytest.mark.skipif(not shutil.which("redis-server"), reason="no redis-server to start and stop")
@pytest.mark.django_db(transaction=True)
def test_while_redis_is_away_workers_look_by_themselves_and_still_stop_when_asked(database_queue, tmp_path):
    out, end, port = tmp_path / "out", tmp_path / "end", 6390 + os.getpid() % 100
    end.touch()
    with worker("redis", url=f"redis://127.0.0.1:{port}/0") as only:
        note_until.enqueue(str(out), str(end))  # Redis is not there yet, and nobody calls
        until(lambda: len(lines(out)) == 2)
        with redis_server(port) as client:
            until(lambda: client.smembers("rq:workers"))
        note_until.enqueue(str(out), str(end))  # and now it went away
        until(lambda: len(lines(out)) == 4)
        only.send_signal(signal.SIGTERM)
        assert only.wait(timeout=60) == 0

    assert lines(out) == ["begun", "ended"] * 2
    assert not WorkerBeat.objects.exists()
