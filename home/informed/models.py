"""Who wants to stay informed."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.formats import date_format
from django.utils.timezone import localtime, now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from home.informed.enums import SubscriptionState
from home.informed.querysets import SubscriptionQuerySet

SubscriptionManager = models.Manager.from_queryset(SubscriptionQuerySet)


class Subscription(models.Model):
    """A sign-up to stay informed. Unconfirmed it goes after a week, active it stays until withdrawn or `delete_on` (renewed by a mail that
    asks), ended it goes at once but for the consent that proves it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("first name"), max_length=120, blank=True)
    topics = models.JSONField(_("about"), default=list)
    state = models.CharField(
        _("state"), max_length=10, choices=SubscriptionState, default=SubscriptionState.ASKED, db_index=True
    )
    asked_at = models.DateTimeField(_("signed up"), default=now)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    delete_on = models.DateField(_("erased on"), db_index=True)
    renewal_asked_at = models.DateTimeField(
        _("asked to go on"),
        null=True,
        blank=True,
        help_text=_("When we mailed to ask whether to go on after the last day."),
    )

    objects = SubscriptionManager()

    class Meta:
        verbose_name = _("stay-informed sign-up")
        verbose_name_plural = _("stay-informed sign-ups")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(Lower("email"), condition=~Q(state="ended"), name="subscription_once_an_address"),
            models.CheckConstraint(
                condition=~Q(state=SubscriptionState.ACTIVE) | Q(confirmed_at__isnull=False),
                name="subscription_active_is_confirmed",
            ),
        ]

    def __str__(self) -> str:
        return gettext("Sign-up of %(day)s") % {"day": date_format(localtime(self.asked_at), "j F Y")}
