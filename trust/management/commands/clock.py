"""The clock: starts each periodic job when it is due."""

import logging
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from trust.clock.services import forget_old_runs, run_due

logger = logging.getLogger(__name__)
TICK_SECONDS = 10


class Command(BaseCommand):
    help = "Run the periodic jobs (PERIODIC_JOBS) as they become due, until stopped; with --once: those due now, for a timer."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="Run what is due and end.")

    def handle(self, *args, once: bool, **options):
        stopped = threading.Event()
        if not once:
            for name in (signal.SIGINT, signal.SIGTERM):
                signal.signal(name, lambda *_: stopped.set())
        long: list[Future] = []
        # What takes long (a backup) runs beside; mail and queue go on each minute. Leaving the block waits for it.
        with ThreadPoolExecutor(1, thread_name_prefix="clock") as pool:

            def beside(job: Callable[[], None]) -> None:
                long.append(pool.submit(job))

            while True:
                close_old_connections()
                try:
                    run_due(beside=beside)
                    forget_old_runs()
                except Exception:
                    if once:
                        raise
                    logger.exception("the clock missed a beat")
                if once:
                    # A timer does not start this again while it runs: so it goes on ticking until the long job has ended.
                    _done, going_on = wait(long, timeout=TICK_SECONDS)
                    if not going_on:
                        return
                elif stopped.wait(TICK_SECONDS):
                    return
