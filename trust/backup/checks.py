"""What `/readyz/` says of a restore."""

from django.conf import settings

from cms.health import CHECKS, NotReady
from trust.backup.services import UNFINISHED


def check_restore() -> None:
    """Refuses while a restore is going on, and after one that was cut off: what was erased may be back."""
    if (settings.BACKUP_DIR / UNFINISHED).exists():
        raise NotReady("a restore has not ended")


CHECKS["restore"] = check_restore
