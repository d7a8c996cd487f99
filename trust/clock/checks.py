"""What `/readyz/` says of the clock."""

from cms.health import CHECKS, NotReady
from trust.clock.services import SILENCE, clock_has_stopped


def check_clock() -> None:
    """Refuses when a clock once ran here and has started nothing for a while: scheduled pages, terms and mails wait for it."""
    if clock_has_stopped():
        raise NotReady(f"nothing has run by the clock for {SILENCE.seconds // 60} minutes")


CHECKS["clock"] = check_clock
