"""Failed tasks are tried again, abandoned ones taken back, a stuck queue is seen (trust/queue/)."""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils.timezone import now
from django_tasks import task_backends
from django_tasks_db.models import DBTaskResult, get_date_max

from tests.factories.users import UserFactory
from tests.queries import exactly
from tests.trust.queue.work import fail, note
from trust.queue import services
from trust.queue.errors import NotGivenUp
from trust.queue.models import TaskRetry, WorkerBeat
from trust.queue.services import (
    RETRY_AFTER,
    beat,
    call_for_waiting_tasks,
    claim_task,
    finish_task,
    forget_ended_retries,
    queue_health,
    reclaim_abandoned_tasks,
    retry_failed_tasks,
    throw_away,
    try_again,
)
from trust.queue.worker import run_task, worker_for

ADDRESS = "an@example.org"


def work_off() -> None:
    """A worker that takes what is due and ends."""
    worker_for(queue_names=[], batch=True).work()


def the_task() -> DBTaskResult:
    return DBTaskResult.objects.get()


@pytest.mark.django_db(transaction=True)
def test_a_task_runs_once_and_is_told_of_by_nobody_else(any_queue, tmp_path):
    note.enqueue(str(tmp_path / "out"), "hello")

    work_off()
    work_off()

    assert (tmp_path / "out").read_text() == "hello\n"
    assert the_task().status == "SUCCESSFUL"
    assert not WorkerBeat.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_task_whose_cause_is_rolled_back_never_runs(any_queue, tmp_path):
    with transaction.atomic():
        note.enqueue(str(tmp_path / "out"), "hello")
        transaction.set_rollback(True)

    work_off()

    assert not (tmp_path / "out").exists()
    assert task_backends["default"].calls_waiting("default") == 0


@pytest.mark.django_db(transaction=True)
def test_no_worker_is_called_before_the_cause_is_committed(redis_queue, tmp_path):
    with transaction.atomic():
        note.enqueue(str(tmp_path / "out"), "hello")
        assert task_backends["default"].calls_waiting("default") == 0

    assert task_backends["default"].calls_waiting("default") == 1


@pytest.mark.django_db(transaction=True)
def test_the_more_urgent_task_goes_first(any_queue, tmp_path):
    for text, priority in [("low", -10), ("high", 10), ("middle", 0)]:
        note.using(priority=priority).enqueue(str(tmp_path / "out"), text)

    work_off()

    assert (tmp_path / "out").read_text().split() == ["high", "middle", "low"]


@pytest.mark.django_db(transaction=True)
def test_a_task_for_later_waits_for_its_time(any_queue, tmp_path, time_machine):
    note.using(run_after=now() + timedelta(hours=1)).enqueue(str(tmp_path / "out"), "later")
    call_command("tend_queue")
    work_off()
    assert not (tmp_path / "out").exists()
    assert queue_health().waiting == 0

    DBTaskResult.objects.update(run_after=now() - timedelta(seconds=1))
    call_command("tend_queue")
    work_off()

    assert (tmp_path / "out").read_text() == "later\n"


@pytest.mark.django_db(transaction=True)
def test_a_redis_that_was_emptied_or_is_away_loses_no_task(redis_queue, redis, tmp_path, settings, caplog):
    client, prefix = redis
    note.enqueue(str(tmp_path / "out"), "one")
    client.delete(f"rq:queue:{prefix}-default")
    task_backends["default"].options["url"] = "redis://127.0.0.1:1/0"
    del task_backends["default"].redis
    note.enqueue(str(tmp_path / "out"), "two")
    settings.TASKS = {
        **settings.TASKS,
        "default": {**settings.TASKS["default"], "OPTIONS": {"url": "redis://127.0.0.1:6379/1", "prefix": prefix}},
    }

    DBTaskResult.objects.update(enqueued_at=now() - timedelta(minutes=1))
    called = call_for_waiting_tasks()
    again = call_for_waiting_tasks()
    work_off()

    assert (called, again) == (2, 0)
    assert sorted((tmp_path / "out").read_text().split()) == ["one", "two"]
    assert "no worker could be called" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_what_else_stands_in_redis_is_not_run(redis_queue, tmp_path):
    queue = task_backends["default"].rq_queue("default")
    queue.enqueue_call("pathlib.Path.touch", args=(str(tmp_path / "made"),))

    work_off()

    assert not (tmp_path / "made").exists()


@pytest.mark.django_db(transaction=True)
def test_a_failed_task_is_tried_again_later_each_time_and_then_given_up_loudly(database_queue, caplog):
    fail.enqueue(ADDRESS)
    waits = []

    for _ in range(len(RETRY_AFTER)):
        DBTaskResult.objects.update(run_after=now())
        work_off()
        task = the_task()
        assert task.status == "READY"
        waits.append(round((task.run_after - task.finished_at).total_seconds()))
    DBTaskResult.objects.update(run_after=now())
    with caplog.at_level(logging.ERROR):
        work_off()
    retried = retry_failed_tasks()

    assert tuple(waits) == RETRY_AFTER
    retry = TaskRetry.objects.get()
    assert (the_task().status, retry.attempts, retry.last_error, retried) == ("FAILED", 6, "ValueError", 0)
    assert retry.given_up_at
    assert "given up after 6 attempts" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_what_failed_says_where_but_not_with_which_words(database_queue, caplog):
    fail.enqueue(ADDRESS)

    with caplog.at_level(logging.DEBUG):
        work_off()

    task = the_task()
    assert (task.exception_class_path, "in fail" in task.traceback) == ("builtins.ValueError", True)
    assert ADDRESS not in task.traceback + caplog.text


@pytest.mark.django_db(transaction=True)
def test_a_task_that_ends_well_at_last_is_forgotten_by_the_retries(database_queue, tmp_path):
    note.enqueue(str(tmp_path / "missing" / "out"), "x")
    work_off()
    assert TaskRetry.objects.get().attempts == 1

    (tmp_path / "missing").mkdir()
    DBTaskResult.objects.update(run_after=now())
    work_off()

    assert the_task().status == "SUCCESSFUL"
    assert not TaskRetry.objects.exists()


@pytest.mark.django_db
def test_a_failure_that_its_worker_could_not_plan_is_planned_by_the_clock(database_queue):
    fail.enqueue(ADDRESS)
    DBTaskResult.objects.update(status="FAILED", finished_at=now(), exception_class_path="builtins.ValueError")

    assert retry_failed_tasks() == 1
    assert retry_failed_tasks() == 0
    assert the_task().status == "READY"


@pytest.mark.django_db
def test_the_task_of_a_silent_worker_is_taken_back_and_that_of_a_living_one_is_not(database_queue, tmp_path):
    for worker in ("alive", "dead"):
        beat(worker_id=worker)
        note.enqueue(str(tmp_path / "out"), worker)
        assert claim_task(worker_id=worker)
    WorkerBeat.objects.filter(worker_id="dead").update(beat_at=now() - timedelta(minutes=3))

    assert queue_health().abandoned == 1
    assert reclaim_abandoned_tasks() == 1
    assert reclaim_abandoned_tasks() == 0

    assert sorted(DBTaskResult.objects.values_list("args_kwargs__args__1", "status")) == [
        ("alive", "RUNNING"),
        ("dead", "READY"),
    ]


@pytest.mark.django_db
def test_a_worker_that_was_thought_dead_does_not_overwrite_what_its_successor_did(database_queue, tmp_path):
    note.enqueue(str(tmp_path / "out"), "x")
    beat(worker_id="slow")
    slow = claim_task(worker_id="slow")
    WorkerBeat.objects.update(beat_at=now() - timedelta(minutes=3))
    reclaim_abandoned_tasks()
    claim_task(worker_id="next")

    assert not finish_task(task=slow, worker_id="slow", return_value=None)
    assert the_task().status == "RUNNING"
    assert the_task().worker_ids == ["slow", "next"]


@pytest.mark.django_db
def test_a_task_that_keeps_killing_its_worker_is_given_up(database_queue, tmp_path):
    note.enqueue(str(tmp_path / "out"), "x")
    for _ in range(len(RETRY_AFTER) + 1):
        beat(worker_id="w")
        claim_task(worker_id="w")
        WorkerBeat.objects.update(beat_at=now() - timedelta(minutes=3))
        reclaim_abandoned_tasks()

    assert the_task().status == "FAILED"
    assert (TaskRetry.objects.get().last_error, queue_health().given_up) == ("Abandoned", 1)


@pytest.mark.django_db
def test_a_task_of_another_program_is_left_alone_for_six_hours(database_queue, tmp_path):
    note.enqueue(str(tmp_path / "out"), "x")
    claim_task(worker_id="who-never-beats")
    assert reclaim_abandoned_tasks() == 0

    DBTaskResult.objects.update(started_at=now() - timedelta(hours=7))

    assert reclaim_abandoned_tasks() == 1


@pytest.mark.django_db(transaction=True)
def test_retries_of_tasks_that_are_gone_are_forgotten(database_queue):
    fail.enqueue(ADDRESS)
    work_off()
    assert forget_ended_retries() == 0
    DBTaskResult.objects.all().delete()

    assert forget_ended_retries() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_the_state_of_the_queue_costs_the_same_for_one_task_and_for_three(database_queue, number, tmp_path):
    for index in range(number):
        note.enqueue(str(tmp_path), str(index))
        beat(worker_id=f"w{index}")
        claim_task(worker_id=f"w{index}")
        note.enqueue(str(tmp_path), str(index))

    with exactly(4):
        health = queue_health()

    assert (health.waiting, health.running, health.workers, health.is_stuck) == (number, number, number, False)


@pytest.mark.django_db
def test_staff_try_a_task_again_or_throw_it_away(database_queue):
    user = UserFactory()
    for _ in range(2):
        fail.enqueue(ADDRESS)
    for task in DBTaskResult.objects.all():
        TaskRetry.objects.create(task_id=task.pk, task_path=task.task_path, attempts=6, given_up_at=now())
    DBTaskResult.objects.update(status="FAILED", finished_at=now())
    first, second = DBTaskResult.objects.order_by("pk")

    try_again(task_id=first.pk, by=user)
    throw_away(task_id=second.pk, by=user)
    throw_away(task_id=second.pk, by=user)

    task = the_task()
    assert (task.pk, task.status, task.run_after) == (first.pk, "READY", get_date_max())
    assert TaskRetry.objects.get().attempts == 0
    with pytest.raises(NotGivenUp):
        try_again(task_id=first.pk, by=user)
    with pytest.raises(NotGivenUp):
        throw_away(task_id=first.pk, by=user)


def four_at_once(job) -> list:
    start = Barrier(4)

    def run():
        try:
            start.wait()
            return job()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        return [future.result() for future in [pool.submit(run) for _ in range(4)]]


def abandoned_tasks(number: int) -> None:
    beat(worker_id="dead")
    for index in range(number):
        note.enqueue("/dev/null", str(index))
        claim_task(worker_id="dead")
    WorkerBeat.objects.update(beat_at=now() - timedelta(minutes=3))


@pytest.mark.django_db(transaction=True)
def test_four_clocks_at_once_take_each_abandoned_task_back_once(database_queue):
    abandoned_tasks(5)

    taken = four_at_once(reclaim_abandoned_tasks)

    assert sum(taken) == 5
    assert set(TaskRetry.objects.values_list("attempts", flat=True)) == {1}


@pytest.mark.django_db(transaction=True)
def test_control_without_the_lock_and_the_second_look_tasks_are_taken_back_more_than_once(database_queue, monkeypatch):
    def take_back_unlocked(seen):
        DBTaskResult.objects.filter(pk=seen.pk).update(status="READY")
        return True

    abandoned_tasks(5)
    seen_by_all = services._abandoned(now())
    monkeypatch.setattr(services, "_abandoned", lambda moment: seen_by_all)
    monkeypatch.setattr(services, "_take_back", take_back_unlocked)

    assert sum(four_at_once(reclaim_abandoned_tasks)) == 20


@pytest.mark.django_db(transaction=True)
def test_four_workers_at_once_run_each_task_once(database_queue, tmp_path):
    for index in range(20):
        note.enqueue(str(tmp_path / "out"), str(index))

    four_at_once(work_off)

    assert sorted((tmp_path / "out").read_text().split(), key=int) == [str(index) for index in range(20)]


@pytest.mark.django_db
def test_a_function_that_is_gone_fails_like_any_other(database_queue):
    fail.enqueue(ADDRESS)
    DBTaskResult.objects.update(task_path="tests.trust.queue.work.gone")
    task = claim_task(worker_id="w")

    assert run_task(task=task, worker_id="w") is False
    assert TaskRetry.objects.get().last_error == "ImportError"
