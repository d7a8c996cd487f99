"""How far a message is."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MessageState(models.TextChoices):
    """New until somebody has answered."""

    NEW = "new", _("new")
    ANSWERED = "answered", _("answered")
    SPAM = "spam", _("spam")


MESSAGE_TRANSITIONS: dict[str, frozenset[str]] = {
    MessageState.NEW: frozenset({MessageState.ANSWERED, MessageState.SPAM}),
    MessageState.ANSWERED: frozenset({MessageState.NEW}),
    MessageState.SPAM: frozenset({MessageState.NEW}),
}
