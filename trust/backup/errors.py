"""What backup and restore refuse."""

from trust.errors import Refusal


class BackupFailed(Refusal):
    """No whole backup could be made; nothing was left under its name."""


class RestoreFailed(Refusal):
    """The database would not take it; what was there still is."""


class BackupDamaged(Refusal):
    """A checksum does not hold."""


class WrongKey(Refusal):
    """It was encrypted with another key, or needs one."""


class DoesNotFit(Refusal):
    """It is of the other kind of database, or of newer code than this."""


class NotEmpty(Refusal):
    """There is a site here; say that it may be replaced."""
