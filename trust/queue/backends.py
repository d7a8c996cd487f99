"""The two queues. In both a task is a row, written with its cause; they differ in how workers hear of it (docs/adr/0019)."""

from __future__ import annotations

import logging
from functools import cached_property
from typing import Any

from django.db import transaction
from django_tasks_db import DatabaseBackend
from redis import Redis
from redis.exceptions import RedisError
from rq import Queue
from rq.serializers import JSONSerializer

logger = logging.getLogger(__name__)

# What a worker does with each call from Redis. A call names no task: the worker takes the most urgent that is due.
TAKE_ONE = "trust.queue.worker.take_one"
# Calls that nobody answered are forgotten; `tend_queue` makes new ones for tasks that still wait.
CALL_LIVES_SECONDS = 3600


class DatabaseQueue(DatabaseBackend):
    """Tasks are rows; each worker looks for one every second."""

    def call_workers(self, queue_name: str, times: int = 1) -> None:
        """Say that `times` tasks wait. Here workers look by themselves."""

    def calls_waiting(self, queue_name: str) -> int:
        """Calls that no worker has answered yet."""
        return 0


class RedisQueue(DatabaseQueue):
    """Tasks are rows; workers are called through RQ as soon as the row is committed, on any machine.

    Options: `url` of Redis; `prefix` of the names of queues there, for more sites than one on one Redis.
    Redis holds calls, never a task: when it is emptied or away nothing is lost, and `tend_queue` calls again.
    """

    @cached_property
    def redis(self) -> Redis:
        """One pool of connections a process. A worker waits at most a quarter of a minute for a call."""
        return Redis.from_url(
            self.options["url"], socket_connect_timeout=2, socket_timeout=30, health_check_interval=30
        )

    def rq_queue(self, queue_name: str) -> Queue:
        """RQ's queue for ours; JSON, since a pickle in Redis would run whatever it holds."""
        return Queue(f"{self.options['prefix']}-{queue_name}", connection=self.redis, serializer=JSONSerializer)

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> Any:
        result: Any = super().enqueue(task, args, kwargs)
        if task.run_after is None:
            # A worker that is called before the commit finds nothing.
            transaction.on_commit(lambda: self.call_workers(task.queue_name), robust=True)
        return result

    async def aenqueue(self, task: Any, args: Any, kwargs: Any) -> Any:
        from asgiref.sync import sync_to_async  # only where somebody awaits

        return await sync_to_async(self.enqueue)(task, args, kwargs)

    def call_workers(self, queue_name: str, times: int = 1) -> None:
        try:
            queue = self.rq_queue(queue_name)
            for _ in range(times):
                queue.enqueue_call(
                    TAKE_ONE,
                    args=(queue_name,),
                    timeout=-1,
                    result_ttl=0,
                    ttl=CALL_LIVES_SECONDS,
                    failure_ttl=CALL_LIVES_SECONDS,
                )
        except RedisError as error:
            # The task stands in the database and is found by `tend_queue`; whoever asked need not know.
            logger.error("no worker could be called: %s", type(error).__name__)

    def calls_waiting(self, queue_name: str) -> int:
        return self.rq_queue(queue_name).count
