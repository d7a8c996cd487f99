"""What an API token may do, and what happens to a second factor."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Scope(models.TextChoices):
    """Reading needs none. Each app adds its own line here when it opens an operation to tokens."""

    WRITE_PAGES = "pages:write", _("write pages")
    WRITE_MEDIA = "media:write", _("write images and documents")
    WRITE_SITE = "site:write", _("write redirects")
    READ_DRAFTS = "drafts:read", _("read drafts")


class FactorChange(models.TextChoices):
    """What happened to an app, a passkey or the recovery codes."""

    ADDED = "added", _("added")
    REMOVED = "removed", _("removed")
    RENEWED = "renewed", _("made anew")
