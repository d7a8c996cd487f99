"""Closed lists of the podcast."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EpisodeKind(models.TextChoices):
    """What an episode is, as apps name it (`itunes:episodeType`)."""

    FULL = "full", _("Episode")
    TRAILER = "trailer", _("Trailer")
    BONUS = "bonus", _("Bonus episode")


class ShowKind(models.TextChoices):
    """In which order apps play a show (`itunes:type`)."""

    EPISODIC = "episodic", _("The newest first")
    SERIAL = "serial", _("From the beginning")


class PersonRole(models.TextChoices):
    """What somebody does in an episode (the roles of `podcast:person`)."""

    HOST = "host", _("Host")
    GUEST = "guest", _("Guest")
    EDITOR = "editor", pgettext_lazy("podcast", "Editing")
    MUSIC = "music", _("Music")


class ConsentEnd(models.TextChoices):
    """How a consent came to its end."""

    PERSON = "person", _("taken back by the person")
    STAFF = "staff", _("taken back, noted by staff")
    DATE = "date", _("its last day passed")
    REPLACED = "replaced", _("replaced by a newer one")
    ERASED = "erased", _("erased at the person's request")
    DELETED = "deleted", _("ended with the episode, which was deleted")


# Whose agreement an episode needs before anybody hears it.
ROLES_THAT_AGREE = frozenset({PersonRole.GUEST})
