"""How far an answer that is given once has come."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AnswerState(models.TextChoices):
    """The first request works on it; then everybody gets its answer."""

    WORKING = "working", _("working")
    DONE = "done", _("answered")
