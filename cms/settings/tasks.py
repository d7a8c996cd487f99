"""The queue: tasks wait in the database; workers look there each second, or are woken through RQ on Redis when `TASKS_URL` says so."""

from datetime import timedelta

from cms.settings.env import env

TASK_APPS: list[str] = []

# redis://host:6379/1 wakes workers on any number of machines at once; rediss:// does so over TLS (docs/adr/0019).
TASKS_URL = env("TASKS_URL", default="")
TASKS = {
    "default": {
        "BACKEND": "trust.queue.backends.RedisQueue" if TASKS_URL else "trust.queue.backends.DatabaseQueue",
        "QUEUES": ["default"],
        "OPTIONS": {"url": TASKS_URL, "prefix": env("TASKS_PREFIX", default="lus")} if TASKS_URL else {},
    }
}
# A worker that was not seen for this long is dead, and its task is taken back; it says six times in that time that it lives.
QUEUE_SILENCE = timedelta(seconds=env.int("QUEUE_SILENCE", default=120))
