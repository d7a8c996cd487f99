"""What `/readyz/` says of the ledger of erasures."""

import logging

from cms.health import CHECKS, NotReady
from trust.privacy import ledger

logger = logging.getLogger(__name__)


def check_ledger() -> None:
    """Refuses when an erasure could not be mirrored: after a restore, who was erased would be back."""
    try:
        ledger.append([])
    except OSError as error:
        logger.error("the ledger of erasures cannot be written: %s", error.strerror)
        raise NotReady("cannot be written") from error


CHECKS["ledger"] = check_ledger
