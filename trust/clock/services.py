"""Which periodic job is due, and that each runs once a slot however many clocks tick."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import partial

from django.conf import settings
from django.core.management import call_command
from django.db import connections, transaction
from django.db.models import Max
from django.utils import timezone

from trust.clock.models import ClockRun

logger = logging.getLogger(__name__)

# A daily job that was missed (a server that was off) still runs when the clock is back within this time.
CATCH_UP = timedelta(hours=12)
# A run that has not ended after this long died with its clock: its slot is free again. Jobs are safe to start twice.
PATIENCE = timedelta(hours=2)
# A clock that has started nothing for this long has stopped.
SILENCE = timedelta(minutes=10)
RUNS_KEPT, OFTEN_KEPT = timedelta(days=30), timedelta(days=2)
# Further back than the last run of a job that rests at the weekend.
LOOKED_BACK = timedelta(days=4)


@dataclass(frozen=True)
class Job:
    """A management command and when it is due: `every` so long, or `at` a time of day, perhaps on weekdays only."""

    command: str
    every: timedelta | None = None
    at: time | None = None
    weekdays: bool = False

    @property
    def may_take_long(self) -> bool:
        """A job of once a day may; it runs beside those of each minute."""
        return self.every is None

    def slot(self, moment: datetime) -> datetime | None:
        """The start of the stretch of time that `moment` (aware) belongs to, in UTC; None when nothing is due."""
        if self.every:
            seconds = int(self.every.total_seconds())
            return datetime.fromtimestamp(int(moment.timestamp()) // seconds * seconds, tz=UTC)
        local = timezone.localtime(moment)
        for day in (local.date(), local.date() - timedelta(days=1)):
            due = timezone.make_aware(datetime.combine(day, self.at or time.min))
            if due <= moment < due + CATCH_UP and not (self.weekdays and day.weekday() >= 5):
                return due.astimezone(UTC)
        return None


def jobs() -> list[Job]:
    """The jobs of `PERIODIC_JOBS`."""
    return [
        Job(
            command=command,
            every=timedelta(seconds=when["every"]) if "every" in when else None,
            at=time.fromisoformat(when["at"]) if "at" in when else None,
            weekdays=when.get("weekdays", False),
        )
        for command, when in settings.PERIODIC_JOBS.items()
    ]


def run_due(
    *, moment: datetime | None = None, beside: Callable[[Callable[[], None]], object] | None = None
) -> list[str]:
    """Run what is due at `moment` (now) and was not yet claimed. Returns the commands that ran, failed ones too.

    `beside` starts what may take long in another thread; without it everything runs here, one after the other.
    """
    moment = moment or timezone.now()
    started = []
    for job in jobs():
        slot = job.slot(moment)
        run = _claim(job, slot) if slot else None
        if run is None:
            continue
        started.append(job.command)
        if beside and job.may_take_long:
            beside(partial(_run_beside, run))
        else:
            _run(run)
    return started


def forget_old_runs() -> None:
    """Throw away runs that nobody will ask about any more; a slot so old is never due again."""
    moment = timezone.now()
    often = [job.command for job in jobs() if not job.may_take_long]
    ClockRun.objects.filter(slot__lt=moment - RUNS_KEPT).delete()
    ClockRun.objects.filter(slot__lt=moment - OFTEN_KEPT, job__in=often).delete()


def clock_has_stopped() -> bool:
    """Whether a clock once ran here and does so no more."""
    newest = ClockRun.objects.order_by("-pk").values_list("started_at", flat=True).first()
    return newest is not None and newest < timezone.now() - SILENCE


def failing_jobs() -> list[str]:
    """The jobs whose newest run that ended went wrong, by name; in two queries."""
    ended = ClockRun.objects.filter(finished_at__isnull=False, slot__gte=timezone.now() - LOOKED_BACK)
    newest = dict(ended.values_list("job").annotate(newest=Max("slot")).order_by("job"))
    wrong = ended.exclude(error="").values_list("job", "slot").order_by("job", "slot")
    return sorted(job for job, slot in wrong if newest.get(job) == slot)


def _claim(job: Job, slot: datetime) -> ClockRun | None:
    """The run of `job` for `slot` when it is ours; None when another clock has it."""
    with transaction.atomic():
        run, is_mine = ClockRun.objects.get_or_create(job=job.command, slot=slot)
    if is_mine:
        return run
    if run.finished_at or run.started_at > timezone.now() - PATIENCE:
        return None
    moment = timezone.now()
    dead = ClockRun.objects.filter(pk=run.pk, finished_at=None, started_at=run.started_at)
    return ClockRun.objects.get(pk=run.pk) if dead.update(started_at=moment) else None


def _run(run: ClockRun) -> None:
    """A failure is logged and stays in the row; the next slot tries again."""
    try:
        call_command(run.job, verbosity=0, stdout=io.StringIO())  # a log is for what goes wrong
    except Exception as error:  # one job's trouble may not keep the others from running
        logger.exception("periodic job failed: %s", run.job)
        run.error = type(error).__name__
    run.finished_at = timezone.now()
    run.save(update_fields=["finished_at", "error"])


def _run_beside(run: ClockRun) -> None:
    """In a thread of its own, with its own connection to the database."""
    try:
        _run(run)
    finally:
        connections.close_all()
