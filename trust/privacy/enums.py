"""What people may ask, how far it is, and how consent was given."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RequestKind(models.TextChoices):
    """What somebody asks about their own data."""

    EXPORT = "export", _("show me what you have")
    ERASURE = "erasure", _("erase what you have")


class RequestState(models.TextChoices):
    """Asked, confirmed by mail, done."""

    ASKED = "asked", _("not confirmed yet")
    CONFIRMED = "confirmed", _("confirmed")
    DONE = "done", _("done")
    EXPIRED = "expired", _("never confirmed")


REQUEST_TRANSITIONS: dict[str, frozenset[str]] = {
    RequestState.ASKED: frozenset({RequestState.CONFIRMED, RequestState.EXPIRED}),
    RequestState.CONFIRMED: frozenset({RequestState.DONE}),
    RequestState.DONE: frozenset(),
    RequestState.EXPIRED: frozenset(),
}


class Channel(models.TextChoices):
    """How consent was given or withdrawn."""

    FORM = "form", _("form on the site")
    API = "api", _("API")
    LINK = "link", _("personal link")
    PHONE = "phone", _("by telephone, noted by staff")
    PAPER = "paper", _("on paper, noted by staff")


class ErasureReason(models.TextChoices):
    """Why something was erased before its term, or a link died before its own."""

    REQUEST = "request", _("asked by the person")
    WITHDRAWN = "withdrawn", _("consent withdrawn")
    STAFF = "staff", _("by staff")
    LINK = "link", _("link taken back or used")
