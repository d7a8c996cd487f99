"""The queue and the clock as staff see them: the state, what went wrong, and what can be done."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils.timezone import now
from django_tasks_db.models import DBTaskResult, get_date_max

from cms.todo import todo_items
from tests.factories.users import UserFactory
from tests.queries import queries_of
from tests.reading import soup, words
from trust.clock.models import ClockRun
from trust.queue.models import TaskRetry

pytestmark = pytest.mark.django_db


def somebody_with(*codenames: str):
    user = UserFactory()
    user.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", *codenames]))
    return user


def a_task_given_up() -> TaskRetry:
    task = DBTaskResult.objects.create(
        task_path="tests.trust.queue.work.fail",
        args_kwargs={"args": ["an@example.org"], "kwargs": {}},
        backend_name="default",
        run_after=get_date_max(),
        status="FAILED",
        finished_at=now(),
    )
    return TaskRetry.objects.create(
        task_id=task.pk, task_path=task.task_path, attempts=6, last_error="ValueError", given_up_at=now()
    )


def test_who_may_look_sees_what_was_given_up_but_not_for_whom(client, site):
    a_task_given_up()
    client.force_login(somebody_with("view_taskretry"))

    page = client.get(reverse("task-queue"))

    assert page.status_code == 200
    assert "tests.trust.queue.work.fail" in page.text
    assert "an@example.org" not in page.text
    assert 'name="task"' not in page.text


@pytest.mark.parametrize(("action", "state"), [("try-again", "READY"), ("throw-away", None)])
def test_who_may_steer_tries_again_or_throws_away_and_a_repeat_is_harmless(client, site, action, state):
    retry = a_task_given_up()
    client.force_login(somebody_with("view_taskretry", "change_taskretry"))

    for _ in range(2):
        answer = client.post(reverse("task-queue"), {"task": retry.task_id, "action": action}, follow=True)
        assert answer.status_code == 200

    assert DBTaskResult.objects.values_list("status", flat=True).first() == state


@pytest.mark.parametrize("task", ["", "x", "0b2f7c3e-0d5e-4f3e-9a44-1b1f5a3c7d10"])
def test_a_task_that_is_none_is_answered_kindly(client, site, task):
    client.force_login(somebody_with("view_taskretry", "change_taskretry"))

    assert client.post(reverse("task-queue"), {"task": task}, follow=True).status_code == 200


def test_others_neither_look_nor_steer(client, site):
    client.force_login(somebody_with())
    addresses = [reverse("task-queue"), reverse("clock-runs")]
    refused = [client.get(address).status_code for address in addresses]

    client.force_login(somebody_with("view_taskretry"))
    steering = client.post(reverse("task-queue"), {"task": a_task_given_up().task_id})

    # Wagtail answers a refusal with a way back to its home page.
    assert set(refused) <= {302, 403}
    assert steering.status_code in {302, 403}
    assert DBTaskResult.objects.get().status == "FAILED"


def test_the_list_costs_the_same_for_one_task_and_for_three(client, site):
    client.force_login(somebody_with("view_taskretry", "change_taskretry"))
    client.get(reverse("task-queue"))
    a_task_given_up()
    one = queries_of(client, reverse("task-queue"))
    a_task_given_up()
    a_task_given_up()

    assert queries_of(client, reverse("task-queue"), at_most=one) == one


def test_the_dashboard_tells_of_trouble_to_those_who_may_know(site):
    a_task_given_up()
    DBTaskResult.objects.create(
        task_path="x", args_kwargs={}, backend_name="default", run_after=now() - timedelta(minutes=16)
    )
    slot = now() - timedelta(minutes=20)
    ClockRun.objects.create(job="run_retention", slot=slot, finished_at=slot, error="KeyError")
    ClockRun.objects.update(started_at=slot)

    knows, others = (
        [item for item in todo_items(user) if item.url.startswith((reverse("task-queue"), reverse("clock-runs")))]
        for user in (somebody_with("view_taskretry", "view_clockrun"), somebody_with())
    )

    assert {item.url.partition("?")[0]: item.count for item in knows} == {
        reverse("task-queue"): 1,
        reverse("clock-runs"): 1,
    }
    assert len([item for item in knows if item.urgent]) == 4
    assert others == []


def test_runs_of_the_clock_are_listed_the_wrong_ones_alone_when_asked(client, site):
    slot = now()
    ClockRun.objects.create(job="tend_queue", slot=slot, finished_at=slot)
    ClockRun.objects.create(job="run_retention", slot=slot, finished_at=slot, error="KeyError")
    client.force_login(somebody_with("view_clockrun"))

    def jobs(**asked) -> list[str]:
        return [
            words(row.select_one("td"))
            for row in soup(client.get(reverse("clock-runs"), asked)).select("main tbody tr")
        ]

    looks_after, wipes = "Voor de wachtrij zorgen", "Wissen wat over zijn termijn is"
    assert set(jobs()) == {looks_after, wipes}
    assert jobs(went_wrong="true") == [wipes]
    assert jobs(job="tend_queue") == [looks_after]
