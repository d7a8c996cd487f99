"""Both queues, real ones: the database's and Redis'."""

import os

import pytest
from redis import Redis

REDIS_URL = os.environ.get("TEST_TASKS_URL", "redis://127.0.0.1:6379/1")
DATABASE = {"default": {"BACKEND": "trust.queue.backends.DatabaseQueue", "QUEUES": ["default"]}}


@pytest.fixture
def redis():
    """A Redis for tests, emptied of what they left; skipped where there is none, said."""
    client = Redis.from_url(REDIS_URL, socket_connect_timeout=1)
    try:
        client.ping()
    except Exception:
        if os.environ.get("REQUIRE_ALL"):
            raise
        pytest.skip("no Redis")
    prefix = f"B-test-{os.getpid()}"
    yield client, prefix
    for pattern in ("rq:*", "rq:*:*"):
        for key in client.scan_iter(pattern):
            if prefix.encode() in key:
                client.delete(key)
        for job in client.scan_iter("rq:job:*"):
            if prefix.encode() in (client.hget(job, "origin") or b""):
                client.delete(job)
    client.srem("rq:queues", f"rq:queue:{prefix}-default")
    client.close()


@pytest.fixture
def database_queue(settings):
    """Tasks wait in the database; workers look."""
    settings.TASKS = DATABASE


@pytest.fixture
def redis_queue(settings, redis):
    """Tasks wait in the database; workers are called through Redis."""
    _client, prefix = redis
    settings.TASKS = {
        "default": {
            "BACKEND": "trust.queue.backends.RedisQueue",
            "QUEUES": ["default"],
            "OPTIONS": {"url": REDIS_URL, "prefix": prefix},
        }
    }


@pytest.fixture(params=["database", "redis"])
def any_queue(request):
    """The same test on each of the two queues."""
    request.getfixturevalue(f"{request.param}_queue")
    return request.param
