"""The register of consent: what a guest, or a guest's parent, agreed to for one episode (spec E4, E5)."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.timezone import localtime, now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from podcast.enums import ConsentEnd
from podcast.models.people import Person
from podcast.querysets import GuestConsentQuerySet

# What somebody can agree to; an episode needs the first two of each guest.
SCOPES = ("voice", "transcript", "name", "picture")


class OutlivesItsEpisode(models.Model):
    """A line about an episode that stays as proof when the episode is deleted: then without it, and with its title as it was."""

    episode_title = models.CharField(_("title of a deleted episode"), max_length=255, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def episode_words(self) -> str:
        """Which episode, also when it is gone."""
        return self.episode.title if self.episode else self.episode_title


class GuestConsent(OutlivesItsEpisode):
    """Agreement of one person for one episode: what may be used, who signed, until when. It stands until `ends_at` or `withdrawn_at`."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="consents")
    episode = models.ForeignKey(
        "podcast.EpisodePage",
        verbose_name=_("episode"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="consents",
    )
    voice = models.BooleanField(_("the voice may be heard"), default=False)
    transcript = models.BooleanField(_("the words may be read"), default=False)
    name = models.BooleanField(_("the name may be shown"), default=False)
    picture = models.BooleanField(_("the portrait may be shown"), default=False)
    signed_by = models.CharField(
        _("signed by"), max_length=120, help_text=_("The person, or for a minor a parent or guardian.")
    )
    signed_as_guardian = models.BooleanField(_("signed as parent or guardian"), default=False)
    signed_on = models.DateField(_("signed on"))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True, help_text=_("Empty: until it is withdrawn."))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    end_reason = models.CharField(_("how it ended"), max_length=10, choices=ConsentEnd, blank=True, editable=False)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("noted by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    noted_at = models.DateTimeField(_("noted"), default=now, editable=False)

    objects = GuestConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent of a guest")
        verbose_name_plural = _("consents of guests")
        ordering = ["-noted_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "episode"], condition=Q(withdrawn_at=None), name="guest_consent_once_an_episode"
            ),
            models.CheckConstraint(
                condition=Q(end_reason="") | Q(withdrawn_at__isnull=False),
                name="guest_consent_with_a_reason_has_ended",
            ),
        ]

    def __str__(self) -> str:
        return gettext("Consent of %(day)s") % {"day": date_format(self.signed_on, "j F Y")}

    def stands(self, at: datetime | None = None) -> bool:
        """Whether it holds at `at` (now); as `GuestConsentQuerySet.standing` says it."""
        return self.withdrawn_at is None and (self.ends_at is None or self.ends_at > (at or now()))

    def scopes(self) -> list[str]:
        """What was agreed to, in words."""
        return [str(self._meta.get_field(name).verbose_name) for name in SCOPES if getattr(self, name)]


class TakeDown(OutlivesItsEpisode):
    """That a published episode was taken away because somebody's consent ended, and whether staff looked after what apps may still hold."""

    episode = models.ForeignKey(
        "podcast.EpisodePage",
        verbose_name=_("episode"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="take_downs",
    )
    reason = models.CharField(_("because consent was"), max_length=10, choices=ConsentEnd)
    at = models.DateTimeField(_("taken away"), default=now, db_index=True)
    settled_at = models.DateTimeField(_("looked after"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("looked after by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("episode taken away")
        verbose_name_plural = _("episodes taken away")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return gettext("Taken away on %(day)s") % {"day": date_format(localtime(self.at), "j F Y")}
