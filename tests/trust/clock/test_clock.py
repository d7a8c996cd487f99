"""Periodic jobs run once a slot, however many clocks tick (trust/clock/)."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time, timedelta
from threading import Barrier

import pytest
from django.core.management import call_command, get_commands
from django.db import connection
from django.test import override_settings

from tests.queries import exactly
from trust.clock import services as clock
from trust.clock.models import ClockRun
from trust.clock.services import PATIENCE, Job, clock_has_stopped, failing_jobs, forget_old_runs, run_due

MINUTELY = Job("x", every=timedelta(minutes=1))
MORNING = Job("x", at=time(7, 30))
WORKDAYS = Job("x", at=time(7, 30), weekdays=True)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("job", "moment", "slot"),
    [
        (MINUTELY, "2026-11-23T10:20:59+00:00", "2026-11-23T10:20:00+00:00"),
        (MINUTELY, "2026-11-23T10:21:00+00:00", "2026-11-23T10:21:00+00:00"),
        # Half past seven in Brussels is 6:30 UTC in winter, 5:30 in summer.
        (MORNING, "2026-11-23T06:30:00+00:00", "2026-11-23T06:30:00+00:00"),
        (MORNING, "2026-07-23T05:30:00+00:00", "2026-07-23T05:30:00+00:00"),
        (MORNING, "2026-11-23T06:29:59+00:00", None),
        # Missed by a server that was off: still today, not half a day later.
        (MORNING, "2026-11-23T15:00:00+00:00", "2026-11-23T06:30:00+00:00"),
        (MORNING, "2026-11-23T18:30:00+00:00", None),
        # 2026-11-21 is a Saturday.
        (WORKDAYS, "2026-11-21T08:00:00+00:00", None),
        (WORKDAYS, "2026-11-23T08:00:00+00:00", "2026-11-23T06:30:00+00:00"),
    ],
)
def test_each_moment_belongs_to_one_slot(job, moment, slot):
    assert job.slot(at(moment)) == (at(slot) if slot else None)


def test_an_evening_job_that_was_missed_runs_after_midnight():
    assert Job("x", at=time(23, 0)).slot(at("2026-11-24T00:30:00+01:00")) == datetime(2026, 11, 23, 22, tzinfo=UTC)


@pytest.fixture
def called(monkeypatch) -> list[str]:
    """The commands that the clock started; `breaks` fails."""
    names: list[str] = []

    def call(name: str, **options) -> None:
        names.append(name)
        if name == "breaks":
            raise RuntimeError("mail to an@example.org refused")

    monkeypatch.setattr(clock, "call_command", call)
    return names


@pytest.mark.django_db
@override_settings(PERIODIC_JOBS={"minutely": {"every": 60}, "daily": {"at": "07:30"}})
def test_a_second_clock_in_the_same_minute_finds_nothing_to_do(called):
    moment = at("2026-11-23T08:00:10+00:00")

    first, second = run_due(moment=moment), run_due(moment=moment + timedelta(seconds=20))
    next_minute = run_due(moment=moment + timedelta(minutes=1))

    assert (first, second, next_minute) == (["minutely", "daily"], [], ["minutely"])
    assert called == ["minutely", "daily", "minutely"]


@pytest.mark.django_db
@override_settings(PERIODIC_JOBS={"breaks": {"every": 60}, "minutely": {"every": 60}})
def test_a_job_that_fails_keeps_no_other_from_running_and_leaves_its_kind_of_error(called):
    run_due(moment=at("2026-11-23T08:00:10+00:00"))

    assert called == ["breaks", "minutely"]
    assert list(ClockRun.objects.order_by("job").values_list("job", "error")) == [
        ("breaks", "RuntimeError"),
        ("minutely", ""),
    ]


@pytest.mark.django_db
def test_runs_are_forgotten_after_a_month(time_machine):
    time_machine.move_to("2026-11-23T08:00:00+00:00")
    ClockRun.objects.create(job="old", slot=at("2026-10-20T08:00:00+00:00"))
    ClockRun.objects.create(job="young", slot=at("2026-11-20T08:00:00+00:00"))

    forget_old_runs()

    assert list(ClockRun.objects.values_list("job", flat=True)) == ["young"]


def test_every_periodic_job_is_a_command_that_exists(settings):
    assert set(settings.PERIODIC_JOBS) <= set(get_commands())


@pytest.mark.django_db(transaction=True)
@override_settings(PERIODIC_JOBS={"minutely": {"every": 60}, "daily": {"at": "07:30"}})
def test_four_clocks_at_once_run_each_job_once(called):
    start = Barrier(4)

    def tick() -> list[str]:
        try:
            start.wait()
            return run_due(moment=at("2026-11-23T08:00:10+00:00"))
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as clocks:
        ran = [clocks.submit(tick) for _ in range(4)]

    assert sorted(name for future in ran for name in future.result()) == ["daily", "minutely"]
    assert sorted(called) == ["daily", "minutely"]


@pytest.mark.django_db(transaction=True)
@override_settings(PERIODIC_JOBS={"daily": {"at": "07:30"}})
def test_control_without_the_claim_every_clock_runs_the_job(called, monkeypatch):
    monkeypatch.setattr(clock, "_claim", lambda job, slot: ClockRun(job=job.command, slot=slot))
    monkeypatch.setattr(ClockRun, "save", lambda self, **options: None)
    start = Barrier(4)

    def tick() -> list[str]:
        start.wait()
        return run_due(moment=at("2026-11-23T08:00:10+00:00"))

    with ThreadPoolExecutor(4) as clocks:
        for future in [clocks.submit(tick) for _ in range(4)]:
            future.result()

    assert called == ["daily"] * 4


@pytest.mark.django_db
@override_settings(PERIODIC_JOBS={"daily": {"at": "07:30"}})
def test_a_run_that_died_with_its_clock_is_done_again_later_and_once(called, time_machine):
    time_machine.move_to("2026-11-23T08:00:00+00:00")
    ClockRun.objects.create(job="daily", slot=at("2026-11-23T06:30:00+00:00"))

    at_once = run_due()
    time_machine.move_to(at("2026-11-23T08:00:00+00:00") + PATIENCE + timedelta(minutes=1))
    later, again = run_due(), run_due()

    assert (at_once, later, again) == ([], ["daily"], [])


@pytest.mark.django_db(transaction=True)
@override_settings(PERIODIC_JOBS={"slow": {"at": "07:30"}, "minutely": {"every": 60}})
def test_a_long_job_keeps_those_of_each_minute_from_nothing(monkeypatch):
    going_on, names = threading.Event(), []

    def call(name: str, **options) -> None:
        if name == "slow":
            going_on.wait(10)
        names.append(name)

    monkeypatch.setattr(clock, "call_command", call)
    with ThreadPoolExecutor(1) as pool:
        for minute in range(2):
            run_due(moment=at(f"2026-11-23T08:0{minute}:10+00:00"), beside=pool.submit)
        done_meanwhile = list(names)
        going_on.set()

    assert done_meanwhile == ["minutely", "minutely"]
    assert names[-1] == "slow"
    assert not ClockRun.objects.filter(finished_at=None).exists()


@pytest.mark.django_db(transaction=True)
@override_settings(PERIODIC_JOBS={"daily": {"at": "00:00"}, "minutely": {"every": 60}})
def test_a_timer_that_starts_the_clock_once_ends_when_all_is_done(called, time_machine):
    time_machine.move_to("2026-11-23T08:00:00+00:00")

    call_command("clock", once=True)

    assert sorted(called) == ["daily", "minutely"]
    assert ClockRun.objects.filter(finished_at=None).count() == 0


@pytest.mark.django_db
@override_settings(PERIODIC_JOBS={"often": {"every": 60}, "daily": {"at": "07:30"}})
def test_runs_of_each_minute_are_forgotten_after_two_days(time_machine):
    time_machine.move_to("2026-11-23T08:00:00+00:00")
    for job in ("often", "daily"):
        ClockRun.objects.create(job=job, slot=at("2026-11-20T08:00:00+00:00"))

    forget_old_runs()

    assert list(ClockRun.objects.values_list("job", flat=True)) == ["daily"]


@pytest.mark.django_db
def test_a_clock_that_never_ran_has_not_stopped_and_one_that_fell_silent_has(time_machine):
    time_machine.move_to("2026-11-23T08:00:00+00:00")
    assert not clock_has_stopped()
    ClockRun.objects.create(job="x", slot=at("2026-11-23T08:00:00+00:00"))
    assert not clock_has_stopped()

    time_machine.move_to("2026-11-23T08:11:00+00:00")

    assert clock_has_stopped()


@pytest.mark.django_db
def test_a_clock_that_fell_silent_is_not_ready(client, time_machine):
    time_machine.move_to("2026-11-23T08:00:00+00:00")
    ClockRun.objects.create(job="x", slot=at("2026-11-23T08:00:00+00:00"))
    assert client.get("/readyz/").json()["checks"]["clock"] == "ok"

    time_machine.move_to("2026-11-23T08:11:00+00:00")
    response = client.get("/readyz/")

    assert response.status_code == 503
    assert response.json()["checks"]["clock"] == "nothing has run by the clock for 10 minutes"


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_a_job_that_went_wrong_last_time_is_named_and_one_that_recovered_is_not(number, time_machine):
    time_machine.move_to("2026-11-23T08:00:00+00:00")
    for index in range(number):
        for hour, wrong, well in [(5, f"wrong{index}", f"well{index}"), (6, f"well{index}", f"wrong{index}")]:
            slot = at(f"2026-11-23T0{hour}:00:00+00:00")
            ClockRun.objects.create(job=well, slot=slot, finished_at=slot, error="KeyError")
            ClockRun.objects.create(job=wrong, slot=slot, finished_at=slot)

    with exactly(2):
        failing = failing_jobs()

    assert failing == [f"wrong{index}" for index in range(number)]
