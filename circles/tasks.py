"""What staff ask and a request is too short for."""

from __future__ import annotations

from django_tasks import task

from circles.proposing import run_proposals

# Somebody looks at the screen and waits for it.
PRIORITY = 50


@task(priority=PRIORITY)
def propose_in(run_id: int) -> None:
    """Ask the solver for the groups of that run."""
    run_proposals(run_id=run_id)
