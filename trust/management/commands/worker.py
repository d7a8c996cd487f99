"""The worker: takes tasks from the queue."""

from django.core.management.base import BaseCommand
from django.utils.autoreload import run_with_reloader

from trust.queue.worker import worker_for


class Command(BaseCommand):
    help = (
        "Take tasks from the queue (the database's, or RQ's with TASKS_URL) until stopped. Start as many as are needed."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--queue", action="append", default=[], help="Only this queue; may be given again. All unless named."
        )
        parser.add_argument("--batch", action="store_true", help="End when no task is due.")
        parser.add_argument("--reload", action="store_true", help="Start again at each change of the code.")

    def handle(self, *args, queue: list[str], batch: bool, **options):
        if options["reload"]:
            run_with_reloader(lambda: worker_for(queue_names=queue).work())
            return
        worker = worker_for(queue_names=queue, batch=batch)
        worker.heed_signals()
        worker.work()
