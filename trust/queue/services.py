"""Failed tasks again, abandoned tasks back, and how the queue is doing: one face for the database queue and RQ."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Case, Count, F, Min, OuterRef, Q, Subquery, When
from django.utils.timezone import now
from django_tasks import TaskResultStatus, task_backends
from django_tasks_db.models import DBTaskResult, get_date_max
from redis.exceptions import RedisError

from trust.audit.services import record
from trust.queue.errors import NotGivenUp
from trust.queue.models import TaskRetry, WorkerBeat

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

logger = logging.getLogger(__name__)

# Seconds before the second, third … attempt; after the last the task is given up and stays visible.
RETRY_AFTER = (30, 120, 600, 3600, 4 * 3600)
# A task that has been due for this long says that no worker takes them.
PATIENCE = timedelta(minutes=15)
# Some other program may run our tasks (`db_worker`), which never says that it lives; nothing of ours takes this long.
FOREIGN_PATIENCE = timedelta(hours=6)
# A due task that waited this long was perhaps never called for.
CALL_AGAIN_AFTER = timedelta(seconds=30)
BEATS_KEPT = timedelta(days=1)
ABANDONED = "Abandoned"


@dataclass(frozen=True)
class QueueHealth:
    """How the queue is doing. `oldest_waiting`: how long the oldest due task waits; None when none is due."""

    waiting: int
    running: int
    abandoned: int
    given_up: int
    workers: int
    oldest_waiting: timedelta | None

    @property
    def is_stuck(self) -> bool:
        """A due task has waited longer than a quarter of an hour."""
        return self.oldest_waiting is not None and self.oldest_waiting > PATIENCE


def waits(*, task_path: str) -> bool:
    """Whether such a task is due and no worker has begun it: it will see all that is committed by now."""
    return DBTaskResult.objects.ready().filter(task_path=task_path).order_by().exists()


# --- what workers do --------------------------------------------------------------------------------------------


def beat(*, worker_id: str) -> None:
    """Say that this worker lives."""
    moment = now()
    WorkerBeat.objects.update_or_create(
        worker_id=worker_id, defaults={"beat_at": moment}, create_defaults={"started_at": moment, "beat_at": moment}
    )


def say_goodbye(*, worker_id: str) -> None:
    """This worker ends and holds no task."""
    WorkerBeat.objects.filter(worker_id=worker_id).delete()


@transaction.atomic
def claim_task(*, worker_id: str, queue_names: Iterable[str] = ()) -> DBTaskResult | None:
    """Take the most urgent task that is due, of `queue_names` or of any queue; None when there is none. No two workers get the same one."""
    due = DBTaskResult.objects.ready()
    if names := list(queue_names):
        due = due.filter(queue_name__in=names)
    task = due.select_for_update(skip_locked=True).first()
    if task is not None:
        task.claim(worker_id)
    return task


def finish_task(*, task: DBTaskResult, worker_id: str, return_value: object) -> bool:
    """Write that `task` ended well. False when it was taken back meanwhile: then another worker has it, and its word counts."""
    return _end(
        task,
        worker_id,
        status=TaskResultStatus.SUCCESSFUL,
        return_value=return_value,
        exception_class_path="",
        traceback="",
    )


def fail_task(*, task: DBTaskResult, worker_id: str, error: str, where: str) -> bool:
    """Write that `task` failed with `error` (dotted class) at `where` (frames without values), and when it is tried again."""
    is_ours = _end(
        task,
        worker_id,
        status=TaskResultStatus.FAILED,
        return_value=None,
        exception_class_path=error,
        traceback=where,
    )
    if is_ours:
        _plan_retry(task.pk)
    return is_ours


def _end(task: DBTaskResult, worker_id: str, **fields: object) -> bool:
    # The claim is in the condition: a worker that was thought dead does not overwrite what its successor did.
    rows = DBTaskResult.objects.filter(pk=task.pk, status=TaskResultStatus.RUNNING, started_at=task.started_at)
    if not rows.update(finished_at=now(), **fields):
        logger.warning("task %s of worker %s ended after it was taken back", task.pk, worker_id)
        return False
    if fields["status"] == TaskResultStatus.SUCCESSFUL:
        TaskRetry.objects.filter(task_id=task.pk).delete()
    return True


# --- what the clock does ----------------------------------------------------------------------------------------


def retry_failed_tasks() -> int:
    """Plan again what failed and was not planned by its worker (an older one, or one that died just then). Returns tasks planned.

    A task that failed waits as READY until its next attempt by `RETRY_AFTER`; one that has used all attempts is given up, loudly.
    """
    given_up = TaskRetry.objects.filter(given_up_at__isnull=False).values("task_id")
    failed = DBTaskResult.objects.failed().exclude(pk__in=given_up).order_by("finished_at", "pk").values_list("pk")
    return sum(_plan_retry(pk) for (pk,) in list(failed[:500]))


def reclaim_abandoned_tasks() -> int:
    """Take back tasks left RUNNING by a worker that fell silent. Two at once reclaim each task once. Returns tasks taken back."""
    taken = [task for task in _abandoned(now()) if _take_back(task)]
    _forget_silent_workers()
    return len(taken)


def call_for_waiting_tasks() -> int:
    """Call workers for tasks that came due by the clock, or whose call was lost with Redis. Returns calls made."""
    moment = now()
    late = DBTaskResult.objects.ready().filter(
        Q(run_after=get_date_max(), enqueued_at__lt=moment - CALL_AGAIN_AFTER) | Q(run_after__lte=moment)
    )
    calls = 0
    for row in late.values("backend_name", "queue_name").annotate(number=Count("pk")).order_by("queue_name"):
        backend: Any = task_backends[row["backend_name"]]
        if not hasattr(backend, "call_workers"):
            continue
        try:
            missing = row["number"] - backend.calls_waiting(row["queue_name"])
        except RedisError as error:
            logger.error("no worker could be called: %s", type(error).__name__)
            continue
        if missing > 0:
            backend.call_workers(row["queue_name"], missing)
            calls += missing
    return calls


def forget_ended_retries() -> int:
    """Throw away what is known of tasks that are gone."""
    alive = DBTaskResult.objects.filter(pk=OuterRef("task_id")).values("pk")
    gone, _ = TaskRetry.objects.annotate(task=Subquery(alive)).filter(task__isnull=True).delete()
    return gone


@transaction.atomic
def _plan_retry(task_id: UUID) -> bool:
    """Count a failed attempt and put the task back, or give it up. False when it is not failed any more, or given up already."""
    task = DBTaskResult.objects.select_for_update().filter(pk=task_id, status=TaskResultStatus.FAILED).first()
    if task is None:
        return False
    error = (task.exception_class_path or ABANDONED).rpartition(".")[2]
    retry = _count_attempt(task, error)
    if retry.given_up_at:
        return False
    moment = task.finished_at or now()
    task.status = TaskResultStatus.READY
    task.run_after = retry.next_attempt_at = moment + timedelta(seconds=RETRY_AFTER[retry.attempts - 1])
    task.save(update_fields=["status", "run_after"])
    retry.save()
    return True


@transaction.atomic
def _take_back(seen: DBTaskResult) -> bool:
    """Put an abandoned task back at once; one that keeps killing its worker is given up like one that keeps failing."""
    task = (
        DBTaskResult.objects.select_for_update()
        .filter(pk=seen.pk, status=TaskResultStatus.RUNNING, started_at=seen.started_at)
        .first()
    )
    if task is None:
        return False
    logger.warning("task %s (%s) was abandoned and is taken back", task.pk, task.task_path)
    if _count_attempt(task, ABANDONED).given_up_at:
        task.status, task.finished_at, task.exception_class_path = TaskResultStatus.FAILED, now(), ABANDONED
        task.save(update_fields=["status", "finished_at", "exception_class_path"])
        return False
    task.status, task.started_at, task.run_after = TaskResultStatus.READY, None, get_date_max()
    task.save(update_fields=["status", "started_at", "run_after"])
    backend, queue_name = task_backends[task.backend_name], task.queue_name
    if hasattr(backend, "call_workers"):
        transaction.on_commit(lambda: backend.call_workers(queue_name), robust=True)
    return True


def _count_attempt(task: DBTaskResult, error: str) -> TaskRetry:
    """The task's retry with one attempt more; given up after the last."""
    retry, _created = TaskRetry.objects.select_for_update().get_or_create(
        task_id=task.pk, defaults={"task_path": task.task_path[:200]}
    )
    if retry.given_up_at:
        return retry
    retry.attempts += 1
    retry.last_error, retry.next_attempt_at = error[:200], None
    if retry.attempts > len(RETRY_AFTER):
        retry.given_up_at = now()
        logger.error("task %s (%s) is given up after %s attempts: %s", task.pk, task.task_path, retry.attempts, error)
    retry.save()
    return retry


def _abandoned(moment: datetime) -> list[DBTaskResult]:
    """Running tasks whose worker fell silent."""
    running = list(DBTaskResult.objects.running().order_by("pk").only("pk", "status", "started_at", "worker_ids"))
    beats = dict(WorkerBeat.objects.values_list("worker_id", "beat_at"))
    return [task for task in running if _is_abandoned(task, beats, moment)]


def _is_abandoned(task: DBTaskResult, beats: dict[str, datetime], moment: datetime) -> bool:
    seen = beats.get(task.worker_ids[-1]) if task.worker_ids else None
    if seen is not None:
        return seen < moment - settings.QUEUE_SILENCE
    return task.started_at is None or task.started_at < moment - FOREIGN_PATIENCE


def _forget_silent_workers() -> None:
    """Those that are long dead and left nothing behind."""
    holding = {worker for ids in DBTaskResult.objects.running().values_list("worker_ids", flat=True) for worker in ids}
    WorkerBeat.objects.filter(beat_at__lt=now() - BEATS_KEPT).exclude(worker_id__in=holding).delete()


# --- what staff and monitors ask ----------------------------------------------------------------------------------


def queue_health() -> QueueHealth:
    """How the queue is, in a constant number of queries."""
    moment = now()
    due = DBTaskResult.objects.ready().aggregate(
        waiting=Count("pk"),
        since=Min(Case(When(run_after=get_date_max(), then=F("enqueued_at")), default=F("run_after"))),
    )
    running = list(DBTaskResult.objects.running().only("pk", "started_at", "worker_ids"))
    beats = dict(WorkerBeat.objects.values_list("worker_id", "beat_at"))
    return QueueHealth(
        waiting=due["waiting"],
        running=len(running),
        abandoned=sum(_is_abandoned(task, beats, moment) for task in running),
        given_up=TaskRetry.objects.filter(given_up_at__isnull=False).count(),
        workers=sum(seen >= moment - settings.QUEUE_SILENCE for seen in beats.values()),
        oldest_waiting=max(moment - due["since"], timedelta(0)) if due["since"] else None,
    )


@transaction.atomic
def try_again(*, task_id: UUID, by: AbstractBaseUser) -> TaskRetry:
    """Put a task that was given up back in the queue, with all its attempts. Raises `NotGivenUp`. A repeat finds it waiting: `NotGivenUp`."""
    task = DBTaskResult.objects.select_for_update().filter(pk=task_id).first()
    retry = TaskRetry.objects.select_for_update().filter(task_id=task_id, given_up_at__isnull=False).first()
    if task is None or retry is None:
        raise NotGivenUp(task_id)
    task.status, task.run_after, task.finished_at = TaskResultStatus.READY, get_date_max(), None
    task.save(update_fields=["status", "run_after", "finished_at"])
    retry.attempts, retry.given_up_at = 0, None
    retry.save(update_fields=["attempts", "given_up_at"])
    record(verb="queue.tried_again", about=retry, by=by, details={"task": retry.task_path})
    backend = task_backends[task.backend_name]
    if hasattr(backend, "call_workers"):
        transaction.on_commit(lambda: backend.call_workers(task.queue_name), robust=True)
    return retry


@transaction.atomic
def throw_away(*, task_id: UUID, by: AbstractBaseUser) -> None:
    """Forget a task that was given up and that nobody needs any more. Repeating is harmless. Raises `NotGivenUp` while it is tried."""
    retry = TaskRetry.objects.select_for_update().filter(task_id=task_id).first()
    if retry is None:
        return
    if retry.given_up_at is None:
        raise NotGivenUp(task_id)
    record(verb="queue.thrown_away", by=by, details={"task": retry.task_path})
    DBTaskResult.objects.filter(pk=task_id, status=TaskResultStatus.FAILED).delete()
    retry.delete()
