"""Who acts, and how a sensitive record is looked at."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Actor(models.TextChoices):
    """Whose deed it was; for staff, the entry also names the account."""

    STAFF = "staff", _("staff")
    PERSON = "person", _("the person, by link or form")
    SYSTEM = "system", _("the system")


class Access(models.TextChoices):
    """How much of a sensitive record was seen."""

    VIEW = "view", _("seen")
    LIST = "list", _("seen in a list")
    EXPORT = "export", _("exported")
