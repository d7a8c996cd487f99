"""Each minute: failed tasks again, abandoned ones back, workers called for what waits."""

from django.core.management.base import BaseCommand

from trust.queue.services import (
    call_for_waiting_tasks,
    forget_ended_retries,
    queue_health,
    reclaim_abandoned_tasks,
    retry_failed_tasks,
)


class Command(BaseCommand):
    help = "Try failed tasks again, take back those of dead workers, call workers for what waits. Safe to start twice."

    def handle(self, *args, **options):
        taken_back, retried, called = reclaim_abandoned_tasks(), retry_failed_tasks(), call_for_waiting_tasks()
        forget_ended_retries()
        health = queue_health()
        self.stdout.write(
            f"{taken_back} taken back, {retried} to be tried again, {called} calls; "
            f"{health.waiting} waiting, {health.running} running, {health.given_up} given up, {health.workers} workers"
        )
