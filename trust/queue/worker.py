"""Who takes tasks: one process, one task at a time. The same for both queues, but for how it hears that there is one."""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Sequence
from traceback import extract_tb, format_list
from types import FrameType, TracebackType
from typing import Any

from django.conf import settings
from django.db import OperationalError, close_old_connections, connections
from django.utils.crypto import get_random_string
from django_tasks import TaskContext, task_backends
from django_tasks.signals import task_finished, task_started
from django_tasks_db.models import DBTaskResult
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import RedisError
from redis.exceptions import TimeoutError as RedisTimeoutError
from rq import SimpleWorker
from rq.job import Job
from rq.serializers import JSONSerializer

from trust.queue.backends import TAKE_ONE, RedisQueue
from trust.queue.services import beat, claim_task, fail_task, finish_task, say_goodbye

logger = logging.getLogger(__name__)

LOOK_EVERY_SECONDS = 1.0
# So long a worker looks by itself before it asks whether Redis is back.
REDIS_AWAY_SECONDS = 10.0


def new_worker_id() -> str:
    """A name that no other worker has; says where it runs."""
    return f"{socket.gethostname()[:30]}-{os.getpid()}-{get_random_string(8).lower()}"


class Heart(threading.Thread):
    """Says that the worker lives, also while it is busy with a long task."""

    def __init__(self, worker_id: str):
        super().__init__(name="heart", daemon=True)
        self.worker_id = worker_id
        self.stopped = threading.Event()

    def __enter__(self) -> Heart:
        beat(worker_id=self.worker_id)  # before the first task is taken, so that nobody takes it for abandoned
        self.start()
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        self.stopped.set()
        self.join(timeout=5)
        say_goodbye(worker_id=self.worker_id)

    def run(self) -> None:
        while not self.stopped.wait(settings.QUEUE_SILENCE.total_seconds() / 6):
            try:
                close_old_connections()
                beat(worker_id=self.worker_id)
            except Exception:  # the database may be away for a moment; the next beat tries again
                logger.exception("a worker could not say that it lives")
        connections.close_all()


def run_task(*, task: DBTaskResult, worker_id: str) -> bool:
    """Run a claimed task and write how it ended; True when it ended well.

    Of a failure the class and the frames are kept, never the text: it may name a person. A `SystemExit` (a second signal to stop) goes on.
    """
    try:
        function = task.task
        backend = type(function.get_backend())
        result: Any = task.task_result
        task_started.send(sender=backend, task_result=result)
        first: list[Any] = [TaskContext(task_result=result)] if function.takes_context else []
        value = function.call(*first, *result.args, **result.kwargs)
        is_ours = finish_task(task=task, worker_id=worker_id, return_value=value)
    except BaseException as error:
        kind = f"{type(error).__module__}.{type(error).__qualname__}"
        where = _frames(error.__traceback__)
        fail_task(task=task, worker_id=worker_id, error=kind, where=where)
        logger.error("task %s (%s) failed: %s\n%s", task.pk, task.task_path, kind, where)
        if not isinstance(error, Exception):
            raise
        return False
    if is_ours:
        task.refresh_from_db()
        task_finished.send(sender=backend, task_result=task.task_result)
    return is_ours


def _frames(trace: TracebackType | None) -> str:
    return "".join(format_list(extract_tb(trace)))


def take_one(queue_name: str) -> bool:
    """What a call from Redis asks: take the most urgent due task of that queue, if any is left, and run it."""
    close_old_connections()
    worker_id = _worker_id_here
    task = claim_task(worker_id=worker_id, queue_names=[queue_name])
    if task is not None:
        run_task(task=task, worker_id=worker_id)
    close_old_connections()
    return task is not None


# One worker a process: RQ calls `take_one` in it, with nothing but the name of the queue.
_worker_id_here = ""


class DatabaseWorker:
    """Looks in the database each second; more of them at once take different tasks."""

    def __init__(self, *, worker_id: str, queue_names: Sequence[str], batch: bool = False):
        self.worker_id = worker_id
        self.queue_names = queue_names
        self.batch = batch
        self.stopped = threading.Event()

    def work(self) -> None:
        """Take tasks until told to stop; a batch ends when none is due."""
        with Heart(self.worker_id):
            while not self.stopped.is_set():
                if not self.take_or_wait() and self.batch:
                    return

    def take_or_wait(self) -> bool:
        """Run the most urgent due task; wait a second when there is none. False: there was none."""
        close_old_connections()
        try:
            task = claim_task(worker_id=self.worker_id, queue_names=self.queue_names)
        except OperationalError:
            # A database that is locked or away; it will come back, and until then there is nothing to do.
            logger.exception("a worker could not look for tasks")
            task = None
        if task is not None:
            run_task(task=task, worker_id=self.worker_id)
        elif not self.batch:
            self.stopped.wait(LOOK_EVERY_SECONDS)
        return task is not None

    def heed_signals(self) -> None:
        """The first signal lets the running task end; the second one does not wait."""
        if threading.current_thread() is not threading.main_thread():
            return  # under the reloader, which ends the process
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, self.stop)

    def stop(self, signum: int, frame: FrameType | None) -> None:
        if self.stopped.is_set():
            sys.exit(1)
        self.stopped.set()


class OnlyOurCalls(Job):
    """Whatever else stands in Redis is not run: it may name any function of the house."""

    def perform(self) -> Any:
        if self.func_name != TAKE_ONE:
            raise PermissionError(self.func_name)
        return super().perform()


class RedisAway(Exception):
    """Said to RQ's worker, which would otherwise sleep up to a minute at a time until Redis is back."""


class AnsweringWorker(SimpleWorker):
    """RQ's worker that runs calls in its own process, and ends when Redis goes away."""

    def heartbeat(self, *args: Any, **options: Any) -> None:
        try:
            super().heartbeat(*args, **options)
        except (RedisConnectionError, RedisTimeoutError) as error:
            raise RedisAway from error


class RedisWorker(DatabaseWorker):
    """Waits for calls through RQ; the task itself comes from the database. While Redis is away it looks there by itself."""

    def __init__(self, *, worker_id: str, queue_names: Sequence[str], batch: bool = False):
        super().__init__(worker_id=worker_id, queue_names=queue_names, batch=batch)
        backend = task_backends["default"]
        if not isinstance(backend, RedisQueue):
            raise TypeError("TASKS_URL names no Redis")
        self.backend: RedisQueue = backend

    def work(self) -> None:
        """Answer calls until told to stop; a batch ends when none is left."""
        global _worker_id_here
        _worker_id_here = self.worker_id
        with Heart(self.worker_id):
            while not self.stopped.is_set():
                try:
                    self._answer_calls()
                except RedisError as error:
                    logger.error("Redis is away, tasks are looked for in the database: %s", type(error).__name__)
                if self.batch or self.stopped.is_set():
                    return
                self._look_for_a_while()

    def _answer_calls(self) -> None:
        """Until RQ's worker ends: because it was told to, which `stopped` then says, or because Redis went away."""
        worker = AnsweringWorker(
            [self.backend.rq_queue(name) for name in self.queue_names or sorted(self.backend.queues)],
            name=f"{self.backend.options['prefix']}-{self.worker_id}-{get_random_string(4).lower()}",
            connection=self.backend.redis,
            job_class=OnlyOurCalls,
            serializer=JSONSerializer,
            worker_ttl=30,
            log_job_description=False,
        )
        try:
            worker.work(burst=self.batch, logging_level="WARNING")
        finally:
            if worker._shutdown_requested_date:
                self.stopped.set()
            self.heed_signals()  # RQ's worker heeds them itself while it works

    def _look_for_a_while(self) -> None:
        until = time.monotonic() + REDIS_AWAY_SECONDS
        while time.monotonic() < until and not self.stopped.is_set():
            self.take_or_wait()


def worker_for(*, queue_names: Sequence[str], batch: bool = False) -> DatabaseWorker | RedisWorker:
    """The worker that fits `TASKS`."""
    kind = RedisWorker if isinstance(task_backends["default"], RedisQueue) else DatabaseWorker
    return kind(worker_id=new_worker_id(), queue_names=queue_names, batch=batch)
