"""What `/readyz/` says of the queue."""

from cms.health import CHECKS, NotReady
from trust.queue.services import PATIENCE, queue_health


def check_queue() -> None:
    """Refuses when a due task has waited too long: no worker takes them."""
    health = queue_health()
    if health.is_stuck:
        raise NotReady(
            f"{health.waiting} waiting, one for more than {PATIENCE.seconds // 60} minutes; {health.workers} workers"
        )


CHECKS["queue"] = check_queue
